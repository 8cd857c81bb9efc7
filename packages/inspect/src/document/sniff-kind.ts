import { looksLikeText, sampleText } from '../text/detect-encoding.ts';
import type { ByteSource } from './byte-source.ts';
import type { FileKind } from './kinds.ts';
import { sniffMarkup } from './sniff-markup.ts';
import { isOle, sniffOle } from './sniff-ole.ts';
import { sniffZip } from './sniff-zip.ts';
import { bufferOf } from './windows.ts';

/** How much of the beginning is looked at; text decides itself within far less. */
const headBytes = 64 * 1024;

/** Junk before `%PDF-` that readers of PDF let pass (ISO 32000-2, annex H.3 note 14, in older editions). */
const pdfHeadBytes = 1024;

interface Signature {
  kind: FileKind;
  at?: number;
  bytes: readonly number[];
}

const signatures: readonly Signature[] = [
  { kind: 'pdf', bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { kind: 'png', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { kind: 'jpeg', bytes: [0xff, 0xd8, 0xff] },
  { kind: 'gif', bytes: [0x47, 0x49, 0x46, 0x38] },
  { kind: 'tiff', bytes: [0x49, 0x49, 0x2a, 0x00] },
  { kind: 'tiff', bytes: [0x4d, 0x4d, 0x00, 0x2a] },
  { kind: 'tiff', bytes: [0x49, 0x49, 0x2b, 0x00] },
  { kind: 'tiff', bytes: [0x4d, 0x4d, 0x00, 0x2b] },
  { kind: 'webp', at: 8, bytes: [0x57, 0x45, 0x42, 0x50, 0x56, 0x50, 0x38] },
  { kind: '7z', bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { kind: 'rar', bytes: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07] },
  { kind: 'gzip', bytes: [0x1f, 0x8b, 0x08] },
  { kind: 'xz', bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00] },
  { kind: 'zstd', bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { kind: 'tar', at: 257, bytes: [0x75, 0x73, 0x74, 0x61, 0x72] },
  // Word 2 and Word 6 written without a compound file; BIFF 2 to 5 likewise (MS-XLS 2.4.21, BOF)
  { kind: 'doc', bytes: [0xdb, 0xa5] },
  { kind: 'xls', bytes: [0x09, 0x00, 0x04, 0x00] },
  { kind: 'xls', bytes: [0x09, 0x02, 0x06, 0x00] },
  { kind: 'xls', bytes: [0x09, 0x04, 0x06, 0x00] },
  { kind: 'xls', bytes: [0x09, 0x08, 0x08, 0x00] },
];

/** Local file header, empty archive, first part of a split archive. APPNOTE.TXT 4.3.7, 4.3.16, 8.5.3 */
const zipSignatures = [0x504b0304, 0x504b0506, 0x504b0708];

/** Sizes of the second header of a bitmap that exist; `BM` alone begins many a text. */
const bitmapHeaderBytes = new Set([12, 16, 40, 52, 56, 64, 108, 124]);

/**
 * What a file is, by its content; its name is not asked. Reads the first 64 KiB and, of containers, their directory.
 * A compound file with an encrypted package within is `ole`: what it holds is not known before it is opened.
 */
export function sniffKind(source: ByteSource): FileKind {
  if (source.length === 0) return 'empty';
  const head = bufferOf(source.read(0, headBytes));
  if (head.length === 0) return 'empty';
  const first = head.length >= 4 ? head.readUInt32BE(0) : 0;
  if (zipSignatures.includes(first)) return sniffZip(source);
  if (isOle(source)) return sniffOle(source);
  return sniffSignature(head) ?? sniffText(head, source.length);
}

function sniffSignature(head: Buffer): FileKind | undefined {
  const found = signatures.find(({ at = 0, bytes }) =>
    bytes.every((byte, place) => head[at + place] === byte),
  );
  if (found !== undefined) return found.kind;
  if (isBzip2(head)) return 'bzip2';
  if (head.toString('latin1', 0, 2) === 'BM' && isBitmap(head)) return 'bmp';
  // RFC 8878 3.1.2, skippable frames, which may precede the first frame of data
  if (head.length >= 4 && head.readUInt32LE(0) >>> 4 === 0x184d2a5) return 'zstd';
  if (isFoxmailBox(head)) return 'mbox';
  return isOldTar(head) ? 'tar' : undefined;
}

/** After the size of blocks, a first block or the end (the digits of pi, and of its root). */
function isBzip2(head: Buffer): boolean {
  if (!/^BZh[1-9]$/.test(head.toString('latin1', 0, 4))) return false;
  return ['314159265359', '177245385090'].includes(head.toString('hex', 4, 10));
}

function isBitmap(head: Buffer): boolean {
  return head.length >= 26 && head.readUInt16LE(6) === 0 && bitmapHeaderBytes.has(head.readUInt32LE(14));
}

/** Foxmail up to version 6 parts its mails by this line; the first one stands at the beginning. */
function isFoxmailBox(head: Buffer): boolean {
  return head.toString('latin1', 0, 14).startsWith('\x10\x10\x10\x10\x10\x10\x10\x11\x11\x11\x11\x11\x11S');
}

/** A tar from before POSIX has no signature; its header's checksum tells it. */
function isOldTar(head: Buffer): boolean {
  if (head.length < 512) return false;
  const told = Number.parseInt(head.toString('latin1', 148, 156).replaceAll(/[\0 ]/g, ''), 8);
  if (!Number.isInteger(told) || told === 0 || head[0] === 0) return false;
  let sum = 8 * 0x20;
  for (let at = 0; at < 512; at += 1) if (at < 148 || at >= 156) sum += head[at] ?? 0;
  return sum === told;
}

function sniffText(head: Buffer, length: number): FileKind {
  const sample = sampleText(head, head.length === length);
  const kind = sample === undefined ? undefined : sniffMarkup(sample);
  if (kind !== undefined) return kind;
  if (/%PDF-\d/.test(head.toString('latin1', 0, pdfHeadBytes))) return 'pdf';
  return sample !== undefined && looksLikeText(sample) ? 'text' : 'unknown';
}
