import type { ByteSource } from './byte-source.ts';
import type { FileKind } from './kinds.ts';
import { bufferOf } from './windows.ts';

const headerBytes = 512;
const entryBytes = 128;
const directoryEntriesMax = 65_536;
const noStream = 0xffffffff;
const endOfChain = 0xfffffffa;
const freeSector = 0xffffffff;
const chainEnd = 0xfffffffe;
const tablesInHeader = 109;
const rootType = 5;

interface DirectoryEntry {
  name: string;
  type: number;
  left: number;
  right: number;
  child: number;
}

/**
 * What a compound file holds, by the names right under its root; names deeper down are those of embedded objects.
 * MS-CFB 2.6; MS-DOC 2.1, MS-XLS 2.1.2, MS-PPT 2.1.2, MS-OXMSG 2.2, MS-OFFCRYPTO 2.3.4.4.
 */
export function sniffOle(source: ByteSource): FileKind {
  const names = namesUnderRoot(source);
  const has = (name: string): boolean => names.has(name.toLowerCase());
  if (has('EncryptedPackage')) return 'ole';
  if (has('WordDocument')) return 'doc';
  if (has('PowerPoint Document') || has('PP97_DUALSTORAGE') || has('PP40')) return 'ppt';
  if (has('Workbook') || has('Book')) return 'xls';
  if (
    names.values().some((name) => name.startsWith('__substg1.0_') || name.startsWith('__properties_version'))
  )
    return 'msg';
  // Publisher has `Contents` too, beside `Quill` and `Escher`.
  if ((has('CONTENTS') && !has('Quill')) || has('MatOST') || has('MM')) return 'works';
  return 'ole';
}

/** MS-CFB 2.2 */
const signature = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

export function isOle(source: ByteSource): boolean {
  return bufferOf(source.read(0, signature.length)).equals(signature);
}

/** Bytes that the allocation table says are there and that the file has not. Its last sector need not be filled. */
export function missingOleBytes(source: ByteSource): number {
  const header = bufferOf(source.read(0, headerBytes));
  if (header.length < headerBytes) return headerBytes - header.length;
  const sectorBytes = sectorBytesOf(header);
  const tables = Math.min(header.readUInt32LE(44), Math.ceil(source.length / sectorBytes) + 1);
  const perTable = sectorBytes / 4;
  const sectors = Math.ceil(source.length / sectorBytes) - 1;
  let last = -1;
  let end = 0;
  const allocation = new AllocationTable(source, header);
  for (let place = 0; place < tables; place += 1) {
    const table = allocation.table(place);
    if (table === undefined) return sectorBytes;
    for (let at = 0; at < perTable; at += 1) {
      const next = table.readUInt32LE(4 * at);
      // Some writers fill the table up with ends of chains: of a row of them only the first may be a sector.
      if (next !== freeSector && !(next === chainEnd && end === chainEnd)) last = place * perTable + at;
      end = next;
    }
  }
  return last >= sectors ? (last + 1 - sectors) * sectorBytes : 0;
}

function sectorBytesOf(header: Buffer): number {
  return header.readUInt16LE(30) === 12 ? 4096 : 512;
}

/** Names (lower case) of the streams and storages right under the root; whatever could be read of a damaged file. */
function namesUnderRoot(source: ByteSource): Set<string> {
  const entries = readDirectory(source);
  const names = new Set<string>();
  const root = entries.find((entry) => entry.type === rootType);
  const waiting = [root?.child ?? noStream];
  const seen = new Set<number>();
  while (waiting.length > 0) {
    const place = waiting.pop() ?? noStream;
    const entry = entries[place];
    if (entry === undefined || seen.has(place)) continue;
    seen.add(place);
    names.add(entry.name.toLowerCase());
    waiting.push(entry.left, entry.right);
  }
  // A damaged tree: better all names than none.
  if (names.size === 0) for (const entry of entries) names.add(entry.name.toLowerCase());
  return names;
}

function readDirectory(source: ByteSource): DirectoryEntry[] {
  const header = bufferOf(source.read(0, headerBytes));
  if (header.length < headerBytes) return [];
  const allocation = new AllocationTable(source, header);
  const entries: DirectoryEntry[] = [];
  const seen = new Set<number>();
  let sector = header.readUInt32LE(48);
  while (sector < endOfChain && !seen.has(sector) && entries.length < directoryEntriesMax) {
    seen.add(sector);
    const bytes = allocation.sector(sector);
    for (let at = 0; at + entryBytes <= bytes.length; at += entryBytes)
      entries.push(parseEntry(bytes.subarray(at, at + entryBytes)));
    sector = allocation.next(sector);
  }
  return entries;
}

function parseEntry(bytes: Buffer): DirectoryEntry {
  const nameBytes = Math.min(64, bytes.readUInt16LE(64));
  return {
    name: bytes.toString('utf16le', 0, Math.max(0, nameBytes - 2)),
    type: bytes[66] ?? 0,
    left: bytes.readUInt32LE(68),
    right: bytes.readUInt32LE(72),
    child: bytes.readUInt32LE(76),
  };
}

/** Follows chains of sectors. The table's own sectors are listed in the header and in a chain of their own. */
class AllocationTable {
  readonly #source: ByteSource;
  readonly #sectorBytes: number;
  readonly #listed: number[] = [];
  readonly #seen = new Set<number>();
  #more: number;

  constructor(source: ByteSource, header: Buffer) {
    this.#source = source;
    this.#sectorBytes = sectorBytesOf(header);
    for (let place = 0; place < tablesInHeader; place += 1)
      this.#listed.push(header.readUInt32LE(76 + 4 * place));
    this.#more = header.readUInt32LE(68);
  }

  sector(sector: number): Buffer {
    return bufferOf(this.#source.read((sector + 1) * this.#sectorBytes, this.#sectorBytes));
  }

  /** The sector of the table at a place of it; undefined where it is not there. */
  table(place: number): Buffer | undefined {
    while (place >= this.#listed.length && this.#more < endOfChain && !this.#seen.has(this.#more)) {
      this.#seen.add(this.#more);
      const list = this.sector(this.#more);
      if (list.length < this.#sectorBytes) return undefined;
      const count = this.#sectorBytes / 4 - 1;
      for (let at = 0; at < count; at += 1) this.#listed.push(list.readUInt32LE(4 * at));
      this.#more = list.readUInt32LE(4 * count);
    }
    const listed = this.#listed[place];
    if (listed === undefined || listed >= endOfChain) return undefined;
    const bytes = this.sector(listed);
    return bytes.length === this.#sectorBytes ? bytes : undefined;
  }

  next(sector: number): number {
    const perTable = this.#sectorBytes / 4;
    return this.table(Math.floor(sector / perTable))?.readUInt32LE(4 * (sector % perTable)) ?? noStream;
  }
}
