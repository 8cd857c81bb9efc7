import type { Extraction } from '../document/extraction.ts';
import type { Hidden, PlaceKind } from '../document/place.ts';
import type { HiddenRange } from './doc-runs.ts';
import { Runs } from './runs.ts';

interface Story {
  text: string;
  start: number;
  end: number;
  kind: PlaceKind;
  hidden: HiddenRange[] | undefined;
}

const fieldBegin = 0x13;
const fieldMiddle = 0x14;
const fieldEnd = 0x15;
const cellEnd = 0x07;
const paragraphEnds: ReadonlySet<number> = new Set([0x0d, 0x0c, cellEnd]);
/** Signs of a Word document ([MS-DOC] 2.4.1) as text; those left out stand for pictures, notes and the like. */
const signs: Readonly<Record<number, string>> = { 0x09: '\t', 0x0b: '\n', 0x0e: '\n', 0x1e: '-', 0x0a: '\n' };
const plainField =
  /^(?:PAGE|NUMPAGES|TOC|PAGEREF|REF|SEQ|STYLEREF|=|FORMTEXT|FORMCHECKBOX|EMBED|SHAPE)\b[^"]*$/i;

/** Tells one story paragraph by paragraph; instructions of fields apart from their results. */
export function tellStory(extraction: Extraction, story: Story): void {
  const runs = new Runs();
  const always: Hidden | undefined = story.kind === 'comment' ? 'comment' : undefined;
  const ranges = story.hidden ?? [];
  let rangeAt = firstRange(ranges, story.start);
  let paragraph = 1;
  const fields: { instruction: string; inResult: boolean }[] = [];
  let from = story.start;
  const add = (to: number): void => {
    const piece = story.text.slice(from, to).replaceAll('\u200b', '');
    if (piece === '') return;
    while ((ranges[rangeAt]?.end ?? Infinity) <= from) rangeAt += 1;
    const range = ranges[rangeAt];
    const hidden = range !== undefined && range.start <= from ? range.hidden : undefined;
    const field = fields.at(-1);
    if (field !== undefined && !field.inResult) field.instruction += piece;
    else runs.add(piece, always ?? hidden);
  };
  const flush = (isCell: boolean): void => {
    const kind = story.kind === 'body' && isCell ? 'table' : story.kind;
    runs.flush((text, hidden) => {
      extraction.emit({ text, place: { kind, paragraph }, ...(hidden === undefined ? {} : { hidden }) });
    });
  };
  for (let at = story.start; at < story.end; at += 1) {
    const unit = story.text.charCodeAt(at);
    const isEdge = isRangeEdge(ranges, rangeAt, at);
    if (unit >= 0x20 && !isEdge) continue;
    add(at);
    from = at;
    if (unit >= 0x20) continue;
    from = at + 1;
    if (paragraphEnds.has(unit)) {
      flush(unit === cellEnd);
      paragraph += 1;
    } else if (unit === fieldBegin) fields.push({ instruction: '', inResult: false });
    else if (unit === fieldMiddle || unit === fieldEnd) closeField(extraction, fields, unit);
    else if (signs[unit] !== undefined) runs.add(signs[unit], always);
  }
  add(story.end);
  flush(false);
}

function isRangeEdge(ranges: readonly HiddenRange[], rangeAt: number, at: number): boolean {
  const range = ranges[rangeAt];
  if (range === undefined) return false;
  return range.start === at || range.end === at || (at > range.end && ranges[rangeAt + 1] !== undefined);
}

function firstRange(ranges: readonly HiddenRange[], start: number): number {
  const found = ranges.findIndex((range) => range.end > start);
  return found === -1 ? ranges.length : found;
}

function closeField(
  extraction: Extraction,
  fields: { instruction: string; inResult: boolean }[],
  unit: number,
): void {
  const field = fields.at(-1);
  if (field === undefined) return;
  if (!field.inResult) tellInstruction(extraction, field.instruction.trim());
  field.inResult = true;
  if (unit === fieldEnd) fields.pop();
}

function tellInstruction(extraction: Extraction, text: string): void {
  if (text === '' || plainField.test(text)) return;
  const name = text.split(/\s/, 1)[0] ?? '';
  extraction.emit({ text, place: { kind: 'field', name }, hidden: 'hidden-text' });
}
