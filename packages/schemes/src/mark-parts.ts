import { refuseMark } from './mark-errors.ts';
import type { MarkNote, MarkRefusal } from './mark-errors.ts';
import { findSeparatedWord, isShared, wordAt } from './mark-grammar.ts';
import type { LevelWord, MarkGrammar } from './mark-grammar.ts';
import { foldWord, tidyWords, writtenBetween } from './mark-text.ts';
import type { MarkText } from './mark-text.ts';
import { readValidity } from './mark-validity.ts';
import type { Validity } from './mark-validity.ts';

export const markOwnerCharsMax = 30;
/** How much of an unreadable text an error repeats. */
const shownCharsMax = 40;

/** The part of `compact` that is the mark itself. */
export type Frame = { readonly from: number; readonly to: number; readonly notes: readonly MarkNote[] };
export type Head = {
  readonly word: LevelWord;
  readonly end: number;
  readonly owner?: string;
  readonly notes: readonly MarkNote[];
};
export type Body = { readonly validity: Validity; readonly notes: readonly MarkNote[] };

const openings = /^[([{【〔《<“”"'「『]+/u;
const closings = /[)\]}】〕》>“”"'」』]+$/u;
const endPunctuation = /[。.，,;；、:]+$/u;
const prefixes = /^(?:密级(?:和保密期限|与保密期限|\/保密期限)?|保密级别|涉密等级)[\])】]?:?/u;
const declassifiedMark = /(?:[([]已?(?:自行)?解密[)\]]|已(?:自行)?解密)$/u;

/** Takes off what stands around a mark: brackets, quotation marks, the word 密级, a final stop, 解密 beside it. */
export function trimFrame({ compact }: MarkText): Frame {
  const notes: MarkNote[] = [];
  let [from, to] = [0, compact.length];
  const cutEnd = (pattern: RegExp, note: MarkNote) => {
    const found = pattern.exec(compact.slice(from, to));
    if (found === null) return;
    to -= found[0].length;
    notes.push(note);
  };
  const cutStart = (pattern: RegExp, note: MarkNote) => {
    const found = pattern.exec(compact.slice(from, to));
    if (found === null) return;
    from += found[0].length;
    notes.push(note);
  };
  cutEnd(endPunctuation, 'punctuation');
  cutEnd(declassifiedMark, 'declassified');
  cutEnd(closings, 'brackets');
  cutStart(openings, 'brackets');
  cutStart(prefixes, 'prefix');
  cutStart(openings, 'brackets');
  return { from, to, notes };
}

const ownerForm = /^[\p{Script=Han}A-Za-z0-9][\p{Script=Han}A-Za-z0-9（）()· ]*$/u;

/** The level at the start, or behind the name of an owner. */
export function findHead(
  text: MarkText,
  { from, to }: Frame,
  grammar: MarkGrammar,
  scheme?: string,
): Head | MarkRefusal {
  const shown = text.compact.slice(from, to);
  const word = wordAt(grammar, shown, 0, scheme);
  if (word !== undefined) return headOf(word, grammar, from + word.folded.length, scheme);
  const foreign = scheme === undefined ? undefined : wordAt(grammar, shown, 0);
  if (foreign !== undefined) return refuseMark('other-scheme', foreign.pack.zh);
  const at = findSeparatedWord(grammar, text.compact, from, to);
  const owned = at < 0 ? undefined : wordAt(grammar, text.compact, at, scheme);
  if (owned === undefined || owned.level.markKind !== 'owner-level')
    return refuseMark('unknown-level', shownOf(text));
  const owner = writtenBetween(text, from, at);
  if (!ownerForm.test(owner) || owner.length > markOwnerCharsMax) return refuseMark('bad-owner');
  return { ...headOf(owned, grammar, at + owned.folded.length, scheme), owner };
}

/** The text as the reader of an error should see it again. */
function shownOf({ raw }: MarkText): string {
  const words = tidyWords(raw);
  return words.length > shownCharsMax ? `${words.slice(0, shownCharsMax)}…` : words;
}

function headOf(word: LevelWord, grammar: MarkGrammar, end: number, scheme?: string): Head {
  const notes: MarkNote[] = word.canonical ? [] : ['word-variant'];
  if (scheme === undefined && isShared(grammar, word)) notes.push('ambiguous-scheme');
  return { word, end, notes };
}

const ocrStar = /^[^0-9]{1,2}?(?=(?:长期|[0-9OIL]{1,3}(?:年|个?月|日|天))$)/u;

/** What follows the level: separator and validity. */
export function readBody(
  text: MarkText,
  { from, to }: Frame,
  word: LevelWord,
  grammar: MarkGrammar,
  ocr: boolean,
): Body | MarkRefusal {
  const { level, pack } = word;
  const rest = text.compact.slice(from, to);
  if (findSeparatedWord(grammar, text.compact, from, to) >= 0) return refuseMark('two-marks');
  if (level.markKind !== 'star' && rest.includes('★')) return refuseMark('star-not-allowed', level.zh);
  if (level.markKind === 'plain') {
    if (rest === '') return { validity: { kind: 'unstated' }, notes: [] };
    return readsAsTerm(text, from, to, word, grammar)
      ? refuseMark('term-not-allowed', level.zh)
      : refuseMark('unknown-level', shownOf(text));
  }
  const separator = readSeparator(rest, word, ocr);
  const start = from + separator.length;
  const words = grammar.validity.get(pack) ?? { indefinite: '', conditionEndings: [] };
  const read = readValidity(text, start, to, words);
  if (!read.ok) return refuseMark(read.fault, level.zh);
  const notes: MarkNote[] = [...separator.notes, ...read.notes];
  if (read.validity.kind === 'indefinite' && level.markKind === 'star') notes.push('indefinite-needs-basis');
  if (level.markKind === 'owner-level' && rest === '')
    return { validity: read.validity, notes: ['missing-term'] };
  return { validity: read.validity, notes };
}

function readsAsTerm(
  text: MarkText,
  from: number,
  to: number,
  word: LevelWord,
  grammar: MarkGrammar,
): boolean {
  const { length } = readSeparator(text.compact.slice(from, to), word, false);
  const words = grammar.validity.get(word.pack) ?? { indefinite: '', conditionEndings: [] };
  return readValidity(text, from + length, to, words).ok;
}

function readSeparator(
  rest: string,
  { level, pack }: LevelWord,
  ocr: boolean,
): { length: number; notes: MarkNote[] } {
  const notes: MarkNote[] = [];
  const suffix = level.markKind === 'star' && rest.startsWith('级') ? 1 : 0;
  if (suffix === 1) notes.push('word-variant');
  const after = rest.slice(suffix);
  const signs = /^[★▲]{1,3}/u.exec(after)?.[0] ?? '';
  if (signs !== '') {
    if (signs !== foldWord(pack.marks.separator ?? '')) notes.push('star-variant');
    const bracket =
      /^[([]/.test(after.slice(signs.length)) && !/[)\]]/.test(after.slice(signs.length)) ? 1 : 0;
    if (bracket === 1) notes.push('brackets');
    return { length: suffix + signs.length + bracket, notes };
  }
  const misread = ocr ? (ocrStar.exec(after)?.[0] ?? '') : '';
  if (misread !== '') return { length: suffix + misread.length, notes: [...notes, 'star-misread'] };
  const loose = /^[-–—:/·,、([]/u.exec(after)?.[0] ?? '';
  if (loose !== '') notes.push('separator');
  if (level.markKind === 'star') notes.push('missing-star');
  else if (after !== '' && loose === '') notes.push('separator');
  return { length: suffix + loose.length, notes };
}
