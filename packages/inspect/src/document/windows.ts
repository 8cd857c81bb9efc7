import type { ByteSource } from './byte-source.ts';

/** What is read of a source at a time when it is read from end to end. */
export const windowBytes = 256 * 1024;

/** A part of a source as a source. */
export function sliceSource(source: ByteSource, start: number, length: number): ByteSource {
  const begin = Math.min(Math.max(0, start), source.length);
  const size = Math.max(0, Math.min(length, source.length - begin));
  return {
    length: size,
    read: (offset, wanted) =>
      offset >= size
        ? new Uint8Array()
        : source.read(begin + offset, Math.max(0, Math.min(wanted, size - offset))),
  };
}

/** The source window by window, from `start` to `end`. */
export function* windowsOf(
  source: ByteSource,
  { start = 0, end = source.length }: { start?: number; end?: number } = {},
): Generator<Uint8Array> {
  let at = start;
  while (at < end) {
    const window = source.read(at, Math.min(windowBytes, end - at));
    if (window.byteLength === 0) return;
    at += window.byteLength;
    yield window;
  }
}

/** A Buffer over the same memory, for its readers of numbers. */
export function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
