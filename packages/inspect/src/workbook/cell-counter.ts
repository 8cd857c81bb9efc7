import { FileRefused } from './failures.ts';
import type { Cell, WorkbookLimits } from './workbook.ts';

/** Counts what is taken from a file and refuses the file where a limit is passed. */
export class CellCounter {
  readonly #limits: WorkbookLimits;
  #cells = 0;

  constructor(limits: WorkbookLimits) {
    this.#limits = limits;
  }

  /**
   * Call before a filled cell is kept; `row` and `column` count from 0.
   * @throws FileRefused `rows`, `columns`, `cells`, `text-length`
   */
  count(place: { row: number; column: number; units: number }): void {
    const { rowsMax, columnsMax, cellsMax, cellUnitsMax } = this.#limits;
    if (place.row >= rowsMax) throw new FileRefused('rows', rowsMax);
    if (place.column >= columnsMax) throw new FileRefused('columns', columnsMax);
    if (place.units > cellUnitsMax) throw new FileRefused('text-length', cellUnitsMax);
    this.#cells += 1;
    if (this.#cells > cellsMax) throw new FileRefused('cells', cellsMax);
  }
}

/** Puts a filled row at its place; the blank ones before it become empty arrays, the blank ones after never exist. */
export function placeRow(rows: Cell[][], row: number, cells: Cell[]): void {
  while (rows.length < row) rows.push([]);
  rows.push(cells);
}
