import { emptyRoot, hashBytes, hashInto, nodePrefix } from '../hash.ts';
import { tileHashesMax } from './folder.ts';

const pair = Buffer.alloc(1 + 2 * hashBytes, nodePrefix);
const rowScratch = Buffer.alloc((tileHashesMax / 2) * hashBytes);

/** Root of the perfect subtree over `count` (a power of two up to 256) hashes from `start`. */
export function foldHashes(hashes: Buffer, start: number, count: number): Buffer {
  if (count === 1) return Buffer.from(hashes.subarray(start * hashBytes, (start + 1) * hashBytes));
  let source = hashes;
  let at = start * hashBytes;
  for (let width = count / 2; width >= 1; width /= 2) {
    for (let i = 0; i < width; i += 1) {
      source.copy(pair, 1, at + i * 2 * hashBytes, at + (i + 1) * 2 * hashBytes);
      hashInto(pair, rowScratch, i * hashBytes);
    }
    source = rowScratch;
    at = 0;
  }
  return Buffer.from(rowScratch.subarray(0, hashBytes));
}

/** Root over the right edge: the partial row of each level, from level 0 up (RFC 6962 by perfect subtrees). */
export function edgeRoot(rows: readonly Buffer[]): Buffer {
  let root: Buffer | undefined;
  for (const row of rows) {
    let end = row.length / hashBytes;
    for (let width = 1; end > 0; width *= 2) {
      if ((end / width) % 2 === 0) continue;
      const left = foldHashes(row, end - width, width);
      end -= width;
      if (root === undefined) {
        root = left;
        continue;
      }
      left.copy(pair, 1);
      root.copy(pair, 1 + hashBytes);
      root = Buffer.alloc(hashBytes);
      hashInto(pair, root, 0);
    }
  }
  return root ?? emptyRoot();
}

interface Row {
  readonly hashes: Buffer;
  width: number;
  index: number;
}

export type OnTile = (tile: { level: number; index: number; hashes: Buffer }) => void;

/** Grows a tree tile by tile and shows each tile as it closes. */
export class HashTree {
  readonly #rows: Row[] = [];
  readonly #onTile: OnTile;

  constructor(onTile: OnTile) {
    this.#onTile = onTile;
  }

  #row(level: number): Row {
    return (this.#rows[level] ??= { hashes: Buffer.alloc(tileHashesMax * hashBytes), width: 0, index: 0 });
  }

  /** Sets where a level begins in a pruned tree: `hashes` are the kept ones left of the edge in tile `index`. */
  resume(level: number, index: number, hashes: Buffer): void {
    const row = this.#row(level);
    row.index = index;
    row.width = hashes.copy(row.hashes) / hashBytes;
  }

  /** Adds 1 to 256 hashes that do not reach past the end of their tile. */
  add(hashes: Buffer, level = 0): void {
    const row = this.#row(level);
    row.width += hashes.copy(row.hashes, row.width * hashBytes) / hashBytes;
    if (row.width < tileHashesMax) return;
    this.#onTile({ level, index: row.index, hashes: row.hashes });
    row.width = 0;
    row.index += 1;
    this.add(foldHashes(row.hashes, 0, tileHashesMax), level + 1);
  }

  /** The open rows from level 0 up, as copies; empty where a level has just closed. */
  edge(): Buffer[] {
    return this.#rows.map(({ hashes, width }) => Buffer.from(hashes.subarray(0, width * hashBytes)));
  }

  /** Shows the open tiles. */
  finish(): void {
    for (const [level, { hashes, width, index }] of this.#rows.entries()) {
      if (width > 0) this.#onTile({ level, index, hashes: hashes.subarray(0, width * hashBytes) });
    }
  }

  root(): Buffer {
    return edgeRoot(this.edge());
  }
}
