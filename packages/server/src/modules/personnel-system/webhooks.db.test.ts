// PER-3: rights end everywhere connected, told by signed messages
import { createHmac } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { invariant } from '@fengni/kernel/command/invariant';
import { openOwnTls } from '@fengni/kernel/keys/tls';
import { refused, textOf } from '@fengni/kernel/testkit/world';
import { WebhookSecret } from '@fengni/kernel/webhook/contract';
import { pausesSeconds } from '@fengni/kernel/webhook/rules';
import { sendDue } from '@fengni/kernel/webhook/worker';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { type TestHouse, createTestHouse } from '../../testing/test-house.ts';

interface Heard {
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  readonly body: { id: string; kind: string; sequence: number; subject: Record<string, string> | null };
}
const Body = z.object({
  id: z.string(),
  kind: z.string(),
  sequence: z.number(),
  subject: z.record(z.string(), z.string()).nullable(),
});

let house: TestHouse;
let heard: Heard[];
let answer: (response: ServerResponse) => void;
const undo: (() => Promise<void>)[] = [];

beforeEach(async () => {
  house = await createTestHouse();
  heard = [];
  answer = (response) => response.writeHead(204).end();
});
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
  await house.close();
});

const listener = (request: IncomingMessage, response: ServerResponse) => {
  const pieces: Buffer[] = [];
  request.on('data', (piece: Buffer) => pieces.push(piece));
  request.on('end', () => {
    const text = Buffer.concat(pieces).toString('utf8');
    heard.push({ headers: request.headers, text, body: Body.parse(JSON.parse(text)) });
    answer(response);
  });
};

async function listen(server: ReturnType<typeof createServer>): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  undo.push(async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
  });
  const bound = server.address();
  invariant(isInfo(bound), 'it listens');
  return bound.port;
}
const isInfo = (bound: unknown): bound is AddressInfo => typeof bound === 'object' && bound !== null;

async function addAddress(more: Readonly<Record<string, unknown>> = {}) {
  const security = await house.w.administrator('security');
  const port = 'url' in more ? 0 : await listen(createServer(listener));
  const made = await house.w.done(security, 'webhook.add', {
    name: '一号楼门禁',
    url: `http://127.0.0.1:${port}/hook`,
    kinds: ['person.frozen', 'person.restored', 'person.left', 'account.closed'],
    namesBy: 'staff-no',
    ...more,
  });
  return textOf(made, 'addressId');
}

async function readSecret(addressId: string): Promise<string> {
  const security = await house.w.administrator('security');
  return (await house.read(security, 'webhook.secret', { addressId }, WebhookSecret)).secret;
}

async function turnOn(addressId: string): Promise<void> {
  const security = await house.w.administrator('security');
  await house.w.done(security, 'webhook.turn', { addressId, on: true });
}

async function freeze(personId: string): Promise<void> {
  const officer = await house.w.as('officer', 'north');
  await house.w.done(officer, 'org.freezePerson', { personId, reason: '离岗' });
}
async function restore(personId: string): Promise<void> {
  const security = await house.w.administrator('security');
  await house.w.done(security, 'org.restorePerson', { personId, reason: '返岗' });
}

const send = () => sendDue(house.w.kernel, { onError: () => undefined });
const states = async () =>
  house.rows(
    `select e.kind, v.state, v.tries, v.last_fault from webhook_delivery v join webhook_event e on e.id = v.event_id order by v.seq`,
  );

test('nothing is queued or sent before an address is switched on', async () => {
  const { id } = await house.w.person('甲一', 'north', 'A-1');
  await freeze(id);
  const addressId = await addAddress();
  await restore(id);
  expect(await send()).toBe(0);
  expect(await states()).toEqual([]);
  await turnOn(addressId);
  await freeze(id);
  expect(await send()).toBe(1);
  expect(heard.map((one) => one.body.kind)).toEqual(['person.frozen']);
});

test('a frozen person is told with a signature over time and body, by staff number and without a name', async () => {
  const addressId = await addAddress();
  const secret = await readSecret(addressId);
  await turnOn(addressId);
  const { id } = await house.w.person('甲一', 'north', 'A-1');
  await freeze(id);
  await send();
  const [one] = heard;
  invariant(one !== undefined, 'it was heard');
  const time = String(one.headers['fengni-timestamp']);
  const mac = createHmac('sha256', secret).update(`${time}.${one.text}`).digest('hex');
  expect(one.headers['fengni-signature']).toBe(`hmac-sha256=${mac}`);
  expect(one.headers['fengni-event']).toBe(one.body.id);
  expect(Number(time)).toBe(Math.floor(house.clock.now.getTime() / 1000));
  expect(one.body.subject).toEqual({ staffNo: 'A-1' });
  expect(one.text).not.toContain('甲一');
});

test('the secret is shown until the address is on, on record, and never again but renewed', async () => {
  const addressId = await addAddress();
  const secret = await readSecret(addressId);
  expect(secret).toMatch(/^fws_/);
  expect(await readSecret(addressId)).toBe(secret);
  expect(JSON.stringify(await house.rows('select * from webhook_address'))).not.toContain(secret);
  await turnOn(addressId);
  await expect(readSecret(addressId)).rejects.toMatchObject({ code: 'webhook.secret.shown' });
  const security = await house.w.administrator('security');
  await house.w.done(security, 'webhook.renewSecret', { addressId });
  expect(await readSecret(addressId)).not.toBe(secret);
  const opened = await house.rows(
    `select count(*)::int as n from log_detail where command = 'webhook.secret' and outcome = 'opened'`,
  );
  expect(opened).toEqual([{ n: 3 }]);
});

test('every road on which rights end tells it: freezing, leaving, closing an account', async () => {
  await turnOn(await addAddress());
  const { w } = house;
  const { id } = await w.person('甲一', 'north', 'A-1');
  const account = await w.signIn(id);
  const [row] = await house.rows('select id from account where person_id = $1', [id]);
  const system = await w.administrator('system');
  await w.done(system, 'account.close', { accountId: row?.['id'], reason: '停用' });
  expect(account).not.toBe('');
  await freeze(id);
  await restore(id);
  await w.fixture((tx) => {
    tx.grant([id]);
    return tx.writeSql(`update person set left_on = '2026-11-02', frozen_at = now() where id = $1`, [id]);
  });
  while ((await send()) > 0);
  expect(heard.map((one) => one.body.kind)).toEqual([
    'account.closed',
    'person.frozen',
    'person.restored',
    'person.frozen',
    'person.left',
  ]);
});

test('what is refused undoes its message too', async () => {
  await turnOn(await addAddress());
  const admin = house.w.personOf(await house.w.administrator('audit'));
  const officer = await house.w.as('officer', 'root');
  const input = { personId: admin, reason: '试探' };
  expect(await house.w.run(officer, 'org.freezePerson', input)).toMatchObject(
    refused('org.frozen.administrator'),
  );
  expect(await states()).toEqual([]);
});

test('a failed message is tried again later; what follows about the same person waits, others do not', async () => {
  await turnOn(await addAddress());
  const first = await house.w.person('甲一', 'north', 'A-1');
  const other = await house.w.person('甲二', 'north', 'A-2');
  answer = (response) => response.writeHead(503).end();
  await freeze(first.id);
  await send();
  expect(await states()).toMatchObject([{ state: 'waiting', tries: 1, last_fault: 'status' }]);
  answer = (response) => response.writeHead(200).end('x'.repeat(5_000));
  await restore(first.id);
  await freeze(other.id);
  await send();
  expect(heard.map((one) => one.body.subject?.['staffNo'])).toEqual(['A-1', 'A-2']);
  house.later();
  while ((await send()) > 0);
  expect(heard.map((one) => [one.body.subject?.['staffNo'], one.body.kind])).toEqual([
    ['A-1', 'person.frozen'],
    ['A-2', 'person.frozen'],
    ['A-1', 'person.frozen'],
    ['A-1', 'person.restored'],
  ]);
  // the same event keeps its id, so that a receiver can drop what it had
  expect(heard[2]?.body.id).toBe(heard[0]?.body.id);
  const sequences = [0, 3].map((i) => heard[i]?.body.sequence ?? 0);
  expect(sequences[1]).toBeGreaterThan(sequences[0] ?? 0);
});

test('what two servers find at once is sent by one of them', async () => {
  await turnOn(await addAddress());
  for (let i = 0; i < 5; i += 1) await freeze((await house.w.person(`甲${i}`, 'north', `A-${i}`)).id);
  await Promise.all([send(), send(), send()]);
  while ((await send()) > 0);
  const told = heard.map((one) => one.body.subject?.['staffNo'] ?? '');
  expect(told.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(['A-0', 'A-1', 'A-2', 'A-3', 'A-4']);
});

test('a server that dies while sending leaves the message to be sent again', async () => {
  await turnOn(await addAddress());
  await freeze((await house.w.person('甲一', 'north', 'A-1')).id);
  answer = (response) => void response.socket?.destroy();
  const dying = new AbortController();
  dying.abort();
  await sendDue(house.w.kernel, { onError: () => undefined, signal: dying.signal });
  expect(await states()).toMatchObject([{ state: 'waiting', tries: 1, last_fault: null }]);
  expect(await send()).toBe(0);
  answer = (response) => response.writeHead(204).end();
  house.later(2);
  expect(await send()).toBe(1);
  expect(await states()).toMatchObject([{ state: 'sent' }]);
});

test('given up after the last try, it is owed by the system administrator; sent again, it is done', async () => {
  await turnOn(await addAddress());
  answer = (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
  const { id } = await house.w.person('甲一', 'north', 'A-1');
  await freeze(id);
  for (let i = 0; i <= pausesSeconds.length; i += 1) {
    await send();
    house.later(24 * 60);
  }
  expect(await states()).toMatchObject([
    { state: 'dead', tries: pausesSeconds.length + 1, last_fault: 'redirect' },
  ]);
  expect(heard).toHaveLength(pausesSeconds.length + 1);
  expect(await house.owed('webhook.undelivered')).toHaveLength(1);
  const [row] = await house.rows('select id from webhook_delivery');
  const input = { deliveryId: row?.['id'] };
  answer = (response) => response.writeHead(204).end();
  await house.w.done(await house.w.administrator('system'), 'webhook.resend', input);
  await send();
  expect(await states()).toMatchObject([{ state: 'sent' }]);
  expect(await house.owed('webhook.undelivered')).toHaveLength(0);
});

test('an old message is not sent again over a later one; it is set aside by hand', async () => {
  await turnOn(await addAddress());
  const { id } = await house.w.person('甲一', 'north', 'A-1');
  await freeze(id);
  await house.database.asOwner((client) => client.query(`update webhook_delivery set state = 'dead'`));
  await restore(id);
  await send();
  const [row] = await house.rows(`select id from webhook_delivery where state = 'dead'`);
  const system = await house.w.administrator('system');
  const input = { deliveryId: row?.['id'] };
  expect(await house.w.run(system, 'webhook.resend', input)).toMatchObject(refused('webhook.overtaken'));
  await house.w.done(system, 'webhook.setAside', { ...input, reason: '已人工核对' });
  expect(await states()).toMatchObject([{ state: 'set-aside' }, { state: 'sent' }]);
});

test('a test goes out before the address is on, without anybody in it', async () => {
  const addressId = await addAddress();
  const security = await house.w.administrator('security');
  await house.w.done(security, 'webhook.test', { addressId });
  await send();
  expect(heard.map((one) => [one.body.kind, one.body.subject])).toEqual([['webhook.test', null]]);
});

test('TLS: a receiver under another authority is not told; under the pinned one it is', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'fengni-webhook-'));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  const tls = await openOwnTls(path.join(folder, 'a'), ['localhost', '127.0.0.1'], new Date());
  const port = await listen(createTlsServer({ cert: tls.cert, key: tls.key }, listener));
  invariant(tls.authorityFile !== null, 'there is an authority');
  const caPem = await readFile(tls.authorityFile, 'utf8');
  const url = `https://127.0.0.1:${port}/`;
  const strange = await addAddress({ name: '不可信', url });
  const pinned = await addAddress({ name: '可信', url, caPem });
  const security = await house.w.administrator('security');
  for (const addressId of [strange, pinned]) await house.w.done(security, 'webhook.test', { addressId });
  await send();
  expect(await states()).toMatchObject([
    { state: 'waiting', last_fault: 'certificate' },
    { state: 'sent', last_fault: null },
  ]);
});

test('only the security administrator says where messages go, with his second factor', async () => {
  const { w } = house;
  const input = {
    name: '门禁',
    url: 'https://door.example/',
    kinds: ['person.frozen'],
    namesBy: 'id',
  };
  for (const session of [await w.administrator('system'), await w.as('officer', 'root')])
    expect(await w.run(session, 'webhook.add', input)).toMatchObject(refused('not.permitted'));
  const security = await w.administrator('security');
  for (const url of ['http://door.example/', 'https://a:b@door.example/', 'file:///etc/passwd'])
    expect(await w.run(security, 'webhook.add', { ...input, url })).toMatchObject(refused('webhook.url'));
  expect(await w.run(security, 'webhook.add', { ...input, caPem: 'nonsense' })).toMatchObject(
    refused('webhook.ca'),
  );
  const faults: unknown = Reflect.get(w.kernel, 'faults');
  expect(faults).toEqual([]);
});
