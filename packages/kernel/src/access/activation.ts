import type { z } from 'zod';
import { type Command, defineCommand } from '../command/define.ts';
import { toJson } from '../command/redact.ts';
import { refuser } from '../command/refusal.ts';
import type { Tx } from '../db/tx.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { hashActivation } from './begin-house.ts';
import { ActivateAccount, BeginActivationKey, accessErrors } from './contract.ts';
import { addCodeSheet, addGenerator, addSecurityKey, beginKey } from './new-factor.ts';
import { faultOfPassword, hashPassword } from './password.ts';
import { accessPolicy } from './policy-table.ts';
import type { Attempts, SecretRow } from './sign-in-attempts.ts';
import { actorWithoutSession } from './sign-in.ts';

const refuse = refuser(accessErrors);
/** The code stays good for a quarter of an hour, so that a first code sheet can be printed. */
const printMs = 15 * 60_000;

/** Activation: a person alone with his sheet sets password and second factor. */
export function createActivationCommands(the: {
  readonly keys: KeyRing;
  readonly attempts: Attempts;
}): Command[] {
  const { keys, attempts } = the;

  async function findInvited(tx: Tx, input: z.output<typeof BeginActivationKey>): Promise<SecretRow> {
    const row = await attempts.findWaiting(tx, input.login);
    const right =
      row !== undefined &&
      row.state === 'invited' &&
      row.activation_hash === hashActivation(input.activationCode) &&
      (row.activation_until ?? tx.now) > tx.now;
    if (right) return row;
    const failed = { row, login: input.login, code: 'activation.failed', why: 'activation code' } as const;
    throw await attempts.fail(tx, failed);
  }

  const beginActivationKey = defineCommand({
    name: 'account.beginActivationKey',
    title: { zh: '启用时开始登记 USB 密钥', en: 'Begin to register a security key at activation' },
    input: BeginActivationKey,
    rule: accessPolicy['account.activate'],
    load: async () => null,
    async handle(tx, { input }) {
      const row = await findInvited(tx, input);
      const use = { purpose: 'activate', accountId: row.account_id, sessionId: null } as const;
      const creation = await beginKey(tx, keys, { use, login: input.login });
      return {
        subject: row.account_id,
        result: { options: toJson(creation.options) },
        actor: actorWithoutSession(row),
      };
    },
  });

  const activate = defineCommand({
    name: 'account.activate',
    title: { zh: '启用账号', en: 'Activate an account' },
    input: ActivateAccount,
    rule: accessPolicy['account.activate'],
    load: async () => null,
    async handle(tx, { input }) {
      const row = await findInvited(tx, input);
      const password = row.sign_in_by === null ? (input.password ?? '') : null;
      const fault = password === null ? null : faultOfPassword(password, input.login);
      if (fault !== null) throw refuse(`password.${fault}`);
      const factorId = await addFirstFactor(tx, keys, { accountId: row.account_id, factor: input.factor });
      await tx.writeSql('select keep_account_secret($1, $2, $3, $4)', [
        row.account_id,
        password === null ? null : await hashPassword(password),
        row.activation_hash,
        new Date(tx.now.getTime() + printMs),
      ]);
      tx.grant([row.account_id]);
      await tx.writeSql(`update account set state = 'active' where id = $1`, [row.account_id]);
      return {
        subject: row.account_id,
        result: { factorId, kind: input.factor.kind },
        actor: actorWithoutSession(row),
      };
    },
  });
  return [beginActivationKey, activate];
}

async function addFirstFactor(
  tx: Tx,
  keys: KeyRing,
  the: { readonly accountId: string; readonly factor: z.output<typeof ActivateAccount>['factor'] },
): Promise<string> {
  const { accountId, factor } = the;
  switch (factor.kind) {
    case 'webauthn': {
      const use = { purpose: 'activate', accountId, sessionId: null } as const;
      return addSecurityKey(tx, keys, { use, name: factor.name, registration: factor.registration });
    }
    case 'totp':
      return addGenerator(tx, keys, { accountId, name: 'TOTP', secret: factor.secret, code: factor.code });
    case 'code-sheet':
      return addCodeSheet(tx, keys, accountId);
    default:
      return factor satisfies never;
  }
}
