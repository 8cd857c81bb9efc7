import { sourceOf } from '../document/byte-source.ts';
import { PartRefused } from '../document/extraction.ts';
import type { Extraction } from '../document/extraction.ts';
import { LibarchiveArchive } from './libarchive.ts';
import { unpackStream } from './read-packed.ts';
import { unpackToSource } from './unpacked-source.ts';
import type { Unpacked } from './unpacked-source.ts';

/** APPNOTE.TXT 4.4.5 */
const bzip2 = 12;
const lzma = 14;
const xz = 95;

export const libarchiveMethods: ReadonlySet<number> = new Set([bzip2, lzma, xz]);

/** APPNOTE.TXT 5.8.8: version, length of the properties, properties. */
const lzmaHeadBytes = 4;
const lzmaPropertyBytes = 5;

export interface PackedPart {
  method: number;
  packed: Uint8Array;
  unpackedBytes: number;
  checksum: number;
}

/** Unpacks an entry of a zip by a method that Node has not. `use` is called while it can be read. */
export async function withUnpacked(
  { method, packed, unpackedBytes, checksum }: PackedPart,
  spend: Extraction['spend'],
  use: (unpacked: Unpacked) => Promise<void>,
): Promise<void> {
  const { unpacked, close } =
    method === lzma
      ? await unpackSingle({ method, packed, unpackedBytes, checksum }, spend)
      : await unpackStream({ source: sourceOf(packed), packing: method === bzip2 ? 'bzip2' : 'xz', spend });
  try {
    await use(unpacked);
  } finally {
    close();
  }
}

/** LZMA without a container, as headers of 7z are packed. */
export async function unpackLzma(
  packed: Uint8Array,
  options: { properties: Buffer; unpackedBytes: number; checksum: number },
): Promise<Buffer> {
  const head = Buffer.alloc(lzmaHeadBytes);
  head.writeUInt16LE(lzmaPropertyBytes, 2);
  const { unpacked, close } = await unpackSingle(
    { ...options, method: lzma, packed: Buffer.concat([head, options.properties, packed]) },
    () => undefined,
  );
  close();
  if (unpacked.gap !== undefined) throw new PartRefused(unpacked.gap);
  return Buffer.from(unpacked.source.read(0, unpacked.source.length));
}

async function unpackSingle(
  part: PackedPart,
  spend: Extraction['spend'],
): Promise<{ unpacked: Unpacked; close: () => void }> {
  const archive = await LibarchiveArchive.open(sourceOf(zipOf(part)));
  try {
    const entry = archive.next();
    if (entry === undefined) throw new PartRefused({ reason: 'damaged' });
    const unpacked = unpackToSource({
      open: () => archive.pieces(entry),
      spend,
      packedBytes: part.packed.byteLength,
    });
    return { unpacked, close: () => archive.close() };
  } catch (error) {
    archive.close();
    throw error;
  }
}

/** A zip of one entry `data`, packed already. */
function zipOf({ method, packed, unpackedBytes, checksum }: PackedPart): Buffer {
  const name = Buffer.from('data');
  const common = Buffer.alloc(26);
  common.writeUInt16LE(63, 0);
  common.writeUInt16LE(method, 4);
  common.writeUInt32LE(checksum, 10);
  common.writeUInt32LE(packed.byteLength, 14);
  common.writeUInt32LE(Math.min(unpackedBytes, 0xfffffffe), 18);
  common.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, name]);
  const entry = Buffer.concat([Buffer.from('PK\x01\x02\x3f\0', 'latin1'), common, Buffer.alloc(14), name]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(local.length + packed.byteLength, 16);
  return Buffer.concat([local, packed, entry, end]);
}
