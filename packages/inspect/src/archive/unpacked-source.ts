import { crc32 } from 'node:zlib';
import type { ByteSource } from '../document/byte-source.ts';
import { sourceOf } from '../document/byte-source.ts';
import { LimitReached, PartRefused } from '../document/extraction.ts';
import type { Extraction } from '../document/extraction.ts';
import type { Gap } from '../document/gaps.ts';
import { forwardSource } from './forward-source.ts';

/** Unpacked parts up to this size are kept whole; longer ones are unpacked again for each pass over them. */
const heldBytesMax = 32 * 1024 * 1024;

export interface Unpacked {
  source: ByteSource;
  /** What of it could not be unpacked. */
  gap?: Omit<Gap, 'path'>;
}

/**
 * What a stream of pieces unpacks to, as a source. Its length is counted by unpacking it once, for what an archive says
 * of it need not be true; every piece is paid for before it is kept, so that a bomb ends at the limit.
 * @throws LimitReached
 */
export function unpackToSource(options: {
  open: () => Iterable<Uint8Array>;
  spend: Extraction['spend'];
  packedBytes: number;
  /** Checksum of what should come, where it is known. */
  checksum?: number;
}): Unpacked {
  const { open, spend, packedBytes, checksum } = options;
  let length = 0;
  let sum = 0;
  let held: Uint8Array[] | undefined = [];
  let gap: Omit<Gap, 'path'> | undefined;
  try {
    for (const piece of open()) {
      spend(piece.byteLength, length === 0 ? packedBytes : 0);
      length += piece.byteLength;
      if (checksum !== undefined) sum = crc32(piece, sum);
      if (length > heldBytesMax) held = undefined;
      held?.push(piece);
    }
    if (checksum !== undefined && sum !== checksum) gap = { reason: 'damaged' };
  } catch (error) {
    if (error instanceof LimitReached) throw error;
    gap = error instanceof PartRefused ? error.gap : { reason: 'damaged' };
  }
  const source =
    held === undefined
      ? forwardSource({ length, open: () => open()[Symbol.iterator]() })
      : sourceOf(held.length === 1 && held[0] !== undefined ? held[0] : Buffer.concat(held));
  return gap === undefined ? { source } : { source, gap };
}

/** Stands for a part that cannot be read: whoever looks into it learns why. */
export function unreadableSource(length: number, refusal: Error): ByteSource {
  return {
    length,
    read: () => {
      throw refusal;
    },
  };
}
