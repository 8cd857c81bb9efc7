// Sign-in against the organisation's directory and issuer through HTTP (issue 5): LDAP on a real OpenLDAP server.
import { randomUUID } from 'node:crypto';
import { DirectoryState, TestAnswer } from '@fengni/kernel/access/directory/contract';
import {
  type TestIssuer,
  clientId,
  clientSecret,
  startIssuer,
} from '@fengni/kernel/access/directory/testing/issuer';
import {
  type Slapd,
  ldapBase,
  readerName,
  readerPassword,
  startSlapd,
  whyNoSlapd,
} from '@fengni/kernel/access/directory/testing/slapd';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { findActivationCode } from './testing/read-sheet.ts';
import { TestBrowser, TestGenerator, type TestApp, createTestApp, testHost } from './testing/test-app.ts';

const powers = ['system', 'security', 'audit'] as const;
type Power = (typeof powers)[number];
const password = 'Kiefern und Birken 7';
const inDirectory = 'in the directory';
const absent = whyNoSlapd();
if (absent !== null) process.stdout.write(`Sign-in by LDAP is not tested: ${absent}\n`);

let house: TestApp;
let issuer: TestIssuer;
let ldap: Slapd | null = null;
const people = new Map<string, { accountId: string; personId: string }>();

beforeAll(async () => {
  house = await createTestApp();
  issuer = await startIssuer();
  if (absent === null)
    ldap = await startSlapd([
      { uid: 'ding', password: inDirectory, staffNo: '1004' },
      { uid: 'wu-there', password: inDirectory },
    ]);
  await beginHouse();
});
beforeEach(() => {
  // a lock after failed attempts is another test's
  house.clock.now = new Date(house.clock.now.getTime() + 3_600_000);
  issuer.mischief = {};
});
afterAll(async () => {
  expect(house.kernel.faults).toEqual([]);
  await ldap?.stop();
  await issuer.close();
  await house.close();
});

async function resultOf(
  browser: TestBrowser,
  name: string,
  input: unknown,
): Promise<Record<string, unknown>> {
  const response = await browser.run(name, input);
  expect([response.statusCode, response.json()]).toMatchObject([200, { kind: 'done' }]);
  return response.json<{ result: Record<string, unknown> }>().result;
}

async function codeOf(response: Promise<{ statusCode: number; json: () => unknown }>): Promise<unknown> {
  const { statusCode, json } = await response;
  const body = json();
  return statusCode === 200
    ? 'done'
    : typeof body === 'object' && body !== null
      ? Reflect.get(body, 'code')
      : null;
}

async function beginHouse(): Promise<void> {
  const browser = new TestBrowser(house);
  await resultOf(browser, 'house.begin', {
    setupCode: house.setupCode,
    house: { name: '示例研究院', kind: 'company' },
    administrators: powers.map((power, i) => ({ power, name: `甲${i}`, login: `admin-${power}` })),
  });
  for (const power of powers) {
    const sheet = await browser.read('files', 'house.activationSheet', { setupCode: house.setupCode, power });
    await activate(`admin-${power}`, findActivationCode(sheet.rawPayload), password);
  }
  const system = await administrator('system');
  const unitId = await houseUnit();
  for (const [login, staffNo] of [
    ['ding', '1004'],
    ['wu', null],
    ['ji', null],
    ['geng', null],
  ] as const) {
    const { personId } = await resultOf(system, 'org.addPerson', {
      name: `${login} 测`,
      unitId,
      staffNo: staffNo ?? '',
    });
    const { accountId } = await resultOf(system, 'account.invite', { personId, login });
    people.set(login, { accountId: String(accountId), personId: String(personId) });
    const sheet = await system.read('files', 'account.activationSheet', { accountId });
    await activate(login, findActivationCode(sheet.rawPayload), password);
  }
}

async function houseUnit(): Promise<unknown> {
  return (await keptRow('select id from unit where parent_id is null'))[0]?.['id'];
}

async function activate(login: string, activationCode: string, chosen?: string): Promise<void> {
  const generator = new TestGenerator(house.clock);
  await resultOf(new TestBrowser(house), 'account.activate', {
    login,
    activationCode,
    ...(chosen !== undefined && { password: chosen }),
    factor: { kind: 'totp', secret: generator.secret, code: generator.next() },
  });
}

const next = (): string => new TestGenerator(house.clock).next();

/** Signs in at a terminal of its own, so that no test waits for another's failures. */
let terminals = 10;
function newBrowser(): TestBrowser {
  terminals += 1;
  return new TestBrowser(house, { address: `192.0.2.${terminals}` });
}
async function administrator(power: Power): Promise<TestBrowser> {
  const browser = newBrowser();
  await resultOf(browser, 'session.signIn', { login: `admin-${power}`, password, factorCode: next() });
  return browser;
}
function beginAsDing(): Promise<unknown> {
  return codeOf(newBrowser().run('session.beginSignIn', { login: 'ding', password: inDirectory }));
}
async function countAccounts(): Promise<unknown> {
  return (await keptRow('select count(*)::int as n from account'))[0]?.['n'];
}
const accountOf = (login: string): string => people.get(login)?.accountId ?? '';

function ldapSettings(server: Slapd, changes: object = {}) {
  return {
    enabled: true,
    url: server.ldaps,
    ca: server.ca,
    bindName: readerName,
    bindPassword: readerPassword,
    base: ldapBase,
    filter: '(&(objectClass=inetOrgPerson)(uid={login}))',
    staffNoAttribute: 'employeeNumber',
    seconds: 5,
    ...changes,
  };
}
function oidcSettings(changes: object = {}) {
  return {
    enabled: true,
    label: '统一认证',
    issuer: issuer.issuer,
    clientId,
    clientSecret,
    ca: issuer.ca,
    claim: 'preferred_username',
    scopes: 'openid profile',
    seconds: 5,
    ...changes,
  };
}

async function keptRow(text: string): Promise<Record<string, unknown>[]> {
  return house.database.asOwner(async (client) => (await client.query(text)).rows);
}

test.skipIf(absent !== null)(
  'by LDAP the directory’s password opens, with the house’s own second factor, and the local one does not',
  async () => {
    if (ldap === null) return;
    const security = await administrator('security');
    const ids = [accountOf('ding')];
    expect(await codeOf(security.run('account.setSignIn', { accountIds: ids, by: 'ldap' }))).toBe(
      'directory.off',
    );
    await resultOf(security, 'directory.keepLdap', ldapSettings(ldap));
    const before = newBrowser();
    await resultOf(before, 'session.signIn', { login: 'ding', password, factorCode: next() });
    expect(await resultOf(security, 'account.setSignIn', { accountIds: ids, by: 'ldap' })).toEqual({
      changed: 1,
      sessionsEnded: 1,
    });
    // who was signed in by the old way is signed out
    expect((await before.get('/api/session')).json()).toMatchObject({ signedIn: false });

    const browser = newBrowser();
    expect((await browser.get('/api/session')).json()).toMatchObject({
      house: { ways: { ldap: true, oidc: null } },
    });
    expect(await codeOf(browser.run('session.beginSignIn', { login: 'ding', password }))).toBe(
      'signin.failed',
    );
    expect(await codeOf(browser.run('session.signIn', { login: 'ding', password, factorCode: next() }))).toBe(
      'signin.failed',
    );
    expect(
      await codeOf(
        browser.run('session.signIn', { login: 'ding', password: inDirectory, factorCode: '000000' }),
      ),
    ).toBe('signin.failed');
    expect(
      await codeOf(browser.run('session.signIn', { login: 'ding', password: '', factorCode: next() })),
    ).toBe('input.invalid');
    await resultOf(browser, 'session.beginSignIn', { login: 'DING', password: inDirectory });
    await resultOf(browser, 'session.signIn', { login: 'ding', password: inDirectory, factorCode: next() });
    expect((await browser.get('/api/session')).json()).toMatchObject({
      signedIn: true,
      actor: { login: 'ding' },
    });
    const signedIn = await keptRow(
      `select details::text as text from log_detail where command = 'session.signIn' and outcome = 'done'`,
    );
    expect(signedIn.filter(({ text }) => /"by": ?"ldap"/.test(String(text)))).toHaveLength(1);
    // its password is not changed here
    expect(
      await codeOf(browser.run('account.changePassword', { current: password, next: 'Ahorn und Erlen 8' })),
    ).toBe('account.outside.password');
  },
);

test.skipIf(absent !== null)(
  'failed attempts wait as local ones do, the right password too, and strangers alike',
  async () => {
    const browser = newBrowser();
    for (let tries = 0; tries < 4; tries += 1)
      expect(await codeOf(browser.run('session.beginSignIn', { login: 'ding', password: 'wrong' }))).toBe(
        'signin.failed',
      );
    expect(await codeOf(browser.run('session.beginSignIn', { login: 'ding', password: inDirectory }))).toBe(
      'signin.wait',
    );
    // logins nobody has wait alike, those that are looked for in the directory and those that are not
    for (const login of ['nobody', 'somebody', 'anybody', 'stranger']) {
      const other = newBrowser();
      for (let tries = 0; tries < 4; tries += 1)
        expect(await codeOf(other.run('session.beginSignIn', { login, password: 'wrong' }))).toBe(
          'signin.failed',
        );
      expect(await codeOf(other.run('session.beginSignIn', { login, password: 'wrong' }))).toBe(
        'signin.wait',
      );
    }
  },
);

test.skipIf(absent !== null)('attempts at the same moment are taken one at a time, and count', async () => {
  const browser = newBrowser();
  const codes = await Promise.all(
    Array.from({ length: 6 }, () =>
      codeOf(browser.run('session.beginSignIn', { login: 'ding', password: 'wrong' })),
    ),
  );
  expect(codes.filter((code) => code !== 'signin.failed' && code !== 'signin.wait')).toEqual([]);
  expect(codes.filter((code) => code === 'signin.failed').length).toBeLessThanOrEqual(4);
});

test.skipIf(absent !== null)(
  'a directory that is not reached says so, to strangers alike, and counts as no failure',
  async () => {
    if (ldap === null) return;
    const security = await administrator('security');
    await resultOf(security, 'directory.keepLdap', ldapSettings(ldap, { url: 'ldaps://127.0.0.1:9' }));
    const browser = newBrowser();
    for (let tries = 0; tries < 6; tries += 1)
      expect(await codeOf(browser.run('session.beginSignIn', { login: 'ding', password: inDirectory }))).toBe(
        'directory.unavailable',
      );
    // the local password does not stand in for it
    expect(await codeOf(browser.run('session.beginSignIn', { login: 'ding', password }))).toBe(
      'directory.unavailable',
    );
    const strangers = await Promise.all(
      Array.from({ length: 24 }, (_, i) =>
        codeOf(browser.run('session.beginSignIn', { login: `stranger-${i}`, password })),
      ),
    );
    expect(new Set(strangers)).toEqual(new Set(['directory.unavailable', 'signin.failed']));
    // administrators sign in as ever, and see why
    const answer = await testConnection(await administrator('security'), { kind: 'ldap' });
    expect(answer.steps.map(({ ok }) => ok)).toEqual([false]);
    expect(answer.last?.detail.en).toContain('nothing serves this port');
    await resultOf(security, 'session.proveFactor', { factorCode: next() });
    await resultOf(security, 'directory.keepLdap', ldapSettings(ldap));
    await resultOf(browser, 'session.beginSignIn', { login: 'ding', password: inDirectory });
  },
);

async function testConnection(browser: TestBrowser, input: object) {
  const response = await browser.send({
    method: 'POST',
    url: '/api/outside/test',
    headers: { origin: `https://${testHost}`, 'sec-fetch-site': 'same-origin' },
    payload: { id: randomUUID(), input },
  });
  expect(response.statusCode).toBe(200);
  return TestAnswer.parse(response.json());
}

test.skipIf(absent !== null)(
  'an account may be called otherwise there, and its staff number must be the same',
  async () => {
    if (ldap === null) return;
    const security = await administrator('security');
    const signIn = (login: string) =>
      codeOf(newBrowser().run('session.beginSignIn', { login, password: inDirectory }));
    await resultOf(security, 'account.setSignIn', { accountIds: [accountOf('wu')], by: 'ldap' });
    expect(await signIn('wu')).toBe('signin.failed');
    await resultOf(security, 'account.setSignIn', {
      accountIds: [accountOf('wu')],
      by: 'ldap',
      outsideName: 'wu-there',
    });
    expect(await signIn('wu')).toBe('done');
    // what security wrote down is a value and no filter
    await resultOf(security, 'account.setSignIn', {
      accountIds: [accountOf('wu')],
      by: 'ldap',
      outsideName: '*',
    });
    expect(await signIn('wu')).toBe('signin.failed');
    expect(
      await codeOf(
        security.run('account.setSignIn', { accountIds: [accountOf('wu')], by: 'ldap', outsideName: 'ding' }),
      ),
    ).toBe('account.outside.taken');
    const { personId = '' } = people.get('ding') ?? {};
    const system = await administrator('system');
    const unitId = await houseUnit();
    await resultOf(system, 'org.changePerson', { personId, name: 'ding 测', unitId, staffNo: '2004' });
    expect(await signIn('ding')).toBe('signin.failed');
    await resultOf(system, 'org.changePerson', { personId, name: 'ding 测', unitId, staffNo: '1004' });
    expect(await signIn('ding')).toBe('done');
  },
);

test.skipIf(absent !== null)('who is frozen does not get in, whatever the directory says', async () => {
  const security = await administrator('security');
  const { personId = '' } = people.get('ding') ?? {};
  await resultOf(security, 'org.freezePerson', { personId, reason: '离岗' });
  expect(await beginAsDing()).toBe('signin.failed');
  await resultOf(security, 'org.restorePerson', { personId, reason: '回岗' });
  expect(await beginAsDing()).toBe('done');
});

test.skipIf(absent !== null)(
  'an account invited for the directory is activated without a password',
  async () => {
    const system = await administrator('system');
    const unitId = await houseUnit();
    const { personId } = await resultOf(system, 'org.addPerson', { name: 'xin 测', unitId, staffNo: '' });
    const { accountId } = await resultOf(system, 'account.invite', { personId, login: 'xin' });
    const sheet = await system.read('files', 'account.activationSheet', { accountId });
    const activationCode = findActivationCode(sheet.rawPayload);
    const generator = new TestGenerator(house.clock);
    const input = {
      login: 'xin',
      activationCode,
      factor: { kind: 'totp', secret: generator.secret, code: generator.now() },
    };
    expect(await codeOf(newBrowser().run('account.activate', input))).toBe('password.short');
    const security = await administrator('security');
    await resultOf(security, 'account.setSignIn', { accountIds: [accountId], by: 'ldap' });
    await activate('xin', activationCode);
    // there is no local password to fall back to
    await resultOf(security, 'session.proveFactor', { factorCode: next() });
    await resultOf(security, 'account.setSignIn', { accountIds: [accountId], by: 'password' });
    expect(
      await codeOf(newBrowser().run('session.beginSignIn', { login: 'xin', password: 'anything at all' })),
    ).toBe('signin.failed');
  },
);

test('administrators stay local, and only the security administrator sets how others sign in', async () => {
  const security = await administrator('security');
  await resultOf(security, 'directory.keepOidc', oidcSettings());
  const admin = await keptRow(`select id from account where login = 'admin-audit'`);
  expect(
    await codeOf(security.run('account.setSignIn', { accountIds: [admin[0]?.['id']], by: 'oidc' })),
  ).toBe('account.administrator.local');
  for (const power of ['system', 'audit'] as const) {
    const other = await administrator(power);
    expect(await codeOf(other.run('account.setSignIn', { accountIds: [accountOf('ji')], by: 'oidc' }))).toBe(
      'not.permitted',
    );
    expect(await codeOf(other.run('directory.keepOidc', oidcSettings()))).toBe('not.permitted');
  }
});

test('neither secret leaves the server, in an answer or in the log', async () => {
  const security = await administrator('security');
  const shown = await security.read('queries', 'directory.show', {});
  const state = DirectoryState.parse(shown.json());
  expect(state.oidc?.issuer).toBe(issuer.issuer);
  expect(shown.body).not.toContain(clientSecret);
  // the secret that is kept stays with other settings, and goes to nobody else
  const kept = { clientSecret: undefined };
  await resultOf(security, 'directory.keepOidc', oidcSettings({ ...kept, label: '统一身份认证' }));
  await resultOf(security, 'directory.keepOidc', oidcSettings({ ...kept }));
  for (const changed of [{ issuer: 'https://elsewhere.example' }, { clientId: 'another' }, { ca: null }])
    expect(await codeOf(security.run('directory.keepOidc', oidcSettings({ ...kept, ...changed })))).toBe(
      'directory.secret.again',
    );
  const rows = await keptRow(
    `select d.details::text as text, k.secret from log_detail d cross join directory k`,
  );
  for (const { text, secret } of rows) {
    expect(text).not.toContain(clientSecret);
    expect(text).not.toContain(readerPassword);
    expect(String(secret)).not.toContain(clientSecret);
  }
  expect(await codeOf(security.run('directory.keepOidc', oidcSettings({ ca: 'no certificate' })))).toBe(
    'input.invalid',
  );
  expect(
    await codeOf(
      security.run(
        'directory.keepOidc',
        oidcSettings({ ca: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----' }),
      ),
    ),
  ).toBe('directory.ca');
});

async function post(
  browser: TestBrowser,
  url: string,
  payload: object,
  cookies: Record<string, string> = {},
) {
  const cookie = Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
  const response = await browser.send({
    method: 'POST',
    url,
    headers: {
      origin: `https://${testHost}`,
      'sec-fetch-site': 'same-origin',
      ...(cookie !== '' && { cookie }),
    },
    payload,
  });
  return response;
}
const flowCookie = '__Host-fengni-flow';
const ticketCookie = '__Host-fengni-ticket';
function valueOf(response: { cookies: readonly { name: string; value: string }[] }, name: string): string {
  return response.cookies.find((one) => one.name === name)?.value ?? '';
}
/** Goes to the issuer and back as somebody. Returns the ticket, or the code of the refusal. */
async function goOutside(
  browser: TestBrowser,
  name: string,
): Promise<{ ticket: string; code: unknown; flow: string; query: string }> {
  const begun = await post(browser, '/api/outside/begin', { to: '/carriers' });
  expect(begun.statusCode).toBe(200);
  const { url } = begun.json<{ url: string }>();
  const flow = valueOf(begun, flowCookie);
  const query = issuer.signIn(url, name);
  const ended = await post(browser, '/api/outside/end', { query }, { [flowCookie]: flow });
  const body = ended.json<{ code?: string; to?: string }>();
  if (ended.statusCode === 200) expect(body.to).toBe('/carriers');
  return { ticket: valueOf(ended, ticketCookie), code: body.code ?? null, flow, query };
}
async function withTicket(
  browser: TestBrowser,
  name: string,
  input: object,
  ticket: string,
  id: string = randomUUID(),
) {
  return post(browser, `/api/commands/${name}`, { id, input }, { [ticketCookie]: ticket });
}

test('by the issuer somebody gets in with his second factor, once', async () => {
  const security = await administrator('security');
  await resultOf(security, 'account.setSignIn', { accountIds: [accountOf('ji')], by: 'oidc' });
  const browser = newBrowser();
  expect((await browser.get('/api/session')).json()).toMatchObject({ house: { ways: { oidc: '统一认证' } } });
  // the local password opens nothing any more
  expect(await codeOf(browser.run('session.beginSignIn', { login: 'ji', password }))).toBe('signin.failed');
  // nobody comes with a proof of his own
  expect(await codeOf(browser.run('session.admitOutside', {}))).toBe('directory.oidc.expired');

  const { ticket, flow, query } = await goOutside(browser, 'ji');
  expect(ticket).not.toBe('');
  expect((await withTicket(browser, 'session.beginSignInOutside', {}, ticket)).json()).toMatchObject({
    result: { offer: { kinds: ['totp'] } },
  });
  expect(await codeOf(withTicket(browser, 'session.signInOutside', { factorCode: '000000' }, ticket))).toBe(
    'factor.failed',
  );
  // what came back from the issuer is good once
  expect(await codeOf(post(browser, '/api/outside/end', { query }, { [flowCookie]: flow }))).toBe(
    'directory.oidc.invalid',
  );
  // the ticket is this terminal's
  expect(
    await codeOf(withTicket(newBrowser(), 'session.signInOutside', { factorCode: next() }, ticket)),
  ).toBe('directory.oidc.expired');
  const id = randomUUID();
  const factorCode = next();
  const signedIn = await withTicket(browser, 'session.signInOutside', { factorCode }, ticket, id);
  expect(signedIn.statusCode).toBe(200);
  const { cookie } = browser;
  expect((await browser.get('/api/session')).json()).toMatchObject({
    signedIn: true,
    actor: { login: 'ji' },
  });
  // it is used up; who knows the command's id and the code, and not the ticket, gets no session by sending it again
  expect(await codeOf(withTicket(browser, 'session.signInOutside', { factorCode: next() }, ticket))).toBe(
    'directory.oidc.expired',
  );
  const other = newBrowser();
  await withTicket(other, 'session.signInOutside', { factorCode }, 'guessed', id);
  expect(other.cookie).not.toBe(cookie);
  expect((await other.get('/api/session')).json()).toMatchObject({ signedIn: false });
});

test('whoever the issuer knows and the house does not has no account made, and the frozen are told the same', async () => {
  const security = await administrator('security');
  const before = await countAccounts();
  expect((await goOutside(newBrowser(), 'stranger')).code).toBe('directory.no.account');
  // an account of another way, and an administrator's, are not his by being called so
  expect((await goOutside(newBrowser(), 'geng')).code).toBe('directory.no.account');
  expect((await goOutside(newBrowser(), 'admin-system')).code).toBe('directory.no.account');
  expect(await countAccounts()).toBe(before);
  const { personId = '' } = people.get('ji') ?? {};
  const browser = newBrowser();
  const { ticket } = await goOutside(browser, 'ji');
  await resultOf(security, 'org.freezePerson', { personId, reason: '离岗' });
  expect((await goOutside(newBrowser(), 'ji')).code).toBe('directory.no.account');
  const denied = await keptRow(
    `select outcome from log_detail where command = 'session.admitOutside' and outcome = 'denied'`,
  );
  expect(denied).toHaveLength(1);
  // nor does a ticket that he had before
  expect(await codeOf(withTicket(browser, 'session.signInOutside', { factorCode: next() }, ticket))).toBe(
    'directory.no.account',
  );
  await resultOf(security, 'org.restorePerson', { personId, reason: '回岗' });
});

test('a name written down goes before a login that happens to be alike', async () => {
  const security = await administrator('security');
  await resultOf(security, 'account.setSignIn', {
    accountIds: [accountOf('geng')],
    by: 'oidc',
    outsideName: 'Ji',
  });
  const browser = newBrowser();
  const { ticket } = await goOutside(browser, 'Ji');
  await withTicket(browser, 'session.signInOutside', { factorCode: next() }, ticket);
  expect((await browser.get('/api/session')).json()).toMatchObject({ actor: { login: 'geng' } });
  expect(
    await codeOf(
      security.run('account.setSignIn', { accountIds: [accountOf('geng')], by: 'oidc', outsideName: 'ji' }),
    ),
  ).toBe('account.outside.taken');
});

test('a way that is over, foreign or turned off leads nowhere', async () => {
  const browser = newBrowser();
  const begun = await post(browser, '/api/outside/begin', { to: '' });
  const query = issuer.signIn(begun.json<{ url: string }>().url, 'ji');
  const flow = valueOf(begun, flowCookie);
  expect(await codeOf(post(browser, '/api/outside/end', { query }))).toBe('directory.oidc.expired');
  const changed = `${flow.startsWith('A') ? 'B' : 'A'}${flow.slice(1)}`;
  expect(await codeOf(post(browser, '/api/outside/end', { query }, { [flowCookie]: changed }))).toBe(
    'directory.oidc.expired',
  );
  house.clock.now = new Date(house.clock.now.getTime() + 11 * 60_000);
  expect(await codeOf(post(browser, '/api/outside/end', { query }, { [flowCookie]: flow }))).toBe(
    'directory.oidc.expired',
  );
  const foreign = await browser.send({
    method: 'POST',
    url: '/api/outside/begin',
    headers: { origin: 'https://elsewhere.example' },
    payload: {},
  });
  expect(foreign.statusCode).toBe(403);

  const security = await administrator('security');
  expect(await codeOf(security.run('directory.keepOidc', oidcSettings({ enabled: false })))).toBe(
    'directory.in.use',
  );
  await resultOf(security, 'account.setSignIn', {
    accountIds: [accountOf('ji'), accountOf('geng')],
    by: 'password',
  });
  await resultOf(security, 'directory.keepOidc', oidcSettings({ enabled: false }));
  expect(await codeOf(post(browser, '/api/outside/begin', {}))).toBe('directory.oidc.off');
  expect(await codeOf(newBrowser().run('session.beginSignIn', { login: 'ji', password }))).toBe('done');
});
