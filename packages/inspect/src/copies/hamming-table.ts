const bands = 4;
const bandBits = 16;
const bandValues = 1 << bandBits;
/** Hashes looked through one by one until the bands are made anew. */
const looseMin = 4096;

export const hammingDistanceMax = 15;

/**
 * 64-bit hashes by Hamming distance. Each is in four bands of 16 bits; two hashes that differ in d bits have a band that
 * differs in no more than d/4, so only buckets that near are looked through.
 *
 * Source: Norouzi, Punjani, Fleet, "Fast Exact Search in Hamming Space with Multi-Index Hashing", 2014.
 */
export class HammingTable {
  #high = new Uint32Array(1024);
  #low = new Uint32Array(1024);
  #count = 0;
  /** For each band the hashes in order of their bits, and where each value begins. */
  #order: Uint32Array[] = [];
  #begins: Uint32Array[] = [];
  #banded = 0;

  get count(): number {
    return this.#count;
  }

  /** The number of the new hash. */
  add(high: number, low: number): number {
    if (this.#count === this.#high.length) {
      this.#high = doubled(this.#high);
      this.#low = doubled(this.#low);
    }
    this.#high[this.#count] = high;
    this.#low[this.#count] = low;
    this.#count += 1;
    return this.#count - 1;
  }

  /** Every hash within the distance, once, with its distance. */
  find(
    high: number,
    low: number,
    distanceMax: number,
    take: (number: number, distance: number) => void,
  ): void {
    if (this.#count - this.#banded > Math.max(looseMin, this.#banded / 8)) this.#makeBands();
    for (let i = this.#banded; i < this.#count; i += 1) this.#compare(i, high, low, distanceMax, take);
    if (this.#banded === 0) return;
    const seen = new Set<number>();
    const masks = masksWithin(Math.floor(distanceMax / bands));
    for (let band = 0; band < bands; band += 1) {
      const order = this.#order[band];
      const begins = this.#begins[band];
      if (order === undefined || begins === undefined) continue;
      const bits = bandOf(high, low, band);
      for (const mask of masks) {
        const value = bits ^ mask;
        const end = begins[value + 1] ?? 0;
        for (let at = begins[value] ?? 0; at < end; at += 1) {
          const i = order[at] ?? 0;
          if (seen.has(i)) continue;
          this.#compare(i, high, low, distanceMax, (number, distance) => {
            seen.add(number);
            take(number, distance);
          });
        }
      }
    }
  }

  #compare(
    i: number,
    high: number,
    low: number,
    distanceMax: number,
    take: (number: number, distance: number) => void,
  ): void {
    const distance = countBits((this.#high[i] ?? 0) ^ high) + countBits((this.#low[i] ?? 0) ^ low);
    if (distance <= distanceMax) take(i, distance);
  }

  #makeBands(): void {
    this.#banded = this.#count;
    this.#order = [];
    this.#begins = [];
    for (let band = 0; band < bands; band += 1) {
      const begins = new Uint32Array(bandValues + 1);
      for (let i = 0; i < this.#count; i += 1) bump(begins, this.#bandAt(i, band) + 1);
      for (let value = 0; value < bandValues; value += 1)
        begins[value + 1] = (begins[value + 1] ?? 0) + (begins[value] ?? 0);
      const next = begins.slice();
      const order = new Uint32Array(this.#count);
      for (let i = 0; i < this.#count; i += 1) order[bump(next, this.#bandAt(i, band))] = i;
      this.#begins.push(begins);
      this.#order.push(order);
    }
  }

  #bandAt(i: number, band: number): number {
    return bandOf(this.#high[i] ?? 0, this.#low[i] ?? 0, band);
  }
}

/** Adds one, gives what was there. */
function bump(values: Uint32Array, at: number): number {
  const before = values[at] ?? 0;
  values[at] = before + 1;
  return before;
}

function bandOf(high: number, low: number, band: number): number {
  const word = band < 2 ? high : low;
  return band % 2 === 0 ? word >>> bandBits : word & (bandValues - 1);
}

/** Values of 16 bits with at most so many ones. */
function masksWithin(ones: number): number[] {
  const masks = [0];
  let from = 0;
  for (let round = 0; round < ones; round += 1) {
    const end = masks.length;
    for (let i = from; i < end; i += 1) {
      const mask = masks[i] ?? 0;
      // Only bits above the highest one: each value is made once.
      for (let bit = 32 - Math.clz32(mask); bit < bandBits; bit += 1) masks.push(mask | (1 << bit));
    }
    from = end;
  }
  return masks;
}

function countBits(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function doubled(values: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(values.length * 2);
  larger.set(values);
  return larger;
}
