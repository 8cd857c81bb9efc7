import { setImmediate as nextTurn } from 'node:timers/promises';
import { hashBytes } from '../hash.ts';
import { pathOfTile, tileHashesMax } from './folder.ts';
import type { Folder } from './folder.ts';
import { HashTree, edgeRoot } from './hash-tree.ts';
import type { OnTile } from './hash-tree.ts';

/** What part of the log the folder must hold: entries `base` (a multiple of 256) to `size`. */
export interface Extent {
  readonly base: number;
  readonly size: number;
}

/** How many hashes the tile at `index` of `level` has in a tree of `size`. */
export function widthOfTile(size: number, level: number, index: number): number {
  const hashes = Math.floor(size / tileHashesMax ** level);
  return Math.max(0, Math.min(tileHashesMax, hashes - index * tileHashesMax));
}

/** A hash tile of the width the size asks for; undefined when it is missing, refused or of another length. */
export function readTile(
  folder: Folder,
  size: number,
  tile: { level: number; index: number },
): Buffer | undefined {
  const width = widthOfTile(size, tile.level, tile.index);
  if (width === 0) return undefined;
  const bytes = folder.read(pathOfTile(tile.level, tile.index, width), tileHashesMax * hashBytes);
  return bytes?.length === width * hashBytes ? bytes : undefined;
}

export interface Grown {
  readonly root: Buffer;
  /** Open rows from level 0 up. */
  readonly edge: readonly Buffer[];
  /** Root of the tree at the old size that was asked for, when it could be computed. */
  readonly oldRoot?: Buffer;
  /** Root at the first `minimum` entries of a pruned log. */
  readonly minimumRoot?: Buffer;
}

/** The rows at an earlier size, from the rows at `base`; undefined when pruned tiles would be needed. */
function rowsBefore(rows: readonly Buffer[], extent: Extent, oldSize: number): Buffer[] | undefined {
  const earlier: Buffer[] = [];
  for (let level = 0, hashes = oldSize; hashes > 0; level += 1, hashes = Math.floor(hashes / tileHashesMax)) {
    const width = hashes % tileHashesMax;
    const span = tileHashesMax ** (level + 1);
    const isKept = Math.floor(oldSize / span) === Math.floor(extent.base / span);
    const row = rows[level] ?? Buffer.alloc(0);
    if (width > 0 && (!isKept || row.length < width * hashBytes)) return undefined;
    earlier.push(row.subarray(0, width * hashBytes));
  }
  return earlier;
}

function resumePruned(tree: HashTree, folder: Folder, extent: Extent): boolean {
  let isWhole = true;
  for (let level = 0, count = extent.base; count > 0; level += 1, count = Math.floor(count / tileHashesMax)) {
    const index = Math.floor(count / tileHashesMax);
    const width = count % tileHashesMax;
    const tile = width === 0 ? Buffer.alloc(0) : readTile(folder, extent.size, { level, index });
    if (tile === undefined) isWhole = false;
    tree.resume(level, index, tile?.subarray(0, width * hashBytes) ?? Buffer.alloc(width * hashBytes));
  }
  return isWhole;
}

/**
 * Builds the tree over the hashes `hashesOf` gives for each tile of level 0, and notes the roots at earlier sizes on
 * the way. Undefined as soon as a tile is not to be had. Pauses now and then for the rest of the process.
 */
export async function growTree(options: {
  folder: Folder;
  extent: Extent;
  hashesOf: (index: number, width: number) => Buffer | undefined;
  onTile?: OnTile;
  oldSize?: number;
  minimum?: number;
}): Promise<Grown | undefined> {
  const { folder, extent, hashesOf, oldSize = -1, minimum = -1 } = options;
  const tree = new HashTree(options.onTile ?? (() => {}));
  if (!resumePruned(tree, folder, extent)) return undefined;
  const roots = new Map<number, Buffer>();
  const earlier =
    oldSize < extent.base && oldSize >= 0 ? rowsBefore(tree.edge(), extent, oldSize) : undefined;
  if (earlier !== undefined) roots.set(oldSize, edgeRoot(earlier));
  for (let from = extent.base; from < extent.size; from += tileHashesMax) {
    const width = Math.min(tileHashesMax, extent.size - from);
    const hashes = hashesOf(from / tileHashesMax, width);
    if (hashes === undefined) return undefined;
    for (const size of [oldSize, minimum]) {
      if (size < from || size >= from + width) continue;
      const [, ...above] = tree.edge();
      roots.set(size, edgeRoot([hashes.subarray(0, (size - from) * hashBytes), ...above]));
    }
    tree.add(hashes);
    if ((from / tileHashesMax) % 64 === 63) await nextTurn();
  }
  const edge = tree.edge();
  tree.finish();
  const root = edgeRoot(edge);
  roots.set(extent.size, root);
  const [oldRoot, minimumRoot] = [roots.get(oldSize), roots.get(minimum)];
  return {
    root,
    edge,
    ...(oldRoot === undefined ? {} : { oldRoot }),
    ...(minimumRoot === undefined ? {} : { minimumRoot }),
  };
}
