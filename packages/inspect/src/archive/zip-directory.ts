import { Readable } from 'node:stream';
import yauzl from 'yauzl';
import type { Entry } from 'yauzl';
import type { ByteSource } from '../document/byte-source.ts';
import { bufferOf } from '../document/windows.ts';
import { decodeNames } from './decode-names.ts';

/** An entry as the directory of the archive has it. */
export interface ZipEntry {
  name: string;
  method: number;
  flags: number;
  packedBytes: number;
  unpackedBytes: number;
  crc: number;
  /** High byte of the time, which ZipCrypto checks passwords by where sizes follow the data. APPNOTE.TXT 6.1.6 */
  time: number;
  headerAt: number;
  /** WinZip's AES field: strength and the method of what was encrypted. */
  aes?: { strength: number; method: number; version: number };
}

export interface ZipDirectory {
  entries: ZipEntry[];
  /** True where the directory is missing, broken, or leaves off before its end. */
  damaged: boolean;
}

const nameFlag = 0x800;
const aesField = 0x9901;
const unicodeNameField = 0x7075;

/** The directory of an archive, without anything of it being trusted: names are undecided bytes, sizes are claims. */
export async function readZipDirectory(source: ByteSource, entriesMax: number): Promise<ZipDirectory> {
  const found: Entry[] = [];
  let damaged = false;
  try {
    const zip = await yauzl.fromRandomAccessReaderPromise(new SourceReader(source), source.length, {
      autoClose: false,
      decodeStrings: false,
      validateEntrySizes: false,
    });
    for await (const entry of zip.eachEntry()) {
      found.push(entry);
      // One more than the limit, so that it is met.
      if (found.length > entriesMax) break;
    }
  } catch {
    damaged = true;
  }
  return { entries: nameEntries(found), damaged };
}

/** Reads come at once; a stream, which yauzl needs only for contents, is never asked for. */
class SourceReader extends yauzl.RandomAccessReader {
  readonly #source: ByteSource;

  constructor(source: ByteSource) {
    super();
    this.#source = source;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    const bytes = this.#source.read(position, length);
    buffer.set(bytes, offset);
    const short = bytes.byteLength < length;
    // Not in the same turn: yauzl would call itself ever deeper.
    setImmediate(() => callback(short ? new Error('The archive ends early.') : null));
  }

  override _readStreamForRange(): Readable {
    return Readable.from([]);
  }
}

function nameEntries(found: readonly Entry[]): ZipEntry[] {
  const undecided = found.filter((entry) => knownName(entry) === undefined);
  const decoded = new Map(
    decodeNames(undecided.map((entry) => entry.fileNameRaw)).map((name, place) => [undecided[place], name]),
  );
  return found.map((entry) => toEntry(entry, knownName(entry) ?? decoded.get(entry) ?? ''));
}

function knownName(entry: Entry): string | undefined {
  const field = entry.extraFields.find(({ id }) => id === unicodeNameField);
  // APPNOTE.TXT 4.6.9: version 1, checksum of the plain name, name
  if (field !== undefined && field.data.length > 5) return field.data.toString('utf8', 5);
  return (entry.generalPurposeBitFlag & nameFlag) === 0 ? undefined : entry.fileNameRaw.toString('utf8');
}

function toEntry(entry: Entry, name: string): ZipEntry {
  const aes = entry.extraFields.find(({ id, data }) => id === aesField && data.length >= 7)?.data;
  return {
    name: name.replaceAll('\\', '/'),
    method: entry.compressionMethod,
    flags: entry.generalPurposeBitFlag,
    packedBytes: entry.compressedSize,
    unpackedBytes: entry.uncompressedSize,
    crc: entry.crc32,
    time: entry.lastModFileTime,
    headerAt: entry.relativeOffsetOfLocalHeader,
    ...(aes === undefined
      ? {}
      : { aes: { version: aes.readUInt16LE(0), strength: aes[4] ?? 0, method: aes.readUInt16LE(5) } }),
  };
}

const localSignature = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const localBytes = 30;

/** Where an entry's data begins, by the header in front of it; undefined where there is none. */
export function dataStart(source: ByteSource, entry: ZipEntry): number | undefined {
  const header = bufferOf(source.read(entry.headerAt, localBytes));
  if (header.length < localBytes || !header.subarray(0, 4).equals(localSignature)) return undefined;
  return entry.headerAt + localBytes + header.readUInt16LE(26) + header.readUInt16LE(28);
}

/**
 * Entries found by the headers in front of their data, for archives whose directory is gone; `known` are the places of
 * headers that need not be found.
 */
export function findLocalEntries(
  source: ByteSource,
  known: ReadonlySet<number>,
  entriesMax: number,
): ZipEntry[] {
  const entries: ZipEntry[] = [];
  const names: Uint8Array[] = [];
  const windowBytes = 1024 * 1024;
  let at = 0;
  while (at < source.length && entries.length <= entriesMax) {
    const window = bufferOf(source.read(at, windowBytes));
    let place = window.indexOf(localSignature);
    for (; place >= 0; place = window.indexOf(localSignature, place + 4)) {
      if (known.has(at + place)) continue;
      const header = bufferOf(source.read(at + place, localBytes + 1024));
      const entry = parseLocal(header, at + place);
      if (entry === undefined) continue;
      names.push(header.subarray(localBytes, localBytes + header.readUInt16LE(26)));
      entries.push(entry);
    }
    if (window.length < windowBytes) break;
    at += window.length - 3;
  }
  const decoded = decodeNames(names);
  return entries.map((entry, place) => ({ ...entry, name: (decoded[place] ?? '').replaceAll('\\', '/') }));
}

function parseLocal(header: Buffer, headerAt: number): ZipEntry | undefined {
  if (header.length < localBytes || header.readUInt16LE(26) === 0) return undefined;
  return {
    name: '',
    flags: header.readUInt16LE(6),
    method: header.readUInt16LE(8),
    time: header.readUInt16LE(10),
    crc: header.readUInt32LE(14),
    packedBytes: header.readUInt32LE(18),
    unpackedBytes: header.readUInt32LE(22),
    headerAt,
  };
}
