import { expect, test } from 'vitest';
import { fillText, showLanguage, t } from './i18n.ts';

test('holes are filled, and a number chooses the English form', () => {
  expect(fillText('{n} {n|row|rows}', { n: 1 })).toBe('1 row');
  expect(fillText('{n} {n|row|rows}', { n: 3 })).toBe('3 rows');
  expect(fillText('到 {day} 为止', { day: '11月20日' })).toBe('到 11月20日 为止');
  expect(fillText('{missing}.', {})).toBe('.');
});

test('a change of language changes texts and the language of the page', async () => {
  await showLanguage('en');
  expect(t('due.late', { days: 1, day: '20 Nov' })).toBe('1 day late, due 20 Nov');
  expect(document.documentElement.lang).toBe('en');
  await showLanguage('zh');
  expect(t('due.late', { days: 1, day: '11月20日' })).toBe('逾期 1 天，应于 11月20日');
  expect(document.documentElement.lang).toBe('zh-CN');
});
