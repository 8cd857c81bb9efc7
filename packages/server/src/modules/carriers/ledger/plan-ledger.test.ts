import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openWorkbook } from '@fengni/inspect/open-workbook';
import type { Workbook } from '@fengni/inspect/workbook';
import { formatMark } from '@fengni/schemes/mark';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type SheetColumn, type SheetToWrite, writeWorkbook } from '../../../spreadsheet/write-workbook.ts';
import { LedgerRow } from '../contract.ts';
import type { LedgerMapping, LedgerPlan } from './plan-types.ts';
import { planLedger } from './plan-ledger.ts';

const samplePath = fileURLToPath(
  new URL('../../../../../../../shared/samples/carrier-ledger.xlsx', import.meta.url),
);
const hasSample = existsSync(samplePath);
if (!hasSample)
  process.stdout.write('skipped: ../shared/samples/carrier-ledger.xlsx is not beside the checkout\n');

async function read(bytes: Uint8Array): Promise<Workbook> {
  const result = await openWorkbook({ bytes });
  if (!result.ok) throw new Error(result.en);
  return result.value;
}
async function planOf(bytes: Uint8Array, mapping: LedgerMapping = {}): Promise<LedgerPlan> {
  return planLedger(await read(bytes), { defaultScheme: 'cn-state-secret', mapping });
}
const fixture = (name: string) => readFile(new URL(`fixtures/${name}`, import.meta.url));

/** A workbook of text cells, as a csv is read. */
function textBook(rows: readonly (readonly string[])[], name = ''): Workbook {
  const cells = rows.map((row) => row.map((text) => (text === '' ? null : { text, kind: 'text' as const })));
  return {
    kind: 'csv',
    sheets: [{ name, hidden: false, rows: cells, hiddenColumns: [], hiddenRows: [], merges: [] }],
    notes: [],
  };
}
const planText = (rows: readonly (readonly string[])[], mapping: LedgerMapping = {}) =>
  planLedger(textBook(rows), { defaultScheme: 'cn-state-secret', mapping });

test.skipIf(!hasSample)('the sample: exactly the faults put in are found, and nothing else', async () => {
  const plan = await planOf(await readFile(samplePath));
  expect(plan.sheets.map(({ name, kind, headerRow, rows }) => [name, kind, headerRow, rows])).toEqual([
    ['纸质', 'table', 3, 160],
    ['光盘U盘', 'table', 1, 38],
    ['填表说明', 'prose', null, 0],
  ]);
  // data row n stands in row n + 3
  expect(
    plan.faults.map(({ sheet, row, column, value, code }) => [sheet, row - 3, column, value, code]),
  ).toEqual([
    ['纸质', 8, 'E 份号', '000007', 'copyno-duplicate'],
    ['纸质', 16, 'D 密级和 保密期限', '内部', 'mark-ambiguous'],
    ['纸质', 23, 'I 收文日期', '2025年2月30日', 'date-impossible'],
    ['纸质', 41, 'D 密级和 保密期限', '绝密★50年', 'mark-refused'],
    ['纸质', 53, 'F 份数', '-1', 'count-negative'],
    ['纸质', 61, 'B 载体名称', '', 'title-missing'],
    ['纸质', 62, 'D 密级和 保密期限', '机密★10年、秘密★5年', 'mark-refused'],
  ]);
  expect(plan.faults[0]?.zh).toContain('第 10 行');
  const notices = plan.notices.map(({ sheet, row, code }) => [sheet, row, code]);
  expect(notices.filter(([sheet]) => sheet === '纸质')).toEqual([['纸质', 35, 'keeper-missing']]);
  expect(new Set(notices.filter(([sheet]) => sheet === '光盘U盘').map(([, , code]) => code))).toEqual(
    new Set(['returned-before-lent']),
  );
  expect(plan.counts).toMatchObject({ rows: 198, good: 191, rejected: 7 });
});

test.skipIf(!hasSample)('the sample: what a row says is kept', async () => {
  const plan = await planOf(await readFile(samplePath));
  const row = (sheet: string, at: number) => plan.good.find((one) => one.sheet === sheet && one.row === at);
  expect(row('纸质', 9)).toMatchObject({
    copyNo: '000006',
    copies: 4,
    pages: null,
    pagesStated: '若干',
    receivedOn: '2023-02-18',
    state: 'on-loan',
    keeper: '己二',
  });
  expect(row('纸质', 7)).toMatchObject({
    documentNo: '',
    receivedOn: '2025-05-01',
    mark: { level: 'MIMI', validity: { kind: 'duration', years: 10 } },
  });
  expect(row('纸质', 8)).toMatchObject({
    receivedOn: '2024-12-12',
    remark: '原件缺第3页；去向：传阅中',
    mark: { validity: { kind: 'indefinite' } },
  });
  expect(row('纸质', 35)).toMatchObject({ keeper: null });
  expect(row('光盘U盘', 3)).toMatchObject({
    number: 'JZ-002',
    medium: 'disc',
    state: 'in-store',
    remark: '容量：700MB；介质类型：U盘；领用记录：丙一 2024-05-21 领用 2023-07-08 归还（先后矛盾）',
  });
  expect(row('光盘U盘', 5)).toMatchObject({ state: 'on-loan', holder: '丁二', stateOn: '2023-05-11' });
  const states = new Set(plan.good.map(({ state }) => state));
  expect(states).toEqual(new Set(['in-store', 'on-loan', 'archived', 'destroyed']));
  for (const good of plan.good) expect(LedgerRow.safeParse(good).success).toBe(true);
});

test.each(['plain.xlsx', 'plain.xls', 'plain-utf8.csv', 'plain-gb18030.csv'])(
  '%s: one ledger reads alike in every kind of file',
  async (name) => {
    const plan = await planOf(await fixture(name));
    expect(plan.faults.map(({ row, column, code }) => [row, column, code])).toEqual([
      [7, 'B 文件标题', 'title-missing'],
      [7, 'G 收文日期', 'date-impossible'],
    ]);
    expect(plan.notices.map(({ row, code }) => [row, code])).toEqual([[6, 'count-stated']]);
    expect(
      plan.good.map((row) => [
        row.title,
        formatMark(row.mark),
        row.copyNo,
        row.copies,
        row.receivedOn,
        row.keeper,
        row.state,
        row.remark,
      ]),
    ).toEqual([
      ['甲项目可行性报告', '机密★10年', '000001', 1, '2025-03-05', '甲一', 'in-store', ''],
      ['乙项目预算', '秘密★5年', '000002', 2, '2025-03-15', '乙二', 'on-loan', ''],
      ['丙项目图纸，附件三', '绝密★30年', '000003', 1, '2025-03-20', '丙三', 'destroyed', ''],
      ['丁项目纪要', '内部', null, 1, '2025-04-01', '丙三', 'archived', '份数：若干'],
    ]);
  },
);

test('a header of two lines, one printed again, a merged cell and a total', async () => {
  const plan = await planOf(await fixture('two-lines.xlsx'));
  expect(plan.sheets[0]?.columns.map(({ header, field }) => [header, field])).toEqual([
    ['登记号', 'number'],
    ['载体 名称', 'title'],
    ['载体 密级', 'mark'],
    ['载体 期限', 'term'],
    ['借阅 日期', 'lentOn'],
    ['借阅 姓名', 'holder'],
    ['借阅 归还', 'returnedOn'],
    ['备考', 'remark'],
  ]);
  expect(plan.faults).toEqual([]);
  expect(
    plan.good.map((row) => [row.number, formatMark(row.mark), row.state, row.holder, row.stateOn]),
  ).toEqual([
    ['D-01', '机密★10年', 'in-store', null, '2025-01-09'],
    ['D-02', '机密★5年', 'in-store', null, null],
    ['D-03', '秘密★', 'on-loan', '乙二', '2025-02-01'],
  ]);
});

test('a table without header is read by its content', async () => {
  const plan = await planText([
    ['1', '关于甲项目的报告', '示密〔2025〕1号', '机密★10年', '2025-03-05', '在库'],
    ['2', '关于乙项目的报告', '示密〔2025〕2号', '秘密', '2025-03-06', '借出'],
    ['3', '关于丙项目的报告', '示密〔2025〕3号', '秘密★1年', '2025-03-07', '已归档'],
  ]);
  expect(plan.sheets[0]).toMatchObject({ kind: 'table', headerRow: null });
  expect(plan.sheets[0]?.columns.map(({ field }) => field)).toEqual([
    'ordinal',
    'title',
    'documentNo',
    'mark',
    'receivedOn',
    'state',
  ]);
  expect(plan.good.map(({ title, state }) => [title, state])).toEqual([
    ['关于甲项目的报告', 'in-store'],
    ['关于乙项目的报告', 'on-loan'],
    ['关于丙项目的报告', 'archived'],
  ]);
});

test('what a header says is checked against what stands below it', async () => {
  const plan = await planText([
    ['编号', '名称', '密级', '去向', '类别'],
    ['示密〔2025〕1号', '甲', '机密', '交第一车间使用三天', '国家秘密'],
    ['示密〔2025〕2号', '乙', '秘密', '交第二车间使用三天', '国家秘密'],
    ['示密〔2025〕3号', '丙', '秘密', '交第三车间使用三天', '工作秘密'],
  ]);
  expect(plan.sheets[0]?.columns.map(({ field }) => field)).toEqual([
    'documentNo',
    'title',
    'mark',
    'remark',
    'scheme',
  ]);
  expect(plan.good[0]).toMatchObject({
    number: null,
    documentNo: '示密〔2025〕1号',
    state: 'in-store',
    remark: '去向：交第一车间使用三天',
  });
  expect(plan.faults.map(({ row, code }) => [row, code])).toEqual([[4, 'mark-refused']]);
});

test("the user's mapping wins, and its field is nobody else's", async () => {
  const rows = [
    ['名称', '说明文字', '密级', '份号'],
    ['旧名', '真正的名称', '机密', '01'],
  ];
  const plan = await planText(rows, { '': { columns: { '1': 'title', '3': null } } });
  expect(plan.sheets[0]?.columns.map(({ field, confidence }) => [field, confidence])).toEqual([
    [null, 0],
    ['title', 1],
    ['mark', 0.95],
    [null, 1],
  ]);
  expect(plan.good[0]).toMatchObject({ title: '真正的名称', copyNo: null });
  expect((await planText(rows, { '': { use: false } })).counts.rows).toBe(0);
  expect((await planText([['x'], ...rows], { '': { headerRow: 2 } })).good).toHaveLength(1);
});

test('a sheet that lacks a needed column is not read, and says which', async () => {
  const plan = await planText([
    ['编号', '名称', '份号'],
    ['1', '甲', '01'],
  ]);
  expect(plan.faults).toMatchObject([{ code: 'columns-missing', row: 0 }]);
  expect(plan.faults[0]?.zh).toContain('密级和保密期限');
  expect(plan.good).toEqual([]);
});

test('a hidden sheet is left alone until it is asked for', async () => {
  const book = textBook(
    [
      ['编号', '名称', '密级'],
      ['1', '甲', '机密'],
    ],
    '旧表',
  );
  const hidden = { ...book, sheets: book.sheets.map((sheet) => ({ ...sheet, hidden: true })) };
  const plan = await planLedger(hidden, { defaultScheme: 'cn-state-secret' });
  expect([plan.good.length, plan.notices.map(({ code }) => code)]).toEqual([0, ['sheet-hidden']]);
  const used = await planLedger(hidden, {
    defaultScheme: 'cn-state-secret',
    mapping: { 旧表: { use: true } },
  });
  expect(used.good).toHaveLength(1);
});

test('a mapping named like a built-in property is no mapping', async () => {
  const book = textBook(
    [
      ['编号', '名称', '密级'],
      ['1', '甲', '机密'],
    ],
    'constructor',
  );
  expect((await planLedger(book, { defaultScheme: 'cn-state-secret', mapping: {} })).good).toHaveLength(1);
});

const duplicatesHeader = ['编号', '文号', '名称', '密级', '份号'];
test.each([
  [
    'one copy twice by number',
    [
      ['1', '', '甲', '机密', '01'],
      ['1', '', '甲', '机密', '01'],
    ],
    'copy-duplicate',
  ],
  [
    'one copy twice by document',
    [
      ['', '示〔1〕', '甲', '机密', '01'],
      ['', '示〔1〕', '甲', '机密', '01'],
    ],
    'copy-duplicate',
  ],
  [
    'one number over two carriers',
    [
      ['1', '', '甲', '机密', '01'],
      ['1', '', '乙', '机密', '02'],
    ],
    'number-differs',
  ],
])('%s is a fault', async (_, rows, code) => {
  const plan = await planText([duplicatesHeader, ...rows]);
  expect(plan.faults.map((fault) => [fault.row, fault.code])).toEqual([[3, code]]);
  expect(plan.good).toHaveLength(1);
});

test('copies of two documents may bear the same copy number where copies are not numbered in one run', async () => {
  const rows = Array.from({ length: 20 }, (_, i) => ['', `示密〔2025〕${i}号`, '甲', '机密', '01']);
  const plan = await planText([duplicatesHeader, ...rows]);
  expect([plan.faults, plan.good.length]).toEqual([[], 20]);
});

test('equal rows are several things, and have keys of their own that stay the same', async () => {
  const rows = [
    ['名称', '密级', '保管人'],
    ['空白光盘', '秘密', '甲一'],
    ['空白光盘', '秘密', '甲一'],
    ['空白光盘', '秘密', '乙二'],
  ];
  const keys = (await planText(rows)).good.map((row) => row.rowKey);
  expect(new Set(keys).size).toBe(3);
  const moved = [
    ['密级', '保管人', '名称'],
    ...rows.slice(1).map(([title = '', mark = '', keeper = '']) => [mark, keeper, title]),
  ];
  expect((await planText([['一览'], [], ...moved])).good.map((row) => row.rowKey)).toEqual(keys);
});

test.each([
  ['份号', '01-12', 'copyno-range'],
  ['份号', '甲乙', 'copyno-unreadable'],
  ['份数', '0', 'count-zero'],
  ['份数', '501', 'count-over'],
  ['份数', '2.5', 'count-unreadable'],
  ['页数', '-3', 'count-negative'],
  ['收文日期', '上个月', 'date-unreadable'],
  ['密级', '', 'mark-missing'],
  ['密级', '绝对机密', 'mark-refused'],
  ['载体形式', '密码电报', 'medium-telegram'],
  ['状态', '下落不明', 'state-missing'],
  ['名称', '长'.repeat(301), 'too-long'],
  ['密级类别', '军事秘密', 'scheme-unknown'],
])('a row with %s "%s" is rejected: %s', async (column, value, code) => {
  const header = ['名称', '密级', '份号', '份数', '页数', '收文日期', '载体形式', '状态', '密级类别'];
  const good = ['甲', '机密', '01', '1', '3', '2025-01-01', '纸质', '在库', ''];
  const bad = good
    .map((text, i) => (header[i] === column ? value : text))
    .map((text, i) => (header[i] === '份号' && column !== '份号' ? '02' : text));
  const rows = [
    header,
    ...Array.from({ length: 4 }, (_, i) => good.map((text, at) => (at === 2 ? `9${i}` : text))),
    bad,
  ];
  const plan = await planText(rows);
  expect(plan.faults.map((fault) => [fault.row, fault.column.slice(2), fault.code])).toEqual([
    [6, column, code],
  ]);
  expect(plan.good).toHaveLength(4);
});

test('rows above twenty thousand and wide merges do not hang the plan', async () => {
  const book = textBook([
    ['编号', '名称', '密级'],
    ['1', '甲', '机密'],
  ]);
  const merges = Array.from({ length: 5_000 }, () => ({ top: 5, left: 0, bottom: 1_000_000, right: 16_000 }));
  const plan = await planLedger(
    { ...book, sheets: book.sheets.map((sheet) => ({ ...sheet, merges })) },
    { defaultScheme: 'cn-state-secret' },
  );
  expect(plan.good).toHaveLength(1);
});

// Property: whatever the order of columns and the spelling of headers, a ledger that was written is read back.
const spellings = {
  number: ['编号', '载体编号', '登记号'],
  documentNo: ['文号', '发文字号', '文 号', '文件号'],
  title: ['载体名称', '文件标题', '名称', '题名'],
  mark: ['密级', '密级和\n保密期限', '密级及保密期限', '密级/保密期限'],
  copyNo: ['份号', '份 号'],
  copies: ['份数', '数量', '数量（份）'],
  pages: ['页数', '总页数'],
  originator: ['来文单位', '来文（制作）单位', '制发单位'],
  receivedOn: ['收文日期', '收文时间', '登记日期'],
  keeper: ['保管人', '保管责任人', '责任人'],
  place: ['存放地点', '存放位置'],
  state: ['状态', '去向', '使用状态'],
  remark: ['备注', '备考'],
} as const;
type Spelled = keyof typeof spellings;
const names: readonly Spelled[] = [
  'number',
  'documentNo',
  'title',
  'mark',
  'copyNo',
  'copies',
  'pages',
  'originator',
  'receivedOn',
  'keeper',
  'place',
  'state',
  'remark',
];

const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2049-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const words = fc.stringMatching(/^[甲乙丙丁方案报告计划]{2,20}$/);
const record = fc.record({
  documentNo: fc.nat({ max: 9_999 }).map((n) => `示密〔2025〕${n}号`),
  title: words,
  mark: fc.constantFrom('机密★10年', '秘密★5年', '绝密★长期', '秘密★6个月', '机密★2030年1月1日'),
  copyNo: fc.stringMatching(/^[A-Z][0-9]{2,6}$/),
  copies: fc.integer({ min: 1, max: 500 }),
  pages: fc.option(fc.integer({ min: 0, max: 9_999 })),
  originator: words,
  receivedOn: fc.option(day),
  keeper: fc.constantFrom('甲一', '乙二', '丙三'),
  place: fc.constantFrom('机要室1号柜', '档案室'),
  state: fc.constantFrom('在库', '借出', '已归档', '已销毁', '已清退'),
  remark: fc.constantFrom('', '缺第3页', '=1+1', '+86'),
});
const dateForms = [
  (text: string) => text,
  (text: string) => text.replaceAll('-', '.').replaceAll('.0', '.'),
  (text: string) => text.replaceAll('-', ''),
  (text: string) => text.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日'),
];

const stateOf = {
  在库: 'in-store',
  借出: 'on-loan',
  已归档: 'archived',
  已销毁: 'destroyed',
  已清退: 'returned',
} as const;
const ledger = fc.record({
  rows: fc.array(record, { minLength: 1, maxLength: 12 }),
  order: fc.shuffledSubarray([...names], { minLength: names.length }),
  spelling: fc.nat(),
  form: fc.constantFrom(...dateForms),
  hasTitle: fc.boolean(),
  dated: fc.boolean(),
});
type RandomLedger = typeof ledger extends fc.Arbitrary<infer Value> ? Value : never;

function layRandom(
  { rows, order, spelling, form, hasTitle, dated }: RandomLedger,
  name: string,
): SheetToWrite {
  const cell = (row: (typeof rows)[number], place: number, column: Spelled) => {
    if (column === 'number') return `${name}-${place + 1}`;
    if (column !== 'receivedOn' || row.receivedOn === null || dated) return row[column];
    return form(row.receivedOn);
  };
  const columns = order.map((column, i): SheetColumn => {
    const options = spellings[column];
    const kind = column === 'receivedOn' && dated ? 'date' : column === 'copies' ? 'number' : 'text';
    return { title: options[(spelling + i) % options.length] ?? column, width: 10, kind };
  });
  return {
    name,
    titleRows: hasTitle ? [['示范单位涉密载体台账'], ['填报单位：甲单位']] : [],
    columns,
    rows: rows.map((row, place) => order.map((column) => cell(row, place, column))),
  };
}

function pickSaid(row: Omit<LedgerRow, 'mark'>): Record<string, unknown> {
  const said: ReadonlySet<string> = new Set(names);
  return Object.fromEntries(Object.entries(row).filter(([name]) => said.has(name)));
}

test('random ledgers are read back, in any order of columns and spelling of headers', async () => {
  await fc.assert(
    // each file has several ledgers, one to a sheet: a process is started for each file
    fc.asyncProperty(fc.array(ledger, { minLength: 1, maxLength: 20 }), async (ledgers) => {
      const sheets = ledgers.map((one, i) => layRandom(one, `S${i}`));
      const properties = { title: '', author: '', classification: '' };
      const plan = await planOf(writeWorkbook({ sheets, properties }));
      expect(plan.faults).toEqual([]);
      const said = plan.good.map(({ mark, ...row }) => ({ ...pickSaid(row), mark: formatMark(mark) }));
      const written = ledgers.flatMap((one, i) =>
        one.rows.map((row, place) => ({ number: `S${i}-${place + 1}`, ...row, state: stateOf[row.state] })),
      );
      expect(said).toEqual(written);
    }),
    { numRuns: 15 },
  );
});
