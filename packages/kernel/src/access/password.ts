import { argon2 as argon2Callback, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const argon2 = promisify(argon2Callback);

/** RFC 9106 second recommended option (64 MiB, 3 passes), one lane. */
const cost = { memory: 64 * 1024, passes: 3, parallelism: 1 } as const;
const tagBytes = 32;
export const passwordLengthMin = 12;
export const passwordLengthMax = 128;

async function derive(password: string, nonce: Buffer): Promise<Buffer> {
  return argon2('argon2id', {
    message: Buffer.from(password.normalize('NFKC'), 'utf8'),
    nonce,
    tagLength: tagBytes,
    ...cost,
  });
}

/** Hash of a password, `argon2id$nonce$tag` in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive(password, nonce);
  return `argon2id$${nonce.toString('base64url')}$${tag.toString('base64url')}`;
}

const nobody = `argon2id$${Buffer.alloc(16).toString('base64url')}$${Buffer.alloc(tagBytes).toString('base64url')}`;

/** Whether the password is the one. Takes the same time where there is no account (`hash` null). */
export async function checkPassword(password: string, hash: string | null): Promise<boolean> {
  const [, nonce = '', tag = ''] = (hash ?? nobody).split('$');
  const expected = Buffer.from(tag, 'base64url');
  const actual = await derive(password, Buffer.from(nonce, 'base64url'));
  return expected.length === actual.length && timingSafeEqual(expected, actual) && hash !== null;
}

/** What speaks against a new password: a code of the access errors, or null. */
export function faultOfPassword(password: string, login: string): 'short' | 'simple' | 'login' | null {
  if (password.length < passwordLengthMin) return 'short';
  if (password.toLowerCase().includes(login.toLowerCase())) return 'login';
  return new Set(password).size < 6 ? 'simple' : null;
}
