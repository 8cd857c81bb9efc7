import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runOfText } from './assemble-runs.ts';
import { makeTermCounter } from './count-terms.ts';
import type { Hit } from './finding.ts';
import { separatorsInRowMax } from './normalise.ts';
import { buildTrie, findWords, makeMatches, trieUnitsMax } from './term-trie.ts';
import { type TermList, compileTerms, findTerms } from './terms.ts';

const list = (words: readonly string[], more: Partial<TermList> = {}): TermList => ({
  id: 'a',
  citation: 'c',
  words,
  ...more,
});
const find = (lists: readonly TermList[], text: string): Hit[] =>
  findTerms(compileTerms(lists), runOfText(text));
const spans = (lists: readonly TermList[], text: string): string[] =>
  find(lists, text).map(({ from, to }) => text.slice(from, to));

describe('the automaton', () => {
  const alphabet = fc.constantFrom('甲', '乙', '丙', 'a');
  const words = fc.uniqueArray(
    fc.array(alphabet, { minLength: 2, maxLength: 6 }).map((all) => all.join('')),
    { minLength: 1, maxLength: 30 },
  );
  const text = fc.array(alphabet, { maxLength: 80 }).map((all) => all.join(''));

  test('finds every occurrence of every word, as a plain search does', () => {
    fc.assert(
      fc.property(words, text, (chosen, searched) => {
        const units = Uint16Array.from(searched, (sign) => sign.charCodeAt(0));
        const matches = makeMatches();
        findWords(
          buildTrie(chosen),
          units,
          { from: 0, to: units.length, length: units.length },
          { into: matches, matchesMax: 1e6 },
        );
        const found = Array.from({ length: matches.count }, (_, at) =>
          matches.triples.slice(at * 3, at * 3 + 3).join(' '),
        );
        const expected = chosen.flatMap((word, number) =>
          Array.from(searched, (_, at) => at).flatMap((at) =>
            searched.startsWith(word, at) ? [`${number} ${at} ${at + word.length}`] : [],
          ),
        );
        expect(found.toSorted()).toEqual(expected.toSorted());
      }),
      { numRuns: 1000 },
    );
  });

  test('counts the same in bytes cut anywhere', () => {
    fc.assert(
      fc.property(words, text, fc.integer({ min: 1, max: 7 }), (chosen, searched, step) => {
        const counter = makeTermCounter(chosen);
        const bytes = Buffer.from(searched);
        for (let at = 0; at < bytes.length; at += step) counter.feed(bytes.subarray(at, at + step));
        const all = chosen.reduce(
          (sum, word) =>
            sum +
            Array.from(searched, (_, at) => Number(searched.startsWith(word, at))).reduce((a, b) => a + b, 0),
          0,
        );
        const longestFirst = chosen.toSorted((a, b) => b.length - a.length);
        const apart = searched.match(new RegExp(longestFirst.join('|'), 'g'))?.length ?? 0;
        expect(counter.finish()).toEqual({ all, apart });
      }),
      { numRuns: 1000 },
    );
  });

  test('a counter that folds sees through width, case and separators, over the borders of its blocks', () => {
    const counter = makeTermCounter(['飞行计划', 'AB12'], {
      lowerCase: true,
      simplified: true,
      dropSeparators: true,
    });
    const bytes = Buffer.from('飛 行-計劃，ａｂ１２。飞行計划\u200b 𠮷'.repeat(20_000));
    for (let at = 0; at < bytes.length; at += 4099) counter.feed(bytes.subarray(at, at + 4099));
    expect(counter.finish()).toEqual({ all: 60_000, apart: 60_000 });
  });

  test('any bytes at all are survived', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const counter = makeTermCounter(['甲乙'], { simplified: true });
        counter.feed(bytes);
        expect(counter.finish().all).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });
});

const widen = (sign: string): string =>
  sign >= '!' && sign <= '~' ? String.fromCharCode(sign.charCodeAt(0) + 0xfee0) : sign;

describe('what spelling does not hide', () => {
  const words = ['飞行计划', '储层预测', '海底光缆路由', '三号试验场', 'AB-12型样机'];
  const traditional = new Map(
    Array.from('飞飛行行计計划劃储儲层層预預测測缆纜号號试試验驗场場机機样樣').flatMap((sign, at, all) =>
      at % 2 === 0 ? [[sign, all[at + 1] ?? sign] as const] : [],
    ),
  );
  const separators = [
    '',
    '',
    '',
    ' ',
    '　',
    '-',
    '·',
    '\n',
    '_',
    '/',
    '*',
    '\u200b',
    '\u00ad',
    '\ufe0f',
    '\u2060\u200d',
  ];

  test('separators, full width, traditional characters and signs of no width lose no hit', () => {
    const change = fc.record({
      between: fc.array(fc.constantFrom(...separators), { minLength: 10, maxLength: 10 }),
      wide: fc.boolean(),
      old: fc.boolean(),
      word: fc.constantFrom(...words),
      around: fc.tuple(fc.constantFrom('', '关于', '（', '：'), fc.constantFrom('', '的报告', '。', '）')),
    });
    fc.assert(
      fc.property(change, ({ between, wide, old, word, around: [before, after] }) => {
        const signs = Array.from(word)
          .map((sign) => (wide ? widen(sign) : sign))
          .map((sign) => (old ? (traditional.get(sign) ?? sign) : sign));
        const written = signs.map((sign, at) => (at === 0 ? sign : (between[at % 10] ?? '') + sign)).join('');
        expect(spans([list(words)], before + written + after)).toEqual([written]);
      }),
      { numRuns: 3000 },
    );
  });

  test('a long ruled line parts a word', () => {
    expect(spans([list(words)], `飞行${'-'.repeat(separatorsInRowMax + 1)}计划`)).toEqual([]);
  });

  test.each<[Partial<TermList>, string, string]>([
    [{ splits: true }, '飞行讠十刂', ''],
    [{ splits: true }, '飞行讠十划', 'split'],
    [{ homophones: true }, '非行计画', 'homophone'],
    [{ lookAlikes: true }, '海底光缆路甲', 'look-alike'],
    [{}, '非行计画', ''],
  ])('%j: %s', (options, text, spelling) => {
    expect(find([list(words, options)], text).map(({ facts }) => facts['spelling'])).toEqual(
      spelling === '' ? [] : [spelling],
    );
  });

  test('options make a list strict', () => {
    expect(spans([list(['Falcon'], { caseSensitive: true })], 'falcon FALCON Falcon')).toEqual(['Falcon']);
    expect(spans([list(['飞行计划'], { traditional: false })], '飛行計劃 飞行计划')).toEqual(['飞行计划']);
    expect(spans([list(['飞行计划'], { separators: false })], '飞行 计划 飞行\u200b计划')).toEqual([
      '飞行\u200b计划',
    ]);
  });
});

describe('what is reported', () => {
  test('of words of one list within one another the longest, of different lists each', () => {
    const lists = [list(['飞行', '飞行计划', '行计', '计划书']), list(['飞行'], { id: 'b' })];
    expect(find(lists, '飞行计划书').map(({ facts, from, to }) => [facts['list'], from, to])).toEqual([
      ['a', 0, 4],
      ['b', 0, 2],
      ['a', 2, 5],
    ]);
  });

  test('a word of letters is not cut out of a longer one', () => {
    expect(spans([list(['AI', 'B12'])], 'a is said; AI; CB123; b-12; plan B 12')).toEqual([
      'AI',
      'b-12',
      'B 12',
    ]);
  });

  test('context and exclusion', () => {
    const words = [list(['机密'], { context: ['报告', '文件'], exclude: ['机密封'] })];
    expect(spans(words, '机密文件')).toEqual(['机密']);
    expect(spans(words, '机密文件与主机密封')).toEqual(['机密']);
    expect(spans(words, '主机密封文件')).toEqual([]);
    expect(spans(words, '机密一词')).toEqual([]);
  });

  test('words that cannot be used are refused by row', () => {
    const { refused, wordsCount } = compileTerms([
      list(['密', '', '——', '飞行', '甲'.repeat(trieUnitsMax + 1), '𠮷']),
    ]);
    expect(refused.map(({ row, code }) => [row, code])).toEqual([
      [1, 'one-character'],
      [2, 'empty'],
      [3, 'empty'],
      [5, 'too-long'],
      [6, 'one-character'],
    ]);
    expect(wordsCount).toBe(1);
    for (const { zh, en } of refused)
      expect([zh, en]).toEqual([expect.stringMatching(/\p{Script=Han}/u), expect.stringMatching(/[a-z]/)]);
  });

  test('facts name the row, never the word', () => {
    expect(find([list(['甲乙', '飞行计划'])], '飞行计划')[0]?.facts).toEqual({
      list: 'a',
      row: 2,
      spelling: 'exact',
    });
  });
});
