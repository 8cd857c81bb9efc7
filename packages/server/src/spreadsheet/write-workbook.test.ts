import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openWorkbook } from '@fengni/inspect/open-workbook';
import type { Cell, Workbook } from '@fengni/inspect/workbook';
import { CFB } from '@e965/xlsx';
import { sample, string } from 'fast-check';
import { expect, test } from 'vitest';
import { serialOfIso } from './serial-of-iso.ts';
import { writeWorkbook } from './write-workbook.ts';
import type { SheetToWrite } from './write-workbook.ts';

const properties = { title: '载体台账', author: '甲一', classification: '机密★10年' };

const hostileTexts = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  "'",
  "=cmd|'/c calc'!A1",
  '_x000D_',
  '_x005F_',
  '0012',
  '1e5',
];

const ledger: SheetToWrite = {
  name: '纸质',
  titleRows: [['载体台账'], ['单位：乙二办公室', '导出：2026-01-02 03:04']],
  columns: [
    { title: '名称', width: 40, kind: 'text' },
    { title: '份数', width: 8, kind: 'number' },
    { title: '制发日期', width: 12, kind: 'date' },
  ],
  rows: [
    ...hostileTexts.map((text): [string, number, string] => [text, 3, '2024-02-29']),
    ['两行\n文字 <b>&amp;</b>', 0.5, '2025-12-31T23:59:58'],
    [null, null, null],
    ['日期不明', null, '2024年2月30日'],
    ['末', -7, '2000-01-01'],
  ],
};

async function readBack(sheets: SheetToWrite[]): Promise<Workbook> {
  return read(writeWorkbook({ sheets, properties }));
}

async function read(bytes: Uint8Array): Promise<Workbook> {
  const result = await openWorkbook({ bytes });
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}

function valueOf(cell: Cell | undefined): string | number | null {
  return cell?.date ?? cell?.number ?? cell?.text ?? null;
}

test('texts, numbers and dates come back as they were written; no text becomes a formula', async () => {
  const book = await readBack([ledger]);
  const rows = book.sheets[0]?.rows ?? [];
  expect(rows.slice(0, 3).map((row) => row.map(valueOf))).toEqual([
    ...ledger.titleRows,
    ['名称', '份数', '制发日期'],
  ]);
  const body = ledger.rows.map((row, place) => row.map((_, column) => valueOf(rows[place + 3]?.[column])));
  expect(body).toEqual(ledger.rows);
  const kinds = new Set(rows.slice(3).flatMap((row) => row.map((cell) => cell?.kind)));
  expect(kinds.has('formula')).toBe(false);
  expect(rows[3]?.map((cell) => cell?.kind)).toEqual(['text', 'number', 'date']);
  expect(rows[3]?.[2]?.text).toBe('2024-02-29');
});

test('any text comes back unchanged', async () => {
  const texts = sample(string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), {
    numRuns: 300,
    seed: 7,
  });
  const controls = Array.from({ length: 32 }, (_, code) => `a${String.fromCharCode(code)}b`);
  const wanted = [...texts, ...controls, ' 前后空格 '];
  const column = { title: '文字', width: 20, kind: 'text' } as const;
  const book = await readBack([
    { name: '文字', titleRows: [], columns: [column], rows: wanted.map((text) => [text]) },
  ]);
  expect(book.sheets[0]?.rows.slice(1).map((row) => valueOf(row[0]))).toEqual(wanted);
});

function named(name: string): SheetToWrite {
  return { ...ledger, name };
}

function withRow(row: (string | number)[]): SheetToWrite {
  return { ...ledger, rows: [row] };
}

test('sheet names are made fit and stay apart', async () => {
  const book = await readBack(
    ["'2024/2025'", '__proto__', '长'.repeat(40), `${'长'.repeat(40)}二`, ''].map(named),
  );
  expect(book.sheets.map((sheet) => sheet.name)).toEqual([
    '_2024_2025_',
    '__proto__',
    '长'.repeat(31),
    `${'长'.repeat(27)} (2)`,
    'Sheet5',
  ]);
});

test('header frozen and filtered, A4 across, the marking on each page and in the properties', () => {
  const container: unknown = CFB.read(writeWorkbook({ sheets: [ledger], properties }), { type: 'buffer' });
  const part = (name: string): string => {
    const found: { content: Uint8Array } = CFB.find(container, name);
    return Buffer.from(found.content).toString('utf8');
  };
  const sheet = part('/xl/worksheets/sheet1.xml');
  expect(sheet).toContain('<pane ySplit="3" topLeftCell="A4" activePane="bottomLeft" state="frozen"/>');
  expect(sheet).toContain('<autoFilter ref="A3:C18"/>');
  expect(sheet).toContain('paperSize="9" orientation="landscape"');
  expect(sheet).toContain('<oddHeader>&amp;C机密★10年</oddHeader>');
  expect(part('/xl/workbook.xml')).toContain('&apos;纸质&apos;!$3:$3');
  expect(part('/docProps/core.xml')).toContain('机密★10年');
});

test('what no sheet can hold is our mistake and crashes', () => {
  expect(() => writeWorkbook({ sheets: [withRow(['甲'.repeat(32_768)])], properties })).toThrow('32767');
  expect(() => writeWorkbook({ sheets: [withRow(['甲', Number.NaN])], properties })).toThrow('NaN');
  expect(() => writeWorkbook({ sheets: [], properties })).toThrow('at least one');
});

test.each(['2024-02-30', '1899-12-31', '2024-1-1', '2024-01-01T25:00:00', '今天', ''])(
  '%s is no date',
  (text) => {
    expect(serialOfIso(text)).toBeUndefined();
  },
);

const office = ['/usr/bin/soffice', '/usr/bin/libreoffice', '/usr/local/bin/soffice'].find((file) =>
  existsSync(file),
);

test('LibreOffice opens it, and what it saves comes back the same', async ({ skip }) => {
  if (office === undefined) skip('LibreOffice is not installed here');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'fengni-office-'));
  try {
    const file = path.join(folder, 'ledger.xlsx');
    const written = writeWorkbook({ sheets: [ledger], properties });
    writeFileSync(file, written);
    const convert = (to: string, into: string): Buffer => {
      const profile = `-env:UserInstallation=file://${folder}/profile`;
      const outdir = path.join(folder, into);
      execFileSync(String(office), [profile, '--headless', '--convert-to', to, '--outdir', outdir, file]);
      return readFileSync(path.join(outdir, `ledger.${to.split(':')[0]}`));
    };
    const csv = convert('csv:Text - txt - csv (StarCalc):44,34,76,1', 'csv').toString('utf8');
    for (const text of ['=1+1', '@SUM(A1)', '0012']) expect(csv).toContain(`"${text}",3,2024-02-29`);
    expect((await read(convert('xlsx', 'saved'))).sheets).toEqual((await read(written)).sheets);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
