import { z } from 'zod';
import { refuseVault } from './errors.ts';
import { type SuiteName, keyBytes, suiteNames } from './suites.ts';

/** One version of the key of a level. Former ones stay: a restored backup may hold what is wrapped under them. */
export interface LevelKeyVersion {
  readonly version: number;
  readonly key: Buffer;
  readonly madeAt: string;
}

/** An object's share of the key its own is wrapped under. Without it nothing opens the object. */
export interface Share {
  readonly key: Buffer;
  /** Seconds since 1970. */
  readonly madeAt: number;
  /** Number of the newest generation when it was made: later ones hold it. */
  readonly afterGeneration: number;
}

/** Everything in the key store. */
export interface KeyStoreState {
  readonly house: string;
  readonly suite: SuiteName;
  readonly levelKeys: Map<string, LevelKeyVersion[]>;
  readonly shares: Map<string, Share>;
  /** Objects whose shares were destroyed, with the time in seconds: whatever a restored database says of them. */
  readonly tombstones: Map<string, number>;
  /** Number of the newest generation ever made. */
  lastGeneration: number;
  /** Keys by which a rehearsal of a generation is known to have opened it; they open nothing. */
  readonly rehearsalKeys: Map<number, Buffer>;
}

export function emptyState(house: string, suite: SuiteName): KeyStoreState {
  return {
    house,
    suite,
    levelKeys: new Map(),
    shares: new Map(),
    tombstones: new Map(),
    lastGeneration: 0,
    rehearsalKeys: new Map(),
  };
}

const Key = z.base64();
const Small = z.object({
  house: z.string(),
  suite: z.enum(suiteNames),
  lastGeneration: z.int().min(0),
  levelKeys: z.record(
    z.string(),
    z.array(z.object({ version: z.int().positive(), key: Key, madeAt: z.string() })),
  ),
  rehearsalKeys: z.record(z.string(), Key),
});

const idBytes = 16;
const shareEntryBytes = idBytes + keyBytes + 4 + 4;
const tombstoneEntryBytes = idBytes + 4;
/** Shares in one added record. */
export const sharesAtOnceMax = 500;

function writeId(id: string, into: Buffer, at: number): void {
  Buffer.from(id.replaceAll('-', ''), 'hex').copy(into, at);
}

function readId(from: Buffer, at: number): string {
  const hex = from.toString('hex', at, at + idBytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Shares as they lie in the file, for the whole state and for a record that adds some. */
export function encodeShares(shares: Iterable<readonly [string, Share]>, count: number): Buffer {
  const bytes = Buffer.alloc(4 + count * shareEntryBytes);
  bytes.writeUInt32BE(count, 0);
  let at = 4;
  for (const [id, share] of shares) {
    writeId(id, bytes, at);
    share.key.copy(bytes, at + idBytes);
    bytes.writeUInt32BE(share.madeAt, at + idBytes + keyBytes);
    bytes.writeUInt32BE(share.afterGeneration, at + idBytes + keyBytes + 4);
    at += shareEntryBytes;
  }
  return bytes;
}

/** Reads shares into the state. Returns where they end. */
export function decodeShares(bytes: Buffer, begin: number, state: KeyStoreState): number {
  const count = countAt(bytes, begin, shareEntryBytes);
  let at = begin + 4;
  for (let i = 0; i < count; i += 1, at += shareEntryBytes) {
    state.shares.set(readId(bytes, at), {
      key: Buffer.from(bytes.subarray(at + idBytes, at + idBytes + keyBytes)),
      madeAt: bytes.readUInt32BE(at + idBytes + keyBytes),
      afterGeneration: bytes.readUInt32BE(at + idBytes + keyBytes + 4),
    });
  }
  return at;
}

function countAt(bytes: Buffer, at: number, entryBytes: number): number {
  if (at + 4 > bytes.length) throw refuseVault('vault.store.damaged');
  const count = bytes.readUInt32BE(at);
  if (at + 4 + count * entryBytes > bytes.length) throw refuseVault('vault.store.damaged');
  return count;
}

export function encodeState(state: KeyStoreState): Buffer {
  const small: z.input<typeof Small> = {
    house: state.house,
    suite: state.suite,
    lastGeneration: state.lastGeneration,
    levelKeys: Object.fromEntries(
      [...state.levelKeys].map(([name, versions]) => [
        name,
        versions.map((one) => ({ ...one, key: one.key.toString('base64') })),
      ]),
    ),
    rehearsalKeys: Object.fromEntries(
      [...state.rehearsalKeys].map(([number, key]) => [String(number), key.toString('base64')]),
    ),
  };
  const json = Buffer.from(JSON.stringify(small), 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  const tombstones = Buffer.alloc(4 + state.tombstones.size * tombstoneEntryBytes);
  tombstones.writeUInt32BE(state.tombstones.size, 0);
  let at = 4;
  for (const [id, destroyedAt] of state.tombstones) {
    writeId(id, tombstones, at);
    tombstones.writeUInt32BE(destroyedAt, at + idBytes);
    at += tombstoneEntryBytes;
  }
  return Buffer.concat([length, json, encodeShares(state.shares, state.shares.size), tombstones]);
}

/** Refuses `vault.store.damaged` for what no program of ours wrote. */
export function decodeState(bytes: Buffer): KeyStoreState {
  const jsonEnd = 4 + countAt(bytes, 0, 1);
  const small = Small.safeParse(parseJson(bytes.subarray(4, jsonEnd)));
  if (!small.success) throw refuseVault('vault.store.damaged');
  const { house, suite, lastGeneration, levelKeys, rehearsalKeys } = small.data;
  const state = { ...emptyState(house, suite), lastGeneration };
  for (const [name, versions] of Object.entries(levelKeys)) {
    state.levelKeys.set(
      name,
      versions.map((one) => ({ ...one, key: Buffer.from(one.key, 'base64') })),
    );
  }
  for (const [number, key] of Object.entries(rehearsalKeys)) {
    state.rehearsalKeys.set(Number(number), Buffer.from(key, 'base64'));
  }
  const tombstonesBegin = decodeShares(bytes, jsonEnd, state);
  const count = countAt(bytes, tombstonesBegin, tombstoneEntryBytes);
  for (let i = 0; i < count; i += 1) {
    const at = tombstonesBegin + 4 + i * tombstoneEntryBytes;
    state.tombstones.set(readId(bytes, at), bytes.readUInt32BE(at + idBytes));
  }
  return state;
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/** Overwrites every key in memory. */
export function forgetState(state: KeyStoreState): void {
  for (const versions of state.levelKeys.values()) for (const { key } of versions) key.fill(0);
  for (const { key } of state.shares.values()) key.fill(0);
  for (const key of state.rehearsalKeys.values()) key.fill(0);
}
