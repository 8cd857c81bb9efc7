import { CellCounter, placeRow } from './cell-counter.ts';
import { decodeText } from './decode-text.ts';
import type { Cell, Workbook, WorkbookLimits, WorkbookNote } from './workbook.ts';

const delimiters = [',', '\t', ';', '|'] as const;
type Delimiter = (typeof delimiters)[number];

/** Records looked at to find the delimiter. */
const sniffRecordsMax = 20;
const sniffUnitsMax = 64 * 1024;

/**
 * Reads delimited text (RFC 4180, with any of comma, tab, semicolon, bar, and any line end). Every cell is text: such
 * files have no types, and `007` must stay `007`.
 * @throws FileRefused
 */
export function readTextTable(bytes: Uint8Array, limits: WorkbookLimits): Workbook {
  const { text, encoding, guessed } = decodeText(bytes);
  const delimiter = sniffDelimiter(text);
  const notes: WorkbookNote[] = guessed ? [{ code: 'encoding-guessed' }] : [];
  const counter = new CellCounter(limits);
  const rows: Cell[][] = [];
  let row = 0;
  for (const record of readRecords(text, delimiter)) {
    if (record.unclosed) notes.push({ code: 'quote-unclosed' });
    const cells = cellsOf(record.fields, row, counter);
    if (cells.length > 0) placeRow(rows, row, cells);
    row += 1;
  }
  const sheet = { name: '', hidden: false, rows, hiddenColumns: [], hiddenRows: [], merges: [] };
  return { kind: delimiter === '\t' ? 'tsv' : 'csv', encoding, sheets: [sheet], notes };
}

function cellsOf(fields: string[], row: number, counter: CellCounter): Cell[] {
  const width = fields.findLastIndex((field) => field !== '') + 1;
  return fields.slice(0, width).map((text, column) => {
    if (text === '') return null;
    counter.count({ row, column, units: text.length });
    return { text, kind: 'text' };
  });
}

/** The delimiter that splits the first records into the most fields, most evenly; comma when none splits. */
function sniffDelimiter(text: string): Delimiter {
  const head = text.slice(0, sniffUnitsMax);
  const scores = delimiters.map((delimiter) => ({ delimiter, score: scoreDelimiter(head, delimiter) }));
  return scores.reduce((best, next) => (next.score > best.score ? next : best)).delimiter;
}

function scoreDelimiter(head: string, delimiter: Delimiter): number {
  const widths: number[] = [];
  for (const { fields } of readRecords(head, delimiter)) {
    if (fields.length > 1 || fields[0] !== '') widths.push(fields.length);
    if (widths.length === sniffRecordsMax) break;
  }
  const widest = Math.max(0, ...widths);
  if (widest < 2) return 0;
  const even = widths.filter((width) => width === widest).length / widths.length;
  return even * 1000 + Math.min(widest, 999);
}

interface TextRecord {
  fields: string[];
  /** The text ended within quotes. */
  unclosed: boolean;
}

/** Records one by one. A quote opens only at the start of a field; anywhere else it is a character like others. */
function* readRecords(text: string, delimiter: Delimiter): Generator<TextRecord> {
  const plainEnd = new RegExp(`[\\r\\n${delimiter === '|' ? '\\|' : delimiter}]`, 'g');
  let fields: string[] = [];
  let place = 0;
  while (place < text.length) {
    const field = text[place] === '"' ? readQuoted(text, place) : { value: '', next: place, unclosed: false };
    plainEnd.lastIndex = field.next;
    const end = plainEnd.exec(text)?.index ?? text.length;
    fields.push(field.value + text.slice(field.next, end));
    const sign = text[end];
    place = sign === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1;
    if (sign === delimiter && place < text.length) continue;
    if (sign === delimiter) fields.push('');
    yield { fields, unclosed: field.unclosed };
    fields = [];
  }
}

function readQuoted(text: string, open: number): { value: string; next: number; unclosed: boolean } {
  let place = open + 1;
  for (;;) {
    const quote = text.indexOf('"', place);
    if (quote === -1) return { value: unquote(text.slice(open + 1)), next: text.length, unclosed: true };
    if (text[quote + 1] !== '"')
      return { value: unquote(text.slice(open + 1, quote)), next: quote + 1, unclosed: false };
    place = quote + 2;
  }
}

function unquote(text: string): string {
  return text.replaceAll('""', '"');
}
