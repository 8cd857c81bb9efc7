/** Reads what 7z headers are made of; throws where they end early. */
export class SevenZipReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  byte(): number {
    const value = this.#bytes.readUInt8(this.#at);
    this.#at += 1;
    return value;
  }

  bytes(length: number): Buffer {
    const end = this.#at + length;
    if (!Number.isSafeInteger(end) || end > this.#bytes.length)
      throw new RangeError('The header ends early.');
    const part = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return part;
  }

  /** As many bytes follow the first as it has leading ones; its other bits are the highest. */
  number(): number {
    const first = this.byte();
    let value = 0;
    for (let place = 0; place < 8; place += 1) {
      const mask = 0x80 >> place;
      if ((first & mask) === 0) return value + (first & (mask - 1)) * 2 ** (8 * place);
      value += this.byte() * 2 ** (8 * place);
    }
    return value;
  }

  /** Checksums of those that have one. */
  checksums(count: number): (number | undefined)[] {
    const isDefined = this.byte() === 0 ? this.#bits(count) : Array.from({ length: count }, () => true);
    return isDefined.map((defined) => (defined ? this.bytes(4).readUInt32LE(0) : undefined));
  }

  #bits(count: number): boolean[] {
    const bytes = this.bytes(Math.ceil(count / 8));
    return Array.from(
      { length: count },
      (_, place) => ((bytes[place >> 3] ?? 0) & (0x80 >> (place & 7))) !== 0,
    );
  }
}
