/** The letters of a column counted from 0: `A`, `Z`, `AA`. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** The column of a reference such as `AB12`, counted from 0; undefined for what is none. */
export function columnOf(reference: string): number | undefined {
  let column = 0;
  for (let at = 0; at < reference.length; at += 1) {
    const letter = (reference.charCodeAt(at) & ~0x20) - 64;
    if (letter < 1 || letter > 26) return at === 0 ? undefined : column - 1;
    column = column * 26 + letter;
    if (column > 16_384) return undefined;
  }
  return undefined;
}

/** Column ranges that are hidden, for files like to hide all sixteen thousand at once. */
export class HiddenColumns {
  readonly #ranges: [first: number, last: number][] = [];

  /** Columns from 0, both included. */
  add(first: number, last: number): void {
    if (this.#ranges.length < 16_384) this.#ranges.push([first, last]);
  }

  has(column: number): boolean {
    return this.#ranges.some(([first, last]) => column >= first && column <= last);
  }
}

/** The words of a printed header or footer: `&L`, `&"font,style"`, `&12` and the like are layout (ECMA-376 part 1, 18.3.1.39). */
export function plainHeaderText(code: string): string {
  return code
    .replace(/&"[^"]*"/g, '')
    .replace(/&K(?:[0-9A-F]{6}|\d\d[+-]\d{3})/gi, '')
    .replace(/&\d{1,3}/g, '')
    .replace(/&[LCR]/g, '\n')
    .replace(/&(?!&)[A-Z]/gi, '')
    .replaceAll('&&', '&')
    .trim();
}
