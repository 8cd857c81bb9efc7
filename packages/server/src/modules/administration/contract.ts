import { Login } from '@fengni/kernel/access/contract';
import { secret } from '@fengni/kernel/command/tier';
import { z } from 'zod';

/** While the house is set up: the first sheet of one of the three administrators. */
export const HouseSheet = z.object({
  setupCode: secret(z.string().trim().min(8).max(64)),
  power: z.enum(['system', 'security', 'audit']),
});

export const AccountSheet = z.object({ accountId: z.uuid() });

export const OwnCodeSheet = z.object({ factorId: z.uuid() });

/** For who has just activated his account with a code sheet and cannot sign in without it. */
export const FirstCodeSheet = z.object({
  login: Login,
  activationCode: secret(z.string().trim().min(8).max(40)),
  factorId: z.uuid(),
});
