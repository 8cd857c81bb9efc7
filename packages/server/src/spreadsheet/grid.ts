import type { Cell, Sheet } from '@fengni/inspect/workbook';
import { readText } from './read-cell.ts';

/** Cells that merged ranges are spread over; what lies beyond stays blank. A hostile file may name ranges without end. */
export const mergedCellsMax = 200_000;

/** A sheet seen as a grid: rows and columns from 0, merged cells answered for by their first. */
export interface Grid {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  /** The cell as it stands in the file; what a merge covers is blank. */
  readonly own: (row: number, column: number) => Cell;
  /** The cell, or the first of the merge that covers it. */
  readonly at: (row: number, column: number) => Cell;
  /** Columns of the merge a cell begins, 1 where it begins none. */
  readonly width: (row: number, column: number) => number;
  readonly isBlank: (row: number) => boolean;
}

interface Origin {
  readonly row: number;
  readonly column: number;
  readonly width: number;
}

export function gridOf(sheet: Sheet): Grid {
  const rows = sheet.rows.length;
  const columns = sheet.rows.reduce((widest, row) => Math.max(widest, row.length), 0);
  const origins = spreadMerges(sheet, rows, columns);
  const own = (row: number, column: number): Cell => sheet.rows[row]?.[column] ?? null;
  return {
    name: sheet.name,
    rows,
    columns,
    own,
    at(row, column) {
      const origin = origins.get(row * columns + column);
      return origin === undefined ? own(row, column) : own(origin.row, origin.column);
    },
    width(row, column) {
      const origin = origins.get(row * columns + column);
      return origin?.row === row && origin.column === column ? origin.width : 1;
    },
    isBlank: (row) => (sheet.rows[row] ?? []).every((cell) => readText(cell) === ''),
  };
}

function spreadMerges(sheet: Sheet, rows: number, columns: number): ReadonlyMap<number, Origin> {
  const origins = new Map<number, Origin>();
  let left = mergedCellsMax;
  for (const merge of sheet.merges) {
    const bottom = Math.min(merge.bottom, rows - 1);
    const right = Math.min(merge.right, columns - 1);
    const origin = { row: merge.top, column: merge.left, width: right - merge.left + 1 };
    for (let row = merge.top; row <= bottom && left > 0; row += 1) {
      for (let column = merge.left; column <= right && left > 0; column += 1) {
        origins.set(row * columns + column, origin);
        left -= 1;
      }
    }
    if (left <= 0) break;
  }
  return origins;
}

/** Name of a column as spreadsheets show it: 0 is A, 26 is AA. */
export function columnLetter(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest === 0 ? '' : columnLetter(rest - 1)) + String.fromCodePoint(65 + (index % 26));
}
