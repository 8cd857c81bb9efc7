import { createCipheriv, pbkdf2Sync } from 'node:crypto';
import type { ByteSource } from '../document/byte-source.ts';
import { sliceSource, windowsOf } from '../document/windows.ts';
import type { ZipEntry } from './zip-directory.ts';

/** What lies under the encryption of an entry: the packed bytes and how they are packed. */
export interface Decrypted {
  method: number;
  packedBytes: number;
  open: () => Iterable<Uint8Array>;
}

/** Each try costs a key derivation. */
const passwordsMax = 64;

/** Opens an encrypted entry with the first password that fits; undefined where none does. */
export function decryptEntry(
  data: ByteSource,
  entry: ZipEntry,
  passwords: readonly string[],
): Decrypted | undefined {
  for (const password of passwords.slice(0, passwordsMax)) {
    const opened =
      entry.aes === undefined ? openClassic(data, entry, password) : openAes(data, entry.aes, password);
    if (opened !== undefined) return opened;
  }
  return undefined;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

const classicHeaderBytes = 12;
const descriptorFlag = 8;

/** APPNOTE.TXT 6.1, "traditional PKWARE encryption". */
function openClassic(data: ByteSource, entry: ZipEntry, password: string): Decrypted | undefined {
  const header = data.read(0, classicHeaderBytes);
  if (header.byteLength < classicHeaderBytes) return undefined;
  const check = (entry.flags & descriptorFlag) === 0 ? entry.crc >>> 24 : entry.time >>> 8;
  if (new ClassicKeys(password).decrypt(header)[classicHeaderBytes - 1] !== check) return undefined;
  return {
    method: entry.method,
    packedBytes: data.length - classicHeaderBytes,
    *open() {
      const keys = new ClassicKeys(password);
      keys.decrypt(header);
      for (const window of windowsOf(data, { start: classicHeaderBytes })) yield keys.decrypt(window);
    },
  };
}

class ClassicKeys {
  #first = 0x12345678;
  #second = 0x23456789;
  #third = 0x34567890;

  constructor(password: string) {
    for (const byte of Buffer.from(password, 'utf8')) this.#update(byte);
  }

  decrypt(bytes: Uint8Array): Uint8Array {
    const out = new Uint8Array(bytes.length);
    for (let at = 0; at < bytes.length; at += 1) {
      const mixed = (this.#third & 0xffff) | 2;
      const plain = (bytes[at] ?? 0) ^ ((Math.imul(mixed, mixed ^ 1) >>> 8) & 0xff);
      out[at] = plain;
      this.#update(plain);
    }
    return out;
  }

  #update(byte: number): void {
    this.#first = stepCrc(this.#first, byte);
    this.#second = (Math.imul(this.#second + (this.#first & 0xff), 134_775_813) + 1) >>> 0;
    this.#third = stepCrc(this.#third, this.#second >>> 24);
  }
}

function stepCrc(crc: number, byte: number): number {
  return ((crc >>> 8) ^ (crcTable[(crc ^ byte) & 0xff] ?? 0)) >>> 0;
}

const aesIterations = 1000;
const verifierBytes = 2;
const macBytes = 10;
const blockBytes = 16;

/** WinZip AE-1 and AE-2 (winzip.com/en/support/aes-encryption): PBKDF2 with SHA-1, AES in a counter mode of its own. */
function openAes(
  data: ByteSource,
  { strength, method }: { strength: number; method: number },
  password: string,
): Decrypted | undefined {
  const keyBytes = { 1: 16, 2: 24, 3: 32 }[strength];
  if (keyBytes === undefined) return undefined;
  const saltBytes = keyBytes / 2;
  const start = saltBytes + verifierBytes;
  const packed = sliceSource(data, start, data.length - start - macBytes);
  const derived = pbkdf2Sync(
    password,
    data.read(0, saltBytes),
    aesIterations,
    2 * keyBytes + verifierBytes,
    'sha1',
  );
  const verifier = data.read(saltBytes, verifierBytes);
  if (verifier.byteLength < verifierBytes || !derived.subarray(2 * keyBytes).equals(verifier))
    return undefined;
  const key = derived.subarray(0, keyBytes);
  return { method, packedBytes: packed.length, open: () => decryptAes(packed, key) };
}

/** The counter begins at one and its lowest byte comes first, which no mode of OpenSSL does. */
function* decryptAes(packed: ByteSource, key: Buffer): Generator<Uint8Array> {
  let block = 1;
  for (const window of windowsOf(packed)) {
    const counters = Buffer.alloc(Math.ceil(window.byteLength / blockBytes) * blockBytes);
    for (let at = 0; at < counters.length; at += blockBytes, block += 1) counters.writeUInt32LE(block, at);
    const cipher = createCipheriv(`aes-${key.length * 8}-ecb`, key, null).setAutoPadding(false);
    const stream = cipher.update(counters);
    const out = new Uint8Array(window.byteLength);
    for (let at = 0; at < out.length; at += 1) out[at] = (window[at] ?? 0) ^ (stream[at] ?? 0);
    yield out;
  }
}
