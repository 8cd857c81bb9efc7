import type { Cell } from '@fengni/inspect/workbook';
import { describeFault, type FaultCode, type FaultParams } from './faults.ts';
import { type LedgerField, ledgerFieldTitles } from './fields.ts';
import type { Grid } from '../../../spreadsheet/grid.ts';
import type { Fault, PlannedColumn } from './plan-types.ts';
import { isNothing, readDate, readText } from '../../../spreadsheet/read-cell.ts';

const valueUnitsMax = 60;
const dittos = new Set(['同上', '〃', '"', '″', '＂']);

export interface TableToRead {
  readonly grid: Grid;
  readonly columns: readonly PlannedColumn[];
  /** Rows of data from 0, in order. */
  readonly rows: readonly number[];
}

/** One row of a table, asked for by field; collects what is wrong with it. */
export interface RowReader {
  readonly sheet: string;
  /** From 0. */
  readonly row: number;
  readonly faults: Fault[];
  readonly notices: Fault[];
  readonly has: (field: LedgerField) => boolean;
  readonly cell: (field: LedgerField) => Cell;
  /** Text of a field, '' where it is blank, says nothing or is too long (a fault). */
  readonly text: (field: LedgerField, unitsMax: number) => string;
  readonly day: (field: LedgerField) => string | null;
  readonly columnsOf: (
    field: LedgerField,
  ) => readonly { readonly column: PlannedColumn; readonly text: string }[];
  readonly fault: (code: FaultCode, field: LedgerField | null, params?: FaultParams) => void;
  readonly notice: (code: FaultCode, field: LedgerField | null, params?: FaultParams) => void;
  /** Words that found no field of their own, for the remark. */
  readonly kept: string[];
  /** Keeps the words of a field beside what was made of them, under the column's own name. */
  readonly keep: (field: LedgerField, words: string) => void;
}

export function openRow({ grid, columns, rows }: TableToRead, place: number): RowReader {
  const row = rows[place] ?? 0;
  const byField = new Map<LedgerField, PlannedColumn>();
  for (const column of columns)
    if (column.field !== null && !byField.has(column.field)) byField.set(column.field, column);
  const faults: Fault[] = [];
  const notices: Fault[] = [];
  const kept: string[] = [];
  const wrong = new Set<number>();

  /** A cell, looking up the column where it says 同上. */
  const cellAt = (column: number): Cell => {
    for (let at = place; at >= 0; at -= 1) {
      const cell = grid.at(rows[at] ?? 0, column);
      if (!dittos.has(readText(cell))) return cell;
    }
    return null;
  };
  const describe = (code: FaultCode, field: LedgerField | null, params: FaultParams = {}): Fault => {
    const column = field === null ? undefined : byField.get(field);
    const value = column === undefined ? '' : readText(grid.at(row, column.index)).slice(0, valueUnitsMax);
    return {
      sheet: grid.name,
      row: row + 1,
      column: column === undefined ? '' : `${column.letter} ${column.header}`.trim(),
      value,
      code,
      ...describeFault(code, { value, ...params }),
    };
  };
  const reader: RowReader = {
    sheet: grid.name,
    row,
    faults,
    notices,
    kept,
    has: (field) => byField.has(field),
    cell(field) {
      const column = byField.get(field);
      if (column === undefined) return null;
      const cell = cellAt(column.index);
      if (cell?.kind !== 'error') return cell;
      if (!wrong.has(column.index)) reader.fault('cell-error', field);
      wrong.add(column.index);
      return null;
    },
    text(field, unitsMax) {
      const text = readText(reader.cell(field));
      if (isNothing(text)) return '';
      if (text.length <= unitsMax) return text;
      reader.fault('too-long', field, { max: unitsMax });
      return '';
    },
    day(field) {
      const read = readDate(reader.cell(field));
      if (read.kind === 'day') return read.day;
      if (read.kind === 'impossible') reader.fault('date-impossible', field);
      if (read.kind === 'unreadable') reader.fault('date-unreadable', field);
      if (read.kind === 'partial') {
        reader.notice('date-partial', field);
        reader.keep(field, read.text);
      }
      return null;
    },
    keep: (field, words) =>
      void kept.push(`${byField.get(field)?.header || ledgerFieldTitles[field].zh}：${words}`),
    columnsOf: (field) =>
      columns
        .filter((column) => column.field === field)
        .map((column) => ({ column, text: readText(cellAt(column.index)) })),
    fault: (code, field, params) => void faults.push(describe(code, field, params)),
    notice: (code, field, params) => void notices.push(describe(code, field, params)),
  };
  return reader;
}
