import { expect, test } from 'vitest';
import { type Label, labelsMax, printLabels } from './labels.ts';
import { readPdf } from './read-pdf.ts';
import { PrintRefusal } from './refusal.ts';
import { samplePrinting } from './samples.ts';

const printing = { ...samplePrinting, compress: false };
const label: Label = { code: 'FN-7Q4K-2M9X', number: '000127', copyNumber: '02', lines: [] };
const millimetres = (points: number): number => Math.round((points / 72) * 25.4);

test('a single label is a page of 60 by 40 millimetres', async () => {
  const pages = readPdf(await printLabels({ labels: [label, label], layout: 'single' }, printing));
  expect(pages.map((page) => [millimetres(page.width), millimetres(page.height)])).toEqual([
    [60, 40],
    [60, 40],
  ]);
});

test('a sheet holds as many labels as it was told, the next begins another', async () => {
  const labels = Array.from({ length: 11 }, (_, index) => ({ ...label, number: `N${index}` }));
  const sheet = { columns: 2, rows: 5, marginMm: 10, gapMm: 3 };
  const pages = readPdf(await printLabels({ labels, layout: 'sheet', sheet }, printing));
  const numbers = pages.map((page) => page.lines.filter((line) => /^N\d+$/u.test(line.text)).length);
  expect(numbers).toEqual([10, 1]);
});

test('what does not fit on a label is left off and never runs into the bars', async () => {
  const lines = Array.from({ length: 30 }, (_, index) => `第${index}行`.repeat(30));
  const hostile = { ...label, number: '长'.repeat(10_000), mark: '甲\u202e\u0000🙂', lines };
  const [page] = readPdf(await printLabels({ labels: [hostile], layout: 'single' }, printing));
  const texts = page?.lines.map((line) => line.text) ?? [];
  expect(texts).toContain('甲〓');
  expect(texts.some((text) => text.startsWith('第0行'))).toBe(true);
  expect(texts.some((text) => text.startsWith('第29行'))).toBe(false);
  for (const line of page?.lines ?? []) expect(line.x).toBeGreaterThan(0);
});

test('a grid whose labels could not be read is refused', async () => {
  const labels = [label];
  for (const sheet of [
    { columns: 5, rows: 8, marginMm: 8, gapMm: 2 },
    { columns: 3, rows: 12, marginMm: 8, gapMm: 2 },
    { columns: 1.5, rows: 8, marginMm: 8, gapMm: 2 },
    { columns: 3, rows: 8, marginMm: -8, gapMm: 2 },
    { columns: 0, rows: 8, marginMm: 8, gapMm: 2 },
  ]) {
    const printed = printLabels({ labels, layout: 'sheet', sheet }, printing);
    await expect(printed).rejects.toThrow(new PrintRefusal('print.label.grid'));
  }
});

test('too many labels are refused before any is drawn', async () => {
  const labels = Array.from({ length: labelsMax + 1 }, () => label);
  await expect(printLabels({ labels, layout: 'single' }, printing)).rejects.toThrow(
    new PrintRefusal('print.labels.too.many'),
  );
});
