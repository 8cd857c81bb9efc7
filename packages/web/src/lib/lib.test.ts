import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { forgetDrafts, keep, readKept } from './kept.ts';
import { paths, safeReturn, withSearch } from './paths.ts';
import { createKeyReader, isTyping } from './shortcuts.ts';
import { groupSecret, makeTotpSecret, totpAddress } from './totp-secret.ts';
import { parseFilters } from './url-state.ts';
import { readPath, writePath } from './value-path.ts';

afterEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

test('after sign-in one returns only to addresses of this program', () => {
  expect(safeReturn('/people/1?x=2')).toBe('/people/1?x=2');
  for (const bad of [
    undefined,
    '',
    'https://elsewhere',
    '//elsewhere',
    '/\\elsewhere',
    'people',
    '/sign-in?to=/',
  ]) {
    expect(safeReturn(bad)).toBe('/');
  }
});

test('filters survive the way into the address and back', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string({ minLength: 1 })), (filters) => {
      const search = withSearch('/x', filters).replace(/^\/x\??/, '');
      expect(parseFilters(search)).toEqual({ ...filters });
    }),
  );
  expect(withSearch('/x', { a: '' })).toBe('/x');
});

test('every address of the program', () => {
  expect([
    paths.signIn('/people'),
    paths.activate('a b'),
    paths.approvals('asked'),
    paths.approval('1'),
    paths.unit('1'),
    paths.person('1/2'),
    paths.obligations({ kind: 'k', state: '' }),
  ]).toEqual([
    '/sign-in?to=%2Fpeople',
    '/activate?login=a%20b',
    '/approvals?box=asked',
    '/approvals/1',
    '/organisation/units/1',
    '/people/1%2F2',
    '/obligations?kind=k',
  ]);
});

test('keys: single ones at once, pairs only in time, nothing while typing', () => {
  let now = 0;
  const read = createKeyReader(() => now);
  const known = ['/', 'g h'];
  expect(read('/', known)).toBe('/');
  expect(read('g', known)).toBeNull();
  expect(read('h', known)).toBe('g h');
  expect(read('h', known)).toBeNull();
  read('g', known);
  now += 5000;
  expect(read('h', known)).toBeNull();
  expect(isTyping(document.createElement('input'))).toBe(true);
  expect(isTyping(document.createElement('div'))).toBe(false);
});

test('a value written at a path is read there, and nothing else changes', () => {
  expect(writePath({ a: 1 }, 'list.1.name', 'x')).toEqual({ a: 1, list: [undefined, { name: 'x' }] });
  const path = fc
    .array(fc.stringMatching(/^[a-z]{1,4}$/), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join('.'));
  fc.assert(
    fc.property(path, fc.string(), (at, value) => {
      const before = Object.freeze({ other: 1, x: Object.freeze({ y: 2 }) });
      expect(readPath(writePath(before, at, value), at)).toBe(value);
      expect(before).toEqual({ other: 1, x: { y: 2 } });
    }),
  );
});

test('kept values that no longer parse are as if absent, and drafts leave with the caller', () => {
  keep('local', 'view', { columns: ['a'] });
  expect(readKept('local', 'view', z.object({ columns: z.array(z.string()) }))).toEqual({ columns: ['a'] });
  expect(readKept('local', 'view', z.object({ columns: z.number() }))).toBeNull();
  localStorage.setItem('fengni.broken', '{');
  expect(readKept('local', 'broken', z.unknown())).toBeNull();
  keep('session', 'draft.x', { name: 'x' });
  sessionStorage.setItem('other', '1');
  forgetDrafts();
  expect(sessionStorage.length).toBe(1);
});

test('a generator’s secret has 160 bits and an address that generators read', () => {
  const secret = makeTotpSecret();
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  expect(makeTotpSecret()).not.toBe(secret);
  expect(groupSecret('ABCDEFGH')).toBe('ABCD EFGH');
  expect(new URL(totpAddress({ secret, login: '甲', house: '示范 局' })).searchParams.get('issuer')).toBe(
    '示范 局',
  );
});
