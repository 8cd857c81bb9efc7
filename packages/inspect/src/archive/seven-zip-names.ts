import type { ByteSource } from '../document/byte-source.ts';
import { bufferOf } from '../document/windows.ts';
import { SevenZipReader } from './seven-zip-reader.ts';
import { unpackLzma } from './unpack-method.ts';

/** Ids of 7zFormat.txt in the LZMA SDK. */
const ids = {
  end: 0x00,
  header: 0x01,
  archiveProperties: 0x02,
  additionalStreams: 0x03,
  mainStreams: 0x04,
  files: 0x05,
  packInfo: 0x06,
  unpackInfo: 0x07,
  subStreams: 0x08,
  size: 0x09,
  crc: 0x0a,
  folder: 0x0b,
  unpackSize: 0x0c,
  unpackStreams: 0x0d,
  names: 0x11,
  encodedHeader: 0x17,
} as const;

const startBytes = 32;
const headerBytesMax = 64 * 1024 * 1024;
const countMax = 1_000_000;
const nestingMax = 4;
const lzma = '030101';

/**
 * Names of the files of a 7z, in their order, from its header, which is mostly packed itself; undefined where it is
 * damaged, encrypted or packed in an unusual way.
 */
export async function readSevenZipNames(source: ByteSource): Promise<string[] | undefined> {
  try {
    const start = bufferOf(source.read(0, startBytes));
    const size = Number(start.readBigUInt64LE(20));
    if (size > headerBytesMax) return undefined;
    let header = bufferOf(source.read(startBytes + Number(start.readBigUInt64LE(12)), size));
    for (let nesting = 0; header[0] === ids.encodedHeader; nesting += 1) {
      const unpacked = nesting < nestingMax ? await unpackHeader(source, header) : undefined;
      if (unpacked === undefined) return undefined;
      header = unpacked;
    }
    return readNames(new SevenZipReader(header));
  } catch {
    return undefined;
  }
}

interface Streams {
  packedAt: number;
  packedSizes: number[];
  folders: Folder[];
  unpackedSizes: number[];
  checksums: (number | undefined)[];
}

interface Folder {
  coders: { id: string; properties: Buffer }[];
  outputs: number;
}

async function unpackHeader(source: ByteSource, header: Buffer): Promise<Buffer | undefined> {
  const reader = new SevenZipReader(header);
  reader.byte();
  const { packedAt, packedSizes, folders, unpackedSizes, checksums } = readStreams(reader);
  const [coder, ...others] = folders[0]?.coders ?? [];
  const [packedBytes = 0] = packedSizes;
  const [unpackedBytes = 0] = unpackedSizes;
  if (coder?.id !== lzma || others.length > 0 || unpackedBytes > headerBytesMax) return undefined;
  const packed = source.read(startBytes + packedAt, packedBytes);
  return unpackLzma(packed, { properties: coder.properties, unpackedBytes, checksum: checksums[0] ?? 0 });
}

function readNames(reader: SevenZipReader): string[] | undefined {
  if (reader.byte() !== ids.header) return undefined;
  for (let id = reader.byte(); id !== ids.end; id = reader.byte()) {
    if (id === ids.mainStreams || id === ids.additionalStreams) readStreams(reader);
    else if (id === ids.files) return readFileNames(reader);
    else if (id === ids.archiveProperties)
      for (let property = reader.byte(); property !== ids.end; property = reader.byte())
        reader.bytes(reader.number());
    else return undefined;
  }
  return undefined;
}

function readFileNames(reader: SevenZipReader): string[] | undefined {
  const count = bounded(reader.number());
  for (let id = reader.byte(); id !== ids.end; id = reader.byte()) {
    const property = reader.bytes(reader.number());
    if (id !== ids.names || property[0] !== 0) continue;
    const names = property.toString('utf16le', 1).split('\0').slice(0, count);
    return names.map((name) => name.replaceAll('\\', '/'));
  }
  return undefined;
}

function readStreams(reader: SevenZipReader): Streams {
  const streams: Streams = { packedAt: 0, packedSizes: [], folders: [], unpackedSizes: [], checksums: [] };
  for (let id = reader.byte(); id !== ids.end; id = reader.byte()) {
    if (id === ids.packInfo) readPackInfo(reader, streams);
    else if (id === ids.unpackInfo) readUnpackInfo(reader, streams);
    else if (id === ids.subStreams) readSubStreams(reader, streams);
    else throw new Error('An unknown part of the header.');
  }
  return streams;
}

function readPackInfo(reader: SevenZipReader, streams: Streams): void {
  streams.packedAt = reader.number();
  const count = bounded(reader.number());
  for (let id = reader.byte(); id !== ids.end; id = reader.byte()) {
    if (id === ids.size) streams.packedSizes = Array.from({ length: count }, () => reader.number());
    else if (id === ids.crc) reader.checksums(count);
    else throw new Error('An unknown part of the streams.');
  }
}

function readUnpackInfo(reader: SevenZipReader, streams: Streams): void {
  for (let id = reader.byte(); id !== ids.end; id = reader.byte()) {
    if (id === ids.folder) {
      const count = bounded(reader.number());
      if (reader.byte() !== 0) throw new Error('Folders elsewhere are not read.');
      streams.folders = Array.from({ length: count }, () => readFolder(reader));
    } else if (id === ids.unpackSize) {
      const outputs = streams.folders.reduce((sum, folder) => sum + folder.outputs, 0);
      streams.unpackedSizes = Array.from({ length: bounded(outputs) }, () => reader.number());
    } else if (id === ids.crc) streams.checksums = reader.checksums(streams.folders.length);
    else throw new Error('An unknown part of the folders.');
  }
}

function readFolder(reader: SevenZipReader): Folder {
  const folder: Folder = { coders: [], outputs: 0 };
  const coders = Math.min(32, reader.number());
  let inputs = 0;
  for (let place = 0; place < coders; place += 1) {
    const flags = reader.byte();
    const id = reader.bytes(flags & 0x0f).toString('hex');
    const isComplex = (flags & 0x10) !== 0;
    inputs += isComplex ? reader.number() : 1;
    folder.outputs += isComplex ? reader.number() : 1;
    folder.coders.push({
      id,
      properties: (flags & 0x20) === 0 ? Buffer.alloc(0) : reader.bytes(reader.number()),
    });
  }
  const pairs = bounded(folder.outputs) - 1;
  for (let place = 0; place < 2 * pairs; place += 1) reader.number();
  const packed = bounded(inputs) - pairs;
  if (packed > 1) for (let place = 0; place < packed; place += 1) reader.number();
  return folder;
}

function readSubStreams(reader: SevenZipReader, { folders, checksums }: Streams): void {
  let counts = folders.map(() => 1);
  let unknown = counts.filter((count, place) => count !== 1 || checksums[place] === undefined).length;
  for (let id = reader.byte(); id !== ids.end; id = reader.byte()) {
    if (id === ids.unpackStreams) {
      counts = folders.map(() => bounded(reader.number()));
      unknown = counts.reduce(
        (sum, count, place) => sum + (count === 1 && checksums[place] !== undefined ? 0 : count),
        0,
      );
    } else if (id === ids.size) {
      for (const count of counts) for (let left = count - 1; left > 0; left -= 1) reader.number();
    } else if (id === ids.crc) reader.checksums(bounded(unknown));
    else throw new Error('An unknown part of the streams within folders.');
  }
}

function bounded(count: number): number {
  if (count > countMax) throw new Error('More than any archive has.');
  return count;
}
