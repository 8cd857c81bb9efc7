import { crc32, inflateSync } from 'node:zlib';
import { packPng } from '../pages/pack-png.ts';

/**
 * A page as it is kept: a PNG of the plainest kind (8 bits, grey or red-green-blue, one block of data, no filters). It comes
 * from a process that read a hostile file, so what takes it apart again is a few lines here and no picture decoder.
 */
export interface Pixels {
  width: number;
  height: number;
  channels: 1 | 3;
  /** Row by row, `channels` bytes a pixel. */
  rows: Uint8Array;
}

/** Pixels of one page: A4 at 300 dots an inch is 8.7 million. */
export const pagePixelsMax = 32_000_000;

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const headerEnd = 33;
const chunkOverhead = 12;

/** Packs opaque pixels (RGBA, four bytes each); grey where no pixel has a colour. */
export function packPage(
  rgba: Uint8ClampedArray,
  { width, height }: { width: number; height: number },
): Buffer {
  const channels = hasColour(rgba) ? 3 : 1;
  const rows = new Uint8Array(width * height * channels);
  for (let from = 0, to = 0; from < rgba.length; from += 4) {
    rows[to] = rgba[from] ?? 0;
    to += 1;
    if (channels === 1) continue;
    rows[to] = rgba[from + 1] ?? 0;
    rows[to + 1] = rgba[from + 2] ?? 0;
    to += 2;
  }
  return Buffer.from(packPng({ width, height, channels, bits: 8, rows }));
}

function hasColour(rgba: Uint8ClampedArray): boolean {
  for (let at = 0; at < rgba.length; at += 4)
    if (rgba[at] !== rgba[at + 1] || rgba[at] !== rgba[at + 2]) return true;
  return false;
}

/** Takes apart what {@link packPage} made; undefined for anything else. */
export function unpackPage(png: Uint8Array): Pixels | undefined {
  const file = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  const header = headOf(file);
  if (header === undefined) return undefined;
  const { width, height, channels } = header;
  const dataBytes = file.readUInt32BE(headerEnd);
  const dataEnd = headerEnd + chunkOverhead + dataBytes;
  if (file.toString('latin1', headerEnd + 4, headerEnd + 8) !== 'IDAT') return undefined;
  if (dataEnd + chunkOverhead !== file.length || !isEnd(file.subarray(dataEnd))) return undefined;
  const rowBytes = width * channels;
  const filtered = inflate(file.subarray(headerEnd + 8, headerEnd + 8 + dataBytes), (rowBytes + 1) * height);
  if (filtered === undefined) return undefined;
  const rows = new Uint8Array(rowBytes * height);
  for (let y = 0; y < height; y += 1) {
    const at = y * (rowBytes + 1);
    if (filtered[at] !== 0) return undefined;
    rows.set(filtered.subarray(at + 1, at + 1 + rowBytes), y * rowBytes);
  }
  return { width, height, channels, rows };
}

function headOf(file: Buffer): Omit<Pixels, 'rows'> | undefined {
  if (file.length < headerEnd + 2 * chunkOverhead || !file.subarray(0, 8).equals(signature)) return undefined;
  if (file.readUInt32BE(8) !== 13 || file.toString('latin1', 12, 16) !== 'IHDR') return undefined;
  if (file.readUInt32BE(29) !== crc32(file.subarray(12, 29))) return undefined;
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  if (width === 0 || height === 0 || width * height > pagePixelsMax) return undefined;
  const kind = file.toString('hex', 24, 29);
  if (kind === '0800000000') return { width, height, channels: 1 };
  return kind === '0802000000' ? { width, height, channels: 3 } : undefined;
}

function isEnd(chunk: Buffer): boolean {
  return chunk.toString('hex') === '0000000049454e44ae426082';
}

function inflate(packed: Buffer, bytes: number): Buffer | undefined {
  try {
    const unpacked = inflateSync(packed, { maxOutputLength: bytes });
    return unpacked.length === bytes ? unpacked : undefined;
  } catch {
    return undefined;
  }
}
