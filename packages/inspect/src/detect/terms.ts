import type { Detector, TextRun } from './detector.ts';
import type { Hit } from './finding.ts';
import { type FormName, formOf, formOptions } from './forms.ts';
import { type NormalText, normalise, originalSpan } from './normalise.ts';
import {
  type TermEntry,
  type TermList,
  type TermRefusal,
  type TermWords,
  contextUnits,
  foldTerms,
  homophoneUnitsMin,
  termWordsMax,
} from './term-list.ts';
import { type TermTrie, buildTrie, findWords, makeMatches } from './term-trie.ts';

export type { TermList, TermRefusal } from './term-list.ts';

/** Matches looked at in one run; what is over is counted in the last hit's fact `dropped`. */
const matchesMax = 200_000;

/** Compiled lists. The words of `plain` are all; the others are those of lists that ask for the spelling. */
export interface TermSet {
  readonly passes: readonly Pass[];
  readonly wordsCount: number;
  /** Memory the automata hold. */
  readonly bytes: number;
  readonly refused: readonly TermRefusal[];
}

type Spelling = 'plain' | 'look-alike' | 'split' | 'homophone';

interface Pass {
  spelling: Spelling;
  form: FormName;
  words: TermWords;
  trie: TermTrie;
  /** Factor on the list's confidence. */
  weight: number;
}

const spellings = [
  { spelling: 'plain', form: 'words', weight: 1, asks: () => true },
  {
    spelling: 'look-alike',
    form: 'lookAlikes',
    weight: 0.8,
    asks: (list: TermList) => list.lookAlikes === true,
  },
  { spelling: 'split', form: 'splits', weight: 0.8, asks: (list: TermList) => list.splits === true },
  {
    spelling: 'homophone',
    form: 'homophones',
    weight: 0.5,
    asks: (list: TermList) => list.homophones === true,
  },
] as const satisfies {
  spelling: Spelling;
  form: FormName;
  weight: number;
  asks: (list: TermList) => boolean;
}[];

/**
 * Compiles lists of words, some tens of thousands in a tenth of a second and some 130 bytes a word. Words that cannot be
 * used are in `refused`, with the row and a message.
 * @throws RangeError over {@link termWordsMax} words
 */
export function compileTerms(lists: readonly TermList[]): TermSet {
  if (lists.reduce((sum, list) => sum + list.words.length, 0) > termWordsMax)
    throw new RangeError(`more than ${termWordsMax} words`);
  const refused: TermRefusal[] = [];
  const passes: Pass[] = [];
  for (const { spelling, form, weight, asks } of spellings) {
    const asking = lists.filter(asks).map((list) => (spelling === 'homophone' ? withLongWords(list) : list));
    if (asking.length === 0) continue;
    const words = foldTerms(asking, formOptions[form], spelling === 'plain' ? refused : undefined);
    passes.push({ spelling, form, weight, words, trie: buildTrie(words.forms) });
  }
  return {
    passes,
    refused,
    wordsCount: passes[0]?.words.forms.length ?? 0,
    bytes: passes.reduce((sum, { trie }) => sum + trie.bytes, 0),
  };
}

/** The list with short words blanked, so that rows keep their numbers. */
function withLongWords(list: TermList): TermList {
  return {
    ...list,
    words: list.words.map((word) => (Array.from(word).length < homophoneUnitsMin ? '' : word)),
  };
}

/**
 * The detector of catalogue terms. All words of all lists are found in one pass (one more for each dodging spelling that
 * some list asks for). Of words of one list that lie within one another the longest is reported; words that merely
 * overlap, and words of different lists, are each reported. A word that begins or ends with a Latin letter or a digit is
 * not found within a longer run of those.
 */
export function makeTermDetector(set: TermSet): Detector {
  return { id: 'term', detect: (run) => findTerms(set, run) };
}

export function findTerms(set: TermSet, run: TextRun): Hit[] {
  const found: Found[] = [];
  let dropped = 0;
  for (const pass of set.passes) {
    const text = formOf(run, pass.form);
    const matches = makeMatches();
    const span = { from: 0, to: text.length, length: text.length };
    findWords(pass.trie, text.units, span, { into: matches, matchesMax });
    dropped += matches.dropped;
    for (let at = 0; at < matches.count * 3; at += 3) {
      const word = matches.triples[at] ?? 0;
      const from = matches.triples[at + 1] ?? 0;
      const to = matches.triples[at + 2] ?? 0;
      if (isCutFromWord(run.text, text, from, to)) continue;
      for (const entry of pass.words.entries[word] ?? []) {
        if (holds(entry, run.text, { text, from, to, form: pass.form }))
          found.push({ ...originalSpan(text, from, to), entry, pass });
      }
    }
  }
  const hits = keepLongest(found).map((one) => hitOf(one, run.text));
  const last = hits.at(-1);
  if (dropped > 0 && last !== undefined) last.facts = { ...last.facts, dropped };
  return hits;
}

interface Found {
  from: number;
  to: number;
  entry: TermEntry;
  pass: Pass;
}

interface Spot {
  text: NormalText;
  from: number;
  to: number;
  form: FormName;
}

const isWordUnit = (unit: number): boolean =>
  (unit >= 0x30 && unit <= 0x39) || (unit >= 0x61 && unit <= 0x7a);

/** Whether a word that begins or ends in a letter or digit was cut out of a longer run of them. */
function isCutFromWord(
  original: string,
  { units, starts, ends, length }: NormalText,
  from: number,
  to: number,
): boolean {
  const touches = (inside: number, outside: number): boolean => {
    if (outside < 0 || outside >= length) return false;
    if (!isWordUnit(units[inside] ?? 0) || !isWordUnit(units[outside] ?? 0)) return false;
    // separators were left out of the folded text: letters that touch there need not touch in the original
    const [first, second] = inside < outside ? [inside, outside] : [outside, inside];
    return !/\s|[-_/|.]/u.test(original.slice(ends[first] ?? 0, starts[second] ?? 0));
  };
  return touches(from, from - 1) || touches(to - 1, to);
}

function holds({ list, strict }: TermEntry, original: string, { text, from, to, form }: Spot): boolean {
  if (strict !== undefined) {
    const span = originalSpan(text, from, to);
    const options = { ...formOptions[form], ...strict.options };
    const isStrict = form === 'words';
    if (isStrict && normalise(original.slice(span.from, span.to), options).text !== strict.form) return false;
  }
  const around = (list.context?.length ?? 0) + (list.exclude?.length ?? 0) > 0;
  if (!around) return true;
  const start = Math.max(0, from - contextUnits);
  const near = text.text.slice(start, Math.min(text.length, to + contextUnits));
  const folded = (word: string): string => normalise(word, formOptions[form]).text;
  if (list.exclude?.some((word) => covers(near, folded(word), from - start, to - start)) === true)
    return false;
  return list.context === undefined || list.context.some((word) => near.includes(folded(word)));
}

/** Whether an occurrence of a phrase covers a span. */
function covers(near: string, phrase: string, from: number, to: number): boolean {
  if (phrase === '') return false;
  for (let at = near.indexOf(phrase); at >= 0 && at <= from; at = near.indexOf(phrase, at + 1)) {
    if (at + phrase.length >= to) return true;
  }
  return false;
}

/** Of hits of one list that lie within one another the longest; of one span found in several spellings the plainest. */
function keepLongest(found: readonly Found[]): Found[] {
  const reached = new Map<string, number>();
  return found
    .toSorted((a, b) => a.from - b.from || b.to - a.to || b.pass.weight - a.pass.weight)
    .filter(({ to, entry }) => {
      if (to <= (reached.get(entry.list.id) ?? -1)) return false;
      reached.set(entry.list.id, to);
      return true;
    });
}

function hitOf({ from, to, entry, pass }: Found, original: string): Hit {
  const { list, row, word } = entry;
  const isAsWritten = original.slice(from, to) === word;
  return {
    detector: 'term',
    family: 'term',
    from,
    to,
    confidence: (list.confidence ?? 0.9) * pass.weight,
    citation: list.citation,
    facts: { list: list.id, row, spelling: isAsWritten ? 'exact' : pass.spelling },
  };
}
