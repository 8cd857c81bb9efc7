// CLS-4
import type { Segment } from '@fengni/inspect/place';
import { type Mark, formatMark } from '@fengni/schemes/mark';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeDocument } from './judge-document.ts';

const text = (...lines: string[]): Segment[] =>
  lines.map((line, i) => ({ text: line, place: { path: [], kind: 'body', paragraph: i + 1 } }));
const mark = (level: string, years: number): Mark => ({
  scheme: 'cn-state-secret',
  level,
  validity: { kind: 'duration', years },
});
const codes = (segments: readonly Segment[], expected: Mark | null, fileName = '1.docx'): string[] =>
  judgeDocument({ fileName, segments, expected }).map(({ code }) => code);
const plain = Array.from({ length: 20 }, (_, i) => `第${i + 1}段，一般内容。`);

test.each([
  ['well marked', text('000001', '机密★10年', '标题'), mark('JIMI', 10), []],
  ['no mark', text('标题', '正文'), mark('MIMI', 5), ['missing']],
  ['no mark and nothing said', text('标题', '正文'), null, []],
  ['another level', text('秘密★5年', '标题'), mark('JIMI', 10), ['level-differs', 'no-copy-number']],
  ['another term', text('秘密★5年', '标题'), mark('MIMI', 3), ['term-differs']],
  ['no copy number', text('机密★10年', '标题'), null, ['no-copy-number']],
  ['two marks', text('000001', '机密★10年', '秘密★5年'), null, ['two-marks']],
  ['another star', text('秘密☆5年', '标题'), null, ['malformed']],
  ['a body above its head', text('秘密★5年', '标题', ...plain, '绝密★20年'), null, ['body-over-head']],
  ['★ on a work secret', text('工作秘密★5年', '标题'), null, ['star-not-allowed']],
  ['in the body alone', text('标题', ...plain, '秘密★5年'), mark('MIMI', 5), ['misplaced', 'missing']],
  ['a changed mark', text('秘密★5年', '〔原 机密★10年〕', '标题'), mark('MIMI', 5), []],
  ['a released one', text('解密', '〔原 秘密★5年〕', '标题'), null, []],
])('%s', (_, segments, expected, wanted) => {
  expect(codes(segments, expected)).toEqual(wanted);
});

test('every problem says in both languages what is wrong and what to do', () => {
  const all = [
    ...judgeDocument({
      fileName: '绝密.docx',
      segments: text('秘密☆5年', ...plain, '绝密★50年'),
      expected: mark('JIMI', 10),
    }),
    ...judgeDocument({ fileName: '1.docx', segments: text('标题'), expected: mark('JIMI', 10) }),
  ];
  expect(all.length).toBeGreaterThan(5);
  for (const one of all) {
    expect(one.zh).toMatch(/[\u4e00-\u9fa5]/);
    expect(one.en).toMatch(/[a-z]{3}/);
    expect(one.advice?.zh.length).toBeGreaterThan(4);
    expect(one.advice?.en.length).toBeGreaterThan(4);
    expect(`${one.zh}${one.en}`).not.toMatch(/\{[ab]\}/);
  }
});

const finding = (
  facts: Record<string, string | boolean>,
  detector = 'mark.state-secret',
  path: string[] = [],
) => ({
  detector,
  family: 'mark',
  citation: '',
  place: { path },
  facts: { scheme: 'cn-state-secret', form: 'starred', zone: 'head', ...facts },
});

test('findings alone tell level and contradiction, and nothing of files within', () => {
  const judge = (findings: ReturnType<typeof finding>[]) =>
    judgeDocument({ fileName: '1.docx', findings, expected: mark('MIMI', 5) }).map(({ code }) => code);
  expect(judge([finding({ level: 'MIMI' })])).toEqual([]);
  expect(judge([finding({ level: 'JIMI' })])).toEqual(['level-differs', 'no-copy-number']);
  expect(judge([finding({ level: 'MIMI' }, 'mark.state-secret', ['附件.docx'])])).toEqual(['missing']);
  expect(
    judge([finding({ level: 'MIMI' }), finding({ zh: '有误', en: 'is wrong' }, 'mark.issue.dodged')]),
  ).toEqual(['dodged']);
});

test('what is written in the standard form is never faulted against itself', () => {
  fc.assert(
    fc.property(fc.constantFrom('MIMI', 'JIMI', 'JUEMI'), fc.integer({ min: 1, max: 10 }), (level, years) => {
      const own = mark(level, years);
      expect(codes(text('000012', formatMark(own), '关于样例的通知'), own)).toEqual([]);
    }),
  );
});
