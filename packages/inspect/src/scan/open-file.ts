import { createHash } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

/** A file held open while it is inspected, so that every step reads the same one. */
export interface OpenFile {
  /**
   * Opens this very file, whatever its name stands for by now; names that are not UTF-8 have no other path. Good until it
   * is closed.
   */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Whether it is as it was when it was hashed. */
  isUnchanged(): Promise<boolean>;
  close(): Promise<void>;
}

const openFiles = '/proc/self/fd';
const hasOpenFiles = existsSync(openFiles);

const windowBytes = 1024 ** 2;

/**
 * Opens a file and hashes what can be read of it. Never waits for a pipe, and refuses what is no regular file: a name may
 * stand for something else than it did when it was listed. Rejects with the system's error.
 */
export async function openFile(file: Buffer | string, signal?: AbortSignal): Promise<OpenFile> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const before = await handle.stat({ bigint: true });
    if (!before.isFile()) throw new Error('not a regular file');
    const { bytes, sha256 } = await hash(handle, signal);
    return {
      path: hasOpenFiles ? `${openFiles}/${handle.fd}` : file.toString(),
      bytes,
      sha256,
      isUnchanged: async () => isSame(before, await handle.stat({ bigint: true }), bytes),
      close: async () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function hash(handle: FileHandle, signal?: AbortSignal): Promise<{ bytes: number; sha256: string }> {
  const digest = createHash('sha256');
  const window = Buffer.allocUnsafe(windowBytes);
  let bytes = 0;
  for (;;) {
    signal?.throwIfAborted();
    const { bytesRead } = await handle.read(window, 0, windowBytes, bytes);
    if (bytesRead === 0) return { bytes, sha256: digest.digest('hex') };
    digest.update(window.subarray(0, bytesRead));
    bytes += bytesRead;
  }
}

function isSame(before: BigIntStats, after: BigIntStats, bytes: number): boolean {
  return before.size === after.size && before.mtimeNs === after.mtimeNs && after.size === BigInt(bytes);
}
