import { inflateSync } from 'node:zlib';
import { decode, readExif } from './exif.ts';
import type { PictureText } from './exif.ts';
import { formatOf } from './picture-header.ts';

export interface PictureTexts {
  texts: PictureText[];
  /** Where the picture ends; bytes behind it belong to no picture. */
  end: number;
}

const textBytesMax = 8 * 1024 * 1024;
const partsMax = 100_000;

/** Texts that a picture carries besides its pixels: Exif, XMP, IPTC, comments, text chunks. */
export function readPictureTexts(bytes: Uint8Array): PictureTexts {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (formatOf(bytes)) {
    case 'png':
      return readPng(file);
    case 'jpeg':
      return readJpeg(file);
    case 'gif':
      return readGif(file);
    case 'webp':
      return readWebp(file);
    case 'tiff':
      return { texts: readExif(file), end: file.length };
    case 'bmp':
    case 'jp2':
    case 'jbig2':
    case undefined:
      return { texts: [], end: file.length };
  }
}

/** ISO/IEC 15948, 11.3.4 */
function readPng(file: Buffer): PictureTexts {
  const texts: PictureText[] = [];
  let at = 8;
  for (let count = 0; at + 12 <= file.length && count < partsMax; count += 1) {
    const length = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    const data = file.subarray(at + 8, at + 8 + length);
    if (type === 'eXIf') texts.push(...readExif(data));
    else if (type === 'tEXt' || type === 'zTXt' || type === 'iTXt') texts.push(...pngText(type, data));
    at += 12 + length;
    if (type === 'IEND') break;
  }
  return { texts, end: Math.min(at, file.length) };
}

function pngText(type: 'tEXt' | 'zTXt' | 'iTXt', data: Buffer): PictureText[] {
  const end = data.indexOf(0);
  if (end === -1) return [];
  const name = decode(data.subarray(0, end));
  if (type === 'tEXt') return keep(name, decode(data.subarray(end + 1)));
  if (type === 'zTXt') return keep(name, decode(inflate(data.subarray(end + 2))));
  const isPacked = data[end + 1] === 1;
  const language = data.indexOf(0, end + 3);
  const keyword = language === -1 ? -1 : data.indexOf(0, language + 1);
  if (keyword === -1) return [];
  const body = data.subarray(keyword + 1);
  return keep(name, decode(isPacked ? inflate(body) : body));
}

function keep(name: string, text: string): PictureText[] {
  const clean = /^\s*<\?xpacket|<x:xmpmeta/.test(text) ? textOfXmp(text) : text.replaceAll('\0', ' ').trim();
  return clean === '' ? [] : [{ name: name || 'text', text: clean }];
}

/** XMP is RDF in XML: what stands between its tags, and in those of its attributes that are no names of its own. */
function textOfXmp(xmp: string): string {
  const attributes = [...xmp.matchAll(/\s(?!xmlns|rdf:about|xml:)[\w-]+:[\w-]+="([^"]+)"/g)].map(
    (match) => match[1] ?? '',
  );
  const texts = xmp.replaceAll(/<[^>]*>/g, '\n').split('\n');
  return [...texts, ...attributes]
    .map((text) => text.replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>').trim())
    .filter(Boolean)
    .join('\n');
}

function inflate(packed: Buffer): Buffer {
  try {
    return inflateSync(packed, { maxOutputLength: textBytesMax });
  } catch {
    return Buffer.alloc(0);
  }
}

const exifHead = 'Exif\0\0';
const xmpHead = 'http://ns.adobe.com/xap/1.0/\0';
const photoshopHead = 'Photoshop 3.0\0';

function readJpeg(file: Buffer): PictureTexts {
  const texts: PictureText[] = [];
  let at = 2;
  for (let count = 0; at + 4 <= file.length && count < partsMax; count += 1) {
    if (file[at] !== 0xff) break;
    const marker = file[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xda) break;
    const length = Math.max(2, file.readUInt16BE(at + 2));
    const data = file.subarray(at + 4, at + 2 + length);
    texts.push(...jpegText(marker, data));
    at += 2 + length;
  }
  return { texts, end: endOfJpeg(file, at) };
}

function jpegText(marker: number, data: Buffer): PictureText[] {
  if (marker === 0xfe) return keep('comment', decode(data));
  const head = data.toString('latin1', 0, 40);
  if (marker === 0xe1 && head.startsWith(exifHead)) return readExif(data.subarray(exifHead.length));
  if (marker === 0xe1 && head.startsWith(xmpHead)) return keep('xmp', decode(data.subarray(xmpHead.length)));
  if (marker === 0xed && head.startsWith(photoshopHead)) return readIptc(data.subarray(photoshopHead.length));
  return [];
}

/** After the scans stands the end of the image; markers within scans are escaped or restarts (ITU-T T.81, B.1.1.5). */
function endOfJpeg(file: Buffer, from: number): number {
  for (let at = file.indexOf(0xff, from); at !== -1; at = file.indexOf(0xff, at + 1)) {
    if (file[at + 1] === 0xd9) return at + 2;
  }
  return file.length;
}

/** Datasets of IPTC-IIM 4.2 within a Photoshop resource. */
function readIptc(data: Buffer): PictureText[] {
  const texts: PictureText[] = [];
  let at = data.indexOf('\u001c\u0002', 0, 'latin1');
  for (let count = 0; at !== -1 && at + 5 <= data.length && count < partsMax; count += 1) {
    const length = data.readUInt16BE(at + 3);
    if (length > 0x7fff) break;
    const value = decode(data.subarray(at + 5, at + 5 + length));
    // oxlint-disable-next-line no-control-regex -- binary datasets are told by them
    if (!/[\u0000-\u0008]/.test(value)) texts.push(...keep(`iptc ${data[at + 2] ?? 0}`, value));
    at = data.indexOf('\u001c\u0002', at + 5 + length, 'latin1');
  }
  return texts;
}

/** GIF89a specification, 24 and 26 */
function readGif(file: Buffer): PictureTexts {
  const texts: PictureText[] = [];
  const flags = file[10] ?? 0;
  let at = 13 + ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));
  for (let count = 0; at < file.length && count < partsMax; count += 1) {
    const block = file[at];
    if (block === 0x3b) return { texts, end: at + 1 };
    if (block === 0x21) {
      const { data, end } = readBlocks(file, at + 2);
      if (file[at + 1] === 0xfe || file[at + 1] === 0x01) texts.push(...keep('comment', decode(data)));
      at = end;
    } else if (block === 0x2c) {
      const own = file[at + 9] ?? 0;
      at = readBlocks(file, at + 11 + ((own & 0x80) === 0 ? 0 : 3 * 2 ** ((own & 7) + 1))).end;
    } else return { texts, end: at };
  }
  return { texts, end: file.length };
}

function readBlocks(file: Buffer, from: number): { data: Buffer; end: number } {
  const pieces: Buffer[] = [];
  let at = from;
  for (;;) {
    const length = file[at];
    if (length === undefined || length === 0) return { data: Buffer.concat(pieces), end: at + 1 };
    pieces.push(file.subarray(at + 1, at + 1 + length));
    at += 1 + length;
  }
}

function readWebp(file: Buffer): PictureTexts {
  const texts: PictureText[] = [];
  let at = 12;
  for (let count = 0; at + 8 <= file.length && count < partsMax; count += 1) {
    const type = file.toString('latin1', at, at + 4);
    const length = file.readUInt32LE(at + 4);
    const data = file.subarray(at + 8, at + 8 + length);
    if (type === 'EXIF')
      texts.push(...readExif(data.toString('latin1', 0, 6) === exifHead ? data.subarray(6) : data));
    if (type === 'XMP ') texts.push(...keep('xmp', decode(data)));
    at += 8 + length + (length % 2);
  }
  const said = 8 + file.readUInt32LE(4);
  return { texts, end: Math.min(file.length, said + (said % 2)) };
}
