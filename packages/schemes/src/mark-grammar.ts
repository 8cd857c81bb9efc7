import { parsePeriod } from './local-date.ts';
import type { Period } from './local-date.ts';
import { foldWord } from './mark-text.ts';
import type { ValidityWords } from './mark-validity.ts';
import type { Level, Pack } from './pack.ts';

/** One way to write one level. */
export type LevelWord = {
  readonly pack: Pack;
  readonly level: Level;
  readonly folded: string;
  /** Whether this is what the program itself writes. */
  readonly canonical: boolean;
};

/** The words of all packs, longest first, and for each pack what can follow a level. */
export type MarkGrammar = {
  readonly words: readonly LevelWord[];
  readonly validity: ReadonlyMap<Pack, ValidityWords>;
  readonly maximum: ReadonlyMap<Level, Period>;
};

const made = new WeakMap<ReadonlyMap<string, Pack>, MarkGrammar>();

/** The grammar of a set of packs. It is made once for each set, so a set must not be changed after its first use. */
export function grammarOf(packs: ReadonlyMap<string, Pack>): MarkGrammar {
  const known = made.get(packs);
  if (known !== undefined) return known;
  const words = [...packs.values()]
    .flatMap(wordsOf)
    .toSorted((a, b) => b.folded.length - a.folded.length || Number(b.canonical) - Number(a.canonical));
  const validity = new Map([...packs.values()].map((pack) => [pack, validityWordsOf(pack)]));
  const maximum = new Map([...packs.values()].flatMap((pack) => pack.levels).flatMap(maximumOf));
  const grammar = { words, validity, maximum };
  made.set(packs, grammar);
  return grammar;
}

function wordsOf(pack: Pack): LevelWord[] {
  return pack.levels.flatMap((level) =>
    level.markWords.map((word, index) => ({ pack, level, folded: foldWord(word), canonical: index === 0 })),
  );
}

function validityWordsOf(pack: Pack): ValidityWords {
  return {
    indefinite: foldWord(pack.marks.indefiniteWord),
    conditionEndings: pack.marks.conditionEndings.map(foldWord),
  };
}

function maximumOf(level: Level): [Level, Period][] {
  const period = level.maxTerm === null ? null : parsePeriod(level.maxTerm);
  return period === null ? [] : [[level, period]];
}

/** The level named at the start of `compact`; of words equally long the one that is canonical. */
export function wordAt(
  grammar: MarkGrammar,
  compact: string,
  from: number,
  scheme?: string,
): LevelWord | undefined {
  return grammar.words.find(
    (word) => (scheme === undefined || word.pack.id === scheme) && compact.startsWith(word.folded, from),
  );
}

/** The first place at or after `from` where a level that bears a separator is named; `to` bounds the search. */
export function findSeparatedWord(grammar: MarkGrammar, compact: string, from: number, to: number): number {
  for (let index = from; index < to; index += 1) {
    const isHere = grammar.words.some(
      (word) => word.level.markKind !== 'plain' && compact.startsWith(word.folded, index),
    );
    if (isHere) return index;
  }
  return -1;
}

/** Whether the same words are also used by another scheme. */
export function isShared(grammar: MarkGrammar, word: LevelWord): boolean {
  return grammar.words.some((other) => other.folded === word.folded && other.pack !== word.pack);
}
