import {
  type KeyObject,
  argon2 as argon2Callback,
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
} from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';
import { refuser } from '../command/refusal.ts';
import { backupErrors } from './errors.ts';

const argon2 = promisify(argon2Callback);
const refuse = refuser(backupErrors);

const magic = 'fengni-backup v1';
const headerBytesMax = 4_096;
/** Plain bytes in one chunk; each chunk is authenticated before a byte of it is handed on. */
const chunkBytes = 64 * 1024;
const tagBytes = 16;
export const passphraseLengthMin = 16;
/** RFC 9106, second recommended option. */
const argonCost = { memory: 64 * 1024, passes: 3, parallelism: 1 } as const;

const Header = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('passphrase'), salt: z.base64() }),
  z.object({ kind: z.literal('x25519'), ephemeral: z.base64(), recipient: z.base64() }),
]);
type Header = z.infer<typeof Header>;

/** To whom a backup is sealed: who knows the passphrase, or who holds the private half of a key. */
export type Recipient =
  | { readonly kind: 'passphrase'; readonly passphrase: string }
  /** PEM of an X25519 public key. */
  | { readonly kind: 'x25519'; readonly publicKey: string };
/** What opens a backup: the passphrase, or the PEM of the private key. */
export type Opener =
  | { readonly kind: 'passphrase'; readonly passphrase: string }
  | { readonly kind: 'x25519'; readonly privateKey: string };

/** A key pair for backups, as PEM: the public half stays with the server, the private one goes to the custodians. */
export function generateBackupKey(): { readonly publicKey: string; readonly privateKey: string } {
  const pair = generateKeyPairSync('x25519');
  return {
    publicKey: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/**
 * Seals a stream in chunks with AES-256-GCM (the STREAM construction: counter and a mark on the last chunk in the
 * nonce), so that reordering, dropping and cutting off are found while a large backup streams.
 */
export async function* sealStream(
  source: AsyncIterable<Uint8Array>,
  recipient: Recipient,
): AsyncGenerator<Buffer> {
  const { header, secret } = await beginSealing(recipient);
  const line = Buffer.from(`${magic}\n${JSON.stringify(header)}\n`, 'utf8');
  const key = fileKey(secret, line);
  yield line;
  let counter = 0;
  let rest = Buffer.alloc(0);
  for await (const piece of source) {
    rest = rest.length === 0 ? Buffer.from(piece) : Buffer.concat([rest, piece]);
    let at = 0;
    // the last chunk is held back: only the end of the source tells which one it is
    for (; rest.length - at > chunkBytes; at += chunkBytes, counter += 1) {
      yield sealChunk(key, { counter, last: false }, rest.subarray(at, at + chunkBytes));
    }
    rest = rest.subarray(at);
  }
  yield sealChunk(key, { counter, last: true }, rest);
}

/** Opens what `sealStream` made. Refuses `backup.not.one`, `backup.wrong.key` and `backup.damaged`. */
export async function* openStream(source: AsyncIterable<Uint8Array>, opener: Opener): AsyncGenerator<Buffer> {
  const pieces = source[Symbol.asyncIterator]();
  const { line, header, after } = await readHeader(pieces);
  const key = fileKey(await openSecret(header, opener), line);
  const size = chunkBytes + tagBytes;
  let counter = 0;
  let rest = after;
  for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
    rest = rest.length === 0 ? Buffer.from(next.value) : Buffer.concat([rest, next.value]);
    let at = 0;
    for (; rest.length - at > size; at += size, counter += 1) {
      yield openChunk(key, { counter, last: false }, rest.subarray(at, at + size));
    }
    rest = rest.subarray(at);
  }
  yield openChunk(key, { counter, last: true }, rest);
}

interface Place {
  readonly counter: number;
  readonly last: boolean;
}

function nonceOf({ counter, last }: Place): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(counter), 0);
  nonce.writeUInt8(last ? 1 : 0, 11);
  return nonce;
}

function sealChunk(key: Buffer, place: Place, plain: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(place));
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function openChunk(key: Buffer, place: Place, sealed: Buffer): Buffer {
  // the first chunk says whether the key is right; any later failure is damage
  const failure = () => refuse(place.counter === 0 ? 'backup.wrong.key' : 'backup.damaged');
  if (sealed.length < tagBytes) throw refuse('backup.damaged');
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(place));
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()]);
  } catch {
    throw failure();
  }
}

/** The header goes into the key, so that it cannot be changed either. */
function fileKey(secret: Buffer, headerLine: Buffer): Buffer {
  const salt = createHash('sha256').update(headerLine).digest();
  return Buffer.from(hkdfSync('sha256', secret, salt, 'fengni-backup/chunks/v1', 32));
}

async function beginSealing(recipient: Recipient): Promise<{ header: Header; secret: Buffer }> {
  if (recipient.kind === 'passphrase') {
    if (recipient.passphrase.length < passphraseLengthMin)
      throw refuse('backup.passphrase.short', { length: passphraseLengthMin });
    const salt = randomBytes(16);
    return {
      header: { kind: 'passphrase', salt: salt.toString('base64') },
      secret: await stretch(recipient.passphrase, salt),
    };
  }
  const publicKey = readKey(() => createPublicKey(recipient.publicKey));
  const ephemeral = generateKeyPairSync('x25519');
  const header = {
    kind: 'x25519',
    ephemeral: spki(ephemeral.publicKey),
    recipient: spki(publicKey),
  } as const;
  return { header, secret: diffieHellman({ privateKey: ephemeral.privateKey, publicKey }) };
}

async function openSecret(header: Header, opener: Opener): Promise<Buffer> {
  if (header.kind === 'passphrase' && opener.kind === 'passphrase') {
    return stretch(opener.passphrase, Buffer.from(header.salt, 'base64'));
  }
  if (header.kind !== 'x25519' || opener.kind !== 'x25519') throw refuse('backup.wrong.key');
  const privateKey = readKey(() => createPrivateKey(opener.privateKey));
  if (spki(createPublicKey(privateKey)) !== header.recipient) throw refuse('backup.wrong.key');
  const ephemeral = readKey(() =>
    createPublicKey({ key: Buffer.from(header.ephemeral, 'base64'), format: 'der', type: 'spki' }),
  );
  return diffieHellman({ privateKey, publicKey: ephemeral });
}

function readKey(read: () => KeyObject): KeyObject {
  try {
    const key = read();
    if (key.asymmetricKeyType === 'x25519') return key;
  } catch {
    // what is no key is told like a wrong one
  }
  throw refuse('backup.wrong.key');
}

function spki(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'der' }).toString('base64');
}

async function stretch(passphrase: string, nonce: Buffer): Promise<Buffer> {
  return argon2('argon2id', {
    message: Buffer.from(passphrase.normalize('NFKC'), 'utf8'),
    nonce,
    tagLength: 32,
    ...argonCost,
  });
}

async function readHeader(
  pieces: AsyncIterator<Uint8Array>,
): Promise<{ line: Buffer; header: Header; after: Buffer }> {
  let read = Buffer.alloc(0);
  for (;;) {
    const first = read.indexOf('\n');
    const second = first === -1 ? -1 : read.indexOf('\n', first + 1);
    if (second !== -1) {
      const header = parseHeader(
        read.subarray(0, first).toString('utf8'),
        read.subarray(first + 1, second).toString('utf8'),
      );
      return { line: read.subarray(0, second + 1), header, after: read.subarray(second + 1) };
    }
    const next = read.length > headerBytesMax ? undefined : await pieces.next();
    if (next === undefined || next.done === true) throw refuse('backup.not.one');
    read = Buffer.concat([read, next.value]);
  }
}

function parseHeader(first: string, json: string): Header {
  try {
    if (first === magic) return Header.parse(JSON.parse(json));
  } catch {
    // falls through
  }
  throw refuse('backup.not.one');
}
