import { isIP } from 'node:net';
import { z } from 'zod';
import { invariant } from '../command/invariant.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import type { FactorOffer, KeyAssertion, KeyCreation, KeyRegistration } from './contract.ts';
import { openSecret } from './factors.ts';
import type { FactorRow } from './tables.ts';

// W3C Web Authentication Level 3. No attestation is asked or looked up: nothing is fetched, and a key is trusted because
// its owner enrolled it under his sheet or another factor, not because of who made it.

/** What the browser waits for a touch. */
const touchMs = 120_000;
/** ES256, EdDSA, RS256 (COSE algorithm numbers). */
const algorithms = [-7, -8, -257];
export const challengeBytes = 32;

/** Where a key works: the origin of the page and the host a key is bound to. */
export interface KeySite {
  readonly origin: string;
  readonly rpId: string;
}

/** The site of a page's origin; null where browsers refuse keys: bare addresses, and http except on localhost. */
export function keySiteOf(origin: string): KeySite | null {
  if (!URL.canParse(origin)) return null;
  const { protocol, hostname } = new URL(origin);
  if (hostname === '' || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return null;
  const isLocal = hostname === 'localhost' || hostname.endsWith('.localhost');
  return protocol === 'https:' || (protocol === 'http:' && isLocal) ? { origin, rpId: hostname } : null;
}

const StoredKey = z.object({
  id: z.string(),
  publicKey: z.string(),
  transports: z.array(z.string()),
  rpId: z.string(),
});
/** What is kept of a key, sealed: credential and public key in base64url, and where it works. */
export type StoredKey = z.infer<typeof StoredKey>;

export function packKey(key: StoredKey): Buffer {
  return Buffer.from(JSON.stringify(key), 'utf8');
}

export interface HeldKey {
  readonly factor: FactorRow;
  readonly key: StoredKey;
}

export function openKeys(factors: readonly FactorRow[], keys: KeyRing): HeldKey[] {
  return factors
    .filter((factor) => factor.kind === 'webauthn')
    .map((factor) => ({
      factor,
      key: StoredKey.parse(JSON.parse(openSecret(factor, keys).toString('utf8'))),
    }));
}

/** Keyed, so that the database alone tells nobody which key is whose. */
export function hashCredential(keys: KeyRing, credentialId: string): string {
  return keys.withhold(`credential/${credentialId}`);
}

function describe(key: StoredKey) {
  const transports = key.transports.length === 0 ? {} : { transports: [...key.transports] };
  return { id: key.id, type: 'public-key' as const, ...transports };
}

/** What the browser is to ask of keys that are known. Presence is enough: the password stands beside it. */
export function requestOptions(the: {
  readonly site: KeySite;
  readonly challenge: string;
  readonly keys: readonly StoredKey[];
}): NonNullable<z.infer<typeof FactorOffer>['key']> {
  return {
    challenge: the.challenge,
    rpId: the.site.rpId,
    timeout: touchMs,
    allowCredentials: the.keys.map(describe),
    userVerification: 'discouraged',
  };
}

/** What the browser is to ask of a new key. Nothing is stored on the key, and no phone is offered. */
export function creationOptions(the: {
  readonly site: KeySite;
  readonly challenge: string;
  readonly account: { readonly id: string; readonly login: string };
  readonly house: string;
  readonly known: readonly StoredKey[];
}): z.infer<typeof KeyCreation>['options'] {
  const { id, login } = the.account;
  return {
    challenge: the.challenge,
    rp: { id: the.site.rpId, name: the.house },
    user: {
      id: Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url'),
      name: login,
      displayName: login,
    },
    pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg })),
    timeout: touchMs,
    attestation: 'none',
    excludeCredentials: the.known.map(describe),
    authenticatorSelection: {
      authenticatorAttachment: 'cross-platform',
      residentKey: 'discouraged',
      requireResidentKey: false,
      userVerification: 'discouraged',
    },
    hints: ['security-key'],
  };
}

const ClientData = z.object({ challenge: z.string().min(1).max(200) });

/** The challenge an answer says it is for, or null where it says none. */
export function challengeOf(clientDataJson: string): string | null {
  try {
    const text = Buffer.from(clientDataJson, 'base64url').toString('utf8');
    return ClientData.parse(JSON.parse(text)).challenge;
  } catch {
    return null;
  }
}

interface Expected {
  readonly site: KeySite;
  /** A challenge that was taken as good. */
  readonly challenge: string;
}

export type NewKey =
  | { readonly ok: true; readonly key: StoredKey; readonly counter: number }
  | { readonly ok: false; readonly code: 'key.refused' | 'key.synced'; readonly why: string };

/** Checks the answer of a new key. */
export async function verifyNewKey(
  expected: Expected,
  answer: z.output<typeof KeyRegistration>,
): Promise<NewKey> {
  try {
    return await readNewKey(expected, answer);
  } catch (error) {
    return { ok: false, code: 'key.refused', why: wordsOf(error) };
  }
}

const isSelfAttested = (statement: { readonly get: (name: 'x5c') => unknown }) =>
  statement.get('x5c') === undefined;

async function readNewKey(
  { site, challenge }: Expected,
  answer: z.output<typeof KeyRegistration>,
): Promise<NewKey> {
  // loaded where it is needed: the library brings certificates and attestation formats with it
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  const { decodeAttestationObject } = await import('@simplewebauthn/server/helpers');
  const attestation = decodeAttestationObject(
    Uint8Array.from(Buffer.from(answer.response.attestationObject, 'base64url')),
  );
  const format = attestation.get('fmt');
  // certificates name addresses of revocation lists: none is ever followed from here
  const isPlain = format === 'none' || (format === 'packed' && isSelfAttested(attestation.get('attStmt')));
  if (!isPlain) return { ok: false, code: 'key.refused', why: `attestation ${format}` };
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: responseOf(answer),
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.rpId,
    requireUserVerification: false,
    supportedAlgorithmIDs: algorithms,
  });
  if (!verified) return { ok: false, code: 'key.refused', why: 'attestation is not its own' };
  const { credential, credentialDeviceType } = registrationInfo;
  if (credentialDeviceType === 'multiDevice')
    return { ok: false, code: 'key.synced', why: 'credential may be copied to other devices' };
  const publicKey = Buffer.from(credential.publicKey).toString('base64url');
  const { transports } = answer.response;
  return {
    ok: true,
    key: { id: credential.id, publicKey, transports, rpId: site.rpId },
    counter: credential.counter,
  };
}

export type KeyUse =
  | { readonly ok: true; readonly counter: number }
  | { readonly ok: false; readonly code: 'factor.failed' | 'key.cloned'; readonly why: string };

/** Checks the answer of a known key, and that its counter goes on. */
export async function verifyKeyUse(
  { site, challenge, held }: Expected & { readonly held: HeldKey },
  answer: z.output<typeof KeyAssertion>,
): Promise<KeyUse> {
  const { factor, key } = held;
  invariant(factor.kind === 'webauthn', 'a security key');
  try {
    const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: responseOf(answer),
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      requireUserVerification: false,
      // the counter counts only where the signature is right, so it is compared below
      credential: {
        id: key.id,
        publicKey: Uint8Array.from(Buffer.from(key.publicKey, 'base64url')),
        counter: 0,
      },
    });
    if (!verified) return { ok: false, code: 'factor.failed', why: 'security key: signature' };
    const { newCounter } = authenticationInfo;
    if (goesBack(factor.counter, newCounter)) {
      const why = `security key: counter ${newCounter} after ${factor.counter}`;
      return { ok: false, code: 'key.cloned', why };
    }
    return { ok: true, counter: newCounter };
  } catch (error) {
    return { ok: false, code: 'factor.failed', why: `security key: ${wordsOf(error)}` };
  }
}

/** Web Authentication §6.1.1: it goes up with every use, or a key has none and always says 0. */
function goesBack(before: number, now: number): boolean {
  return (before > 0 || now > 0) && now <= before;
}

/** The answer in the library's shape. */
function responseOf<Answer extends { readonly response: object }>(answer: Answer) {
  return { ...answer, clientExtensionResults: {} };
}

const whyCharsMax = 200;
function wordsOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, whyCharsMax);
}
