import { hash } from 'node:crypto';
import { macWords } from '../copies/chaskey.ts';
import type { ChaskeyKey } from '../copies/chaskey.ts';
import { deriveChaskeyKey, deriveKey } from '../copies/keys.ts';
import { formKinds } from './cell-forms.ts';
import type { FormKind } from './cell-forms.ts';

const blockBytes = 64;
const symbolsMax = 64;

/** Keyed hashes of cells: a fast one that only says what is not in the table, and HMAC-SHA-256 for what remains. */
export class CellHasher {
  readonly #filterKey: ChaskeyKey;
  readonly #inner: Buffer;
  readonly #outer: Buffer;
  readonly #message = new Uint32Array(symbolsMax + 1);
  /** The last {@link quick}: four words. */
  readonly tag = new Uint32Array(4);

  constructor(key: Uint8Array) {
    this.#filterKey = deriveChaskeyKey(key, 'exact/filter');
    const cellKey = deriveKey(key, 'exact/cells');
    // RFC 2104, with the pads made once: two one-shot digests cost a tenth of a HMAC object.
    this.#inner = Buffer.alloc(blockBytes + 4 + symbolsMax * 4, 0x36);
    this.#outer = Buffer.alloc(blockBytes + 32, 0x5c);
    for (const [i, byte] of cellKey.entries()) {
      this.#inner[i] = byte ^ 0x36;
      this.#outer[i] = byte ^ 0x5c;
    }
  }

  /** Leaves four words in {@link tag}. */
  quick(kind: FormKind, symbols: ArrayLike<number>, from = 0, to = symbols.length): void {
    this.#message[0] = formKinds.indexOf(kind);
    for (let i = from; i < to; i += 1) this.#message[1 + i - from] = symbols[i] ?? 0;
    macWords(this.#filterKey, { words: this.#message, from: 0, to: 1 + to - from }, this.tag);
  }

  /** The first eight bytes of the HMAC, as two words. */
  slow(kind: FormKind, symbols: ArrayLike<number>, from = 0, to = symbols.length): [number, number] {
    this.#inner.writeUInt32LE(formKinds.indexOf(kind), blockBytes);
    let end = blockBytes + 4;
    for (let i = from; i < to; i += 1) end = this.#inner.writeUInt32LE(symbols[i] ?? 0, end);
    hash('sha256', this.#inner.subarray(0, end), 'buffer').copy(this.#outer, blockBytes);
    const digest = hash('sha256', this.#outer, 'buffer');
    return [digest.readUInt32LE(0), digest.readUInt32LE(4)];
  }
}
