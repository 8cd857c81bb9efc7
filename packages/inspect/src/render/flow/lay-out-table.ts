import type { Block, Cell, Table } from './flow.ts';
import type { Item, PictureLoader } from './lay-out-paragraph.ts';
import type { Drawing } from './measure.ts';

export const cellPadding = { x: 4, y: 2 };
const lineColour = '#555555';
const lineWidth = 0.6;

/** Lays out what stands within a cell; given by the flow, which knows all blocks. */
export type LayOutBlocks = (
  blocks: Iterable<Block>,
  room: { width: number; loadPicture: PictureLoader },
) => Promise<Item[]>;

interface RowCell {
  x: number;
  width: number;
  items: Item[];
  fill: string | undefined;
  /** Whether a line is drawn above and below it: not where it goes on in another row. */
  hasTop: boolean;
  hasBottom: boolean;
}

/** A table as one item a row. What a cell over several rows holds is dealt out to these rows, so that nothing covers another. */
export async function layOutTable(
  table: Table,
  {
    width,
    loadPicture,
    layOutBlocks,
  }: { width: number; loadPicture: PictureLoader; layOutBlocks: LayOutBlocks },
): Promise<{ items: Item[]; repeated: Item[] }> {
  const columns = fitColumns(table.columns, width);
  const open: { cell: Cell; rest: Item[]; rowsLeft: number }[] = [];
  const items: Item[] = [];
  const repeated: Item[] = [];
  for (const row of table.rows) {
    const cells: RowCell[] = [];
    for (const going of open) {
      going.rowsLeft -= 1;
      cells.push({
        ...boxOf(going.cell, columns),
        items: [],
        fill: going.cell.fill,
        hasTop: false,
        hasBottom: going.rowsLeft === 0,
      });
    }
    const continued = [...open];
    for (const cell of row.cells) {
      const box = boxOf(cell, columns);
      const laid = await layOutBlocks(cell.blocks, { width: box.width - 2 * cellPadding.x, loadPicture });
      const spans = cell.rows > 1;
      cells.push({ ...box, items: spans ? [] : laid, fill: cell.fill, hasTop: true, hasBottom: !spans });
      if (spans) {
        open.push({ cell, rest: laid, rowsLeft: cell.rows - 1 });
        continued.push(open[open.length - 1] ?? { cell, rest: laid, rowsLeft: 0 });
      }
    }
    dealOut(cells, { continued, heightMin: row.heightMin, columns });
    for (let at = open.length - 1; at >= 0; at -= 1) if (open[at]?.rowsLeft === 0) open.splice(at, 1);
    const item = rowItem(cells, { heightMin: row.heightMin, hasBorders: table.hasBorders });
    items.push(item);
    if (row.isRepeated && repeated.length === items.length - 1) repeated.push(item);
  }
  return { items, repeated };
}

/** Cells over several rows give each row what fits into it, and the last one the rest. */
function dealOut(
  cells: readonly RowCell[],
  input: {
    continued: readonly { cell: Cell; rest: Item[]; rowsLeft: number }[];
    heightMin: number;
    columns: readonly number[];
  },
): void {
  const height = Math.max(input.heightMin, ...cells.map(({ items }) => heightOf(items)), 14);
  for (const going of input.continued) {
    const { x } = boxOf(going.cell, input.columns);
    const place = cells.find((cell) => cell.x === x && cell.items.length === 0);
    if (place === undefined) continue;
    let used = 2 * cellPadding.y;
    while (going.rest.length > 0) {
      const [next] = going.rest;
      if (next === undefined || (going.rowsLeft > 0 && used + next.height > height + 0.5)) break;
      place.items.push(next);
      going.rest.shift();
      used += next.height;
    }
  }
}

function boxOf(cell: Cell, columns: readonly number[]): { x: number; width: number } {
  const x = sum(columns.slice(0, cell.column));
  return { x, width: Math.max(12, sum(columns.slice(cell.column, cell.column + cell.columns))) };
}

const columnMin = 14;

function fitColumns(columns: readonly number[], width: number): number[] {
  const wanted = columns.map((column) => Math.max(columnMin, column));
  const total = sum(wanted);
  return total <= width ? wanted : wanted.map((column) => (column * width) / total);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

function heightOf(items: readonly Item[]): number {
  return sum(items.map(({ height, before }) => height + before)) + 2 * cellPadding.y;
}

function rowItem(
  cells: readonly RowCell[],
  { heightMin, hasBorders }: { heightMin: number; hasBorders: boolean },
): Item {
  const height = Math.max(heightMin, 4, ...cells.map(({ items }) => heightOf(items)));
  return {
    height,
    before: 0,
    breaksBefore: false,
    draw: (context, { x, y, page }) => {
      for (const cell of cells) drawCell(context, cell, { x: x + cell.x, y, height, page, hasBorders });
    },
    split: (room) => splitRow(cells, { room, heightMin: 0, hasBorders }),
  };
}

function drawCell(
  context: Drawing,
  cell: RowCell,
  at: { x: number; y: number; height: number; page: number; hasBorders: boolean },
): void {
  if (cell.fill !== undefined) {
    context.fillStyle = cell.fill;
    context.fillRect(at.x, at.y, cell.width, at.height);
  }
  if (at.hasBorders) drawBorders(context, cell, at);
  let y = at.y + cellPadding.y;
  for (const item of cell.items) {
    y += item.before;
    item.draw(context, { x: at.x + cellPadding.x, y, page: at.page });
    y += item.height;
  }
}

function drawBorders(
  context: Drawing,
  cell: RowCell,
  { x, y, height }: { x: number; y: number; height: number },
): void {
  context.strokeStyle = lineColour;
  context.lineWidth = lineWidth;
  context.beginPath();
  const right = x + cell.width;
  const bottom = y + height;
  context.moveTo(x, y);
  context.lineTo(x, bottom);
  context.moveTo(right, y);
  context.lineTo(right, bottom);
  if (cell.hasTop) {
    context.moveTo(x, y);
    context.lineTo(right, y);
  }
  if (cell.hasBottom) {
    context.moveTo(x, bottom);
    context.lineTo(right, bottom);
  }
  context.stroke();
}

/** A row higher than a page goes on on the next; undefined when not even its first lines fit. */
function splitRow(
  cells: readonly RowCell[],
  { room, heightMin, hasBorders }: { room: number; heightMin: number; hasBorders: boolean },
): [Item, Item] | undefined {
  const upper: RowCell[] = [];
  const lower: RowCell[] = [];
  for (const cell of cells) {
    const fitting = countFitting(cell.items, room - 2 * cellPadding.y);
    upper.push({ ...cell, items: cell.items.slice(0, fitting) });
    lower.push({ ...cell, items: cell.items.slice(fitting) });
  }
  if (upper.every(({ items }) => items.length === 0)) return undefined;
  return [rowItem(upper, { heightMin, hasBorders }), rowItem(lower, { heightMin, hasBorders })];
}

function countFitting(items: readonly Item[], room: number): number {
  let used = 0;
  for (const [at, { height, before }] of items.entries()) {
    used += height + before;
    if (used > room) return at;
  }
  return items.length;
}
