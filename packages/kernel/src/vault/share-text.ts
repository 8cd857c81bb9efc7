import { createHash } from 'node:crypto';

/** Digits and letters nobody takes for one another (Crockford's base32: no I, L, O, U). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Bytes as base32 in groups of four, for paper and voice. */
export function toGroups(bytes: Uint8Array): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  const padded = bits.padEnd(Math.ceil(bits.length / 5) * 5, '0');
  let text = '';
  for (let at = 0; at < padded.length; at += 5)
    text += alphabet.charAt(Number.parseInt(padded.slice(at, at + 5), 2));
  return (text.match(/.{1,4}/g) ?? []).join('-');
}

/** The bytes of groups as they are typed: any case, any spaces, O for 0 and I or L for 1. Null where there is a sign that is none. */
export function fromGroups(typed: string): Buffer | null {
  const text = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-—–_.]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  const bytes: number[] = [];
  let bits = '';
  for (const sign of text) {
    const value = alphabet.indexOf(sign);
    if (value === -1) return null;
    bits += value.toString(2).padStart(5, '0');
    if (bits.length < 8) continue;
    bytes.push(Number.parseInt(bits.slice(0, 8), 2));
    bits = bits.slice(8);
  }
  return /1/.test(bits) ? null : Buffer.from(bytes);
}

/** What a custodian holds: one of the shares of a generation's key. */
export interface CustodianShare {
  readonly generation: number;
  /** The first bytes of a generation's random mark, in hex: shares of another one are told at once. */
  readonly mark: string;
  readonly share: Uint8Array;
}

const version = 1;
const markBytes = 4;
const checkBytes = 5;
const shareBytes = 33;
const headBytes = 1 + 2 + markBytes;

/** A share as it stands on its sheet: eighteen groups of four, with a check at the end. */
export function writeShare({ generation, mark, share }: CustodianShare): string {
  const head = Buffer.alloc(headBytes);
  head.writeUInt8(version, 0);
  head.writeUInt16BE(generation, 1);
  Buffer.from(mark, 'hex').copy(head, 3);
  const body = Buffer.concat([head, share]);
  return toGroups(Buffer.concat([body, checkOf(body)]));
}

/** Reads a typed share; null where a group is wrong or missing. */
export function readShare(typed: string): CustodianShare | null {
  const bytes = fromGroups(typed);
  if (bytes === null || bytes.length !== headBytes + shareBytes + checkBytes) return null;
  const body = bytes.subarray(0, -checkBytes);
  if (!checkOf(body).equals(bytes.subarray(-checkBytes)) || body.readUInt8(0) !== version) return null;
  return {
    generation: body.readUInt16BE(1),
    mark: body.toString('hex', 3, headBytes),
    share: Buffer.from(body.subarray(headBytes)),
  };
}

function checkOf(body: Buffer): Buffer {
  return createHash('sha256').update('fengni share').update(body).digest().subarray(0, checkBytes);
}
