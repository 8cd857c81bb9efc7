import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addWorkingDays,
  dueOf,
  dueWithin,
  endOfLimit,
  isWorkingDay,
  makeWorkingCalendar,
  remindOn,
  workingDaysMax,
  yearsWithoutTable,
} from './calendar.ts';
import { addDays, compareDates, parseLocalDate } from './local-date.ts';
import type { LocalDate } from './local-date.ts';
import type { CalendarEntry, Pack } from './pack.ts';
import { builtinPacks, limitOf, periodOf } from './packs.ts';

const packs = [...builtinPacks.values()];
const working = makeWorkingCalendar(packs.map((pack) => pack.holidays));

function day(text: string): LocalDate {
  const date = parseLocalDate(text);
  if (date === null) throw new Error(text);
  return date;
}

function entryOf(packId: string, id: string): { entry: CalendarEntry; pack: Pack } {
  const pack = builtinPacks.get(packId);
  const entry = pack?.calendar.find((item) => item.id === id);
  if (pack === undefined || entry === undefined) throw new Error(`${packId} ${id}`);
  return { entry, pack };
}

describe('working days', () => {
  test.each([
    ['2026-02-14', true, 'a Saturday worked for Spring Festival'],
    ['2026-02-17', false, 'Spring Festival'],
    ['2026-09-20', true, 'a Sunday worked for National Day'],
    ['2026-10-01', false, 'National Day'],
    ['2026-11-21', false, 'a Saturday'],
    ['2026-11-23', true, 'a Monday'],
    ['2025-10-08', false, 'National Day, a Wednesday'],
  ])('%s worked: %s (%s)', (date, isWorked) => {
    expect(isWorkingDay(day(date), working)).toBe(isWorked);
  });

  test('working days step over National Day and count the Saturday worked for it', () => {
    expect(addWorkingDays(day('2026-09-28'), 10, working)).toBe('2026-10-16');
  });

  test('a count there and back ends on the same day, when it starts on a working one', () => {
    const start = fc.integer({ min: 0, max: 700 }).map((offset) => addDays(day('2025-01-02'), offset));
    fc.assert(
      fc.property(start, fc.integer({ min: 0, max: 60 }), (date, count) => {
        fc.pre(isWorkingDay(date, working));
        const there = addWorkingDays(date, count, working);
        expect(isWorkingDay(there, working)).toBe(true);
        expect(addWorkingDays(there, -count, working)).toBe(date);
      }),
    );
  });

  test('a year without a table is named, for there only the weekend is known', () => {
    expect(yearsWithoutTable(day('2026-12-20'), day('2028-01-05'), working)).toEqual([2027, 2028]);
  });

  test('a table of the house overrides the one of the pack', () => {
    const own = { weekend: [7], years: [] };
    const calendar = makeWorkingCalendar([...packs.map((pack) => pack.holidays), own]);
    expect(isWorkingDay(day('2026-11-21'), calendar)).toBe(true);
    expect(isWorkingDay(day('2026-10-01'), calendar)).toBe(false);
  });

  test('a calendar without working days and an absurd count are errors', () => {
    const never = makeWorkingCalendar([{ weekend: [1, 2, 3, 4, 5, 6, 7], years: [] }]);
    expect(() => addWorkingDays(day('2026-01-01'), 1, never)).toThrow(RangeError);
    expect(() => addWorkingDays(day('2026-01-01'), workingDaysMax + 1, working)).toThrow(RangeError);
    expect(() => addWorkingDays(day('2026-01-01'), 1.5, working)).toThrow(RangeError);
  });
});

function limitFor(id: string, level?: string) {
  const pack = builtinPacks.get('cn-state-secret');
  const period = pack === undefined ? undefined : periodOf(pack, id);
  if (period === undefined) throw new Error(id);
  return { limit: limitOf(period, level), days: period.days };
}

describe('limits', () => {
  test.each([
    ['circulation-per-reader', undefined, '2026-11-18', '2026-11-20'],
    ['missing-carrier-deemed-leaked', 'JUEMI', '2026-11-18', '2026-11-28'],
    ['missing-carrier-deemed-leaked', 'MIMI', '2026-11-18', '2027-01-17'],
    ['unclear-matter-report', undefined, '2026-11-18', '2026-12-02'],
    ['leak-result-report', undefined, '2026-11-30', '2027-02-28'],
  ])('%s (%s) from %s ends on %s', (id, level, from, end) => {
    expect(endOfLimit(limitFor(id, level), day(from), working)).toBe(end);
  });

  test('hours have no last day', () => {
    expect(endOfLimit(limitFor('leak-report'), day('2026-11-18'), working)).toBeNull();
  });
});

describe('the calendar of the year', () => {
  test.each([
    ['cn-soe-trade-secret', 'trade-secret-list', 2026, ['2026-06-30']],
    ['cn-soe-trade-secret', 'trade-secret-list-office', 2026, ['2026-07-30']],
    ['cn-state-secret', 'stocktaking', 2026, ['2026-06-30', '2026-12-31']],
    ['cn-state-secret', 'self-inspection', 2026, ['2026-10-30']],
    ['cn-state-secret', 'own-secrets-review', 2026, ['2026-11-30']],
    ['cn-state-secret', 'inspection-plan', 2026, ['2026-02-28']],
    [
      'cn-state-secret',
      'sealing-before-holidays',
      2026,
      ['2025-12-31', '2026-02-14', '2026-04-30', '2026-09-30'],
    ],
    [
      'cn-state-secret',
      'check-after-holidays',
      2026,
      ['2026-01-04', '2026-02-24', '2026-05-06', '2026-10-08'],
    ],
    ['cn-state-secret', 'sealing-before-holidays', 2031, []],
  ])('%s %s in %i falls due on %j', (packId, id, year, days) => {
    const { entry, pack } = entryOf(packId, id);
    expect(dueOf(entry, year, { pack, working })).toEqual(days);
  });

  test('what falls due in a span is found although it belongs to a holiday of the next year', () => {
    const { entry, pack } = entryOf('cn-state-secret', 'sealing-before-holidays');
    const span = { from: day('2025-10-01'), to: day('2026-02-28') };
    expect(dueWithin(entry, span, { pack, working })).toEqual(['2025-12-31', '2026-02-14']);
    const statistics = entryOf('cn-state-secret', 'classification-statistics');
    const long = { from: day('2026-01-30'), to: day('2028-01-31') };
    expect(dueWithin(statistics.entry, long, { pack, working })).toEqual([
      '2026-01-30',
      '2027-01-29',
      '2028-01-31',
    ]);
  });

  test('reminding begins its lead before the day', () => {
    const { entry } = entryOf('cn-soe-trade-secret', 'trade-secret-list');
    expect(remindOn(day('2026-06-30'), entry)).toBe('2026-05-16');
  });

  test('every entry of every pack has its days in a year whose holidays are known, in order', () => {
    for (const pack of packs) {
      for (const entry of pack.calendar) {
        const days = dueOf(entry, 2026, { pack, working });
        expect(days.length, `${pack.id} ${entry.id}`).toBeGreaterThan(0);
        expect(days).toEqual(days.toSorted(compareDates));
        if (entry.onDayOff !== 'keep') expect(days.every((due) => isWorkingDay(due, working))).toBe(true);
      }
    }
  });
});
