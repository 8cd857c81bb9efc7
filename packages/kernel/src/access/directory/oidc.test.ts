// Sign-in by the organisation's OpenID Connect issuer (issue 5): what must hold before a name is believed.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Refusal } from '../../command/refusal.ts';
import { type OidcAccess, beginFlow, endFlow, openIssuer } from './oidc.ts';
import { type Mischief, type TestIssuer, clientId, clientSecret, startIssuer } from './testing/issuer.ts';
import { testOidc } from './test-steps.ts';
import { troubleOf } from './trouble.ts';

const redirectUri = 'https://fengni.example/sign-in/back';
const scopes = 'openid profile';
let server: TestIssuer;
beforeAll(async () => {
  server = await startIssuer();
});
beforeEach(() => {
  server.mischief = {};
});
afterAll(() => server.close());

function access(changes: Partial<OidcAccess> = {}): OidcAccess {
  return {
    label: '统一认证',
    issuer: server.issuer,
    clientId,
    clientSecret,
    ca: server.ca,
    claim: 'preferred_username',
    scopes,
    seconds: 5,
    ...changes,
  };
}

async function signIn(
  changes: Partial<OidcAccess> = {},
  onWay: (query: string) => string = (query) => query,
): Promise<string> {
  const wanted = access(changes);
  const config = await openIssuer(wanted);
  const { url, flow } = await beginFlow(config, { scopes, redirectUri });
  const address = new URL(`${redirectUri}?${onWay(server.signIn(url, 'jia'))}`);
  return endFlow(config, { access: wanted, flow, address }).catch((error: unknown) => {
    if (error instanceof Refusal) return error.code;
    throw error;
  });
}

test('who signs in at the issuer is known by the claim that is set', async () => {
  expect(await signIn()).toBe('jia');
  expect(await signIn({ claim: 'sub' })).toBe('sub-jia');
});

test('an answer that does not hold is refused, whatever in it is wrong', async () => {
  const now = Math.floor(Date.now() / 1000);
  const wrong: readonly Mischief[] = [
    { claims: { nonce: 'another' } },
    { claims: { aud: 'somebody-else' } },
    { claims: { aud: [clientId, 'another'], azp: 'another' } },
    { claims: { iss: 'https://elsewhere.example' } },
    { claims: { exp: now - 120 } },
    { claims: { nbf: now + 600 } },
    { claims: { preferred_username: null } },
    { claims: { preferred_username: '' } },
    { alg: 'none' },
    { foreignKey: true },
    { noIdToken: true },
  ];
  for (const mischief of wrong) {
    server.mischief = mischief;
    expect([mischief, await signIn()]).toEqual([mischief, 'directory.oidc.invalid']);
  }
  server.mischief = { claims: { email: 'jia@example.org' } };
  expect(await signIn({ claim: 'email' })).toBe('directory.oidc.invalid');
  server.mischief = { claims: { email: 'jia@example.org', email_verified: true } };
  expect(await signIn({ claim: 'email' })).toBe('jia@example.org');
});

test('a clock that is off by seconds is forgiven', async () => {
  const now = Math.floor(Date.now() / 1000);
  server.mischief = { claims: { iat: now + 20, nbf: now + 20 } };
  expect(await signIn()).toBe('jia');
});

test('a way that was not begun here, or not by this browser, leads nowhere', async () => {
  expect(await signIn({}, (query) => query.replace(/state=[^&]*/, 'state=another'))).toBe(
    'directory.oidc.invalid',
  );
  expect(await signIn({}, (query) => query.replace(/&?state=[^&]*/, ''))).toBe('directory.oidc.invalid');
  expect(await signIn({}, (query) => query.replace(/code=[^&]*/, 'code=stolen'))).toBe(
    'directory.oidc.invalid',
  );
  // somebody else's code does not go with one's own verifier
  expect(await signIn({}, (query) => `${query}&iss=${encodeURIComponent('https://elsewhere.example')}`)).toBe(
    'directory.oidc.invalid',
  );
  expect(await signIn({}, (query) => query.replace(/code=[^&]*/, 'error=access_denied'))).toBe(
    'directory.oidc.refused',
  );
  expect(await signIn({ clientSecret: 'wrong' })).toBe('directory.oidc.invalid');
});

test('the code of another flow is not redeemed by this one', async () => {
  const config = await openIssuer(access());
  const mine = await beginFlow(config, { scopes, redirectUri });
  const theirs = await beginFlow(config, { scopes, redirectUri });
  const code = new URLSearchParams(server.signIn(theirs.url, 'yi')).get('code') ?? '';
  const address = new URL(redirectUri);
  address.search = new URLSearchParams({ code, state: mine.flow.state }).toString();
  await expect(endFlow(config, { access: access(), flow: mine.flow, address })).rejects.toThrow(
    'directory.oidc.invalid',
  );
});

async function troubleWith(changes: Partial<OidcAccess>): Promise<string> {
  return openIssuer(access(changes)).then(
    () => 'none',
    (error: unknown) => troubleOf(error).detail.en,
  );
}

test('each trouble on the way to the issuer says what it is', async () => {
  expect(await troubleWith({ ca: null })).toContain('not of the authority given');
  expect(await troubleWith({ issuer: server.issuer.replace('127.0.0.1', 'localhost') })).not.toBe('none');
  server.mischief = { issuer: 'https://elsewhere.example' };
  expect(await troubleWith({})).toContain('does not describe itself');
  // a redirect is not followed
  server.mischief = { redirect: true };
  expect(await troubleWith({})).toContain('does not describe itself');
});

test('a test goes step by step and stops at the first that fails', async () => {
  expect((await testOidc(access())).map(({ ok }) => ok)).toEqual([true, true, true]);
  expect((await testOidc(access({ ca: null }))).map(({ ok }) => ok)).toEqual([false]);
});
