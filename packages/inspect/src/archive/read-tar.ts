import { sourceOf } from '../document/byte-source.ts';
import type { ByteSource } from '../document/byte-source.ts';
import type { Extraction } from '../document/extraction.ts';
import { bufferOf, sliceSource } from '../document/windows.ts';
import { decodeNames } from './decode-names.ts';

/** POSIX.1-2017 pax, 10.1: everything is a multiple of this. */
const blockBytes = 512;

/** Long names and extended headers are held in memory; longer ones are no names. */
const extraBytesMax = 1024 * 1024;

/** Entries up to this size are taken out of the stream they stand in, so that it is read once only. */
const takenBytesMax = 32 * 1024 * 1024;

interface TarEntry {
  name: Uint8Array;
  type: string;
  size: number;
  dataAt: number;
}

/** Names and sizes that a header gives to the entry after it. */
interface Announced {
  name?: Uint8Array;
  size?: number;
}

/** Tar archives: ustar, GNU's and pax' long names, from before POSIX. Sparse files of GNU are read as they are stored. */
export async function readTar(extraction: Extraction): Promise<void> {
  const { source, emit, enter, skip } = extraction;
  let announced: Announced = {};
  let at = 0;
  while (at + blockBytes <= source.length) {
    const entry = parseHeader(bufferOf(source.read(at, blockBytes)), at);
    if (entry === 'end') return reportRest(extraction, at);
    if (entry === undefined) return skip({ reason: 'damaged', bytes: source.length - at });
    const size = announced.size ?? entry.size;
    at = entry.dataAt + Math.ceil(size / blockBytes) * blockBytes;
    const next = announceFrom(source, entry);
    if (next !== undefined) {
      announced = { ...announced, ...next };
      continue;
    }
    const [name = ''] = decodeNames([announced.name ?? entry.name]);
    announced = {};
    if (!isFile(entry.type) || name.endsWith('/')) emit({ text: name, place: { kind: 'name' } });
    else await enter({ name, ...takeData(source, entry.dataAt, size) });
  }
  if (at > source.length) skip({ reason: 'damaged', bytes: 0 });
}

/** `0`, NUL and `7` are files; links and devices have a name and nothing else. */
function isFile(type: string): boolean {
  return type === '0' || type === '\0' || type === '7' || type === 'S';
}

function takeData(
  source: ByteSource,
  dataAt: number,
  size: number,
): { source: ByteSource; gap?: { reason: 'damaged'; bytes: number } } {
  const data = sliceSource(source, dataAt, size);
  const missing = size - data.length;
  const part = data.length <= takenBytesMax ? sourceOf(data.read(0, data.length)) : data;
  return missing > 0 ? { source: part, gap: { reason: 'damaged', bytes: missing } } : { source: part };
}

function parseHeader(block: Buffer, at: number): TarEntry | 'end' | undefined {
  if (block.every((byte) => byte === 0)) return 'end';
  if (!hasChecksum(block)) return undefined;
  const size = parseNumber(block.subarray(124, 136));
  if (size === undefined) return undefined;
  const prefix = block.toString('latin1', 257, 263) === 'ustar\0' ? field(block, 345, 155) : Buffer.alloc(0);
  const name = field(block, 0, 100);
  return {
    name: prefix.length === 0 ? name : Buffer.concat([prefix, Buffer.from('/'), name]),
    type: String.fromCharCode(block[156] ?? 0),
    size,
    dataAt: at + blockBytes,
  };
}

function hasChecksum(block: Buffer): boolean {
  const told = parseNumber(block.subarray(148, 156));
  let sum = 8 * 0x20;
  for (let at = 0; at < blockBytes; at += 1) if (at < 148 || at >= 156) sum += block[at] ?? 0;
  return told === sum;
}

/** Octal digits, or GNU's base 256 where the highest bit is set. */
function parseNumber(bytes: Buffer): number | undefined {
  if (((bytes[0] ?? 0) & 0x80) !== 0) {
    let value = (bytes[0] ?? 0) & 0x7f;
    for (const byte of bytes.subarray(1)) value = value * 256 + byte;
    return Number.isSafeInteger(value) ? value : undefined;
  }
  const digits = bytes.toString('latin1').replaceAll(/[\0 ]/g, '');
  if (digits === '') return 0;
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : undefined;
}

function field(block: Buffer, start: number, length: number): Buffer {
  const bytes = block.subarray(start, start + length);
  const end = bytes.indexOf(0);
  return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end));
}

/** What a header tells of the next entry: GNU's long name (`L`) and long link (`K`), pax' records (`x`, and `g` for all). */
function announceFrom(source: ByteSource, entry: TarEntry): Announced | undefined {
  if (!['L', 'K', 'x', 'g', 'X'].includes(entry.type)) return undefined;
  const data = bufferOf(source.read(entry.dataAt, Math.min(entry.size, extraBytesMax)));
  if (entry.type === 'L') return { name: field(data, 0, data.length) };
  return entry.type === 'x' || entry.type === 'X' ? parsePax(data) : {};
}

/** Records `length key=value\n`, the length counting the whole record. */
function parsePax(data: Buffer): Announced {
  const announced: Announced = {};
  let at = 0;
  while (at < data.length) {
    const space = data.indexOf(0x20, at);
    const length = space < 0 ? Number.NaN : Number(data.toString('latin1', at, space));
    if (!Number.isInteger(length) || length <= space - at || at + length > data.length) break;
    const record = data.subarray(space + 1, at + length - 1);
    const equals = record.indexOf(0x3d);
    const key = record.toString('latin1', 0, Math.max(0, equals));
    if (key === 'path') announced.name = Buffer.from(record.subarray(equals + 1));
    const size = Number(record.toString('latin1', equals + 1));
    if (key === 'size' && Number.isSafeInteger(size) && size >= 0) announced.size = size;
    at += length;
  }
  return announced;
}

/** Zeros after the end are padding; anything else would stay unread. */
function reportRest({ source, skip }: Extraction, end: number): void {
  const restBytes = source.length - end;
  const paddingBytesMax = 1024 * 1024;
  if (restBytes <= 2 * blockBytes) return;
  const rest = source.read(end, Math.min(restBytes, paddingBytesMax));
  if (restBytes > paddingBytesMax || rest.some((byte) => byte !== 0))
    skip({ reason: 'unsupported-feature', bytes: restBytes });
}
