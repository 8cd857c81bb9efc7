import type { ReadMark } from '@fengni/schemes/mark';
import type { Packs } from '@fengni/schemes/packs';
import { normalise } from './normalise.ts';
import { formOptions } from './forms.ts';

/** Patterns over the form `marks`. All are bounded: a place costs a fixed number of steps. */
export interface MarkPatterns {
  prefilter: RegExp;
  /** Without one of these nothing is starred. */
  anyStar: RegExp;
  /** For each level word: the word, a star or triangle behind it. */
  starred: readonly { pattern: RegExp; word: string }[];
  portion: RegExp;
  /** The word of a pack that a spelling with signs between and look-alikes stands for. */
  wordOf: (written: string) => string;
}

/** Signs that pass for the characters of the three levels, from FACTS §7.2 and look-alikes. */
const lookAlikes: ReadonlyMap<string, string> = new Map([
  ['密', '密宻宓蜜'],
  ['机', '机杌朹'],
  ['秘', '秘泌'],
]);
const between = `[\\n\\-_.·•…|/\\\\~+=^'"、,*★☆]{0,3}`;
const star = '[★☆✩✭⭐✮✯✰⋆✫✬✪*]';
const triangle = '[▲△●◆▴]';

const made = new WeakMap<Packs, MarkPatterns>();

export function markPatternsOf(packs: Packs): MarkPatterns {
  const known = made.get(packs);
  if (known !== undefined) return known;
  const levels = [...packs.values()].flatMap((pack) => pack.levels);
  const wordsOf = (kinds: readonly string[]): string[] =>
    levels
      .filter(({ markKind }) => kinds.includes(markKind))
      .flatMap(({ markWords }) => markWords.map((word) => normalise(word, formOptions.marks).text))
      .toSorted((a, b) => b.length - a.length);
  const all = [...new Set(wordsOf(['star', 'owner-level', 'plain']))];
  const isPlain = new Set(wordsOf(['plain']));
  // 公开★ and the like are no marks of anybody; 内部★ is one that must not be
  const starred = all
    .filter((word) => !/公开|非密|无密级|非涉密/u.test(word))
    .map((word) => {
      const signs = isPlain.has(word) ? `${star}(?!${star})` : `(?:${star}{1,3}|${triangle}{1,3})`;
      return { word, pattern: new RegExp(`(?<word>${spelled(word)})级?[)\\]】]?\\n?${signs}`, 'g') };
    });
  const marked = all.filter((word) => word.length <= 4).map(spelled);
  const patterns: MarkPatterns = {
    prefilter: /[密宻宓蜜泌内公解阅收外得禁限★☆*▲]/,
    anyStar: new RegExp(`${star}|${triangle}`),
    starred,
    portion: new RegExp(`(?:^|[\\n\\r])[(\\[【〔](?<word>${marked.join('|')})级?[)\\]】〕]`, 'g'),
    wordOf: (written) =>
      all.find((word) => new RegExp(`^(?:${spelled(word)})$`, 'u').test(written)) ?? written,
  };
  made.set(packs, patterns);
  return patterns;
}

function spelled(word: string): string {
  return Array.from(word, (sign) => {
    const alike = lookAlikes.get(sign);
    return alike === undefined ? sign.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&') : `[${alike}]`;
  }).join(between);
}

/** Units behind the star that are looked at: the longest condition and a little more. */
const tailUnitsMax = 36;
const tailEnd = /[\n\r，。;；,、★☆▲!！?？"”'’】」』》]/u;
const termForm =
  /^[([]?(?:保密期限:?)?(?:长期|(?:至)?\d{4}(?:年\d{1,2}月\d{1,2}日|[.\-/]\d{1,2}[.\-/]\d{1,2})|[0-9OIl]{1,4}(?:年|个?月|[日天])|[一二三四五六七八九十两]{1,3}(?:年|个月|[日天]))[)\]]?/u;
const conditionForm = /^.{1,30}?(?:前|后|时|毕|完成|结束|公布|启用)/u;

export interface Tail {
  end: number;
  read: ReadMark;
  /** Something stands behind the mark on its line that is no term. */
  isLoose: boolean;
}

/** Reads what follows the star, from the longest good reading to none at all; at most four readings are tried. */
export function readTail(text: string, from: number, read: (rest: string) => ReadMark): Tail {
  const skipped = /^\n(?=(?:长期|[0-9]{1,4}(?:年|个?月|[日天])))/u.test(text.slice(from, from + 8)) ? 1 : 0;
  const behind = text.slice(from + skipped, from + skipped + tailUnitsMax);
  const cut = behind.search(tailEnd);
  const rest = cut < 0 ? behind : behind.slice(0, cut);
  const tries = [rest, termForm.exec(rest)?.[0], conditionForm.exec(rest)?.[0]];
  for (const words of tries) {
    if (words === undefined || words === '') continue;
    const found = read(words);
    if (found.ok || found.code === 'star-not-allowed')
      return { end: from + skipped + words.length, read: found, isLoose: false };
  }
  return { end: from, read: read(''), isLoose: rest !== '' };
}
