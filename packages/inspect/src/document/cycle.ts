import type { ByteSource } from './byte-source.ts';
import { windowsOf } from './windows.ts';

/** True where a part is, byte for byte, one of the files it is in: an archive that holds itself. */
export function isSameAsOuter(source: ByteSource, outer: readonly ByteSource[]): boolean {
  return outer.some((candidate) => candidate.length === source.length && isSame(candidate, source));
}

function isSame(left: ByteSource, right: ByteSource): boolean {
  if (left.length === 0) return false;
  let at = 0;
  for (const window of windowsOf(left)) {
    const other = right.read(at, window.byteLength);
    if (Buffer.compare(window, other) !== 0) return false;
    at += window.byteLength;
  }
  return true;
}
