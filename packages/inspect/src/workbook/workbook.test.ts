import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { mutateFile } from '../../scripts/mutate-bytes.ts';
import { openWorkbook } from './open-workbook.ts';
import type { OpenedWorkbook } from './open-workbook.ts';
import { parseWorkbook } from './workbook.ts';
import type { Cell, Workbook, WorkbookLimits } from './workbook.ts';
import { packStored } from './zip-package.ts';

const fixtureFolder = path.join(import.meta.dirname, '..', '..', 'fixtures');
const sample = path.resolve(import.meta.dirname, '../../../../../shared/samples/carrier-ledger.xlsx');

function fixture(name: string): Buffer {
  return readFileSync(path.join(fixtureFolder, name));
}

async function readBytes(bytes: Uint8Array, limits: Partial<WorkbookLimits> = {}): Promise<OpenedWorkbook> {
  return openWorkbook({
    bytes,
    options: { limits },
    limits: { timeMs: 20_000 },
  });
}

async function mustRead(bytes: Uint8Array): Promise<Workbook> {
  const result = await readBytes(bytes);
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}

function texts(rows: Cell[][] | undefined): (string | null)[][] {
  return (rows ?? []).map((row) => row.map((cell) => cell?.text ?? null));
}

const spreadsheetXmlns = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationsXmlns = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageXmlns = 'http://schemas.openxmlformats.org/package/2006';

interface Part {
  name: string;
  content: Buffer;
}

/** The parts of the smallest workbook: one sheet with the given XML. */
function smallParts(sheet: string, sheetName = '表'): Part[] {
  const parts: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="${packageXmlns}/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${packageXmlns}/relationships"><Relationship Id="rId1" Type="${relationsXmlns}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packageXmlns}/relationships"><Relationship Id="rId1" Type="${relationsXmlns}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${spreadsheetXmlns}" xmlns:r="${relationsXmlns}"><sheets><sheet name="${sheetName}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/worksheets/sheet1.xml': sheet,
  };
  return Object.entries(parts).map(([name, text]) => ({ name, content: Buffer.from(text, 'utf8') }));
}

function sheetXml(data: string, before = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>${before}<worksheet xmlns="${spreadsheetXmlns}"><sheetData>${data}</sheetData></worksheet>`;
}

function inlineCell(place: string, text: string): string {
  return `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;
}

/** The package with one part deflated, its unpacked size in the directory as given. */
function packDeflated(parts: Part[], name: string, claim: { unpackedBytes: number }): Buffer {
  const zip = packStored(
    parts.map((part) => (part.name === name ? { name, content: deflateRawSync(part.content) } : part)),
  );
  for (let at = zip.indexOf('PK\u0001\u0002'); at !== -1; at = zip.indexOf('PK\u0001\u0002', at + 1)) {
    const nameEnd = at + 46 + zip.readUInt16LE(at + 28);
    if (zip.toString('utf8', at + 46, nameEnd) !== name) continue;
    zip.writeUInt16LE(8, at + 10);
    zip.writeUInt32LE(claim.unpackedBytes, at + 24);
  }
  return zip;
}

const ledgerRows = [
  ['001', '关于甲一同志的通知', '秘密★10年', '3', '2024-02-29', '含逗号,"引号"'],
  ['002', '年度计划（乙二起草）', '机密', '12', '2025-12-31', '两行\n文字'],
  ['003', '𠮷祥表', '内部', '1', '2000-01-01', '=1+1'],
];

test.each([
  ['ledger-utf8.csv', 'csv', 'utf-8', false],
  ['ledger-utf8-bom.csv', 'csv', 'utf-8', false],
  ['ledger-gb18030.csv', 'csv', 'gb18030', true],
  ['ledger-utf16le-bom.csv', 'csv', 'utf-16le', false],
  ['ledger-utf16le.csv', 'csv', 'utf-16le', true],
  ['ledger-utf16be.tsv', 'tsv', 'utf-16be', true],
])('%s is read as %s in %s, texts unchanged', async (name, kind, encoding, guessed) => {
  const book = await mustRead(fixture(name));
  expect({ kind: book.kind, encoding: book.encoding }).toEqual({ kind, encoding });
  expect(texts(book.sheets[0]?.rows).slice(1)).toEqual(ledgerRows);
  expect(book.sheets[0]?.rows.flat().every((cell) => cell?.kind === 'text')).toBe(true);
  expect(book.notes.some((note) => note.code === 'encoding-guessed')).toBe(guessed);
});

test.each([
  ['ledger.xlsx', 'xlsx'],
  ['ledger-1904.xlsx', 'xlsx'],
  ['ledger.xls', 'xls'],
])('%s: types, dates of both systems, hidden parts and merges', async (name, kind) => {
  const book = await mustRead(fixture(name));
  expect(book.kind).toBe(kind);
  expect(book.sheets.map((sheet) => [sheet.name, sheet.hidden])).toEqual([
    ['台账', false],
    ['说明', true],
  ]);
  const [ledger] = book.sheets;
  expect(ledger?.hiddenColumns).toEqual([2]);
  expect(ledger?.merges).toEqual([{ top: 0, left: 0, bottom: 0, right: 5 }]);
  expect(ledger?.rows[2]).toEqual([
    { text: '001', kind: 'text' },
    { text: '关于甲一同志的通知', kind: 'text' },
    { text: '秘密★10年', kind: 'text' },
    { text: '3', kind: 'number', number: 3 },
    { text: '2024年2月29日', kind: 'date', date: '2024-02-29' },
    { text: '含逗号,"引号"', kind: 'text' },
  ]);
  expect(ledger?.rows[4]?.[5]).toEqual({ text: '=1+1', kind: 'text' });
  expect(ledger?.rows[5]?.[4]).toEqual({
    text: '2024-02-29 12:00',
    kind: 'date',
    date: '2024-02-29T12:00:00',
  });
  expect(ledger?.rows[5]?.[5]).toEqual({ text: 'TRUE', kind: 'boolean' });
  expect(ledger?.rows[6]).toEqual([]);
  expect(ledger?.rows[7]).toEqual([{ text: '#N/A', kind: 'error' }]);
});

test('a formula keeps its stored result, a formula without one stays blank, neither is computed', async () => {
  const book = await mustRead(fixture('ledger.xlsx'));
  expect(book.sheets[0]?.rows[5]?.[3]).toEqual({
    text: '16',
    kind: 'formula',
    number: 16,
    formula: 'SUM(D3:D5)',
  });
  expect(book.sheets[0]?.hiddenRows).toEqual([3]);
  const bare = packStored(smallParts(sheetXml('<row r="1"><c r="A1" t="n"><f>1+1</f></c></row>')));
  expect((await mustRead(bare)).sheets[0]?.rows).toEqual([[{ text: '', kind: 'formula', formula: '1+1' }]]);
});

test('the sample ledger: sheets, numbers of rows, hidden column, dates and numbers', async ({ skip }) => {
  if (!existsSync(sample)) skip('no sample ledger beside this checkout');
  const result = await openWorkbook({ bytes: { path: sample } });
  if (!result.ok) throw new Error(result.reason);
  const [paper, media, prose] = result.value.sheets;
  expect(result.value.sheets.map((sheet) => sheet.name)).toEqual(['纸质', '光盘U盘', '填表说明']);
  // Two title rows, the header, 160 carriers, a blank row, the totals.
  expect(paper?.rows.length).toBe(165);
  expect(paper?.rows.filter((row) => row[0]?.kind === 'number').length).toBe(160);
  expect(paper?.rows[163]).toEqual([]);
  expect(paper?.rows[164]?.[5]).toMatchObject({ kind: 'formula', formula: 'SUM(F4:F163)' });
  expect(paper?.hiddenColumns).toEqual([7]);
  expect(paper?.rows[3]?.[8]).toEqual({ text: '2024-08-24', kind: 'date', date: '2024-08-24' });
  expect(paper?.rows[3]?.[4]).toEqual({ text: '０００００１', kind: 'text' });
  expect(paper?.rows[55]?.[5]).toEqual({ text: '-1', kind: 'number', number: -1 });
  expect(media?.rows.length).toBe(39);
  expect(prose?.rows.length).toBe(1);
});

test('a workbook with a password is said to be encrypted', async () => {
  expect(await readBytes(fixture('ledger-password.xlsx'))).toMatchObject({ ok: false, code: 'encrypted' });
});

test.each([
  ['nothing', '', 'unknown-kind'],
  ['a PDF', '%PDF-1.7\n', 'unknown-kind'],
  ['a web page named xls', '<html><table><tr><td>1</td></tr></table></html>', 'other-spreadsheet'],
  ['binary rubbish', '\u0001\u0002\u0003,\u0004', 'unknown-kind'],
  [
    'a zip without a workbook',
    packStored([{ name: 'word/document.xml', content: Buffer.from('<a/>') }]),
    'unknown-kind',
  ],
  ['bytes of no encoding', Buffer.from([0x61, 0x2c, 0xff, 0xff, 0x0a]), 'encoding'],
  ['half a surrogate', Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x31, 0x00]), 'encoding'],
])('%s is refused', async (_name, content, reason) => {
  expect(await readBytes(Buffer.from(content))).toMatchObject({ ok: false, code: 'unreadable', reason });
});

test.each(['ledger.xlsx', 'ledger.xls'])('%s cut anywhere is refused, never half read', async (name) => {
  const whole = fixture(name);
  for (const share of [0.1, 0.5, 0.9]) {
    const result = await readBytes(whole.subarray(0, Math.floor(whole.length * share)));
    expect(result.ok ? 'read' : result.code).toBe('unreadable');
  }
});

test('a zip bomb is refused by its directory', async () => {
  const content = Buffer.alloc(40 * 1024 * 1024, 0x20);
  const bomb = packDeflated(
    smallParts('').with(4, { name: 'xl/worksheets/sheet1.xml', content }),
    'xl/worksheets/sheet1.xml',
    {
      unpackedBytes: content.length,
    },
  );
  expect(await readBytes(bomb)).toMatchObject({ code: 'too-large', reason: 'unpacked-ratio' });
  expect(await readBytes(bomb, { unpackedBytesMax: 1024 * 1024 })).toMatchObject({
    reason: 'unpacked-bytes',
  });
});

test('a zip bomb that lies about its size is stopped at the size it claims', async () => {
  const content = Buffer.alloc(40 * 1024 * 1024, 0x20);
  const bomb = packDeflated(
    smallParts('').with(4, { name: 'xl/worksheets/sheet1.xml', content }),
    'xl/worksheets/sheet1.xml',
    {
      unpackedBytes: 1000,
    },
  );
  expect(await readBytes(bomb)).toMatchObject({ code: 'unreadable', reason: 'damaged' });
});

test('a part that stands twice in a package is refused: readers disagree on which counts', async () => {
  const parts = smallParts(sheetXml(`<row r="1">${inlineCell('A1', '一')}</row>`));
  const doubled = packStored([...parts, ...parts.slice(4)]);
  expect(await readBytes(doubled)).toMatchObject({ code: 'unreadable', reason: 'damaged' });
});

test.each([
  ['an entity bomb', '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>', '&c;'],
  ['an outer entity', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>', '&b;'],
])('%s is refused', async (_name, declaration, reference) => {
  const xml = sheetXml(`<row r="1">${inlineCell('A1', reference)}</row>`, declaration);
  expect(await readBytes(packStored(smallParts(xml)))).toMatchObject({
    code: 'unreadable',
    reason: 'document-type',
  });
  const wide = smallParts('').with(4, {
    name: 'xl/worksheets/sheet1.xml',
    content: Buffer.from(`\uFEFF${xml}`, 'utf16le'),
  });
  expect(await readBytes(packStored(wide))).toMatchObject({ code: 'unreadable', reason: 'document-type' });
});

test('names of the language itself are texts like others', async () => {
  const xml = sheetXml(`<row r="1">${inlineCell('A1', '__proto__')}${inlineCell('B1', 'constructor')}</row>`);
  const book = await mustRead(packStored(smallParts(xml, '__proto__')));
  expect(book.sheets[0]?.name).toBe('__proto__');
  expect(texts(book.sheets[0]?.rows)).toEqual([['__proto__', 'constructor']]);
  expect(Object.hasOwn(Object.prototype, 'rows')).toBe(false);
});

test('a sheet that claims a billion rows and has one is read', async () => {
  const xml = sheetXml(`<row r="1">${inlineCell('A1', '一')}</row>`).replace(
    '<sheetData>',
    '<dimension ref="A1:XFD1000000000"/><cols><col min="1" max="16384" hidden="1"/></cols><sheetData>',
  );
  const book = await mustRead(packStored(smallParts(xml)));
  expect(book.sheets[0]).toMatchObject({ rows: [[{ text: '一', kind: 'text' }]], hiddenColumns: [0] });
});

test.each([
  ['rows', `<row r="1048576">${inlineCell('A1048576', '末')}</row>`, {}],
  ['columns', `<row r="1">${inlineCell('XFD1', '末')}</row>`, {}],
  ['cells', `<row r="1">${inlineCell('A1', '一')}${inlineCell('B1', '二')}</row>`, { cellsMax: 1 }],
  ['text-length', `<row r="1">${inlineCell('A1', '文'.repeat(40_000))}</row>`, { unpackedRatioMax: 1e6 }],
  ['package-entries', '', { packageEntriesMax: 2 }],
  ['sheets', '', { sheetsMax: 0 }],
] as const)('over the limit of %s the file is refused with that reason', async (reason, data, limits) => {
  const result = await readBytes(packStored(smallParts(sheetXml(data))), limits);
  expect(result).toMatchObject({ ok: false, code: 'too-large', reason });
});

function replaceIn(part: Part, from: string, to: string): Part {
  return { name: part.name, content: Buffer.from(part.content.toString('utf8').replace(from, to), 'utf8') };
}

test('a chart sheet is named in the notes, the tables beside it are read', async () => {
  const chart = `<chartsheet xmlns="${spreadsheetXmlns}" xmlns:r="${relationsXmlns}"><drawing r:id="rId1"/></chartsheet>`;
  const parts = smallParts(sheetXml(`<row r="1">${inlineCell('A1', '一')}</row>`))
    .map((part) => replaceIn(part, '</sheets>', '<sheet name="图" sheetId="2" r:id="rId2"/></sheets>'))
    .map((part) =>
      part.name === 'xl/_rels/workbook.xml.rels'
        ? replaceIn(
            part,
            '</Relationships>',
            `<Relationship Id="rId2" Type="${relationsXmlns}/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>`,
          )
        : part,
    );
  const book = await mustRead(
    packStored([...parts, { name: 'xl/chartsheets/sheet1.xml', content: Buffer.from(chart) }]),
  );
  expect(texts(book.sheets[0]?.rows)).toEqual([['一']]);
  expect(book.notes).toEqual([{ code: 'sheet-without-cells', sheet: '图' }]);
});

test('limits hold for delimited text too', async () => {
  expect(await readBytes(Buffer.from('甲\n'.repeat(4)), { rowsMax: 3 })).toMatchObject({ reason: 'rows' });
  expect(await readBytes(Buffer.from('甲,乙,丙'), { columnsMax: 2 })).toMatchObject({ reason: 'columns' });
});

test.each([
  [
    'comma',
    'a,b\n"1,2",3',
    [
      ['a', 'b'],
      ['1,2', '3'],
    ],
  ],
  [
    'semicolon',
    'a;b\n1,5;2,5',
    [
      ['a', 'b'],
      ['1,5', '2,5'],
    ],
  ],
  [
    'bar and old line ends',
    'a|b\r1|2\r',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  ['one column', '甲\n乙', [['甲'], ['乙']]],
  ['quotes and blanks', '"a ""b""",,c\n\n,x', [['a "b"', null, 'c'], [], [null, 'x']]],
])('delimited text: %s', async (_name, text, rows) => {
  expect(texts((await mustRead(Buffer.from(text))).sheets[0]?.rows)).toEqual(rows);
});

test('a quotation mark that is never closed is noted', async () => {
  expect((await mustRead(Buffer.from('a,b\n"c,d\ne,f'))).notes).toEqual([{ code: 'quote-unclosed' }]);
});

// The long form of this test is scripts/fuzz-workbook.ts.
test.each(['ledger.xlsx', 'ledger.xls', 'ledger-gb18030.csv'])(
  'mutations of %s are read or refused',
  async (name) => {
    const whole = fixture(name);
    const seeds = Array.from({ length: 12 }, (_, seed) => seed);
    const results = await Promise.all(seeds.map(async (seed) => readBytes(mutateFile(whole, seed))));
    const codes = new Set(results.map((result) => (result.ok ? 'read' : result.code)));
    expect(['read', 'unreadable', 'too-large', 'encrypted']).toEqual(expect.arrayContaining([...codes]));
  },
);

test('an answer that is no workbook is not taken for one', () => {
  const book = { kind: 'csv', sheets: [], notes: [] };
  expect(parseWorkbook(book)).toEqual(book);
  const sheet = {
    name: '',
    hidden: false,
    rows: [[{ text: 1, kind: 'text' }]],
    hiddenColumns: [],
    hiddenRows: [],
    merges: [],
  };
  for (const wrong of [
    null,
    [],
    {},
    { ...book, kind: 'exe' },
    { ...book, sheets: [sheet] },
    { ...book, notes: [{ code: 'toString' }] },
  ]) {
    expect(parseWorkbook(wrong)).toBeUndefined();
  }
});
