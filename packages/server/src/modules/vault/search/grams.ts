import { createHash } from 'node:crypto';
import { type ChaskeyKey, macWords, makeChaskeyKey } from '@fengni/inspect/chaskey';
import { plainText } from './plain-text.ts';

/** UTF-16 units of a text whose grams are kept; what stands behind is not searched. */
export const searchedUnitsMax = 4 * 1024 * 1024;
/** Grams of a text that are asked for: more tell it no better. */
const askedGramsMax = 12;
const [pairForm, tripleForm] = [2, 3];

/** Key of the grams from what the server holds and the database does not. */
export function gramKeyFrom(secret: string): ChaskeyKey {
  return makeChaskeyKey(createHash('sha256').update(secret).digest().subarray(0, 16));
}

function hasher(key: ChaskeyKey): (form: number, a: number, b: number, c: number) => number {
  const words = new Uint32Array(4);
  const tag = new Uint32Array(4);
  return (form, a, b, c) => {
    words[0] = a;
    words[1] = b;
    words[2] = c;
    words[3] = form;
    macWords(key, { words, from: 0, to: 4 }, tag);
    return (tag[0] ?? 0) | 0;
  };
}

/**
 * The distinct grams of a text: each two and each three characters in a row, as signed 32-bit values, ascending. Pairs
 * make words of two characters findable, triples narrow longer ones down.
 */
export function gramsOfText(source: string, key: ChaskeyKey): Int32Array {
  const { text } = plainText(source.slice(0, searchedUnitsMax));
  const hash = hasher(key);
  const seen = new Set<number>();
  // the same characters are hashed once: `seen` by value, `known` by what they are
  const known = new Set<number>();
  for (let i = 0; i + 1 < text.length; i += 1) {
    const [a, b] = [text.charCodeAt(i), text.charCodeAt(i + 1)];
    const pair = a * 0x1_0000 + b;
    if (!known.has(pair)) {
      known.add(pair);
      seen.add(hash(pairForm, a, b, 0));
    }
    if (i + 2 >= text.length) continue;
    const triple = (pair + 1) * 0x1_0000 + text.charCodeAt(i + 2) + 0x1_0000_0000;
    if (known.has(triple)) continue;
    known.add(triple);
    seen.add(hash(tripleForm, a, b, text.charCodeAt(i + 2)));
  }
  return Int32Array.from(seen).toSorted();
}

/** The grams by which words are looked for: of two characters the pair, of more their triples. None for a single character. */
export function gramsOfWords(words: string, key: ChaskeyKey): number[] {
  const { text } = plainText(words);
  const hash = hasher(key);
  if (text.length < 2) return [];
  if (text.length === 2) return [hash(pairForm, text.charCodeAt(0), text.charCodeAt(1), 0)];
  const triples = Array.from({ length: text.length - 2 }, (_, i) =>
    hash(tripleForm, text.charCodeAt(i), text.charCodeAt(i + 1), text.charCodeAt(i + 2)),
  );
  return [...new Set(triples)].slice(0, askedGramsMax);
}
