import { beforeAll, expect, test } from 'vitest';
import { showLanguage } from '../../lib/i18n.ts';
import { unitTrail } from '../../ui/unit-picker.tsx';
import { readImportRows } from './import-rows.ts';
import { treeLines, unitsAbove } from './unit-tree.tsx';

beforeAll(() => showLanguage('zh'));

const unit = (id: string, parentId: string | null) => ({ id, parentId, name: id, people: 0, lacking: [] });
const units = [unit('house', null), unit('plant', 'house'), unit('team', 'plant'), unit('office', 'house')];

test('the tree shows what lies below open units, in depth order', () => {
  const lines = treeLines(units, new Set(['house', 'plant']));
  expect(lines.map((line) => `${line.depth} ${line.unit.id}`)).toEqual([
    '0 house',
    '1 plant',
    '2 team',
    '1 office',
  ]);
  expect(treeLines(units, new Set()).map((line) => line.unit.id)).toEqual(['house']);
});

test('units above one are opened so that it can be seen, and a ring does not hang', () => {
  expect(unitsAbove(units, 'team')).toEqual(['plant', 'house']);
  expect(unitsAbove([unit('a', 'b'), unit('b', 'a')], 'a').length).toBeLessThanOrEqual(2);
  expect(unitTrail(new Map(units.map((one) => [one.id, one])), 'team')).toEqual(['house', 'plant', 'team']);
});

test('rows pasted from a spreadsheet are read, the heading skipped, faults named by row', () => {
  const text =
    '机构\t姓名\t工号\t岗位\t涉密等级\n总部/财务处\t甲一\tA1\t文书\t重要\n\n总部\t乙一\t\t\t绝密\n\t丙一\t\t\t\n';
  const { rows, faults } = readImportRows(text);
  expect(rows).toEqual([
    {
      row: 2,
      unitPath: ['总部', '财务处'],
      unitKind: 'department',
      person: '甲一',
      staffNo: 'A1',
      post: '文书',
      grade: 'IMPORTANT',
    },
  ]);
  expect(faults.map((fault) => fault.row)).toEqual([4, 5]);
});
