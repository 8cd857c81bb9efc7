import {
  AuthorizationResponseError,
  ClientSecretBasic,
  Configuration,
  type CustomFetch,
  ResponseBodyError,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  clockTolerance,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { refuser } from '../../command/refusal.ts';
import { type OidcSettings, directoryErrors } from './contract.ts';
import { createHttpsFetch } from './https-fetch.ts';
import { DirectoryTrouble, isNetworkError } from './trouble.ts';

const refuse = refuser(directoryErrors);
/** Seconds the issuer's clock and ours may differ. */
const clockToleranceSeconds = 60;

/** Settings with our secret at the issuer. */
export type OidcAccess = OidcSettings & { readonly clientSecret: string };

/** What a browser's way to the issuer and back is checked by. */
export interface OidcFlow {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** The issuer with what it says of itself. Throws what {@link troubleOf} explains. */
export async function openIssuer(access: OidcAccess): Promise<Configuration> {
  const fetchFrom = createHttpsFetch(access);
  const metadata = { client_secret: access.clientSecret, [clockTolerance]: clockToleranceSeconds };
  const config = await discovery(
    new URL(access.issuer),
    access.clientId,
    metadata,
    ClientSecretBasic(access.clientSecret),
    {
      [customFetch]: fetchFrom,
      timeout: access.seconds,
      // the signature is checked although the answer came over TLS from the issuer itself
      execute: [enableNonRepudiationChecks],
    },
  ).catch((error: unknown) => {
    throw isNetworkError(error) ? error : noIssuer(error);
  });
  // the library makes exceptions for some public services
  if (new URL(config.serverMetadata().issuer).href !== new URL(access.issuer).href) throw noIssuer(null);
  return config;
}

function noIssuer(cause: unknown): DirectoryTrouble {
  return new DirectoryTrouble(
    {
      zh: '这个地址没有给出与之相符的服务说明（openid-configuration）。请核对签发者地址，须与它自称的一字不差。',
      en: 'This address does not describe itself as this issuer (openid-configuration). Check the issuer’s address: it must be letter for letter what the service calls itself.',
    },
    cause,
  );
}

/** Where the browser is sent to sign in, and what its return is checked by: code flow with PKCE (RFC 7636), state and nonce. */
export async function beginFlow(
  config: Configuration,
  { scopes, redirectUri }: { readonly scopes: string; readonly redirectUri: string },
): Promise<{ readonly url: string; readonly flow: OidcFlow }> {
  const flow = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
  const url = buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: scopes,
    state: flow.state,
    nonce: flow.nonce,
    code_challenge: await calculatePKCECodeChallenge(flow.verifier),
    code_challenge_method: 'S256',
  });
  if (url.protocol !== 'https:') throw noIssuer(null);
  return { url: url.href, flow };
}

/**
 * Redeems what the browser brought back and returns who it is: the value of the claim. Issuer, audience, nonce, times and
 * signature are checked by the library. Refuses where it does not hold; throws what {@link troubleOf} explains.
 */
export async function endFlow(
  config: Configuration,
  the: { readonly access: OidcAccess; readonly flow: OidcFlow; readonly address: URL },
): Promise<string> {
  const { access, flow, address } = the;
  const tokens = await authorizationCodeGrant(config, address, {
    expectedState: flow.state,
    expectedNonce: flow.nonce,
    pkceCodeVerifier: flow.verifier,
    idTokenExpected: true,
  }).catch((error: unknown) => {
    throw explainRefused(error);
  });
  const claims = tokens.claims();
  const value = claims?.[access.claim];
  if (typeof value !== 'string' || value === '' || value.length > 200)
    throw refuse('directory.oidc.invalid', {}, `claim ${access.claim} is missing`);
  // an address nobody has checked can be anybody's
  if (access.claim === 'email' && claims?.['email_verified'] !== true)
    throw refuse('directory.oidc.invalid', {}, 'the e-mail address is not verified');
  return value;
}

function explainRefused(error: unknown): unknown {
  if (error instanceof AuthorizationResponseError) {
    const code = /^[a-z_]{1,60}$/.test(error.error) ? error.error : '-';
    return refuse('directory.oidc.refused', { why: code });
  }
  if (error instanceof ResponseBodyError)
    return refuse('directory.oidc.invalid', {}, `the issuer refused the code: ${error.error}`);
  if (isNetworkError(error)) return error;
  return refuse('directory.oidc.invalid', {}, error instanceof Error ? innerText(error) : 'unknown');
}

/** What did not hold, for who looks for the reason. */
function innerText(error: Error): string {
  const { cause } = error;
  return cause instanceof Error && cause.message !== error.message
    ? `${error.message}: ${cause.message}`.slice(0, 300)
    : error.message.slice(0, 300);
}

/** How many signing keys the issuer shows. */
export async function countKeys(config: Configuration, fetchFrom: CustomFetch): Promise<number> {
  const address = config.serverMetadata().jwks_uri;
  if (address === undefined || !address.startsWith('https:')) return 0;
  const answer = await fetchFrom(address, {
    method: 'GET',
    headers: { accept: 'application/json' },
    body: undefined,
    redirect: 'manual',
  });
  const body: unknown = await answer.json().catch(() => null);
  const keys: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'keys') : null;
  return Array.isArray(keys) ? keys.length : 0;
}
