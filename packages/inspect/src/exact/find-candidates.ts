import type { TextRange } from '../copies/copy-index.ts';
import { tokenise } from '../copies/tokenise.ts';
import type { Tokens } from '../copies/tokenise.ts';
import { formKinds, quantise, readSigns, withoutCountry } from './cell-forms.ts';
import type { FormKind, SignGroup } from './cell-forms.ts';
import { parseCoordinates } from './coordinates.ts';
import type { CoordinateValue } from './coordinates.ts';

/** Which cell has these symbols, if any. */
export type CellTest = (
  kind: FormKind,
  symbols: ArrayLike<number>,
  from: number,
  to: number,
) => number | undefined;

type Take = (cell: number, range: TextRange) => void;

interface Wanted {
  lengths: readonly (readonly number[])[];
  toleranceDegrees: number;
}

/** Groups of signs that are put together to one number, and what may stand between two of them. */
const groupsMax = 24;
const signGap = /^[\s\-‐‑–—−.·•/_()（），,＋+－．／：:]{0,3}$/;
/** What may stand between the characters of a name. */
const nameGap = /^[\s·•‧・．.-]{0,3}$/;
/** Between the two numbers of a coordinate. */
const pairGapUnits = 24;

/** Tries every window of a text that a cell of the table could be, by kind and length, and gives those that are. */
export function findCandidates(text: string, wanted: Wanted, test: CellTest, take: Take): void {
  const lengthsOf = (kind: FormKind): readonly number[] => wanted.lengths[formKinds.indexOf(kind)] ?? [];
  const words = lengthsOf('words');
  const free = lengthsOf('free');
  if (words.length > 0 || free.length > 0) {
    const tokens = tokenise(text);
    tryWords({ tokens, kind: 'words', lengths: words, isGap: (gap) => nameGap.test(gap) }, text, test, take);
    tryWords({ tokens, kind: 'free', lengths: free, isGap: () => true }, text, test, take);
  }
  if (lengthsOf('signs').length > 0 || lengthsOf('phone').length > 0)
    trySigns(text, { signs: new Set(lengthsOf('signs')), phone: new Set(lengthsOf('phone')) }, test, take);
  if (lengthsOf('value').length > 0 || lengthsOf('pair').length > 0) tryCoordinates(text, wanted, test, take);
}

function tryWords(
  the: {
    tokens: Tokens;
    kind: 'words' | 'free';
    lengths: readonly number[];
    isGap: (gap: string) => boolean;
  },
  text: string,
  test: CellTest,
  take: Take,
): void {
  const { tokens, kind, lengths } = the;
  for (let at = 0; at < tokens.count; at += 1)
    for (const length of lengths) {
      const end = at + length;
      if (end > tokens.count) break;
      const cell = test(kind, tokens.values, at, end);
      if (cell === undefined || !areJoined(the, text, at, end)) continue;
      take(cell, { from: tokens.starts[at] ?? 0, to: tokens.ends[end - 1] ?? 0 });
    }
}

function areJoined(
  { tokens, isGap }: { tokens: Tokens; isGap: (gap: string) => boolean },
  text: string,
  from: number,
  to: number,
): boolean {
  for (let at = from + 1; at < to; at += 1)
    if (!isGap(text.slice(tokens.ends[at - 1] ?? 0, tokens.starts[at] ?? 0))) return false;
  return true;
}

/** Every run of neighbouring groups whose signs together are as many as some cell has. */
function trySigns(
  text: string,
  lengths: { signs: ReadonlySet<number>; phone: ReadonlySet<number> },
  test: CellTest,
  take: Take,
): void {
  const groups = readSigns(text);
  const longest = Math.max(0, ...lengths.signs, ...[...lengths.phone].map((length) => length + 4));
  for (let first = 0; first < groups.length; first += 1) {
    const symbols: number[] = [];
    let before: SignGroup | undefined;
    for (const group of groups.slice(first, first + groupsMax)) {
      if (before !== undefined && !signGap.test(text.slice(before.to, group.from))) break;
      if (symbols.length + group.symbols.length > longest) break;
      symbols.push(...group.symbols);
      before = group;
      const range = { from: groups[first]?.from ?? 0, to: group.to };
      if (lengths.signs.has(symbols.length)) {
        const cell = test('signs', symbols, 0, symbols.length);
        if (cell !== undefined) take(cell, range);
      }
      if (![0, 2, 4].some((prefix) => lengths.phone.has(symbols.length - prefix))) continue;
      const phone = withoutCountry(symbols);
      if (!lengths.phone.has(phone.length)) continue;
      const cell = test('phone', phone, 0, phone.length);
      if (cell !== undefined) take(cell, range);
    }
  }
}

/** The square a value lies in and the squares around: whatever is within the tolerance is found, nothing beyond twice of it. */
function tryCoordinates(text: string, { toleranceDegrees }: Wanted, test: CellTest, take: Take): void {
  const values = parseCoordinates(text);
  for (const [i, value] of values.entries()) {
    const range = { from: value.from, to: value.to };
    for (const near of squaresAround(value, toleranceDegrees)) {
      const cell = test('value', [near], 0, 1);
      if (cell !== undefined) take(cell, range);
    }
    const next = values[i + 1];
    if (next === undefined || next.from - value.to > pairGapUnits) continue;
    const both = { from: value.from, to: next.to };
    tryPair(value, next, toleranceDegrees, test, (cell) => take(cell, both));
    if (value.axis === undefined || next.axis === undefined || value.axis === 'east')
      tryPair(next, value, toleranceDegrees, test, (cell) => take(cell, both));
  }
}

function tryPair(
  north: CoordinateValue,
  east: CoordinateValue,
  tolerance: number,
  test: CellTest,
  take: (cell: number) => void,
): void {
  for (const first of squaresAround(north, tolerance))
    for (const second of squaresAround(east, tolerance)) {
      const cell = test('pair', [first, second], 0, 2);
      if (cell !== undefined) take(cell);
    }
}

function squaresAround({ degrees }: CoordinateValue, tolerance: number): number[] {
  return [-1, 0, 1].map((step) => quantise(degrees + step * tolerance, tolerance));
}
