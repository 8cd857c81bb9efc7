import type { Cell } from '@fengni/inspect/workbook';
import { addDays, localDateOf, parseLocalDate } from '@fengni/schemes/term';

/** Words that say "nothing" or "not known" in a cell: the same as a blank. */
const nothings = new Set([
  '/',
  '\\',
  '-',
  '--',
  '—',
  '——',
  '―',
  '无',
  '空',
  '不详',
  '不明',
  '未知',
  'n/a',
  '*',
  '×',
]);

/** Text of a cell on one line; a formula counts as the text it showed. */
export function readText(cell: Cell | undefined): string {
  return (cell?.text ?? '').replace(/\s+/gu, ' ').trim();
}

/** Text in which only letters and digits matter: one width, no spaces. Full-width `０００００１` is `000001`. */
export function readCode(cell: Cell | undefined): string {
  const code = readText(cell).normalize('NFKC').replace(/\s+/gu, '');
  return nothings.has(code.toLowerCase()) ? '' : code;
}

/** A number of a register as it is there: its own brackets and signs stay; only letters and digits are made one width. */
export function readNumber(cell: Cell | undefined): string {
  const text = readText(cell).replace(/[０-９Ａ-Ｚａ-ｚ]/gu, (sign) => sign.normalize('NFKC'));
  return isNothing(text) ? '' : text;
}

/** A document number likewise, without the spaces typists put into it. */
export function readDocumentNo(cell: Cell | undefined): string {
  return readNumber(cell).replace(/\s+/gu, '');
}

export function isNothing(text: string): boolean {
  return text === '' || nothings.has(text.normalize('NFKC').toLowerCase());
}

export type ReadDate =
  | { readonly kind: 'none' }
  | { readonly kind: 'day'; readonly day: string }
  /** A year, or a year and month: not enough for a date. */
  | { readonly kind: 'partial'; readonly text: string }
  | { readonly kind: 'impossible' | 'unreadable' };

/** Serials taken for days when a bare number stands in a date column: 1954-10-03 to 2064-04-08. */
const serialMin = 20_000;
const serialMax = 60_000;
const yearMin = 1900;
const yearMax = 2199;
/** Two-digit years from here on are of the last century (POSIX, strptime `%y`). */
const pivotYear = 69;

/** A date in the forms ledgers have: 2025.3.5, 2025年3月5日, 20250305, 25-3-5, 二〇二五年三月五日, serial numbers. */
export function readDate(cell: Cell | undefined): ReadDate {
  if (cell === null || cell === undefined) return { kind: 'none' };
  if (cell.date !== undefined) return { kind: 'day', day: cell.date.slice(0, 10) };
  const text = digitsOf(cell.text.normalize('NFKC').replace(/\s+/gu, ' ').trim());
  if (isNothing(text)) return { kind: 'none' };
  return readDateText(text);
}

const separated =
  /^(\d{4}|\d{2})\s?[年.\-/,、·]\s?(\d{1,2})\s?[月.\-/,、·]\s?(\d{1,2})\s?[日号]?(?:[ T]?\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}秒?|分)?)?$/u;
const compact = /^(\d{4})(\d{2})(\d{2})$/;
const partialForm = /^(?:\d{4}年?|\d{4}[年.\-/](?:0?[1-9]|1[0-2])月?)$/;

function readDateText(text: string): ReadDate {
  const parts = compact.exec(text) ?? separated.exec(text);
  if (parts !== null) return dayOf(yearOf(parts[1] ?? ''), Number(parts[2]), Number(parts[3]));
  if (/^\d{5}(?:\.\d+)?$/.test(text)) return dayOfSerial(Math.floor(Number(text)));
  return partialForm.test(text) ? { kind: 'partial', text } : { kind: 'unreadable' };
}

function yearOf(text: string): number {
  const year = Number(text);
  if (text.length === 4) return year;
  return year < pivotYear ? 2000 + year : 1900 + year;
}

function dayOf(year: number, month: number, day: number): ReadDate {
  if (year < yearMin || year > yearMax) return { kind: 'impossible' };
  const date = localDateOf({ year, month, day });
  return date === null ? { kind: 'impossible' } : { kind: 'day', day: date };
}

/** Day 0 of spreadsheets' count, after their invented 29 February 1900. ECMA-376 part 1, 18.17.4. */
const serialZero = parseLocalDate('1899-12-30');

function dayOfSerial(serial: number): ReadDate {
  if (serialZero === null || serial < serialMin || serial > serialMax) return { kind: 'unreadable' };
  return { kind: 'day', day: addDays(serialZero, serial) };
}

const chineseDigits: Readonly<Record<string, string>> = {
  〇: '0',
  零: '0',
  一: '1',
  二: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
};

/** Chinese numerals as digits: 二〇二五年三月十五日 → 2025年3月15日. */
function digitsOf(text: string): string {
  if (!/[〇零一二三四五六七八九十]/u.test(text)) return text;
  return text
    .replace(
      /([一二三四五六七八九])?十([一二三四五六七八九])?/gu,
      (_, tens: string | undefined, ones: string | undefined) =>
        `${chineseDigits[tens ?? '一']}${chineseDigits[ones ?? '〇']}`,
    )
    .replace(/[〇零一二三四五六七八九]/gu, (sign) => chineseDigits[sign] ?? sign);
}

export type ReadCount =
  | { readonly kind: 'none' }
  | { readonly kind: 'count'; readonly count: number }
  /** 若干, 约50, 多: said, not counted. */
  | { readonly kind: 'stated'; readonly text: string }
  | { readonly kind: 'negative' | 'unreadable' };

/** Longest words kept for a number that is not one. */
export const statedUnitsMax = 20;

/** A number of things: full-width digits, Chinese numerals, a unit behind it; words such as 若干 are kept as they are. */
export function readCount(cell: Cell | undefined): ReadCount {
  if (cell === null || cell === undefined) return { kind: 'none' };
  const shown = readText(cell);
  const plain = shown.normalize('NFKC').replace(/\s+/gu, '');
  if (isNothing(plain)) return { kind: 'none' };
  const bare = digitsOf(plain.replaceAll(/(?<=\d),(?=\d{3}(?:\D|$))/g, '')).replace(
    /(?:份|页|张|本|件|册|套|个|盘|P)$/iu,
    '',
  );
  if (/^\d{1,9}(?:\.0+)?$/.test(bare)) return { kind: 'count', count: Math.trunc(Number(bare)) };
  if (/^[-−–]\d+(?:\.\d+)?$/.test(bare)) return { kind: 'negative' };
  if (/^[+\d.,eE]+$/.test(bare) || shown.length > statedUnitsMax) return { kind: 'unreadable' };
  return { kind: 'stated', text: shown };
}
