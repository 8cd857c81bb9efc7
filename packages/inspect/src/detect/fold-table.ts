import { readings, syllables } from './generated/readings.ts';
import { simplifiedPairs } from './generated/simplified.ts';
import { foreignLetters, lookAlikeClasses, radicalPairs } from './look-alikes.ts';

/** What is made alike before two spellings are compared. Width, digit styles, radicals and invisible signs always are. */
export interface FoldOptions {
  /** Upper-case letters become lower-case. */
  lowerCase?: boolean;
  /** Traditional and variant characters become simplified ones. */
  simplified?: boolean;
  /** Spaces, line ends and signs put between characters are left out, up to `separatorsInRowMax` in a row. */
  dropSeparators?: boolean;
  /** Spaces within a line are left out; line ends stay. */
  dropSpaces?: boolean;
  /**
   * Circled, raised and other styled digits count as digits only beside one another: one alone is a list's number or a
   * note's, and would spoil the number it stands before.
   */
  guardDigits?: boolean;
  /** Chinese numerals, digit by digit, become digits. */
  numerals?: boolean;
  /** Signs that look like another become that other, letters of other scripts become Latin. */
  lookAlikes?: boolean;
  /** A character becomes its most common reading without tone (a unit of the private-use area). */
  homophones?: boolean;
  /** Two characters that make up a third become that third (木几 → 机). Loses hits that hold the two: a second pass only. */
  joinSplits?: boolean;
}

/** What a folded unit means below this; above, it is the unit itself. */
export const foldSpecial = {
  drop: 0,
  expand: 1,
  separator: 2,
  space: 3,
  styledDigit: 4,
  surrogate: 5,
} as const;
export const foldSpecialEnd = 8;

export interface FoldTable {
  /** For each UTF-16 unit its folded form, or one of {@link foldSpecial}. */
  readonly units: Uint16Array;
  /** Folded forms that are longer or shorter than one unit. */
  readonly expansions: ReadonlyMap<number, string>;
  /** Code points from U+10000 on: their folded form, empty for those that are left out. */
  readonly astral: ReadonlyMap<number, string>;
}

/** Longest folded form of a single sign; longer ones (ligatures of whole phrases) stay as they are. */
const expansionUnitsMax = 6;
const readingsBase = 0xe000;
const unitsCount = 0x1_0000;

const optionNames = [
  ...(['lowerCase', 'simplified', 'dropSeparators', 'dropSpaces', 'guardDigits', 'numerals'] as const),
  ...(['lookAlikes', 'homophones'] as const),
];
const made = new Map<number, FoldTable>();

/** The table of a set of options, made once (some 20 ms for the first, 5 ms for each further). */
export function foldTableOf(options: FoldOptions): FoldTable {
  const key = optionNames.reduce((bits, name, at) => (options[name] === true ? bits | (1 << at) : bits), 0);
  const known = made.get(key);
  if (known !== undefined) return known;
  const table = makeTable(options);
  made.set(key, table);
  return table;
}

interface Base {
  /** Compatibility forms, as strings; undefined where a sign is its own. */
  readonly compatible: ReadonlyMap<number, string>;
  readonly invisible: ReadonlySet<number>;
  readonly styled: ReadonlySet<number>;
  readonly separators: ReadonlySet<number>;
  readonly simplified: ReadonlyMap<string, string>;
}
let base: Base | undefined;

// controls but for tabs, line ends and the like; marks that are put over the sign before
const invisibleForm = /\p{Default_Ignorable_Code_Point}|\p{Cf}|(?![\t\n\f\r\u0085])\p{Cc}/u;
const overlays: readonly (readonly [number, number])[] = [
  [0x300, 0x36f],
  [0x20d0, 0x20ff],
  [0xfe20, 0xfe2f],
];

function isInvisible(code: number): boolean {
  return (
    invisibleForm.test(String.fromCodePoint(code)) ||
    overlays.some(([from, to]) => code >= from && code <= to)
  );
}
/** Signs put between characters to part a word. The ends of sentences and clauses are not among them. */
const separatorForm = /[\s\-_.·•‧∙・|/\\~^+=*#&'"`´¨…—–‐‑‒―−★☆※◆◇■□●○▲△►▪]/u;
// 〔 〕 and primes have compatibility forms that would lose their meaning here
const keptForm = /[\u2032-\u2037\u2057ªº]/u;
const moreForms = new Map([
  ...Array.from('‐‑‒–—―−﹣－', (sign) => [sign, '-'] as const),
  ['∶', ':'],
  ['ː', ':'],
  ['⁄', '/'],
]);

function baseOf(): Base {
  if (base !== undefined) return base;
  const compatible = new Map<number, string>();
  const [invisible, styled, separators] = [new Set<number>(), new Set<number>(), new Set<number>()];
  for (let code = 0; code < 0x1_f200; code += 1) {
    // unified ideographs and Hangul syllables are their own compatibility form; to skip them halves the time
    if (code === 0x3400) code = 0xa000;
    if (code === 0xac00) code = 0xe000;
    const sign = String.fromCodePoint(code);
    if (isInvisible(code)) invisible.add(code);
    if (separatorForm.test(sign)) separators.add(code);
    if (keptForm.test(sign)) continue;
    const form = moreForms.get(sign) ?? sign.normalize('NFKC');
    if (form === sign || form.length > expansionUnitsMax) continue;
    compatible.set(code, form);
    const isFullWidth = code >= 0xff10 && code <= 0xff19;
    if (/[0-9]/.test(form) && !isFullWidth && code < unitsCount) styled.add(code);
  }
  for (let code = 0x2_f800; code < 0x2_fa20; code += 1) {
    const sign = String.fromCodePoint(code);
    const form = sign.normalize('NFKC');
    if (form !== sign) compatible.set(code, form);
  }
  for (const [sign, form] of pairsOf(radicalPairs)) compatible.set(sign.codePointAt(0) ?? 0, form);
  base = { compatible, invisible, styled, separators, simplified: new Map(pairsOf(simplifiedPairs)) };
  return base;
}

function pairsOf(text: string): [string, string][] {
  const signs = Array.from(text);
  return signs.flatMap((sign, at) =>
    at % 2 === 0 ? [[sign, signs[at + 1] ?? sign] satisfies [string, string]] : [],
  );
}

const numeralPairs = '〇0零0一1二2三3四4五5六6七7八8九9壹1贰2貳2叁3參3肆4伍5陆6陸6柒7捌8玖9幺1两2○0洞0拐7勾9';

function makeTable(options: FoldOptions): FoldTable {
  const { compatible, invisible, styled, separators, simplified } = baseOf();
  const finish = finisherOf(options, simplified);
  const units = new Uint16Array(unitsCount);
  const expansions = new Map<number, string>();
  const astral = new Map<number, string>();
  const isSeparator = (code: number): boolean => {
    const form = compatible.get(code);
    return separators.has(code) || (form?.length === 1 && separators.has(form.charCodeAt(0)));
  };
  for (let code = 0; code < unitsCount; code += 1) {
    if (code >= 0xd800 && code < 0xdc00) units[code] = foldSpecial.surrogate;
    else if (code >= 0xdc00 && code < 0xe000) units[code] = code;
    else if (invisible.has(code)) units[code] = foldSpecial.drop;
    else if (options.dropSeparators === true && isSeparator(code)) units[code] = foldSpecial.separator;
    else if (options.dropSpaces === true && isSpaceInLine(code)) units[code] = foldSpecial.space;
    else if (options.guardDigits === true && styled.has(code)) {
      units[code] = foldSpecial.styledDigit;
      expansions.set(code, (compatible.get(code) ?? '').replaceAll(/[^0-9]/g, ''));
    } else {
      const form = finish(compatible.get(code) ?? String.fromCharCode(code));
      if (form.length === 1) units[code] = form.charCodeAt(0);
      else {
        units[code] = foldSpecial.expand;
        expansions.set(code, form);
      }
    }
  }
  addAstral(astral, { compatible, invisible, finish, simplified });
  return { units, expansions, astral };
}

function isSpaceInLine(code: number): boolean {
  return code !== 0x0a && code !== 0x0d && /\s/u.test(String.fromCharCode(code));
}

function addAstral(
  astral: Map<number, string>,
  the: Pick<Base, 'compatible' | 'invisible' | 'simplified'> & { finish: (sign: string) => string },
): void {
  for (const code of the.invisible) if (code >= unitsCount) astral.set(code, '');
  for (let code = 0xe_0000; code < 0xe_1000; code += 1) astral.set(code, '');
  for (const [code, form] of the.compatible) if (code >= unitsCount) astral.set(code, the.finish(form));
  for (const sign of the.simplified.keys()) {
    const code = sign.codePointAt(0) ?? 0;
    if (code >= unitsCount) astral.set(code, the.finish(sign));
  }
}

/** What is done to a sign after its compatibility form is taken. */
function finisherOf(options: FoldOptions, simplified: ReadonlyMap<string, string>): (form: string) => string {
  const steps: ((sign: string) => string)[] = [];
  const replace = (pairs: ReadonlyMap<string, string>): void => {
    steps.push((sign) => pairs.get(sign) ?? sign);
  };
  if (options.lookAlikes === true) replace(new Map(pairsOf(foreignLetters)));
  if (options.lowerCase === true) steps.push((sign) => sign.toLowerCase());
  if (options.simplified === true) replace(simplified);
  if (options.numerals === true) replace(new Map(pairsOf(numeralPairs)));
  if (options.lookAlikes === true) {
    const firsts = lookAlikeClasses.flatMap((signs) =>
      Array.from(signs, (sign) => [sign, signs.slice(0, 1)] as const),
    );
    replace(new Map(firsts));
  }
  if (options.homophones === true) steps.push(readingOf);
  return (form) => {
    if (form.length === 1) return steps.reduce((sign, step) => step(sign), form);
    return Array.from(form, (sign) => steps.reduce((now, step) => step(now), sign)).join('');
  };
}

/** The reading of a character as a unit of the private-use area; any other sign as it is. */
function readingOf(sign: string): string {
  const at = (sign.charCodeAt(0) - 0x4e00) * 2;
  if (at < 0 || at >= readings.length || sign.length > 1) return sign;
  const number = Number.parseInt(readings.slice(at, at + 2), 36);
  return number < syllableCount ? String.fromCharCode(readingsBase + number) : sign;
}

const syllableCount = syllables.split(' ').length;
