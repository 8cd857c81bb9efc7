import { createHmac, hkdfSync } from 'node:crypto';
import type { ChaskeyKey } from './chaskey.ts';
import { makeChaskeyKey } from './chaskey.ts';

/** What keys are derived for; a name never changes its meaning. */
export type KeyPurpose =
  | 'copies/grams'
  | 'copies/manifest'
  | 'low-side/windows'
  | 'low-side/stretch'
  | 'low-side/file'
  | 'low-side/words'
  | 'exact/filter'
  | 'exact/cells'
  | 'exact/file'
  | 'pictures/manifest';

export const keyBytesMin = 32;

/** A key of its own for each purpose (HKDF-SHA-256, RFC 5869). */
export function deriveKey(key: Uint8Array, purpose: KeyPurpose, length = 32): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `fengni/inspect/v1/${purpose}`, length));
}

export function deriveChaskeyKey(key: Uint8Array, purpose: KeyPurpose): ChaskeyKey {
  return makeChaskeyKey(deriveKey(key, purpose, 16));
}

/** HMAC-SHA-256 in hex. */
export function sealText(key: Uint8Array, text: string | Uint8Array): string {
  return createHmac('sha256', key).update(text).digest('hex');
}
