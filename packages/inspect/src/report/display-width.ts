/**
 * Blocks whose characters take two columns of a terminal: East Asian Wide and Fullwidth of Unicode's annex 11, with the
 * emoji that terminals draw wide.
 */
const wide =
  /[\u1100-\u115F\u231A\u231B\u2329\u232A\u23E9-\u23EC\u23F0\u23F3\u25FD\u25FE\u2614\u2615\u2648-\u2653\u267F\u2693\u26A1\u26AA\u26AB\u26BD\u26BE\u26C4\u26C5\u26CE\u26D4\u26EA\u26F2\u26F3\u26F5\u26FA\u26FD\u2705\u270A\u270B\u2728\u274C\u274E\u2753-\u2755\u2757\u2795-\u2797\u27B0\u27BF\u2B1B\u2B1C\u2B50\u2B55\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE10-\uFE19\uFE30-\uFE6B\uFF01-\uFF60\uFFE0-\uFFE6\u{16FE0}-\u{18DFF}\u{1AFF0}-\u{1B2FF}\u{1F004}\u{1F0CF}\u{1F18E}\u{1F191}-\u{1F19A}\u{1F200}-\u{1F320}\u{1F32D}-\u{1F64F}\u{1F680}-\u{1F6FF}\u{1F7E0}-\u{1F7EB}\u{1F90C}-\u{1F9FF}\u{20000}-\u{3FFFD}]/u;
const none = /\p{Mn}|\p{Me}|\p{Cf}/u;

/** Columns a text takes on a terminal. */
export function displayWidth(text: string): number {
  let columns = 0;
  for (const character of text) columns += widthOf(character);
  return columns;
}

function widthOf(character: string): number {
  if (character < '\u0300') return 1;
  if (none.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}

/** The text in at most so many columns; what is cut off shows as `…`. */
export function fitWidth(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let taken = 0;
  let kept = '';
  for (const character of text) {
    const width = widthOf(character);
    if (taken + width > columns - 1) break;
    taken += width;
    kept += character;
  }
  return columns < 1 ? '' : `${kept}…`;
}

/** The text in so many columns exactly, filled with spaces or cut. */
export function padWidth(text: string, columns: number): string {
  const fitted = fitWidth(text, columns);
  return fitted + ' '.repeat(Math.max(0, columns - displayWidth(fitted)));
}

/** The end of a text in at most so many columns: of a path the name is what matters. */
export function fitWidthFromEnd(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let taken = 0;
  let kept = '';
  for (const character of Array.from(text).toReversed()) {
    const width = widthOf(character);
    if (taken + width > columns - 1) break;
    taken += width;
    kept = character + kept;
  }
  return columns < 1 ? '' : `…${kept}`;
}
