import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attemptsPerMinuteMax } from './attempts.ts';
import { TestBrowser, type TestApp, createTestApp, testHost } from './testing/test-app.ts';

let house: TestApp;
let plain: TestApp;
let web: string;
beforeAll(async () => {
  web = await mkdtemp(path.join(tmpdir(), 'fengni-web-'));
  await mkdir(path.join(web, 'assets'));
  await writeFile(
    path.join(web, 'index.html'),
    '<meta name="csp-nonce" content="__NONCE__"><title>x</title>',
  );
  await writeFile(path.join(web, 'seal.svg'), '<svg/>');
  await writeFile(path.join(web, 'assets', 'main-abc123.js'), 'let a = 1;');
  await writeFile(path.join(web, 'assets', 'main-abc123.js.br'), 'compressed');
  house = await createTestApp({ webFolder: web });
  plain = await createTestApp({ secure: false });
});
afterAll(async () => {
  await Promise.all([house.close(), plain.close()]);
  await rm(web, { recursive: true });
});

const origin = `https://${testHost}`;
const post = (url: string, headers: Record<string, string>, payload: object | string = {}) =>
  new TestBrowser(house).send({ method: 'POST', url, headers, payload });

test('a command is taken from our own pages only', async () => {
  const url = '/api/commands/session.signOut';
  const absent = await post(url, {});
  const foreign = await post(url, { origin: 'https://elsewhere.example' });
  const downgraded = await post(url, { origin: `http://${testHost}` });
  const crossSite = await post(url, { origin, 'sec-fetch-site': 'cross-site' });
  const sameSite = await post(url, { origin, 'sec-fetch-site': 'same-site' });
  for (const response of [absent, foreign, downgraded, crossSite, sameSite]) {
    expect([response.statusCode, response.json()]).toMatchObject([
      403,
      { kind: 'refused', code: 'request.foreign' },
    ]);
  }
  const reading = await new TestBrowser(house).get('/api/queries/account.list', {
    'sec-fetch-site': 'cross-site',
  });
  expect(reading.statusCode).toBe(403);
});

test('an upload of a module stands behind the same guards', async () => {
  const absent = await post('/api/ledgers', {});
  expect([absent.statusCode, absent.json()]).toMatchObject([403, { code: 'request.foreign' }]);
  const early = await post(
    '/api/ledgers',
    { origin, 'content-type': 'multipart/form-data; boundary=x' },
    '--x--',
  );
  expect([early.statusCode, early.json()]).toMatchObject([503, { code: 'setup.unfinished' }]);
});

test('an unknown host name is refused: DNS rebinding', async () => {
  const response = await new TestBrowser(house).get('/api/session', { host: 'rebound.example' });
  expect([response.statusCode, response.json()]).toMatchObject([403, { code: 'host.unknown' }]);
});

test('only JSON of the right shape is a command', async () => {
  const url = '/api/commands/session.signOut';
  const form = await post(url, { origin, 'content-type': 'text/plain' }, '{}');
  const broken = await post(url, { origin, 'content-type': 'application/json' }, '{');
  const noId = await post(url, { origin }, { input: {} });
  for (const response of [form, broken, noId])
    expect([response.statusCode, response.json()]).toMatchObject([400, { code: 'request.invalid' }]);
  const large = await post(url, { origin }, { id: 'x', input: 'x'.repeat(9 * 1024 * 1024) });
  expect([large.statusCode, large.json()]).toMatchObject([
    413,
    { code: 'request.too.large', params: { megabytes: 8 } },
  ]);
});

test('every answer of the interface is kept nowhere and loads nothing', async () => {
  const browser = new TestBrowser(house);
  for (const url of [
    '/api/session',
    '/api/health',
    '/api/openapi.json',
    '/api/queries/nothing',
    '/api/else',
    '/api',
  ]) {
    const { headers } = await browser.get(url);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
  }
});

test('the page gets a nonce of its own each time and the policy that goes with it', async () => {
  const browser = new TestBrowser(house);
  const [first, second] = [await browser.get('/'), await browser.get('/carriers/deep/link')];
  const nonce = /content="([^"]+)"/.exec(first.body)?.[1] ?? '';
  expect(nonce).toHaveLength(24);
  expect(first.headers['content-security-policy']).toBe(
    `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'`,
  );
  expect(second.statusCode).toBe(200);
  expect(second.body).not.toContain(nonce);
  expect(second.body).not.toContain('__NONCE__');
});

test('hashed files are kept for ever and sent compressed, others are asked for again', async () => {
  const browser = new TestBrowser(house);
  const hashed = await browser.get('/assets/main-abc123.js', { 'accept-encoding': 'br, gzip' });
  expect(hashed.headers).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    'content-encoding': 'br',
  });
  expect(hashed.body).toBe('compressed');
  const uncompressed = await browser.get('/assets/main-abc123.js');
  expect(uncompressed.body).toBe('let a = 1;');
  expect((await browser.get('/seal.svg')).headers['cache-control']).toBe('no-cache');
  // a page that was left open asks for files of an older build
  expect((await browser.get('/assets/main-gone.js')).statusCode).toBe(404);
  expect((await browser.get('/index.html')).body).not.toContain('__NONCE__');
  expect((await browser.get('/../package.json')).body).not.toContain('dependencies');
});

test('the cookie of a session is out of reach of scripts and other sites', async () => {
  const { setSessionCookie } = await import('./caller.ts');
  const probe = await createTestApp();
  probe.app.get('/api/probe', async (_request, reply) => {
    setSessionCookie(reply, 'token', true);
    return {};
  });
  const response = await new TestBrowser(probe).get('/api/probe');
  expect(response.headers['set-cookie']).toBe(
    '__Host-fengni=token; Path=/; HttpOnly; Secure; SameSite=Strict',
  );
  await probe.close();
});

test('on plain http the cookie has a plain name, for browsers refuse __Host- there', async () => {
  const browser = new TestBrowser(plain, { secure: false });
  browser.cookie = 'unknown';
  expect((await browser.get('/api/session')).json()).toMatchObject({ signedIn: false });
  const response = await browser.run('session.signOut', {});
  expect([response.statusCode, response.json()]).toMatchObject([503, { code: 'setup.unfinished' }]);
});

test('health tells what a watchdog needs and counts refused callers', async () => {
  const browser = new TestBrowser(plain, { secure: false });
  await browser.read('queries', 'no.such', {});
  const health = (await browser.get('/api/health')).json<{ signedOut: { refused: number } }>();
  expect(health).toMatchObject({
    ok: true,
    database: 'up',
    sealer: { pending: 0, lagSeconds: 0 },
    clock: { driftSeconds: 0, stopped: false },
  });
  expect(health.signedOut.refused).toBeGreaterThan(0);
});

test('attempts from one terminal are bounded, another terminal is not held up', async () => {
  const guess = (address: string) =>
    new TestBrowser(plain, { secure: false, address }).run('house.begin', { setupCode: 'AAAA-BBBB' });
  for (let i = 0; i < attemptsPerMinuteMax; i += 1) expect((await guess('192.0.2.66')).statusCode).toBe(422);
  const held = await guess('192.0.2.66');
  expect([held.statusCode, held.json()]).toMatchObject([429, { code: 'attempts.too.many' }]);
  expect((await guess('192.0.2.67')).statusCode).toBe(422);
  plain.clock.now = new Date(plain.clock.now.getTime() + 60_000);
  expect((await guess('192.0.2.66')).statusCode).toBe(422);
});

test('a fault of the program gives a number and nothing of itself', async () => {
  const broken = await createTestApp();
  broken.app.get('/api/broken', async () => {
    throw new Error('secret detail');
  });
  const response = await new TestBrowser(broken).get('/api/broken');
  expect(response.statusCode).toBe(500);
  expect(response.body).not.toContain('secret detail');
  const { code, entryId, text } = response.json<{ code: string; entryId: string; text: string }>();
  expect(code).toBe('program.fault');
  expect(text).toContain(entryId);
  expect(broken.kernel.faults).toHaveLength(1);
  await broken.close();
});

test('the language of a refusal is the asked one while nobody is signed in', async () => {
  const browser = new TestBrowser(house);
  const zh = await browser.get('/api/queries/no.such', { 'accept-language': 'fr, zh-CN;q=0.9, en;q=0.8' });
  const en = await browser.get('/api/queries/no.such', { 'accept-language': 'en-GB' });
  expect([zh.json(), en.json()]).toMatchObject([
    { text: expect.stringContaining('三名管理员') },
    { text: expect.stringContaining('administrators') },
  ]);
});

test('the interface is described to who is signed in only', async () => {
  const response = await new TestBrowser(house).get('/api/openapi.json');
  expect([response.statusCode, response.json()]).toMatchObject([401, { code: 'signed.out' }]);
});
