// BEY-4, CAR-11
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findWords } from './find-words.ts';
import { gramKeyFrom, gramsOfText, gramsOfWords } from './grams.ts';
import { plainText } from './plain-text.ts';

const key = gramKeyFrom('test');
const chinese = fc.string({
  unit: fc.constantFrom(...Array.from('关于年度生产安排的通知机秘甲乙丙丁，。 \n０１2Ab𠮷')),
  maxLength: 80,
});

test('words that stand in a text are found by their grams and confirmed in it', () => {
  fc.assert(
    fc.property(chinese, chinese, chinese, (before, words, after) => {
      fc.pre(plainText(words).text.length >= 2);
      const text = before + words + after;
      const grams = new Set(gramsOfText(text, key));
      expect(gramsOfWords(words, key).every((gram) => grams.has(gram))).toBe(true);
      expect(findWords([{ page: 3, text }], words)).toMatchObject({ page: 3 });
    }),
  );
});

test('what does not stand in the text is not confirmed, though its grams may all be there', () => {
  const text = '生产安排如下。产安生排';
  expect(findWords([{ page: null, text }], '安排生产')).toBeNull();
});

test('two characters are enough, one is not', () => {
  expect(gramsOfWords('安排', key)).toHaveLength(1);
  expect(gramsOfWords('安', key)).toEqual([]);
  expect(gramsOfWords('，。', key)).toEqual([]);
});

test('width, case, blanks and punctuation do not hide a word', () => {
  const found = findWords([{ page: 1, text: '兹将ＡＢ－１２ 号\n方 案，印发' }], 'ab12号方案');
  expect(found).toEqual({ before: '兹将', words: 'ＡＢ－１２ 号 方 案', after: '，印发', page: 1 });
});

test('another key gives other grams: the database alone tells no word', () => {
  const other = gramKeyFrom('other');
  expect(gramsOfWords('年度生产安排', other)).not.toEqual(gramsOfWords('年度生产安排', key));
});

test('grams are ascending and without doubles, as an index takes them', () => {
  fc.assert(
    fc.property(chinese, (text) => {
      const grams = [...gramsOfText(text, key)];
      expect(grams).toEqual([...new Set(grams)].toSorted((a, b) => a - b));
    }),
  );
});
