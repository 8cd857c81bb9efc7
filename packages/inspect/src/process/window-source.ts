import type { ByteSource } from '../document/byte-source.ts';
import { windowBytesMax } from './wire.ts';

const blockBytes = 256 * 1024;
const blocksKept = 16;

/** Reads beyond this go past the cache. */
const cachedReadBytesMax = blockBytes;

/**
 * A file on the other side of a pipe as a source: windows are asked for as they are needed, and the last few kept, for
 * directories are read in little pieces.
 */
export function windowSource(
  length: number,
  ask: (offset: number, length: number) => Uint8Array,
): ByteSource {
  const blocks = new Map<number, Uint8Array>();
  const blockAt = (index: number): Uint8Array => {
    const found = blocks.get(index);
    blocks.delete(index);
    const block = found ?? ask(index * blockBytes, Math.min(blockBytes, length - index * blockBytes));
    blocks.set(index, block);
    const [oldest] = blocks.keys();
    if (blocks.size > blocksKept && oldest !== undefined) blocks.delete(oldest);
    return block;
  };
  return {
    length,
    read(offset, wanted) {
      const size = Math.max(0, Math.min(wanted, length - offset));
      if (size > cachedReadBytesMax) return readLong(offset, size, ask);
      const first = Math.floor(offset / blockBytes);
      const at = offset - first * blockBytes;
      if (size === 0) return new Uint8Array();
      if (at + size <= blockBytes) return blockAt(first).subarray(at, at + size);
      const head = blockAt(first).subarray(at);
      return Buffer.concat([head, blockAt(first + 1).subarray(0, size - head.byteLength)]);
    },
  };
}

function readLong(
  offset: number,
  size: number,
  ask: (offset: number, length: number) => Uint8Array,
): Uint8Array {
  const out = new Uint8Array(size);
  let filled = 0;
  while (filled < size) {
    const window = ask(offset + filled, Math.min(windowBytesMax, size - filled));
    if (window.byteLength === 0) return out.subarray(0, filled);
    out.set(window, filled);
    filled += window.byteLength;
  }
  return out;
}
