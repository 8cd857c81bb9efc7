declare const localDateBrand: unique symbol;

/** A day of the Gregorian calendar, written `YYYY-MM-DD`, in the house's own zone: it has no hour and no zone. */
export type LocalDate = string & { readonly [localDateBrand]: true };

/** A length of time by the calendar. Years and months are applied before days. All three may be negative. */
export type Period = { readonly years: number; readonly months: number; readonly days: number };

export type DateParts = { readonly year: number; readonly month: number; readonly day: number };

/** Longest ISO 8601 text that is read as a period, in characters. */
const periodTextCharsMax = 24;

const isoDate = /^(\d{4})-(\d{2})-(\d{2})$/;
const isoPeriod = /^P(?=\d)(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,6})D)?$/;
const isoHours = /^PT(\d{1,4})H$/;

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Days in a month of 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** True for `YYYY-MM-DD` that names a real day of the years 1 to 9999. */
export function isLocalDate(text: string): text is LocalDate {
  const match = isoDate.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Reads `YYYY-MM-DD`; null when the text has another form or names no real day. */
export function parseLocalDate(text: string): LocalDate | null {
  return isLocalDate(text) ? text : null;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

/** The day with these parts, or null when there is none (30 February, month 13, year 0 or 10000). */
export function localDateOf({ year, month, day }: DateParts): LocalDate | null {
  return parseLocalDate(`${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`);
}

export function partsOf(date: LocalDate): DateParts {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

/** Negative, zero or positive as `a` is before, on or after `b`. */
export function compareDates(a: LocalDate, b: LocalDate): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * Number of a day, counted from 1970-01-01 = 0.
 * Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
 */
export function dayNumberOf(date: LocalDate): number {
  const { year, month, day } = partsOf(date);
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The inverse of {@link dayNumberOf} (`civil_from_days`). Throws RangeError outside the years 1 to 9999. */
export function dateOfDayNumber(dayNumber: number): LocalDate {
  const shifted = dayNumber + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return existing({ year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day });
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumberOf(to) - dayNumberOf(from);
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfDayNumber(dayNumberOf(date) + days);
}

/** A day as the database gives it (`YYYY-MM-DD`). Throws RangeError where it is none. */
export function requireLocalDate(day: string): LocalDate {
  const date = parseLocalDate(day);
  if (date === null) throw new RangeError(`${day} is no day`);
  return date;
}

/** The day so many days after such a day. Throws RangeError where it is none. */
export function dayAfter(day: string, days: number): LocalDate {
  return addDays(requireLocalDate(day), days);
}

/** The day so many months after such a day, by {@link addPeriod}. Throws RangeError where it is none. */
export function monthsAfter(day: string, months: number): LocalDate {
  return addPeriod(requireLocalDate(day), { years: 0, months, days: 0 });
}

/** Day of the week by ISO 8601: Monday 1 to Sunday 7. */
export function weekdayOf(date: LocalDate): number {
  return ((((dayNumberOf(date) + 3) % 7) + 7) % 7) + 1;
}

export function endOfMonth(year: number, month: number): LocalDate {
  return existing({ year, month, day: daysInMonth(year, month) });
}

/**
 * The day a period after (or, with negative counts, before) a date.
 * The day that corresponds; where the month has none, its last day (Civil Code of the PRC art. 202, from knowledge):
 * 2024-02-29 and ten years is 2034-02-28. Throws RangeError outside the years 1 to 9999.
 */
export function addPeriod(date: LocalDate, period: Period): LocalDate {
  const { year, month, day } = partsOf(date);
  const months = year * 12 + (month - 1) + period.years * 12 + period.months;
  const targetYear = Math.floor(months / 12);
  const targetMonth = months - targetYear * 12 + 1;
  const inMonth = existing({
    year: targetYear,
    month: targetMonth,
    day: Math.min(day, daysInMonth(targetYear, targetMonth)),
  });
  return period.days === 0 ? inMonth : addDays(inMonth, period.days);
}

export function negatePeriod({ years, months, days }: Period): Period {
  return { years: 0 - years, months: 0 - months, days: 0 - days };
}

/** Reads an ISO 8601 period of years, months and days such as `P10Y` or `P1Y6M`; null for anything else. */
export function parsePeriod(text: string): Period | null {
  if (text.length > periodTextCharsMax) return null;
  const match = isoPeriod.exec(text);
  if (match === null) return null;
  return { years: Number(match[1] ?? 0), months: Number(match[2] ?? 0), days: Number(match[3] ?? 0) };
}

/** Reads an ISO 8601 number of hours such as `PT24H`; null for anything else. */
export function parseHours(text: string): number | null {
  const match = text.length > periodTextCharsMax ? null : isoHours.exec(text);
  return match === null ? null : Number(match[1]);
}

function existing(parts: DateParts): LocalDate {
  const date = localDateOf(parts);
  if (date === null) throw new RangeError(`no such day: ${parts.year}-${parts.month}-${parts.day}`);
  return date;
}
