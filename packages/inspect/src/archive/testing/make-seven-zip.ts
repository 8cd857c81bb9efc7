import { crc32 } from 'node:zlib';

/** A 7z of files that are stored, one folder each, with a plain header. 7zFormat.txt of the LZMA SDK. */
export function makeSevenZip(files: readonly { name: string; content: Uint8Array }[]): Buffer {
  const packed = Buffer.concat(files.map(({ content }) => content));
  const header = Buffer.concat([
    Buffer.from([0x01, 0x04]),
    packInfo(files),
    unpackInfo(files),
    // Of streams within folders nothing is said: one each.
    Buffer.from([0x08, 0x00, 0x00]),
    filesInfo(files),
    Buffer.from([0x00]),
  ]);
  const start = Buffer.alloc(20);
  start.writeBigUInt64LE(BigInt(packed.length), 0);
  start.writeBigUInt64LE(BigInt(header.length), 8);
  start.writeUInt32LE(crc32(header), 16);
  const signature = Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4, 0, 0, 0, 0]);
  signature.writeUInt32LE(crc32(start), 8);
  return Buffer.concat([signature, start, packed, header]);
}

type Files = Parameters<typeof makeSevenZip>[0];

function packInfo(files: Files): Buffer {
  return Buffer.concat([
    Buffer.from([0x06]),
    sevenZipNumber(0),
    sevenZipNumber(files.length),
    Buffer.from([0x09]),
    ...files.map(({ content }) => sevenZipNumber(content.length)),
    Buffer.from([0x00]),
  ]);
}

function unpackInfo(files: Files): Buffer {
  return Buffer.concat([
    Buffer.from([0x07, 0x0b]),
    sevenZipNumber(files.length),
    Buffer.from([0x00]),
    // One coder, its id one byte long: copy.
    ...files.map(() => Buffer.from([0x01, 0x01, 0x00])),
    Buffer.from([0x0c]),
    ...files.map(({ content }) => sevenZipNumber(content.length)),
    Buffer.from([0x0a, 0x01]),
    ...files.map(({ content }) => {
      const sum = Buffer.alloc(4);
      sum.writeUInt32LE(crc32(content));
      return sum;
    }),
    Buffer.from([0x00]),
  ]);
}

function filesInfo(files: Files): Buffer {
  const names = Buffer.concat([
    Buffer.from([0x00]),
    ...files.map(({ name }) => Buffer.from(`${name}\0`, 'utf16le')),
  ]);
  return Buffer.concat([
    Buffer.from([0x05]),
    sevenZipNumber(files.length),
    Buffer.from([0x11]),
    sevenZipNumber(names.length),
    names,
    Buffer.from([0x00]),
  ]);
}

/** The first byte says by its leading ones how many bytes follow. Enough for 2^28. */
function sevenZipNumber(value: number): Buffer {
  if (value < 0x80) return Buffer.from([value]);
  if (value < 0x4000) return Buffer.from([0x80 | (value >> 8), value & 0xff]);
  if (value < 0x200000) return Buffer.from([0xc0 | (value >> 16), value & 0xff, (value >> 8) & 0xff]);
  return Buffer.from([0xe0 | (value >> 24), value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff]);
}
