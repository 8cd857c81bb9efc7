import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeOf, scaleOf } from './time-scale.ts';

const now = new Date(2026, 10, 22).getTime();

test('the scale begins with the month of the first line and goes on to today', () => {
  const scale = scaleOf([{ at: '2024-05-03T01:00:00Z', until: null }], { from: null, to: null, now });
  expect(scale.years.map((one) => one.year)).toEqual([2024, 2025, 2026]);
  expect(scale.from).toBe(new Date(2024, 4, 1).getTime());
  expect(scale.to).toBe(now);
});

test('a span that was asked for is the whole of the scale', () => {
  const scale = scaleOf([], { from: '2026-03-01', to: '2026-03-31', now });
  expect(scale.years).toHaveLength(1);
  expect(placeOf(scale, Date.parse('2026-03-01'), 100)).toBe(0);
  expect(placeOf(scale, Date.parse('2026-04-01'), 100)).toBe(100);
});

test('later is never further left, and nothing stands beside the picture', () => {
  const instant = fc.integer({ min: Date.parse('2000-01-01'), max: Date.parse('2060-01-01') });
  fc.assert(
    fc.property(fc.array(instant, { minLength: 1, maxLength: 20 }), instant, instant, (all, a, b) => {
      const lines = all.map((at) => ({ at: new Date(at).toISOString(), until: null }));
      const scale = scaleOf(lines, { from: null, to: null, now });
      const [first, second] = [Math.min(a, b), Math.max(a, b)].map((at) => placeOf(scale, at, 1000));
      expect(first).toBeLessThanOrEqual(second ?? 0);
      expect(first).toBeGreaterThanOrEqual(0);
      expect(second).toBeLessThanOrEqual(1000);
      const years = scale.years.reduce((sum, year) => sum + (year.to - year.from), 0);
      expect(years).toBe(scale.to - scale.from);
    }),
  );
});
