import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { decodeBase64 } from './base64.ts';
import { SealError, invariant } from './errors.ts';
import { sha256 } from './hash.ts';
import {
  generateSm2Key,
  signSm2,
  sm2PrivateKeyBytes,
  sm2PublicKeyBytes,
  sm2PublicKeyOf,
  verifySm2,
} from './sm2.ts';

export const noteBytesMax = 1024 * 1024;
export const noteSignaturesMax = 100;

/** What a key signs: notes with Ed25519 or SM2, or checkpoint cosignatures of a witness. */
export type KeyKind = 'ed25519' | 'sm2' | 'cosignature';

/**
 * The signature type as it stands in keys and key ids. SM2 has no number in signed-note, which reserves 0xff
 * for such and recommends a long identifier after it.
 */
const kinds: Record<KeyKind, { type: Buffer; publicBytes: number; privateBytes: number }> = {
  ed25519: { type: Buffer.from([0x01]), publicBytes: 32, privateBytes: 32 },
  cosignature: { type: Buffer.from([0x04]), publicBytes: 32, privateBytes: 32 },
  sm2: {
    type: Buffer.concat([
      Buffer.from([0xff]),
      Buffer.from('fengni signed-note SM2 with SM3, GB/T 32918, v1\n'),
    ]),
    publicBytes: sm2PublicKeyBytes,
    privateBytes: sm2PrivateKeyBytes,
  },
};
const kindNames: readonly KeyKind[] = ['ed25519', 'cosignature', 'sm2'];

export interface VerifierKey {
  readonly name: string;
  /** uint32; with the name it says which key signed. */
  readonly keyId: number;
  readonly kind: KeyKind;
  /** Ed25519: 32 bytes. SM2: 65 bytes, uncompressed. */
  readonly publicKey: Buffer;
}

export interface SignerKey extends VerifierKey {
  /** Ed25519: the 32-byte seed. SM2: the 32-byte number. */
  readonly privateKey: Buffer;
}

export interface NoteSignature {
  readonly name: string;
  readonly keyId: number;
  readonly signature: Buffer;
}

export interface Note {
  /** With its final newline, without the blank line. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** signed-note: no Unicode spaces, no plus; and no control characters, which a note cannot hold. */
function isKeyName(name: string): boolean {
  return name !== '' && name.isWellFormed() && !/[\s\p{Cc}+]/u.test(name);
}

function keyIdOf(key: { name: string; kind: KeyKind; publicKey: Buffer }): number {
  return sha256(
    Buffer.concat([Buffer.from(`${key.name}\n`), kinds[key.kind].type, key.publicKey]),
  ).readUInt32BE(0);
}

const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex');

/** RFC 8410 wrappers around the raw Ed25519 keys that notes use. */
function ed25519Private(seed: Buffer): KeyObject {
  return createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' });
}

function ed25519Public(publicKey: Buffer): KeyObject {
  return createPublicKey({ key: Buffer.concat([spkiHead, publicKey]), format: 'der', type: 'spki' });
}

function sm2PublicOf(privateKey: Buffer): Buffer {
  try {
    return sm2PublicKeyOf(privateKey);
  } catch {
    throw new SealError('key.malformed', 'not a private key of the curve');
  }
}

function publicKeyOf(kind: KeyKind, privateKey: Buffer): Buffer {
  if (kind === 'sm2') return sm2PublicOf(privateKey);
  const spki = createPublicKey(ed25519Private(privateKey)).export({ format: 'der', type: 'spki' });
  return Buffer.from(spki.subarray(spkiHead.length));
}

/** A new key under `name` (for a log: its origin). Throws `key.malformed` for a name with spaces or plus. */
export function generateSignerKey(options: { name: string; kind: KeyKind }): SignerKey {
  const { name, kind } = options;
  if (!isKeyName(name)) throw new SealError('key.malformed', 'name');
  if (kind === 'sm2') {
    const pair = generateSm2Key();
    return { name, kind, ...pair, keyId: keyIdOf({ name, kind, publicKey: pair.publicKey }) };
  }
  const der = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' });
  const privateKey = Buffer.from(der.subarray(pkcs8Head.length));
  const publicKey = publicKeyOf(kind, privateKey);
  return { name, kind, privateKey, publicKey, keyId: keyIdOf({ name, kind, publicKey }) };
}

function hexKeyId(keyId: number): string {
  return keyId.toString(16).padStart(8, '0');
}

/** `name+hex(key id)+base64(type || public key)`. */
export function formatVerifierKey(key: VerifierKey): string {
  const material = Buffer.concat([kinds[key.kind].type, key.publicKey]).toString('base64');
  return `${key.name}+${hexKeyId(key.keyId)}+${material}`;
}

/** `PRIVATE+KEY+name+hex(key id)+base64(type || private key)`, the form Go's note package uses. Keep secret. */
export function formatSignerKey(key: SignerKey): string {
  const material = Buffer.concat([kinds[key.kind].type, key.privateKey]).toString('base64');
  return `PRIVATE+KEY+${key.name}+${hexKeyId(key.keyId)}+${material}`;
}

function splitMaterial(base64: string, part: 'publicBytes' | 'privateBytes'): { kind: KeyKind; key: Buffer } {
  const material = decodeBase64(base64);
  for (const kind of kindNames) {
    const { type } = kinds[kind];
    const fits = material?.length === type.length + kinds[kind][part];
    if (fits && material.subarray(0, type.length).equals(type))
      return { kind, key: material.subarray(type.length) };
  }
  throw new SealError('key.malformed', 'unknown type or length');
}

/** Throws `key.malformed`. */
export function parseVerifierKey(text: string): VerifierKey {
  const [, name = '', keyId = '', base64 = ''] =
    /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(text) ?? [];
  if (!isKeyName(name)) throw new SealError('key.malformed');
  const { kind, key: publicKey } = splitMaterial(base64, 'publicBytes');
  const key = { name, kind, publicKey, keyId: Number.parseInt(keyId, 16) };
  if (keyIdOf(key) !== key.keyId) throw new SealError('key.malformed', 'key id does not fit the key');
  return key;
}

/** Throws `key.malformed`; the error never holds the key. */
export function parseSignerKey(text: string): SignerKey {
  const pattern = /^PRIVATE\+KEY\+([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u;
  const [, name = '', keyId = '', base64 = ''] = pattern.exec(text) ?? [];
  if (!isKeyName(name)) throw new SealError('key.malformed');
  const { kind, key: privateKey } = splitMaterial(base64, 'privateBytes');
  const key = {
    name,
    kind,
    privateKey,
    publicKey: publicKeyOf(kind, privateKey),
    keyId: Number.parseInt(keyId, 16),
  };
  if (keyIdOf(key) !== key.keyId) throw new SealError('key.malformed', 'key id does not fit the key');
  return key;
}

/** The public half, safe to hand out. */
export function verifierKeyOf(signer: SignerKey): VerifierKey {
  return { name: signer.name, keyId: signer.keyId, kind: signer.kind, publicKey: signer.publicKey };
}

/** Raw Ed25519 signature with a log's or a witness's key. */
export function signEd25519(message: Buffer, signer: SignerKey): Buffer {
  return sign(null, message, ed25519Private(signer.privateKey));
}

export function verifyEd25519(message: Buffer, publicKey: Buffer, signature: Buffer): boolean {
  return signature.length === 64 && verify(null, message, ed25519Public(publicKey), signature);
}

/** `— name base64(key id || signature)` with its newline. */
export function formatSignatureLine(signature: NoteSignature): string {
  const id = Buffer.alloc(4);
  id.writeUInt32BE(signature.keyId);
  return `— ${signature.name} ${Buffer.concat([id, signature.signature]).toString('base64')}\n`;
}

function isNoteText(text: string): boolean {
  // Control characters other than the newline are forbidden in notes.
  // eslint-disable-next-line no-control-regex
  return text.endsWith('\n') && text.isWellFormed() && !/[\u0000-\u0009\u000b-\u001f]/.test(text);
}

/** A note signed by each signer in turn. Witness keys do not sign notes: see cosignature.ts. */
export function signNote(text: string, signers: readonly SignerKey[]): string {
  invariant(isNoteText(text) && signers.length > 0, 'a note is text ending in a newline and has a signer');
  const message = Buffer.from(text);
  const lines = signers.map((signer) => {
    if (signer.kind === 'cosignature') throw new SealError('key.kind');
    const signature = signer.kind === 'sm2' ? signSm2(message, signer) : signEd25519(message, signer);
    return formatSignatureLine({ name: signer.name, keyId: signer.keyId, signature });
  });
  return `${text}\n${lines.join('')}`;
}

function parseSignatureLine(line: string): NoteSignature {
  const [, name = '', base64 = ''] = /^— (\S+) (\S+)$/u.exec(line) ?? [];
  const bytes = decodeBase64(base64);
  if (!isKeyName(name) || bytes === undefined || bytes.length < 5)
    throw new SealError('note.malformed', 'signature');
  return { name, keyId: bytes.readUInt32BE(0), signature: bytes.subarray(4) };
}

/** Takes a signed note apart without trusting it. Throws `note.malformed`. */
export function parseNote(input: string | Uint8Array): Note {
  if (input.length > noteBytesMax) throw new SealError('note.malformed', 'too long');
  const note = typeof input === 'string' ? input : decodeUtf8(input);
  const split = note.lastIndexOf('\n\n');
  if (!isNoteText(note) || split < 1) throw new SealError('note.malformed');
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > noteSignaturesMax) throw new SealError('note.malformed', 'too many signatures');
  return { text: note.slice(0, split + 1), signatures: lines.map(parseSignatureLine) };
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new SealError('note.malformed', 'not UTF-8');
  }
}

/** The keys that signed. Throws `note.signature` if a known key's signature is wrong, `note.unsigned` if there is none. */
export function verifyNote(note: Note, keys: readonly VerifierKey[]): VerifierKey[] {
  const message = Buffer.from(note.text);
  const signed = new Set<VerifierKey>();
  for (const { name, keyId, signature } of note.signatures) {
    const key = keys.find(
      (known) => known.name === name && known.keyId === keyId && known.kind !== 'cosignature',
    );
    if (key === undefined) continue;
    const { publicKey } = key;
    const holds =
      key.kind === 'sm2'
        ? verifySm2({ message, publicKey, signature })
        : verifyEd25519(message, publicKey, signature);
    if (!holds) throw new SealError('note.signature', name);
    signed.add(key);
  }
  if (signed.size === 0) throw new SealError('note.unsigned');
  return [...signed];
}
