import { expect, test } from 'vitest';
import { asRead, boxOf, isWordGap, layOut, readLines } from './page-text.ts';
import type { Fragment } from './page-text.ts';

const fragment = (text: string, from: number, across: number, rest: Partial<Fragment> = {}): Fragment => ({
  text,
  direction: 0,
  from,
  to: from + text.length * 10,
  across,
  size: 10,
  isAnnotation: false,
  ...rest,
});
const textsOf = (fragments: readonly Fragment[]) => readLines(fragments).map(({ text }) => text);

test('words are parted by gaps, characters of Chinese by wide gaps only', () => {
  expect(isWordGap(2, 10, 'a', 'b')).toBe(true);
  expect(isWordGap(3, 10, '机', '密')).toBe(false);
  expect(isWordGap(8, 10, '机', '密')).toBe(true);
  expect(textsOf([fragment('ab', 0, 50), fragment('cd', 23, 50)])).toEqual(['ab cd']);
});

test('two columns drawn one after the other stay apart', () => {
  const columns = [
    fragment('左一', 0, 50),
    fragment('左二', 0, 65),
    fragment('左三', 0, 80),
    fragment('右一', 200, 50),
    fragment('右二', 200, 65),
  ];
  expect(textsOf(columns)).toEqual(['左一', '左二', '左三', '右一', '右二']);
});

test('lines drawn from the foot up are read from the head down', () => {
  expect(textsOf([fragment('三', 0, 80), fragment('二', 0, 65), fragment('一', 0, 50)])).toEqual([
    '一',
    '二',
    '三',
  ]);
});

test('hidden and visible text on one line are not mixed', () => {
  const lines = readLines([fragment('公开', 0, 50), fragment('暗', 20, 50, { hidden: 'hidden-text' })]);
  expect(lines.map(({ text, hidden }) => [text, hidden])).toEqual([
    ['公开', undefined],
    ['暗', 'hidden-text'],
  ]);
});

test.each([
  { start: [10, 20], end: [40, 20], box: { x: 10, y: 11.5, width: 30, height: 10 } },
  { start: [10, 20], end: [10, 50], box: { x: 8.5, y: 20, width: 10, height: 30 } },
  { start: [40, 20], end: [10, 20], box: { x: 10, y: 18.5, width: 30, height: 10 } },
  { start: [10, 50], end: [10, 20], box: { x: 1.5, y: 20, width: 10, height: 30 } },
] as const)('a line from $start to $end has its box on the page', ({ start, end, box }) => {
  expect(boxOf({ ...layOut(start, end, 10), isAnnotation: false })).toEqual(box);
});

test('text written from right to left comes in the order of reading, numbers within as they are', () => {
  expect(asRead('2024 ملاع'.normalize())).toBe('عالم 2024');
  expect(asRead('e\ufb03cient')).toBe('efficient');
  expect(asRead('机密★10年')).toBe('机密★10年');
});
