import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokenise } from './tokenise.ts';

const valuesOf = (text: string): number[] => Array.from(tokenise(text).values);

test.each([
  ['军队后勤部，二〇二六年', '軍隊 後勤\n部二零二六年'],
  ['ＡＢＣ－１２３', 'abc 123'],
  ['着手', '著手'],
  ['乾坤', '干坤'],
  ['ﬁle Ünïcode', 'FILE unicode'],
  ['保\u200b密', '保密'],
  ['㎏', 'kg'],
])('%j and %j are one text', (a, b) => {
  expect(valuesOf(a)).toEqual(valuesOf(b));
  expect(valuesOf(a).length).toBeGreaterThan(0);
});

test('a word of letters is one token, an ideograph is one, beyond the first plane too', () => {
  const { count, starts, ends } = tokenise('GB 18030标准𠮷');
  expect(count).toBe(5);
  expect(Array.from(starts)).toEqual([0, 3, 8, 9, 10]);
  expect(Array.from(ends)).toEqual([2, 8, 9, 10, 12]);
});

test('tokens lie within the text, in order, and below 2²¹', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const { count, values, starts, ends } = tokenise(text);
      let before = 0;
      for (let i = 0; i < count; i += 1) {
        expect(values[i]).toBeLessThan(2 ** 21);
        expect(starts[i]).toBeGreaterThanOrEqual(before);
        expect(ends[i]).toBeGreaterThan(starts[i] ?? 0);
        expect(ends[i]).toBeLessThanOrEqual(text.length);
        before = starts[i] ?? 0;
      }
    }),
  );
});
