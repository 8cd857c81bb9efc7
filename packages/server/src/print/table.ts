import type { Align, TextBlock } from './canvas.ts';
import type { Face } from './fonts.ts';
import type { Page } from './page.ts';
import { PrintRefusal } from './refusal.ts';
import { mm, typeSize } from './units.ts';

/** Longest table in one file: some seconds of work, during which the thread does nothing else. */
export const tableRowsMax = 10_000;
/** Longest text in a cell, so that a row is never higher than a page. Lines. */
const cellLinesMax = 24;

export interface Column {
  head: string;
  /** Share of the width of the type area, against the other columns. */
  weight: number;
  align?: Align;
  face?: Face;
  /** A text that would need two lines may be set smaller first (names, numbers). */
  shrink?: boolean;
  /** Draws into the cell by hand, over its text. */
  draw?: (cell: CellBox, row: number, rows: number) => void;
}

export interface CellBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

export type Cell = string | { text: string; span?: number; align?: Align; face?: Face };

export interface TableOptions {
  columns: Column[];
  rows: Cell[][];
  /** Repeated on every page. Default `true`. */
  head?: boolean;
  /** Size of type in points. Default 10.5 (五号). */
  size?: number;
  /** Least height of a row in points. */
  rowHeightMin?: number;
  /** Height of what must stand on the same page as the last row (total, signatures), in points. */
  tailHeight?: number;
  /** Lines between the cells. Default `true`. */
  grid?: boolean;
}

interface LaidCell {
  x: number;
  width: number;
  block: TextBlock;
  align: Align;
  column: Column;
}

interface LaidRow {
  cells: LaidCell[];
  height: number;
}

const padX = 1.2 * mm;
const padY = 1 * mm;

/**
 * Draws a table from the cursor down, over as many pages as it takes: rows are measured and never split,
 * the head is repeated and never stands alone. Refuses more than `tableRowsMax` rows.
 */
export function drawTable(page: Page, options: TableOptions): void {
  const { columns, rows, head = true } = options;
  if (rows.length > tableRowsMax) throw new PrintRefusal('print.table.too.long');
  const headRow = head ? layoutHead(page, options) : undefined;
  const headHeight = headRow?.height ?? 0;
  const drawHead = (): void => {
    if (headRow !== undefined) drawRow(page, headRow, options);
  };
  for (const [index, row] of rows.entries()) {
    const laid = layoutRow(page, row, columns, options);
    const tail = index === rows.length - 1 ? (options.tailHeight ?? 0) : 0;
    const broke = page.need(laid.height + tail + (index === 0 ? headHeight : 0));
    if (index === 0 || broke) drawHead();
    drawRow(page, laid, options, index);
  }
  if (rows.length === 0 && headRow !== undefined) {
    page.need(headHeight + (options.tailHeight ?? 0));
    drawHead();
  }
}

/** Height the whole table would take on an endless page, in points. */
export function measureTable(page: Page, options: TableOptions): number {
  const head = options.head === false ? 0 : layoutHead(page, options).height;
  return options.rows.reduce((sum, row) => sum + layoutRow(page, row, options.columns, options).height, head);
}

function layoutHead(page: Page, options: TableOptions): LaidRow {
  const columns = options.columns.map(({ head, weight }): Column => ({
    head,
    weight,
    face: 'hei',
    align: 'center',
    shrink: true,
  }));
  return layoutRow(
    page,
    columns.map((column) => column.head),
    columns,
    { ...options, rowHeightMin: 0 },
  );
}

function layoutRow(page: Page, row: Cell[], columns: Column[], options: TableOptions): LaidRow {
  const total = columns.reduce((sum, column) => sum + column.weight, 0);
  const cells: LaidCell[] = [];
  let x = page.left;
  let at = 0;
  for (const cell of row) {
    const column = columns[at];
    if (column === undefined) throw new Error('a row has more cells than the table has columns');
    const given = typeof cell === 'string' ? { text: cell } : cell;
    const span = given.span ?? 1;
    const weight = columns.slice(at, at + span).reduce((sum, spanned) => sum + spanned.weight, 0);
    const width = (page.width * weight) / total;
    const block = layoutCell(page, given.text, {
      column,
      face: given.face ?? column.face,
      width,
      size: options.size,
    });
    cells.push({ x, width, block, align: given.align ?? column.align ?? 'left', column });
    x += width;
    at += span;
  }
  const height = Math.max(options.rowHeightMin ?? 0, ...cells.map((cell) => cell.block.height + padY * 2));
  return { cells, height };
}

function layoutCell(
  page: Page,
  text: string,
  cell: { column: Column; face: Face | undefined; width: number; size: number | undefined },
): TextBlock {
  const size = cell.size ?? typeSize.five;
  return page.canvas.layout(text, {
    face: cell.face ?? 'song',
    size,
    width: cell.width - padX * 2,
    leading: 1.25,
    linesMax: cellLinesMax,
    shrinkTo: cell.column.shrink === true ? size * 0.7 : undefined,
  });
}

// Text first: a path may not be interrupted by text.
function drawRow(page: Page, row: LaidRow, options: TableOptions, index = -1): void {
  const { doc } = page.canvas;
  for (const cell of row.cells) {
    const top = page.y + (row.height - cell.block.height) / 2;
    page.canvas.drawBlock(cell.block, cell.x + padX, top, cell.align);
  }
  if (options.grid !== false) {
    for (const cell of row.cells) doc.rect(cell.x, page.y, cell.width, row.height);
    doc.lineWidth(0.5).stroke();
  }
  if (index >= 0) {
    for (const { x, width, column } of row.cells) {
      column.draw?.({ x, y: page.y, width, height: row.height }, index, options.rows.length);
    }
  }
  page.y += row.height;
}
