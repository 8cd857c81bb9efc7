import { expect, test } from 'vitest';
import { ReceiveForm, countCopies, faultOfLine, faultsOf, newLine } from './receive-form.ts';

const mark = { scheme: 'cn-state-secret', level: 'JIMI', validity: { kind: 'duration', years: 10 } };
const line = {
  ...newLine(),
  mark,
  title: '年度投资概算',
  documentNo: '油密〔2026〕31号',
  copyNos: '01-03、07',
  pages: '42',
};
const form = {
  registerId: '00000000-0000-4000-8000-000000000001',
  counterpart: '示范省局',
  channel: 'messenger',
  sealNo: 'F-17',
  seal: 'broken',
  statedCount: 5,
  countedCount: 4,
  carriers: [line, newLine()],
  place: '',
  note: '',
};

test('what the batch shows to be wrong is said by the form itself', () => {
  const input = ReceiveForm.parse(form);
  expect(input.faults).toEqual(['seal-broken', 'short-count']);
  expect(faultsOf({ stated: 2, counted: 3, broken: false, wrongAddressee: true, damaged: true })).toEqual([
    'over-count',
    'wrong-addressee',
    'damaged',
  ]);
  expect(faultsOf({ stated: 2, counted: 2, broken: false, wrongAddressee: false, damaged: false })).toEqual(
    [],
  );
});

test('a line becomes a carrier with its copies, the sender as originator; a blank line is left out', () => {
  const { carriers } = ReceiveForm.parse(form);
  expect(carriers).toEqual([
    {
      medium: 'paper',
      mark,
      title: '年度投资概算',
      documentNo: '油密〔2026〕31号',
      originator: '示范省局',
      pages: 42,
      copyNos: ['01', '02', '03', '07'],
      mustReturn: false,
    },
  ]);
  expect(countCopies(form.carriers)).toBe(4);
});

test('a line that cannot be entered says so', () => {
  expect(faultOfLine(line)).toBeNull();
  for (const change of [
    { mark: null },
    { title: ' ' },
    { copyNos: '' },
    { copyNos: '01 01' },
    { copyNos: '一号' },
    { pages: 'x' },
  ]) {
    expect(faultOfLine({ ...line, ...change })).not.toBeNull();
  }
});
