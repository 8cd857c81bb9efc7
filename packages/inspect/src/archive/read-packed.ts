import type { ByteSource } from '../document/byte-source.ts';
import { PartRefused } from '../document/extraction.ts';
import type { Extraction } from '../document/extraction.ts';
import { LibarchiveArchive } from './libarchive.ts';
import { innerName } from './read-stream.ts';
import { endlessTarHead, endMark, endOfStream, zerosBehindMark } from './around-stream.ts';
import { unpackToSource } from './unpacked-source.ts';
import type { Unpacked } from './unpacked-source.ts';

/** A packed file of bzip2, all streams of it. */
export async function readBzip2(extraction: Extraction): Promise<void> {
  await readPacked(extraction, 'bzip2', /\.(?:bz2|tbz2?|tbz)$/i);
}

/** A packed file of xz, all streams of it. */
export async function readXz(extraction: Extraction): Promise<void> {
  await readPacked(extraction, 'xz', /\.(?:xz|txz)$/i);
}

async function readPacked(
  { source, limits, spend, name, enter }: Extraction,
  packing: 'bzip2' | 'xz',
  ending: RegExp,
): Promise<void> {
  if (source.length > limits.partBytesMax)
    throw new PartRefused({ reason: 'file-too-large', limit: limits.partBytesMax, bytes: source.length });
  const { unpacked, close } = await unpackStream({ source, packing, spend });
  try {
    await enter({ name: innerName(name, ending), ...unpacked });
  } finally {
    close();
  }
}

/**
 * libarchive unpacks such streams only where it finds an archive in them. Both formats allow streams one after the other
 * (bzip2; xz file format 1.2, section 2), so a stream in front of it makes one, and a stream behind it marks its end.
 */
export async function unpackStream(options: {
  source: ByteSource;
  packing: 'bzip2' | 'xz';
  spend: Extraction['spend'];
}): Promise<{ unpacked: Unpacked; close: () => void }> {
  const { source, packing, spend } = options;
  const archive = await LibarchiveArchive.open(source, {
    before: endlessTarHead[packing],
    behind: endOfStream[packing],
  });
  try {
    const entry = archive.next();
    if (entry === undefined) throw new PartRefused({ reason: 'damaged', bytes: source.length });
    const unpacked = unpackToSource({
      open: () => beforeMark(archive.pieces(entry)),
      spend,
      packedBytes: source.length,
    });
    return { unpacked, close: () => archive.close() };
  } catch (error) {
    archive.close();
    throw error;
  }
}

/** The pieces up to the mark at the end. Where it is missing the stream was damaged, and all there is comes with the fault. */
function* beforeMark(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  const heldBytes = endMark.length + zerosBehindMark;
  let held = Buffer.alloc(0);
  try {
    for (const piece of pieces) {
      held = Buffer.concat([held, piece]);
      if (held.length <= heldBytes) continue;
      yield held.subarray(0, held.length - heldBytes);
      held = held.subarray(held.length - heldBytes);
    }
  } catch (error) {
    const end = findMark(held);
    if (end !== 0) yield held.subarray(0, end < 0 ? held.length : end);
    if (end < 0) throw error;
  }
}

/** A mark with anything but zeros behind it is one that the file holds itself. */
function findMark(held: Buffer): number {
  const end = held.lastIndexOf(endMark);
  return held.subarray(end + endMark.length).some((byte) => byte !== 0) ? -1 : end;
}
