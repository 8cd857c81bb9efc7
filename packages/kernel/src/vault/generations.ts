import { createHmac, randomBytes } from 'node:crypto';
import { combine, split } from 'shamir-secret-sharing';
import { invariant } from '../command/invariant.ts';
import { custodiansMax, custodiansMin, thresholdMin } from './contract.ts';
import { refuseVault } from './errors.ts';
import type { KeyStore } from './key-store.ts';
import { stateOf } from './key-store.ts';
import { type KeyStoreHeader, openStoreBytes, readStoreHeader, sealStore } from './key-store-file.ts';
import { type KeyStoreState, encodeState, forgetState } from './key-store-state.ts';
import { type CustodianShare, readShare, toGroups, writeShare } from './share-text.ts';
import { deriveKey, keyBytes, suiteNamed } from './suites.ts';

/** A numbered copy of the key store under a key of its own, and the shares of that key: one for each custodian. */
export interface MadeGeneration {
  readonly number: number;
  readonly madeAt: Date;
  readonly threshold: number;
  /** Objects whose keys it holds. */
  readonly objectCount: number;
  readonly file: Buffer;
  /** In the order of the custodians; each as it stands on its sheet. */
  readonly shares: readonly string[];
}

/**
 * Makes a generation. Its key is split among the custodians (Shamir, CACM 22 (1979) 612) and kept nowhere; the running
 * store keeps only what tells that a rehearsal opened it.
 */
export async function makeGeneration(
  store: KeyStore,
  the: { readonly custodians: number; readonly threshold: number; readonly now: Date },
): Promise<MadeGeneration> {
  const { custodians, threshold } = the;
  const isSound =
    custodians >= custodiansMin &&
    custodians <= custodiansMax &&
    threshold >= thresholdMin &&
    threshold <= custodians;
  if (!isSound) throw refuseVault('vault.custodians', { min: custodiansMin, max: custodiansMax });
  const key = randomBytes(keyBytes);
  const mark = randomBytes(4).toString('hex');
  const suite = suiteNamed(store.state.suite);
  const rehearsalKey = deriveKey(suite, { key, purpose: rehearsalPurpose });
  const { number, copy } = await store.addGeneration(rehearsalKey, (state, made) => ({
    objectCount: state.shares.size,
    file: sealGeneration(state, {
      lock: { kind: 'generation', number: made, madeAt: the.now.toISOString(), threshold, mark },
      key,
    }),
  }));
  // the library takes plain arrays only
  const whole = Uint8Array.from(key);
  const parts = await split(whole, custodians, threshold);
  for (const one of [key, whole]) one.fill(0);
  const shares = parts.map((share) => writeShare({ generation: number, mark, share }));
  for (const part of parts) part.fill(0);
  return { number, madeAt: the.now, threshold, shares, ...copy };
}

function sealGeneration(
  state: KeyStoreState,
  the: { readonly lock: KeyStoreHeader['lock']; readonly key: Buffer },
): Buffer {
  const plain = encodeState(state);
  const { bytes, key } = sealStore(
    { suite: state.suite, house: state.house, lock: the.lock, outer: the.key },
    plain,
  );
  plain.fill(0);
  key.fill(0);
  return bytes;
}

/** What a generation's file says of itself before it is opened. Refuses `vault.generation.file`. */
export function readGenerationHead(file: Buffer): Pick<GenerationLock, 'number' | 'threshold' | 'mark'> {
  return lockOf(headerOf(file));
}

function headerOf(file: Buffer): KeyStoreHeader {
  try {
    return readStoreHeader(file);
  } catch (error) {
    throw isDamage(error) ? refuseVault('vault.generation.file') : error;
  }
}

const rehearsalPurpose = 'fengni-vault/rehearsal/v1';

export interface OpenedGeneration {
  readonly number: number;
  readonly madeAt: string;
  readonly house: string;
  readonly state: KeyStoreState;
  /** Proof of a rehearsal on this day (`YYYY-MM-DD`), to be entered in the house. */
  readonly rehearsalCode: (day: string) => string;
}

/**
 * Opens a generation's file with the shares its custodians type. Refuses `vault.share.wrong` naming the place of the
 * first that is none of this generation, `vault.shares.few`, and `vault.generation.file`.
 */
export async function openGeneration(file: Buffer, typed: readonly string[]): Promise<OpenedGeneration> {
  let header: KeyStoreHeader | null = null;
  let key: Buffer = Buffer.alloc(0);
  const opened = await openStoreBytes(file, async (found) => {
    header = found;
    key = await putTogether(found, typed);
    return Buffer.from(key);
  }).catch((error: unknown) => {
    throw isDamage(error) ? refuseVault('vault.generation.file') : error;
  });
  const found = lockOf(header);
  if (opened === null) throw refuseVault('vault.shares.few', { threshold: found.threshold });
  const state = stateOf(opened.records);
  const rehearsalKey = deriveKey(suiteNamed(state.suite), { key, purpose: rehearsalPurpose });
  key.fill(0);
  return {
    number: found.number,
    madeAt: found.madeAt,
    house: state.house,
    state,
    rehearsalCode: (day) => codeOf(rehearsalKey, day),
  };
}

function isDamage(error: unknown): boolean {
  return error instanceof Error && error.message === 'vault.store.damaged';
}

type GenerationLock = Extract<KeyStoreHeader['lock'], { kind: 'generation' }>;

function lockOf(header: KeyStoreHeader | null): GenerationLock {
  invariant(header !== null, 'a generation that was opened has a header');
  if (header.lock.kind !== 'generation') throw refuseVault('vault.generation.file');
  return header.lock;
}

async function putTogether(header: KeyStoreHeader, typed: readonly string[]): Promise<Buffer> {
  const lock = lockOf(header);
  const shares = typed.map((one, i) => requireShare(readShare(one), lock, i + 1));
  const different = new Map(shares.map((one) => [Buffer.from(one.share).toString('hex'), one.share]));
  if (different.size < lock.threshold) throw refuseVault('vault.shares.few', { threshold: lock.threshold });
  const key = await combine([...different.values()].map((one) => Uint8Array.from(one))).catch(() => null);
  if (key === null) throw refuseVault('vault.shares.few', { threshold: lock.threshold });
  return Buffer.from(key);
}

function requireShare(share: CustodianShare | null, lock: GenerationLock, place: number): CustodianShare {
  if (share !== null && share.generation === lock.number && share.mark === lock.mark) return share;
  throw refuseVault('vault.share.wrong', { place });
}

/** Whether a code entered in the house is the one a rehearsal of this generation showed on this day. */
export function isRehearsalCode(
  store: KeyStore,
  the: { number: number; day: string; code: string },
): boolean {
  const key = store.state.rehearsalKeys.get(the.number);
  return key !== undefined && plainCode(codeOf(key, the.day)) === plainCode(the.code);
}

const codeBytes = 10;

function codeOf(key: Buffer, day: string): string {
  return toGroups(createHmac('sha256', key).update(day).digest().subarray(0, codeBytes));
}

function plainCode(code: string): string {
  return code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
}

/** Overwrites the keys of an opened generation. */
export function forgetGeneration(opened: OpenedGeneration): void {
  forgetState(opened.state);
}
