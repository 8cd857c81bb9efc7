import { expect, test } from 'vitest';
import { type Column, nextSort, readSort, shownColumns } from './register-columns.ts';

const column = (key: string, more: Partial<Column<string>> = {}): Column<string> => ({
  key,
  title: key,
  render: (row) => row,
  ...more,
});

test('columns: declared ones until others are chosen; what names the row stays', () => {
  const columns = [column('a', { fixed: true }), column('b'), column('c', { hidden: true })];
  const keys = (shown: string[] | null) => shownColumns(columns, shown).map((one) => one.key);
  expect(keys(null)).toEqual(['a', 'b']);
  expect(keys(['c'])).toEqual(['a', 'c']);
});

test('pressing a heading sorts up, then down, then as it was', () => {
  expect(nextSort(null, 'n')).toBe('n');
  expect(nextSort(readSort({ sort: 'n' }), 'n')).toBe('-n');
  expect(nextSort(readSort({ sort: '-n' }), 'n')).toBe('');
  expect(nextSort(readSort({ sort: '-n' }), 'm')).toBe('m');
  expect(readSort({})).toBeNull();
});
