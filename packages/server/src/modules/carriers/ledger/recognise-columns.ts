import type { Cell } from '@fengni/inspect/workbook';
import { parseMarkTolerant } from '@fengni/schemes/mark';
import { type LedgerField, ledgerFields } from './fields.ts';
import { type FoundTable, matchColumnHeader } from './find-table.ts';
import { type Grid, columnLetter } from '../../../spreadsheet/grid.ts';
import type { PlannedColumn, SheetMapping } from './plan-types.ts';
import { readCode, readCount, readDate, readText } from '../../../spreadsheet/read-cell.ts';
import { schemeNamed } from './read-mark.ts';
import { readMedium, readState } from './words.ts';

/** Filled cells of a column looked at, and below this share of fitting ones a header is not believed. */
const samplesMax = 200;
const fitMin = 0.3;
/** Content alone must fit so well to name a field. */
const contentFitMin = 0.8;
const contentSamplesMin = 3;
const examplesMax = 3;
const exampleUnitsMax = 40;

const isDay = (cell: Cell) => readDate(cell).kind !== 'unreadable';
const isCount = (cell: Cell) => readCount(cell).kind !== 'unreadable';

/** What content must look like for a field; fields not named here take any text. */
const looks: Partial<Readonly<Record<LedgerField, (cell: Cell) => boolean>>> = {
  ordinal: (cell) => /^\d{1,6}$/.test(readCode(cell)),
  copyNo: (cell) => readCode(cell).length <= 20,
  copies: isCount,
  pages: isCount,
  scheme: (cell) => schemeNamed(readText(cell)) !== null,
  mark: (cell) => parseMarkTolerant(readText(cell).slice(0, 200)).ok,
  issuedOn: isDay,
  receivedOn: isDay,
  stateOn: isDay,
  lentOn: isDay,
  returnedOn: isDay,
  archivedOn: isDay,
  sentBackOn: isDay,
  destroyedOn: isDay,
  medium: (cell) => readMedium(readText(cell)) !== null,
  state: (cell) => readState(readText(cell)) !== null,
};
/** Fields whose headers are used for other things too: 去向, 类别, 类型. */
const vague: ReadonlySet<LedgerField> = new Set(['state', 'medium', 'ordinal', 'copyNo']);
const documentNo = /[〔[(（【]\s*\d{4}\s*[〕\])）】]/u;

interface Candidate {
  readonly index: number;
  readonly field: LedgerField;
  readonly confidence: number;
}

/** Says for each column what it means: by its header, checked against its content, else by content alone. */
export function recogniseColumns(grid: Grid, table: FoundTable, mapping: SheetMapping = {}): PlannedColumn[] {
  const dataRows = table.kinds.flatMap((kind, row) => (kind === 'data' ? [row] : [])).slice(0, samplesMax);
  const samples = Array.from({ length: grid.columns }, (_, column) =>
    dataRows.map((row) => grid.at(row, column)).filter((cell) => readText(cell) !== ''),
  );
  const candidates = samples.flatMap((cells, index) => candidatesOf(grid, table, { index, cells }));
  const chosen = choose(candidates, grid.columns, mapping);
  return samples.flatMap((cells, index) => {
    const header = table.headers[index] ?? '';
    if (header === '' && cells.length === 0) return [];
    const examples = [...new Set(cells.map((cell) => readText(cell).slice(0, exampleUnitsMax)))].slice(
      0,
      examplesMax,
    );
    const { field, confidence } = chosen.get(index) ?? { field: null, confidence: 0 };
    return [
      {
        index,
        letter: columnLetter(index),
        header,
        field,
        confidence: Math.round(confidence * 100) / 100,
        examples,
      },
    ];
  });
}

function candidatesOf(
  grid: Grid,
  table: FoundTable,
  the: { index: number; cells: readonly Cell[] },
): Candidate[] {
  const { index, cells } = the;
  const byHeader = table.header === null ? null : matchColumnHeader(grid, table.header, index);
  if (byHeader === null) return byContent(table, the);
  const { field } = byHeader;
  const fit = fitOf(cells, looks[field]);
  const found =
    fit < fitMin && vague.has(field)
      ? []
      : [{ index, field, confidence: byHeader.confidence * (0.6 + 0.4 * fit) }];
  // 编号 stands over numbers of documents as often as over numbers of the register
  if (
    field === 'number' &&
    fitOf(cells, (cell) => documentNo.test(readText(cell))) >= 0.5 &&
    cells.length > 0
  ) {
    return [
      { index, field: 'documentNo', confidence: byHeader.confidence * 0.9 },
      { index, field, confidence: byHeader.confidence * 0.5 },
    ];
  }
  if (found.length > 0) return found;
  // 类别, 去向 and the like mean what stands below them
  const others = byContent(table, the);
  return others.length > 0 ? others : [{ index, field: 'remark', confidence: 0.4 }];
}

/** What content alone says; a table without any header is read more boldly. */
function byContent(
  table: FoundTable,
  { index, cells }: { index: number; cells: readonly Cell[] },
): Candidate[] {
  if (cells.length < contentSamplesMin) return [];
  const fields: LedgerField[] = ['mark', 'scheme', 'state', 'medium'];
  const found = fields.flatMap((field) => {
    const fit = fitOf(cells, looks[field]);
    return fit >= contentFitMin ? [{ index, field, confidence: 0.7 * fit }] : [];
  });
  if (fitOf(cells, (cell) => documentNo.test(readText(cell))) >= contentFitMin) {
    found.push({ index, field: 'documentNo', confidence: 0.7 });
  }
  if (found.length > 0 || table.header !== null) return found;
  if (isRunning(cells)) return [{ index, field: 'ordinal', confidence: 0.6 }];
  if (fitOf(cells, (cell) => readDate(cell).kind === 'day') >= contentFitMin) {
    return [{ index, field: 'receivedOn', confidence: 0.5 }];
  }
  if (fitOf(cells, (cell) => /^0\d{2,}$/.test(readCode(cell))) >= contentFitMin) {
    return [{ index, field: 'copyNo', confidence: 0.5 }];
  }
  const length = cells.reduce((sum, cell) => sum + readText(cell).length, 0) / cells.length;
  return length >= 6 ? [{ index, field: 'title', confidence: Math.min(0.55, length / 40) }] : [];
}

function fitOf(cells: readonly Cell[], look: ((cell: Cell) => boolean) | undefined): number {
  if (look === undefined || cells.length === 0) return 1;
  return cells.filter(look).length / cells.length;
}

function isRunning(cells: readonly Cell[]): boolean {
  return cells.every((cell, i) => i === 0 || Number(readCode(cell)) === Number(readCode(cells[i - 1])) + 1);
}

function bySureness(a: Candidate, b: Candidate): number {
  const order = ledgerFields.indexOf(a.field) - ledgerFields.indexOf(b.field);
  return b.confidence - a.confidence || order || a.index - b.index;
}

/** The surest column gets the field; a column the user mapped has what he chose, and its field nobody else. */
function choose(
  candidates: readonly Candidate[],
  columns: number,
  mapping: SheetMapping,
): Map<number, { field: LedgerField | null; confidence: number }> {
  const chosen = new Map<number, { field: LedgerField | null; confidence: number }>();
  const taken = new Set<LedgerField>();
  const take = (index: number, field: LedgerField | null, confidence: number): void => {
    if (chosen.has(index) || (field !== null && taken.has(field))) return;
    chosen.set(index, { field, confidence });
    if (field !== null && field !== 'remark') taken.add(field);
  };
  for (const [key, field] of Object.entries(mapping.columns ?? {})) {
    const index = Number(key);
    if (Number.isInteger(index) && index >= 0 && index < columns) take(index, field, 1);
  }
  for (const { index, field, confidence } of candidates.toSorted(bySureness)) take(index, field, confidence);
  return chosen;
}
