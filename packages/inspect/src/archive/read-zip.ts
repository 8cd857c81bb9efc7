import { PartRefused } from '../document/extraction.ts';
import type { Extraction } from '../document/extraction.ts';
import type { Gap } from '../document/gaps.ts';
import { sliceSource, windowsOf } from '../document/windows.ts';
import type { ByteSource } from '../document/byte-source.ts';
import { inflatePieces } from './inflate.ts';
import { libarchiveMethods, withUnpacked } from './unpack-method.ts';
import { unpackToSource, unreadableSource } from './unpacked-source.ts';
import type { Unpacked } from './unpacked-source.ts';
import { decryptEntry } from './zip-decrypt.ts';
import { dataStart, findLocalEntries, readZipDirectory } from './zip-directory.ts';
import type { ZipEntry } from './zip-directory.ts';

const encryptedFlag = 1;
const descriptorFlag = 8;
const stored = 0;
const deflated = 8;
const zstandard = 93;

/** Bytes between entries that no entry accounts for: above this they are more than alignment and descriptors. */
const unlistedBytesMax = 4096;

/**
 * Zip archives: APPNOTE.TXT 6.3.10 with zip64, data descriptors, both encryptions, and the methods stored, deflate, bzip2,
 * LZMA, xz and Zstandard. Where the directory is damaged, entries are found by their own headers as well.
 */
export async function readZip(extraction: Extraction): Promise<void> {
  const { source, limits, skip } = extraction;
  const directory = await readZipDirectory(source, limits.entriesMax);
  const known = new Set(directory.entries.map((entry) => entry.headerAt));
  const salvaged = directory.damaged ? findLocalEntries(source, known, limits.entriesMax) : [];
  if (directory.damaged) skip({ reason: 'damaged' });
  for (const entry of directory.entries) await readEntry(extraction, entry);
  for (const entry of salvaged) await readEntry(extraction, openEnded(entry, source.length));
  if (!directory.damaged) reportUnlisted(extraction, directory.entries);
}

async function readEntry(extraction: Extraction, entry: ZipEntry): Promise<void> {
  const { emit, enter, options, spend } = extraction;
  if (entry.name.endsWith('/') && entry.packedBytes <= 2) {
    emit({ text: entry.name, place: { kind: 'name' } });
    return;
  }
  const packed = packedEntry(extraction.source, entry, options.passwords);
  if ('reason' in packed) {
    await enter({ name: entry.name, source: unreadableSource(entry.unpackedBytes, new PartRefused(packed)) });
    return;
  }
  if (packed.plain !== undefined) {
    spend(packed.plain.length, packed.plain.length);
    const missing = entry.packedBytes - packed.plain.length;
    const gap = missing > 0 ? { gap: { reason: 'damaged' as const, bytes: missing } } : {};
    await enter({ name: entry.name, source: packed.plain, ...gap });
    return;
  }
  if (libarchiveMethods.has(packed.method)) await enterOtherMethod(extraction, entry, packed);
  else await enter({ name: entry.name, ...unpackEntry(packed, spend, checksumOf(entry)) });
}

async function enterOtherMethod(
  { limits, enter, spend }: Extraction,
  { name, unpackedBytes, crc }: ZipEntry,
  { method, packedBytes, open }: PackedEntry,
): Promise<void> {
  if (packedBytes > limits.partBytesMax) {
    const refusal = new PartRefused({
      reason: 'file-too-large',
      limit: limits.partBytesMax,
      bytes: packedBytes,
    });
    return enter({ name, source: unreadableSource(unpackedBytes, refusal) });
  }
  const packed = Buffer.concat([...open()]);
  await withUnpacked({ method, packed, unpackedBytes, checksum: crc }, spend, async (unpacked) =>
    enter({ name, ...unpacked }),
  );
}

interface PackedEntry {
  method: number;
  packedBytes: number;
  open: () => Iterable<Uint8Array>;
  /** The entry itself, where it is neither packed nor encrypted. */
  plain?: ByteSource;
}

function packedEntry(
  source: ByteSource,
  entry: ZipEntry,
  passwords: readonly string[],
): PackedEntry | Omit<Gap, 'path'> {
  const start = dataStart(source, entry);
  if (start === undefined) return { reason: 'damaged', bytes: entry.packedBytes };
  const data = sliceSource(source, start, entry.packedBytes);
  if ((entry.flags & encryptedFlag) !== 0)
    return decryptEntry(data, entry, passwords) ?? { reason: 'encrypted', bytes: entry.packedBytes };
  const packed = { method: entry.method, packedBytes: data.length, open: () => windowsOf(data) };
  return entry.method === stored ? { ...packed, plain: data } : packed;
}

/** AE-2 leaves the checksum out, and so do headers in front of data that is followed by its sizes. */
function checksumOf({ aes, crc, flags }: ZipEntry): { checksum?: number } {
  const isLeftOut = aes?.version === 2 || (crc === 0 && (flags & descriptorFlag) !== 0);
  return isLeftOut ? {} : { checksum: crc };
}

function unpackEntry(
  { method, packedBytes, open }: PackedEntry,
  spend: Extraction['spend'],
  checksum: { checksum?: number },
): Unpacked {
  const common = { spend, packedBytes, ...checksum };
  if (method === stored) return unpackToSource({ ...common, open });
  if (method === deflated)
    return unpackToSource({ ...common, open: () => inflatePieces('deflate-raw', open()) });
  if (method === zstandard) return unpackToSource({ ...common, open: () => inflatePieces('zstd', open()) });
  const refusal = new PartRefused({ reason: 'unsupported-feature', bytes: packedBytes });
  return { source: unreadableSource(packedBytes, refusal) };
}

/** Sizes in the header in front of the data may be missing (they follow the data then): deflate knows its own end. */
function openEnded(entry: ZipEntry, sourceLength: number): ZipEntry {
  const isKnown = entry.packedBytes > 0 && entry.packedBytes !== 0xffffffff;
  return isKnown ? entry : { ...entry, packedBytes: sourceLength - entry.headerAt };
}

/** An archive can hold what its directory does not list; other programs may show it. */
function reportUnlisted({ source, skip }: Extraction, entries: readonly ZipEntry[]): void {
  const sorted = entries.toSorted((left, right) => left.headerAt - right.headerAt);
  let covered = 0;
  let unlisted = 0;
  for (const entry of sorted) {
    const start = dataStart(source, entry);
    if (start === undefined) continue;
    if (entry.headerAt > covered + unlistedBytesMax) unlisted += entry.headerAt - covered;
    covered = Math.max(covered, start + entry.packedBytes);
  }
  if (unlisted > 0) skip({ reason: 'unsupported-feature', bytes: unlisted });
}
