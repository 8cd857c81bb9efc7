/** How a picture is encoded; `jp2` is JPEG 2000, `jbig2` what some writers of OFD use. */
export type PictureFormat = 'png' | 'jpeg' | 'gif' | 'bmp' | 'webp' | 'tiff' | 'jp2' | 'jbig2';

export interface PictureHeader {
  format: PictureFormat;
  /** Pixels; zero where the header does not say. */
  width: number;
  height: number;
}

const headBytes = 64;

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function formatOf(bytes: Uint8Array): PictureFormat | undefined {
  const head = bufferOf(bytes.subarray(0, headBytes));
  const text = head.toString('latin1');
  if (text.startsWith('\u0089PNG\r\n\u001a\n')) return 'png';
  if (text.startsWith('\u00ff\u00d8\u00ff')) return 'jpeg';
  if (/^GIF8[79]a/.test(text)) return 'gif';
  if (text.startsWith('BM') && head.length >= 26) return 'bmp';
  if (/^RIFF[^]{4}WEBPVP8[ LX]/.test(text)) return 'webp';
  if (/^(?:II[*+]\0|MM\0[*+])/.test(text)) return 'tiff';
  if (text.startsWith('\0\0\0\fjP  \r\n\u0087\n') || text.startsWith('\u00ff\u004f\u00ff\u0051'))
    return 'jp2';
  return text.startsWith('\u0097JB2\r\n\u001a\n') ? 'jbig2' : undefined;
}

export function isPicture(bytes: Uint8Array): boolean {
  return formatOf(bytes) !== undefined;
}

/** Format and size of a picture, read from its header before anything is decoded; undefined for what is no picture. */
export function readPictureHeader(bytes: Uint8Array): PictureHeader | undefined {
  const format = formatOf(bytes);
  if (format === undefined) return undefined;
  const size = sizeOf(bufferOf(bytes), format) ?? { width: 0, height: 0 };
  return { format, ...size };
}

interface Size {
  width: number;
  height: number;
}

function sizeOf(bytes: Buffer, format: PictureFormat): Size | undefined {
  if (bytes.length < 26) return undefined;
  switch (format) {
    case 'png':
      return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
    case 'gif':
      return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
    case 'bmp':
      return bitmapSize(bytes);
    case 'jpeg':
      return jpegSize(bytes);
    case 'webp':
      return webpSize(bytes);
    case 'tiff':
      return tiffSize(bytes);
    case 'jp2':
    case 'jbig2':
      return undefined;
  }
}

function bitmapSize(bytes: Buffer): Size {
  if (bytes.readUInt32LE(14) === 12) return { width: bytes.readUInt16LE(18), height: bytes.readUInt16LE(20) };
  return { width: Math.abs(bytes.readInt32LE(18)), height: Math.abs(bytes.readInt32LE(22)) };
}

/** The start of a frame (ITU-T T.81, B.2.2) says the size; what precedes it is stepped over. */
function jpegSize(bytes: Buffer): Size | undefined {
  for (let at = 2; at + 9 < bytes.length;) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    if (marker === 0xd9 || marker === 0xda) return undefined;
    at += 2 + Math.max(2, bytes.readUInt16BE(at + 2));
  }
  return undefined;
}

/** RFC 9649 */
function webpSize(bytes: Buffer): Size | undefined {
  if (bytes.length < 30) return undefined;
  const chunk = bytes.toString('latin1', 12, 16);
  if (chunk === 'VP8X') return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
  if (chunk === 'VP8 ')
    return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
  const packed = bytes.readUInt32LE(21);
  return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
}

const widthTag = 256;
const heightTag = 257;

function tiffSize(bytes: Buffer): Size | undefined {
  const isLittle = bytes[0] === 0x49;
  const short = (at: number) => (isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const long = (at: number) => (isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const directory = long(4);
  if (directory + 2 > bytes.length) return undefined;
  const size: Size = { width: 0, height: 0 };
  const count = short(directory);
  for (let index = 0; index < count; index += 1) {
    const at = directory + 2 + index * 12;
    if (at + 12 > bytes.length) break;
    const value = short(at + 2) === 3 ? short(at + 8) : long(at + 8);
    if (short(at) === widthTag) size.width = value;
    if (short(at) === heightTag) size.height = value;
  }
  return size;
}
