// BEY-18: rows of protected tables, by hashes only
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { makeRandom } from '../../scripts/mutate-bytes.ts';
import { buildExactTable } from './build-exact-table.ts';
import { createExactDataDetector } from './exact-data-detector.ts';
import { decodeExactTable, encodeExactTable, openExactTable, saveExactTable } from './exact-table-file.ts';
import { ExactTableRefused } from './exact-table.ts';
import type { ColumnKind, ExactMatch } from './exact-table.ts';

const key = Buffer.alloc(32, 9);
const columns = [
  { name: '姓名', kind: 'name', alone: false },
  { name: '手机', kind: 'phone', alone: false },
  { name: '证件', kind: 'id', alone: true },
  { name: '单位', kind: 'free', alone: false },
] as const;
const rows = [
  ['赵甲一', '13900001111', '110101200001010011', '某某研究所第三研究室'],
  ['钱乙二', '13900002222', '110101200001010022', '某某研究所第三研究室'],
  ['John Doe', '010-5555-6666', 'AB-1234567', ''],
];
const table = buildExactTable(rows, { id: 'staff', key, columns });

function namesOf(matches: readonly ExactMatch[]): string[] {
  return matches.flatMap(({ row, fields }) => fields.map(({ column }) => `${row}:${column}`));
}

test.each([
  ['证件110101200001010011', ['0:证件']],
  ['证件 １１０１０１ ２０００ ０１０１ ００１１。', ['0:证件']],
  ['no. 110101-20000101-0022', ['1:证件']],
  ['ab 1234567', ['2:证件']],
  ['赵甲一的电话是139 0000 1111', ['0:姓名', '0:手机']],
  ['趙 甲 一（+86 139-0000-1111）', ['0:姓名', '0:手机']],
  ['13900001111，联系人：赵甲一', ['0:手机', '0:姓名']],
  ['JOHN DOE, tel. (010) 5555 6666', ['2:姓名', '2:手机']],
  ['钱乙二同志在某某研究所、第三研究室工作', ['1:姓名', '1:单位']],
])('%s is recognised', (text, fields) => {
  expect(namesOf(table.find(text))).toEqual(fields);
});

test.each([
  '赵甲一',
  '13900001111',
  '赵甲一，13900002222',
  '1101012000010100',
  '1110101200001010011',
  '赵甲，一三九',
  '某某研究所第三研究室',
])('%s is not enough', (text) => {
  expect(table.find(text)).toEqual([]);
});

test('fields meet within the distance only', () => {
  const near = buildExactTable(rows, { id: 'near', key, columns, withinUnits: 10 });
  expect(near.find('赵甲一，电话为13900001111')).toHaveLength(1);
  expect(near.find(`赵甲一${'，'.repeat(11)}13900001111`)).toEqual([]);
});

test('rows with the same fields are one match that says how many', () => {
  const doubles = [
    ['孙丙三', '13900003333', '', ''],
    ['孙丙三', '13900003333', '', ''],
  ];
  const twice = buildExactTable(doubles, { id: 'twice', key, columns });
  expect(twice.find('孙丙三13900003333')).toMatchObject([{ row: 0, rows: 2 }]);
});

test('places of fields are those of the text', () => {
  const text = '经办人：赵 甲一，手机139-0000-1111。';
  const [match] = table.find(text);
  expect(match?.fields.map(({ range }) => text.slice(range.from, range.to))).toEqual([
    '赵 甲一',
    '139-0000-1111',
  ]);
});

const wells = buildExactTable(
  [['39.9042, 116.4074'], ['-33.8568，151.2153'], ['北纬30度15分20秒，东经120度9分10秒']],
  {
    id: 'wells',
    key,
    columns: [{ name: '井位', kind: 'coordinate', alone: true }],
    toleranceDegrees: 0.001,
  },
);

test.each([
  ['位于39.9042，116.4074处', 0],
  ['116.4074E, 39.9042N', 0],
  ['39°54′15″N 116°24′27″E', 0],
  ['南纬33.8565度、东经151.2150度', 1],
  ['（30.2556，120.1528）', 2],
])('coordinates in %s are those of a row', (text, row) => {
  expect(wells.find(text)).toMatchObject([{ row }]);
});

test('a coordinate within the tolerance is found, beyond twice of it not', () => {
  const around = fc.double({ min: -0.00099, max: 0.00099, noNaN: true });
  fc.assert(
    fc.property(around, around, (north, east) => {
      const text = (by: number): string =>
        `${(39.9042 + by + north).toFixed(6)}, ${(116.4074 + by + east).toFixed(6)}`;
      expect(wells.find(text(0))).toHaveLength(1);
      expect(wells.find(text(0.0031))).toEqual([]);
    }),
  );
});

test('a number of any row is recognised with separators at any place', () => {
  const numbers = fc.uniqueArray(fc.stringMatching(/^[A-Z0-9]{6,20}$/), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(numbers, fc.constantFrom(' ', '-', '.', ' - '), fc.nat(), (cells, separator, seed) => {
      const made = buildExactTable(
        cells.map((cell) => [cell]),
        {
          id: 'n',
          key,
          columns: [{ name: 'n', kind: 'number', alone: true }],
        },
      );
      for (const [row, cell] of cells.entries()) {
        const cut = 1 + (seed % (cell.length - 1));
        const matches = made.find(`甲${cell.slice(0, cut)}${separator}${cell.slice(cut)}乙`);
        expect(matches.map((match) => match.row)).toContain(row);
      }
    }),
    { numRuns: 30 },
  );
});

test('the detector tells the row and the column and nothing of the cell', () => {
  const run = { text: '110101200001010011', segments: [], starts: [], isFirst: true, fileName: '' };
  const [hit] = createExactDataDetector(table).detect(run);
  expect(hit).toMatchObject({
    family: 'exact-data',
    from: 0,
    to: 18,
    facts: { table: 'staff', row: 0, column: '证件' },
  });
  expect(JSON.stringify(hit)).not.toContain('1101');
});

const build = (kind: ColumnKind, cell: string, alone: boolean) => () =>
  buildExactTable([[cell]], { id: 'x', key, columns: [{ name: 'n', kind, alone }] });

test('columns that could never be found and a table without cells are refused', () => {
  expect(build('name', '赵甲一', false)).toThrow(expect.objectContaining({ code: 'bad-columns' }));
  expect(build('name', '赵', true)).toThrow(expect.objectContaining({ code: 'no-cells' }));
});

test('a table is read back from its file, with its key only, and no cell is in it', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'fengni-exact-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'staff.exact');
  saveExactTable(file, table, key);
  expect(openExactTable(file, { key }).find('ab 1234567')).toEqual(table.find('ab 1234567'));
  const other = { key: Buffer.alloc(32, 1) };
  expect(() => openExactTable(file, other)).toThrow(expect.objectContaining({ code: 'wrong-key' }));
  const bytes = encodeExactTable(table, key);
  for (const row of rows) for (const cell of row) if (cell !== '') expect(bytes.includes(cell)).toBe(false);
});

test('a changed or cut file is told', () => {
  const bytes = encodeExactTable(table, key);
  const random = makeRandom(3);
  for (let round = 0; round < 40; round += 1) {
    const changed = Buffer.from(bytes);
    const at = round < 20 ? random(400) : random(bytes.length);
    changed[at] = (changed[at] ?? 0) ^ (1 << random(8));
    const given = round % 3 === 0 ? bytes.subarray(0, random(bytes.length)) : changed;
    expect(() => decodeExactTable(given, key)).toThrow(ExactTableRefused);
  }
});
