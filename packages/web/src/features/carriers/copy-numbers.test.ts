import { expect, test } from 'vitest';
import { readCopyNumbers } from './copy-numbers.ts';

test('copy numbers are read from one line, with ranges and any separator', () => {
  expect(readCopyNumbers('01-03, 07 09')).toEqual(['01', '02', '03', '07', '09']);
  expect(readCopyNumbers('０１、０２；A-7')).toEqual(['01', '02', 'A-7']);
  expect(readCopyNumbers('')).toEqual([]);
});

test('what is no range stays one number, and what is no number is refused', () => {
  expect(readCopyNumbers('2026-1')).toEqual(['2026-1']);
  expect(readCopyNumbers('05-02')).toEqual(['05-02']);
  expect(readCopyNumbers('第三份')).toBeNull();
  expect(readCopyNumbers('0001-9999')).toBeNull();
});
