import { decodePage } from './code-pages.ts';

/** A record of a workbook stream ([MS-XLS] 2.1.4) with the records that continue it. */
export interface BiffRecord {
  type: number;
  /** Where its head stands in the stream. */
  at: number;
  data: Buffer;
  /** Its data, then that of each continuation. */
  pieces: readonly Buffer[];
}

const continuation = 0x3c;

/** The records of a stream in their order; ends where the stream is cut off. */
export function* readRecords(stream: Buffer): Generator<BiffRecord> {
  let at = 0;
  while (at + 4 <= stream.length) {
    const start = at;
    const type = stream.readUInt16LE(at);
    const bytes = stream.readUInt16LE(at + 2);
    const data = stream.subarray(at + 4, at + 4 + bytes);
    at += 4 + bytes;
    const pieces = [data];
    for (;;) {
      if (type === continuation || at + 4 > stream.length || stream.readUInt16LE(at) !== continuation) break;
      const more = stream.readUInt16LE(at + 2);
      pieces.push(stream.subarray(at + 4, at + 4 + more));
      at += 4 + more;
    }
    yield { type, at: start, data, pieces };
  }
}

/** A string of a workbook and the reading of its characters, where it has one. */
interface BiffString {
  text: string;
  reading: string;
}

/** Reads on through a record and its continuations. Beyond the end there are zeros, and `isDone`. */
export class BiffReader {
  readonly #pieces: readonly Buffer[];
  #piece = 0;
  #at = 0;

  constructor(pieces: readonly Buffer[]) {
    this.#pieces = pieces;
  }

  get isDone(): boolean {
    this.#settle();
    return this.#piece >= this.#pieces.length;
  }

  #settle(): void {
    while (this.#piece < this.#pieces.length && this.#at >= (this.#pieces[this.#piece]?.length ?? 0)) {
      this.#piece += 1;
      this.#at = 0;
    }
  }

  byte(): number {
    this.#settle();
    const value = this.#pieces[this.#piece]?.[this.#at] ?? 0;
    this.#at += 1;
    return value;
  }

  short(): number {
    return this.byte() | (this.byte() << 8);
  }

  long(): number {
    return this.short() + this.short() * 0x1_0000;
  }

  skip(bytes: number): void {
    for (let left = bytes; left > 0 && !this.isDone;) {
      const step = Math.min(left, this.#left());
      this.#at += step;
      left -= step;
    }
  }

  #left(): number {
    return (this.#pieces[this.#piece]?.length ?? 0) - this.#at;
  }

  bytes(count: number): Buffer {
    const parts: Buffer[] = [];
    for (let left = count; left > 0 && !this.isDone;) {
      const part = this.#pieces[this.#piece]?.subarray(this.#at, this.#at + left);
      if (part === undefined) break;
      parts.push(part);
      this.#at += part.length;
      left -= part.length;
    }
    return Buffer.concat(parts);
  }

  /** [MS-XLS] 2.5.293: characters in one or two bytes, with formatting and readings behind them. */
  richString(): BiffString {
    const units = this.short();
    const flags = this.byte();
    const runs = (flags & 8) === 0 ? 0 : this.short();
    const extraBytes = (flags & 4) === 0 ? 0 : this.long();
    const text = this.#characters(units, (flags & 1) !== 0);
    this.skip(runs * 4);
    const extra = extraBytes === 0 ? undefined : this.bytes(Math.min(extraBytes, 0x1_0000));
    if (extraBytes > 0x1_0000) this.skip(extraBytes - 0x1_0000);
    return { text, reading: extra === undefined ? '' : readingOf(extra) };
  }

  /** Characters behind their count and a flag that says how wide they are. */
  string(units: number): string {
    return this.#characters(units, (this.byte() & 1) !== 0);
  }

  /** Where characters run on into a continuation, it begins with a flag of its own. */
  #characters(units: number, wide: boolean): string {
    const parts: string[] = [];
    let isWide = wide;
    let left = units;
    while (left > 0) {
      if (this.#left() <= 0) {
        if (this.isDone) break;
        isWide = (this.byte() & 1) !== 0;
        if (this.#left() <= 0) continue;
      }
      const width = isWide ? 2 : 1;
      const count = Math.min(left, Math.max(1, Math.floor(this.#left() / width)));
      const bytes = this.#pieces[this.#piece]?.subarray(this.#at, this.#at + count * width);
      parts.push(bytes?.toString(isWide ? 'utf16le' : 'latin1') ?? '');
      this.#at += count * width;
      left -= count;
    }
    return parts.join('');
  }
}

/** The reading of characters in the data behind a string ([MS-XLS] 2.5.86). */
function readingOf(extra: Buffer): string {
  if (extra.length < 14 || extra.readUInt16LE(0) !== 1) return '';
  const units = extra.readUInt16LE(12);
  return extra.toString('utf16le', 14, Math.min(extra.length, 14 + units * 2));
}

/** A string in a code page behind its length in one or two bytes, as Excel 5 and 95 have it. */
export function pageString(data: Buffer, at: number, the: { lengthBytes: 1 | 2; page: number }): string {
  if (at + the.lengthBytes > data.length) return '';
  const bytes = the.lengthBytes === 1 ? data.readUInt8(at) : data.readUInt16LE(at);
  return decodePage(data.subarray(at + the.lengthBytes, at + the.lengthBytes + bytes), the.page);
}
