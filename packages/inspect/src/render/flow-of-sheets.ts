import { sansFamily } from './fonts.ts';
import { plainStyle } from './flow-of-text.ts';
import type { Content } from './gather-content.ts';
import { makeParagraph } from './flow/flow.ts';
import type { Block, Cell, PageSetup, Section, Table, TextStyle } from './flow/flow.ts';

const cellStyle: TextStyle = { ...plainStyle, size: 9, family: sansFamily };
const headStyle: TextStyle = { ...cellStyle, colour: '#666666' };
const titleStyle: TextStyle = { ...plainStyle, size: 12, bold: true, family: sansFamily };
const headFill = '#eeeeee';
const margin = 36;
const pageMin = 842 - 2 * margin;
const groupMax = 1500;
const columnMin = 30;
const columnMax = 220;
const rowHead = 36;

/** Cells of one document that are drawn. */
export const cellsMax = 300_000;

interface Sheet {
  name: string;
  /** Cells by row, then by column; both from one. */
  rows: Map<number, Map<number, string>>;
  widths: Map<number, number>;
  others: string[];
}

/** Each sheet of a workbook as a table: only rows and columns that hold something, with their letters and numbers. */
export function flowOfSheets(content: Content): { sections: Generator<Section>; isCut: boolean } {
  const sheets = new Map<string, Sheet>();
  let cells = 0;
  for (const { place, text } of content.segments) {
    if (place.sheet === undefined) continue;
    const sheet: Sheet = sheets.get(place.sheet) ?? {
      name: place.sheet,
      rows: new Map(),
      widths: new Map(),
      others: [],
    };
    sheets.set(place.sheet, sheet);
    const at = place.kind === 'cell' ? placeOf(place.cell) : undefined;
    if (at === undefined) {
      if (place.kind !== 'cell' && text !== place.sheet) sheet.others.push(text);
      continue;
    }
    cells += 1;
    if (cells <= cellsMax) putCell(sheet, at, text);
  }
  return { sections: sectionsOf(sheets.values()), isCut: cells > cellsMax };
}

function placeOf(cell: string | undefined): { row: number; column: number } | undefined {
  const found = /^([A-Z]{1,4})(\d{1,8})$/.exec(cell ?? '');
  if (found === null) return undefined;
  let column = 0;
  for (const letter of found[1] ?? '') column = column * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(found[2]), column };
}

function putCell(sheet: Sheet, { row, column }: { row: number; column: number }, text: string): void {
  const cells = sheet.rows.get(row) ?? new Map<number, string>();
  sheet.rows.set(row, cells);
  const before = cells.get(column);
  cells.set(column, before === undefined ? text : `${before}\n${text}`);
  const longest = Math.max(...text.split('\n', 50).map((line) => estimate(line)));
  sheet.widths.set(
    column,
    Math.max(sheet.widths.get(column) ?? columnMin, Math.min(columnMax, longest + 12)),
  );
}

/** Points a line takes: letters half as wide as ideographs. */
function estimate(line: string): number {
  const shown = line.slice(0, 60);
  const narrow = shown.match(/[\u0020-\u02ff]/g)?.length ?? 0;
  return (shown.length - narrow) * cellStyle.size + narrow * cellStyle.size * 0.58;
}

function* sectionsOf(sheets: Iterable<Sheet>): Generator<Section> {
  for (const sheet of sheets) {
    const groups = groupColumns(sheet);
    for (const group of groups.length === 0 ? [[]] : groups) {
      const width = rowHead + group.reduce((sum, column) => sum + (sheet.widths.get(column) ?? columnMin), 0);
      yield { setup: setupOf(width), header: [], footer: [], blocks: blocksOf(sheet, group) };
    }
  }
}

function setupOf(width: number): PageSetup {
  const inner = Math.max(pageMin, width);
  return {
    width: inner + 2 * margin,
    height: Math.max(595, (inner + 2 * margin) * Math.SQRT1_2),
    top: margin,
    right: margin,
    bottom: margin,
    left: margin,
    header: 20,
    footer: 20,
  };
}

function groupColumns(sheet: Sheet): number[][] {
  const groups: number[][] = [];
  let width = Number.POSITIVE_INFINITY;
  for (const column of [...sheet.widths.keys()].toSorted((left, right) => left - right)) {
    const own = sheet.widths.get(column) ?? columnMin;
    if (width + own > groupMax) {
      groups.push([]);
      width = rowHead;
    }
    groups.at(-1)?.push(column);
    width += own;
  }
  return groups;
}

/** So many rows are laid out at a time. */
const rowsPerTable = 200;

function* blocksOf(sheet: Sheet, group: readonly number[]): Generator<Block> {
  yield makeParagraph([{ kind: 'text', text: sheet.name, style: titleStyle }], { after: 6 });
  const rows = [...sheet.rows.keys()].toSorted((left, right) => left - right);
  const head = rowOf(['', ...group.map((column) => lettersOf(column))], { isHead: true });
  const columns = [rowHead, ...group.map((column) => sheet.widths.get(column) ?? columnMin)];
  for (let at = 0; at < rows.length; at += rowsPerTable) {
    const own = rows.slice(at, at + rowsPerTable).map((row) =>
      rowOf([String(row), ...group.map((column) => sheet.rows.get(row)?.get(column) ?? '')], {
        isHead: false,
      }),
    );
    yield { kind: 'table', columns, rows: [...(at === 0 ? [head] : []), ...own], hasBorders: true };
  }
  for (const text of sheet.others)
    yield makeParagraph([{ kind: 'text', text, style: cellStyle }], { before: 4 });
}

function rowOf(texts: readonly string[], { isHead }: { isHead: boolean }): Table['rows'][number] {
  return {
    heightMin: 14,
    isRepeated: isHead,
    cells: texts.map((text, column): Cell => {
      const isGrey = isHead || column === 0;
      const style = isGrey ? headStyle : cellStyle;
      const blocks =
        text === ''
          ? []
          : text.split('\n').map((line) =>
              makeParagraph([{ kind: 'text', text: line, style }], {
                line: { times: 1.2 },
                align: isGrey ? 'centre' : 'left',
              }),
            );
      return { column, columns: 1, rows: 1, blocks, ...(isGrey ? { fill: headFill } : {}) };
    }),
  };
}

function lettersOf(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}
