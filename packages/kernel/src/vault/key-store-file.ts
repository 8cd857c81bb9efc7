import { argon2 as argon2Callback, randomBytes } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { z } from 'zod';
import { invariant } from '../command/invariant.ts';
import { writeFileDurably } from '../keys/write-file.ts';
import { refuseVault } from './errors.ts';
import { isMissing } from './object-file.ts';
import { type Sealer, type SuiteName, keyBytes, suiteNamed, suiteNames } from './suites.ts';

const argon2 = promisify(argon2Callback);

const magic = 'fengni-key-store v1';
const headerBytesMax = 4_096;
const lengthBytes = 4;
/** Bytes of a sealed record that is added, its length included. */
const addedRecordBytesMax = 64 * 1024;
/** RFC 9106, second recommended option: 64 MiB, 3 passes. The national suite has no such function of its own. */
const argonCost = { memory: 64 * 1024, passes: 3, parallelism: 1 } as const;

const Header = z.object({
  suite: z.enum(suiteNames),
  /** The house this is the key store of: the origin of its log. */
  house: z.string().max(200),
  /** What opens it: the passphrase, or the key of a generation that custodians put together. */
  lock: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('passphrase'), salt: z.base64() }),
    z.object({
      kind: z.literal('generation'),
      number: z.int().positive(),
      madeAt: z.iso.datetime(),
      threshold: z.int(),
      /** Names the generation in its shares, so that shares of another one are told at once. */
      mark: z.string().regex(/^[0-9a-f]{8}$/),
    }),
  ]),
  /** Key of the records, new with each rewriting, sealed under what opens the file. */
  wrapped: z.base64(),
});
export type KeyStoreHeader = z.infer<typeof Header>;

/** Key made of a passphrase (argon2id), with the salt it was made with. */
export async function stretchPassphrase(passphrase: string, salt: Buffer): Promise<Buffer> {
  return argon2('argon2id', {
    message: Buffer.from(passphrase.normalize('NFKC'), 'utf8'),
    nonce: salt,
    tagLength: keyBytes,
    ...argonCost,
  });
}

async function readIfThere(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** What stands before the sealed records. Refuses `vault.store.damaged`. */
export function readStoreHeader(bytes: Buffer): KeyStoreHeader {
  return splitHeader(bytes).header;
}

function splitHeader(bytes: Buffer): { header: KeyStoreHeader; line: Buffer; rest: Buffer } {
  const first = bytes.indexOf('\n');
  const second = first === -1 ? -1 : bytes.indexOf('\n', first + 1);
  if (second === -1 || second > headerBytesMax || bytes.subarray(0, first).toString('utf8') !== magic) {
    throw refuseVault('vault.store.damaged');
  }
  const parsed = Header.safeParse(parseJson(bytes.subarray(first + 1, second)));
  if (!parsed.success) throw refuseVault('vault.store.damaged');
  return { header: parsed.data, line: bytes.subarray(0, second + 1), rest: bytes.subarray(second + 1) };
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/** What the key of the records is sealed with: everything in the header besides itself. */
function placeOfKey(header: Omit<KeyStoreHeader, 'wrapped'>): Buffer {
  const { suite, house, lock } = header;
  return Buffer.from(JSON.stringify([magic, suite, house, lock]), 'utf8');
}

function placeOfRecord(index: number): Buffer {
  return Buffer.from(`${magic} record ${index}`, 'utf8');
}

/** A key store as a file: its records opened, and what adds one. */
export interface OpenedStore {
  readonly header: KeyStoreHeader;
  /** The first one is the state when the file was written, the others what came since. */
  readonly records: readonly Buffer[];
  /** True where the last record was cut off by a crash: the file is written anew before it is added to. */
  readonly torn: boolean;
}

/**
 * Opens a key store with the key made of passphrase or shares. Null where the key is wrong; refuses
 * `vault.store.damaged` where it is right and the records are not.
 */
export async function openStoreFile(
  file: string,
  unlock: (header: KeyStoreHeader) => Promise<Buffer>,
): Promise<OpenedStore | null> {
  const bytes = await readIfThere(file);
  if (bytes === null) throw refuseVault('vault.none');
  return openStoreBytes(bytes, unlock);
}

export async function openStoreBytes(
  bytes: Buffer,
  unlock: (header: KeyStoreHeader) => Promise<Buffer>,
): Promise<OpenedStore | null> {
  const { header, rest } = splitHeader(bytes);
  const suite = suiteNamed(header.suite);
  const outer = await unlock(header);
  const key = suite.sealer(outer).open(Buffer.from(header.wrapped, 'base64'), placeOfKey(header));
  outer.fill(0);
  if (key === null) return null;
  const sealer = suite.sealer(key);
  const records: Buffer[] = [];
  let at = 0;
  while (at < rest.length) {
    const record = readRecord(rest, at, sealer, records.length);
    if (record === null) break;
    records.push(record.plain);
    at = record.next;
  }
  // a crash cuts off one record that was being added, and those are small
  if (records.length === 0 || rest.length - at > addedRecordBytesMax)
    throw refuseVault('vault.store.damaged');
  return { header, records, torn: at < rest.length };
}

function readRecord(
  bytes: Buffer,
  at: number,
  sealer: Sealer,
  index: number,
): { plain: Buffer; next: number } | null {
  if (bytes.length - at < lengthBytes) return null;
  const begin = at + lengthBytes;
  const end = begin + bytes.readUInt32BE(at);
  if (end > bytes.length) return null;
  const plain = sealer.open(bytes.subarray(begin, end), placeOfRecord(index));
  // what is not the end cannot have been torn by a crash
  if (plain === null && end < bytes.length) throw refuseVault('vault.store.damaged');
  return plain === null ? null : { plain, next: end };
}

function sealRecord(sealer: Sealer, index: number, plain: Buffer): Buffer {
  const sealed = sealer.seal(plain, placeOfRecord(index));
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32BE(sealed.length);
  return Buffer.concat([length, sealed]);
}

export interface StoreLock {
  readonly suite: SuiteName;
  readonly house: string;
  readonly lock: KeyStoreHeader['lock'];
  /** Key made of passphrase or shares. */
  readonly outer: Buffer;
}

/** Adds records to the file that was written last. */
export interface StoreAppender {
  readonly append: (plain: Buffer) => Promise<void>;
  readonly forget: () => void;
}

/** A whole key store as bytes, sealed under a key of its own. */
export function sealStore(the: StoreLock, state: Buffer): { bytes: Buffer; key: Buffer } {
  const suite = suiteNamed(the.suite);
  const key = randomBytes(keyBytes);
  const bare = { suite: the.suite, house: the.house, lock: the.lock };
  const wrapped = suite.sealer(the.outer).seal(key, placeOfKey(bare)).toString('base64');
  const head = Buffer.from(`${magic}\n${JSON.stringify({ ...bare, wrapped })}\n`, 'utf8');
  return { bytes: Buffer.concat([head, sealRecord(suite.sealer(key), 0, state)]), key };
}

/**
 * Writes the key store anew: whole or not at all, and lasting when this returns. The file it replaces is overwritten as
 * far as the disk lets, since it holds what may have been taken out.
 */
export async function writeStoreFile(file: string, the: StoreLock, state: Buffer): Promise<StoreAppender> {
  const { bytes, key } = sealStore(the, state);
  const former = await openIfThere(file);
  try {
    await writeFileDurably(file, bytes);
    if (former !== null) await overwrite(former);
  } finally {
    await former?.close();
  }
  const sealer = suiteNamed(the.suite).sealer(key);
  let count = 1;
  return {
    async append(plain) {
      const record = sealRecord(sealer, count, plain);
      invariant(record.length <= addedRecordBytesMax, 'records that are added are small');
      const handle = await open(file, 'a');
      try {
        await handle.writeFile(record);
        await handle.datasync();
      } finally {
        await handle.close();
      }
      count += 1;
    },
    forget: () => key.fill(0),
  };
}

type OpenFile = Awaited<ReturnType<typeof open>>;

async function openIfThere(file: string): Promise<OpenFile | null> {
  try {
    return await open(file, 'r+');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

const overwriteBytes = 1024 * 1024;

async function overwrite(handle: OpenFile): Promise<void> {
  const { size } = await handle.stat();
  const zeros = Buffer.alloc(Math.min(size, overwriteBytes));
  for (let at = 0; at < size; at += zeros.length) {
    await handle.write(zeros, 0, Math.min(zeros.length, size - at), at);
  }
  await handle.datasync();
}
