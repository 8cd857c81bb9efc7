import { createInflateRaw, inflateRawSync } from 'node:zlib';
import type { ByteSource } from '../document/byte-source.ts';
import { LimitReached, PartRefused } from '../document/extraction.ts';
import type { Extraction } from '../document/extraction.ts';
import { bufferOf } from '../document/windows.ts';

/** A part of a package, as the directory of the zip file describes it. APPNOTE.TXT 6.3.10, 4.3.12. */
export interface ZipPart {
  /** With `/` between folders and without one at the start. */
  name: string;
  method: number;
  encrypted: boolean;
  packedBytes: number;
  unpackedBytes: number;
  headerAt: number;
}

const endSignature = 0x06054b50;
const zip64EndSignature = 0x06064b50;
const zip64LocatorSignature = 0x07064b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const endBytes = 22;
const entryBytes = 46;
const localBytes = 30;
const commentBytesMax = 0xffff;
const stored = 0;
const deflated = 8;
const directoryBytesMax = 64 * 1024 * 1024;
const windowBytes = 256 * 1024;

/**
 * The parts of a package. A directory that is missing or does not hold together is made up for by looking for the
 * parts themselves; `whole` says whether that was needed.
 * @throws PartRefused, LimitReached
 */
export function readZipParts(extraction: Extraction): { parts: ZipPart[]; whole: boolean } {
  const { source, limits } = extraction;
  const listed = readDirectory(source, limits.entriesMax);
  if (listed !== undefined && listed.length > 0) return { parts: listed, whole: true };
  const found = scanLocalHeaders(extraction.readAll(), limits.entriesMax);
  if (found.length === 0) throw new PartRefused({ reason: 'damaged', bytes: source.length });
  return { parts: found, whole: false };
}

function readDirectory(source: ByteSource, entriesMax: number): ZipPart[] | undefined {
  const end = findDirectory(source);
  if (end === undefined || end.bytes > directoryBytesMax || end.at + end.bytes > source.length)
    return undefined;
  const directory = bufferOf(source.read(end.at, end.bytes));
  const parts: ZipPart[] = [];
  let at = 0;
  while (at + entryBytes <= directory.length && directory.readUInt32LE(at) === entrySignature) {
    if (parts.length >= entriesMax) throw new LimitReached({ reason: 'too-many-entries', limit: entriesMax });
    const nameBytes = directory.readUInt16LE(at + 28);
    const extraBytes = directory.readUInt16LE(at + 30);
    const nameAt = at + entryBytes;
    const part = {
      name: cleanName(directory.toString('utf8', nameAt, nameAt + nameBytes)),
      method: directory.readUInt16LE(at + 10),
      encrypted: (directory.readUInt16LE(at + 8) & 1) !== 0,
      packedBytes: directory.readUInt32LE(at + 20),
      unpackedBytes: directory.readUInt32LE(at + 24),
      headerAt: directory.readUInt32LE(at + 42),
    };
    widen(part, directory.subarray(nameAt + nameBytes, nameAt + nameBytes + extraBytes));
    if (!part.name.endsWith('/')) parts.push(part);
    at = nameAt + nameBytes + extraBytes + directory.readUInt16LE(at + 32);
  }
  return at === directory.length || parts.length >= end.count ? parts : undefined;
}

function findDirectory(source: ByteSource): { at: number; bytes: number; count: number } | undefined {
  const tailBytes = Math.min(source.length, endBytes + commentBytesMax);
  const tailAt = source.length - tailBytes;
  const tail = bufferOf(source.read(tailAt, tailBytes));
  for (let at = tail.length - endBytes; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== endSignature) continue;
    const plain = {
      count: tail.readUInt16LE(at + 10),
      bytes: tail.readUInt32LE(at + 12),
      at: tail.readUInt32LE(at + 16),
    };
    return plain.at === 0xffff_ffff || plain.bytes === 0xffff_ffff
      ? findZip64Directory(source, tailAt + at)
      : plain;
  }
  return undefined;
}

/** APPNOTE.TXT 4.3.14 and 4.3.15 */
function findZip64Directory(
  source: ByteSource,
  endAt: number,
): { at: number; bytes: number; count: number } | undefined {
  if (endAt < 20) return undefined;
  const locator = bufferOf(source.read(endAt - 20, 20));
  if (locator.readUInt32LE(0) !== zip64LocatorSignature) return undefined;
  const at = Number(locator.readBigUInt64LE(8));
  if (at + 56 > source.length) return undefined;
  const end = bufferOf(source.read(at, 56));
  if (end.readUInt32LE(0) !== zip64EndSignature) return undefined;
  return {
    count: Number(end.readBigUInt64LE(32)),
    bytes: Number(end.readBigUInt64LE(40)),
    at: Number(end.readBigUInt64LE(48)),
  };
}

/** Sizes that need 64 bits stand in an extra field (APPNOTE.TXT 4.5.3). */
function widen(part: ZipPart, extra: Buffer): void {
  let at = 0;
  while (at + 4 <= extra.length) {
    const bytes = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === 1) {
      let from = at + 4;
      const end = Math.min(extra.length, from + bytes);
      for (const key of ['unpackedBytes', 'packedBytes', 'headerAt'] as const) {
        if (part[key] !== 0xffff_ffff || from + 8 > end) continue;
        part[key] = Number(extra.readBigUInt64LE(from));
        from += 8;
      }
    }
    at += 4 + bytes;
  }
}

function scanLocalHeaders(bytes: Uint8Array, entriesMax: number): ZipPart[] {
  const zip = bufferOf(bytes);
  const signature = Buffer.from('PK\u0003\u0004', 'latin1');
  const starts: number[] = [];
  for (let at = zip.indexOf(signature); at !== -1; at = zip.indexOf(signature, at + 4)) {
    if (at + localBytes > zip.length) break;
    if (starts.length >= entriesMax)
      throw new LimitReached({ reason: 'too-many-entries', limit: entriesMax });
    starts.push(at);
  }
  return starts.flatMap((at, place) => {
    const nameEnd = at + localBytes + zip.readUInt16LE(at + 26);
    const name = cleanName(zip.toString('utf8', at + localBytes, nameEnd));
    if (name === '' || name.endsWith('/') || nameEnd > zip.length) return [];
    const next = starts[place + 1] ?? zip.length;
    const said = zip.readUInt32LE(at + 18);
    const room = Math.max(0, next - nameEnd - zip.readUInt16LE(at + 28));
    return [
      {
        name,
        method: zip.readUInt16LE(at + 8),
        encrypted: (zip.readUInt16LE(at + 6) & 1) !== 0,
        packedBytes: said > 0 && said <= room ? said : room,
        unpackedBytes: zip.readUInt32LE(at + 22),
        headerAt: at,
      },
    ];
  });
}

function cleanName(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/, '');
}

/**
 * The content of a part in memory; what can be unpacked of a damaged part is given with `whole: false`.
 * @throws PartRefused `encrypted`, `damaged`, `file-too-large`, `unsupported-feature`; LimitReached
 */
export function unpackPart(extraction: Extraction, part: ZipPart): { bytes: Buffer; whole: boolean } {
  const { partBytesMax } = extraction.limits;
  const tooLarge = { reason: 'file-too-large', bytes: part.unpackedBytes, limit: partBytesMax } as const;
  if (part.unpackedBytes > partBytesMax || part.packedBytes > partBytesMax) throw new PartRefused(tooLarge);
  const packedAt = startOf(extraction.source, part);
  const packed = bufferOf(extraction.source.read(packedAt, part.packedBytes));
  if (part.method === stored) {
    extraction.spend(packed.length, packed.length);
    return { bytes: packed, whole: packed.length === part.packedBytes };
  }
  extraction.spend(part.unpackedBytes, packed.length);
  try {
    const bytes = inflateRawSync(packed, { maxOutputLength: Math.max(1, part.unpackedBytes) });
    return { bytes, whole: bytes.length === part.unpackedBytes };
  } catch {
    return { bytes: inflateWhatIsThere(extraction, packed, part.unpackedBytes), whole: false };
  }
}

/** A size that lies or data that is cut off: what comes out before the fault, charged as it is. */
function inflateWhatIsThere(extraction: Extraction, packed: Buffer, claimedBytes: number): Buffer {
  const { partBytesMax } = extraction.limits;
  const roomBytes = Math.min(partBytesMax, Math.max(claimedBytes, packed.length * 64, 1024 * 1024));
  try {
    const bytes = inflateRawSync(packed, { maxOutputLength: roomBytes, finishFlush: 2 });
    extraction.spend(Math.max(0, bytes.length - claimedBytes), 0);
    return bytes;
  } catch {
    throw new PartRefused({ reason: 'damaged', bytes: packed.length });
  }
}

/**
 * The content of a part piece by piece, for parts that may be larger than what is held in memory.
 * @throws PartRefused, LimitReached
 */
export async function* streamPart(extraction: Extraction, part: ZipPart): AsyncGenerator<Uint8Array> {
  const packedAt = startOf(extraction.source, part);
  const windows = readWindows(extraction.source, packedAt, part.packedBytes);
  if (part.method === stored) {
    for (const window of windows) {
      extraction.spend(window.length, window.length);
      yield window;
    }
    return;
  }
  const inflate = createInflateRaw({ chunkSize: windowBytes });
  const feeding = feed(inflate, windows);
  let charged = 0;
  try {
    for await (const chunk of inflate) {
      if (!(chunk instanceof Uint8Array)) continue;
      const packed = Math.max(0, inflate.bytesWritten - charged);
      charged += packed;
      extraction.spend(chunk.length, packed);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof LimitReached || error instanceof PartRefused) throw error;
    if (!isZlibFault(error)) throw error;
    throw new PartRefused({ reason: 'damaged', bytes: part.packedBytes });
  } finally {
    inflate.destroy();
    await feeding;
  }
}

async function feed(
  inflate: ReturnType<typeof createInflateRaw>,
  windows: Iterable<Uint8Array>,
): Promise<void> {
  for (const window of windows) {
    if (inflate.destroyed) return;
    if (inflate.write(window)) continue;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        inflate.off('drain', done).off('close', done).off('error', done);
        resolve();
      };
      inflate.on('drain', done).on('close', done).on('error', done);
    });
  }
  if (!inflate.destroyed) inflate.end();
}

function isZlibFault(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(?:Z_|ERR_)/.test(String(error.code));
}

function* readWindows(source: ByteSource, start: number, bytes: number): Generator<Uint8Array> {
  const end = Math.min(source.length, start + bytes);
  for (let at = start; at < end; at += windowBytes) yield source.read(at, Math.min(windowBytes, end - at));
}

function startOf(source: ByteSource, part: ZipPart): number {
  if (part.encrypted) throw new PartRefused({ reason: 'encrypted', bytes: part.unpackedBytes });
  if (part.method !== stored && part.method !== deflated)
    throw new PartRefused({ reason: 'unsupported-feature', bytes: part.unpackedBytes });
  const header = bufferOf(source.read(part.headerAt, localBytes));
  if (header.length < localBytes || header.readUInt32LE(0) !== localSignature)
    throw new PartRefused({ reason: 'damaged', bytes: part.unpackedBytes });
  return part.headerAt + localBytes + header.readUInt16LE(26) + header.readUInt16LE(28);
}
