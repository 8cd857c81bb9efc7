import type { ByteSource } from '../document/byte-source.ts';

/** The beginning is kept: kinds are told from it, and reading then starts over. */
const headBytes = 256 * 1024;

export interface ForwardSourceOptions {
  length: number;
  /** Begins to unpack from the start; called again when something before the present place is asked for. */
  open: () => Iterator<Uint8Array>;
}

/**
 * A source that can only be read forwards, such as a compressed entry, behind the interface of one that can be read
 * anywhere: nothing but its beginning and the present piece is in memory, and going back starts again.
 */
export function forwardSource(options: ForwardSourceOptions): ByteSource {
  const reader = new ForwardReader(options);
  return { length: options.length, read: (offset, length) => reader.read(offset, length) };
}

class ForwardReader {
  readonly #options: ForwardSourceOptions;
  readonly #head: Buffer;
  #headLength = 0;
  #pieces: Iterator<Uint8Array> | undefined;
  #piece: Uint8Array = new Uint8Array();
  #pieceAt = 0;

  constructor(options: ForwardSourceOptions) {
    this.#options = options;
    this.#head = Buffer.alloc(Math.min(headBytes, options.length));
  }

  read(offset: number, wanted: number): Uint8Array {
    const length = Math.max(0, Math.min(wanted, this.#options.length - offset));
    if (offset + length <= this.#headLength)
      return Uint8Array.prototype.slice.call(this.#head, offset, offset + length);
    if (this.#pieces === undefined || offset < this.#pieceAt) this.#restart();
    const out = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const at = offset + filled;
      if (at < this.#pieceAt + this.#piece.byteLength) {
        const from = this.#piece.subarray(at - this.#pieceAt, at - this.#pieceAt + length - filled);
        out.set(from, filled);
        filled += from.byteLength;
      } else if (!this.#advance()) return out.subarray(0, filled);
    }
    return out;
  }

  #restart(): void {
    this.#pieces?.return?.();
    this.#pieces = this.#options.open();
    this.#piece = new Uint8Array();
    this.#pieceAt = 0;
  }

  #advance(): boolean {
    const next = this.#pieces?.next();
    if (next === undefined || next.done === true) return false;
    this.#pieceAt += this.#piece.byteLength;
    this.#piece = next.value;
    this.#keepHead();
    return true;
  }

  #keepHead(): void {
    if (this.#pieceAt !== this.#headLength || this.#headLength === this.#head.length) return;
    const part = this.#piece.subarray(0, this.#head.length - this.#headLength);
    this.#head.set(part, this.#headLength);
    this.#headLength += part.byteLength;
  }
}
