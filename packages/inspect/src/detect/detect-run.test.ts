import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Segment } from '../document/place.ts';
import { assembleAllRuns, assembleRuns, runOfText } from './assemble-runs.ts';
import { detectRun } from './detect-run.ts';
import { type Detector, detectorHitsMax } from './detector.ts';
import { makeDetectors } from './detectors.ts';
import { excerptUnitsMax, sealFindings } from './seal-finding.ts';
import { compileTerms, makeTermDetector } from './terms.ts';

const terms = makeTermDetector(compileTerms([{ id: 'a', citation: 'c', words: ['飞行计划', '三号井'] }]));
const body = (text: string, more: Partial<Segment> = {}): Segment => ({
  text,
  place: { path: [], kind: 'body' },
  ...more,
});
const key = new Uint8Array(32).fill(7);

describe('runs', () => {
  test('nothing is lost or found twice at a border, wherever it lies', () => {
    const filler = fc.constantFrom(
      '今天天气很好。',
      '开会',
      '无',
      '飞行',
      '计划',
      '三号',
      '一二三四五六七八九十'.repeat(5),
    );
    const piece = fc.oneof(
      { weight: 3, arbitrary: filler },
      { weight: 1, arbitrary: fc.constantFrom('飞行计划', '三号井') },
    );
    const segments = fc.array(
      fc.array(piece, { minLength: 1, maxLength: 12 }).map((all) => body(all.join(''))),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(segments, fc.integer({ min: 40, max: 300 }), (all, unitsMax) => {
        const whole = assembleAllRuns(all, { fileName: 'a.txt', unitsMax: 1e6 });
        const cut = assembleAllRuns(all, { fileName: 'a.txt', unitsMax, overlapUnits: 20 });
        const told = (runs: typeof whole): string[] =>
          runs.flatMap((run) =>
            sealFindings(detectRun(run, [terms]), run, key).map(
              ({ place, from, to, digest }) =>
                `${all.findIndex((one) => one.place === place)} ${from} ${to} ${digest}`,
            ),
          );
        expect(told(cut)).toEqual(told(whole));
        for (const run of cut) expect(run.text.length).toBeLessThanOrEqual(unitsMax + 1);
      }),
      { numRuns: 500 },
    );
  });

  test('a new file, sheet or slide begins a new run; properties go apart', async () => {
    const segments: Segment[] = [
      { text: '甲', place: { path: [], kind: 'cell', sheet: '一' } },
      { text: '乙', place: { path: [], kind: 'property', name: '密级' } },
      { text: '丙', place: { path: [], kind: 'cell', sheet: '一' } },
      { text: '丁', place: { path: [], kind: 'cell', sheet: '二' } },
      { text: '戊', place: { path: ['内.docx'], kind: 'body' } },
    ];
    const runs = [];
    for await (const run of assembleRuns(segments, { fileName: 'a.xlsx' })) runs.push(run);
    expect(runs.map(({ text, isFirst, fileName }) => [text, isFirst, fileName])).toEqual([
      ['甲\n丙', true, 'a.xlsx'],
      ['丁', false, 'a.xlsx'],
      ['乙', false, 'a.xlsx'],
      ['戊', true, '内.docx'],
    ]);
  });

  test('what is broken over segments is found', () => {
    const [run] = assembleAllRuns([body('关于飞行'), body('计划的通知')], { fileName: 'a' });
    if (run === undefined) throw new Error('no run');
    expect(detectRun(run, [terms])).toHaveLength(1);
  });
});

const digestsOf = (words: string, under = key): string[] => {
  const one = runOfText(words);
  return sealFindings(detectRun(one, [terms]), one, under).map(({ digest }) => digest);
};

describe('findings', () => {
  const text = '甲一的身份证号是110101199003070011，手机13912345678，参与飞行计划。';
  const run = runOfText(text);
  const findings = sealFindings(detectRun(run, [...makeDetectors(), terms]), run, key);

  test('never hold the secret, nor that of a neighbour', () => {
    expect(findings.map(({ detector }) => detector)).toEqual(['identifier.X01', 'identifier.X08', 'term']);
    const shown = JSON.stringify(findings);
    for (const secret of ['1101', '0011', '1391', '5678', '飞行']) expect(shown).not.toContain(secret);
    expect(findings[0]?.excerpt).toBe(`甲一的身份证号是${'▇'.repeat(18)}，手机${'▇'.repeat(9)}`);
  });

  test('excerpts are bounded', () => {
    const long = runOfText(`${'甲'.repeat(50)}飞${' '.repeat(8)}行计划${'乙'.repeat(50)}`);
    const [finding] = sealFindings(detectRun(long, [terms]), long, key);
    expect(finding?.excerpt).toHaveLength(2 * excerptUnitsMax + 12);
  });

  test('equal words have equal digests under one key, however they are written', () => {
    expect(digestsOf('飛 行-計劃')).toEqual(digestsOf('飞行计划'));
    expect(digestsOf('飞行计划')).not.toEqual(digestsOf('三号井'));
    expect(digestsOf('飞行计划', new Uint8Array(32))).not.toEqual(digestsOf('飞行计划'));
    expect(digestsOf('飞行计划')[0]).toMatch(/^[0-9a-f]{32}$/);
  });

  test('a hit in hidden text is told twice: itself, and that it was hidden', () => {
    const [hiddenRun] = assembleAllRuns([body('飞行计划', { hidden: 'hidden-sheet' })], { fileName: 'a' });
    if (hiddenRun === undefined) throw new Error('no run');
    const found = sealFindings(detectRun(hiddenRun, [terms]), hiddenRun, key);
    expect(found.map(({ detector, family, hidden }) => [detector, family, hidden])).toEqual([
      ['term', 'term', true],
      ['hidden.hidden-sheet', 'hidden', true],
    ]);
  });

  test('too many hits of one detector are capped, and the rest is counted', () => {
    const many: Detector = {
      id: 'many',
      detect: () =>
        Array.from({ length: detectorHitsMax + 5 }, () => ({
          detector: 'many',
          family: 'term',
          from: 0,
          to: 1,
          confidence: 1,
          citation: '',
          facts: {},
        })),
    };
    const hits = detectRun(run, [many]);
    expect(hits).toHaveLength(detectorHitsMax);
    expect(hits.at(-1)?.facts).toEqual({ dropped: 5 });
  });
});

describe('hostile text', () => {
  const detectors = [...makeDetectors(), terms];
  const atoms = fc.constantFrom(
    '机密',
    '★',
    '秘',
    '密',
    '1',
    '9',
    '0',
    '.',
    ',',
    ' ',
    '\n',
    '-',
    '(',
    '〔2026〕',
    '号',
    '°',
    '′',
    '″',
    'SECRET',
    '//',
    'A',
    'E1',
    '116.397128',
    '东经',
    '内部资料',
    '年',
    '前',
    '份号',
    '签发人：',
    '一',
    '①',
    '木几',
    '\u200b',
    '4412345.6',
    '：',
    '部队',
    '字第',
    '京A',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(atoms, { maxLength: 80 }).map((all) => all.join('')),
  );

  test('every hit lies within the text, whatever it is', () => {
    fc.assert(
      fc.property(text, (raw) => {
        const run = runOfText(raw);
        const hits = detectRun(run, detectors);
        for (const { from, to, confidence } of hits) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(raw.length);
          expect(confidence).toBeGreaterThan(0);
          expect(confidence).toBeLessThanOrEqual(1);
        }
        expect(sealFindings(hits, run, key)).toHaveLength(hits.length);
      }),
      { numRuns: 1500 },
    );
  });

  // A pattern that backtracks without bound does not end on these within the test's time.
  test('a full run of any one thing, or two in turn, is looked through', () => {
    const units = 65_536;
    fc.assert(
      fc.property(atoms, atoms, (first, second) => {
        const one = first + second;
        const raw = one.repeat(Math.ceil(units / one.length));
        expect(detectRun(runOfText(raw), detectors).length).toBeLessThanOrEqual(
          detectors.length * 3 * detectorHitsMax,
        );
      }),
      { numRuns: 30 },
    );
  });
});
