import { CFB, read, set_cptable, SSF } from '@e965/xlsx';
import type { CellObject, WorkBook, WorkSheet } from '@e965/xlsx';
import { FileRefused } from './failures.ts';
import { CellCounter, placeRow } from './cell-counter.ts';
import { isoOfSerial } from './serial-date.ts';
import type { Cell, FilledCell, MergedRange, Sheet, WorkbookLimits, WorkbookNote } from './workbook.ts';

interface ReadSheets {
  sheets: Sheet[];
  notes: WorkbookNote[];
}

interface SheetContext {
  counter: CellCounter;
  date1904: boolean;
}

/** Built-in formats that follow the region of the computer; the library would show them the American way. */
const regionalFormats: ReadonlySet<unknown> = new Set(['m/d/yy', 'm/d/yy h:mm', 14, 22]);
const elapsedFormat = /\[(?:h+|m+|s+)\]/i;

/**
 * Hands an xlsx (cleaned) or xls to SheetJS and takes over what it found. Runs in the reading process only.
 * @throws FileRefused
 */
export function readSpreadsheet(bytes: Uint8Array, limits: WorkbookLimits): ReadSheets {
  const book = readBook(bytes);
  if (book.SheetNames.length > limits.sheetsMax) throw new FileRefused('sheets', limits.sheetsMax);
  const context = {
    counter: new CellCounter(limits),
    date1904: book.Workbook?.WBProps?.date1904 === true,
  };
  const notes: WorkbookNote[] = context.date1904 ? [{ code: 'date-1904' }] : [];
  const sheets = book.SheetNames.flatMap((name, place) => {
    const sheet = Object.hasOwn(book.Sheets, name) ? book.Sheets[name] : undefined;
    if (sheet === undefined) throw new FileRefused('damaged');
    if (sheet['!type'] !== undefined && sheet['!type'] !== 'sheet') {
      notes.push({ code: 'sheet-without-cells', sheet: name });
      return [];
    }
    const taken = takeSheet(sheet, name, context);
    const formulas = countFormulas(taken.rows);
    if (formulas > 0) notes.push({ code: 'formulas-not-computed', sheet: name, count: formulas });
    return [{ ...taken, hidden: (book.Workbook?.Sheets?.[place]?.Hidden ?? 0) !== 0 }];
  });
  return { sheets, notes };
}

/**
 * Prepares for an OLE2 file and refuses those that are no table: an encrypted xlsx is one OLE2 stream around the
 * package ([MS-OFFCRYPTO] 1.3.2), Word and PowerPoint use the same container.
 * @throws FileRefused `damaged`, `password`, `unknown-kind`
 */
export async function prepareCompoundFile(bytes: Uint8Array): Promise<void> {
  const names = compoundStreamNames(bytes);
  if (names.includes('encryptedpackage')) throw new FileRefused('password');
  if (!names.includes('workbook') && !names.includes('book')) throw new FileRefused('unknown-kind');
  // Files of Excel 5 and 95 name a code page instead of using Unicode; the tables take a while to load.
  set_cptable(await import('@e965/xlsx/dist/cpexcel.full.mjs'));
}

function compoundStreamNames(bytes: Uint8Array): string[] {
  try {
    const container: { FullPaths: string[] } = CFB.read(Buffer.from(bytes), { type: 'buffer' });
    return container.FullPaths.map((path) => path.slice(path.lastIndexOf('/') + 1).toLowerCase());
  } catch {
    throw new FileRefused('damaged');
  }
}

function readBook(bytes: Uint8Array): WorkBook {
  try {
    return read(bytes, {
      type: 'buffer',
      dense: true,
      cellFormula: true,
      cellNF: true,
      cellHTML: false,
      cellStyles: true,
      cellText: true,
      sheetStubs: false,
      bookVBA: false,
    });
  } catch (error) {
    if (error instanceof RangeError && /allocat|array length|string length/i.test(error.message)) throw error;
    const protectedFile = error instanceof Error && /password|encrypt/i.test(error.message);
    throw new FileRefused(protectedFile ? 'password' : 'damaged');
  }
}

function takeSheet(sheet: WorkSheet, name: string, context: SheetContext): Sheet {
  const rows: Cell[][] = [];
  // Files may place one cell in the last row of a million: forEach steps over the holes.
  denseRows(sheet).forEach((row, place) => {
    const cells = takeRow(row, place, context);
    if (cells.length > 0) placeRow(rows, place, cells);
  });
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 0);
  return {
    name,
    hidden: false,
    rows,
    hiddenColumns: hiddenPlaces(sheet['!cols'], width),
    hiddenRows: hiddenPlaces(sheet['!rows'], rows.length),
    merges: takeMerges(sheet, { rows: rows.length, columns: width }),
  };
}

function denseRows(sheet: WorkSheet): (CellObject | undefined)[][] {
  const data: unknown = sheet['!data'];
  if (!Array.isArray(data)) return [];
  return data;
}

function takeRow(row: (CellObject | undefined)[], place: number, context: SheetContext): Cell[] {
  const cells: Cell[] = [];
  row.forEach((source, column) => {
    const cell = source === undefined ? null : takeCell(source, context.date1904);
    if (cell === null) return;
    const units = cell.text.length + (cell.formula?.length ?? 0);
    context.counter.count({ row: place, column, units });
    while (cells.length < column) cells.push(null);
    cells.push(cell);
  });
  return cells;
}

function takeCell(source: CellObject, date1904: boolean): Cell {
  const plain = takePlainCell(source, date1904);
  if (typeof source.f !== 'string' || source.f === '') return plain;
  return { ...(plain ?? { text: '' }), kind: 'formula', formula: source.f };
}

function takePlainCell(source: CellObject, date1904: boolean): FilledCell | null {
  const { t: type, v: value, w: shown } = source;
  if (type === 'e') return { text: shown ?? '#VALUE!', kind: 'error' };
  if (typeof value === 'boolean') return { text: value ? 'TRUE' : 'FALSE', kind: 'boolean' };
  if (typeof value === 'string') return value === '' ? null : { text: value, kind: 'text' };
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  const date = dateOf(source, value, date1904);
  if (date === undefined) return { text: shown ?? String(value), kind: 'number', number: value };
  const text = shown === undefined || regionalFormats.has(source.z) ? date.replace('T', ' ') : shown;
  return { text, kind: 'date', date };
}

function dateOf(source: CellObject, value: number, date1904: boolean): string | undefined {
  const format = source.z;
  if (format === undefined || !SSF.is_date(format) || elapsedFormat.test(String(format))) return undefined;
  return isoOfSerial(value, date1904);
}

function countFormulas(rows: Cell[][]): number {
  return rows.reduce((sum, row) => sum + row.filter((cell) => cell?.kind === 'formula').length, 0);
}

/** Places marked hidden among those that have content; files like to hide the sixteen thousand columns that have none. */
function hiddenPlaces(
  places: readonly ({ hidden?: boolean } | undefined)[] | undefined,
  end: number,
): number[] {
  const hidden: number[] = [];
  places?.slice(0, end).forEach((info, place) => {
    if (info?.hidden === true) hidden.push(place);
  });
  return hidden;
}

function takeMerges(sheet: WorkSheet, size: { rows: number; columns: number }): MergedRange[] {
  return (sheet['!merges'] ?? [])
    .filter(
      ({ s, e }) => s.r >= 0 && s.c >= 0 && s.r <= e.r && s.c <= e.c && s.r < size.rows && s.c < size.columns,
    )
    .map(({ s, e }) => ({ top: s.r, left: s.c, bottom: e.r, right: e.c }));
}
