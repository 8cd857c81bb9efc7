import { closeSync, fstatSync, fsyncSync, openSync, readSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { CopyIndexRefused } from './copy-index.ts';

/** CRC-32 (IEEE 802.3): against damage, not against forgery. */
export function checksum(bytes: Uint8Array): number {
  return crc32(bytes);
}

/** @throws CopyIndexRefused `damaged`, with the file's name and what is wrong with it */
export function refuseDamaged(file: string, fault: string): never {
  throw new CopyIndexRefused('damaged', `${path.basename(file)}: ${fault}`);
}

/** Makes names that were created, renamed or removed in a folder last. Where folders cannot be synced (Windows) it does nothing. */
export function syncFolder(folder: string): void {
  let fd: number;
  try {
    fd = openSync(folder, 'r');
  } catch {
    return;
  }
  try {
    fsyncSync(fd);
  } catch {
    // Not every file system syncs folders; the rename is then as lasting as it can be made.
  } finally {
    closeSync(fd);
  }
}

/** Replaces a file whole: a reader sees the old one or the new one, and so does a restart after a crash. */
export function replaceFile(file: string, bytes: Uint8Array): void {
  const draft = `${file}.draft`;
  const fd = openSync(draft, 'w', 0o600);
  try {
    writeAll(fd, bytes, 0);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(draft, file);
  syncFolder(path.dirname(file));
}

/** Writes all bytes at a position. */
export function writeAll(fd: number, bytes: Uint8Array, position: number): void {
  for (let at = 0; at < bytes.byteLength;)
    at += writeSync(fd, bytes, at, bytes.byteLength - at, position + at);
}

/** An open file read by position; every read is whole or refused. */
export class PositionedFile {
  readonly file: string;
  readonly length: number;
  readonly #fd: number;
  #open = true;

  constructor(file: string) {
    this.file = file;
    this.#fd = openSync(file, 'r');
    this.length = fstatSync(this.#fd).size;
  }

  /** @throws CopyIndexRefused `damaged` where the file does not reach that far */
  read(position: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    this.readInto(bytes, position);
    return bytes;
  }

  readInto(bytes: Uint8Array, position: number): void {
    for (let at = 0; at < bytes.byteLength;) {
      const got = readSync(this.#fd, bytes, at, bytes.byteLength - at, position + at);
      if (got === 0) refuseDamaged(this.file, 'shorter than it says');
      at += got;
    }
  }

  close(): void {
    if (this.#open) closeSync(this.#fd);
    this.#open = false;
  }
}

/** A file written from the start on in large pieces; its head is filled in at the end. */
export class SequentialFile {
  readonly file: string;
  readonly #fd: number;
  #pieces: Uint8Array[] = [];
  #pending = 0;
  #written: number;

  /** @param headBytes room left at the start for {@link finish} */
  constructor(file: string, headBytes: number) {
    this.file = file;
    this.#fd = openSync(file, 'w', 0o600);
    this.#written = headBytes;
  }

  /** Where the next byte goes. */
  get position(): number {
    return this.#written + this.#pending;
  }

  append(bytes: Uint8Array): void {
    this.#pieces.push(bytes);
    this.#pending += bytes.byteLength;
    if (this.#pending >= pieceBytes) this.#flush();
  }

  #flush(): void {
    const bytes = Buffer.concat(this.#pieces);
    writeAll(this.#fd, bytes, this.#written);
    this.#written += bytes.byteLength;
    this.#pieces = [];
    this.#pending = 0;
  }

  /** Writes the head and waits for the disk. */
  finish(head: Uint8Array): number {
    this.#flush();
    writeAll(this.#fd, head, 0);
    fsyncSync(this.#fd);
    closeSync(this.#fd);
    return this.#written;
  }

  abandon(): void {
    closeSync(this.#fd);
  }
}

const pieceBytes = 1024 * 1024;
