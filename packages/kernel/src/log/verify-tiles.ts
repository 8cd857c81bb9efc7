import { nodeHash } from '@fengni/seal/hash';
import { tileHeight, tileWidth, tilesOfSize } from '@fengni/seal/tiles';
import {
  type Frontier,
  type ReadNode,
  frontierAt,
  frontierFromJson,
  rootAt,
  rootOf,
} from '@fengni/seal/tree';
import type { FindingList } from './findings.ts';
import type { LogReader } from './reader.ts';
import { type HeadRow, TileMissingError, hashBytes, storedNodes } from './tree-store.ts';

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
  const frontier = size === head.size ? await trustedFrontier(head, readNode) : undefined;
  const bad = new Set<string>();
  // the lowest level is checked with its entries; seen from level 1 it holds the leaves
  const upper = [...tilesOfSize(Math.floor(size / tileWidth))].toReversed();
  for (const { level: above, index, width } of upper) {
    const level = above + 1;
    const place = { level, index, ...span(level, index, width) };
    const stored = await readTile(reader, level, index);
    if (stored.length < width * hashBytes) {
      bad.add(`${level}/${index}`);
      findings.add('tile.missing', place);
      continue;
    }
    const hashes = splitHashes(stored, width);
    const parent = `${level + 1}/${Math.floor(index / tileWidth)}`;
    const fits =
      width < tileWidth
        ? edgeFits(frontier, level, hashes)
        : bad.has(parent)
          ? null
          : await fullFits(readNode, { level, index, hashes });
    if (fits !== false) continue;
    bad.add(`${level}/${index}`);
    findings.add('tile.changed', place);
  }
  const parents = storedNodes(reader, size);
  return {
    async fits(index, hashes) {
      if (hashes.length < tileWidth) return edgeFits(frontier, 0, hashes);
      if (bad.has(`1/${Math.floor(index / tileWidth)}`)) return null;
      return fullFits(parents, { level: 0, index, hashes });
    },
  };
}

/** The frontier by which the right edge is judged: the head's own, or what the tiles give if they lead to its root. */
async function trustedFrontier(head: HeadRow, readNode: ReadNode): Promise<Frontier | undefined> {
  const own = soundFrontier(head);
  if (own !== undefined) return own;
  const built = await unlessMissing(frontierAt(head.size, readNode));
  return built !== undefined && rootOf(built).equals(head.root) ? built : undefined;
}

/** Whether a full tile leads to the hash above it; null where that is gone. */
async function fullFits(
  readNode: ReadNode,
  tile: { level: number; index: number; hashes: readonly Buffer[] },
): Promise<boolean | null> {
  const expected = await unlessMissing(readNode((tile.level + 1) * tileHeight, tile.index));
  return expected === undefined ? null : foldPerfect(tile.hashes).equals(expected);
}

/** Whether the last, partial tile of a level holds the perfect subtrees that the frontier ends with at this level. */
function edgeFits(frontier: Frontier | undefined, level: number, hashes: readonly Buffer[]): boolean | null {
  if (frontier === undefined) return null;
  let peak = countPeaks(Math.floor(frontier.size / tileWidth ** (level + 1)));
  let start = 0;
  for (let width = tileWidth / 2; width >= 1; width /= 2) {
    if (start + width > hashes.length) continue;
    const expected = frontier.hashes[peak];
    if (expected === undefined || !foldPerfect(hashes.slice(start, start + width)).equals(expected))
      return false;
    peak += 1;
    start += width;
  }
  return true;
}

function countPeaks(size: number): number {
  let peaks = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) peaks += rest % 2;
  return peaks;
}

export function splitHashes(tile: Buffer, width: number): Buffer[] {
  return Array.from({ length: width }, (_, i) => tile.subarray(i * hashBytes, (i + 1) * hashBytes));
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
