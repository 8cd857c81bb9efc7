import { type Checkpoint, openCheckpoint, parseCheckpoint } from '@fengni/seal/checkpoint';
import { type Note, type VerifierKey, parseNote } from '@fengni/seal/note';
import { nodeReader, tileWidth } from '@fengni/seal/tiles';
import type { FrontierJson, ReadNode } from '@fengni/seal/tree';
import type { LogReader } from './reader.ts';

export const hashBytes = 32;

/** The one head of the log. */
export interface HeadRow {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
  readonly frontier: FrontierJson;
  readonly sealed_at: Date | null;
  readonly pruned_before: number;
}

export const headSql =
  'select origin, size::float8 as size, root, frontier, sealed_at, pruned_before::float8 as pruned_before from log_head';

export async function readHead(reader: LogReader): Promise<HeadRow | undefined> {
  return (await reader.rows<HeadRow>(headSql))[0];
}

export interface CheckpointRow {
  readonly size: number;
  readonly note: string;
  readonly witnessed_at: Date | null;
}

export async function readNewestCheckpoint(reader: LogReader): Promise<CheckpointRow | undefined> {
  const rows = await reader.rows<CheckpointRow>(
    'select size::float8 as size, note, witnessed_at from log_checkpoint order by log_checkpoint.size desc limit 1',
  );
  return rows[0];
}

/** A tile of the store is not there, or holds fewer hashes than the size of the log asks for. */
export class TileMissingError extends Error {
  override readonly name = 'TileMissingError';
  readonly level: number;
  readonly index: number;
  constructor(level: number, index: number) {
    super(`tile ${level}/${index} is missing or too short`);
    this.level = level;
    this.index = index;
  }
}

/** Nodes of the tree of the first `size` entries, out of the stored tiles. Throws `TileMissingError`. */
export function storedNodes(reader: LogReader, size: number): ReadNode {
  let last: { readonly key: string; readonly hashes: Buffer } | undefined;
  return nodeReader(size, async ({ level, index, width }) => {
    const key = `${level}/${index}`;
    if (last?.key !== key) {
      const rows = await reader.rows<{ hashes: Buffer }>(
        'select hashes from log_tile where level = $1 and tile_index = $2',
        [level, index],
      );
      last = { key, hashes: rows[0]?.hashes ?? Buffer.alloc(0) };
    }
    if (last.hashes.length < width * hashBytes) throw new TileMissingError(level, index);
    return last.hashes.subarray(0, width * hashBytes);
  });
}

/** First entry that is kept whole: pruning takes whole tiles. */
export function firstKept(prunedBefore: number): number {
  return Math.floor(prunedBefore / tileWidth) * tileWidth;
}

export interface OwnCheckpoint extends Checkpoint {
  readonly note: Note;
}

/** A signed checkpoint that all of these keys have signed; undefined where one has not or the text is malformed. */
export function openOwnCheckpoint(signed: string, keys: readonly VerifierKey[]): OwnCheckpoint | undefined {
  try {
    const opened = openCheckpoint(signed, keys);
    return opened.signedBy.length === keys.length ? opened : undefined;
  } catch {
    return undefined;
  }
}

/** What a checkpoint says, believed by nobody; undefined for anything that is none. */
export function peekCheckpoint(signed: string): OwnCheckpoint | undefined {
  try {
    const note = parseNote(signed);
    return { ...parseCheckpoint(note.text), note };
  } catch {
    return undefined;
  }
}

/** The keys that must have signed: SM2 besides Ed25519 in the national suite (SEC-4). */
export function keysOfSuite(verifiers: readonly VerifierKey[], suite: unknown): readonly VerifierKey[] {
  return verifiers.filter(({ kind }) => kind === 'ed25519' || (kind === 'sm2' && suite === 'guomi'));
}
