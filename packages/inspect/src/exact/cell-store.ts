/** Bits of the filter for each cell: with four probes about one miss in 400 passes. */
const filterBitsPerCell = 16;
const filterProbes = 4;
/** Bits that say which first two symbols any cell has, by its kind and length. */
const leadBits = 1 << 23;

/** The arrays of a table; what is written to its file. */
export interface CellArrays {
  filter: Uint32Array;
  lead: Uint32Array;
  /** Open addressing by the low word of the hash: number of a cell and one, or 0. */
  slots: Uint32Array;
  hashLow: Uint32Array;
  hashHigh: Uint32Array;
  /** Cell `i` is in the rows `rows[rowsFrom[i]]` to before `rows[rowsFrom[i + 1]]`, ascending, in column `columns[…]`. */
  rowsFrom: Uint32Array;
  rows: Uint32Array;
  columns: Uint8Array;
}

/** A few operations, no chance of a false no: is there a cell of this kind and length with these first two symbols? */
export function leadOf(kind: number, length: number, first: number, second: number): number {
  let mixed = Math.imul(first ^ Math.imul(kind * 67 + length, 0x9e3779b1), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13) ^ second, 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) & (leadBits - 1);
}

export function hasBit(bits: Uint32Array, at: number): boolean {
  return (((bits[at >>> 5] ?? 0) >>> (at & 31)) & 1) === 1;
}

function setBit(bits: Uint32Array, at: number): void {
  bits[at >>> 5] = (bits[at >>> 5] ?? 0) | (1 << (at & 31));
}

/** Bloom filter over the words of a keyed hash. */
export function filterHas(filter: Uint32Array, tag: Uint32Array): boolean {
  const bits = filter.length * 32;
  for (let probe = 0; probe < filterProbes; probe += 1)
    if (!hasBit(filter, (tag[probe] ?? 0) % bits)) return false;
  return true;
}

export function findCell(
  { slots, hashLow, hashHigh }: CellArrays,
  [low, high]: readonly [number, number],
): number | undefined {
  for (let at = low % slots.length, tries = 0; tries < slots.length; tries += 1) {
    const cell = (slots[at] ?? 0) - 1;
    if (cell < 0) return undefined;
    if (hashLow[cell] === low && hashHigh[cell] === high) return cell;
    at = at + 1 === slots.length ? 0 : at + 1;
  }
  return undefined;
}

/** Collects cells; arrays grow by half. */
export class CellCollector {
  #slots = new Uint32Array(1024);
  #hashLow = new Uint32Array(512);
  #hashHigh = new Uint32Array(512);
  /** The words of the filter's hash, kept until the number of cells is known. */
  #tags = new Uint32Array(512 * filterProbes);
  #cells = 0;
  #used = { cells: new Uint32Array(1024), rows: new Uint32Array(1024), columns: new Uint8Array(1024) };
  #uses = 0;
  readonly #lead = new Uint32Array(leadBits / 32);

  get uses(): number {
    return this.#uses;
  }

  add(the: { hash: [number, number]; tag: Uint32Array; row: number; column: number; lead: number }): void {
    const cell = this.#cellOf(the.hash, the.tag);
    setBit(this.#lead, the.lead);
    if (this.#uses === this.#used.rows.length) {
      this.#used = {
        cells: grown(this.#used.cells, 0),
        rows: grown(this.#used.rows, 0),
        columns: grownBytes(this.#used.columns),
      };
    }
    this.#used.cells[this.#uses] = cell;
    this.#used.rows[this.#uses] = the.row;
    this.#used.columns[this.#uses] = the.column;
    this.#uses += 1;
  }

  #cellOf([low, high]: [number, number], tag: Uint32Array): number {
    if ((this.#cells + 1) * 3 > this.#slots.length * 2) this.#rehash();
    let at = low % this.#slots.length;
    for (;;) {
      const cell = (this.#slots[at] ?? 0) - 1;
      if (cell < 0) break;
      if (this.#hashLow[cell] === low && this.#hashHigh[cell] === high) return cell;
      at = at + 1 === this.#slots.length ? 0 : at + 1;
    }
    if (this.#cells === this.#hashLow.length) {
      this.#hashLow = grown(this.#hashLow, 0);
      this.#hashHigh = grown(this.#hashHigh, 0);
      this.#tags = grown(this.#tags, this.#hashLow.length * filterProbes);
    }
    const cell = this.#cells;
    this.#hashLow[cell] = low;
    this.#hashHigh[cell] = high;
    this.#tags.set(tag, cell * filterProbes);
    this.#slots[at] = cell + 1;
    this.#cells += 1;
    return cell;
  }

  #rehash(): void {
    this.#slots = slotsFor(this.#hashLow.subarray(0, this.#cells), this.#slots.length * 2);
  }

  finish(): CellArrays {
    const cells = this.#cells;
    const filter = new Uint32Array(Math.ceil((Math.max(64, cells) * filterBitsPerCell) / 32));
    for (let i = 0; i < cells * filterProbes; i += 1)
      setBit(filter, (this.#tags[i] ?? 0) % (filter.length * 32));
    const hashLow = this.#hashLow.slice(0, cells);
    const slots = slotsFor(hashLow, Math.max(16, Math.ceil(cells * 1.5)));
    return {
      filter,
      lead: this.#lead,
      slots,
      hashLow,
      hashHigh: this.#hashHigh.slice(0, cells),
      ...this.#inOrder(),
    };
  }

  /** Uses in order of cell; rows came ascending and stay so. */
  #inOrder(): Pick<CellArrays, 'rowsFrom' | 'rows' | 'columns'> {
    const rowsFrom = new Uint32Array(this.#cells + 1);
    for (let i = 0; i < this.#uses; i += 1) {
      const next = (this.#used.cells[i] ?? 0) + 1;
      rowsFrom[next] = (rowsFrom[next] ?? 0) + 1;
    }
    for (let cell = 0; cell < this.#cells; cell += 1)
      rowsFrom[cell + 1] = (rowsFrom[cell + 1] ?? 0) + (rowsFrom[cell] ?? 0);
    const rows = new Uint32Array(this.#uses);
    const columns = new Uint8Array(this.#uses);
    const next = rowsFrom.slice();
    for (let i = 0; i < this.#uses; i += 1) {
      const cell = this.#used.cells[i] ?? 0;
      const at = next[cell] ?? 0;
      rows[at] = this.#used.rows[i] ?? 0;
      columns[at] = this.#used.columns[i] ?? 0;
      next[cell] = at + 1;
    }
    return { rowsFrom, rows, columns };
  }
}

function slotsFor(hashLow: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const slots = new Uint32Array(length);
  for (const [cell, low] of hashLow.entries()) {
    let at = low % length;
    while (slots[at] !== 0) at = at + 1 === length ? 0 : at + 1;
    slots[at] = cell + 1;
  }
  return slots;
}

function grown(values: Uint32Array, least: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(least, values.length + (values.length >> 1)));
  larger.set(values);
  return larger;
}

function grownBytes(values: Uint8Array): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(values.length + (values.length >> 1));
  larger.set(values);
  return larger;
}
