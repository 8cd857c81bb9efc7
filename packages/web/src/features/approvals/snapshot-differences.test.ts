import { beforeAll, expect, test } from 'vitest';
import { showLanguage } from '../../lib/i18n.ts';
import { snapshotDifferences } from './snapshot-differences.ts';

beforeAll(() => showLanguage('zh'));

test('a change shows before and after, a fact only itself, an id nothing', () => {
  expect(
    snapshotDifferences({
      copies: { from: 3, to: 5 },
      numbers: ['01', '02'],
      dueOn: '2020-11-24',
      carrierId: 'x',
      novel: true,
    }),
  ).toEqual([
    { name: '份数', before: '3', after: '5' },
    { name: '编号', after: '01、02' },
    { name: '期限', after: '2020年11月24日' },
    { name: 'novel', after: '是' },
  ]);
});
