import { afterEach, expect, test } from 'vitest';
import { showTimesIn } from '../../lib/format.ts';
import { readHouseInstant, writeHouseInstant } from './house-instant.ts';

afterEach(() => showTimesIn('UTC'));

test.each(['Asia/Shanghai', 'America/New_York', 'UTC'])(
  '%s: what a field shows is the moment it stands for',
  (zone) => {
    showTimesIn(zone);
    for (const iso of ['2026-11-22T03:30:00.000Z', '2026-12-31T17:05:00.000Z', '2026-03-08T12:00:00.000Z']) {
      expect(readHouseInstant(writeHouseInstant(new Date(iso)))?.toISOString()).toBe(iso);
    }
  },
);

test("a moment is read in the house's time, wherever the machine is", () => {
  showTimesIn('Asia/Shanghai');
  expect(readHouseInstant('2026-11-22T00:30')?.toISOString()).toBe('2026-11-21T16:30:00.000Z');
  expect(readHouseInstant('')).toBeNull();
});
