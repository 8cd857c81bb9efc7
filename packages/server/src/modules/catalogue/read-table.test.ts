// CLS-2
import type { Cell, Workbook } from '@fengni/inspect/workbook';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type TableRequest, readTable } from './read-table.ts';

const cell = (text: string): Cell => (text === '' ? null : { text, kind: 'text' });
const book = (rows: readonly (readonly string[])[]): Workbook => ({
  kind: 'xlsx',
  sheets: [
    {
      name: '一览表',
      hidden: false,
      rows: rows.map((row) => row.map(cell)),
      hiddenColumns: [],
      hiddenRows: [],
      merges: [],
    },
  ],
  notes: [],
});
const request: TableRequest = {
  kind: 'matters',
  scheme: 'cn-state-secret',
  owners: { units: [{ id: 'u1', name: '财政局' }], posts: [{ id: 'p1', name: '预算岗' }] },
};
const header = [
  '序号',
  '国家秘密事项名称',
  '密级',
  '保密期限',
  '知悉范围',
  '定密依据',
  '责任部门',
  '产生方式',
  '产生环节',
];

test('a list as offices keep it is read with its levels and terms in one column or in two', () => {
  const plan = readTable(
    book([
      ['示范县国家秘密事项一览表'],
      header,
      ['1', '年度投资概算', '机密级', '10年', '分管领导', '《范围》2.1', '财政局 预算岗', '', '汇总'],
      ['2', '应急储备点位', '秘密★5年', '', '承办人', '《范围》2.2', '', '接收', ''],
      ['3', '会议议程', '秘密', '会议开始前', '', '《范围》2.3', '预算岗', '', ''],
      ['合计', '3 项', '', '', '', '', '', '', ''],
      ['注：本表自批准之日起施行。'],
    ]),
    request,
  );
  expect(plan.faults).toEqual([]);
  expect(plan.matters).toMatchObject([
    {
      number: '1',
      name: '年度投资概算',
      mark: { level: 'JIMI', validity: { kind: 'duration', years: 10 } },
      ownerUnitId: 'u1',
      ownerPostId: 'p1',
      origin: 'own',
      link: '汇总',
    },
    { name: '应急储备点位', mark: { level: 'MIMI' }, origin: 'received', ownerUnitId: null },
    { name: '会议议程', mark: { validity: { kind: 'condition', text: '会议开始前' } }, ownerPostId: 'p1' },
  ]);
});

test('each fault names row, column and what to do, and its row is not taken', () => {
  const plan = readTable(
    book([
      header,
      ['1', '', '秘密', '5年', '', '依据', '', '', ''],
      ['2', '有名称', '', '', '', '依据', '', '', ''],
      ['3', '密级不对', '特密', '5年', '', '依据', '', '', ''],
      ['4', '没有依据', '秘密', '5年', '', '', '', '', ''],
      ['5', '部门不对', '秘密', '5年', '', '依据', '外单位', '', ''],
      ['6', '好的', '秘密', '5年', '', '依据', '财政局', '', ''],
      ['6', '好的', '秘密', '5年', '', '依据', '财政局', '', ''],
    ]),
    request,
  );
  expect(plan.matters.map((item) => item.name)).toEqual(['好的']);
  expect(plan.faults.map((fault) => [fault.row, fault.column])).toEqual([
    [2, 'B 国家秘密事项名称'],
    [3, 'C 密级'],
    [4, 'C 密级'],
    [5, 'F 定密依据'],
    [6, 'G 责任部门'],
    [8, 'B 国家秘密事项名称'],
  ]);
  expect(plan.faults.every((fault) => /[。]$/u.test(fault.zh) && fault.en !== '')).toBe(true);
});

test('a scope catalogue is read with field and tier; work secrets need no term', () => {
  const scope = readTable(
    book([
      ['编号', '领域', '事项', '密级', '保密期限', '知悉范围', '产生层级'],
      ['2.1', '发展规划', '未公开的投资计划', '绝密', '长期', '有关领导', '省级以上'],
    ]),
    { ...request, kind: 'scope' },
  );
  expect(scope.scopes).toMatchObject([
    { number: '2.1', field: '发展规划', tier: '省级以上', mark: { validity: { kind: 'indefinite' } } },
  ]);
  const work = readTable(
    book([
      ['事项', '密级', '保密期限', '依据'],
      ['内部会议纪要', '工作秘密', '5年', '本单位规定'],
    ]),
    { ...request, scheme: 'cn-work-secret' },
  );
  expect(work.faults).toEqual([]);
  expect(work.matters).toMatchObject([{ mark: { level: 'WORK', validity: { kind: 'unstated' } } }]);
});

test('no table is one fault, and no words make the reader throw', () => {
  expect(readTable(book([['只是一段话']]), request)).toMatchObject({ matters: [], faults: [{ row: 1 }] });
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.string({ maxLength: 12 }), { maxLength: 9 }), { maxLength: 6 }),
      (rows) => {
        const plan = readTable(book([header, ...rows]), request);
        expect(plan.matters.length + plan.scopes.length).toBeLessThanOrEqual(rows.length);
      },
    ),
  );
});
