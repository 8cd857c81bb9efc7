import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { writeReadings, writeSimplified } from '../../scripts/make-character-tables.ts';
import { formOptions } from './forms.ts';
import { type FoldOptions, normalise, originalSpan, separatorsInRowMax } from './normalise.ts';

const soundOf = (text: string): string => normalise(text, formOptions.homophones).text;
const readTable = (name: string): string =>
  readFileSync(path.resolve(import.meta.dirname, 'generated', name), 'utf8');

describe('one spelling', () => {
  test.each<[string, FoldOptions, string]>([
    ['ＡＢＣ１２３', {}, 'ABC123'],
    ['ＡＢＣ', { lowerCase: true }, 'abc'],
    ['①②③ ⑩', {}, '123 10'],
    ['①138，①③⑧', { guardDigits: true }, ' 138,138'],
    ['一九〇〇壹贰', { numerals: true }, '190012'],
    ['機密檔案', { simplified: true }, '机密档案'],
    ['裏裡衆祕絶', { simplified: true }, '里里众秘绝'],
    ['⽉⻓⾧⻔', {}, '月长長门'],
    ['机\u200b\u00ad\u2060密\ufeff', {}, '机密'],
    ['机\u0336密\u0336', {}, '机密'],
    ['机\u{e0100}密\u{e0041}', {}, '机密'],
    ['机 - 密', { dropSeparators: true }, '机密'],
    ['机\n密', { dropSeparators: true }, '机密'],
    [`机${'-'.repeat(separatorsInRowMax + 1)}密`, { dropSeparators: true }, '机 密'],
    ['机　 密\n级', { dropSpaces: true }, '机密\n级'],
    ['木几禾必宀必山', { joinSplits: true }, '机秘密'],
    ['аbс机宻', { lookAlikes: true }, 'abc机密'],
    ['㊙㎏', {}, '秘kg'],
    ['𝟏𝟐', {}, '12'],
    ['№〔２０２６〕１２号', {}, 'No〔2026〕12号'],
    ['\ud83d机', {}, '\ud83d机'],
  ])('%s', (text, options, folded) => {
    expect(normalise(text, options).text).toBe(folded);
  });

  test('homophones are one', () => {
    expect(soundOf('飞行计划')).toBe(soundOf('非行济化'));
    expect(soundOf('飞行计划')).not.toBe(soundOf('飞行技术'));
  });
});

test('every unit knows where it came from, whatever the text and the options', () => {
  const pieces = fc.constantFrom(
    '機',
    '密',
    '１',
    '①',
    '\u200b',
    ' ',
    '-',
    '\n',
    '㎏',
    '𝟏',
    '\ud83d',
    '木',
    '几',
    'a',
    'А',
    '…',
    '㍿',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(pieces, { maxLength: 60 }).map((all) => all.join('')),
  );
  const options = fc.constantFrom<FoldOptions>({}, ...Object.values(formOptions));
  fc.assert(
    fc.property(text, options, (raw, chosen) => {
      const normal = normalise(raw, chosen);
      expect(normal.text).toHaveLength(normal.length);
      let before = 0;
      for (let at = 0; at < normal.length; at += 1) {
        const { from, to } = originalSpan(normal, at, at + 1);
        expect(from).toBeGreaterThanOrEqual(before);
        expect(to).toBeGreaterThan(from);
        expect(to).toBeLessThanOrEqual(raw.length);
        before = from;
      }
      // what is folded stays as it is when folded again, but for what was put together
      if (chosen.joinSplits !== true && chosen.guardDigits !== true && chosen.dropSeparators !== true)
        expect(normalise(normal.text, chosen).text).toBe(normal.text);
    }),
    { numRuns: 2000 },
  );
});

test('the generated tables are what the script makes', () => {
  expect(readTable('simplified.ts')).toBe(writeSimplified());
  expect(readTable('readings.ts')).toBe(writeReadings());
});
