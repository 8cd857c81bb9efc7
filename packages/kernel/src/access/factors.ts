import { createHash, createHmac } from 'node:crypto';
import { Secret, TOTP, URI } from 'otpauth';
import { invariant } from '../command/invariant.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import type { FactorRow } from './tables.ts';

/** Codes of a printed sheet. */
export const sheetCodes = 40;
const sheetDigits = 8;
/** Steps of 30 s a clock may be off, either way. */
const totpWindow = 1;

function totpOf(secret: Uint8Array, login: string): TOTP {
  return new TOTP({
    issuer: 'Fengni',
    label: login,
    algorithm: 'SHA1',
    digits: 6,
    period: 30,
    secret: new Secret({ buffer: new Uint8Array(secret).buffer }),
  });
}

/** The otpauth: address a generator scans (RFC 6238; key URI format). */
export function totpAddress(secret: Uint8Array, login: string): string {
  return totpOf(secret, login).toString();
}

/** The code now, for tests, demo and the command line. */
export function totpCode(secret: Uint8Array, now: Date): string {
  return totpOf(secret, '').generate({ timestamp: now.getTime() });
}

/** The code now of a generator known by its otpauth: address. Throws where it is none. */
export function codeOfAddress(address: string, now: Date): string {
  const generator = URI.parse(address);
  invariant(generator instanceof TOTP, 'the generator goes by time');
  return generator.generate({ timestamp: now.getTime() });
}

/** The codes of a printed sheet, `1234-5678`: derived, so that the sheet can be printed and no code is stored. */
export function sheetOf(keys: KeyRing, factorId: string): string[] {
  return Array.from({ length: sheetCodes }, (_, i) => {
    const digest = Buffer.from(keys.withhold(`code-sheet/${factorId}/${i}`), 'hex');
    const digits = String(digest.readUIntBE(0, 6) % 10 ** sheetDigits).padStart(sheetDigits, '0');
    return `${digits.slice(0, 4)}-${digits.slice(4)}`;
  });
}

/** What is kept of a sheet: one hash a code, in order; a used code is blanked. */
export function packSheet(codes: readonly string[], salt: string): Buffer {
  return Buffer.from(JSON.stringify(codes.map((code) => hashCode(code, salt))), 'utf8');
}

function hashCode(code: string, salt: string): string {
  return createHmac('sha256', salt).update(code.replace(/\D/g, '')).digest('base64url');
}

export interface FactorProof {
  readonly factor: FactorRow;
  /** What the factor's row becomes, so that a code counts once. */
  readonly after: { readonly counter: number; readonly secret?: Buffer };
}

/** Finds the factor a typed code belongs to; each code is good once. */
export function proveByCode(the: {
  readonly factors: readonly FactorRow[];
  readonly code: string;
  readonly now: Date;
  readonly keys: KeyRing;
}): FactorProof | null {
  const digits = the.code.replace(/[\s-]/g, '');
  if (!/^\d{6,8}$/.test(digits)) return null;
  for (const factor of the.factors) {
    const proof =
      factor.kind === 'totp'
        ? proveTotp(factor, digits, the)
        : factor.kind === 'code-sheet'
          ? proveSheet(factor, digits, the.keys)
          : null;
    if (proof !== null) return proof;
  }
  return null;
}

/** The step whose code this is, within what a clock may be off; null where it is none. */
export function totpStep(secret: Uint8Array, code: string, now: Date): number | null {
  const token = code.replace(/[\s-]/g, '');
  const delta = totpOf(secret, '').validate({ token, timestamp: now.getTime(), window: totpWindow });
  return delta === null ? null : Math.floor(now.getTime() / 30_000) + delta;
}

function proveTotp(factor: FactorRow, digits: string, the: { now: Date; keys: KeyRing }): FactorProof | null {
  const step = totpStep(openSecret(factor, the.keys), digits, the.now);
  // a code once used, or an older one, is refused (RFC 6238 §5.2)
  return step !== null && step > factor.counter ? { factor, after: { counter: step } } : null;
}

function proveSheet(factor: FactorRow, digits: string, keys: KeyRing): FactorProof | null {
  if (digits.length !== sheetDigits) return null;
  const hashes: unknown = JSON.parse(openSecret(factor, keys).toString('utf8'));
  invariant(Array.isArray(hashes), 'a sheet is a list of hashes');
  const at = hashes.indexOf(hashCode(digits, factor.id));
  if (at === -1) return null;
  const left = hashes.map((hash: string, i) => (i === at ? '' : hash));
  return {
    factor,
    after: {
      counter: factor.counter + 1,
      secret: keys.sealSecret(Buffer.from(JSON.stringify(left), 'utf8')),
    },
  };
}

export function openSecret(factor: FactorRow, keys: KeyRing): Buffer {
  invariant(Buffer.isBuffer(factor.secret), 'the database gives bytes');
  return keys.openSecret(factor.secret);
}

/** Bytes as `jsonb_populate_recordset` takes them. */
export function byteText(bytes: Buffer): string {
  return `\\x${bytes.toString('hex')}`;
}

/** An activation code in groups, derived so that its sheet can be printed and no secret is stored. */
export function activationCode(keys: KeyRing, accountId: string, issued: string): string {
  const digest = createHash('sha256')
    .update(keys.withhold(`activation/${accountId}/${issued}`))
    .digest();
  // no I, O, 0, 1: what is read off paper must be unmistakable
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
  const code = Array.from(digest.subarray(0, 16), (byte) => letters[byte % 32]).join('');
  return code.replace(/(.{4})(?=.)/g, '$1-');
}
