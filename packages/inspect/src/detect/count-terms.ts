import { type FoldOptions, type FoldTable, foldSpecial, foldSpecialEnd, foldTableOf } from './fold-table.ts';
import { normalise } from './normalise.ts';
import { buildTrie, findWords, makeMatches } from './term-trie.ts';

/** Units folded and searched at a time. */
const blockUnits = 1 << 15;

export interface TermCounter {
  /** UTF-8, in pieces cut anywhere. */
  feed(bytes: Uint8Array): void;
  /** Nothing may be fed afterwards. */
  finish(): TermCounts;
  /** Memory the automaton holds. */
  readonly bytes: number;
}

export interface TermCounts {
  /** Every occurrence of every word, overlapping ones too. */
  all: number;
  /** Occurrences that do not overlap: from the left, the longest word that begins first. */
  apart: number;
}

/**
 * Counts words in UTF-8 bytes as they come, in one pass and bounded memory. Without `fold` bytes must agree exactly, as
 * with `ripgrep -F`; with it width, case, invisible signs and separators are made alike as in {@link normalise}.
 * Ill-formed bytes become U+FFFD or are left out; they never end the count.
 */
export function makeTermCounter(words: readonly string[], fold?: FoldOptions): TermCounter {
  const table = fold === undefined ? undefined : foldTableOf(fold);
  const folded = fold === undefined ? words : words.map((word) => normalise(word, fold).text);
  const trie = buildTrie([...new Set(folded)]);
  const units = new Uint16Array(blockUnits + trie.longest + 16);
  const matches = makeMatches();
  const counts = { all: 0, apart: 0 };
  let length = 0;
  let free = 0;
  let decoder: Utf8State = { code: 0, missing: 0 };

  const search = (isLast: boolean): void => {
    const to = isLast ? length : Math.max(0, length - trie.longest);
    matches.count = 0;
    findWords(trie, units, { from: 0, to, length }, { into: matches, matchesMax: Number.MAX_SAFE_INTEGER });
    counts.all += matches.count;
    const { triples, count } = matches;
    for (let at = 0; at < count;) {
      const from = triples[at * 3 + 1] ?? 0;
      let end = triples[at * 3 + 2] ?? 0;
      for (at += 1; at < count && triples[at * 3 + 1] === from; at += 1) end = triples[at * 3 + 2] ?? 0;
      if (from < free) continue;
      counts.apart += 1;
      free = end;
    }
    units.copyWithin(0, to, length);
    length -= to;
    free = Math.max(0, free - to);
  };

  return {
    bytes: trie.bytes,
    feed(bytes) {
      let at = 0;
      while (at < bytes.length) {
        const decoded = decodeInto(units, { bytes, at, length, state: decoder, table });
        ({ at, length } = decoded);
        decoder = decoded.state;
        if (length >= blockUnits) search(false);
      }
    },
    finish() {
      search(true);
      return counts;
    },
  };
}

interface Utf8State {
  code: number;
  missing: number;
}

interface Decoding {
  bytes: Uint8Array;
  at: number;
  length: number;
  state: Utf8State;
  table: FoldTable | undefined;
}

/** Decodes and folds UTF-8 into units until the block is full or the bytes end. */
function decodeInto(units: Uint16Array, the: Decoding): Pick<Decoding, 'at' | 'length' | 'state'> {
  const { bytes, table } = the;
  const fold = table?.units;
  let { at, length } = the;
  let { code, missing } = the.state;
  const end = bytes.length;
  while (at < end && length < blockUnits) {
    const byte = bytes[at] ?? 0;
    at += 1;
    if (missing === 0) {
      if (byte >= 0xe0 && byte < 0xf0 && at + 1 < end) {
        code = ((byte & 0x0f) << 12) | (((bytes[at] ?? 0) & 0x3f) << 6) | ((bytes[at + 1] ?? 0) & 0x3f);
        at += 2;
      } else if (byte < 0x80) code = byte;
      else {
        missing = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc0 ? 1 : 0;
        code = byte & (0x3f >> missing);
        continue;
      }
    } else {
      code = (code << 6) | (byte & 0x3f);
      missing -= 1;
      if (missing > 0) continue;
    }
    if (code > 0xffff || (fold !== undefined && (fold[code] ?? 0) < foldSpecialEnd)) {
      length = putSpecially(units, length, code, table);
      continue;
    }
    units[length] = fold === undefined ? code : (fold[code] ?? code);
    length += 1;
  }
  return { at, length, state: { code, missing } };
}

function putSpecially(
  units: Uint16Array,
  length: number,
  code: number,
  table: FoldTable | undefined,
): number {
  const folded = code > 0xffff ? -1 : table?.units[code];
  if (folded === foldSpecial.drop || folded === foldSpecial.separator || folded === foldSpecial.space)
    return length;
  const form =
    (code > 0xffff ? table?.astral.get(code) : table?.expansions.get(code)) ??
    String.fromCodePoint(code & 0x1f_ffff ? Math.min(code, 0x10_ffff) : 0);
  for (let at = 0; at < form.length; at += 1) units[length + at] = form.charCodeAt(at);
  return length + form.length;
}
