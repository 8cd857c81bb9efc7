import hongKongVariants from 'opencc-js/dict/HKVariants';
import simplifiedToTraditional from 'opencc-js/dict/STCharacters';
import taiwanVariants from 'opencc-js/dict/TWVariants';
import traditionalToSimplified from 'opencc-js/dict/TSCharacters';

/** What a code point is worth to a fingerprint. */
const separator = 0;
const joiner = 1;

/** The first value of {@link foldTable} that is a character. */
const characterMin = 2;

/** Set on characters that stand for themselves, without which they are parts of a word. */
export const standsAlone = 1 << 24;
/** Set on digits, so that a word ends where digits begin. */
export const isDigit = 1 << 25;
export const codeMask = (1 << 21) - 1;

interface FoldTable {
  table: Uint32Array;
  several: ReadonlyMap<number, Uint32Array>;
}

let folded: FoldTable | undefined;

/**
 * For each UTF-16 unit outside the surrogates: `0` separates words, `1` is passed over (marks, zero-width characters),
 * anything else is the folded code point with the flags {@link standsAlone} and {@link isDigit}. Characters that fold to
 * several (ligatures, `㎏`) are in `several`, whole.
 */
export function foldCharacters(): FoldTable {
  folded ??= buildTable();
  return folded;
}

export function isSeparator(value: number): boolean {
  return value === separator;
}

export function isJoiner(value: number): boolean {
  return value === joiner;
}

/** Characters beyond the table: supplementary ideographs and letters. */
export function foldSupplementary(code: number): number {
  const [value] = foldOne(code);
  return value ?? separator;
}

const alone =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Yi}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u;

function isIdeograph(code: number): boolean {
  if (code < 0x3007) return false;
  return code === 0x3007 || (code >= 0x3400 && code <= 0x9fff) || (code >= 0x20000 && code <= 0x3ffff);
}

/** Precomposed Hangul, and private use, which says nothing to others. */
function isSyllable(code: number): boolean {
  return code >= 0xac00 && code <= 0xd7a3;
}

function isPrivate(code: number): boolean {
  return (code >= 0xe000 && code <= 0xf8ff) || code >= 0xf0000;
}

function buildTable(): FoldTable {
  const table = new Uint32Array(0x10000);
  const several = new Map<number, Uint32Array>();
  for (let unit = 0; unit < 0x10000; unit += 1) {
    if (unit >= 0xd800 && unit <= 0xdfff) continue;
    const values = foldOne(unit);
    table[unit] = values[0] ?? separator;
    if (values.length > 1) several.set(unit, Uint32Array.from(values));
  }
  return { table, several };
}

function foldOne(code: number): number[] {
  if (isIdeograph(code)) return [foldHan(code) | standsAlone];
  if (isSyllable(code)) return [code | standsAlone];
  if (isPrivate(code)) return [separator];
  const char = String.fromCodePoint(code);
  if (/[\p{M}\p{Cf}]/u.test(char)) return [joiner];
  if (!/[\p{L}\p{N}\p{So}]/u.test(char)) return [separator];
  const values: number[] = [];
  for (const plain of char.normalize('NFKC').toLowerCase().normalize('NFKC')) {
    if (!/[\p{L}\p{N}]/u.test(plain)) continue;
    const value = foldPlain(plain);
    if (value >= characterMin) values.push(value);
  }
  return values;
}

function foldPlain(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  if (alone.test(char)) return foldHan(code) | standsAlone;
  const base = char.normalize('NFKD').codePointAt(0) ?? code;
  if (/\p{Nd}/u.test(char)) return foldDigit(base) | isDigit;
  return base;
}

/** Decimal digits of other scripts stand in runs of ten, in order, from a code point that is a multiple of ten apart. */
function foldDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return 0x30 + (code - zero);
}

let classes: ReadonlyMap<number, number> | undefined;

function foldHan(code: number): number {
  classes ??= joinVariants();
  return classes.get(code) ?? code;
}

/** Financial and other ways of writing numerals. */
const numerals = ['〇零', '一壹弌', '二贰貳弍', '三叁弎', '四肆', '五伍', '七柒', '八捌', '九玖', '十拾'];

/** Pairs that conversions take either way by the word they stand in, which tables of single characters leave out. */
const splitForms = [
  '着著',
  '干乾',
  '借藉',
  '了瞭',
  '沉沈',
  '象像',
  '注註',
  '升昇',
  '周週',
  '折摺',
  '复覆',
  '钟锺',
];

/**
 * Every character to the one that stands for all its simplified, traditional and regional forms. Whole classes and not a
 * mapping, because 着 becomes 著 or 着 in a traditional text: what any conversion may turn into another is the same here.
 */
function joinVariants(): ReadonlyMap<number, number> {
  const parents = new Map<number, number>();
  const rootOf = (code: number): number => {
    let root = code;
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next;
    return root;
  };
  const join = (chars: readonly string[]): void => {
    const codes = chars.map((char) => rootOf(char.codePointAt(0) ?? 0));
    const least = Math.min(...codes);
    for (const code of codes) if (code !== least) parents.set(code, least);
  };
  for (const dict of [simplifiedToTraditional, traditionalToSimplified, taiwanVariants, hongKongVariants])
    for (const line of dict.split('|')) join(line.split(' '));
  for (const forms of [...numerals, ...splitForms]) join(Array.from(forms));
  return new Map([...parents.keys()].map((code) => [code, rootOf(code)]));
}
