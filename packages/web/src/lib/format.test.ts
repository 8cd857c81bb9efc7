import { beforeAll, expect, test } from 'vitest';
import { formatAge, formatDay, formatInstant, formatSeconds, todayHere } from './format.ts';
import { showLanguage } from './i18n.ts';

beforeAll(() => showLanguage('zh'));

test('dates are written as officials write them, the year only where it is another', () => {
  expect(formatDay('2026-11-20', 2026)).toBe('11月20日');
  expect(formatDay('2027-01-02', 2026)).toBe('2027年1月2日');
  expect(formatDay('not a day')).toBe('not a day');
});

test('moments are shown to the minute in the time of the machine', () => {
  const at = new Date(2026, 10, 22, 9, 5).toISOString();
  expect(formatInstant(at, 2026)).toBe('11月22日 09:05');
  expect(todayHere(new Date(2026, 0, 3))).toBe('2026-01-03');
});

test('ages take the largest whole unit', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  expect(formatAge('2026-11-22T11:59:40Z', now)).toBe('刚刚');
  expect(formatAge('2026-11-22T11:01:00Z', now)).toBe('59 分钟前');
  expect(formatAge('2026-11-21T13:00:00Z', now)).toBe('23 小时前');
  expect(formatAge('2026-11-20T11:00:00Z', now)).toBe('2 天前');
  expect(formatAge('2026-11-23T11:00:00Z', now)).toBe('刚刚');
});

test('English writes the month', async () => {
  await showLanguage('en');
  expect(formatDay('2025-11-02', 2026)).toBe('2 Nov 2025');
  expect(formatSeconds(84)).toBe('1 min');
  await showLanguage('zh');
});
