import { type HeaderMatch, type LedgerField, matchHeader } from './fields.ts';
import type { Grid } from '../../../spreadsheet/grid.ts';
import { readDate, readText } from '../../../spreadsheet/read-cell.ts';
import { parseMarkTolerant } from '@fengni/schemes/mark';

/** What a row of a sheet is to its table. */
export type RowKind = 'title' | 'header' | 'data' | 'total' | 'blank' | 'prose';

export interface FoundTable {
  /** First and last row of the header from 0; null for a table without one. */
  readonly header: { readonly first: number; readonly last: number } | null;
  /** Header of each column, its lines joined; '' where it has none. */
  readonly headers: readonly string[];
  readonly kinds: readonly RowKind[];
}

/** Rows from the top in which a header is looked for, and fields it must name to be taken for one. */
const headerSearchRowsMax = 60;
const headerFieldsMin = 3;
/** A table without header is known by its marks: so many among its first rows. */
const headlessRowsMax = 60;
const headlessMarksMin = 3;

const telling: ReadonlySet<LedgerField> = new Set(['title', 'mark', 'number', 'documentNo', 'copyNo']);

/**
 * Finds the table of a sheet: title rows above, a header of one or two lines, then data, totals, blanks and notes.
 * Null for a sheet that has none: prose, an empty form, a picture.
 * @param headerRow last row of the header from 0 as the user chose it, -1 for none
 */
export function findTable(grid: Grid, headerRow?: number): FoundTable | null {
  if (headerRow !== undefined)
    return tableFrom(grid, headerRow < 0 ? null : { first: headerRow, last: headerRow });
  const header = findHeader(grid);
  if (header !== null) return tableFrom(grid, header);
  return hasMarks(grid) ? tableFrom(grid, null) : null;
}

function findHeader(grid: Grid): { first: number; last: number } | null {
  let best: { first: number; last: number; score: number } | null = null;
  for (let row = 0; row < Math.min(grid.rows, headerSearchRowsMax); row += 1) {
    for (const last of isHeaderBelow(grid, row) ? [row, row + 1] : [row]) {
      const score = scoreHeader(grid, row, last);
      if (score > (best?.score ?? 0)) best = { first: row, last, score };
    }
  }
  return best === null ? null : { first: best.first, last: best.last };
}

/** How many different fields these lines name; 0 where they are no header of a ledger. */
function scoreHeader(grid: Grid, first: number, last: number): number {
  const fields = new Set<LedgerField>();
  for (let column = 0; column < grid.columns; column += 1) {
    const match = matchColumnHeader(grid, { first, last }, column);
    if (match !== null && match.confidence >= 0.6) fields.add(match.field);
  }
  return fields.size >= headerFieldsMin && [...fields].some((field) => telling.has(field)) ? fields.size : 0;
}

/** A second line of a header: short words only, and the line above groups several different columns. */
function isHeaderBelow(grid: Grid, row: number): boolean {
  if (row + 1 >= grid.rows) return false;
  const above = new Set<string>();
  let under = 0;
  for (let column = 0; column < grid.columns; column += 1) {
    const top = readText(grid.at(row, column));
    if (top !== '') above.add(top);
    const cell = grid.own(row + 1, column);
    const text = readText(cell);
    if (text === '') continue;
    if (text.length > 12 || cell?.kind === 'number' || /\d{2}|★/u.test(text) || readDate(cell).kind === 'day')
      return false;
    under += 1;
  }
  return above.size >= 2 && under >= 2;
}

/** Lines of a column's header from the top; a merged cell is said once. */
function headerLines(grid: Grid, header: { first: number; last: number }, column: number): string[] {
  const lines: string[] = [];
  for (let row = header.first; row <= header.last; row += 1) {
    const text = readText(grid.at(row, column));
    if (text !== '' && lines.at(-1) !== text) lines.push(text);
  }
  return lines;
}

/** The field a column's header names: all lines together when they make one word, else the lowest line. */
export function matchColumnHeader(
  grid: Grid,
  header: { readonly first: number; readonly last: number },
  column: number,
): HeaderMatch | null {
  const lines = headerLines(grid, header, column);
  const whole = matchHeader(lines.join(''));
  const lowest = lines.length > 1 ? matchHeader(lines.at(-1) ?? '') : null;
  if (whole === null || lowest === null) return whole ?? lowest;
  return whole.confidence >= lowest.confidence ? whole : lowest;
}

function tableFrom(grid: Grid, header: { first: number; last: number } | null): FoundTable {
  const headers = Array.from({ length: grid.columns }, (_, column) =>
    header === null ? '' : headerLines(grid, header, column).join(' '),
  );
  const kinds = Array.from({ length: grid.rows }, (_, row): RowKind => {
    if (grid.isBlank(row)) return 'blank';
    if (header !== null && row < header.first) return 'title';
    if (header !== null && row <= header.last) return 'header';
    return kindOfRow(grid, row, headers);
  });
  return { header, headers, kinds };
}

const totalWords = /^(?:合计|总计|小计|共计|累计|本页小计|本页合计|本年合计|总数|total)[:：]?$/iu;
const notes = /^(?:注|备注|说明|填表|制表|审核|负责人|填报|经办|复核|单位负责|第\d+页)[^\d]{0,8}[:：]/u;
const signatures = /(?:制表|填表|审核|复核|负责|经办|填报)(?:人|单位|日期|时间)?[:：]/u;
/** Words that stand alone in a row are a note from this length on. */
const proseUnitsMin = 15;

function kindOfRow(grid: Grid, row: number, headers: readonly string[]): RowKind {
  const filled: { column: number; text: string }[] = [];
  for (let column = 0; column < grid.columns; column += 1) {
    const text = readText(grid.own(row, column));
    if (text !== '') filled.push({ column, text });
  }
  const [first] = filled;
  if (first === undefined) return 'blank';
  if (totalWords.test(first.text.replaceAll(/\s/gu, ''))) return 'total';
  if (isHeaderAgain(filled, headers)) return 'header';
  if (filled.length <= 4 && filled.some(({ text }) => signatures.test(text))) return 'prose';
  if (filled.length > 1) return 'data';
  const field = matchHeader(headers[first.column] ?? '')?.field;
  // lines of a form numbered ahead and never filled in
  if (field === 'ordinal' && /^\d+$/.test(first.text)) return 'blank';
  if (notes.test(first.text) || grid.width(row, first.column) > 2) return 'prose';
  return first.text.length >= proseUnitsMin && field !== 'title' ? 'prose' : 'data';
}

/** The header printed again on each page. */
function isHeaderAgain(
  filled: readonly { column: number; text: string }[],
  headers: readonly string[],
): boolean {
  const isSame = ({ column, text }: { column: number; text: string }) => {
    const header = headers[column] ?? '';
    return text.length > 1 && (header === text || header.endsWith(` ${text}`));
  };
  const same = filled.filter(isSame).length;
  return same >= headerFieldsMin && same >= filled.length * 0.7;
}

function hasMarks(grid: Grid): boolean {
  for (let column = 0; column < grid.columns; column += 1) {
    let marks = 0;
    for (let row = 0; row < Math.min(grid.rows, headlessRowsMax); row += 1) {
      const text = readText(grid.own(row, column));
      if (text !== '' && text.length <= 30 && parseMarkTolerant(text).ok) marks += 1;
    }
    if (marks >= headlessMarksMin) return true;
  }
  return false;
}
