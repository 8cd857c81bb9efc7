import { inflateSync } from 'node:zlib';
import type { Extraction, PictureFound } from '../document/extraction.ts';
import { tellPicture } from './pictures.ts';

/** Records of pictures in the drawings of binary Office files ([MS-ODRAW] 2.2.23): their types and bytes before the picture. */
const jpeg = 0xf01d;
const png = 0xf01e;
const dib = 0xf01f;
const tiff = 0xf029;
const jpegCmyk = 0xf02a;
const metafiles: ReadonlySet<number> = new Set([0xf01a, 0xf01b, 0xf01c]);
const rasters: ReadonlySet<number> = new Set([jpeg, png, dib, tiff, jpegCmyk]);
const picturesMax = 10_000;

/**
 * Hands on the pictures in a stream. They are looked for by their record heads rather than by walking the drawing: a
 * picture nothing refers to is still in the file.
 */
export function tellBlips(
  extraction: Extraction,
  stream: Buffer,
  place: Omit<PictureFound, 'bytes'> = {},
): void {
  let metafileCount = 0;
  let count = 0;
  let at = 0;
  while (at + 8 <= stream.length && count < picturesMax) {
    const high = stream.indexOf(0xf0, at + 3);
    if (high === -1 || high + 5 > stream.length) break;
    const start = high - 3;
    const type = stream.readUInt16LE(start + 2);
    const bytes = stream.readUInt32LE(start + 4);
    const fits = bytes > 25 && start + 8 + bytes <= stream.length;
    if (
      fits &&
      rasters.has(type) &&
      tellRaster(extraction, stream.subarray(start, start + 8 + bytes), place)
    ) {
      count += 1;
      at = start + 8 + bytes;
    } else if (fits && metafiles.has(type) && isMetafile(stream, start)) {
      metafileCount += 1;
      at = start + 8 + bytes;
    } else at = high - 2;
  }
  if (metafileCount > 0) extraction.skip({ reason: 'picture-not-read', count: metafileCount });
}

/** One or two digests and a tag byte stand before the picture. */
function tellRaster(extraction: Extraction, record: Buffer, place: Omit<PictureFound, 'bytes'>): boolean {
  return [8 + 17, 8 + 33].some(
    (head) => record.length > head && tellPicture(extraction, record.subarray(head), place),
  );
}

function isMetafile(stream: Buffer, start: number): boolean {
  const version = stream.readUInt16LE(start) >> 4;
  return [0x3d4, 0x3d5, 0x216, 0x217, 0x542, 0x543].includes(version);
}

/** Unpacks a zlib stream that should give `claimed` bytes; undefined when it does not. */
export function inflateClaimed(extraction: Extraction, packed: Buffer, claimed: number): Buffer | undefined {
  if (claimed <= 0 || claimed > extraction.limits.partBytesMax) return undefined;
  extraction.spend(claimed, packed.length);
  try {
    return inflateSync(packed, { maxOutputLength: claimed, finishFlush: 2 });
  } catch {
    return undefined;
  }
}
