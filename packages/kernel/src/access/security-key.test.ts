import { expect, test } from 'vitest';
import { challengeOf, keySiteOf } from './security-key.ts';

test.each([
  ['https://fengni.example', 'fengni.example'],
  ['https://fengni.example:8443', 'fengni.example'],
  ['https://baomi', 'baomi'],
  ['http://localhost:8700', 'localhost'],
  ['http://a.localhost', 'a.localhost'],
])('at %s keys are bound to %s', (origin, rpId) => {
  expect(keySiteOf(origin)).toEqual({ origin, rpId });
});

test.each([
  'http://fengni.example',
  'https://192.0.2.10',
  'http://127.0.0.1:8700',
  'https://[::1]',
  'null',
  '',
])('at %j browsers refuse keys', (origin) => {
  expect(keySiteOf(origin)).toBeNull();
});

const written = (value: string) => Buffer.from(value).toString('base64url');

test('what says no challenge is for none', () => {
  expect(challengeOf(written('{"challenge":"abc"}'))).toBe('abc');
  for (const text of ['', '{', 'null', '{"challenge":7}', '{"challenge":""}'])
    expect(challengeOf(written(text))).toBeNull();
});
