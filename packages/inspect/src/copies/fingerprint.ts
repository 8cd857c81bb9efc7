import type { ChaskeyKey } from './chaskey.ts';
import type { Tokens } from './tokenise.ts';

/**
 * Tokens to a fingerprint and fingerprints to a window. Any run of `gramTokens + windowGrams - 1` = 8 tokens that two
 * texts share gives both of them a fingerprint in common, so one survives even when every tenth character is changed.
 * Six tokens of 21 bits fill the one block of the keyed function.
 */
export const gramTokens = 6;
export const windowGrams = 3;

/** The fingerprints of a text; entry `i` is of tokens `[at[i], at[i] + gramTokens)`. */
export interface Fingerprints {
  hashes: Uint32Array;
  at: Uint32Array;
}

/** The keyed hash of every run of {@link gramTokens} tokens, cut to 32 bits: value `i` is of the run from token `i`. */
export function hashGrams(tokens: Tokens, key: ChaskeyKey): Uint32Array {
  const { values, count } = tokens;
  const grams = Math.max(0, count - gramTokens + 1);
  const hashes = new Uint32Array(grams);
  const [k0 = 0, k1 = 0, k2 = 0, k3 = 0] = key.words;
  const [e0 = 0, e1 = 0, e2 = 0, e3 = 0] = key.whole;
  for (let i = 0; i < grams; i += 1) {
    const t1 = values[i + 1] ?? 0;
    const t2 = values[i + 2] ?? 0;
    const t3 = values[i + 3] ?? 0;
    const t4 = values[i + 4] ?? 0;
    // Tokens have 21 bits: six are packed without loss, so that one block is the whole message.
    let v0 = ((values[i] ?? 0) | (t1 << 21)) ^ k0 ^ e0;
    let v1 = ((t1 >>> 11) | (t2 << 10) | (t3 << 31)) ^ k1 ^ e1;
    let v2 = ((t3 >>> 1) | (t4 << 20)) ^ k2 ^ e2;
    let v3 = ((t4 >>> 12) | ((values[i + 5] ?? 0) << 9)) ^ k3 ^ e3;
    for (let round = 0; round < 12; round += 1) {
      v0 = (v0 + v1) | 0;
      v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
      v0 = (v0 << 16) | (v0 >>> 16);
      v2 = (v2 + v3) | 0;
      v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
      v0 = (v0 + v3) | 0;
      v3 = ((v3 << 13) | (v3 >>> 19)) ^ v0;
      v2 = (v2 + v1) | 0;
      v1 = ((v1 << 7) | (v1 >>> 25)) ^ v2;
      v2 = (v2 << 16) | (v2 >>> 16);
    }
    hashes[i] = v0 ^ e0;
  }
  return hashes;
}

/**
 * Robust winnowing: of every `window` values in a row the least is kept, the one kept last as long as it is among the
 * least, otherwise the rightmost. Gives the places kept, ascending. A text shorter than a window keeps its least value.
 *
 * Source: Schleimer, Wilkerson, Aiken, "Winnowing: Local Algorithms for Document Fingerprinting", SIGMOD 2003.
 */
export function winnow(hashes: Uint32Array, window: number): Uint32Array {
  const kept = new Uint32Array(hashes.length);
  let count = 0;
  let least = -1;
  for (let end = Math.min(window, hashes.length); end <= hashes.length && end > 0; end += 1) {
    const begin = Math.max(0, end - window);
    const before = least;
    if (least < begin) {
      least = begin;
      for (let i = begin + 1; i < end; i += 1) if (at(hashes, i) <= at(hashes, least)) least = i;
    } else if (at(hashes, end - 1) < at(hashes, least)) least = end - 1;
    if (least === before) continue;
    kept[count] = least;
    count += 1;
  }
  return kept.slice(0, count);
}

function at(values: Uint32Array, i: number): number {
  return values[i] ?? 0;
}

/** The winnowed fingerprints of a text. */
export function fingerprint(tokens: Tokens, key: ChaskeyKey): Fingerprints {
  const grams = hashGrams(tokens, key);
  const kept = winnow(grams, windowGrams);
  return { hashes: kept.map((i) => at(grams, i)), at: kept };
}
