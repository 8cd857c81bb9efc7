import { createCipheriv, createHmac, pbkdf2Sync } from 'node:crypto';
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipPart {
  name: string | Buffer;
  content: string | Uint8Array;
  isPacked?: boolean;
  /** With AES of 256 bits, AE-2. */
  password?: string;
  /** Sizes and checksum follow the data. */
  hasDescriptor?: boolean;
}

interface Written {
  local: Buffer;
  entry: Buffer;
}

const deflated = 8;
const aes = 99;

/** A zip as other programs write them; APPNOTE.TXT 4.3. */
export function makeZip(parts: readonly ZipPart[]): Buffer {
  const written: Written[] = [];
  let at = 0;
  for (const part of parts) {
    const next = writePart(part, at);
    written.push(next);
    at += next.local.length;
  }
  const directory = Buffer.concat(written.map(({ entry }) => entry));
  const end = Buffer.alloc(22);
  end.writeUInt32BE(0x504b0506, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...written.map(({ local }) => local), directory, end]);
}

function writePart(
  { name, content, isPacked = false, password, hasDescriptor = false }: ZipPart,
  at: number,
): Written {
  const rawName = typeof name === 'string' ? Buffer.from(name, 'utf8') : name;
  const plain = typeof content === 'string' ? Buffer.from(content, 'utf8') : Buffer.from(content);
  const packed = isPacked ? deflateRawSync(plain) : plain;
  const data = password === undefined ? packed : encrypt(packed, password);
  const method = isPacked ? deflated : 0;
  const extra = password === undefined ? Buffer.alloc(0) : aesField(method);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(
    (password === undefined ? 0 : 1) | (hasDescriptor ? 8 : 0) | (typeof name === 'string' ? 0x800 : 0),
    2,
  );
  common.writeUInt16LE(password === undefined ? method : aes, 4);
  common.writeUInt32LE(crc32(plain), 10);
  common.writeUInt32LE(data.length, 14);
  common.writeUInt32LE(plain.length, 18);
  common.writeUInt16LE(rawName.length, 22);
  common.writeUInt16LE(extra.length, 24);
  const inFront = Buffer.from(common);
  if (hasDescriptor) inFront.fill(0, 10, 22);
  const behind = Buffer.concat([Buffer.from([0x50, 0x4b, 7, 8]), common.subarray(10, 22)]);
  const place = Buffer.alloc(14);
  place.writeUInt32LE(at, 10);
  return {
    local: Buffer.concat([
      Buffer.from([0x50, 0x4b, 3, 4]),
      inFront,
      rawName,
      extra,
      data,
      ...(hasDescriptor ? [behind] : []),
    ]),
    entry: Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), common, place, rawName, extra]),
  };
}

function aesField(method: number): Buffer {
  const field = Buffer.from([0x01, 0x99, 7, 0, 2, 0, 0x41, 0x45, 3, 0, 0]);
  field.writeUInt16LE(method, 9);
  return field;
}

/** Block by block, as the specification tells it (winzip.com/en/support/aes-encryption). */
function encrypt(packed: Buffer, password: string): Buffer {
  const salt = Buffer.alloc(16, 7);
  const derived = pbkdf2Sync(password, salt, 1000, 66, 'sha1');
  const out = Buffer.from(packed);
  for (let at = 0, block = 1n; at < out.length; at += 16, block += 1n) {
    const counter = Buffer.alloc(16);
    counter.writeBigUInt64LE(block, 0);
    const stream = createCipheriv('aes-256-ecb', derived.subarray(0, 32), null).update(counter);
    for (let place = at; place < Math.min(out.length, at + 16); place += 1)
      out[place] = (out[place] ?? 0) ^ (stream[place - at] ?? 0);
  }
  const mac = createHmac('sha1', derived.subarray(32, 64)).update(out).digest().subarray(0, 10);
  return Buffer.concat([salt, derived.subarray(64, 66), out, mac]);
}
