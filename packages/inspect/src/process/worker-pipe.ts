import { readSync, writeSync } from 'node:fs';
import { frameHead, frameHeadBytes } from './wire.ts';

export interface Frame {
  type: number;
  payload: Buffer;
}

const standardInput = 0;
const standardOutput = 1;
const pauseMs = 1;

const pauseCell = new Int32Array(new SharedArrayBuffer(4));

/** A worker's end of its pipes. It waits where it stands: what reads windows of a file cannot go on without them. */
export const workerPipe = {
  /** The next frame, or undefined when the program has closed the pipe. */
  read(): Frame | undefined {
    const head = readExactly(frameHeadBytes);
    if (head === undefined) return undefined;
    const payload = readExactly(head.readUInt32BE(1));
    return payload === undefined ? undefined : { type: head[0] ?? 0, payload };
  },
  write(type: number, ...parts: readonly Uint8Array[]): void {
    const length = parts.reduce((sum, part) => sum + part.byteLength, 0);
    writeAll(frameHead(type, length));
    for (const part of parts) writeAll(part);
  },
};

function readExactly(length: number): Buffer | undefined {
  const bytes = Buffer.allocUnsafeSlow(length);
  let filled = 0;
  while (filled < length) {
    const count = patiently(() => readSync(standardInput, bytes, filled, length - filled, null));
    if (count === 0) return undefined;
    filled += count;
  }
  return bytes;
}

function writeAll(bytes: Uint8Array): void {
  let sent = 0;
  while (sent < bytes.byteLength)
    sent += patiently(() => writeSync(standardOutput, bytes, sent, bytes.byteLength - sent));
}

/** A pipe that does not block says that it is empty or full: it is tried again a moment later. */
function patiently(attempt: () => number): number {
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      if (error.code === 'EOF') return 0;
      if (error.code !== 'EAGAIN') throw error;
      Atomics.wait(pauseCell, 0, 0, pauseMs);
    }
  }
}
