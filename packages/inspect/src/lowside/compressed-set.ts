/**
 * A set of hashes that says yes to every member and to one stranger in 2^bits, and to nobody which: values are spread
 * over `count · 2^bits`, sorted, and their differences written in Golomb–Rice code (bits + 1.5 bits a member).
 *
 * Source: Putze, Sanders, Singler, "Cache-, Hash- and Space-Efficient Bloom Filters", 2007, section 3; BIP 158.
 */
export class CompressedSet {
  readonly bits: number;
  readonly count: number;
  readonly #values: Uint32Array | Float64Array;

  private constructor(bits: number, values: Uint32Array | Float64Array) {
    this.bits = bits;
    this.count = values.length;
    this.#values = values;
  }

  /** @param hashes 8 bytes each, the members once each */
  static of(hashes: Uint8Array, bits: number): CompressedSet {
    const count = hashes.byteLength / 8;
    const values = roomFor(count, bits);
    const bytes = Buffer.from(hashes.buffer, hashes.byteOffset, hashes.byteLength);
    for (let i = 0; i < count; i += 1) values[i] = spread(bytes, i * 8, count * 2 ** bits);
    return new CompressedSet(bits, values.toSorted());
  }

  /** @param hash 8 bytes */
  has(hash: Buffer): boolean {
    const value = spread(hash, 0, this.count * 2 ** this.bits);
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const found = this.#values[middle] ?? 0;
      if (found === value) return true;
      if (found < value) low = middle + 1;
      else high = middle;
    }
    return false;
  }

  encode(): Buffer {
    const writer = new BitWriter();
    let before = 0;
    for (const value of this.#values) {
      const difference = value - before;
      for (let whole = Math.floor(difference / 2 ** this.bits); whole > 0; whole -= 1) writer.bit(1);
      writer.bit(0);
      for (let bit = this.bits - 1; bit >= 0; bit -= 1) writer.bit(Math.floor(difference / 2 ** bit) & 1);
      before = value;
    }
    return writer.finish();
  }

  /** Undefined where the bytes are no such set. */
  static decode(bytes: Uint8Array, bits: number, count: number): CompressedSet | undefined {
    if (count > bytes.byteLength * 8) return undefined;
    const reader = new BitReader(bytes);
    const values = roomFor(count, bits);
    let before = 0;
    for (let i = 0; i < count; i += 1) {
      let whole = 0;
      while (reader.bit() === 1) whole += 1;
      let rest = 0;
      for (let bit = 0; bit < bits; bit += 1) rest = rest * 2 + reader.bit();
      before += whole * 2 ** bits + rest;
      values[i] = before;
    }
    return reader.isWithin && before < Math.max(1, count) * 2 ** bits
      ? new CompressedSet(bits, values)
      : undefined;
  }
}

function roomFor(count: number, bits: number): Uint32Array | Float64Array {
  return count * 2 ** bits <= 2 ** 32 ? new Uint32Array(count) : new Float64Array(count);
}

/** 52 bits of a hash to `[0, range)`. */
function spread(bytes: Buffer, at: number, range: number): number {
  const whole = bytes.readUInt32LE(at) * 2 ** 20 + (bytes.readUInt32LE(at + 4) >>> 12);
  return Math.floor((whole / 2 ** 52) * range);
}

class BitWriter {
  #bytes = Buffer.alloc(1024);
  #bits = 0;

  bit(value: number): void {
    if (this.#bits === this.#bytes.byteLength * 8)
      this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(this.#bytes.byteLength)]);
    if (value === 1) {
      const at = this.#bits >>> 3;
      this.#bytes[at] = (this.#bytes[at] ?? 0) | (128 >>> (this.#bits & 7));
    }
    this.#bits += 1;
  }

  finish(): Buffer {
    return this.#bytes.subarray(0, Math.ceil(this.#bits / 8));
  }
}

class BitReader {
  readonly #bytes: Uint8Array;
  #bits = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isWithin(): boolean {
    return this.#bits <= this.#bytes.byteLength * 8;
  }

  /** Zeros beyond the end. */
  bit(): number {
    const byte = this.#bytes[this.#bits >>> 3] ?? 0;
    const value = (byte >>> (7 - (this.#bits & 7))) & 1;
    this.#bits += 1;
    return value;
  }
}
