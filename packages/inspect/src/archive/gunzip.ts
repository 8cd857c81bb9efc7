import { crc32 } from 'node:zlib';
import { PartRefused } from '../document/extraction.ts';
import type { ByteSource } from '../document/byte-source.ts';
import { bufferOf, windowsOf } from '../document/windows.ts';
import { inflatePieces } from './inflate.ts';

const headerBytes = 10;
const trailerBytes = 8;
const nameBytesMax = 64 * 1024;
const flags = { headerChecksum: 2, extra: 4, name: 8, comment: 16 };

/**
 * Unpacks all members of a gzip file (RFC 1952). zlib would drop what it has unpacked when a checksum is wrong: here it is given
 * first.
 * @throws PartRefused `damaged`, after everything that could be unpacked was given
 */
export function* gunzipPieces(source: ByteSource): Generator<Uint8Array> {
  let at = 0;
  let isDamaged = false;
  do {
    const start = dataStart(source, at);
    if (start === undefined) throw new PartRefused({ reason: 'damaged', bytes: source.length - at });
    const sum = { checksum: 0 };
    const taken = yield* summed(inflatePieces('deflate-raw', windowsOf(source, { start })), sum);
    const trailer = bufferOf(source.read(start + taken, trailerBytes));
    isDamaged ||= trailer.length < trailerBytes || trailer.readUInt32LE(0) !== sum.checksum;
    at = start + taken + trailerBytes;
  } while (at < source.length && !isPadding(source, at));
  if (isDamaged) throw new PartRefused({ reason: 'damaged' });
}

function* summed(pieces: Generator<Buffer, number>, sum: { checksum: number }): Generator<Buffer, number> {
  for (let next = pieces.next(); ; next = pieces.next()) {
    if (next.done === true) return next.value;
    sum.checksum = crc32(next.value, sum.checksum);
    yield next.value;
  }
}

/** Where the packed data of the member at `at` begins; undefined where there is no member. */
function dataStart(source: ByteSource, at: number): number | undefined {
  const header = bufferOf(source.read(at, headerBytes + nameBytesMax));
  if (header.length < headerBytes || header.readUInt16BE(0) !== 0x1f8b || header[2] !== 8) return undefined;
  const flag = header[3] ?? 0;
  let end = headerBytes;
  if ((flag & flags.extra) !== 0) {
    if (end + 2 > header.length) return undefined;
    end += 2 + header.readUInt16LE(end);
  }
  for (const field of [flags.name, flags.comment]) {
    if ((flag & field) === 0) continue;
    const zero = header.indexOf(0, end);
    if (zero < 0) return undefined;
    end = zero + 1;
  }
  if ((flag & flags.headerChecksum) !== 0) end += 2;
  return at + end;
}

/** Tapes and disks fill up with zeros. */
function isPadding(source: ByteSource, at: number): boolean {
  return source.read(at, 4096).every((byte) => byte === 0);
}
