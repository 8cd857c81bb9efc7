import { inflateSync } from 'node:zlib';
import type { Extraction } from '../document/extraction.ts';
import { packPng } from './pack-png.ts';

interface PictureStream {
  dictionary: string;
  start: number;
  end: number;
}

const pictureSideMin = 16;
const dictionaryBytesMax = 4096;

/**
 * Hands on the pictures of pages that have text as well, as the file holds them: JPEG as it stands, what PDF packs like
 * PNG as PNG. A picture is always a stream of its own (PDF 32000-1:2008, 7.5.7), so the file is looked through for them
 * without regard to pages. What is packed in other ways is a gap.
 */
export function handOnPictures(
  bytes: Uint8Array,
  { extraction, isEncrypted, painted }: { extraction: Extraction; isEncrypted: boolean; painted: number },
): void {
  if (isEncrypted) {
    extraction.skip({ reason: 'picture-not-read', count: painted });
    return;
  }
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const streams = findPictures(file);
  const masks = findMasks(streams);
  let unread = 0;
  for (const stream of streams) {
    if (masks.has(numberOf(file, stream)) || /\/ImageMask\s+true/.test(stream.dictionary)) continue;
    const width = numberIn(stream.dictionary, 'Width');
    const height = numberIn(stream.dictionary, 'Height');
    if (width < pictureSideMin || height < pictureSideMin) continue;
    if (width * height > extraction.limits.pixelsMax) {
      extraction.skip({ reason: 'too-many-pixels', limit: extraction.limits.pixelsMax });
      continue;
    }
    const picture = encode(file.subarray(stream.start, stream.end), {
      dictionary: stream.dictionary,
      width,
      height,
      extraction,
    });
    if (picture === undefined) unread += 1;
    else extraction.picture({ bytes: picture });
  }
  if (unread > 0) extraction.skip({ reason: 'picture-not-read', count: unread });
}

function findPictures(file: Buffer): PictureStream[] {
  const found: PictureStream[] = [];
  const pattern = /\/Subtype\s*\/Image\b/y;
  for (let at = file.indexOf('/Subtype'); at !== -1; at = file.indexOf('/Subtype', at + 8)) {
    pattern.lastIndex = 0;
    if (!pattern.test(file.toString('latin1', at, at + 32))) continue;
    const from = file.lastIndexOf(' obj', at);
    const word = file.indexOf('stream', at);
    if (from === -1 || at - from > dictionaryBytesMax || word === -1 || word - at > dictionaryBytesMax)
      continue;
    const start = word + 6 + (file[word + 6] === 0x0d ? 2 : 1);
    const dictionary = file.toString('latin1', from + 4, word);
    const length = /\/Length\s+(\d+)(?!\s+\d+\s+R)/.exec(dictionary)?.[1];
    const closing = length === undefined ? file.indexOf('endstream', start) : start + Number(length);
    if (closing === -1 || closing > file.length) continue;
    found.push({ dictionary, start, end: closing });
    at = word;
  }
  return found;
}

function findMasks(streams: readonly PictureStream[]): Set<number> {
  const masks = streams.flatMap(({ dictionary }) =>
    [...dictionary.matchAll(/\/S?Mask\s+(\d+)\s+\d+\s+R/g)].map((match) => Number(match[1])),
  );
  return new Set(masks);
}

function numberOf(file: Buffer, { start, dictionary }: PictureStream): number {
  const before = file.toString('latin1', Math.max(0, start - dictionary.length - 48), start);
  const numbers = [...before.matchAll(/(\d+)\s+\d+\s+obj/g)];
  return Number(numbers.at(-1)?.[1] ?? -1);
}

function numberIn(dictionary: string, key: string): number {
  return Number(new RegExp(`/${key}\\s+(\\d+)`).exec(dictionary)?.[1] ?? 0);
}

interface EncodeInput {
  dictionary: string;
  width: number;
  height: number;
  extraction: Extraction;
}

function encode(
  packed: Buffer,
  { dictionary, width, height, extraction }: EncodeInput,
): Uint8Array | undefined {
  const filters = /\/Filter\s*(\[[^\]]*\]|\/\w+)/.exec(dictionary)?.[1]?.match(/\w+/g) ?? [];
  if (filters.length !== 1) return undefined;
  if (filters[0] === 'DCTDecode') return packed;
  if (filters[0] !== 'FlateDecode' || /\/Indexed\b/.test(dictionary)) return undefined;
  const bits = numberIn(dictionary, 'BitsPerComponent') || 8;
  if (bits !== 8 && bits !== 1) return undefined;
  if (numberIn(dictionary, 'Predictor') >= 10) {
    const channels = numberIn(dictionary, 'Colors') || 1;
    if (channels !== 1 && channels !== 3) return undefined;
    return packPng({ width, height, channels, bits, packedRows: packed });
  }
  if (/\/Predictor\s+2/.test(dictionary)) return undefined;
  return encodeRows(packed, { width, height, bits, extraction });
}

function encodeRows(
  packed: Buffer,
  { width, height, bits, extraction }: { width: number; height: number; bits: 1 | 8; extraction: Extraction },
): Uint8Array | undefined {
  const bytesMax = width * height * 4;
  extraction.spend(bytesMax, packed.length);
  let rows: Buffer;
  try {
    rows = inflateSync(packed, { maxOutputLength: bytesMax });
  } catch {
    return undefined;
  }
  const rowBytes = Math.ceil((width * bits) / 8);
  for (const channels of [1, 3] as const) {
    const lengthMin = rowBytes * channels * height;
    if (rows.length >= lengthMin && rows.length < lengthMin + rowBytes)
      return packPng({ width, height, channels, bits, rows: rows.subarray(0, lengthMin) });
  }
  return undefined;
}
