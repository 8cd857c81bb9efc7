import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { Sheet, Workbook } from '@fengni/inspect/workbook';
import { describeFault } from './faults.ts';
import { type LedgerField, ledgerFieldTitles } from './fields.ts';
import { type Duplicate, findDuplicates } from './find-duplicates.ts';
import { findTable } from './find-table.ts';
import { gridOf } from '../../../spreadsheet/grid.ts';
import type { Fault, LedgerMapping, LedgerPlan, PlannedColumn, PlannedSheet } from './plan-types.ts';
import { readText } from '../../../spreadsheet/read-cell.ts';
import { readRow } from './read-row.ts';
import { recogniseColumns } from './recognise-columns.ts';
import { type ReadRow, keyRows } from './row-key.ts';
import { type TableToRead, openRow } from './row-reader.ts';

/** Rows between two reports of progress, and turns given to others. */
const rowsPerReport = 500;
/** Share of rows that name a keeper from which a blank one is worth a notice. */
const keeperShareMin = 0.5;
/** Without these a row is nothing. */
const neededFields: readonly LedgerField[] = ['title', 'mark'];

export interface PlanOptions {
  readonly mapping?: LedgerMapping;
  /** The scheme of marks in a ledger that names none. */
  readonly defaultScheme: string;
  /** Called every few hundred rows. */
  readonly onProgress?: (progress: { done: number; total: number }) => void;
}

/** A sheet that was looked at, and its table where it is to be read. */
interface Looked {
  readonly sheet: PlannedSheet;
  readonly table: TableToRead | null;
  readonly faults: readonly Fault[];
  readonly notices: readonly Fault[];
}

/** Reads a ledger into rows that could be taken, and says what is wrong with the others. Changes nothing. */
export async function planLedger(workbook: Workbook, options: PlanOptions): Promise<LedgerPlan> {
  const looked = workbook.sheets.map((sheet) => lookAt(sheet, options.mapping ?? {}));
  const faults = looked.flatMap((one) => one.faults);
  const notices = looked.flatMap((one) => one.notices);
  const total = looked.reduce((sum, { table }) => sum + (table?.rows.length ?? 0), 0);
  const read: ReadRow[] = [];
  let done = 0;
  for (const { table } of looked) {
    if (table === null) continue;
    const context = { defaultScheme: options.defaultScheme, namesKeepers: namesKeepers(table) };
    for (const place of table.rows.keys()) {
      const reader = openRow(table, place);
      const row = readRow(reader, context);
      faults.push(...reader.faults);
      notices.push(...reader.notices);
      if (row !== null && reader.faults.length === 0) read.push(row);
      done += 1;
      if (done % rowsPerReport !== 0) continue;
      options.onProgress?.({ done, total });
      await yieldToOthers();
    }
  }
  options.onProgress?.({ done: total, total });
  return conclude({ looked, read, faults, notices, total });
}

function conclude(the: {
  looked: readonly Looked[];
  read: readonly ReadRow[];
  faults: readonly Fault[];
  notices: readonly Fault[];
  total: number;
}): LedgerPlan {
  const duplicates = findDuplicates(the.read);
  const twice = new Set(duplicates.map(({ row }) => row));
  const columnsOf = new Map(the.looked.map(({ sheet }) => [sheet.name, sheet.columns]));
  const found = duplicates.map((duplicate) =>
    describeDuplicate(duplicate, columnsOf.get(duplicate.row.sheet) ?? []),
  );
  const good = keyRows(the.read.filter((row) => !twice.has(row)));
  const order = new Map(the.looked.map(({ sheet }, place) => [sheet.name, place]));
  const inOrder = (a: Fault, b: Fault) =>
    (order.get(a.sheet) ?? 0) - (order.get(b.sheet) ?? 0) || a.row - b.row;
  const kept = new Set(good.map((row) => `${row.sheet}\n${row.row}`));
  return {
    sheets: the.looked.map(({ sheet }) => sheet),
    faults: [...the.faults, ...found].toSorted(inOrder),
    notices: the.notices
      .filter((one) => one.row === 0 || kept.has(`${one.sheet}\n${one.row}`))
      .toSorted(inOrder),
    good,
    counts: {
      rows: the.total,
      good: good.length,
      rejected: the.total - good.length,
      copies: good.reduce((sum, row) => sum + row.copies, 0),
      marksMended: good.filter((row) => row.markNotes.length > 0).length,
    },
  };
}

function describeDuplicate({ row, first, kind }: Duplicate, columns: readonly PlannedColumn[]): Fault {
  const codes = { copy: 'copy-duplicate', running: 'copyno-duplicate', differs: 'number-differs' } as const;
  const field = kind === 'differs' || row.copyNo === null ? 'number' : 'copyNo';
  const column = columns.find((one) => one.field === field);
  const other =
    first.sheet === row.sheet
      ? { zh: '本表', en: 'this sheet' }
      : { zh: `“${first.sheet}”`, en: `"${first.sheet}"` };
  return {
    sheet: row.sheet,
    row: row.row,
    column: column === undefined ? '' : `${column.letter} ${column.header}`.trim(),
    value: (field === 'number' ? row.number : row.copyNo) ?? '',
    code: codes[kind],
    ...describeFault(codes[kind], { sheet: other, row: first.row }),
  };
}

function lookAt(sheet: Sheet, mapping: LedgerMapping): Looked {
  const chosen = Object.hasOwn(mapping, sheet.name) ? mapping[sheet.name] : undefined;
  const grid = gridOf(sheet);
  const base = { name: sheet.name, hidden: sheet.hidden, used: false, headerRow: null, columns: [], rows: 0 };
  const leave = (kind: PlannedSheet['kind'], note: PlannedSheet['note']): Looked => ({
    sheet: { ...base, kind, note },
    table: null,
    faults: [],
    notices: [],
  });
  if (sheet.rows.every((_, row) => grid.isBlank(row)))
    return leave('empty', { zh: '空表，没有读取。', en: 'Empty; not read.' });
  const table = findTable(grid, chosen?.headerRow === undefined ? undefined : chosen.headerRow - 1);
  if (table === null) {
    return leave('prose', { zh: '没有找到表格，没有读取。', en: 'No table was found in it; not read.' });
  }
  const columns = recogniseColumns(grid, table, chosen);
  const rows = table.kinds.flatMap((kind, row) => (kind === 'data' ? [row] : []));
  const headerRow = table.header === null ? null : table.header.last + 1;
  const planned = { ...base, kind: 'table', note: null, headerRow, columns, rows: rows.length } as const;
  if (chosen?.use === false) {
    return {
      sheet: { ...planned, note: { zh: '按你的选择没有读取。', en: 'Not read, as you chose.' } },
      table: null,
      faults: [],
      notices: [],
    };
  }
  if (sheet.hidden && chosen?.use !== true) {
    const said = describeFault('sheet-hidden');
    return {
      sheet: { ...planned, note: said },
      table: null,
      faults: [],
      notices: [sheetFault(sheet.name, 'sheet-hidden', said)],
    };
  }
  const missing = neededFields.filter((field) => columns.every((column) => column.field !== field));
  if (missing.length > 0) {
    const names = (language: 'zh' | 'en') =>
      missing.map((field) => ledgerFieldTitles[field][language]).join('、');
    const said = describeFault('columns-missing', { fields: { zh: names('zh'), en: names('en') } });
    return {
      sheet: { ...planned, note: said },
      table: null,
      faults: [sheetFault(sheet.name, 'columns-missing', said)],
      notices: [],
    };
  }
  return { sheet: { ...planned, used: true }, table: { grid, columns, rows }, faults: [], notices: [] };
}

function sheetFault(sheet: string, code: Fault['code'], said: { zh: string; en: string }): Fault {
  return { sheet, row: 0, column: '', value: '', code, zh: said.zh, en: said.en };
}

function namesKeepers({ grid, columns, rows }: TableToRead): boolean {
  const column = columns.find(({ field }) => field === 'keeper');
  if (column === undefined) return false;
  const named = rows.filter((row) => readText(grid.at(row, column.index)) !== '').length;
  return named >= rows.length * keeperShareMin;
}
