import { hashToken } from '@fengni/kernel/access/token';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findActivationCode, findSheetCodes } from './testing/read-sheet.ts';
import { TestBrowser, TestGenerator, type TestApp, createTestApp } from './testing/test-app.ts';

const powers = ['system', 'security', 'audit'] as const;
type Power = (typeof powers)[number];
const names = { system: '甲一', security: '乙二', audit: '丙三' } as const;
const password = 'Kiefern und Birken 7';

let house: TestApp;
let browser: TestBrowser;
beforeAll(async () => {
  house = await createTestApp();
  browser = new TestBrowser(house);
});
afterAll(() => house.close());

const session = async (): Promise<unknown> => (await browser.get('/api/session')).json();
const begin = (setupCode: string, changed: Partial<Record<Power, string>> = {}) =>
  browser.run('house.begin', {
    setupCode,
    house: { name: '示例研究院', kind: 'company' },
    administrators: powers.map((power) => ({
      power,
      name: { ...names, ...changed }[power],
      login: `admin-${power}`,
    })),
  });
/** A browser of its own, signed in as an administrator. The generator's codes are good once for each. */
const signIn = async (power: Power): Promise<TestBrowser> => {
  const opened = new TestBrowser(house);
  const generator = new TestGenerator(house.clock);
  const input = { login: `admin-${power}`, password, factorCode: generator.next() };
  expect((await opened.run('session.signIn', input)).statusCode).toBe(200);
  return opened;
};
const fetchCode = async (power: Power): Promise<string> => {
  const sheet = await browser.read('files', 'house.activationSheet', { setupCode: house.setupCode, power });
  return findActivationCode(sheet.rawPayload);
};

test('from an empty house to three active administrators and a sign-in, through HTTP alone', async () => {
  expect(await session()).toEqual({
    signedIn: false,
    house: {
      state: 'empty',
      name: null,
      demo: false,
      waiting: [],
      zone: 'Asia/Shanghai',
      ways: { ldap: false, oidc: null },
    },
  });
  const early = await browser.run('session.signIn', {
    login: 'admin-system',
    password,
    factorCode: '123456',
  });
  expect([early.statusCode, early.json()]).toMatchObject([401, { code: 'signin.failed' }]);

  const wrong = await begin('AAAA-BBBB-CCCC-DDDD');
  expect([wrong.statusCode, wrong.json()]).toMatchObject([
    403,
    { kind: 'refused', code: 'setup.code.wrong', entryId: null },
  ]);
  const twice = await begin(house.setupCode, { audit: names.system });
  expect([twice.statusCode, twice.json()]).toMatchObject([422, { code: 'setup.three.persons' }]);
  const begun = await begin(house.setupCode);
  expect([begun.statusCode, begun.json()]).toMatchObject([200, { kind: 'done' }]);
  expect(await session()).toMatchObject({
    house: {
      state: 'activating',
      name: '示例研究院',
      waiting: [{ power: 'audit', login: 'admin-audit' }, { power: 'security' }, { power: 'system' }],
    },
  });

  const blocked = await browser.read('queries', 'account.list', {});
  expect([blocked.statusCode, blocked.json()]).toMatchObject([503, { code: 'setup.unfinished' }]);

  const generator = new TestGenerator(house.clock);
  for (const power of ['system', 'security'] as const) {
    const activated = await browser.run('account.activate', {
      login: `admin-${power}`,
      activationCode: await fetchCode(power),
      password,
      factor: { kind: 'totp', secret: generator.secret, code: generator.now() },
    });
    expect([activated.statusCode, activated.json()]).toMatchObject([200, { kind: 'done' }]);
  }
  const unready = await browser.run('session.signIn', {
    login: 'admin-system',
    password,
    factorCode: generator.next(),
  });
  expect([unready.statusCode, unready.json()]).toMatchObject([503, { code: 'setup.unfinished' }]);

  const activationCode = await fetchCode('audit');
  const last = await browser.run('account.activate', {
    login: 'admin-audit',
    activationCode,
    password,
    factor: { kind: 'code-sheet' },
  });
  const { factorId } = last.json<{ result: { factorId: string } }>().result;
  expect(await session()).toMatchObject({ house: { state: 'ready', waiting: [] } });
  const sheet = await browser.read('files', 'account.firstCodeSheet', {
    login: 'admin-audit',
    activationCode,
    factorId,
  });
  const codes = findSheetCodes(sheet.rawPayload);
  expect(codes).toHaveLength(40);
  const stolen = await browser.read('files', 'account.firstCodeSheet', {
    login: 'admin-audit',
    activationCode: 'AAAA-BBBB-CCCC',
    factorId,
  });
  expect(stolen.statusCode).toBe(404);

  const signedIn = await browser.run('session.signIn', {
    login: 'admin-audit',
    password,
    factorCode: codes[0],
  });
  expect(signedIn.statusCode).toBe(200);
  expect(await session()).toMatchObject({
    signedIn: true,
    actor: { name: '丙三', power: 'audit', login: 'admin-audit', unit: '示例研究院', factorFresh: true },
  });
  // a used sheet is not printed again
  const reprinted = await browser.read('files', 'account.codeSheet', { factorId });
  expect(reprinted.statusCode).toBe(404);
  expect(house.kernel.faults).toEqual([]);
});

test('a set-up code is good for an hour, and no sheet is printed for an account that is active', async () => {
  const active = await browser.read('files', 'house.activationSheet', {
    setupCode: house.setupCode,
    power: 'system',
  });
  expect(active.statusCode).toBe(404);
  const before = house.clock.now;
  house.clock.now = new Date(before.getTime() + 3_600_001);
  const late = await browser.read('files', 'house.activationSheet', {
    setupCode: house.setupCode,
    power: 'system',
  });
  house.clock.now = before;
  expect([late.statusCode, late.json()]).toMatchObject([403, { code: 'setup.code.wrong' }]);
});

test('a sign-in sent again after a lost answer opens the same session', async () => {
  const generator = new TestGenerator(house.clock);
  const other = new TestBrowser(house);
  const input = { login: 'admin-system', password, factorCode: generator.next() };
  const id = randomUUID();
  const first = await other.run('session.signIn', input, id);
  const cookie = other.cookie;
  other.cookie = '';
  const again = await other.run('session.signIn', input, id);
  expect(again.json()).toEqual(first.json());
  expect(other.cookie).toBe(cookie);
  expect((await other.get('/api/session')).json()).toMatchObject({ signedIn: true });
  const foreign = await other.run('session.signIn', { ...input, login: 'admin-security' }, id);
  expect([foreign.statusCode, foreign.json()]).toMatchObject([409, { code: 'command.id.conflict' }]);
});

test('what a page reads by itself keeps no session open', async () => {
  const generator = new TestGenerator(house.clock);
  const other = new TestBrowser(house);
  await other.run('session.signIn', { login: 'admin-system', password, factorCode: generator.next() });
  const seen = async (): Promise<number> =>
    house.database.asOwner(async (client) => {
      const { rows } = await client.query<{ at: Date }>(
        'select seen_at as at from session_seen n join session s on s.id = n.session_id where s.token_hash = $1',
        [hashToken(other.cookie)],
      );
      return rows[0]?.at.getTime() ?? 0;
    });
  await other.get('/api/session');
  const before = await seen();
  expect(before).toBe(house.clock.now.getTime());
  const later = new Date(before + 5 * 60_000);
  house.clock.now = later;
  await other.send({ method: 'GET', url: '/api/session', headers: { 'x-fengni-idle': '240' } });
  expect(await seen()).toBe(before);
  await other.send({ method: 'GET', url: '/api/session', headers: { 'x-fengni-idle': '3' } });
  expect(await seen()).toBe(later.getTime());
  house.clock.now = new Date(before);
});

test('an invited account gets its sheet from the system administrator alone', async () => {
  const generator = new TestGenerator(house.clock);
  const system = new TestBrowser(house);
  await system.run('session.signIn', { login: 'admin-system', password, factorCode: generator.next() });
  const personId = await house.database.asOwner(async (client) => {
    await client.query(`select set_config('fengni.entry', gen_random_uuid()::text, false)`);
    const { rows } = await client.query<{ id: string }>(
      `insert into person (id, name, unit_id) select gen_random_uuid(), '丁四', id from unit returning id`,
    );
    return rows[0]?.id ?? '';
  });
  const invited = await system.run('account.invite', { personId, login: 'ding' });
  const { accountId } = invited.json<{ result: { accountId: string } }>().result;
  const sheet = await system.read('files', 'account.activationSheet', { accountId });
  expect(sheet.statusCode).toBe(200);
  expect(sheet.headers['content-disposition']).toContain('activation-ding.pdf');
  expect((await browser.read('files', 'account.activationSheet', { accountId })).statusCode).toBe(403);
  const ding = new TestBrowser(house);
  const activated = await ding.run('account.activate', {
    login: 'ding',
    activationCode: findActivationCode(sheet.rawPayload),
    password,
    factor: { kind: 'totp', secret: generator.secret, code: generator.now() },
  });
  expect(activated.statusCode).toBe(200);
  expect((await system.read('files', 'account.activationSheet', { accountId })).statusCode).toBe(404);
});

test('the interface is described to who is signed in: every command, query and file with its errors', async () => {
  const signedIn = await signIn('system');
  const api = (await signedIn.get('/api/openapi.json')).json<{
    openapi: string;
    paths: Record<string, Record<string, { responses: object }>>;
  }>();
  expect(api.openapi).toBe('3.1.0');
  const { commands, queries, files } = house.kernel.registry;
  expect(Object.keys(api.paths)).toHaveLength(commands.size + queries.size + files.size);
  expect(Object.keys(api.paths['/api/commands/account.reset']?.['post']?.responses ?? {})).toEqual(
    expect.arrayContaining(['200', '202', '401', '404', '409']),
  );
});

test('unknown and forbidden are the same answer, in the language of the account', async () => {
  const system = await signIn('system');
  const active = (await system.read('queries', 'account.list', { search: 'admin-audit' })).json<{
    rows: { id: string }[];
  }>().rows[0]?.id;
  const [unknown, forbidden] = [
    await system.read('files', 'account.activationSheet', { accountId: randomUUID() }),
    await system.read('files', 'account.activationSheet', { accountId: active }),
  ];
  expect(unknown.statusCode).toBe(404);
  expect(forbidden.statusCode).toBe(404);
  expect(forbidden.body).toBe(unknown.body);
  // the browser asks for English, the account is Chinese
  expect(unknown.json()).toMatchObject({ text: '未找到。请核对编号或扫描标签。' });
  const denied = await system.run('terminal.restrict', { restricted: true });
  expect([denied.statusCode, denied.json()]).toMatchObject([
    403,
    { params: { who: '安全保密管理员' }, text: expect.stringContaining('安全保密管理员') },
  ]);
});

test('a command that parks is answered with 202, and signing out clears the cookie', async () => {
  const system = await signIn('system');
  const audit = (await system.read('queries', 'account.list', { search: 'admin-audit' })).json<{
    rows: { id: string }[];
  }>().rows[0]?.id;
  const parked = await system.run('account.reset', { accountId: audit, reason: '口令遗忘' });
  expect([parked.statusCode, parked.json()]).toMatchObject([202, { kind: 'parked', nobodyDecides: false }]);
  const out = await system.run('session.signOut', {});
  expect(out.headers['set-cookie']).toMatch(/^__Host-fengni=; .*(Max-Age=0|Expires=Thu, 01 Jan 1970)/);
  system.cookie = '';
  expect((await system.get('/api/session')).json()).toMatchObject({ signedIn: false });
});
