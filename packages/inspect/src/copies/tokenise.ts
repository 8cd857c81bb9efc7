import {
  codeMask,
  foldCharacters,
  foldSupplementary,
  isDigit,
  isJoiner,
  isSeparator,
  standsAlone,
} from './fold-characters.ts';

/** A text as fingerprints see it: one token for each ideograph, kana or syllable, one for each word of other scripts. */
export interface Tokens {
  count: number;
  /** Below 2²¹: the folded code point, or above all code points a hash of the word. */
  values: Uint32Array;
  /** Where each token stands in the text, UTF-16 units, `[start, end)`. */
  starts: Uint32Array;
  ends: Uint32Array;
}

const wordMin = 0x110000;
const wordValues = (1 << 21) - wordMin;

/**
 * Normalises `text[from, to)`: width, case, digits, traditional and simplified forms are made one; all but letters,
 * digits and ideographs falls away. Positions are those of the whole text.
 */
export function tokenise(text: string, from = 0, to = text.length): Tokens {
  const room = to - from + 1;
  const tokeniser = new Tokeniser(room);
  const { table, several } = foldCharacters();
  for (let at = from; at < to; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0xd800 && unit <= 0xdbff && at + 1 < to) {
      const code = text.codePointAt(at) ?? unit;
      if (code > 0xffff) {
        tokeniser.take(foldSupplementary(code), at, at + 2);
        at += 1;
        continue;
      }
    }
    const value = table[unit] ?? 0;
    const values = value > 1 ? several.get(unit) : undefined;
    if (values === undefined) tokeniser.take(value, at, at + 1);
    else for (const one of values) tokeniser.take(one, at, at + 1);
  }
  return tokeniser.finish();
}

class Tokeniser {
  #values: Uint32Array;
  #starts: Uint32Array;
  #ends: Uint32Array;
  #count = 0;
  /** FNV-1a of the word that is being read. */
  #word = 0;
  #wordStart = -1;
  #wordEnd = 0;
  #wordIsDigits = false;

  constructor(room: number) {
    this.#values = new Uint32Array(room);
    this.#starts = new Uint32Array(room);
    this.#ends = new Uint32Array(room);
  }

  take(value: number, start: number, end: number): void {
    if (isJoiner(value)) return;
    if (isSeparator(value)) return this.#endWord();
    if ((value & standsAlone) !== 0) {
      this.#endWord();
      this.#push(value & codeMask, start, end);
      return;
    }
    const digit = (value & isDigit) !== 0;
    if (this.#wordStart >= 0 && digit !== this.#wordIsDigits) this.#endWord();
    if (this.#wordStart < 0) {
      this.#word = 0x811c9dc5;
      this.#wordStart = start;
      this.#wordIsDigits = digit;
    }
    this.#word = Math.imul(this.#word ^ (value & codeMask), 0x01000193);
    this.#wordEnd = end;
  }

  #endWord(): void {
    if (this.#wordStart < 0) return;
    const mixed = Math.imul(this.#word ^ (this.#word >>> 15), 0x85ebca6b);
    const value = wordMin + (((mixed ^ (mixed >>> 13)) >>> 0) % wordValues);
    this.#push(value, this.#wordStart, this.#wordEnd);
    this.#wordStart = -1;
  }

  #push(value: number, start: number, end: number): void {
    if (this.#count === this.#values.length) this.#grow();
    this.#values[this.#count] = value;
    this.#starts[this.#count] = start;
    this.#ends[this.#count] = end;
    this.#count += 1;
  }

  /** Only texts full of characters that fold to several come here. */
  #grow(): void {
    this.#values = grown(this.#values);
    this.#starts = grown(this.#starts);
    this.#ends = grown(this.#ends);
  }

  finish(): Tokens {
    this.#endWord();
    const count = this.#count;
    return {
      count,
      values: this.#values.subarray(0, count),
      starts: this.#starts.subarray(0, count),
      ends: this.#ends.subarray(0, count),
    };
  }
}

function grown(values: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(values.length * 2 + 16);
  larger.set(values);
  return larger;
}
