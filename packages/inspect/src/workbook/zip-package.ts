import { crc32, inflateRawSync } from 'node:zlib';
import { FileRefused } from './failures.ts';
import type { WorkbookLimits } from './workbook.ts';

/** A part of a zip package, as its directory describes it. APPNOTE.TXT 6.3.10, sections 4.3.12 and 4.3.16. */
export interface ZipEntry {
  name: string;
  method: number;
  packedBytes: number;
  unpackedBytes: number;
  headerAt: number;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const endBytes = 22;
const entryBytes = 46;
const localBytes = 30;
const commentBytesMax = 0xffff;
const encryptedFlag = 1;
const stored = 0;
const deflated = 8;

/**
 * The directory of a zip package. Refuses packages whose directory already says that they are too much; zip64 is not
 * read, for nothing under the file limit needs it.
 * @throws FileRefused `damaged`, `password`, `package-entries`, `unpacked-bytes`, `unpacked-ratio`
 */
export function readZipDirectory(zip: Buffer, limits: WorkbookLimits): ZipEntry[] {
  const end = findEnd(zip);
  const count = zip.readUInt16LE(end + 10);
  if (count > limits.packageEntriesMax) throw new FileRefused('package-entries', limits.packageEntriesMax);
  const entries: ZipEntry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + entryBytes > end || zip.readUInt32LE(at) !== entrySignature) throw new FileRefused('damaged');
    if ((zip.readUInt16LE(at + 8) & encryptedFlag) !== 0) throw new FileRefused('password');
    const nameBytes = zip.readUInt16LE(at + 28);
    entries.push({
      name: zip.toString('utf8', at + entryBytes, at + entryBytes + nameBytes),
      method: zip.readUInt16LE(at + 10),
      packedBytes: zip.readUInt32LE(at + 20),
      unpackedBytes: zip.readUInt32LE(at + 24),
      headerAt: zip.readUInt32LE(at + 42),
    });
    at += entryBytes + nameBytes + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  refuseExcess(entries, zip.length, limits);
  return entries;
}

function findEnd(zip: Buffer): number {
  const first = Math.max(0, zip.length - endBytes - commentBytesMax);
  for (let at = zip.length - endBytes; at >= first; at -= 1) {
    if (zip.readUInt32LE(at) === endSignature) return at;
  }
  throw new FileRefused('damaged');
}

function refuseExcess(entries: ZipEntry[], zipBytes: number, limits: WorkbookLimits): void {
  const { unpackedBytesMax, unpackedRatioMax } = limits;
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpackedBytes, 0);
  if (unpacked > unpackedBytesMax) throw new FileRefused('unpacked-bytes', unpackedBytesMax);
  if (unpacked > unpackedRatioMax * zipBytes) throw new FileRefused('unpacked-ratio', unpackedRatioMax);
}

/**
 * The content of one part. What it unpacks to must be as long as the directory said: a bomb that lies about its size
 * is stopped at the length it claimed.
 * @throws FileRefused `damaged`
 */
export function unpackEntry(zip: Buffer, entry: ZipEntry): Buffer {
  const { headerAt, packedBytes, unpackedBytes, method } = entry;
  if (headerAt + localBytes > zip.length || zip.readUInt32LE(headerAt) !== localSignature) {
    throw new FileRefused('damaged');
  }
  const start = headerAt + localBytes + zip.readUInt16LE(headerAt + 26) + zip.readUInt16LE(headerAt + 28);
  if (start + packedBytes > zip.length) throw new FileRefused('damaged');
  const content = unpackBytes(zip.subarray(start, start + packedBytes), method, unpackedBytes);
  if (content.length !== unpackedBytes) throw new FileRefused('damaged');
  return content;
}

function unpackBytes(packed: Buffer, method: number, unpackedBytes: number): Buffer {
  if (method === stored) return packed;
  if (method !== deflated) throw new FileRefused('damaged');
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, unpackedBytes) });
  } catch {
    throw new FileRefused('damaged');
  }
}

/** A zip package of the given parts, stored without compression. */
export function packStored(parts: readonly { name: string; content: Buffer }[]): Buffer {
  const chunks: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content } of parts) {
    const nameBytes = Buffer.from(name, 'utf8');
    const checksum = crc32(content);
    const local = Buffer.alloc(localBytes);
    local.writeUInt32LE(localSignature, 0);
    local.writeUInt16LE(20, 4);
    writeSizes(local, 14, { checksum, bytes: content.length, nameBytes: nameBytes.length });
    const entry = Buffer.alloc(entryBytes);
    entry.writeUInt32LE(entrySignature, 0);
    entry.writeUInt16LE(20, 4);
    entry.writeUInt16LE(20, 6);
    writeSizes(entry, 16, { checksum, bytes: content.length, nameBytes: nameBytes.length });
    entry.writeUInt32LE(at, 42);
    chunks.push(local, nameBytes, content);
    directory.push(entry, nameBytes);
    at += localBytes + nameBytes.length + content.length;
  }
  return Buffer.concat([...chunks, ...directory, endRecord(parts.length, directory, at)]);
}

function writeSizes(
  header: Buffer,
  at: number,
  sizes: { checksum: number; bytes: number; nameBytes: number },
): void {
  header.writeUInt32LE(sizes.checksum, at);
  header.writeUInt32LE(sizes.bytes, at + 4);
  header.writeUInt32LE(sizes.bytes, at + 8);
  header.writeUInt16LE(sizes.nameBytes, at + 12);
}

function endRecord(count: number, directory: Buffer[], at: number): Buffer {
  const end = Buffer.alloc(endBytes);
  end.writeUInt32LE(endSignature, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(
    directory.reduce((sum, chunk) => sum + chunk.length, 0),
    12,
  );
  end.writeUInt32LE(at, 16);
  return end;
}
