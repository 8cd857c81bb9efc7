import { SealError, invariant } from './errors.ts';
import { hashBytes, nodeHash } from './hash.ts';
import type { ReadNode } from './tree.ts';

/** tlog-tiles: a tile is 256 hashes, a subtree of height 8; an entry is at most 65 535 bytes. */
export const tileWidth = 256;
export const tileHeight = 8;
export const entryBytesMax = 0xffff;

export interface TileName {
  /** 0 … 63, or 'entries' for an entry bundle. */
  readonly level: number | 'entries';
  readonly index: number;
  /** 1 … 255 for a partial tile, 256 for a full one. */
  readonly width: number;
}

/** `tile/<L>/<N>[.p/<W>]` with N as zero-padded groups of three, all but the last led by x (tlog-tiles). */
export function tilePath(tile: TileName): string {
  const { level, index, width } = tile;
  invariant(Number.isSafeInteger(index) && index >= 0, 'a tile index is a safe integer from 0 up');
  invariant(width >= 1 && width <= tileWidth && Number.isInteger(width), 'a tile holds 1 to 256 hashes');
  const groups = [String(index % 1000).padStart(3, '0')];
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`);
  }
  return `tile/${level}/${groups.join('/')}${width === tileWidth ? '' : `.p/${width}`}`;
}

const pathPattern = /^tile\/(entries|0|[1-9]|[1-5]\d|6[0-3])\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** The reverse of `tilePath`; undefined for anything that is not the one spelling of a tile. */
export function parseTilePath(path: string): TileName | undefined {
  const [, level = '', groups = '', width] = pathPattern.exec(path) ?? [];
  if (groups === '') return undefined;
  const tile: TileName = {
    level: level === 'entries' ? level : Number(level),
    index: Number(groups.replaceAll(/[x/]/g, '')),
    width: width === undefined ? tileWidth : Number(width),
  };
  if (!Number.isSafeInteger(tile.index) || (width !== undefined && tile.width >= tileWidth)) return undefined;
  return tilePath(tile) === path ? tile : undefined;
}

/** All tiles a checkpoint of `size` needs, level by level (hash tiles only; bundles follow those of level 0). */
export function* tilesOfSize(size: number): Generator<TileName & { level: number }> {
  for (let level = 0, hashes = size; hashes > 0; level += 1, hashes = Math.floor(hashes / tileWidth)) {
    const full = Math.floor(hashes / tileWidth);
    for (let index = 0; index < full; index += 1) yield { level, index, width: tileWidth };
    if (hashes % tileWidth > 0) yield { level, index: full, width: hashes % tileWidth };
  }
}

/** Entry bundle: each entry led by its length as big-endian uint16 (tlog-tiles). */
export function encodeBundle(entries: readonly Uint8Array[]): Buffer {
  invariant(entries.length >= 1 && entries.length <= tileWidth, 'a bundle holds 1 to 256 entries');
  const bytes = Buffer.allocUnsafe(entries.reduce((sum, entry) => sum + 2 + entry.length, 0));
  let offset = 0;
  for (const entry of entries) {
    invariant(entry.length <= entryBytesMax, 'an entry fits its uint16 length');
    offset = bytes.writeUInt16BE(entry.length, offset);
    bytes.set(entry, offset);
    offset += entry.length;
  }
  return bytes;
}

/** The entries of a bundle, as views on it. Throws `bundle.malformed`. */
export function decodeBundle(bytes: Buffer): Buffer[] {
  const entries: Buffer[] = [];
  for (let offset = 0; offset < bytes.length;) {
    if (offset + 2 > bytes.length) throw new SealError('bundle.malformed', `cut off at byte ${offset}`);
    const end = offset + 2 + bytes.readUInt16BE(offset);
    if (end > bytes.length) throw new SealError('bundle.malformed', `cut off at byte ${offset}`);
    entries.push(bytes.subarray(offset + 2, end));
    offset = end;
  }
  if (entries.length < 1 || entries.length > tileWidth)
    throw new SealError('bundle.malformed', 'entry count');
  return entries;
}

/**
 * Reads any node of a tree of `size` out of its tiles: nodes between tile levels are hashed from the tile below.
 * `readTile` gives the bytes of one tile, exactly as wide as asked.
 */
export function nodeReader(
  size: number,
  readTile: (tile: TileName & { level: number }) => Promise<Buffer>,
): ReadNode {
  return async (level, index) => {
    const tileLevel = Math.floor(level / tileHeight);
    const span = 2 ** (level % tileHeight);
    const first = index * span;
    const tileIndex = Math.floor(first / tileWidth);
    const hashesAtLevel = Math.floor(size / tileWidth ** tileLevel);
    const width = Math.min(tileWidth, hashesAtLevel - tileIndex * tileWidth);
    const start = first - tileIndex * tileWidth;
    invariant(width >= start + span, 'a node is asked for only where the tree has it');
    const tile = await readTile({ level: tileLevel, index: tileIndex, width });
    invariant(tile.length === width * hashBytes, 'a tile has the width that was asked for');
    return subtreeHash(tile.subarray(start * hashBytes, (start + span) * hashBytes));
  };
}

/** Root of a perfect subtree given its 2^k leaf-side hashes, concatenated. */
export function subtreeHash(hashes: Buffer): Buffer {
  let row = hashes;
  while (row.length > hashBytes) {
    const next = Buffer.allocUnsafe(row.length / 2);
    for (let at = 0; at < row.length; at += 2 * hashBytes) {
      nodeHash(row.subarray(at, at + hashBytes), row.subarray(at + hashBytes, at + 2 * hashBytes)).copy(
        next,
        at / 2,
      );
    }
    row = next;
  }
  return row;
}
