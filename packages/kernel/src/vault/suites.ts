import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

/**
 * The two suites of cryptography (DESIGN §6): `intl` is AES-256-GCM with SHA-256; `guomi` is SM4-CTR (GB/T 32907) with
 * HMAC-SM3 (GB/T 32905), encrypted first and authenticated after.
 */
export const suiteNames = ['intl', 'guomi'] as const;
export type SuiteName = (typeof suiteNames)[number];

/** Bytes of every key, share and secret of the vault. */
export const keyBytes = 32;

/** Seals pieces under one key. A piece is `nonce | ciphertext | tag`; the nonce is random each time. */
export interface Sealer {
  /** `place` is authenticated with the piece and not stored: it says what the piece is and where it belongs. */
  readonly seal: (plain: Uint8Array, place: Uint8Array) => Buffer;
  /** The plain bytes, or null where key, place or a bit of the piece is not what it was sealed with. */
  readonly open: (piece: Uint8Array, place: Uint8Array) => Buffer | null;
}

export interface Suite {
  readonly name: SuiteName;
  /** Bytes a sealed piece is longer than its plain text. */
  readonly overheadBytes: number;
  readonly tagBytes: number;
  readonly hash: 'sha256' | 'sm3';
  readonly sealer: (key: Uint8Array) => Sealer;
}

const gcmNonceBytes = 12;
const gcmTagBytes = 16;

const intl: Suite = {
  name: 'intl',
  overheadBytes: gcmNonceBytes + gcmTagBytes,
  tagBytes: gcmTagBytes,
  hash: 'sha256',
  sealer: (key) => ({
    seal(plain, place) {
      const nonce = randomBytes(gcmNonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      cipher.setAAD(place);
      return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    },
    open(piece, place) {
      if (piece.length < gcmNonceBytes + gcmTagBytes) return null;
      const decipher = createDecipheriv('aes-256-gcm', key, piece.subarray(0, gcmNonceBytes));
      decipher.setAAD(place);
      decipher.setAuthTag(piece.subarray(-gcmTagBytes));
      const plain = decipher.update(piece.subarray(gcmNonceBytes, -gcmTagBytes));
      try {
        return Buffer.concat([plain, decipher.final()]);
      } catch {
        plain.fill(0);
        return null;
      }
    },
  }),
};

const sm4NonceBytes = 16;
const sm4KeyBytes = 16;
const sm3Bytes = 32;

const guomi: Suite = {
  name: 'guomi',
  overheadBytes: sm4NonceBytes + sm3Bytes,
  tagBytes: sm3Bytes,
  hash: 'sm3',
  sealer(key) {
    const pair = Buffer.from(
      hkdfSync('sm3', key, Buffer.alloc(0), 'fengni-vault/sm4-ctr+hmac-sm3/v1', sm4KeyBytes + sm3Bytes),
    );
    const sm4Key = pair.subarray(0, sm4KeyBytes);
    const macKey = pair.subarray(sm4KeyBytes);
    const tagOf = (place: Uint8Array, nonceAndText: Uint8Array): Buffer => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(place.length);
      return createHmac('sm3', macKey).update(length).update(place).update(nonceAndText).digest();
    };
    return {
      seal(plain, place) {
        const nonce = randomBytes(sm4NonceBytes);
        const cipher = createCipheriv('sm4-ctr', sm4Key, nonce);
        const text = Buffer.concat([nonce, cipher.update(plain), cipher.final()]);
        return Buffer.concat([text, tagOf(place, text)]);
      },
      open(piece, place) {
        if (piece.length < sm4NonceBytes + sm3Bytes) return null;
        const text = piece.subarray(0, -sm3Bytes);
        if (!timingSafeEqual(tagOf(place, text), piece.subarray(-sm3Bytes))) return null;
        const decipher = createDecipheriv('sm4-ctr', sm4Key, text.subarray(0, sm4NonceBytes));
        return Buffer.concat([decipher.update(text.subarray(sm4NonceBytes)), decipher.final()]);
      },
    };
  },
};

const suites: Readonly<Record<SuiteName, Suite>> = { intl, guomi };

export function suiteNamed(name: SuiteName): Suite {
  return suites[name];
}

/** A key for one purpose out of another key (HKDF, RFC 5869, over the suite's hash). */
export function deriveKey(
  suite: Suite,
  the: { readonly key: Uint8Array; readonly salt?: Uint8Array; readonly purpose: string },
): Buffer {
  return Buffer.from(hkdfSync(suite.hash, the.key, the.salt ?? Buffer.alloc(0), the.purpose, keyBytes));
}
