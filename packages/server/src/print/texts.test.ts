import { expect, test } from 'vitest';
import { printErrors } from './refusal.ts';
import { fillText, textsOf } from './texts.ts';

const zh = Object.entries(textsOf('zh'));
const en = new Map(Object.entries(textsOf('en')));

test('both languages have the same texts', () => {
  expect([...en.keys()]).toEqual(zh.map(([key]) => key));
});

// In English the count stands once, in figures.
const onlyInChinese = ['{capitals}'];

const places = (words: string): string[] =>
  [...words.matchAll(/\{\w+\}/gu)].map((match) => match[0]).toSorted();

test.each(zh)('%s has the same places to fill in both languages', (key, text) => {
  const expected = places(text).filter((place) => !onlyInChinese.includes(place));
  expect(places(en.get(key) ?? '')).toEqual(expected);
});

test('Chinese is written with full-width punctuation, short of 您 and exclamation', () => {
  for (const [key, text] of zh) expect(text, key).not.toMatch(/您|！|!|[\u4e00-\u9fa5][,;:?]/u);
  for (const { zh: text } of Object.values(printErrors)) expect(text).toMatch(/^不能.*。$/u);
});

test('a place without a value stays visible', () => {
  expect(fillText('第 {page} 页，共 {pages} 页', { page: 1 })).toBe('第 1 页，共 {pages} 页');
});
