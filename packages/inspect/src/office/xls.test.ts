import { CFB, read as readBook, utils, write } from '@e965/xlsx';
import { expect, test } from 'vitest';
import { collectExtraction } from '../document/testing/collect.ts';
import { makeCompound } from './testing/make-compounds.ts';
import { gapReasons, summarise } from './testing/summarise.ts';
import { extractXls } from './xls.ts';

const read = async (bytes: Uint8Array): ReturnType<typeof collectExtraction> =>
  collectExtraction(extractXls, bytes);

function record(type: number, ...parts: (Uint8Array | number[])[]): Buffer {
  const data = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const head = Buffer.alloc(4);
  head.writeUInt16LE(type, 0);
  head.writeUInt16LE(data.length, 2);
  return Buffer.concat([head, data]);
}

const short = (...values: number[]): Buffer => Buffer.from(Uint16Array.from(values).buffer);
const wide = (text: string): Buffer =>
  Buffer.concat([short(text.length), Buffer.from([1]), Buffer.from(text, 'utf16le')]);
const begin = (version: number): Buffer => record(0x809, short(version, 5, 0, 0));
const end = record(0x0a);

/** A workbook of one sheet: records of the whole, then those of the sheet. */
function makeXls(the: { globals?: Buffer[]; sheet: Buffer[]; state?: number; isOld?: boolean }): Buffer {
  const version = the.isOld === true ? 0x500 : 0x600;
  const name = the.isOld === true ? [2, 0xb1, 0xed] : [1, 1, ...Buffer.from('表', 'utf16le')];
  const before = Buffer.concat([begin(version), ...(the.globals ?? [])]);
  const entry = (at: number): Buffer => record(0x85, short(at & 0xffff, at >> 16), [the.state ?? 0, 0], name);
  const at = before.length + entry(0).length + end.length;
  const stream = Buffer.concat([before, entry(at), end, begin(version), ...the.sheet, end]);
  return makeCompound({ [the.isOld === true ? 'Book' : 'Workbook']: stream });
}

const label = (row: number, column: number, text: string, style = 0): Buffer =>
  record(0x204, short(row, column, style), wide(text));

test('a text box of Excel 5, whose record is not read, is a gap', async () => {
  const box = record(0x5d, short(1, 0, 6, 1), [0, 0, 0, 0]);
  const found = await read(makeXls({ isOld: true, sheet: [box, box] }));
  expect(found.gaps).toEqual([expect.objectContaining({ reason: 'unsupported-feature', count: 2 })]);
  expect((await read(makeXls({ sheet: [box] }))).gaps).toEqual([]);
});

test('a workbook as another program writes it: text, numbers, formulas, several sheets', async () => {
  const book = utils.book_new();
  const sheet = utils.aoa_to_sheet([
    ['姓名', '数'],
    ['甲一', 12.5],
    [true, 39.904211],
  ]);
  utils.book_append_sheet(book, sheet, '名单');
  utils.book_append_sheet(book, utils.aoa_to_sheet([['暗']]), '隐藏');
  book.Workbook = { Sheets: [{}, { Hidden: 1 }] };
  const bytes: unknown = write(book, { type: 'buffer', bookType: 'biff8' });
  const found = await read(bytes instanceof Uint8Array ? bytes : new Uint8Array());
  expect(
    found.segments
      .filter(({ place }) => place.kind === 'cell')
      .map(({ text, place, hidden }) => [place.sheet, place.cell, text, hidden]),
  ).toEqual([
    ['名单', 'A1', '姓名', undefined],
    ['名单', 'B1', '数', undefined],
    ['名单', 'A2', '甲一', undefined],
    ['名单', 'B2', '12.5', undefined],
    ['名单', 'A3', 'TRUE', undefined],
    ['名单', 'B3', '39.904211', undefined],
    ['隐藏', 'A1', '暗', 'hidden-sheet'],
  ]);
});

test('a shared string that runs on into a continuation in another width is one text', async () => {
  const head = Buffer.concat([
    Buffer.from(Uint32Array.from([2, 2]).buffer),
    short(4),
    Buffer.from([0]),
    Buffer.from('ab'),
  ]);
  const rest = Buffer.concat([Buffer.from([1]), Buffer.from('机密', 'utf16le'), wide('遗留')]);
  const globals = [record(0xfc, head), record(0x3c, rest)];
  const bytes = makeXls({ globals, sheet: [record(0xfd, short(0, 0, 0, 0, 0))] });
  expect(summarise(await read(bytes))).toEqual(['name: 表', 'cell: ab机密', 'cell: 遗留 [hidden-text]']);
});

test('very hidden sheets, hidden rows and columns hide their cells', async () => {
  expect(summarise(await read(makeXls({ sheet: [label(0, 0, '暗')], state: 2 })))).toEqual([
    'name: 表 [hidden-sheet]',
    'cell: 暗 [hidden-sheet]',
  ]);
  const column = record(0x7d, short(1, 1, 0, 0, 1, 0));
  const row = record(0x208, short(1, 0, 2, 255, 0, 0, 0x20, 0));
  const sheet = [column, row, label(0, 0, '见'), label(0, 1, '列'), label(1, 0, '行')];
  expect(summarise(await read(makeXls({ sheet })))).toEqual([
    'name: 表',
    'cell: 见',
    'cell: 列 [hidden-column]',
    'cell: 行 [hidden-row]',
  ]);
});

const font = (colour: number): Buffer => record(0x31, short(200, 0, colour, 400, 0, 0, 0, 0));

const cell = (fontId: number, pattern: number, fore: number): Buffer =>
  record(0xe0, short(fontId, 0, 0, 0, 0, 0, 0, 0, pattern << 10, fore));

test('white letters are hidden on no fill and seen on a dark one', async () => {
  const globals = [font(8), font(9), cell(0, 0, 0), cell(1, 0, 0), cell(1, 1, 8)];
  const sheet = [label(0, 0, '黑', 0), label(0, 1, '白', 1), label(0, 2, '黑底白', 2)];
  expect(summarise(await read(makeXls({ globals, sheet })))).toEqual([
    'name: 表',
    'cell: 黑',
    'cell: 白 [background-colour]',
    'cell: 黑底白',
  ]);
});

test('headers, notes, text boxes and names are told', async () => {
  const object = (type: number, id: number): Buffer => record(0x5d, short(0x15, 18, type, id));
  const box = (text: string): Buffer[] => [
    record(0x1b6, short(0, 0, 0, 0, 0, text.length, 16)),
    record(0x3c, [1], Buffer.from(text, 'utf16le')),
  ];
  const sheet = [
    record(0x14, wide('&L秘密&R第&P页')),
    object(0x19, 7),
    ...box('批注'),
    object(6, 8),
    ...box('框内'),
    record(0x1c, short(1, 1, 0, 7), wide('甲一')),
  ];
  const name = record(0x18, short(0), [0, 2], short(0, 0, 0, 0, 0), [1], Buffer.from('名称', 'utf16le'));
  expect(summarise(await read(makeXls({ globals: [name], sheet })))).toEqual([
    'name: 名称 [property]',
    'name: 表',
    'header: 秘密\n第页',
    'text-box: 框内',
    'comment: 批注 [comment]',
    'attribute: 甲一 [comment]',
  ]);
});

test('Excel 95 keeps its text in a code page', async () => {
  const gbk = (hex: string): Buffer => Buffer.concat([short(hex.length / 2), Buffer.from(hex, 'hex')]);
  const globals = [record(0x42, short(936))];
  const sheet = [record(0x204, short(0, 0, 0), gbk('bbfac3dc'))];
  expect(summarise(await read(makeXls({ globals, sheet, isOld: true })))).toEqual(['name: 表', 'cell: 机密']);
});

test('a protected workbook is opened by a password that fits, and is a gap without one', async () => {
  const pass = record(0x2f, short(0, 0x1234, 0x5678));
  const bytes = makeXls({ globals: [pass], sheet: [label(0, 0, '密')] });
  expect(gapReasons(await read(bytes))).toEqual(['encrypted']);
});

test('macros and objects are found by their storages', async () => {
  const bytes = makeXls({ sheet: [] });
  const file = CFB.read(bytes, { type: 'buffer' });
  CFB.utils.cfb_add(file, '/_VBA_PROJECT_CUR/VBA/dir', Buffer.from('macro'));
  CFB.utils.cfb_add(file, '/MBD0001/Package', Buffer.from('PK inner'));
  const written: unknown = CFB.write(file, { type: 'buffer' });
  const found = await read(written instanceof Uint8Array ? written : new Uint8Array());
  expect(gapReasons(found)).toEqual(['macro-not-read']);
  expect(found.entered.map(({ name }) => name)).toEqual(['Package']);
  expect(readBook(bytes, { type: 'buffer' }).SheetNames).toEqual(['表']);
});
