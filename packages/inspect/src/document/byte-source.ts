/**
 * A file read window by window, so that two gigabytes need no two gigabytes of memory. In the reading process the
 * windows come from the parent; in tests and for parts of a container from memory.
 */
export interface ByteSource {
  /** Bytes in all. */
  readonly length: number;
  /** The bytes from `offset`, at most `length` of them; fewer only at the end. Never a view that changes later. */
  read(offset: number, length: number): Uint8Array;
}

/** Bytes in memory as a source. */
export function sourceOf(bytes: Uint8Array): ByteSource {
  return {
    length: bytes.byteLength,
    read: (offset, length) => bytes.subarray(offset, Math.min(bytes.byteLength, offset + length)),
  };
}
