import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatCapitals, formatCopyNumber, formatDay, formatTime } from './format.ts';

test.each([
  [0, '零'],
  [1, '壹'],
  [10, '壹拾'],
  [27, '贰拾柒'],
  [105, '壹佰零伍'],
  [300, '叁佰'],
  [1005, '壹仟零伍'],
  [1050, '壹仟零伍拾'],
  [10_000, '壹万'],
  [10_005, '壹万零伍'],
  [100_500, '壹拾万零伍佰'],
  [99_999_999, '玖仟玖佰玖拾玖万玖仟玖佰玖拾玖'],
])('%i in capitals is %s', (count, capitals) => {
  expect(formatCapitals(count)).toBe(capitals);
});

/** Reads capitals by value, without regard to how they were written. */
function readCapitals(words: string): number {
  const digits = '零壹贰叁肆伍陆柒捌玖';
  const places: Record<string, number> = { 拾: 10, 佰: 100, 仟: 1000 };
  let total = 0;
  let group = 0;
  let digit = 0;
  for (const word of words) {
    if (word === '万') {
      total = (group + digit) * 10_000;
      group = 0;
      digit = 0;
    } else if (digits.includes(word)) {
      digit = digits.indexOf(word);
    } else {
      group += digit * (places[word] ?? Number.NaN);
      digit = 0;
    }
  }
  return total + group + digit;
}

test('capitals say the number, never with two zeros together or one at the end', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99_999_999 }), (count) => {
      const words = formatCapitals(count);
      expect(readCapitals(words)).toBe(count);
      expect(words).not.toMatch(/零零|零$|^零|零万/u);
    }),
  );
});

test('only counts have capitals', () => {
  for (const count of [-1, 1.5, 100_000_000, Number.NaN])
    expect(() => formatCapitals(count)).toThrow('whole numbers');
});

test('days are written as officials write them', () => {
  expect(formatDay('2026-11-22', 'zh')).toBe('2026年11月22日');
  expect(formatDay('2026-01-02', 'zh')).toBe('2026年1月2日');
  expect(formatDay('2026-01-02', 'en')).toBe('2 Jan 2026');
  expect(() => formatDay('22.11.2026', 'zh')).toThrow('YYYY-MM-DD');
});

test('a time is that of the house, not of the machine', () => {
  const at = new Date('2026-12-31T16:05:00Z');
  expect(formatTime(at, 'zh', 'Asia/Shanghai')).toBe('2027年1月1日 00:05');
  expect(formatTime(at, 'en', 'Europe/Berlin')).toBe('31 Dec 2026 17:05');
});

test('a copy number of digits is filled up to six, another is left alone', () => {
  expect(formatCopyNumber('2')).toBe('000002');
  expect(formatCopyNumber('甲-2')).toBe('甲-2');
});
