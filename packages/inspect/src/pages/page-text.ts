import type { Hidden, Region } from '../document/place.ts';

/** a b c d e f as in PDF 32000-1:2008, 8.3.3. */
export type Matrix = readonly [number, number, number, number, number, number];

/** What follows is applied first. */
export function multiply(outer: Matrix, inner: Matrix): Matrix {
  return [
    outer[0] * inner[0] + outer[2] * inner[1],
    outer[1] * inner[0] + outer[3] * inner[1],
    outer[0] * inner[2] + outer[2] * inner[3],
    outer[1] * inner[2] + outer[3] * inner[3],
    outer[0] * inner[4] + outer[2] * inner[5] + outer[4],
    outer[1] * inner[4] + outer[3] * inner[5] + outer[5],
  ];
}

/** Which way a line runs on the page as it is shown: 0 to the right, 1 down, 2 to the left, 3 up. */
export type Direction = 0 | 1 | 2 | 3;

/**
 * A piece of one line. Along the line it spans `from` to `to`, `across` is its base line, which grows from line to
 * line; both in points in the frame of its direction.
 */
export interface Fragment {
  text: string;
  direction: Direction;
  from: number;
  to: number;
  across: number;
  /** Height of the characters in points. */
  size: number;
  hidden?: Hidden;
  isAnnotation: boolean;
}

/** Where a piece stands in the frame of its direction. */
export function layOut(start: readonly [number, number], end: readonly [number, number], size: number) {
  const dx = end[0] - start[0];
  const dy = end[1] - start[1];
  const direction: Direction = Math.abs(dx) >= Math.abs(dy) ? (dx < 0 ? 2 : 0) : dy > 0 ? 1 : 3;
  switch (direction) {
    case 0:
      return { direction, from: start[0], to: end[0], across: start[1], size };
    case 1:
      return { direction, from: start[1], to: end[1], across: -start[0], size };
    case 2:
      return { direction, from: -start[0], to: -end[0], across: -start[1], size };
    case 3:
      return { direction, from: -start[1], to: -end[1], across: start[0], size };
  }
}

/** The box of a fragment on the page as it is shown: points from the top left corner. */
export function boxOf(fragment: Omit<Fragment, 'text'>): {
  x: number;
  y: number;
  width: number;
  height: number;
} {
  const { direction, from, to, across, size } = fragment;
  const top = across - size * 0.85;
  const along = { start: from, length: to - from };
  switch (direction) {
    case 0:
      return { x: along.start, y: top, width: along.length, height: size };
    case 1:
      return { x: -across - size * 0.15, y: along.start, width: size, height: along.length };
    case 2:
      return { x: -to, y: -across - size * 0.15, width: along.length, height: size };
    case 3:
      return { x: top, y: -to, width: size, height: along.length };
  }
}

const wide = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]/;

/** True where a gap between two characters stands for a space: scripts without spaces need a wider one. */
export function isWordGap(gap: number, size: number, before: string, after: string): boolean {
  if (gap <= 0.12 * size) return false;
  return gap > 0.5 * size || !(wide.test(before) && wide.test(after));
}

/** Joins what was drawn one after the other on one base line; `fragments` stay in the order of drawing. */
export function joinDrawn(fragments: readonly Fragment[]): Fragment[] {
  const joined: Fragment[] = [];
  let last: Fragment | undefined;
  for (const fragment of fragments) {
    if (last !== undefined && continues(last, fragment)) extend(last, fragment);
    else joined.push((last = { ...fragment }));
  }
  return joined.filter((fragment) => fragment.text.trim() !== '');
}

function continues(line: Fragment, next: Fragment): boolean {
  const size = Math.max(line.size, next.size);
  if (line.direction !== next.direction || line.hidden !== next.hidden) return false;
  if (line.isAnnotation !== next.isAnnotation) return false;
  if (Math.abs(next.across - line.across) > 0.4 * size) return false;
  const gap = next.from - line.to;
  return gap > -0.6 * size && gap < 1.6 * size;
}

function extend(line: Fragment, next: Fragment): void {
  const before = line.text.slice(-1);
  const after = next.text.slice(0, 1);
  const space =
    before !== ' ' &&
    after !== ' ' &&
    isWordGap(next.from - line.to, Math.max(line.size, next.size), before, after);
  line.text += space ? ` ${next.text}` : next.text;
  line.to = Math.max(line.to, next.to);
  if (next.text.length > line.text.length / 2) line.across = next.across;
  line.size = Math.max(line.size, next.size);
}

/**
 * Lines in reading order. Pieces of one row that were drawn apart (a mark, its star and its term) are put together;
 * the order of drawing is kept for the rest unless it jumps up the page again and again.
 */
export function readLines(fragments: readonly Fragment[]): Fragment[] {
  const rows = joinRows(joinDrawn(fragments));
  return isDrawnInOrder(rows) ? rows : rows.toSorted(compareByPlace);
}

function joinRows(lines: Fragment[]): Fragment[] {
  if (lines.length < 2) return lines;
  const order = lines
    .map((line, index) => ({ line, index }))
    .toSorted((a, b) => a.line.direction - b.line.direction || a.line.across - b.line.across);
  const absorbed = new Set<number>();
  for (let start = 0; start < order.length;) {
    const first = order[start];
    if (first === undefined) break;
    let end = start + 1;
    while (end < order.length && isSameRow(first.line, order[end]?.line)) end += 1;
    if (end - start > 1) joinRow(order.slice(start, end), absorbed);
    start = end;
  }
  return absorbed.size === 0 ? lines : lines.filter((_line, index) => !absorbed.has(index));
}

function isSameRow(first: Fragment, line: Fragment | undefined): boolean {
  if (line === undefined || line.direction !== first.direction) return false;
  return line.across - first.across <= 0.3 * Math.min(first.size, line.size);
}

function joinRow(row: { line: Fragment; index: number }[], absorbed: Set<number>): void {
  row.sort((a, b) => a.line.from - b.line.from);
  let last = row[0];
  for (const next of row.slice(1)) {
    if (last !== undefined && continues(last.line, next.line)) {
      extend(last.line, next.line);
      absorbed.add(next.index);
    } else last = next;
  }
}

const jumpsShareMax = 0.15;

function isDrawnInOrder(lines: readonly Fragment[]): boolean {
  let jumps = 0;
  for (let index = 1; index < lines.length; index += 1) {
    const before = lines[index - 1];
    const line = lines[index];
    if (before === undefined || line === undefined || before.direction !== line.direction) continue;
    const isAbove = line.across < before.across - before.size;
    if (isAbove && line.from < before.to && before.from < line.to) jumps += 1;
  }
  return jumps <= jumpsShareMax * lines.length;
}

function compareByPlace(a: Fragment, b: Fragment): number {
  if (a.direction !== b.direction) return a.direction - b.direction;
  if (Math.abs(a.across - b.across) > 0.3 * Math.min(a.size, b.size)) return a.across - b.across;
  return a.from - b.from;
}

/** True where `line` goes on with the paragraph of `before`. */
export function isSameParagraph(before: Fragment, line: Fragment): boolean {
  if (before.direction !== line.direction || before.isAnnotation !== line.isAnnotation) return false;
  const size = Math.max(before.size, line.size);
  if (Math.abs(before.size - line.size) > 0.15 * size) return false;
  const step = line.across - before.across;
  if (step <= 0 || step > 2 * size) return false;
  const isIndented = line.from > before.from + 0.8 * size;
  const isFull = before.to >= line.to - 1.5 * size;
  return isFull && !isIndented && line.from < before.to;
}

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;
const presentationForms = /[\ufb00-\ufdff\ufe70-\ufefc]+/g;

/**
 * A line as it is read: ligatures and Arabic shapes as letters, text written from right to left, which PDF draws from
 * left to right, in the order of reading. Simpler than the Unicode bidirectional algorithm (UAX #9): one level deep.
 */
export function asRead(drawn: string): string {
  const text = drawn.includes('  ') ? drawn.replaceAll(/ {2,}/g, ' ') : drawn;
  if (!/[\u0590-\u08ff\ufb00-\ufdff\ufe70-\ufefc]/.test(text)) return text;
  if (!rightToLeft.test(text)) return text.replace(presentationForms, (shapes) => shapes.normalize('NFKC'));
  const characters = Array.from(text);
  const rightCount = characters.filter((character) => rightToLeft.test(character)).length;
  const leftCount = characters.filter((character) => /[A-Za-z\u2e80-\u9fff]/.test(character)).length;
  const ordered =
    rightCount >= leftCount
      ? characters
          .toReversed()
          .join('')
          .replace(/[^\s\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff()[\]{}<>«»،؛؟]+/g, (run) =>
            Array.from(run).toReversed().join(''),
          )
      : text.replace(
          /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff](?:[\s\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff])?/g,
          (run) => Array.from(run).toReversed().join(''),
        );
  return ordered.replace(presentationForms, (shapes) => shapes.normalize('NFKC'));
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

/** A box of a page as fractions of the page; nothing where the page has no extent. */
export function regionIn(
  { width, height }: { width: number; height: number },
  box: { x: number; y: number; width: number; height: number },
): Region | undefined {
  if (!(width > 0 && height > 0)) return undefined;
  return {
    x: round(box.x / width),
    y: round(box.y / height),
    width: round(box.width / width),
    height: round(box.height / height),
  };
}

export function withoutSpace(text: string): string {
  return text.replaceAll(/\s/g, '');
}
