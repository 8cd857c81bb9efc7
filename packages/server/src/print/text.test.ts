import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadFont } from './fonts.ts';
import { cleanText, cutLine, measureText, textCharsMax, wrapText } from './text.ts';

const { metrics } = loadFont('song');
const clean = (text: string): string => cleanText(text, metrics.has).text;
const words = fc.string({ unit: 'binary', maxLength: 300 });
const mixed = fc.string({
  unit: fc.constantFrom(
    '概',
    '算',
    '，',
    '。',
    '（',
    '）',
    '“',
    '”',
    '★',
    ' ',
    'a',
    'B',
    '7',
    '-',
    '\n',
    '㎡',
  ),
  maxLength: 300,
});

test('the measures are those of the font', () => {
  expect(measureText('概算，★', metrics, 10)).toBeCloseTo(40);
  expect(measureText('7', metrics, 10)).toBeLessThan(7);
  expect(metrics.has(0x20bb7)).toBe(false);
  expect(metrics.has('龘'.codePointAt(0) ?? 0)).toBe(true);
  expect(metrics.has(0x1f642)).toBe(false);
});

test.each([
  ['甲\u202e乙\u200f丙\u2066', '甲乙丙', false],
  ['a\u0000b\u001bc', 'abc', false],
  ['甲\r\n乙\u2028丙', '甲\n乙\n丙', false],
  ['甲\t乙\u00a0丙\u2003丁', '甲 乙\u00a0丙\u2003丁', false],
  ['葛\u{e0100}', '葛', false],
  ['\u{20bb7}甲', '〓甲', true],
  ['甲🙂', '甲〓', true],
  ['\ud842甲', '〓甲', true],
])('%j is printed as %j', (raw, text, replaced) => {
  const cleaned = cleanText(raw, metrics.has);
  expect(cleaned.text.replaceAll('\u2003', ' ')).toBe(text.replaceAll('\u2003', ' '));
  expect(cleaned.replaced).toBe(replaced);
});

test('whatever comes in, only what the font has comes out', () => {
  fc.assert(
    fc.property(words, (raw) => {
      const cleaned = cleanText(raw, metrics.has);
      for (const character of cleaned.text) {
        expect(character === '\n' || metrics.has(character.codePointAt(0) ?? 0)).toBe(true);
      }
      expect(cleaned.text.includes('〓')).toBe(cleaned.replaced || raw.includes('〓'));
      expect(clean(cleaned.text)).toBe(cleaned.text);
    }),
  );
});

test('a text over the limit ends in a sign that it was cut', () => {
  const cleaned = cleanText('长'.repeat(textCharsMax + 1), metrics.has);
  expect(cleaned.cut).toBe(true);
  expect(cleaned.text).toHaveLength(textCharsMax + 1);
  expect(cleaned.text.endsWith('长…')).toBe(true);
});

test('wrapping loses nothing but spaces at the ends of lines, and no line is too wide', () => {
  fc.assert(
    fc.property(mixed, fc.integer({ min: 25, max: 300 }), (raw, width) => {
      const text = clean(raw);
      const lines = wrapText(text, metrics, 10, width);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(/[ \n]/gu, ''));
      for (const line of lines) expect(measureText(line, metrics, 10)).toBeLessThanOrEqual(width + 1e-6);
    }),
  );
});

test('no line begins with a closing or ends with an opening sign where the width allows', () => {
  const text = '（甲）传阅每人不超过两天，急件“阅毕即退”。未经批准，不得《复制》、摘抄。'.repeat(5);
  for (let width = 60; width < 200; width += 7) {
    for (const line of wrapText(text, metrics, 10, width)) {
      expect(line).not.toMatch(/^[，。、）”》]/u);
      expect(line).not.toMatch(/[（“《]$/u);
    }
  }
});

test('a word stays whole where it fits on a line and is broken where it does not', () => {
  expect(wrapText('甲 example.test 乙', metrics, 10, 72)).toEqual(['甲', 'example.test', '乙']);
  expect(wrapText('x'.repeat(50), metrics, 10, 80).length).toBeGreaterThan(2);
});

test('a line cut to a width fits and says so', () => {
  fc.assert(
    fc.property(mixed, fc.integer({ min: 20, max: 200 }), (raw, width) => {
      const line = clean(raw).replaceAll('\n', '');
      const cut = cutLine(line, metrics, 10, width);
      expect(measureText(cut, metrics, 10)).toBeLessThanOrEqual(width);
      if (cut !== line) expect(cut.endsWith('…')).toBe(true);
    }),
  );
});
