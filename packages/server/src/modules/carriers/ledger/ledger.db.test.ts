// CAR-12
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openWorkbook } from '@fengni/inspect/open-workbook';
import { refused, textOf } from '@fengni/kernel/testkit/world';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { LedgerRow } from '../contract.ts';
import { LedgerExports, LedgerImports } from './ledger-queries.ts';
import type { LedgerFileResult } from './ledger-route.ts';
import { planLedger } from './plan-ledger.ts';
import { type LedgerWorld, createLedgerWorld, makeLedger } from './testkit.ts';

const samplePath = fileURLToPath(
  new URL('../../../../../../../shared/samples/carrier-ledger.xlsx', import.meta.url),
);

let the: LedgerWorld;
let clerk: string;
beforeAll(async () => {
  the = await createLedgerWorld();
  clerk = await the.world.as('document-clerk', 'north');
  for (const scheme of ['cn-state-secret', 'cn-work-secret', 'internal'])
    await the.world.clear(the.world.personOf(clerk), scheme, 3);
});
beforeEach(async () => {
  the.clock.now = new Date(the.clock.now.getTime() + 60_000);
  // the second factor was shown just now
  clerk = await the.world.signIn(the.world.personOf(clerk));
});
afterAll(() => the.close());

const header = [
  '编号',
  '文号',
  '载体名称',
  '密级',
  '份号',
  '份数',
  '保管人',
  '存放地点',
  '状态',
  '借用人',
  '借出日期',
  '备注',
];
function ledgerOf(count: number): (string | number | null)[][] {
  return Array.from({ length: count }, (_, i) => [
    null,
    `示密〔2025〕${i + 1}号`,
    `第${i + 1}期工作简报`,
    '机密★10年',
    String(i + 1).padStart(6, '0'),
    1,
    '甲一',
    '机要室1号柜',
    '在库',
    null,
    null,
    null,
  ]);
}
const Counts = z.object({ added: z.int(), known: z.int(), carriers: z.int(), copies: z.int() });
function doneOf(result: LedgerFileResult): z.infer<typeof Counts> {
  if (result.kind !== 'outcome' || result.outcome.kind !== 'done')
    throw new Error(JSON.stringify(result).slice(0, 500));
  return Counts.parse(result.outcome.result);
}

interface StoredCopy {
  number: string;
  copy_no: string;
  state: string;
  place: string;
  holder: string | null;
  since: string;
}
async function copiesOf(registerId: string): Promise<StoredCopy[]> {
  return the.database.asOwner(async (client) => {
    const { rows } = await client.query<StoredCopy>(
      `select c.number, k.copy_no, k.state, k.place, p.name as holder, to_char(k.since, 'YYYY-MM-DD') as since
       from copy k join carrier c on c.id = k.carrier_id left join person p on p.id = k.holder_id
       where k.register_id = $1 order by c.number_sort, k.copy_no`,
      [registerId],
    );
    return rows;
  });
}

test('a ledger given in twice adds nothing twice', async () => {
  const registerId = await the.newRegister('两次');
  const bytes = makeLedger(header, ledgerOf(30));
  expect(doneOf(await the.give(clerk, { bytes, registerId }))).toEqual({
    added: 30,
    known: 0,
    carriers: 30,
    copies: 30,
  });
  const again = await the.give(clerk, { bytes, registerId });
  expect(again).toMatchObject({
    kind: 'outcome',
    outcome: { ...refused('ledger.nothing.new'), params: { known: 30 } },
  });
  expect(await copiesOf(registerId)).toHaveLength(30);

  the.clock.now = new Date(the.clock.now.getTime() + 60_000);
  const more = makeLedger(header, ledgerOf(32));
  expect(doneOf(await the.give(clerk, { bytes: more, registerId }))).toMatchObject({ added: 2, known: 30 });
  const history = await the.world.ask(clerk, 'ledger.imports', { registerId }, LedgerImports);
  expect(history.rows.map(({ added, known }) => [added, known])).toEqual([
    [2, 30],
    [30, 0],
  ]);
});

test('a row is known again by document and copy number after its copy has moved', async () => {
  const registerId = await the.newRegister('变动');
  const before = ledgerOf(3);
  doneOf(await the.give(clerk, { bytes: makeLedger(header, before), registerId }));
  const after = before.map((row) => row.map((cell, column) => (header[column] === '状态' ? '已销毁' : cell)));
  const again = await the.give(clerk, { bytes: makeLedger(header, after), registerId });
  expect(again).toMatchObject({ outcome: refused('ledger.nothing.new') });
});

test('with one fault nothing is taken, unless the good rows are asked for', async () => {
  const registerId = await the.newRegister('有错');
  const rows = ledgerOf(5);
  rows[2] = [null, '示密〔2025〕3号', '', '机密★10年', '000003', 1, '甲一', '', '在库', null, null, null];
  const bytes = makeLedger(header, rows);
  const refusedAll = await the.give(clerk, { bytes, registerId });
  expect(refusedAll).toMatchObject({ kind: 'faulty', plan: { counts: { good: 4, rejected: 1 } } });
  expect(await copiesOf(registerId)).toEqual([]);
  expect(doneOf(await the.give(clerk, { bytes, registerId, goodRowsOnly: true }))).toMatchObject({
    added: 4,
  });
});

test('states, keepers and borrowers are kept; names of nobody in the house stay with the place', async () => {
  const registerId = await the.newRegister('状态');
  await the.world.person('丙一', 'north');
  await the.world.person('丙一二', 'north');
  await the.world.person('丙一二', 'north');
  await the.world.person('丙南', 'south');
  const rows = [
    ['A-1', '', '甲', '秘密★5年', '01', 1, '丙一', '1号柜', '在库', null, null, null],
    ['A-2', '', '乙', '秘密★5年', '01', 1, '丙南', '2号柜', '在库', null, null, null],
    ['A-3', '', '丙', '秘密★5年', '01', 1, '丙一二', '3号柜', '借出', '丙一', '2025-03-05', null],
    ['A-4', '', '丁', '秘密★5年', '01', 1, '', '档案室', '已归档', null, null, null],
    ['A-5', '', '戊', '秘密★5年', '01', 2, '', '', '已销毁', null, null, null],
    ['A-6', '', '己', '秘密★5年', '01', 1, '', '', '传阅中', '某人', '2025-03-06', null],
  ];
  expect(doneOf(await the.give(clerk, { bytes: makeLedger(header, rows), registerId }))).toMatchObject({
    carriers: 6,
    copies: 7,
  });
  const today = '2026-11-22';
  expect(await copiesOf(registerId)).toEqual([
    { number: 'A-1', copy_no: '01', state: 'in-store', place: '1号柜', holder: '丙一', since: today },
    {
      number: 'A-2',
      copy_no: '01',
      state: 'in-store',
      place: '2号柜；保管人：丙南',
      holder: null,
      since: today,
    },
    {
      number: 'A-3',
      copy_no: '01',
      state: 'on-loan',
      place: '3号柜；保管人：丙一二',
      holder: '丙一',
      since: '2025-03-05',
    },
    { number: 'A-4', copy_no: '01', state: 'archived', place: '档案室', holder: null, since: today },
    { number: 'A-5', copy_no: '01', state: 'destroyed', place: '', holder: null, since: today },
    { number: 'A-5', copy_no: '01-F2', state: 'destroyed', place: '', holder: null, since: today },
    {
      number: 'A-6',
      copy_no: '01',
      state: 'on-loan',
      place: '；借用人：某人',
      holder: null,
      since: '2025-03-06',
    },
  ]);
  const ended = await the.database.asOwner((client) =>
    client.query(`select number from carrier where register_id = $1 and state = 'ended'`, [registerId]),
  );
  expect(ended.rows).toEqual([{ number: 'A-5' }]);
  const loan = await the.database.asOwner((client) =>
    client.query<{ id: string }>('select id from loan where register_id = $1', [registerId]),
  );
  expect(loan.rows).toHaveLength(1);
  await the.world.done(clerk, 'loan.takeBack', { loanId: loan.rows[0]?.id });
  const owed = await the.database.asOwner((client) =>
    client.query(`select state from obligation where register_id = $1`, [registerId]),
  );
  expect(owed.rows).toEqual([{ state: 'done' }]);
});

test('a copy the ledger lent to nobody of the house is taken back, or its borrower entered, each on record', async () => {
  const registerId = await the.newRegister('外借');
  const borrower = await the.world.person('丁一', 'north');
  const rows = ['B-1', 'B-2'].map((number) => [
    number,
    '',
    '方案',
    '秘密★5年',
    '01',
    1,
    '',
    '5号柜',
    '借出',
    '某人',
    '2025-03-06',
    null,
  ]);
  doneOf(await the.give(clerk, { bytes: makeLedger(header, rows), registerId }));
  const ids = await the.database.asOwner((client) =>
    client.query<{ id: string }>(
      'select k.id from copy k join carrier c on c.id = k.carrier_id where k.register_id = $1 order by c.number',
      [registerId],
    ),
  );
  const [back, kept] = ids.rows.map((row) => row.id);
  const reason = '清点时核实';
  await the.world.done(clerk, 'loan.takeBackUnnamed', { copyId: back, reason });
  const entered = { copyId: kept, borrowerId: borrower.id, dueOn: '2026-12-01', reason };
  const outsider = await the.world.as('document-clerk', 'south');
  expect(await the.world.run(outsider, 'loan.nameBorrower', entered)).toMatchObject(refused('not.found'));
  const { loanId } = await the.world.done(clerk, 'loan.nameBorrower', entered);
  expect(await copiesOf(registerId)).toMatchObject([
    { number: 'B-1', state: 'in-store', place: '5号柜', holder: null },
    { number: 'B-2', state: 'on-loan', place: '5号柜', holder: '丁一' },
  ]);
  const stops = await the.database.asOwner((client) =>
    client.query(`select move, note from custody where register_id = $1 and move <> 'import' order by move`, [
      registerId,
    ]),
  );
  expect(stops.rows).toEqual([
    { move: 'give-back', note: reason },
    { move: 'name-borrower', note: reason },
  ]);
  for (const [command, input] of [
    ['loan.nameBorrower', entered],
    ['loan.takeBackUnnamed', { copyId: kept, reason }],
  ] as const)
    expect(await the.world.run(clerk, command, input)).toMatchObject(refused('loan.borrower.known'));
  expect(await the.world.run(clerk, 'loan.takeBackUnnamed', { copyId: back, reason })).toMatchObject(
    refused('copy.move.impossible'),
  );
  const owed = () =>
    the.database.asOwner((client) =>
      client.query(`select person_id, due_on::text, state from obligation where subject_id = $1`, [kept]),
    );
  expect((await owed()).rows).toEqual([{ person_id: borrower.id, due_on: '2026-12-01', state: 'open' }]);
  await the.world.done(clerk, 'loan.takeBack', { loanId });
  expect((await owed()).rows).toMatchObject([{ state: 'done' }]);
});

test('the dry run tells what the register has already, and what could not come in', async () => {
  const registerId = await the.newRegister('已有');
  const before = [
    ['C-1', '', '甲', '秘密★5年', '01', 1, '', '', '在库', null, null, null],
    [null, '示密〔2025〕9号', '乙', '秘密★5年', '000009', 1, '', '', '在库', null, null, null],
  ];
  doneOf(await the.give(clerk, { bytes: makeLedger(header, before), registerId }));
  const after = [
    ...before,
    ['C-1', '', '甲', '秘密★5年', '02', 1, '', '', '在库', null, null, null],
    ['C-2', '', '丙', '秘密★5年', '01', 1, '', '', '在库', null, null, null],
  ];
  const dry = (session: string, rows: typeof before) =>
    the.give(session, { bytes: makeLedger(header, rows), registerId, mode: 'plan' });
  expect(await dry(clerk, after)).toMatchObject({
    kind: 'plan',
    plan: {
      counts: { rows: 4, good: 4, known: 2, fresh: 2, rejected: 0 },
      good: [
        { copyNo: '02', known: false },
        { number: 'C-2', known: false },
        { known: true },
        { known: true },
      ],
    },
  });
  const other = [['C-1', '', '甲', '机密★5年', '03', 1, '', '', '在库', null, null, null]];
  expect(await dry(clerk, other)).toMatchObject({
    plan: { counts: { good: 0, fresh: 0, rejected: 1 }, faults: [{ code: 'number-taken', value: 'C-1' }] },
  });
  expect(await the.give(clerk, { bytes: makeLedger(header, other), registerId })).toMatchObject({
    kind: 'faulty',
  });
  // what a row says is hidden from who only handles: he is told of numbers, not of titles
  const { id } = await the.world.person('只经办', 'north');
  await the.world.hold(id, 'document-clerk', 'north');
  const handler = await the.world.signIn(id);
  expect(await dry(handler, before)).toMatchObject({ plan: { counts: { known: 1, fresh: 1 } } });
});

const copyRow = (copyNo: string) => [
  '示-7',
  '',
  '方案',
  '秘密★5年',
  copyNo,
  1,
  '',
  '',
  '在库',
  null,
  null,
  null,
];
test('rows of one number are copies of one carrier, also when some are there already', async () => {
  const registerId = await the.newRegister('多份');
  expect(
    doneOf(await the.give(clerk, { bytes: makeLedger(header, [copyRow('01'), copyRow('02')]), registerId })),
  ).toMatchObject({ carriers: 1, copies: 2 });
  const more = makeLedger(header, [copyRow('02'), copyRow('03')]);
  expect(doneOf(await the.give(clerk, { bytes: more, registerId }))).toEqual({
    added: 1,
    known: 1,
    carriers: 0,
    copies: 1,
  });
  const counts = await the.database.asOwner((client) =>
    client.query('select number, copy_count from carrier where register_id = $1', [registerId]),
  );
  expect(counts.rows).toEqual([{ number: '示-7', copy_count: 3 }]);
  const other = makeLedger(header, [
    ['示-7', '', '另一件', '绝密★10年', '04', 1, '', '', '在库', null, null, null],
  ]);
  expect(await the.give(clerk, { bytes: other, registerId })).toMatchObject({
    kind: 'faulty',
    plan: { faults: [{ code: 'number-taken', value: '示-7' }] },
  });
});

test('numbers of the ledger are kept and the series goes on behind them', async () => {
  const registerId = await the.newRegister('编号');
  const rows = [
    ['000041', '', '甲', '秘密★5年', null, 1, '', '', '在库', null, null, null],
    [null, '', '乙', '秘密★5年', null, 1, '', '', '在库', null, null, null],
    [null, '', '丙', '机密★5年', null, 1, '', '', '在库', null, null, null],
  ];
  doneOf(await the.give(clerk, { bytes: makeLedger(header, rows), registerId }));
  expect((await copiesOf(registerId)).map(({ number, copy_no: copyNo }) => [number, copyNo])).toEqual([
    ['000041', '01'],
    ['000042', '01'],
    ['000043', '01'],
  ]);
});

test('who may not import is refused before the file is looked at', async () => {
  const registerId = await the.newRegister('无权');
  const bytes = new TextEncoder().encode('no table at all');
  for (const session of [
    await the.world.as('document-clerk', 'south'),
    await the.world.as('inspector', 'north'),
  ]) {
    await expect(the.give(session, { bytes, registerId })).rejects.toMatchObject({ name: 'Refusal' });
  }
  expect(await the.give(clerk, { bytes: Uint8Array.of(0x50, 0x4b, 3, 4), registerId })).toMatchObject(
    refused('ledger.unreadable'),
  );
});

test('progress is told in its phases', async () => {
  const registerId = await the.newRegister('进度');
  const seen: string[] = [];
  const bytes = makeLedger(header, ledgerOf(1_200));
  await the.give(clerk, {
    bytes,
    registerId,
    onProgress: ({ phase, done, total }) => seen.push(`${phase} ${done}/${total}`),
  });
  expect(seen).toEqual([
    'reading 0/1',
    'reading 1/1',
    'checking 500/1200',
    'checking 1000/1200',
    'checking 1200/1200',
    'writing 0/1200',
    'writing 1200/1200',
  ]);
});

test('five thousand rows are one command', async () => {
  const registerId = await the.newRegister('五千');
  const bytes = makeLedger(header, ledgerOf(5_000));
  expect(doneOf(await the.give(clerk, { bytes, registerId }))).toEqual({
    added: 5_000,
    known: 0,
    carriers: 5_000,
    copies: 5_000,
  });
  const entry = await the.world.lastEntry();
  expect(entry).toMatchObject({ command: 'ledger.import', outcome: 'done' });
  expect(JSON.stringify(entry.details)).not.toContain('工作简报');
  expect(entry.rows.filter((row) => row.table === 'carrier')).toHaveLength(5_000);
});

async function readBack(bytes: Uint8Array): Promise<readonly Omit<LedgerRow, 'sheet' | 'row' | 'rowKey'>[]> {
  const read = await openWorkbook({ bytes });
  if (!read.ok) throw new Error(read.en);
  const plan = await planLedger(read.value, { defaultScheme: 'cn-state-secret' });
  expect(plan.faults).toEqual([]);
  return plan.good.map(({ sheet: _sheet, row: _row, rowKey: _key, ...said }) => said);
}

async function exportOf(session: string, registerId: string): Promise<Uint8Array> {
  const made = await the.world.run(session, 'ledger.export', { registerId, reason: '年度核对' });
  if (made.kind !== 'done') throw new Error(JSON.stringify(made));
  return the.open(session, 'ledger.download', textOf(made.result, 'exportId'));
}

test('an export goes through the import of an empty register and comes out unchanged', async () => {
  const from = await the.newRegister('原册');
  await the.world.person('丙四', 'north');
  const full = [...header, '页数', '制发日期', '收文日期', '密级类别', '载体形式', '来文单位'];
  const base = ['', '方案', '机密★10年', '01', 1, '丙四', '1号柜', '在库', null, null, '=1+1'];
  const rows = [
    ['机密（2025）第 7 号', ...base, '若干', '2024-02-29', '2024-03-01', '国家秘密', '纸质', '示范局'],
    [
      '2025-8',
      '〔2025〕8号',
      '=HYPERLINK("x")',
      '绝密★长期',
      '000002',
      3,
      '某人',
      '2号柜',
      '借出',
      '丙四',
      '2025-05-01',
      '',
      12,
      '',
      '',
      '',
      '光盘',
      '',
    ],
    [
      '2025-9',
      '',
      '内部通报',
      '内部',
      '01',
      1,
      '',
      '',
      '已归档',
      null,
      null,
      '',
      3,
      '',
      '2025-01-01',
      '工作秘密',
      '',
      '甲单位',
    ],
    [
      '2025-10',
      '',
      '图',
      '秘密★2030年1月1日',
      'A-1',
      1,
      '',
      '',
      '已销毁',
      null,
      null,
      '备注一',
      null,
      '2025-01-01',
      '',
      '',
      '图纸',
      '',
    ],
  ];
  expect(doneOf(await the.give(clerk, { bytes: makeLedger(full, rows), registerId: from }))).toMatchObject({
    copies: 6,
  });
  const first = await exportOf(clerk, from);
  expect(await the.give(clerk, { bytes: first, registerId: from })).toMatchObject({
    outcome: refused('ledger.nothing.new'),
  });
  const to = await the.newRegister('新册');
  doneOf(await the.give(clerk, { bytes: first, registerId: to }));
  const second = await exportOf(clerk, to);
  expect(await readBack(second)).toEqual(await readBack(first));
  expect(
    (await readBack(first)).map(({ number, copyNo, state, keeper, holder }) => [
      number,
      copyNo,
      state,
      keeper,
      holder,
    ]),
  ).toEqual([
    ['2025-8', '000002', 'on-loan', '某人', '丙四'],
    ['2025-8', '000002-F2', 'on-loan', '某人', '丙四'],
    ['2025-8', '000002-F3', 'on-loan', '某人', '丙四'],
    ['2025-9', '01', 'archived', null, null],
    ['2025-10', 'A-1', 'destroyed', null, null],
    ['机密（2025）第 7 号', '01', 'in-store', '丙四', null],
  ]);
  expect(await copiesOf(to)).toEqual(await copiesOf(from));
  const read = await openWorkbook({ bytes: first });
  const cells = read.ok ? (read.value.sheets[0]?.rows.flat() ?? []) : [];
  expect(cells.filter((cell) => cell?.kind === 'formula')).toEqual([]);
  expect(cells.filter((cell) => cell?.text.startsWith('=')).map((cell) => cell?.text)).toEqual([
    '=HYPERLINK("x")',
    '=HYPERLINK("x")',
    '=HYPERLINK("x")',
    '=1+1',
  ]);
});

test('an export bears number, exporter, time and the highest mark of each scheme', async () => {
  const registerId = await the.newRegister('标志');
  const rows = [
    ['1', '', '甲', '机密★10年', '01', 1, '', '', '在库', null, null, null, '国家秘密'],
    ['2', '', '乙', '秘密★5年', '01', 1, '', '', '在库', null, null, null, '国家秘密'],
    ['3', '', '丙', '内部', '01', 1, '', '', '在库', null, null, null, '内部与公开'],
  ];
  doneOf(await the.give(clerk, { bytes: makeLedger([...header, '密级类别'], rows), registerId }));
  const made = await the.world.done(clerk, 'ledger.export', { registerId, reason: '年度核对' });
  expect(made).toMatchObject({ number: '导2026-0001', mark: '机密★10年、内部', rows: 3 });
  const bytes = await the.open(clerk, 'ledger.download', textOf(made, 'exportId'));
  const read = await openWorkbook({ bytes });
  const title = read.ok ? read.value.sheets[0]?.rows[1]?.[0]?.text : '';
  expect(title).toMatch(
    /密级：机密★10年、内部.*导出编号：导2026-0001.*导出人：document-clerk@north.*导出时间：2026年11月22日/u,
  );
  const paper = await the.open(clerk, 'ledger.print', textOf(made, 'exportId'));
  expect(Buffer.from(paper.subarray(0, 5)).toString()).toBe('%PDF-');
  expect(await the.world.lastEntry()).toMatchObject({ command: 'ledger.print', outcome: 'opened' });
  const other = await the.world.signIn(the.world.personOf(await the.world.as('officer', 'north')));
  await expect(the.open(other, 'ledger.download', textOf(made, 'exportId'))).rejects.toMatchObject({
    code: 'not.found',
  });
});

test('above two hundred rows an export parks, and needs the second factor', async () => {
  const registerId = await the.newRegister('多行');
  doneOf(await the.give(clerk, { bytes: makeLedger(header, ledgerOf(201)), registerId }));
  const input = { registerId, reason: '年度核对' };
  expect(await the.world.run(clerk, 'ledger.export', input)).toMatchObject({ kind: 'parked' });
  expect(await the.world.run(clerk, 'ledger.export', { ...input, state: 'archived' })).toMatchObject({
    kind: 'done',
    result: { rows: 0 },
  });
  const stale = await the.world.signIn(the.world.personOf(clerk), { factorAt: null });
  expect(await the.world.run(stale, 'ledger.export', input)).toMatchObject(refused('second.factor.required'));
});

test('a parked export is made when the leader in charge consents, and handed to who asked for it', async () => {
  const registerId = await the.newRegister('批准');
  doneOf(await the.give(clerk, { bytes: makeLedger(header, ledgerOf(201)), registerId }));
  const parked = await the.world.run(clerk, 'ledger.export', { registerId, reason: '年度核对' });
  if (parked.kind !== 'parked') throw new Error(parked.kind);
  const leader = await the.world.signIn(the.world.personOf(await the.world.as('leader-in-charge', 'north')));
  const openedAt = the.clock.now.toISOString();
  const decision = { approvalId: parked.approvalId, verdict: 'consent', openedAt };
  expect(await the.world.done(leader, 'approval.decide', decision)).toMatchObject({ state: 'done' });
  const { rows } = await the.world.ask(clerk, 'ledger.exports', { registerId }, LedgerExports);
  expect(rows).toMatchObject([{ number: '导2026-0001', rows: 201, mine: true }]);
  expect(await readBack(await the.open(clerk, 'ledger.download', rows[0]?.id ?? ''))).toHaveLength(201);
  const [own] = await the.world
    .ask(leader, 'ledger.exports', { registerId }, LedgerExports)
    .then((page) => page.rows);
  expect(own?.mine).toBe(false);
});

test('an export handed out later has no more rows than were consented to', async () => {
  const registerId = await the.newRegister('增长');
  const made = await the.world.done(clerk, 'ledger.export', { registerId, reason: '年度核对' });
  doneOf(await the.give(clerk, { bytes: makeLedger(header, ledgerOf(201)), registerId }));
  await expect(the.open(clerk, 'ledger.download', textOf(made, 'exportId'))).rejects.toMatchObject({
    code: 'ledger.export.changed',
  });
});

test('who may not know the titles exports none', async () => {
  const registerId = await the.newRegister('不知悉');
  doneOf(await the.give(clerk, { bytes: makeLedger(header, ledgerOf(2)), registerId }));
  const inspector = the.world.personOf(await the.world.as('inspector', 'north'));
  const bytes = await exportOf(await the.world.signIn(inspector), registerId);
  const read = await openWorkbook({ bytes });
  const words = JSON.stringify(read);
  expect(words).not.toContain('工作简报');
  expect(words).not.toContain('示密〔2025〕');
  expect(words).toContain('其中 2 条不在导出人知悉范围内');
  expect(words).toContain('000001');
});

test.skipIf(!existsSync(samplePath))('the sample: its good rows come in, and none twice', async () => {
  const registerId = await the.newRegister('样例');
  const bytes = await readFile(samplePath);
  expect(await the.give(clerk, { bytes, registerId })).toMatchObject({ kind: 'faulty' });
  expect(await copiesOf(registerId)).toEqual([]);
  expect(doneOf(await the.give(clerk, { bytes, registerId, goodRowsOnly: true }))).toMatchObject({
    added: 191,
    known: 0,
    carriers: 191,
  });
  expect(await the.give(clerk, { bytes, registerId, goodRowsOnly: true })).toMatchObject({
    outcome: { ...refused('ledger.nothing.new'), params: { known: 191 } },
  });
  const states = await the.database.asOwner((client) =>
    client.query<{ state: string }>('select distinct state from copy where register_id = $1 order by 1', [
      registerId,
    ]),
  );
  expect(states.rows.map((row) => row.state)).toEqual(['archived', 'destroyed', 'in-store', 'on-loan']);
});
if (!existsSync(samplePath))
  process.stdout.write('skipped: ../shared/samples/carrier-ledger.xlsx is not beside the checkout\n');
