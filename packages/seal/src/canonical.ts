import canonicalize from 'canonicalize';
import { decodeBase64 } from './base64.ts';
import { SealError } from './errors.ts';
import { hashBytes, sha256 } from './hash.ts';

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

export const saltBytes = 32;
export const jsonDepthMax = 64;

function assertJson(value: unknown, depth: number): void {
  if (depth > jsonDepthMax) throw new SealError('json.invalid', 'nested too deeply');
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return;
  if (typeof value === 'number' && Number.isFinite(value)) return;
  if (Array.isArray(value)) {
    // By index, for a hole in the array must be refused and `forEach` would pass over it.
    for (let i = 0; i < value.length; i += 1) assertJson(value[i], depth + 1);
    return;
  }
  if (typeof value === 'object') {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (
      (prototype === Object.prototype || prototype === null) &&
      Object.getOwnPropertySymbols(value).length === 0
    ) {
      for (const member of Object.values(value)) assertJson(member, depth + 1);
      return;
    }
  }
  throw new SealError('json.invalid', typeof value);
}

/**
 * Canonical JSON (RFC 8785) as text. Throws `json.invalid` for whatever JSON cannot hold (undefined,
 * NaN, functions, dates, lone surrogates, cycles): the library would drop some of these without a word, and
 * a commitment to something else than the caller meant is worse than a refusal.
 */
export function canonicalText(value: unknown): string {
  assertJson(value, 0);
  try {
    const text = canonicalize(value);
    if (text !== undefined) return text;
  } catch (error) {
    throw new SealError('json.invalid', error instanceof Error ? error.message : '');
  }
  throw new SealError('json.invalid');
}

/** Canonical JSON (RFC 8785) as UTF-8 bytes. Throws `json.invalid`. */
export function canonicalBytes(value: unknown): Buffer {
  return Buffer.from(canonicalText(value), 'utf8');
}

/** Keeps a commitment from ever being mistaken for another hash over the same bytes. */
const commitmentDomain = Buffer.from('fengni/commitment/v1\n', 'utf8');

/** SHA-256("fengni/commitment/v1\n" || salt || canonical details): hides details until salt and details are shown. */
export function commitment(salt: Uint8Array, details: JsonValue): Buffer {
  if (salt.length !== saltBytes) throw new SealError('json.invalid', 'salt is not 32 bytes');
  return sha256(Buffer.concat([commitmentDomain, salt, canonicalBytes(details)]));
}

export interface Leaf {
  readonly version: 1;
  /** UUID, lower case. */
  readonly id: string;
  /** UTC with milliseconds, `2026-01-31T08:00:00.000Z`. */
  readonly time: string;
  /** 32 bytes, from `commitment`. */
  readonly commitment: Buffer;
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const leafPattern =
  /^\{"commitment":"([A-Za-z0-9+/]{43}=)","id":"([0-9a-f-]{36})","time":"([0-9TZ:.-]{24})","version":1\}$/;
export const leafBytesV1 = 151;

function isUtcMilliseconds(time: string): boolean {
  const parsed = new Date(time);
  return !Number.isNaN(parsed.getTime()) && time.length === 24 && parsed.toISOString() === time;
}

/** The bytes of a log entry: canonical JSON of always 151 bytes, names in the order RFC 8785 asks for. */
export function encodeLeaf(leaf: Leaf): Buffer {
  const sound =
    leaf.version === 1 &&
    uuidPattern.test(leaf.id) &&
    isUtcMilliseconds(leaf.time) &&
    leaf.commitment.length === hashBytes;
  if (!sound) throw new SealError('leaf.malformed');
  const secret = leaf.commitment.toString('base64');
  return Buffer.from(
    `{"commitment":"${secret}","id":"${leaf.id}","time":"${leaf.time}","version":1}`,
    'latin1',
  );
}

/** Reads what `encodeLeaf` wrote and nothing else. Throws `leaf.malformed`. */
export function decodeLeaf(bytes: Uint8Array): Leaf {
  const match = bytes.length === leafBytesV1 ? leafPattern.exec(Buffer.from(bytes).toString('latin1')) : null;
  const [, secret = '', id = '', time = ''] = match ?? [];
  const decoded = decodeBase64(secret);
  if (decoded?.length !== hashBytes || !uuidPattern.test(id) || !isUtcMilliseconds(time)) {
    throw new SealError('leaf.malformed');
  }
  return { version: 1, id, time, commitment: decoded };
}
