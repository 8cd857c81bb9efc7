import { expect, test } from 'vitest';
import type { SessionActor } from '../lib/session.ts';
import { currentEntry, navigation } from './navigation.ts';

const actor = (more: Partial<SessionActor>): SessionActor => ({
  personId: '1',
  name: '甲一',
  login: 'jiayi',
  unitId: '1',
  unit: '财务处',
  power: null,
  language: 'zh',
  duties: [],
  factorKinds: ['totp'],
  factorFresh: true,
  ...more,
});
const seenBy = (more: Partial<SessionActor>) =>
  navigation.filter((entry) => entry.visible(actor(more))).map((entry) => entry.to);

test('the log is for the auditor alone', () => {
  expect(seenBy({ power: 'audit' })).toContain('/log');
  for (const power of [null, 'system', 'security'] as const) expect(seenBy({ power })).not.toContain('/log');
});

test('a member of staff without duties sees no administration', () => {
  const seen = seenBy({});
  for (const path of ['/accounts', '/sessions', '/terminals', '/organisation'])
    expect(seen).not.toContain(path);
});

test('no two entries have the same address or key, and a page inside one marks it', () => {
  const keys = navigation.flatMap((entry) => entry.key ?? []);
  expect(new Set(keys).size).toBe(keys.length);
  expect(new Set(navigation.map((entry) => entry.to)).size).toBe(navigation.length);
  expect(currentEntry('/organisation/units/1')?.to).toBe('/organisation');
  expect(currentEntry('/')?.to).toBe('/');
  expect(currentEntry('/unknown')).toBeUndefined();
});
