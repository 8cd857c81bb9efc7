import { nodeHash } from '@fengni/seal/hash';
import { subtreeHash, tileWidth, tilesOfSize } from '@fengni/seal/tiles';
import {
  type Frontier,
  type ReadNode,
  appendLeaves,
  frontierFromJson,
  rootAt,
  rootOf,
} from '@fengni/seal/tree';
import type { FindingList } from './findings.ts';
import type { LogReader } from './reader.ts';
import { type HeadRow, TileMissingError, frontierBefore, hashBytes, storedNodes } from './tree-store.ts';

/** The frontier of the head, where it fits size and root; undefined is a head that was changed. */
export function soundFrontier(head: HeadRow): Frontier | undefined {
  try {
    const frontier = frontierFromJson(head.frontier);
    return frontier.size === head.size && rootOf(frontier).equals(head.root) ? frontier : undefined;
  } catch {
    return undefined;
  }
}

/** What `work` finds in the tiles, or undefined where a tile it needs is not there. */
export async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof TileMissingError) return undefined;
    throw error;
  }
}

/** The upper part of the tree as far as it can be trusted, for judging tiles of level 0 and their entries. */
export interface UpperTree {
  /** Whether these hashes of the tile at `index` of level 0 lead to the head; null where that cannot be told. */
  readonly fits: (index: number, hashes: readonly Buffer[]) => Promise<boolean | null>;
}

/** Checks all tiles of level 1 and above against the head, and against each other from the top down. */
export async function checkUpperTiles(
  reader: LogReader,
  the: { readonly head: HeadRow; readonly size: number; readonly findings: FindingList },
): Promise<UpperTree> {
  const { head, size, findings } = the;
  const readNode = storedNodes(reader, size);
  // of a log that was cut off nothing leads to the head
  const frontier = size === head.size ? soundFrontier(head) : undefined;
  const root = size === head.size ? await rootOrUndefined(size, readNode) : undefined;
  if (root !== undefined && !root.equals(head.root)) findings.add('root.mismatch');
  const bad = new Set<string>();
  // the lowest level is checked with its entries; seen from level 1 it holds the leaves
  const upper = [...tilesOfSize(Math.floor(size / tileWidth))].toReversed();
  for (const { level: above, index, width } of upper) {
    const level = above + 1;
    const hashes = await readTile(reader, level, index);
    if (hashes.length < width * hashBytes) {
      bad.add(`${level}/${index}`);
      findings.add('tile.missing', { level, index, ...span(level, index, width) });
      continue;
    }
    if (width < tileWidth) continue;
    const parent = `${level + 1}/${Math.floor(index / tileWidth)}`;
    const expected = bad.has(parent) ? undefined : await unlessMissing(readNode((level + 1) * 8, index));
    if (expected === undefined || subtreeHash(hashes.subarray(0, tileWidth * hashBytes)).equals(expected)) continue;
    bad.add(`${level}/${index}`);
    findings.add('tile.changed', { level, index, ...span(level, index, width) });
  }
  const parents = storedNodes(reader, size);
  return {
    async fits(index, hashes) {
      if (hashes.length < tileWidth) {
        if (frontier === undefined) return null;
        const before = frontierBefore(frontier, index * tileWidth);
        return rootOf(appendLeaves(before, hashes).frontier).equals(head.root);
      }
      const expected = bad.has(`1/${Math.floor(index / tileWidth)}`)
        ? undefined
        : await unlessMissing(parents(8, index));
      return expected === undefined ? null : foldPerfect(hashes).equals(expected);
    },
  };
}

function foldPerfect(hashes: readonly Buffer[]): Buffer {
  let row = hashes;
  while (row.length > 1) {
    const next: Buffer[] = [];
    for (let i = 0; i + 1 < row.length; i += 2) {
      const [left, right] = [row[i], row[i + 1]];
      if (left !== undefined && right !== undefined) next.push(nodeHash(left, right));
    }
    row = next;
  }
  return row[0] ?? Buffer.alloc(hashBytes);
}

export async function readTile(reader: LogReader, level: number, index: number): Promise<Buffer> {
  const rows = await reader.rows<{ hashes: Buffer }>(
    'select hashes from log_tile where level = $1 and tile_index = $2',
    [level, index],
  );
  return rows[0]?.hashes ?? Buffer.alloc(0);
}

/** First and last entry a tile covers. */
export function span(level: number, index: number, width: number): { from: number; to: number } {
  const each = tileWidth ** level;
  const from = index * tileWidth * each;
  return { from, to: from + width * each - 1 };
}

/** Root of the first `size` entries, or undefined where tiles for it are gone. */
export function rootOrUndefined(size: number, readNode: ReadNode): Promise<Buffer | undefined> {
  return unlessMissing(rootAt(size, readNode));
}
