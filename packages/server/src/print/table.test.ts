import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { printApproval } from './approval.ts';
import { printCirculationSlip } from './circulation-slip.ts';
import { printDestructionList } from './destruction-list.ts';
import { printLedger } from './ledger.ts';
import { type PdfPage, readPdf } from './read-pdf.ts';
import { PrintRefusal } from './refusal.ts';
import { samplePrinting } from './samples.ts';
import { tableRowsMax } from './table.ts';

const printing = { ...samplePrinting, compress: false };
const textsOn = (page: PdfPage | undefined): string[] => page?.lines.map((line) => line.text) ?? [];
const rowsOn = (page: PdfPage): string[] => textsOn(page).filter((text) => /^R\d+$/u.test(text));

test('every row is printed exactly once and in order, under a head on each page that has rows', async () => {
  const heights = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 80 });
  await fc.assert(
    fc.asyncProperty(heights, async (lengths) => {
      const rows = lengths.map((length, index) => [`R${index + 1}`, '文'.repeat(length)]);
      const ledger = { title: '台账', columns: [{ head: '编号' }, { head: '标题', weight: 3 }], rows };
      const pages = readPdf(await printLedger(ledger, printing));
      expect(pages.flatMap(rowsOn)).toEqual(rows.map((row) => row[0]));
      for (const page of pages) expect(textsOn(page).includes('标题')).toBe(rowsOn(page).length > 0);
      for (const page of pages) for (const line of page.lines) expect(line.baseline).toBeGreaterThan(0);
    }),
    { numRuns: 15 },
  );
});

test('the last page of a destruction list shows a row of it above total and signatures, whatever the length', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 90 }), async (count) => {
      const items = Array.from({ length: count }, (_, index) => ({
        number: `R${index + 1}`,
        copyNumber: '01',
        kind: '纸质',
      }));
      const approvals = { unitLeader: {}, leaderInCharge: {} };
      const pages = readPdf(
        await printDestructionList({ number: '1', unit: '财务处', items, approvals }, printing),
      );
      const last = textsOn(pages.at(-1));
      expect(last).toContain(`R${count}`);
      expect(last.filter((text) => text === '监销人')).toHaveLength(2);
      expect(last.some((text) => text.startsWith(`合计 ${count} 份`))).toBe(true);
    }),
    { numRuns: 20 },
  );
});

test('hostile words in title, heads and cells are printed as far as they can be', async () => {
  const words = [
    '\u0000\u001b[31m',
    '\ud842',
    '🙂'.repeat(2000),
    '甲\u202e乙',
    'x'.repeat(10_000),
    '\n'.repeat(3000),
    '',
  ];
  const columns = words.map((head) => ({ head }));
  for (const title of words) {
    const pages = readPdf(
      await printLedger({ title, selection: title, columns, rows: [words, words] }, printing),
    );
    const texts = pages.flatMap(textsOn);
    expect(texts.join('')).not.toMatch(/\p{C}/u);
    expect(texts).toContain('甲乙');
    expect(pages.at(-1)?.lines.some((line) => line.text === '共 2 条。')).toBe(true);
  }
});

test('an empty table is a head and no more', async () => {
  const pages = readPdf(
    await printLedger({ title: '台账', columns: [{ head: '编号' }], rows: [] }, printing),
  );
  expect(pages).toHaveLength(1);
  expect(textsOn(pages[0])).toContain('编号');
  expect(textsOn(pages[0])).toContain('共 0 条。');
});

test('a cell too long to print is cut, and the page says so', async () => {
  const rows = [['R1', '长'.repeat(10_000)]];
  const pages = readPdf(
    await printLedger({ title: '台账', columns: [{ head: '编号' }, { head: '标题' }], rows }, printing),
  );
  expect(pages.flatMap(textsOn).some((text) => text.endsWith('长…'))).toBe(true);
  expect(textsOn(pages[0]).some((text) => text.includes('未印全'))).toBe(true);
});

test('a reason of ten thousand characters is printed in full over several pages', async () => {
  const approval = {
    number: '1',
    what: '复制',
    target: '000127',
    requester: '乙二',
    requestedAt: samplePrinting.printedAt,
    reason: '因'.repeat(10_000),
    snapshot: [],
    steps: [],
    state: 'open' as const,
  };
  const pages = readPdf(await printApproval(approval, printing));
  const printed = pages.flatMap(textsOn).join('').match(/因/gu) ?? [];
  expect(printed).toHaveLength(10_000);
  expect(pages.length).toBeGreaterThan(5);
});

test('a slip without a title shows the label and nothing beside it', async () => {
  const slip = { number: '000127', readers: [], spareRows: 0 };
  const without = textsOn(readPdf(await printCirculationSlip(slip, printing))[0]);
  const titled = textsOn(readPdf(await printCirculationSlip({ ...slip, title: '投资概算' }, printing))[0]);
  expect(titled.filter((text) => !without.includes(text))).toEqual(['投资概算']);
});

test('more rows than one file can hold are refused', async () => {
  const rows = Array.from({ length: tableRowsMax + 1 }, () => ['1']);
  const printed = printLedger({ title: '台账', columns: [{ head: '编号' }], rows }, printing);
  await expect(printed).rejects.toThrow(new PrintRefusal('print.table.too.long'));
});
