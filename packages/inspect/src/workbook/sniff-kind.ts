import { FileRefused } from './failures.ts';

export type ContainerKind = 'zip' | 'ole2' | 'text';

const signatures: readonly { kind: ContainerKind; bytes: readonly number[] }[] = [
  { kind: 'zip', bytes: [0x50, 0x4b, 0x03, 0x04] },
  // MS-CFB 2.2
  { kind: 'ole2', bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] },
];

/** Beginnings of other formats that a lenient text reader would otherwise take for a table. */
const markupStart = /^\s*<(?:!doctype|html|head|body|table|meta|style|\?xml|\?mso|workbook)/i;
const otherFormatStart = /^(?:%PDF-|\{\\rtf|ID;P|PK)/;

/**
 * What a file is by its first bytes; its name is not asked.
 * @throws FileRefused `unknown-kind` when it is empty or a known format that is no table, `other-spreadsheet` for web
 * pages and XML saved under a spreadsheet's name
 */
export function sniffContainer(bytes: Uint8Array): ContainerKind {
  const found = signatures.find((candidate) => candidate.bytes.every((byte, place) => bytes[place] === byte));
  if (found !== undefined) return found.kind;
  const start = Buffer.from(bytes.subarray(0, 256)).toString('latin1').replace(/^ï»¿/, '');
  if (start.length === 0 || otherFormatStart.test(start)) throw new FileRefused('unknown-kind');
  if (markupStart.test(start)) throw new FileRefused('other-spreadsheet');
  return 'text';
}
