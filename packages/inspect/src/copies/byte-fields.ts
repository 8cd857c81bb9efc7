/** Writes numbers and byte strings one after another, little endian. */
export class FieldWriter {
  #bytes: Buffer;
  #at = 0;

  constructor(room = 256) {
    this.#bytes = Buffer.allocUnsafe(room);
  }

  #need(count: number): void {
    if (this.#at + count <= this.#bytes.byteLength) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.byteLength * 2, this.#at + count));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }

  u8(value: number): this {
    this.#need(1);
    this.#at = this.#bytes.writeUInt8(value, this.#at);
    return this;
  }

  u32(value: number): this {
    this.#need(4);
    this.#at = this.#bytes.writeUInt32LE(value, this.#at);
    return this;
  }

  /** A whole number below 2³², seven bits a byte. */
  varint(value: number): this {
    this.#need(5);
    let rest = value;
    while (rest > 127) {
      this.#bytes[this.#at] = (rest & 127) | 128;
      this.#at += 1;
      rest >>>= 7;
    }
    this.#bytes[this.#at] = rest;
    this.#at += 1;
    return this;
  }

  words(values: Uint32Array): this {
    this.#need(values.length * 4);
    for (const value of values) this.#at = this.#bytes.writeUInt32LE(value, this.#at);
    return this;
  }

  /** With their length before them. */
  bytes(values: Uint8Array): this {
    this.varint(values.byteLength);
    this.#need(values.byteLength);
    this.#bytes.set(values, this.#at);
    this.#at += values.byteLength;
    return this;
  }

  text(value: string): this {
    return this.bytes(Buffer.from(value, 'utf8'));
  }

  finish(): Buffer {
    return this.#bytes.subarray(0, this.#at);
  }
}

/** The bytes are not what they should be. */
export class FieldFault extends Error {}

/** Reads what {@link FieldWriter} wrote; throws {@link FieldFault} beyond the end, never gives what is not there. */
export class FieldReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.#bytes.byteLength - this.#at;
  }

  #take(count: number): number {
    if (count > this.left) throw new FieldFault('ends too soon');
    const at = this.#at;
    this.#at += count;
    return at;
  }

  u8(): number {
    return this.#bytes.readUInt8(this.#take(1));
  }

  u32(): number {
    return this.#bytes.readUInt32LE(this.#take(4));
  }

  varint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.#bytes[this.#take(1)] ?? 0;
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) {
        if (value > 0xffffffff) break;
        return value;
      }
    }
    throw new FieldFault('a number is too long');
  }

  words(count: number): Uint32Array {
    const from = this.#take(count * 4);
    const values = new Uint32Array(count);
    for (let i = 0; i < count; i += 1) values[i] = this.#bytes.readUInt32LE(from + i * 4);
    return values;
  }

  bytes(): Buffer {
    const length = this.varint();
    const from = this.#take(length);
    return this.#bytes.subarray(from, from + length);
  }

  text(): string {
    return this.bytes().toString('utf8');
  }
}
