import { constants, open } from 'node:fs/promises';
import type { GapReason } from '../document/gaps.ts';

/** A file read window by window from wherever it is kept: a {@link ByteSource}, or one whose windows take a moment. */
export interface WindowedFile {
  /** Bytes in all. */
  readonly length: number;
  /** The bytes from `offset`, at most `length` of them; fewer only at the end. */
  read(offset: number, length: number): Uint8Array | Promise<Uint8Array>;
}

/** A file to inspect: where it lies, its bytes, or what gives them. */
export type FileToInspect = { path: string } | Uint8Array | WindowedFile;

export interface OpenedFile {
  size: number;
  read(offset: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Opens a file for reading by windows; a reason when it cannot be. Devices and pipes are not opened: they may never end. */
export async function openFile(
  file: FileToInspect,
): Promise<OpenedFile | Extract<GapReason, 'unreadable' | 'special-file'>> {
  if (file instanceof Uint8Array) {
    return {
      size: file.byteLength,
      read: async (offset, length) => file.subarray(offset, offset + length),
      close: async () => undefined,
    };
  }
  if ('read' in file) {
    return {
      size: file.length,
      read: async (offset, length) => file.read(offset, length),
      close: async () => undefined,
    };
  }
  try {
    const handle = await open(file.path, constants.O_RDONLY | constants.O_NONBLOCK);
    const status = await handle.stat();
    if (!status.isFile()) {
      await handle.close();
      return 'special-file';
    }
    return {
      size: status.size,
      close: async () => handle.close(),
      async read(offset, length) {
        const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(length, status.size - offset)));
        let filled = 0;
        while (filled < bytes.length) {
          const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, offset + filled);
          if (bytesRead === 0) break;
          filled += bytesRead;
        }
        return bytes.subarray(0, filled);
      },
    };
  } catch {
    return 'unreadable';
  }
}
