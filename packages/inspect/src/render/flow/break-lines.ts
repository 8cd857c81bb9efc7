/** Characters that may not begin a line, and that may not end one (GB/T 15834-2011, 5.1.10; JIS X 4051 for the rest). */
const neverFirst = new Set('、。，．：；！？）》〉」』】〕〗］｝’”…—～·％‰℃)]}>,.:;!?%»');
const neverLast = new Set('（《〈「『【〔〖［｛‘“([{<«￥$#');

/** Something that stands on a line undivided. */
export interface Piece {
  width: number;
  /** What decides where a line may end; empty for a picture. */
  text: string;
  isSpace: boolean;
}

/** Whether a line may end between two pieces. */
export function mayBreakBetween(before: Piece, after: Piece): boolean {
  if (before.isSpace) return !after.isSpace;
  if (after.isSpace) return false;
  if (neverLast.has(lastOf(before.text)) || neverFirst.has(firstOf(after.text))) return false;
  // Words of letters come as one piece each: between two pieces without a space at least one is ideographic.
  return true;
}

const firstOf = (text: string): string => String.fromCodePoint(text.codePointAt(0) ?? 0x20);

function lastOf(text: string): string {
  return Array.from(text.slice(-2)).at(-1) ?? '';
}

const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u2014\u2018-\u201f\u2026\u3000-\u303f\uff00-\uffef]/u;

/** Text as pieces: each ideograph and mark by itself, words of other letters whole, spaces together. */
export function splitPieces(text: string): string[] {
  const pieces: string[] = [];
  let word = '';
  let wasSpace = false;
  for (const character of text) {
    const isSpace = character === ' ' || character === '\t' || character === '\u00a0';
    if (/\p{M}|\u200d|\ufe0f/u.test(character) && (word !== '' || pieces.length > 0)) {
      if (word === '') pieces[pieces.length - 1] = `${pieces.at(-1) ?? ''}${character}`;
      else word += character;
      continue;
    }
    if (wide.test(character)) {
      if (word !== '') pieces.push(word);
      pieces.push(character);
      word = '';
      continue;
    }
    if (word !== '' && isSpace !== wasSpace) {
      pieces.push(word);
      word = '';
    }
    word += character;
    wasSpace = isSpace;
  }
  if (word !== '') pieces.push(word);
  return pieces;
}

/**
 * Where lines end: for pieces and the room of each line, the index after the last piece of every line. A piece wider than a
 * line stands on one of its own. Spaces at the end of a line take no room.
 */
export function breakLines(pieces: readonly Piece[], roomOf: (line: number) => number): number[] {
  const ends: number[] = [];
  let start = 0;
  while (start < pieces.length) {
    const end = endOfLine(pieces, start, roomOf(ends.length));
    ends.push(end);
    start = end;
  }
  return ends;
}

function endOfLine(pieces: readonly Piece[], start: number, room: number): number {
  let width = 0;
  let lastBreak = start;
  for (let at = start; at < pieces.length; at += 1) {
    const piece = pieces[at];
    if (piece === undefined) break;
    const before = pieces[at - 1];
    if (at > start && before !== undefined && mayBreakBetween(before, piece)) lastBreak = at;
    width += piece.width;
    // A twentieth of a point: widths are sums of measured ones.
    if (piece.isSpace || width <= room + 0.05 || at === start) continue;
    return lastBreak > start ? lastBreak : at;
  }
  return pieces.length;
}
