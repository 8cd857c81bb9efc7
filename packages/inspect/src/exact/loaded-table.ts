import type { TextRange } from '../copies/copy-index.ts';
import { CellHasher } from './cell-hash.ts';
import { filterHas, findCell, hasBit, leadOf } from './cell-store.ts';
import type { CellArrays } from './cell-store.ts';
import { formKinds } from './cell-forms.ts';
import type { FormKind } from './cell-forms.ts';
import type { ExactColumn, ExactMatch, ExactTable } from './exact-table.ts';
import { findCandidates } from './find-candidates.ts';

/** A cell that more rows have says nothing about any of them, beside another just as common. */
const commonRows = 4096;
/** Cells after one that are tried as its partner. */
const partnersMax = 64;

export interface TableHead {
  id: string;
  columns: ExactColumn[];
  withinUnits: number;
  toleranceDegrees: number;
  rowCount: number;
  /** For each kind of form, in the order of `formKinds`, how many symbols its cells have. */
  lengths: number[][];
}

interface CellHit {
  cell: number;
  range: TextRange;
}

type Field = ExactMatch['fields'][number];

export class LoadedTable implements ExactTable {
  readonly head: TableHead;
  readonly arrays: CellArrays;
  readonly #hasher: CellHasher;

  constructor(head: TableHead, arrays: CellArrays, key: Uint8Array) {
    this.head = head;
    this.arrays = arrays;
    this.#hasher = new CellHasher(key);
  }

  get id(): string {
    return this.head.id;
  }

  get rowCount(): number {
    return this.head.rowCount;
  }

  get cellCount(): number {
    return this.arrays.rows.length;
  }

  get bytes(): number {
    return Object.values(this.arrays).reduce(
      (sum, { byteLength }: { byteLength: number }) => sum + byteLength,
      0,
    );
  }

  find(text: string): ExactMatch[] {
    const hits: CellHit[] = [];
    const test = (kind: FormKind, symbols: ArrayLike<number>, from: number, to: number): number | undefined =>
      this.#findCell(kind, symbols, from, to);
    findCandidates(text, this.head, test, (cell, range) => void hits.push({ cell, range }));
    hits.sort((a, b) => a.range.from - b.range.from || b.range.to - a.range.to);
    const distinct = hits.filter((hit, i) => !repeats(hit, hits, i));
    const matches = new Matches(this.head.id);
    for (const hit of distinct) this.#takeAlone(hit, matches);
    for (const [i, hit] of distinct.entries()) this.#takePairs(hit, distinct, i, matches);
    return matches.list();
  }

  /** Cheapest test first: two symbols, then a filter, then the hash that decides. */
  #findCell(kind: FormKind, symbols: ArrayLike<number>, from: number, to: number): number | undefined {
    const lead = leadOf(
      formKinds.indexOf(kind),
      to - from,
      symbols[from] ?? 0,
      from + 1 < to ? (symbols[from + 1] ?? 0) : 0,
    );
    if (!hasBit(this.arrays.lead, lead)) return undefined;
    this.#hasher.quick(kind, symbols, from, to);
    if (!filterHas(this.arrays.filter, this.#hasher.tag)) return undefined;
    return findCell(this.arrays, this.#hasher.slow(kind, symbols, from, to));
  }

  #usesOf(cell: number): { from: number; to: number } {
    return { from: this.arrays.rowsFrom[cell] ?? 0, to: this.arrays.rowsFrom[cell + 1] ?? 0 };
  }

  #columnAt(use: number): ExactColumn | undefined {
    return this.head.columns[this.arrays.columns[use] ?? 0];
  }

  #takeAlone({ cell, range }: CellHit, matches: Matches): void {
    const { from, to } = this.#usesOf(cell);
    for (let use = from; use < to; use += 1) {
      const column = this.#columnAt(use);
      if (column?.alone === true) matches.add(this.arrays.rows[use] ?? 0, [{ column: column.name, range }]);
    }
  }

  #takePairs(hit: CellHit, hits: readonly CellHit[], i: number, matches: Matches): void {
    const end = Math.min(hits.length, i + 1 + partnersMax);
    for (let j = i + 1; j < end; j += 1) {
      const other = hits[j];
      if (other === undefined || other.range.from - hit.range.to > this.head.withinUnits) return;
      if (other.range.from >= hit.range.to) this.#takePair(hit, other, matches);
    }
  }

  /** Rows that have both cells, in different columns: those of the rarer are looked for among those of the other. */
  #takePair(first: CellHit, second: CellHit, matches: Matches): void {
    const a = this.#usesOf(first.cell);
    const b = this.#usesOf(second.cell);
    if (Math.min(a.to - a.from, b.to - b.from) > commonRows) return;
    const isFirstRarer = a.to - a.from <= b.to - b.from;
    const [few, many] = isFirstRarer ? [a, b] : [b, a];
    for (let use = few.from; use < few.to; use += 1) {
      const row = this.arrays.rows[use] ?? 0;
      for (
        let other = this.#firstUseOf(row, many);
        other < many.to && this.arrays.rows[other] === row;
        other += 1
      ) {
        if (this.arrays.columns[other] === this.arrays.columns[use]) continue;
        const [firstUse, secondUse] = isFirstRarer ? [use, other] : [other, use];
        matches.add(row, [
          { column: this.#columnAt(firstUse)?.name ?? '', range: first.range },
          { column: this.#columnAt(secondUse)?.name ?? '', range: second.range },
        ]);
      }
    }
  }

  #firstUseOf(row: number, { from, to }: { from: number; to: number }): number {
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.arrays.rows[middle] ?? 0) < row) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The same cell once more within a longer span of it: a number with and without the country's prefix. */
function repeats(hit: CellHit, sorted: readonly CellHit[], i: number): boolean {
  for (let j = i - 1; j >= Math.max(0, i - partnersMax); j -= 1) {
    const before = sorted[j];
    if (before?.cell === hit.cell && before.range.to >= hit.range.to) return true;
  }
  return false;
}

/** Fields found, by row; rows with the very same fields become one. */
class Matches {
  readonly #table: string;
  readonly #rows = new Map<number, Map<string, Field>>();

  constructor(table: string) {
    this.#table = table;
  }

  add(row: number, fields: readonly Field[]): void {
    const known = this.#rows.get(row) ?? new Map<string, Field>();
    this.#rows.set(row, known);
    for (const field of fields) known.set(`${field.range.from} ${field.range.to} ${field.column}`, field);
  }

  list(): ExactMatch[] {
    const byFields = new Map<string, ExactMatch>();
    for (const [row, found] of [...this.#rows].toSorted(([a], [b]) => a - b)) {
      const fields = [...found.values()].toSorted((a, b) => a.range.from - b.range.from);
      const same = fields.map(({ column, range }) => `${range.from} ${range.to} ${column}`).join('\n');
      const known = byFields.get(same);
      if (known === undefined) byFields.set(same, { table: this.#table, row, rows: 1, fields });
      else known.rows += 1;
    }
    return [...byFields.values()].toSorted(
      (a, b) => (a.fields[0]?.range.from ?? 0) - (b.fields[0]?.range.from ?? 0),
    );
  }
}
