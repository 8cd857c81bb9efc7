import { plainText } from './plain-text.ts';

/** Characters shown on each side of what was found. */
const aroundUnits = 24;

/** A place where the words stand, with what stands around it. */
export interface FoundWords {
  readonly before: string;
  readonly words: string;
  readonly after: string;
  readonly page: number | null;
}

/** A piece of a document's text, of one page where pages are known. */
export interface TextPiece {
  readonly page: number | null;
  readonly text: string;
}

/** The first place where the words stand in a row, whatever blanks and punctuation lie between; null where they do not. */
export function findWords(pieces: Iterable<TextPiece>, words: string): FoundWords | null {
  const wanted = plainText(words).text;
  if (wanted.length < 2) return null;
  for (const { page, text } of pieces) {
    const plain = plainText(text);
    const first = plain.text.indexOf(wanted);
    if (first < 0) continue;
    const from = plain.at[first] ?? 0;
    const last = plain.at[first + wanted.length - 1] ?? from;
    const to = last + signAt(text, last);
    return {
      before: tidy(text.slice(wholeFrom(text, from - aroundUnits), from)).trimStart(),
      words: tidy(text.slice(from, to)),
      after: tidy(text.slice(to, wholeFrom(text, to + aroundUnits))).trimEnd(),
      page,
    };
  }
  return null;
}

function tidy(text: string): string {
  return text.replaceAll(/\s+/gu, ' ');
}

function signAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xff_ff ? 2 : 1;
}

/** Never in the middle of a surrogate pair. */
function wholeFrom(text: string, at: number): number {
  const unit = text.charCodeAt(Math.max(0, at));
  return unit >= 0xdc_00 && unit < 0xe0_00 ? at + 1 : Math.max(0, at);
}
