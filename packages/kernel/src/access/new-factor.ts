import { Secret } from 'otpauth';
import type { z } from 'zod';
import { Refusal, refuser } from '../command/refusal.ts';
import { codeOf } from '../command/transact.ts';
import type { Tx } from '../db/tx.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { readHouseState } from './begin-house.ts';
import { type KeyCreation, type KeyRegistration, accessErrors } from './contract.ts';
import { byteText, packSheet, sheetOf, totpStep } from './factors.ts';
import { type ChallengeUse, makeChallenge, takeChallenge } from './key-challenge.ts';
import {
  type KeySite,
  challengeOf,
  creationOptions,
  hashCredential,
  keySiteOf,
  openKeys,
  packKey,
  verifyNewKey,
} from './security-key.ts';
import { type FactorRow, factors } from './tables.ts';
import { readFactors } from './try-factor.ts';

const refuse = refuser(accessErrors);
const uniqueViolation = '23505';

type NewFactor = Pick<FactorRow, 'account_id' | 'kind' | 'name' | 'counter' | 'credential_hash'> & {
  readonly id?: string;
  readonly plain: Buffer;
};

/** Adds a factor with its secret sealed. Returns its id. */
async function addFactor(tx: Tx, keys: KeyRing, { plain, ...row }: NewFactor): Promise<string> {
  const id = row.id ?? tx.newId();
  const secret = byteText(keys.sealSecret(plain));
  await tx.insert(factors, { ...row, id, secret, created_at: tx.now, ended_at: null });
  return id;
}

/** A sheet of codes, which its owner prints afterwards. */
export async function addCodeSheet(tx: Tx, keys: KeyRing, accountId: string): Promise<string> {
  const id = tx.newId();
  const plain = packSheet(sheetOf(keys, id), id);
  return addFactor(tx, keys, {
    id,
    account_id: accountId,
    kind: 'code-sheet',
    name: tx.today,
    counter: 0,
    plain,
  });
}

/** A code generator that has shown its first code, taken as at sign-in: one step off either way. */
export async function addGenerator(
  tx: Tx,
  keys: KeyRing,
  the: { readonly accountId: string; readonly name: string; readonly secret: string; readonly code: string },
): Promise<string> {
  const plain = Buffer.from(Secret.fromBase32(the.secret).bytes);
  const step = totpStep(plain, the.code, tx.now);
  if (step === null) throw refuse('factor.failed');
  return addFactor(tx, keys, {
    account_id: the.accountId,
    kind: 'totp',
    name: the.name,
    counter: step,
    plain,
  });
}

function requireSite(tx: Tx): KeySite {
  const site = keySiteOf(tx.connection.origin);
  if (site === null) throw refuse('key.address');
  return site;
}

/** What a browser is to ask of a new key of this account. */
export async function beginKey(
  tx: Tx,
  keys: KeyRing,
  { use, login }: { readonly use: ChallengeUse; readonly login: string },
): Promise<z.output<typeof KeyCreation>> {
  const site = requireSite(tx);
  const held = openKeys(await readFactors(tx, use.accountId), keys).map(({ key }) => key);
  const { name } = await readHouseState(tx);
  const options = creationOptions({
    site,
    challenge: await makeChallenge(tx, use),
    account: { id: use.accountId, login },
    house: name ?? login,
    known: held.filter((key) => key.rpId === site.rpId),
  });
  return { options };
}

/** A security key that has answered to `beginKey`. Its challenge is used up even where it is refused. */
export async function addSecurityKey(
  tx: Tx,
  keys: KeyRing,
  the: {
    readonly use: ChallengeUse;
    readonly name: string;
    readonly registration: z.output<typeof KeyRegistration>;
  },
): Promise<string> {
  const site = requireSite(tx);
  const challenge = challengeOf(the.registration.response.clientDataJSON);
  if (challenge === null || !(await takeChallenge(tx, challenge, the.use))) throw refuse('key.expired');
  const made = await verifyNewKey({ site, challenge }, the.registration);
  if (!made.ok) throw new Refusal(made.code, {}, `security key: ${made.why}`, true);
  try {
    return await addFactor(tx, keys, {
      account_id: the.use.accountId,
      kind: 'webauthn',
      name: the.name,
      counter: made.counter,
      credential_hash: hashCredential(keys, made.key.id),
      plain: packKey(made.key),
    });
  } catch (error) {
    if (codeOf(error) === uniqueViolation) throw refuse('key.taken');
    throw error;
  }
}
