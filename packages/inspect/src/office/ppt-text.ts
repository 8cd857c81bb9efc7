import type { Extraction } from '../document/extraction.ts';
import type { Hidden, Place } from '../document/place.ts';
import { decodePage } from './code-pages.ts';
import { type PptRecord, readRecords, types, walkRecords } from './ppt-records.ts';

interface Telling {
  place: Omit<Place, 'path'>;
  hidden?: Hidden | undefined;
  /** Masters: the texts of placeholders are prompts. */
  skipsPrompts?: boolean;
  /** The document: its lists of slides are told with the slides. */
  skipsLists?: boolean;
}

const depthMax = 64;

/** Tells the texts within a record, paragraph by paragraph; strings beside them (links, headers) as what they are. */
export function tellPptText(
  extraction: Extraction,
  stream: Buffer,
  record: PptRecord,
  telling: Telling,
  depth = 0,
): void {
  const { place, hidden } = telling;
  switch (record.type) {
    case types.textChars:
      tellParagraphs(extraction, stream.toString('utf16le', record.from, record.end), { place, hidden });
      return;
    case types.textBytes:
      tellParagraphs(extraction, decodePage(stream.subarray(record.from, record.end), 1252), {
        place,
        hidden,
      });
      return;
    case types.comment:
      return;
    case types.slideList:
      if (telling.skipsLists === true) return;
      break;
    case types.shape:
      if (telling.skipsPrompts === true && isPlaceholder(stream, record)) return;
      break;
    case types.characterString:
      tellString(extraction, stream, record, telling);
      return;
    case types.vbaInfo:
      if (record.from + 12 < record.end) tellMacros(extraction, stream, record);
      return;
    default:
  }
  if (!record.isContainer || depth >= depthMax) return;
  const inner =
    record.type === types.headersFooters
      ? { ...telling, place: { ...place, kind: 'header' } as const }
      : telling;
  for (const part of readRecords(stream, record.from, record.end))
    tellPptText(extraction, stream, part, inner, depth + 1);
}

function isPlaceholder(stream: Buffer, shape: PptRecord): boolean {
  return [...walkRecords(stream, shape)].some(({ type }) => type === types.placeholder);
}

/** [MS-PPT] 2.4.11 */
function tellMacros(extraction: Extraction, stream: Buffer, record: PptRecord): void {
  for (const atom of readRecords(stream, record.from, record.end)) {
    if (atom.from + 8 <= atom.end && stream.readUInt32LE(atom.from + 4) !== 0)
      extraction.skip({ reason: 'macro-not-read' });
  }
}

/** Names, addresses and the texts of headers and footers. */
function tellString(
  extraction: Extraction,
  stream: Buffer,
  record: PptRecord,
  { place, hidden }: Telling,
): void {
  const text = stream.toString('utf16le', record.from, record.end).replaceAll('\0', '').trim();
  if (text === '' || text === '___PPT10' || text === '___PPT9' || text.startsWith('___PPT')) return;
  if (place.kind === 'header') {
    extraction.emit({ text, place, ...(hidden === undefined ? {} : { hidden }) });
    return;
  }
  extraction.emit({
    text,
    place: { ...place, kind: 'attribute', name: 'string' },
    hidden: hidden ?? 'property',
  });
}

function tellParagraphs(
  extraction: Extraction,
  text: string,
  { place, hidden }: Pick<Telling, 'place' | 'hidden'>,
): void {
  let paragraph = 0;
  for (const part of text.split('\r')) {
    paragraph += 1;
    const plain = part.replaceAll('\u000b', '\n').replaceAll('\0', '');
    if (plain.trim() === '') continue;
    extraction.emit({
      text: plain,
      place: { ...place, paragraph },
      ...(hidden === undefined ? {} : { hidden }),
    });
  }
}

/** Comments stand in the tags of a slide: author, text and initials in this order ([MS-PPT] 2.3.23). */
export function tellPptComments(
  extraction: Extraction,
  stream: Buffer,
  slide: PptRecord,
  number: number | undefined,
): void {
  for (const comment of walkRecords(stream, slide)) {
    if (comment.type !== types.comment) continue;
    for (const part of readRecords(stream, comment.from, comment.end)) {
      if (part.type !== types.characterString) continue;
      const text = stream.toString('utf16le', part.from, part.end).replaceAll('\0', '').trim();
      if (text === '') continue;
      const place = { kind: 'comment', ...(number === undefined ? {} : { slide: number }) } as const;
      extraction.emit({ text, place, hidden: 'comment' });
    }
  }
}
