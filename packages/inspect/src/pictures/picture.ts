import { sourceOf } from '../document/byte-source.ts';
import { PartRefused } from '../document/extraction.ts';
import type { Extraction } from '../document/extraction.ts';
import { readPictureHeader } from './picture-header.ts';
import { readPictureTexts } from './picture-texts.ts';

const strayBytesMin = 16;

/**
 * Reads a picture without decoding it: the texts it carries, and whatever stands behind its end, which is entered as
 * hidden. The picture itself is handed on to be recognised.
 * @throws PartRefused `damaged`, `too-many-pixels`
 */
export async function extractPicture(extraction: Extraction): Promise<void> {
  const bytes = extraction.readAll();
  const header = readPictureHeader(bytes);
  if (header === undefined) throw new PartRefused({ reason: 'damaged', bytes: bytes.length });
  const { texts, end } = readPictureTexts(bytes);
  for (const { name, text } of texts)
    extraction.emit({ text, place: { kind: 'property', name }, hidden: 'property' });
  if (bytes.length - end >= strayBytesMin && !isFiller(bytes.subarray(end)))
    await extraction.enter({ name: 'appended', source: sourceOf(bytes.subarray(end)), hidden: 'embedded' });
  const { pixelsMax } = extraction.limits;
  if (header.width * header.height > pixelsMax)
    throw new PartRefused({ reason: 'too-many-pixels', limit: pixelsMax });
  extraction.picture({ bytes, isPage: true });
}

function isFiller(bytes: Uint8Array): boolean {
  return bytes.every(
    (byte) => byte === 0 || byte === 0xff || byte === 0x20 || byte === 0x0a || byte === 0x0d,
  );
}
