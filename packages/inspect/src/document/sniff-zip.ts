import { inflateRawSync } from 'node:zlib';
import type { ByteSource } from './byte-source.ts';
import type { FileKind } from './kinds.ts';
import { bufferOf } from './windows.ts';

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const tailBytes = 22 + 0xffff;
/** Names that decide stand within so much of the directory, or the file is an archive with very many entries. */
const directoryBytesMax = 4 * 1024 * 1024;
const partBytesMax = 4 * 1024 * 1024;

interface ListedEntry {
  name: string;
  method: number;
  packedBytes: number;
  headerAt: number;
}

/** ODF 1.3 part 2, 3.3: the media type stands in an entry of its own. */
const odfKinds: readonly (readonly [RegExp, FileKind])[] = [
  [/^application\/vnd\.oasis\.opendocument\.text/, 'odt'],
  [/^application\/vnd\.oasis\.opendocument\.(?:spreadsheet|chart|database|formula)/, 'ods'],
  [/^application\/vnd\.oasis\.opendocument\.(?:presentation|graphics|image)/, 'odp'],
];

/**
 * What a zip holds: an office document by its parts (ECMA-376 part 2, transitional and strict alike; ODF; GB/T 33190), or else
 * plainly files.
 */
export function sniffZip(source: ByteSource): FileKind {
  const listed = listEntries(source);
  const entries = listed.length > 0 ? listed : listFromHead(source);
  const names = new Map(entries.map((entry) => [normalise(entry.name), entry]));
  const mimetype = partText(source, names.get('mimetype')) ?? '';
  const odf = odfKinds.find(([pattern]) => pattern.test(mimetype));
  if (odf !== undefined) return odf[1];
  if (names.has('ofd.xml')) return 'ofd';
  const types = names.get('[content_types].xml');
  if (types !== undefined) return sniffOpenXml(source, names, types);
  if (names.has('content.xml') && names.has('meta-inf/manifest.xml')) return sniffOdf(source, names);
  return 'zip';
}

function sniffOpenXml(
  source: ByteSource,
  names: ReadonlyMap<string, ListedEntry>,
  types: ListedEntry,
): FileKind {
  const all = [...names.keys()];
  if (all.some((name) => /^word\/document\d*\.xml$/.test(name))) return 'docx';
  if (all.some((name) => /^xl\/workbook\d*\.(?:xml|bin)$/.test(name))) return 'xlsx';
  if (all.some((name) => /^ppt\/presentation\d*\.xml$/.test(name))) return 'pptx';
  const declared = partText(source, types) ?? '';
  if (/wordprocessingml\.(?:document|template)|ms-word\.(?:document|template)/i.test(declared)) return 'docx';
  if (/spreadsheetml\.(?:sheet|template)|ms-excel\.(?:sheet|template|addin)/i.test(declared)) return 'xlsx';
  if (/presentationml\.(?:presentation|template|slideshow)|ms-powerpoint\./i.test(declared)) return 'pptx';
  for (const [folder, kind] of [
    ['word/', 'docx'],
    ['xl/', 'xlsx'],
    ['ppt/', 'pptx'],
  ] as const) {
    if (all.some((name) => name.startsWith(folder))) return kind;
  }
  return 'zip';
}

function sniffOdf(source: ByteSource, names: ReadonlyMap<string, ListedEntry>): FileKind {
  const manifest = partText(source, names.get('meta-inf/manifest.xml')) ?? '';
  const type = /full-path="\/"[^>]*media-type="([^"]*)"|media-type="([^"]*)"[^>]*full-path="\/"/.exec(
    manifest,
  );
  const odf = odfKinds.find(([pattern]) => pattern.test(type?.[1] ?? type?.[2] ?? ''));
  return odf?.[1] ?? 'zip';
}

function normalise(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('\\', '/')
    .replace(/^(?:\.?\/)+/, '');
}

function listEntries(source: ByteSource): ListedEntry[] {
  const tailAt = Math.max(0, source.length - tailBytes);
  const tail = bufferOf(source.read(tailAt, tailBytes));
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > tail.length || tail.readUInt32LE(end) !== endSignature) return [];
  const size = tail.readUInt32LE(end + 12);
  const listed = parseDirectory(source, tail.readUInt32LE(end + 16));
  // Where something was put before the archive, the directory still ends where the end record begins.
  return listed.length > 0 ? listed : parseDirectory(source, Math.max(0, tailAt + end - size));
}

function parseDirectory(source: ByteSource, start: number): ListedEntry[] {
  if (start >= source.length) return [];
  const bytes = bufferOf(source.read(start, directoryBytesMax));
  const entries: ListedEntry[] = [];
  let at = 0;
  while (at + 46 <= bytes.length && bytes.readUInt32LE(at) === entrySignature) {
    const nameBytes = bytes.readUInt16LE(at + 28);
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameBytes),
      method: bytes.readUInt16LE(at + 10),
      packedBytes: bytes.readUInt32LE(at + 20),
      headerAt: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** Entries of a truncated archive, by what of their own headers stands near the beginning. */
function listFromHead(source: ByteSource): ListedEntry[] {
  const head = bufferOf(source.read(0, 1024 * 1024));
  const signature = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
  const entries: ListedEntry[] = [];
  let at = head.indexOf(signature);
  while (at >= 0 && at + 30 <= head.length) {
    const nameBytes = head.readUInt16LE(at + 26);
    entries.push({
      name: head.toString('utf8', at + 30, at + 30 + nameBytes),
      method: head.readUInt16LE(at + 8),
      packedBytes: head.readUInt32LE(at + 18) || 65_536,
      headerAt: at,
    });
    at = head.indexOf(signature, at + 30);
  }
  return entries;
}

/** A small part as text; undefined when it is not there, too long or damaged. */
function partText(source: ByteSource, entry: ListedEntry | undefined): string | undefined {
  if (entry === undefined || entry.packedBytes > partBytesMax) return undefined;
  const header = bufferOf(source.read(entry.headerAt, 30));
  if (header.length < 30 || header.readUInt32LE(0) !== localSignature) return undefined;
  const start = entry.headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = source.read(start, entry.packedBytes);
  if (entry.method === 0) return bufferOf(packed).toString('utf8');
  if (entry.method !== 8) return undefined;
  try {
    return inflateRawSync(packed, { maxOutputLength: partBytesMax }).toString('utf8');
  } catch {
    return undefined;
  }
}
