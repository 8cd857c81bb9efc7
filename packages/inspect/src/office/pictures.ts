import type { Extraction, PictureFound } from '../document/extraction.ts';

const signatures: readonly (readonly number[])[] = [
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
  [0x42, 0x4d],
  [0x49, 0x49, 0x2a, 0x00],
  [0x4d, 0x4d, 0x00, 0x2a],
];
const placeableWmf = 0x9ac6cdd7;

/**
 * Hands on what is a picture by its first bytes; metafiles, which are drawings that nothing here draws, become a gap.
 * False for what is no picture.
 */
export function tellPicture(
  extraction: Extraction,
  bytes: Buffer,
  place: Omit<PictureFound, 'bytes'> = {},
): boolean {
  if (signatures.some((signature) => signature.every((byte, at) => bytes[at] === byte)) || isWebp(bytes)) {
    extraction.picture({ bytes, ...place });
    return true;
  }
  if (!isMetafile(bytes)) return false;
  extraction.skip({ reason: 'picture-not-read', bytes: bytes.length });
  return true;
}

function isWebp(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
}

/** MS-EMF 2.3.4.2 and MS-WMF 2.3.2 */
function isMetafile(bytes: Buffer): boolean {
  if (bytes.length < 44) return false;
  if (bytes.readUInt32LE(0) === 1 && bytes.toString('latin1', 40, 44) === ' EMF') return true;
  if (bytes.readUInt32LE(0) === placeableWmf || bytes.toString('latin1', 0, 6) === 'VCLMTF') return true;
  return bytes.readUInt16LE(2) === 9 && (bytes.readUInt16LE(0) === 1 || bytes.readUInt16LE(0) === 2);
}
