import { utils, write } from '@e965/xlsx';
import type { CellObject, DefinedName, WorkBook, WorkSheet } from '@e965/xlsx';
import { setUpPages } from './page-setup.ts';
import { serialOfIso } from './serial-of-iso.ts';

/** A list or ledger to be written as xlsx. */
export interface WorkbookToWrite {
  sheets: SheetToWrite[];
  properties: WorkbookProperties;
}

export interface SheetToWrite {
  /** Made fit for a sheet name where it is not: 31 characters, none of `[]:*?/\`, unique. */
  name: string;
  /** Rows above the header: heading, unit, number and time of the export. */
  titleRows: string[][];
  columns: SheetColumn[];
  rows: CellValue[][];
}

export interface SheetColumn {
  title: string;
  /** In widths of a Latin digit; a Chinese character takes two. */
  width: number;
  kind: 'text' | 'number' | 'date';
}

/**
 * In a date column `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM:SS` (local, no zone) becomes a date. Whatever does not fit the
 * kind of its column stays the text or number it is; null and the empty text are a blank cell.
 */
export type CellValue = string | number | null;

export interface WorkbookProperties {
  title: string;
  author: string;
  /** The marking of the whole file, as `机密★10年`; stands in the properties and at the head of each printed page. */
  classification: string;
}

/** Excel takes no more in one cell. */
export const cellUnitsMax = 32_767;

/** Excel takes no more on one sheet, titles and header included. */
export const sheetRowsMax = 1_048_576;

const sheetNameUnitsMax = 31;
const textFormat = '@';
const dateFormat = 'yyyy-mm-dd';
const timeFormat = 'yyyy-mm-dd hh:mm:ss';

/**
 * An xlsx of the given lists: header frozen and filtered, A4 across, header repeated on each page. No text ever becomes
 * a formula: cells are typed as text and formatted as text, so that they stay text when edited.
 * @throws Error when a text, a number or the number of rows does not fit into an xlsx: the caller must have limited them
 */
export function writeWorkbook(book: WorkbookToWrite): Uint8Array {
  if (book.sheets.length === 0) throw new Error('A workbook has at least one sheet.');
  const names = sheetNames(book.sheets.map((sheet) => sheet.name));
  const workbook: WorkBook = {
    SheetNames: names,
    Sheets: Object.fromEntries(names.map((name, place) => [name, makeSheet(sheetAt(book, place))])),
    Props: {
      Title: book.properties.title,
      Author: book.properties.author,
      Category: book.properties.classification,
    },
    Workbook: { Names: names.flatMap((name, place) => printTitles(name, place, sheetAt(book, place))) },
  };
  const packed: Buffer = write(workbook, {
    type: 'buffer',
    bookType: 'xlsx',
    bookSST: true,
    compression: true,
  });
  return setUpPages(packed, {
    headerRows: book.sheets.map((sheet) => sheet.titleRows.length + 1),
    pageHead: book.properties.classification,
  });
}

function sheetAt(book: WorkbookToWrite, place: number): SheetToWrite {
  const sheet = book.sheets[place];
  if (sheet === undefined) throw new Error(`There is no sheet ${place}.`);
  return sheet;
}

function makeSheet(sheet: SheetToWrite): WorkSheet {
  const header = sheet.columns.map((column) => textCell(column.title));
  const titles = sheet.titleRows.map((row) => row.map(textCell));
  const body = sheet.rows.map((row) =>
    row.map((value, column) => makeCell(value, sheet.columns[column]?.kind ?? 'text')),
  );
  const data = [...titles, header, ...body];
  if (data.length > sheetRowsMax) throw new Error(`A sheet has at most ${sheetRowsMax} rows.`);
  const width = data.reduce((widest, row) => Math.max(widest, row.length), 1);
  const range = (top: number, right: number): string =>
    utils.encode_range({ s: { r: top, c: 0 }, e: { r: data.length - 1, c: right } });
  return {
    // Blank cells are holes to the library; its types know only filled ones.
    '!data': data.map((row) => Object.assign([], row.map(fillHole))),
    '!ref': range(0, width - 1),
    '!cols': sheet.columns.map((column) => ({ wch: column.width })),
    '!autofilter': { ref: range(titles.length, Math.max(0, header.length - 1)) },
  };
}

function fillHole(cell: CellObject | undefined): CellObject {
  return cell ?? { t: 'z' };
}

function makeCell(value: CellValue, kind: SheetColumn['kind']): CellObject | undefined {
  if (value === null || value === '') return undefined;
  if (typeof value === 'number') return kind === 'text' ? textCell(String(value)) : numberCell(value);
  const serial = kind === 'date' ? serialOfIso(value) : undefined;
  if (serial === undefined) return textCell(value);
  return { t: 'n', v: serial, z: value.includes('T') ? timeFormat : dateFormat };
}

function numberCell(value: number): CellObject {
  if (!Number.isFinite(value)) throw new Error(`${value} is no number a sheet can hold.`);
  return { t: 'n', v: value };
}

function textCell(text: string): CellObject {
  if (text.length > cellUnitsMax) throw new Error(`A cell holds at most ${cellUnitsMax} characters.`);
  // ECMA-376 part 1, 22.9.2.19: `_x000D_` stands for a control character; a text that says so itself is escaped.
  return { t: 's', v: text.toWellFormed().replaceAll(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_'), z: textFormat };
}

/** The header row, repeated on each printed page. */
function printTitles(name: string, place: number, sheet: SheetToWrite): DefinedName[] {
  const header = sheet.titleRows.length + 1;
  const quoted = `'${name.replaceAll("'", "''")}'`;
  return [{ Name: '_xlnm.Print_Titles', Sheet: place, Ref: `${quoted}!$${header}:$${header}` }];
}

/** Names as Excel takes them, each once; a number tells apart what would be the same. */
function sheetNames(wanted: string[]): string[] {
  const taken = new Set<string>();
  return wanted.map((name, place) => {
    const fit = name.replaceAll(/[[\]:*?/\\\p{Cc}]/gu, '_').replaceAll(/^'|'$/g, '_') || `Sheet${place + 1}`;
    let chosen = fit.slice(0, sheetNameUnitsMax);
    for (let number = 2; taken.has(chosen.toLowerCase()); number += 1) {
      const suffix = ` (${number})`;
      chosen = fit.slice(0, sheetNameUnitsMax - suffix.length) + suffix;
    }
    taken.add(chosen.toLowerCase());
    return chosen;
  });
}
