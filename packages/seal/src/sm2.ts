import { createECDH, hash, randomBytes } from 'node:crypto';
import { invariant } from './errors.ts';

/**
 * SM2 signatures with SM3 (GB/T 32918.2, curve of GB/T 32918.5) under a distinguishing id.
 *
 * Why not `crypto.sign`: Node 24's OpenSSL takes no distinguishing id from JavaScript. An imported key signs
 * with the *empty* id, and a key fresh from `generateKeyPair` signs plain ECDSA over the SM2 curve (measured).
 * GB/T 35276 asks for the id 1234567812345678. So the curve work on secrets (k·G, d·G) is OpenSSL's through
 * ECDH, and only arithmetic modulo n is done here, blinded; verification handles public values only.
 */
export const sm2PublicKeyBytes = 65;
export const sm2PrivateKeyBytes = 32;
export const sm2SignatureBytes = 64;
export const sm2DefaultId = '1234567812345678';

const p = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn;
const a = p - 3n;
const b = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n;
const n = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
const g: Point = {
  x: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  y: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
};

interface Point {
  readonly x: bigint;
  readonly y: bigint;
}

function mod(value: bigint, modulus: bigint): bigint {
  const rest = value % modulus;
  return rest < 0n ? rest + modulus : rest;
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [r0, r1] = [modulus, mod(value, modulus)];
  let [s0, s1] = [0n, 1n];
  while (r1 !== 0n) {
    const quotient = r0 / r1;
    [r0, r1] = [r1, r0 - quotient * r1];
    [s0, s1] = [s1, s0 - quotient * s1];
  }
  return mod(s0, modulus);
}

/** Affine addition; undefined is the point at infinity. */
function add(left: Point | undefined, right: Point | undefined): Point | undefined {
  if (left === undefined) return right;
  if (right === undefined) return left;
  if (left.x === right.x && left.y !== right.y) return undefined;
  if (left.x === right.x && left.y === 0n) return undefined;
  const slope =
    left.x === right.x
      ? (3n * left.x * left.x + a) * inverse(2n * left.y, p)
      : (right.y - left.y) * inverse(right.x - left.x, p);
  const x = mod(slope * slope - left.x - right.x, p);
  return { x, y: mod(slope * (left.x - x) - left.y, p) };
}

function multiply(scalar: bigint, point: Point): Point | undefined {
  let sum: Point | undefined;
  let double: Point | undefined = point;
  for (let rest = scalar; rest > 0n; rest >>= 1n) {
    if (rest & 1n) sum = add(sum, double);
    double = add(double, double);
  }
  return sum;
}

function toInteger(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

function toBytes(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(64, '0'), 'hex');
}

function parsePoint(publicKey: Uint8Array): Point | undefined {
  if (publicKey.length !== sm2PublicKeyBytes || publicKey[0] !== 4) return undefined;
  const point = { x: toInteger(publicKey.subarray(1, 33)), y: toInteger(publicKey.subarray(33)) };
  const onCurve =
    point.x < p && point.y < p && mod(point.y * point.y - point.x ** 3n - a * point.x - b, p) === 0n;
  return onCurve ? point : undefined;
}

/** e = SM3(SM3(ENTL || id || a || b || G || P) || message). GB/T 32918.2 §5.5 and §6.1. */
function digest(message: Uint8Array, publicKey: Uint8Array, id: string): bigint {
  const idBytes = Buffer.from(id, 'utf8');
  const bits = Buffer.alloc(2);
  bits.writeUInt16BE(idBytes.length * 8);
  const curve = [a, b, g.x, g.y].map(toBytes);
  const z = hash('sm3', Buffer.concat([bits, idBytes, ...curve, publicKey.subarray(1)]), 'buffer');
  return toInteger(hash('sm3', Buffer.concat([z, message]), 'buffer'));
}

export interface Sm2KeyPair {
  /** 32 bytes. */
  readonly privateKey: Buffer;
  /** 65 bytes: 0x04 || x || y. */
  readonly publicKey: Buffer;
}

export function generateSm2Key(): Sm2KeyPair {
  const pair = createECDH('SM2');
  const publicKey = pair.generateKeys();
  return { privateKey: toBytes(toInteger(pair.getPrivateKey())), publicKey };
}

export function sm2PublicKeyOf(privateKey: Uint8Array): Buffer {
  const pair = createECDH('SM2');
  pair.setPrivateKey(privateKey);
  return pair.getPublicKey();
}

/** Signature r || s, 64 bytes. GB/T 32918.2 §6.1. */
export function signSm2(message: Uint8Array, keys: Sm2KeyPair, id: string = sm2DefaultId): Buffer {
  const e = digest(message, keys.publicKey, id);
  const d = toInteger(keys.privateKey);
  invariant(d > 0n && d < n - 1n, 'an SM2 private key lies between 1 and n-2');
  for (;;) {
    const nonce = createECDH('SM2');
    const kG = nonce.generateKeys();
    const k = toInteger(nonce.getPrivateKey());
    const r = mod(e + toInteger(kG.subarray(1, 33)), n);
    if (r === 0n || r + k === n) continue;
    const blind = mod(toInteger(randomBytes(40)), n - 1n) + 1n;
    const blindedKey = mod(blind * d, n);
    const s = mod(inverse(blind + blindedKey, n) * (blind * k - r * blindedKey), n);
    if (s !== 0n) return Buffer.concat([toBytes(r), toBytes(s)]);
  }
}

/** GB/T 32918.2 §7.1; false for keys off the curve and numbers out of range. */
export function verifySm2(options: {
  message: Uint8Array;
  publicKey: Uint8Array;
  signature: Uint8Array;
  id?: string;
}): boolean {
  const { message, publicKey, signature, id = sm2DefaultId } = options;
  const point = parsePoint(publicKey);
  if (point === undefined || signature.length !== sm2SignatureBytes) return false;
  const r = toInteger(signature.subarray(0, 32));
  const s = toInteger(signature.subarray(32));
  const t = mod(r + s, n);
  if (r === 0n || s === 0n || r >= n || s >= n || t === 0n) return false;
  const sum = add(multiply(s, g), multiply(t, point));
  return sum !== undefined && mod(digest(message, publicKey, id) + sum.x, n) === r;
}
