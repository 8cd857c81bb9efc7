import type { FontMetrics } from './font-metrics.ts';

/** What stands for a character the font lacks: 〓, the geta mark of printers. */
const missingSign = '〓';
/** The end of a text that was cut to fit. */
const cutSign = '…';
/** Longest text that is laid out at all; the rest is cut, visibly. Characters. */
export const textCharsMax = 20_000;
/** A real accent has one or two parts; a pile of them would run over the lines above. */
const combiningMarksMax = 2;

export interface CleanText {
  text: string;
  /** Some character was replaced by 〓. */
  replaced: boolean;
  /** The text was longer than `textCharsMax`. */
  cut: boolean;
}

const invisible = /[\p{Cc}\p{Cf}\p{Variation_Selector}]/u;
const combining = /\p{M}/u;
const otherSpace = /[\p{Zs}]/u;
const lineEnds = /\r\n|[\r\n\v\f\u0085\u2028\u2029]/gu;
const plain = /^[\x20-\x7e\u3000-\u3003\u3008-\u3011\u4e00-\u9fa5\uff01-\uff5e\n]*$/u;

/**
 * Makes any string printable: line ends become `\n`, control, direction and other invisible characters go,
 * what the font lacks becomes 〓. Never throws.
 */
export function cleanText(raw: string, has: FontMetrics['has']): CleanText {
  const cut = raw.length > textCharsMax;
  const text = (cut ? raw.slice(0, textCharsMax) + cutSign : raw)
    .replace(lineEnds, '\n')
    .replaceAll('\t', ' ');
  if (plain.test(text)) return cleanPlain(text, has, cut);
  return cleanAny(text, has, cut);
}

// Nothing but common characters: only the font is to be asked.
function cleanPlain(text: string, has: FontMetrics['has'], cut: boolean): CleanText {
  for (const character of text) {
    if (character !== '\n' && !has(character.codePointAt(0) ?? 0)) return cleanAny(text, has, cut);
  }
  return { text, replaced: false, cut };
}

function cleanAny(text: string, has: FontMetrics['has'], cut: boolean): CleanText {
  let out = '';
  let replaced = false;
  let marks = 0;
  for (const character of text) {
    if (character === '\n') {
      out += character;
      continue;
    }
    if (invisible.test(character)) continue;
    marks = combining.test(character) ? marks + 1 : 0;
    if (marks > combiningMarksMax) continue;
    if (has(character.codePointAt(0) ?? 0)) {
      out += character;
    } else if (otherSpace.test(character)) {
      out += ' ';
    } else {
      out += missingSign;
      replaced = true;
    }
  }
  return { text: out, replaced, cut };
}

/** Width of a line in points. */
export function measureText(text: string, metrics: FontMetrics, size: number): number {
  let ems = 0;
  for (const character of text) ems += metrics.advance(character.codePointAt(0) ?? 0);
  return ems * size;
}

// 避头尾: what may not begin, and what may not end a line (GB/T 15834-2011, 5.1).
const notFirst = /^[，。、；：？！…—）〕》〉」』】”’％℃·,.;:?!)\]}%]/u;
const notLast = /[（〔《〈「『【“‘([{￥$]$/u;
const atomPattern = /\n| +|[!-~\u00a1-\u024f]+|[^]/gu;

interface Atom {
  text: string;
  width: number;
}

/**
 * Breaks clean text into lines no wider than `width` (points): Han characters anywhere but against the rules of punctuation,
 * other words between words, and inside only where a word is wider than the line.
 */
export function wrapText(text: string, metrics: FontMetrics, size: number, width: number): string[] {
  return text
    .split('\n')
    .flatMap((paragraph) => wrapParagraph(atomsOf(paragraph, metrics, size), metrics, size, width));
}

function atomsOf(paragraph: string, metrics: FontMetrics, size: number): Atom[] {
  const atoms: Atom[] = [];
  for (const part of paragraph.match(atomPattern) ?? []) {
    const width = measureText(part, metrics, size);
    const last = atoms.at(-1);
    const joins =
      last !== undefined && !last.text.endsWith(' ') && (notFirst.test(part) || notLast.test(last.text));
    if (joins) {
      last.text += part;
      last.width += width;
    } else {
      atoms.push({ text: part, width });
    }
  }
  return atoms;
}

function wrapParagraph(atoms: Atom[], metrics: FontMetrics, size: number, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  const close = (): void => {
    lines.push(line.replace(/ +$/u, ''));
    line = '';
    used = 0;
  };
  for (const atom of atoms) {
    if (used > 0 && used + atom.width > width) {
      close();
      if (atom.text.startsWith(' ')) continue;
    }
    if (atom.width <= width) {
      line += atom.text;
      used += atom.width;
      continue;
    }
    for (const character of atom.text) {
      const step = measureText(character, metrics, size);
      if (used > 0 && used + step > width) close();
      line += character;
      used += step;
    }
  }
  close();
  return lines;
}

/** Shortens one line to `width` points, ending in `…` if anything had to go. */
export function cutLine(text: string, metrics: FontMetrics, size: number, width: number): string {
  if (measureText(text, metrics, size) <= width) return text;
  const room = width - measureText(cutSign, metrics, size);
  let used = 0;
  let out = '';
  for (const character of text) {
    used += measureText(character, metrics, size);
    if (used > room) break;
    out += character;
  }
  return out.trimEnd() + cutSign;
}
