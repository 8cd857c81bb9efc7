import {
  addDays,
  addPeriod,
  compareDates,
  daysInMonth,
  endOfMonth,
  localDateOf,
  parsePeriod,
  partsOf,
  weekdayOf,
} from './local-date.ts';
import type { LocalDate } from './local-date.ts';
import type { CalendarEntry, Holidays, Pack } from './pack.ts';

/** Longest run of days off that is stepped over; a table with more is a fault. */
const daysOffInRowMax = 60;
/** Largest number of working days that is counted. */
export const workingDaysMax = 3000;

export type HolidayRun = { readonly key: string; readonly from: LocalDate; readonly to: LocalDate };

/** Which days are worked. Made from the holiday tables of one or more packs, or from the house's own. */
export type WorkingCalendar = {
  readonly weekend: ReadonlySet<number>;
  readonly off: ReadonlySet<LocalDate>;
  readonly worked: ReadonlySet<LocalDate>;
  readonly runs: readonly HolidayRun[];
  /** Years a table was given for; in another year only the weekend is known. */
  readonly years: ReadonlySet<number>;
};

/**
 * Joins holiday tables. The weekend is that of the last table that names one; a year given twice is taken from the later
 * table, so that a house's own table overrides the pack's.
 */
export function makeWorkingCalendar(tables: readonly Holidays[]): WorkingCalendar {
  const byYear = new Map(tables.flatMap((table) => table.years).map((year) => [year.year, year]));
  const weekend = tables.findLast((table) => table.weekend.length > 0)?.weekend ?? [];
  const runs = [...byYear.values()].flatMap((year) =>
    year.off.map(({ key, from, to }) => ({ key, from, to })),
  );
  return {
    weekend: new Set(weekend),
    off: new Set(runs.flatMap(daysOfRun)),
    worked: new Set([...byYear.values()].flatMap((year) => year.work)),
    runs,
    years: new Set(byYear.keys()),
  };
}

function daysOfRun({ from, to }: HolidayRun): LocalDate[] {
  const days: LocalDate[] = [];
  for (let day = from; compareDates(day, to) <= 0; day = addDays(day, 1)) days.push(day);
  return days;
}

export function isWorkingDay(date: LocalDate, calendar: WorkingCalendar): boolean {
  if (calendar.worked.has(date)) return true;
  return !calendar.off.has(date) && !calendar.weekend.has(weekdayOf(date));
}

/** The years from one date to another for which no holiday table is loaded; a date counted through them may be off. */
export function yearsWithoutTable(from: LocalDate, to: LocalDate, calendar: WorkingCalendar): number[] {
  const [first, last] = [partsOf(from).year, partsOf(to).year];
  const years = Array.from(
    { length: Math.abs(last - first) + 1 },
    (_, index) => Math.min(first, last) + index,
  );
  return years.filter((year) => !calendar.years.has(year));
}

/**
 * The n-th working day after a date (before it, for a negative n); the date itself is not counted.
 * With 0 the date itself, worked or not. Throws RangeError past {@link workingDaysMax} or where no day is ever worked.
 */
export function addWorkingDays(date: LocalDate, count: number, calendar: WorkingCalendar): LocalDate {
  if (!Number.isInteger(count) || Math.abs(count) > workingDaysMax)
    throw new RangeError(`working days: ${count}`);
  const step = count < 0 ? -1 : 1;
  let day = date;
  for (let left = Math.abs(count); left > 0; left -= 1)
    day = stepToWorkingDay(addDays(day, step), step, calendar);
  return day;
}

/** The date itself if it is worked, else the nearest working day in the direction of `step` (1 or −1). */
function stepToWorkingDay(date: LocalDate, step: 1 | -1, calendar: WorkingCalendar): LocalDate {
  let day = date;
  for (let tries = 0; tries <= daysOffInRowMax; tries += 1) {
    if (isWorkingDay(day, calendar)) return day;
    day = addDays(day, step);
  }
  throw new RangeError(`no working day within ${daysOffInRowMax} days of ${date}`);
}

/**
 * Last day of a limit such as `P10D`, counted from the day after `from` (Civil Code art. 201), by calendar or working days.
 * A limit in hours has no last day: null; take `parseHours` and a clock. Working days are counted for limits in days only.
 */
export function endOfLimit(
  { limit, days }: { readonly limit: string; readonly days: 'calendar' | 'working' },
  from: LocalDate,
  calendar: WorkingCalendar,
): LocalDate | null {
  const period = parsePeriod(limit);
  if (period === null) return null;
  const isDaysOnly = period.years === 0 && period.months === 0;
  return days === 'working' && isDaysOnly
    ? addWorkingDays(from, period.days, calendar)
    : addPeriod(from, period);
}

/** What says when something falls due: an entry of a pack, or a rule of the house. */
export type DateRule = Pick<CalendarEntry, 'due' | 'onDayOff'>;

export type DueContext = {
  /** The calendar the entry belongs to: a relative entry looks up what it rests on. */
  readonly pack: Pick<Pack, 'calendar'>;
  readonly working: WorkingCalendar;
};

/**
 * The days of a year on which a duty of the pack's calendar falls due, in order, without repetition. Usually one, more for
 * a duty that comes back within the year, none for a duty tied to a holiday when no table of that year is loaded.
 * A relative entry belongs to the year of the entry it rests on and may itself fall in the next; an entry before a
 * holiday belongs to the holiday's year and may fall in the one before. {@link dueWithin} asks by date instead.
 */
export function dueOf(entry: DateRule, year: number, { pack, working }: DueContext): readonly LocalDate[] {
  const days = rawDaysOf(entry, year, { pack, working }).map((day) => shiftDayOff(day, entry, working));
  return [...new Set(days)].toSorted(compareDates);
}

/** The days from `from` to `to`, both included, on which a duty falls due: what makes obligations asks this once a run. */
export function dueWithin(
  entry: DateRule,
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
  context: DueContext,
): readonly LocalDate[] {
  const first = partsOf(from).year - 1;
  const years = Array.from(
    { length: Math.max(0, partsOf(to).year + 1 - first + 1) },
    (_, index) => first + index,
  );
  const days = years.flatMap((year) => dueOf(entry, year, context));
  return [...new Set(days)]
    .filter((day) => compareDates(from, day) <= 0 && compareDates(day, to) <= 0)
    .toSorted(compareDates);
}

function rawDaysOf(entry: DateRule, year: number, context: DueContext): LocalDate[] {
  const { due } = entry;
  switch (due.kind) {
    case 'month-days':
      return due.on.flatMap(({ month, day }) => {
        const date = localDateOf({ year, month, day: Math.min(day, daysInMonth(year, month)) });
        return date === null ? [] : [date];
      });
    case 'month-ends':
      return due.months.map((month) => endOfMonth(year, month));
    case 'relative': {
      const target = context.pack.calendar.find(({ id }) => id === due.to);
      const after = parsePeriod(due.after);
      // parsePack refuses chains; a pack that did not come from it must not make this recurse.
      if (target === undefined || after === null || target.due.kind === 'relative') return [];
      return dueOf(target, year, context).map((day) => addPeriod(day, after));
    }
    case 'holiday':
      return context.working.runs
        .filter(({ key, from }) => due.holidays.includes(key) && partsOf(from).year === year)
        .map(({ from, to }) =>
          due.when === 'last-working-day-before'
            ? addWorkingDays(from, -1, context.working)
            : addWorkingDays(to, 1, context.working),
        );
    default:
      return due satisfies never;
  }
}

function shiftDayOff(day: LocalDate, entry: DateRule, working: WorkingCalendar): LocalDate {
  if (entry.onDayOff === 'keep') return day;
  return stepToWorkingDay(day, entry.onDayOff === 'before' ? -1 : 1, working);
}

/** The day to begin reminding of a duty that falls due on `due`. */
export function remindOn(due: LocalDate, entry: Pick<CalendarEntry, 'leadDays'>): LocalDate {
  return addDays(due, -entry.leadDays);
}
