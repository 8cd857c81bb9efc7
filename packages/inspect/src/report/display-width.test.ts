import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayWidth, fitWidth, fitWidthFromEnd, padWidth } from './display-width.ts';

test.each([
  ['abc', 3],
  ['机密★', 5],
  ['Ａ１', 4],
  ['e\u0301', 1],
  ['👍', 2],
  ['한글', 4],
  ['', 0],
])('%s takes %i columns', (text, columns) => {
  expect(displayWidth(text)).toBe(columns);
});

test('a name is cut from its front, words from their end', () => {
  expect(fitWidth('年度投资概算', 7)).toBe('年度投…');
  expect(fitWidthFromEnd('文件夹/年度.docx', 10)).toBe('…年度.docx');
  expect(padWidth('机密', 6)).toBe('机密  ');
  expect(fitWidth('x', 0)).toBe('');
});

test('property: what is fitted is never wider, what is padded is exactly as wide', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 0, max: 40 }), (text, columns) => {
      expect(displayWidth(fitWidth(text, columns))).toBeLessThanOrEqual(columns);
      expect(displayWidth(fitWidthFromEnd(text, columns))).toBeLessThanOrEqual(columns);
      expect(displayWidth(padWidth(text, columns))).toBe(columns);
    }),
  );
});
