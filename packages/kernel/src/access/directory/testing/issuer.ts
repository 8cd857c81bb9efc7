import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { invariant } from '../../../command/invariant.ts';
import { openOwnTls } from '../../../keys/tls.ts';

export const clientId = 'fengni';
export const clientSecret = 'client-secret';

/** What an issuer does that it should not. */
export interface Mischief {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly alg?: 'none';
  readonly foreignKey?: boolean;
  readonly noIdToken?: boolean;
  /** What it calls itself. */
  readonly issuer?: string;
  readonly redirect?: boolean;
}

function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

export type TestIssuer = Awaited<ReturnType<typeof startIssuer>>;

/** A small issuer of OpenID Connect on this machine: code flow with PKCE, RS256. `mischief` may be set at any time. */
export async function startIssuer() {
  const folder = await mkdtemp(path.join(tmpdir(), 'fengni-issuer-'));
  const tls = await openOwnTls(folder, ['127.0.0.1'], new Date());
  const ca = await readFile(path.join(folder, 'authority.crt'), 'utf8');
  await rm(folder, { recursive: true });
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const strange = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const codes = new Map<string, { challenge: string; nonce: string; redirectUri: string; name: string }>();
  let mischief: Mischief = {};
  let issuer = '';

  const server = createServer({ cert: tls.cert, key: tls.key }, (request, response) => {
    void serve(request, response);
  });
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', issuer);
    if (mischief.redirect === true) {
      response.writeHead(302, { location: `${issuer}/elsewhere` }).end();
      return;
    }
    if (pathname === '/.well-known/openid-configuration') {
      json(response, {
        issuer: mischief.issuer ?? issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        code_challenge_methods_supported: ['S256'],
      });
      return;
    }
    if (pathname === '/jwks') {
      json(response, {
        keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' }],
      });
      return;
    }
    if (pathname === '/token') {
      await redeem(request, response);
      return;
    }
    json(response, {}, 404);
  }

  async function redeem(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const chunk of request) parts.push(Buffer.from(chunk));
    const form = new URLSearchParams(Buffer.concat(parts).toString());
    // name and secret are form-encoded before they are joined (RFC 6749 §2.3.1)
    const shown = Buffer.from(
      (request.headers.authorization ?? '').slice('Basic '.length),
      'base64',
    ).toString();
    if (decodeURIComponent(shown) !== `${clientId}:${clientSecret}`) {
      json(response, { error: 'invalid_client' }, 400);
      return;
    }
    const code = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (code === undefined || code.challenge !== challenge || code.redirectUri !== form.get('redirect_uri')) {
      json(response, { error: 'invalid_grant' }, 400);
      return;
    }
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: issuer,
      aud: clientId,
      sub: `sub-${code.name}`,
      preferred_username: code.name,
      nonce: code.nonce,
      iat: now,
      exp: now + 300,
      ...mischief.claims,
    };
    json(response, {
      access_token: 'a',
      token_type: 'Bearer',
      ...(mischief.noIdToken === true ? {} : { id_token: tokenOf(claims) }),
    });
  }

  function tokenOf(claims: object): string {
    const text = `${part({ alg: mischief.alg ?? 'RS256', kid: 'k1' })}.${part(claims)}`;
    if (mischief.alg === 'none') return `${text}.`;
    const key = mischief.foreignKey === true ? strange.privateKey : keys.privateKey;
    return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  invariant(typeof bound === 'object' && bound !== null, 'the issuer listens');
  issuer = `https://127.0.0.1:${bound.port}`;

  return {
    issuer,
    ca,
    set mischief(value: Mischief) {
      mischief = value;
    },
    /** What the issuer's page does when this person has signed in there: the query it sends the browser back with. */
    signIn(url: string, name: string): string {
      const asked = new URL(url).searchParams;
      invariant(
        asked.get('response_type') === 'code' && asked.get('code_challenge_method') === 'S256',
        'code flow with PKCE',
      );
      const code = randomUUID();
      codes.set(code, {
        challenge: asked.get('code_challenge') ?? '',
        nonce: asked.get('nonce') ?? '',
        redirectUri: asked.get('redirect_uri') ?? '',
        name,
      });
      return new URLSearchParams({ code, state: asked.get('state') ?? '' }).toString();
    },
    async close(): Promise<void> {
      server.close();
      server.closeAllConnections();
      await once(server, 'close').catch(() => undefined);
    },
  };
}
