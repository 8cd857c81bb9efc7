import { keyBytesMin } from '../copies/keys.ts';
import { CellHasher } from './cell-hash.ts';
import { formKinds, formOf } from './cell-forms.ts';
import { CellCollector, leadOf } from './cell-store.ts';
import { ExactTableRefused } from './exact-table.ts';
import type { ExactColumn, ExactTableOptions } from './exact-table.ts';
import { LoadedTable } from './loaded-table.ts';
import type { TableHead } from './loaded-table.ts';

export const exactRowsMax = 4_000_000;
export const exactColumnsMax = 64;
export const withinUnitsDefault = 120;
export const toleranceDegreesDefault = 0.001;
const toleranceDegreesMax = 1;

/**
 * Makes a table from rows of cells as they were read from a sheet; the rows are not kept. Cells that are empty or too
 * short to be looked for are left out (names of one character, numbers below four signs). About 6 microseconds a cell
 * and 30 bytes of memory.
 * @throws ExactTableRefused `weak-key`, `bad-columns`, `too-many-rows`, `no-cells`
 */
export function buildExactTable(rows: Iterable<readonly string[]>, options: ExactTableOptions): LoadedTable {
  if (options.key.byteLength < keyBytesMin) throw new ExactTableRefused('weak-key');
  const fault = faultOf(options);
  if (fault !== undefined) throw new ExactTableRefused('bad-columns', fault);
  const toleranceDegrees = options.toleranceDegrees ?? toleranceDegreesDefault;
  const hasher = new CellHasher(options.key);
  const collector = new CellCollector();
  const lengths = formKinds.map(() => new Set<number>());
  let rowCount = 0;
  for (const row of rows) {
    if (rowCount === exactRowsMax) throw new ExactTableRefused('too-many-rows', String(exactRowsMax));
    for (const [column, { kind }] of options.columns.entries()) {
      const form = formOf(row[column] ?? '', kind, toleranceDegrees);
      if (form === undefined) continue;
      const kindNumber = formKinds.indexOf(form.kind);
      const { symbols } = form;
      lengths[kindNumber]?.add(symbols.length);
      hasher.quick(form.kind, symbols);
      const lead = leadOf(kindNumber, symbols.length, symbols[0] ?? 0, symbols[1] ?? 0);
      collector.add({ hash: hasher.slow(form.kind, symbols), tag: hasher.tag, row: rowCount, column, lead });
    }
    rowCount += 1;
  }
  if (collector.uses === 0) throw new ExactTableRefused('no-cells');
  const head: TableHead = {
    id: options.id,
    columns: options.columns.map(({ name, kind, alone }) => ({ name, kind, alone })),
    withinUnits: options.withinUnits ?? withinUnitsDefault,
    toleranceDegrees,
    rowCount,
    lengths: lengths.map((set) => [...set].toSorted((a, b) => a - b)),
  };
  return new LoadedTable(head, collector.finish(), options.key);
}

function faultOf({ id, columns, toleranceDegrees = 0.001 }: ExactTableOptions): string | undefined {
  if (id.length === 0 || id.length > 256) return 'id';
  if (columns.length === 0 || columns.length > exactColumnsMax) return `1–${exactColumnsMax}`;
  if (columns.some(({ name }: ExactColumn) => name.length === 0 || name.length > 256)) return 'name';
  if (columns.length === 1 && columns.every(({ alone }) => !alone)) return 'alone';
  if (!(toleranceDegrees > 0 && toleranceDegrees <= toleranceDegreesMax)) return 'toleranceDegrees';
  return undefined;
}
