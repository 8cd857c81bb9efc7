import { formOptions } from './forms.ts';
import { type FoldOptions, normalise } from './normalise.ts';
import { trieUnitsMax, trieUnitsMin } from './term-trie.ts';

/** Words of a catalogue of matters, and how they are recognised. */
export interface TermList {
  /** Goes into the facts of a finding; the words never do. */
  id: string;
  citation: string;
  words: readonly string[];
  /** Upper and lower case must agree. Default: no. */
  caseSensitive?: boolean;
  /** Traditional and simplified characters are the same. Default: yes. */
  traditional?: boolean;
  /** Found with spaces, line ends and signs between the characters. Default: yes. */
  separators?: boolean;
  /** Found with signs that look alike (密 宻, a а). Default: no; costs a pass. */
  lookAlikes?: boolean;
  /** Found with characters taken apart (木几 for 机). Default: no; costs a pass. */
  splits?: boolean;
  /** Found with characters of the same sound, in words of three characters and more. Default: no; costs a pass. */
  homophones?: boolean;
  /** 0 to 1, of a hit in the plain spelling. Default 0.9. */
  confidence?: number;
  /** At least one of these must stand within `contextUnits` of a hit. */
  context?: readonly string[];
  /** A hit that lies within one of these is none (机密 in 机密封). */
  exclude?: readonly string[];
}

/** How near a context word must be, in units of the folded text. */
export const contextUnits = 40;
export const termWordsMax = 1_000_000;
/** Shorter words have too many namesakes by sound. */
export const homophoneUnitsMin = 3;

const refusalTexts = {
  'one-character': {
    zh: '只有一个字，会到处命中，没有采用。请换成两个字以上的词。',
    en: 'One character alone would hit everywhere; not used. Give a word of two or more.',
  },
  empty: {
    zh: '空白或只有符号，没有采用。',
    en: 'Blank, or signs only; not used.',
  },
  'too-long': {
    zh: `超过 ${trieUnitsMax} 个字，没有采用。请取其中有代表性的一段。`,
    en: `Longer than ${trieUnitsMax} characters; not used. Give a telling part of it.`,
  },
} as const;

/** A word that is not looked for, and why. It names the row, never the word. */
export interface TermRefusal {
  list: string;
  /** From one. */
  row: number;
  code: keyof typeof refusalTexts;
  zh: string;
  en: string;
}

/** A word of one list. Several may have one folded form. */
export interface TermEntry {
  list: TermList;
  row: number;
  word: string;
  /** Set where the list is stricter than the automaton: what the original must be in that spelling. */
  strict?: { options: FoldOptions; form: string };
}

/** Folded forms of words, each with the entries that have it. */
export interface TermWords {
  forms: string[];
  entries: TermEntry[][];
}

export function foldTerms(
  lists: readonly TermList[],
  options: FoldOptions,
  refused?: TermRefusal[],
): TermWords {
  const numbers = new Map<string, number>();
  const words: TermWords = { forms: [], entries: [] };
  for (const list of lists) {
    for (const [index, word] of list.words.entries()) {
      const form = normalise(word, options).text.trim();
      const code = refusalOf(form);
      if (code !== undefined) {
        refused?.push({ list: list.id, row: index + 1, code, ...refusalTexts[code] });
        continue;
      }
      let number = numbers.get(form);
      if (number === undefined) {
        number = words.forms.push(form) - 1;
        words.entries.push([]);
        numbers.set(form, number);
      }
      const entries = words.entries[number] ?? [];
      const entry = entryOf(list, index + 1, word);
      // the same word twice in one list is one word
      const isKnown = entries.some((one) => one.list === list && one.strict?.form === entry.strict?.form);
      if (!isKnown) entries.push(entry);
    }
  }
  return words;
}

function refusalOf(form: string): TermRefusal['code'] | undefined {
  if (form === '') return 'empty';
  if (form.length < trieUnitsMin || Array.from(form).length < 2) return 'one-character';
  return form.length > trieUnitsMax ? 'too-long' : undefined;
}

function entryOf(list: TermList, row: number, word: string): TermEntry {
  const isLoose = list.caseSensitive !== true && list.traditional !== false && list.separators !== false;
  if (isLoose) return { list, row, word };
  const options: FoldOptions = {
    ...formOptions.words,
    lowerCase: list.caseSensitive !== true,
    simplified: list.traditional !== false,
    dropSeparators: list.separators !== false,
  };
  return { list, row, word, strict: { options, form: normalise(word, options).text.trim() } };
}
