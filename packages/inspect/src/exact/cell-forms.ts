import {
  codeMask,
  foldCharacters,
  isDigit,
  isJoiner,
  isSeparator,
  standsAlone,
} from '../copies/fold-characters.ts';
import { tokenise } from '../copies/tokenise.ts';
import { parseCoordinates } from './coordinates.ts';
import type { ColumnKind } from './exact-table.ts';

/** Cells of one kind, normalised alike, are looked for together; part of what is hashed. */
export const formKinds = ['words', 'signs', 'phone', 'pair', 'value', 'free'] as const;
export type FormKind = (typeof formKinds)[number];

/** A cell as it is hashed: whole numbers below 2³². */
export interface CellForm {
  kind: FormKind;
  symbols: number[];
}

export const nameTokensMin = 2;
export const freeTokensMin = 4;
/** A longer cell is known by its beginning. */
export const wordTokensMax = 48;
export const signsMin = 4;
export const signsMax = 64;
export const phoneSignsMin = 7;

/** What of a cell is hashed; undefined where there is nothing, or too little to be looked for. */
export function formOf(cell: string, kind: ColumnKind, toleranceDegrees: number): CellForm | undefined {
  switch (kind) {
    case 'name':
      return wordsOf(cell, 'words', nameTokensMin);
    case 'free':
      return wordsOf(cell, 'free', freeTokensMin);
    case 'number':
    case 'id':
      return signsOf(cell);
    case 'phone':
      return phoneOf(cell);
    case 'coordinate':
      return coordinateOf(cell, toleranceDegrees);
  }
}

function wordsOf(cell: string, kind: 'words' | 'free', min: number): CellForm | undefined {
  const { values, count } = tokenise(cell);
  if (count < min) return undefined;
  return { kind, symbols: Array.from(values.subarray(0, wordTokensMax)) };
}

function signsOf(cell: string): CellForm | undefined {
  const symbols = joinedSigns(cell);
  if (symbols.length < signsMin || symbols.length > signsMax) return undefined;
  return { kind: 'signs', symbols };
}

function phoneOf(cell: string): CellForm | undefined {
  const symbols = withoutCountry(joinedSigns(cell));
  if (symbols.length < phoneSignsMin || symbols.length > signsMax) return undefined;
  return { kind: 'phone', symbols };
}

function joinedSigns(cell: string): number[] {
  return readSigns(cell).flatMap(({ symbols }) => symbols);
}

function coordinateOf(cell: string, tolerance: number): CellForm | undefined {
  const [first, second] = parseCoordinates(cell);
  if (first === undefined) return undefined;
  if (second === undefined) return { kind: 'value', symbols: [quantise(first.degrees, tolerance)] };
  const [north, east] = first.axis === 'east' || second.axis === 'north' ? [second, first] : [first, second];
  return { kind: 'pair', symbols: [quantise(north.degrees, tolerance), quantise(east.degrees, tolerance)] };
}

/** The square a coordinate lies in; 32 bits without sign. */
export function quantise(degrees: number, tolerance: number): number {
  return Math.floor(degrees / tolerance) >>> 0;
}

/** `0086` or `86` before a number of eleven signs that begins with 1 (mobile), or after a plus. */
export function withoutCountry(symbols: readonly number[]): number[] {
  const text = String.fromCharCode(...symbols);
  const bare = text.replace(/^(?:0086|86)(?=1\d{10}$)/, '');
  return Array.from(bare, (sign) => sign.charCodeAt(0));
}

/** A run of digits or of letters. */
export interface SignGroup {
  symbols: number[];
  from: number;
  to: number;
}

const upperCaseShift = 0x20;

/** Runs of letters and runs of digits in a text, folded to upper case and one width; ideographs part them. */
export function readSigns(text: string): SignGroup[] {
  const { table, several } = foldCharacters();
  const groups: SignGroup[] = [];
  let open: (SignGroup & { digits: boolean }) | undefined;
  for (let at = 0; at < text.length; at += 1) {
    const value = table[text.charCodeAt(at)] ?? 0;
    if (isJoiner(value)) continue;
    const code = value & codeMask;
    const isSign = !isSeparator(value) && (value & standsAlone) === 0 && !several.has(text.charCodeAt(at));
    if (!isSign) {
      open = undefined;
      continue;
    }
    const digits = (value & isDigit) !== 0;
    const symbol = code >= 0x61 && code <= 0x7a ? code - upperCaseShift : code;
    if (open === undefined || open.digits !== digits) {
      open = { symbols: [], from: at, to: at + 1, digits };
      groups.push(open);
    }
    open.symbols.push(symbol);
    open.to = at + 1;
  }
  return groups;
}
