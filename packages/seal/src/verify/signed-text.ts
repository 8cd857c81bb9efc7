import { createPublicKey, hash, verify } from 'node:crypto';
import { verifySm2 } from '../sm2.ts';

/** Read again from the specifications (C2SP signed-note, tlog-checkpoint, tlog-cosignature), not from the writer. */
export const signedTextBytesMax = 1024 * 1024;
export const signatureLinesMax = 100;
export const keyFileBytesMax = 64 * 1024;

export type KeyKind = 'ed25519' | 'sm2' | 'witness';

export interface PublicKey {
  readonly name: string;
  /** Eight hex digits. */
  readonly keyId: string;
  readonly kind: KeyKind;
  readonly material: Buffer;
}

export interface SignatureLine {
  readonly name: string;
  readonly keyId: string;
  readonly signature: Buffer;
}

export interface SignedText {
  readonly text: string;
  readonly lines: readonly SignatureLine[];
}

export interface Head {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
}

const sm2Type = `${String.fromCodePoint(0xff)}fengni signed-note SM2 with SM3, GB/T 32918, v1\n`;
const keyTypes: readonly { kind: KeyKind; prefix: Buffer; length: number }[] = [
  { kind: 'ed25519', prefix: Buffer.of(1), length: 32 },
  { kind: 'witness', prefix: Buffer.of(4), length: 32 },
  { kind: 'sm2', prefix: Buffer.from(sm2Type, 'latin1'), length: 65 },
];

/** Base64 in its one spelling, else undefined. */
function fromBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return text !== '' && bytes.toString('base64') === text ? bytes : undefined;
}

/** UTF-8 without control characters but newlines, else undefined. */
function toText(bytes: Buffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit < 0x20 && unit !== 0x0a) return undefined;
    }
    return text;
  } catch {
    return undefined;
  }
}

function readKey(line: string): PublicKey | undefined {
  const [name = '', keyId = '', ...rest] = line.split('+');
  const bytes = fromBase64(rest.join('+'));
  if (name === '' || /\s/u.test(name) || bytes === undefined) return undefined;
  const type = keyTypes.find(
    ({ prefix, length }) => bytes.length === prefix.length + length && bytes.indexOf(prefix) === 0,
  );
  const expected = hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), bytes]), 'hex').slice(0, 8);
  if (type === undefined || keyId !== expected) return undefined;
  return { name, keyId, kind: type.kind, material: bytes.subarray(type.prefix.length) };
}

/** A file of verifier keys, one a line. Undefined if any line is not one. */
export function readKeys(bytes: Buffer): PublicKey[] | undefined {
  const text = bytes.length > keyFileBytesMax ? undefined : toText(bytes);
  if (text === undefined || !text.endsWith('\n')) return undefined;
  const keys = text.slice(0, -1).split('\n').map(readKey);
  const sound = keys.filter((key) => key !== undefined);
  return sound.length === keys.length ? sound : undefined;
}

/** Undefined if the bytes are not a signed note. */
export function readSignedText(bytes: Buffer): SignedText | undefined {
  const whole = bytes.length > signedTextBytesMax ? undefined : toText(bytes);
  const gap = whole?.lastIndexOf('\n\n') ?? -1;
  if (whole === undefined || gap < 1 || !whole.endsWith('\n')) return undefined;
  const raw = whole.slice(gap + 2, -1).split('\n');
  if (raw.length > signatureLinesMax) return undefined;
  const lines: SignatureLine[] = [];
  for (const line of raw) {
    const [dash, name = '', base64 = '', ...more] = line.split(' ');
    const value = fromBase64(base64);
    const sound = dash === '—' && name !== '' && !/[\s+]/u.test(name) && more.length === 0;
    if (!sound || value === undefined || value.length < 5) return undefined;
    lines.push({ name, keyId: value.toString('hex', 0, 4), signature: value.subarray(4) });
  }
  return { text: whole.slice(0, gap + 1), lines };
}

/** Undefined if the text is not a checkpoint. */
export function readHead(text: string): Head | undefined {
  const lines = text.split('\n');
  const [origin = '', size = '', root = ''] = lines;
  const bytes = fromBase64(root);
  if (lines.pop() !== '' || lines.length < 3 || lines.includes('')) return undefined;
  if (!/^(?:0|[1-9][0-9]*)$/.test(size) || !Number.isSafeInteger(Number(size)) || bytes?.length !== 32)
    return undefined;
  return { origin, size: Number(size), root: bytes };
}

function ed25519Holds(message: Buffer, key: PublicKey, signature: Buffer): boolean {
  const x = key.material.toString('base64url');
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return signature.length === 64 && verify(null, message, publicKey, signature);
}

function holds(text: string, key: PublicKey, signature: Buffer): boolean {
  const message = Buffer.from(text);
  if (key.kind === 'ed25519') return ed25519Holds(message, key, signature);
  if (key.kind === 'sm2') return verifySm2({ message, publicKey: key.material, signature });
  if (signature.length !== 72) return false;
  const stamped = Buffer.from(`cosignature/v1\ntime ${signature.readBigUInt64BE()}\n${text}`);
  return ed25519Holds(stamped, key, signature.subarray(8));
}

export type LineState = 'absent' | 'valid' | 'invalid';

/** How a key stands to a signed text; every line under its name and id must hold. */
export function checkKey(signed: SignedText, key: PublicKey): { state: LineState; line?: SignatureLine } {
  const own = signed.lines.filter(({ name, keyId }) => name === key.name && keyId === key.keyId);
  const [line] = own;
  if (line === undefined) return { state: 'absent' };
  return own.every(({ signature }) => holds(signed.text, key, signature))
    ? { state: 'valid', line }
    : { state: 'invalid', line };
}

/** POSIX seconds of a witness's line. */
export function witnessSeconds(line: SignatureLine): number {
  return Number(line.signature.readBigUInt64BE());
}
