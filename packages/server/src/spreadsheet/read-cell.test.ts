import type { Cell } from '@fengni/inspect/workbook';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCode, readCount, readDate } from './read-cell.ts';

const text = (words: string): Cell => ({ text: words, kind: 'text' });

test.each([
  ['2025.3.5', '2025-03-05'],
  ['2025年3月5日', '2025-03-05'],
  ['２０２５年３月５日', '2025-03-05'],
  ['2025 年 3 月 5 日', '2025-03-05'],
  ['20250305', '2025-03-05'],
  ['2025/3/5', '2025-03-05'],
  ['2025-03-05 14:30', '2025-03-05'],
  ['2025-03-05T14:30:00', '2025-03-05'],
  ['25.3.5', '2025-03-05'],
  ['98-12-31', '1998-12-31'],
  ['二〇二五年三月十五日', '2025-03-15'],
  ['二零二四年十二月三十一日', '2024-12-31'],
  ['45351', '2024-02-29'],
])('%s is the day %s', (words, day) => {
  expect(readDate(text(words))).toEqual({ kind: 'day', day });
});

test.each(['2025年2月30日', '2025.13.1', '20250431', '25-2-29', '1799-1-1'])('%s is no day', (words) => {
  expect(readDate(text(words))).toEqual({ kind: 'impossible' });
});
test.each(['去年', '3/5', '3/5/2025', '123456', '2025-3-5-1'])('%s is not read as a date', (words) => {
  expect(readDate(text(words))).toEqual({ kind: 'unreadable' });
});
test.each(['2025', '2025年', '2025年3月', '2025.3'])('%s is too little for a date', (words) => {
  expect(readDate(text(words))).toMatchObject({ kind: 'partial' });
});
test.each(['', '/', '—', '无', '不详'])('"%s" says no date', (words) => {
  expect(readDate(text(words))).toEqual({ kind: 'none' });
});
test("a cell of the file's own date type is taken as it is", () => {
  expect(readDate({ text: '3月5日', kind: 'date', date: '2025-03-05T08:00:00' })).toEqual({
    kind: 'day',
    day: '2025-03-05',
  });
  expect(readDate({ text: '2025-03-05', kind: 'formula', formula: 'TODAY()', date: '2025-03-05' })).toEqual({
    kind: 'day',
    day: '2025-03-05',
  });
});

test('every day is read back from every form it is written in', () => {
  const anyDay = fc.date({ min: new Date('1970-01-01'), max: new Date('2068-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(anyDay, (date) => {
      const day = date.toISOString().slice(0, 10);
      const [year = '', month = '', of = ''] = day.split('-');
      const plain = [Number(month), Number(of)];
      const forms = [
        day,
        day.replaceAll('-', ''),
        `${year}.${plain[0]}.${plain[1]}`,
        `${year}年${plain[0]}月${plain[1]}日`,
        `${year.slice(2)}/${plain[0]}/${plain[1]}`,
      ];
      for (const form of forms) expect(readDate(text(form))).toEqual({ kind: 'day', day });
    }),
  );
});

test.each([
  ['12', { kind: 'count', count: 12 }],
  ['１２', { kind: 'count', count: 12 }],
  ['12页', { kind: 'count', count: 12 }],
  ['1,200', { kind: 'count', count: 1200 }],
  ['12.0', { kind: 'count', count: 12 }],
  ['三份', { kind: 'count', count: 3 }],
  ['十二', { kind: 'count', count: 12 }],
  ['-1', { kind: 'negative' }],
  ['2.5', { kind: 'unreadable' }],
  ['若干', { kind: 'stated', text: '若干' }],
  ['约50', { kind: 'stated', text: '约50' }],
  ['', { kind: 'none' }],
])('%s is the count %o', (words, read) => {
  expect(readCount(text(words))).toEqual(read);
});

test('full-width copy numbers are plain ones, and blanks are blank', () => {
  expect(readCode(text('０００００１'))).toBe('000001');
  expect(readCode(text(' A- 1 '))).toBe('A-1');
  expect(readCode(text('—'))).toBe('');
  expect(readCode(null)).toBe('');
});

test('no text makes a reader throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (words) => {
      readDate(text(words));
      readCount(text(words));
      readCode(text(words));
    }),
  );
});
