import type { z } from 'zod';
import { invariant } from '../command/invariant.ts';
import type { RefusalParams } from '../command/refusal.ts';
import type { Tx } from '../db/tx.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import type { FactorOffer, KeyAssertion, ProveFactor } from './contract.ts';
import { type FactorProof, proveByCode } from './factors.ts';
import { type ChallengeUse, makeChallenge, takeChallenge } from './key-challenge.ts';
import { challengeOf, keySiteOf, openKeys, requestOptions, verifyKeyUse } from './security-key.ts';
import type { FactorRow } from './tables.ts';

export async function readFactors(tx: Tx, accountId: string): Promise<FactorRow[]> {
  return tx.writeSql<FactorRow>('select * from factors_for_sign_in($1)', [accountId]);
}

export async function useFactor(tx: Tx, proof: FactorProof): Promise<void> {
  await lockFactor(tx, proof.factor);
  const { counter, secret } = proof.after;
  await tx.writeSql('update factor set counter = $2, secret = coalesce($3, secret) where id = $1', [
    proof.factor.id,
    counter,
    secret ?? null,
  ]);
}

async function lockFactor(tx: Tx, { id }: FactorRow): Promise<void> {
  tx.grant([id]);
  const rows = await tx.writeSql('select from factor where id = $1 for update', [id]);
  invariant(rows.length === 1, 'the factor that was shown exists');
}

interface FactorCall {
  readonly keys: KeyRing;
  readonly use: ChallengeUse;
}

/** Which factors an account has, keys first, with a challenge where one of its keys works at this address. */
export async function offerFactors(tx: Tx, { keys, use }: FactorCall): Promise<z.output<typeof FactorOffer>> {
  const factors = await readFactors(tx, use.accountId);
  const held = openKeys(factors, keys).map(({ key }) => key);
  const site = keySiteOf(tx.connection.origin);
  const here = held.filter((key) => key.rpId === site?.rpId);
  const kinds = new Set(factors.map((factor) => factor.kind));
  const hosts = new Set(held.map((key) => key.rpId));
  return {
    kinds: [...kinds].toSorted((a, b) => Number(b === 'webauthn') - Number(a === 'webauthn')),
    key:
      site === null || here.length === 0
        ? null
        : requestOptions({ site, challenge: await makeChallenge(tx, use), keys: here }),
    keyHosts: [...hosts].filter((host) => host !== site?.rpId).toSorted(),
  };
}

export type FactorTrial =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly code: 'factor.failed' | 'key.expired' | 'key.address' | 'key.cloned';
      readonly params: RefusalParams;
      /** For the log only. */
      readonly why: string;
    };

/** Tries what somebody shows as his second factor, and uses it up. A key that seems to have a copy is ended. */
export async function tryFactor(
  tx: Tx,
  { shown, ...call }: FactorCall & { readonly shown: z.output<typeof ProveFactor> },
): Promise<FactorTrial> {
  if (shown.assertion !== undefined) return tryKey(tx, call, shown.assertion);
  const factors = await readFactors(tx, call.use.accountId);
  const proof = proveByCode({ factors, code: shown.factorCode ?? '', now: tx.now, keys: call.keys });
  if (proof === null) return failed('factor.failed', 'second factor');
  await useFactor(tx, proof);
  return { ok: true };
}

async function tryKey(
  tx: Tx,
  { keys, use }: FactorCall,
  answer: z.output<typeof KeyAssertion>,
): Promise<FactorTrial> {
  const site = keySiteOf(tx.connection.origin);
  if (site === null) return failed('key.address', 'no address for security keys');
  const challenge = challengeOf(answer.response.clientDataJSON);
  if (challenge === null || !(await takeChallenge(tx, challenge, use)))
    return failed('key.expired', 'security key: challenge is not open');
  const known = openKeys(await readFactors(tx, use.accountId), keys);
  const held = known.find(({ key }) => key.id === answer.id && key.rpId === site.rpId);
  if (held === undefined) return failed('factor.failed', 'security key is none of this account');
  const tried = await verifyKeyUse({ site, challenge, held }, answer);
  const { factor } = held;
  if (tried.ok) {
    await useFactor(tx, { factor, after: { counter: tried.counter } });
    return { ok: true };
  }
  if (tried.code === 'key.cloned') {
    // a copy could go on counting until it is ahead of the key itself
    await lockFactor(tx, factor);
    await tx.writeSql('update factor set ended_at = $2 where id = $1', [factor.id, tx.now]);
  }
  return failed(tried.code, tried.why, tried.code === 'key.cloned' ? { name: factor.name } : {});
}

function failed(
  code: Exclude<FactorTrial, { ok: true }>['code'],
  why: string,
  params: RefusalParams = {},
): FactorTrial {
  return { ok: false, code, why, params };
}
