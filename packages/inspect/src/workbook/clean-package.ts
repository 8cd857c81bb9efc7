import { FileRefused } from './failures.ts';
import type { NoteCode, WorkbookLimits } from './workbook.ts';
import { packStored, readZipDirectory, unpackEntry } from './zip-package.ts';

/** The parts the spreadsheet library needs for cells; ECMA-376 part 1, section 12. All else stays packed. */
const neededPart =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|xl\/_rels\/workbook\d*\.xml\.rels|xl\/(?:workbook|styles|sharedStrings|metadata)\d*\.xml|xl\/(?:worksheets|chartsheets|dialogsheets|macrosheets)\/[^/]+\.xml|xl\/(?:theme|persons)\/[^/]+\.xml)$/i;

/** Parts that are left out and that the user is told of. */
const leftOut: readonly { part: RegExp; code: NoteCode }[] = [
  { part: /(?:^|\/)vbaProject\.bin$|^xl\/macrosheets\//i, code: 'macros-ignored' },
  { part: /^xl\/externalLinks\/[^/]+\.xml$/i, code: 'links-ignored' },
  { part: /^xl\/(?:media|embeddings|activeX)\/[^/]+$/i, code: 'objects-ignored' },
];

export interface CleanPackage {
  /** An uncompressed package of the needed parts only. */
  zip: Buffer;
  notes: NoteCode[];
}

/**
 * Unpacks an xlsx within its limits and packs the needed parts anew, so that the library behind sees neither
 * compression, nor directories that contradict their parts, nor overlapping or doubled parts, nor XML entities.
 * @throws FileRefused
 */
export function cleanPackage(bytes: Uint8Array, limits: WorkbookLimits): CleanPackage {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = readZipDirectory(zip, limits).filter((entry) => !entry.name.endsWith('/'));
  const names = entries.map((entry) => entry.name.replace(/^\//, ''));
  refuseOtherFormats(names);
  const parts = entries
    .map((entry, place) => ({ entry, name: names[place] ?? entry.name }))
    .filter(({ name }) => neededPart.test(name))
    .map(({ entry, name }) => ({ name, content: cleanPart(name, unpackEntry(zip, entry)) }));
  const notes = leftOut.filter(({ part }) => names.some((name) => part.test(name))).map(({ code }) => code);
  return { zip: packStored(parts), notes };
}

function refuseOtherFormats(names: string[]): void {
  const lower = names.map((name) => name.toLowerCase());
  if (new Set(lower).size !== lower.length) throw new FileRefused('damaged');
  if (lower.includes('xl/workbook.bin') || lower.includes('content.xml'))
    throw new FileRefused('other-spreadsheet');
  if (!lower.some((name) => name.startsWith('xl/'))) throw new FileRefused('unknown-kind');
  if (!lower.some((name) => /^xl\/workbook\d*\.xml$/.test(name))) throw new FileRefused('damaged');
}

/** Latin-1 keeps every byte as it is; the signs looked for are ASCII. */
function cleanPart(name: string, content: Buffer): Buffer {
  const text = content.toString('latin1');
  // XML allows UTF-16 too, where zero bytes would hide the word.
  const plain = content.subarray(0, 4).includes(0) ? text.replaceAll('\0', '') : text;
  if (/<!(?:DOCTYPE|ENTITY)/i.test(plain)) throw new FileRefused('document-type');
  if (!name.toLowerCase().startsWith('xl/worksheets/')) return content;
  const marked = text.replace(formulaWithoutResult, markEmptyResult);
  return marked === text ? content : Buffer.from(marked, 'latin1');
}

const formulaWithoutResult =
  /<((?:\w+:)?c)(\s[^<>]*)>(\s*<(?:\w+:)?f(?:\s[^<>]*)?(?:\/>|>[^<]*<\/(?:\w+:)?f>))\s*<\/\1>/g;

/** A formula whose result was never stored would be shown as 0 by the library; as an empty text it stays blank. */
function markEmptyResult(_cell: string, tag: string, attributes: string, formula: string): string {
  return `<${tag}${attributes.replace(/\st="[^"]*"/, '')} t="str">${formula}</${tag}>`;
}
