import { z } from 'zod';
import { addPeriod, compareDates, isLocalDate, localDateOf, partsOf } from './local-date.ts';
import type { LocalDate, Period } from './local-date.ts';
import { writtenBetween } from './mark-text.ts';
import type { MarkText } from './mark-text.ts';

/** Largest number in a term, whatever its unit. */
const termCountMax = 999;
const conditionCharsMax = 30;

const count = z.int().min(1).max(termCountMax);
const date = z.custom<LocalDate>((value) => typeof value === 'string' && isLocalDate(value), 'date');

/**
 * How long a mark binds: for a length of time, for no stated end (长期), until a day, until something happens,
 * or as long as its scheme says a mark without term does (FACTS M4: a bare 机密★ is the statutory maximum).
 */
export const Validity = z.union([
  z.strictObject({ kind: z.literal('duration'), years: count }),
  z.strictObject({ kind: z.literal('duration'), months: count }),
  z.strictObject({ kind: z.literal('duration'), days: count }),
  z.strictObject({ kind: z.literal('indefinite') }),
  z.strictObject({ kind: z.literal('date'), date }),
  z.strictObject({ kind: z.literal('condition'), text: z.string().min(1).max(conditionCharsMax) }),
  z.strictObject({ kind: z.literal('unstated') }),
]);
export type Validity = z.infer<typeof Validity>;
export type Duration = Extract<Validity, { kind: 'duration' }>;

type ReadNote =
  | 'missing-term'
  | 'digit-misread'
  | 'chinese-number'
  | 'date-form'
  | 'word-variant'
  | 'unusual-unit'
  | 'separator';
type ReadFault = 'unreadable-term' | 'bad-date' | 'term-zero';
export type ReadValidity =
  | { readonly ok: true; readonly validity: Validity; readonly notes: readonly ReadNote[] }
  | { readonly ok: false; readonly fault: ReadFault };

/** The words of a pack, in the spelling of `compact`. */
export type ValidityWords = { readonly indefinite: string; readonly conditionEndings: readonly string[] };

export function periodOfDuration(duration: Duration): Period {
  if ('years' in duration) return { years: duration.years, months: 0, days: 0 };
  if ('months' in duration) return { years: 0, months: duration.months, days: 0 };
  return { years: 0, months: 0, days: duration.days };
}

/** The words after the separator: `10年`, `6个月`, `30日`, `长期`, `2030年1月1日`, a condition, or nothing. */
export function writeValidity(validity: Validity, indefiniteWord: string): string {
  switch (validity.kind) {
    case 'duration':
      if ('years' in validity) return `${validity.years}年`;
      return 'months' in validity ? `${validity.months}个月` : `${validity.days}日`;
    case 'indefinite':
      return indefiniteWord;
    case 'date': {
      const { year, month, day } = partsOf(validity.date);
      return `${year}年${month}月${day}日`;
    }
    case 'condition':
      return validity.text;
    case 'unstated':
      return '';
    default:
      return validity satisfies never;
  }
}

const durationForm =
  /^(?:保密期限?:?|期限:?)?([0-9OIL]{1,4}|[一二三四五六七八九十两]{1,3})(年|个月|月|日|天)$/u;
const dateForm = /^[至到]?(\d{4})(年|[.\-/])(\d{1,2})(月|[.\-/])(\d{1,2})(日?)(止|解密)?$/u;
const solidDateForm = /^(\d{4})(\d{2})(\d{2})$/;
// 、，；and the like end a mark; a condition that begins like a term is a spoilt term.
const conditionForm = /^(?!\d{1,3}(?:年|个月|天))[^，。；;,、★▲]+$/u;

/** Reads the signs `from` to the end of `compact` as a validity. All patterns are anchored and bounded. */
export function readValidity(text: MarkText, from: number, to: number, words: ValidityWords): ReadValidity {
  const rest = text.compact.slice(from, to);
  if (rest === '') return { ok: true, validity: { kind: 'unstated' }, notes: ['missing-term'] };
  if (rest === words.indefinite) return { ok: true, validity: { kind: 'indefinite' }, notes: [] };
  const duration = durationForm.exec(rest);
  if (duration !== null) return readDuration(duration[1] ?? '', duration[2] ?? '');
  const day = dateForm.exec(rest) ?? solidDateForm.exec(rest);
  if (day !== null) return readDay(day);
  const isCondition =
    conditionForm.test(rest) && words.conditionEndings.some((ending) => rest.endsWith(ending));
  const written = writtenBetween(text, from, to);
  if (!isCondition || written.length > conditionCharsMax) return { ok: false, fault: 'unreadable-term' };
  return { ok: true, validity: { kind: 'condition', text: written }, notes: [] };
}

function readDuration(digits: string, unit: string): ReadValidity {
  const notes: ReadNote[] = [];
  if (/[OIL]/.test(digits)) notes.push('digit-misread');
  const isChinese = /^[^0-9OIL]/u.test(digits);
  if (isChinese) notes.push('chinese-number');
  const number = isChinese
    ? readChineseNumber(digits)
    : Number(digits.replaceAll('O', '0').replaceAll(/[IL]/g, '1'));
  if (number === 0) return { ok: false, fault: 'term-zero' };
  if (number === null || number > termCountMax) return { ok: false, fault: 'unreadable-term' };
  if (unit === '月' || unit === '天') notes.push('word-variant');
  if (unit === '年') return { ok: true, validity: { kind: 'duration', years: number }, notes };
  // FACTS M2: a year and more in years, less in months, a month and less also in days.
  if (unit === '日' || unit === '天') {
    if (number > 31) notes.push('unusual-unit');
    return { ok: true, validity: { kind: 'duration', days: number }, notes };
  }
  if (number >= 12) notes.push('unusual-unit');
  return { ok: true, validity: { kind: 'duration', months: number }, notes };
}

function readChineseDigit(sign: string): number {
  return sign === '两' ? 2 : '一二三四五六七八九'.indexOf(sign) + 1;
}

/** 一 to 九十九; null for anything else. */
function readChineseNumber(text: string): number | null {
  const match = /^([一二三四五六七八九两]?)(十?)([一二三四五六七八九]?)$/u.exec(text);
  if (match === null) return null;
  const [first, ten, last] = [match[1] ?? '', match[2] ?? '', match[3] ?? ''];
  if (ten === '') return last === '' && first !== '' ? readChineseDigit(first) : null;
  return (first === '' ? 1 : readChineseDigit(first)) * 10 + (last === '' ? 0 : readChineseDigit(last));
}

function readDay(match: RegExpExecArray): ReadValidity {
  const solid = match.length === 4;
  const [year, month, day] = solid ? [match[1], match[2], match[3]] : [match[1], match[3], match[5]];
  const read = localDateOf({ year: Number(year), month: Number(month), day: Number(day) });
  if (read === null) return { ok: false, fault: 'bad-date' };
  return { ok: true, validity: { kind: 'date', date: read }, notes: ['date-form'] };
}

/**
 * Whether a validity is longer than a maximum. Where `issuedOn` is unknown a duration is over only if it is so
 * from whatever day it runs, and a date is never over.
 */
export function isOverMaximum(validity: Validity, maximum: Period, issuedOn?: LocalDate): boolean {
  if (validity.kind === 'date') {
    return issuedOn !== undefined && compareDates(validity.date, addPeriod(issuedOn, maximum)) > 0;
  }
  if (validity.kind !== 'duration') return false;
  const period = periodOfDuration(validity);
  if (issuedOn !== undefined) {
    return compareDates(addPeriod(issuedOn, period), addPeriod(issuedOn, maximum)) > 0;
  }
  if (period.days === 0 && maximum.days === 0) return monthsOf(period) > monthsOf(maximum);
  const days = (length: Period, inYear: number, inMonth: number) =>
    Math.floor(monthsOf(length) / 12) * inYear + (monthsOf(length) % 12) * inMonth + length.days;
  return days(period, 365, 28) > days(maximum, 366, 31);
}

function monthsOf(length: Period): number {
  return length.years * 12 + length.months;
}
