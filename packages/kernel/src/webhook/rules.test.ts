// PER-3
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { messageOf, nextTryAt, parseReceiver, pausesSeconds, signMessage } from './rules.ts';

const event = {
  eventId: '11111111-2222-4333-8444-555555555555',
  kind: 'person.frozen',
  at: new Date('2026-11-22T02:00:00Z'),
  sequence: 7,
  person: { id: '99999999-2222-4333-8444-555555555555', staffNo: 'A-1' },
} as const;

test.each([
  'http://door.example/hook',
  'ftp://door.example',
  'https://user:word@door.example/',
  'https://door.example/#part',
  'door.example',
  'http://127.0.0.1.door.example/',
  'javascript:alert(1)',
])('%s is no address to send to', (url) => {
  expect(parseReceiver(url)).toBeNull();
});

test.each(['https://door.example:8443/a?b=1', 'http://127.0.0.1:9000/', 'http://[::1]:9000/'])(
  '%s is an address to send to',
  (url) => {
    expect(parseReceiver(url)?.href).toBe(url);
  },
);

test('a message names a staff number or an id and nothing else of the person', () => {
  const text = messageOf(event, 'staff-no');
  expect(JSON.parse(text)).toEqual({
    version: 1,
    id: event.eventId,
    kind: 'person.frozen',
    at: '2026-11-22T02:00:00.000Z',
    sequence: 7,
    subject: { staffNo: 'A-1' },
  });
  expect(JSON.parse(messageOf(event, 'id'))).toMatchObject({ subject: { id: event.person.id } });
  const nameless = { ...event, person: { ...event.person, staffNo: null } };
  expect(JSON.parse(messageOf(nameless, 'staff-no'))).toMatchObject({ subject: { id: event.person.id } });
});

test('a signature is over time and body: neither can be changed', () => {
  const the = { algorithm: 'hmac-sha256', secret: 'fws_x', seconds: 1, body: '{}' } as const;
  const signature = signMessage(the);
  expect(signature).toBe(`hmac-sha256=${createHmac('sha256', 'fws_x').update('1.{}').digest('hex')}`);
  expect(signMessage({ ...the, seconds: 2 })).not.toBe(signature);
  expect(signMessage({ ...the, body: '{} ' })).not.toBe(signature);
  expect(signMessage({ ...the, algorithm: 'hmac-sm3' })).toMatch(/^hmac-sm3=[0-9a-f]{64}$/);
});

test('HMAC-SM3 gives the value of another program', () => {
  // openssl dgst -sm3 -hmac fws_x over "1.{}"
  expect(signMessage({ algorithm: 'hmac-sm3', secret: 'fws_x', seconds: 1, body: '{}' })).toBe(
    `hmac-sm3=117ef1f978436e23457b77625191617f5a05aebe7d4668dd771aa008c48d7fbe`,
  );
});

test('tries come ever more rarely and end', () => {
  const now = new Date('2026-11-22T02:00:00Z');
  fc.assert(
    fc.property(fc.integer({ min: 1, max: pausesSeconds.length }), (tries) => {
      const next = nextTryAt(tries, now);
      const before = tries === 1 ? now : nextTryAt(tries - 1, now);
      return next !== null && before !== null && next > before;
    }),
  );
  expect(nextTryAt(pausesSeconds.length + 1, now)).toBeNull();
});
