// Security keys through HTTP alone: what the browser's address has to do with them.
import { FactorOffer, KeyCreation } from '@fengni/kernel/access/contract';
import { SoftKey } from '@fengni/kernel/testkit/soft-key';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findActivationCode } from './testing/read-sheet.ts';
import { TestBrowser, type TestApp, createTestApp, testHost } from './testing/test-app.ts';

const powers = ['system', 'security', 'audit'] as const;
const password = 'Kiefern und Birken 7';
const origin = `https://${testHost}`;
const held = { system: new SoftKey(), security: new SoftKey(), audit: new SoftKey() };

let house: TestApp;
beforeAll(async () => {
  house = await createTestApp();
});
afterAll(async () => {
  expect(house.kernel.faults).toEqual([]);
  await house.close();
});

async function resultOf(browser: TestBrowser, name: string, input: unknown) {
  const response = await browser.run(name, input);
  expect([response.statusCode, response.json()]).toMatchObject([200, { kind: 'done' }]);
  return response.json<{ result: Record<string, unknown> }>().result;
}

test('three administrators activate with keys before anything else is served, and sign in with them', async () => {
  const browser = new TestBrowser(house);
  await browser.run('house.begin', {
    setupCode: house.setupCode,
    house: { name: '示例研究院', kind: 'company' },
    administrators: powers.map((power, i) => ({ power, name: `甲${i}`, login: `admin-${power}` })),
  });
  for (const power of powers) {
    const sheet = await browser.read('files', 'house.activationSheet', { setupCode: house.setupCode, power });
    const identity = { login: `admin-${power}`, activationCode: findActivationCode(sheet.rawPayload) };
    const creation = KeyCreation.parse(await resultOf(browser, 'account.beginActivationKey', identity));
    expect(creation.options.rp).toEqual({ id: testHost, name: '示例研究院' });
    const registration = held[power].register(creation.options, { origin });
    const factor = { kind: 'webauthn', name: '办公室密钥', registration };
    await resultOf(browser, 'account.activate', { ...identity, password, factor });
  }
  const login = 'admin-audit';
  const begun = await resultOf(browser, 'session.beginSignIn', { login, password });
  const offer = FactorOffer.parse(begun['offer']);
  expect(browser.cookie).toBe('');
  if (offer.key === null) throw new Error('the key is asked');
  const assertion = held.audit.assert(offer.key, { origin });
  await resultOf(browser, 'session.signIn', { login, password, assertion });
  expect(browser.cookie).not.toBe('');
  expect((await browser.get('/api/session')).json()).toMatchObject({
    signedIn: true,
    actor: { login, factorFresh: true, factorKinds: ['webauthn'] },
  });
});

test('on plain http no key is asked, and registering one says why not', async () => {
  const plain = await createTestApp({ secure: false });
  const browser = new TestBrowser(plain, { secure: false });
  const setupCode = plain.setupCode;
  await browser.run('house.begin', {
    setupCode,
    house: { name: '示例研究院', kind: 'company' },
    administrators: powers.map((power, i) => ({ power, name: `甲${i}`, login: `admin-${power}` })),
  });
  const sheet = await browser.read('files', 'house.activationSheet', { setupCode, power: 'audit' });
  const identity = { login: 'admin-audit', activationCode: findActivationCode(sheet.rawPayload) };
  const begun = await browser.run('account.beginActivationKey', identity);
  expect([begun.statusCode, begun.json()]).toMatchObject([409, { code: 'key.address' }]);
  expect(plain.kernel.faults).toEqual([]);
  await plain.close();
});
