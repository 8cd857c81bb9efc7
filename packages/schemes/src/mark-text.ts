/**
 * A text prepared for reading a mark. `compact` has no spaces and one spelling for each sign; `raw` is what was given,
 * and `at[i]` is the place in `raw` of the i-th sign of `compact`, so that words of free text can be taken as written.
 */
export type MarkText = {
  readonly raw: string;
  readonly compact: string;
  readonly at: readonly number[];
  readonly seen: ReadonlySet<'full-width' | 'spaces' | 'star-variant' | 'traditional'>;
};

const stars = '☆✩✭⭐✮✯✰⋆﹡＊*';
const triangles = '△●◆▴';
// Spaces, and the signs of no width that copying from a page leaves behind.
const invisible = /[\s\u200b\u200c\u2060\ufeff]|\u200d|\ufe0f/u;

// Single signs of another spelling: traditional characters, and the radicals PDF readers give for 日 月 长.
const traditional = new Map(
  Array.from('絕绝機机祕秘長长個个箇个時时會会議议開开後后佈布啟启啓启內内項项業业結结畢毕務务觀观').flatMap(
    (sign, index, all) => (index % 2 === 0 ? [[sign, all[index + 1] ?? sign]] : []),
  ),
);
const radicals = new Map([
  ['⽇', '日'],
  ['⽉', '月'],
  ['⻓', '长'],
  ['⾧', '长'],
]);

/** One pass over the text; its length is bounded by the caller. Never throws. */
export function prepareMarkText(raw: string): MarkText {
  const seen = new Set<'full-width' | 'spaces' | 'star-variant' | 'traditional'>();
  const at: number[] = [];
  let compact = '';
  for (let index = 0; index < raw.length; index += 1) {
    const sign = raw.charAt(index);
    if (invisible.test(sign)) {
      if (sign === '\u3000') seen.add('full-width');
      seen.add('spaces');
      continue;
    }
    compact += foldSign(sign, seen);
    at.push(index);
  }
  return { raw, compact, at, seen };
}

function foldSign(sign: string, seen: Set<'full-width' | 'spaces' | 'star-variant' | 'traditional'>): string {
  if (stars.includes(sign)) {
    seen.add('star-variant');
    return '★';
  }
  if (triangles.includes(sign)) {
    seen.add('star-variant');
    return '▲';
  }
  const simple = traditional.get(sign) ?? radicals.get(sign);
  if (simple !== undefined) {
    seen.add('traditional');
    return simple;
  }
  const narrow = narrowSign(sign);
  if (narrow !== sign) seen.add('full-width');
  return narrow >= 'a' && narrow <= 'z' ? narrow.toUpperCase() : narrow;
}

/** The half-width form of a full-width ASCII sign; any other sign as it is. */
function narrowSign(sign: string): string {
  const code = sign.charCodeAt(0);
  return code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : sign;
}

/** The signs `from` (inclusive) to `to` (exclusive) of `compact`, as they were written, tidied by {@link tidyWords}. */
export function writtenBetween(text: MarkText, from: number, to: number): string {
  const start = text.at[from];
  const last = text.at[to - 1];
  return start === undefined || last === undefined ? '' : tidyWords(text.raw.slice(start, last + 1));
}

/** Free words of a mark in one form: no space beside a Chinese character, full-width letters and digits made narrow. */
export function tidyWords(words: string): string {
  return words
    .replaceAll(/[０-９Ａ-Ｚａ-ｚ]/gu, narrowSign)
    .replaceAll(/(?:[\s\u200b\u200c\u2060\ufeff]|\u200d|\ufe0f)+/gu, ' ')
    .replaceAll(/(?<=[^\x21-\x7e]) | (?=[^\x21-\x7e])/gu, '')
    .trim();
}

/** A word of a pack in the spelling of `compact`. */
export function foldWord(word: string): string {
  return prepareMarkText(word).compact;
}
