import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDays,
  addPeriod,
  compareDates,
  dateOfDayNumber,
  dayNumberOf,
  daysBetween,
  negatePeriod,
  parseHours,
  parseLocalDate,
  parsePeriod,
  partsOf,
  weekdayOf,
} from './local-date.ts';
import { anyDate } from './testkit/marks.ts';

const anyCount = fc.integer({ min: 0, max: 400 });

test.each(['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('%s is a day', (text) => {
  expect(parseLocalDate(text)).toBe(text);
});

test.each([
  '2025-02-30',
  '2023-02-29',
  '1900-02-29',
  '2025-13-01',
  '2025-00-10',
  '0000-01-01',
  '2025-1-1',
  '20250101',
  '',
])('%s is no day', (text) => {
  expect(parseLocalDate(text)).toBeNull();
});

test('the number of a day and the weekday agree with the runtime', () => {
  fc.assert(
    fc.property(anyDate, (date) => {
      const instant = new Date(`${date}T00:00:00Z`);
      expect(dayNumberOf(date)).toBe(instant.getTime() / 86_400_000);
      expect(weekdayOf(date) % 7).toBe(instant.getUTCDay());
      expect(dateOfDayNumber(dayNumberOf(date))).toBe(date);
    }),
  );
});

test.each([
  ['2024-02-29', 'P10Y', '2034-02-28'],
  ['2024-02-29', 'P4Y', '2028-02-29'],
  ['2024-01-31', 'P1M', '2024-02-29'],
  ['2023-10-31', 'P6M', '2024-04-30'],
  ['2024-12-31', 'P1D', '2025-01-01'],
  ['2024-01-31', 'P1M1D', '2024-03-01'],
])('%s and %s is %s', (from, length, to) => {
  const [date, period] = [parseLocalDate(from), parsePeriod(length)];
  if (date === null || period === null) throw new Error('bad row');
  expect(addPeriod(date, period)).toBe(to);
});

test('days added and taken away again leave the date, and their number is the distance', () => {
  fc.assert(
    fc.property(anyDate, fc.integer({ min: -20_000, max: 20_000 }), (date, days) => {
      expect(addDays(addDays(date, days), -days)).toBe(date);
      expect(daysBetween(date, addDays(date, days))).toBe(days);
    }),
  );
});

test('months added and taken away again leave the date, or the last day of a shorter month', () => {
  fc.assert(
    fc.property(anyDate, anyCount, (date, months) => {
      const period = { years: 0, months, days: 0 };
      const there = addPeriod(date, period);
      const back = addPeriod(there, negatePeriod(period));
      if (partsOf(there).day === partsOf(date).day) expect(back).toBe(date);
      else {
        expect(partsOf(back)).toMatchObject({ year: partsOf(date).year, month: partsOf(date).month });
        expect(daysBetween(back, date)).toBeGreaterThan(0);
        expect(daysBetween(back, date)).toBeLessThanOrEqual(3);
      }
    }),
  );
});

test('a later date or a longer period never ends earlier', () => {
  fc.assert(
    fc.property(anyDate, anyDate, anyCount, anyCount, (a, b, months, more) => {
      const [early, late] = a < b ? [a, b] : [b, a];
      const period = { years: 0, months, days: 0 };
      expect(compareDates(addPeriod(early, period), addPeriod(late, period))).toBeLessThanOrEqual(0);
      const longer = { years: 0, months: months + more, days: 0 };
      expect(compareDates(addPeriod(early, period), addPeriod(early, longer))).toBeLessThanOrEqual(0);
    }),
  );
});

test('what leaves the calendar is an error, not a wrong date', () => {
  const last = parseLocalDate('9999-12-31');
  if (last === null) throw new Error('no such day');
  expect(() => addDays(last, 1)).toThrow(RangeError);
  expect(() => addPeriod(last, { years: 1, months: 0, days: 0 })).toThrow(RangeError);
});

test.each(['', 'P', 'P1W', '10Y', 'P1.5Y', 'PT24H', 'P-1Y', 'P1D1Y', `P${'1'.repeat(30)}D`])(
  '%s is no period',
  (text) => {
    expect(parsePeriod(text)).toBeNull();
  },
);

test('hours are read apart', () => {
  expect(parseHours('PT24H')).toBe(24);
  expect(parseHours('P1D')).toBeNull();
  expect(parsePeriod('P1Y6M')).toEqual({ years: 1, months: 6, days: 0 });
});
