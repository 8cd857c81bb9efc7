import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { privateFileMode, privateFolderMode, syncFolder } from '../keys/write-file.ts';
import { refuseVault } from './errors.ts';
import type { Sealer } from './suites.ts';

/** Plain bytes in one chunk: uploads resume, and views read, at multiples of it. */
export const chunkBytes = 256 * 1024;
/** Chunks read or written together: each call to the system costs as much as encrypting some of them. */
const chunksTogether = 8;
/** After so many bytes a running upload is made to last through a power cut. */
const syncEveryBytes = 64 * 1024 * 1024;

/** How an object's chunks lie in its file: all whole but the last one, which may be empty and bears the mark of the end. */
export interface ObjectFile {
  readonly id: string;
  readonly path: string;
  readonly sealer: Sealer;
  readonly overheadBytes: number;
  readonly tagBytes: number;
}

/** How far an object's file is whole and authentic. */
export interface Progress {
  /** Plain bytes. */
  length: number;
  /** True once the chunk with the mark of the end is there: nothing can be added. */
  ended: boolean;
}

/** `<vault>/<first two>/<id>`: no folder grows beyond measure. */
export function pathOfObject(folder: string, id: string): string {
  return path.join(folder, id.slice(0, 2), id);
}

/** Makes the empty file, so that its name lasts before anything refers to it. */
export async function createObjectFile(file: string): Promise<void> {
  const folder = path.dirname(file);
  const made = await mkdir(folder, { recursive: true, mode: privateFolderMode });
  if (made !== undefined) await syncFolder(path.dirname(folder));
  const handle = await open(file, 'wx', privateFileMode);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  await syncFolder(folder);
}

export async function removeObjectFile(file: string): Promise<void> {
  await rm(file, { force: true });
  await syncFolder(path.dirname(file)).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
  });
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** What a chunk is authenticated with: whose it is, which one, and whether it is the last (STREAM, Hoang et al. 2015). */
function placeOf(id: string, index: number, last: boolean): Buffer {
  const place = Buffer.alloc(16 + 8 + 1);
  Buffer.from(id.replaceAll('-', ''), 'hex').copy(place);
  place.writeBigUInt64BE(BigInt(index), 16);
  place.writeUInt8(last ? 1 : 0, 24);
  return place;
}

/** Sees each authenticator in its order; the digest of an object is made over them. */
export type SeeTag = (tag: Uint8Array) => void;

/**
 * Reads an object's file from its beginning as far as it authenticates. What a crash left half-written after that is not
 * counted, and is written over by the next append.
 */
export async function scanObject(file: ObjectFile, see: SeeTag): Promise<Progress> {
  const handle = await openOrDamaged(file.path, 'r');
  const recordBytes = chunkBytes + file.overheadBytes;
  const record = Buffer.alloc(recordBytes);
  try {
    for (let index = 0; ; index += 1) {
      const { bytesRead } = await handle.read(record, 0, recordBytes, index * recordBytes);
      const piece = record.subarray(0, bytesRead);
      const isWhole = bytesRead === recordBytes;
      const plain = isWhole ? file.sealer.open(piece, placeOf(file.id, index, false)) : null;
      if (plain !== null) {
        see(piece.subarray(-file.tagBytes));
        continue;
      }
      const tail = isWhole ? null : file.sealer.open(piece, placeOf(file.id, index, true));
      if (tail === null) return { length: index * chunkBytes, ended: false };
      see(piece.subarray(-file.tagBytes));
      return { length: index * chunkBytes + tail.length, ended: true };
    }
  } finally {
    await handle.close();
  }
}

export interface Appending {
  readonly source: AsyncIterable<Uint8Array>;
  /** Whether the object ends with what has come, asked when the source is exhausted. */
  readonly endsAt: (length: number) => boolean;
  readonly see: SeeTag;
}

/**
 * Adds to an object's file, from `progress` on, and moves it along. Whole chunks are kept as they fill, also when the
 * source breaks off; a rest shorter than a chunk only where the object ends with it. All of it lasts when this returns.
 */
export async function appendToObject(file: ObjectFile, progress: Progress, the: Appending): Promise<void> {
  const handle = await openOrDamaged(file.path, 'r+');
  const writer = new ChunkWriter(file, handle, progress, the.see);
  try {
    let failure: { readonly error: unknown } | null = null;
    try {
      for await (const piece of the.source) await writer.take(piece);
    } catch (error) {
      failure = { error };
    }
    if (failure === null && the.endsAt(writer.length)) writer.end();
    await writer.settle();
    if (failure !== null) throw failure.error;
  } finally {
    await handle.close();
  }
}

/** A sealed chunk on its way to the file. */
interface SealedChunk {
  readonly record: Buffer;
  readonly plainBytes: number;
  readonly last: boolean;
}

/** Fills chunks, seals them, and writes some together while the next ones fill. */
class ChunkWriter {
  readonly #file: ObjectFile;
  readonly #handle: FileHandle;
  readonly #progress: Progress;
  readonly #see: SeeTag;
  readonly #chunk = Buffer.allocUnsafe(chunkBytes);
  #filled = 0;
  #length: number;
  #sealed: SealedChunk[] = [];
  /** Chunks sealed, from the object's beginning. */
  #count: number;
  #unsynced = 0;
  #writing: Promise<void> = Promise.resolve();

  constructor(file: ObjectFile, handle: FileHandle, progress: Progress, see: SeeTag) {
    this.#file = file;
    this.#handle = handle;
    this.#progress = progress;
    this.#length = progress.length;
    this.#count = progress.length / chunkBytes;
    this.#see = see;
  }

  /** Plain bytes up to here, written or not. */
  get length(): number {
    return this.#length;
  }

  async take(piece: Uint8Array): Promise<void> {
    this.#length += piece.length;
    for (let at = 0; at < piece.length;) {
      const some = piece.subarray(at, at + chunkBytes - this.#filled);
      this.#chunk.set(some, this.#filled);
      this.#filled += some.length;
      at += some.length;
      if (this.#filled === chunkBytes) this.#seal(false);
      if (this.#sealed.length === chunksTogether) await this.#write();
    }
  }

  /** What remains becomes the last chunk, empty or not. */
  end(): void {
    this.#seal(true);
  }

  /** What was sealed lasts through a power cut, and nothing lies behind it. */
  async settle(): Promise<void> {
    await this.#write();
    await this.#writing;
    const { length, ended } = this.#progress;
    const whole = Math.floor(length / chunkBytes);
    const tail = ended ? (length % chunkBytes) + this.#file.overheadBytes : 0;
    await this.#handle.truncate(whole * this.#recordBytes + tail);
    await this.#handle.datasync();
    this.#chunk.fill(0);
  }

  get #recordBytes(): number {
    return chunkBytes + this.#file.overheadBytes;
  }

  #seal(last: boolean): void {
    const { id, sealer } = this.#file;
    const plainBytes = this.#filled;
    const record = sealer.seal(this.#chunk.subarray(0, plainBytes), placeOf(id, this.#count, last));
    this.#sealed.push({ record, plainBytes, last });
    this.#count += 1;
    this.#filled = 0;
  }

  /** Begins to write what is sealed; one write is under way at most. */
  async #write(): Promise<void> {
    await this.#writing;
    const chunks = this.#sealed;
    this.#sealed = [];
    if (chunks.length === 0) return;
    const position = (this.#count - chunks.length) * this.#recordBytes;
    const records = chunks.map(({ record }) => record);
    this.#writing = this.#writeAll(records, position).then(() => {
      // progress counts only what is written
      for (const { record, plainBytes, last } of chunks) {
        this.#progress.length += plainBytes;
        this.#progress.ended = last;
        this.#see(record.subarray(-this.#file.tagBytes));
      }
    });
    this.#writing.catch(() => undefined);
  }

  async #writeAll(records: readonly Buffer[], position: number): Promise<void> {
    const bytes = records.reduce((sum, record) => sum + record.length, 0);
    let { bytesWritten: at } = await this.#handle.writev(records, position);
    // a write may end early, on a full disk as a rule
    const whole = at < bytes ? Buffer.concat(records) : Buffer.alloc(0);
    while (at < bytes) {
      at += (await this.#handle.write(whole, at, bytes - at, position + at)).bytesWritten;
    }
    this.#unsynced += bytes;
    if (this.#unsynced < syncEveryBytes) return;
    this.#unsynced = 0;
    await this.#handle.datasync();
  }
}

/** A range of plain bytes, `from` to before `to`. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/**
 * The plain bytes of a range; each chunk is authenticated before a byte of it is handed on. `byteCount`: of the whole
 * object, as its row says: a file that is longer or shorter is refused.
 */
export async function* readObject(
  file: ObjectFile,
  byteCount: number,
  range: ByteRange,
): AsyncGenerator<Buffer> {
  const handle = await openOrDamaged(file.path, 'r');
  try {
    const recordBytes = chunkBytes + file.overheadBytes;
    const lastIndex = Math.floor(byteCount / chunkBytes);
    const fileBytes = lastIndex * recordBytes + file.overheadBytes + (byteCount % chunkBytes);
    if ((await handle.stat()).size !== fileBytes) throw refuseVault('vault.damaged');
    // the empty last chunk is looked at too when all is read: it says that nothing is missing
    const reachesEnd = range.to >= byteCount;
    const until = reachesEnd ? lastIndex : Math.floor((range.to - 1) / chunkBytes);
    const first = Math.floor(range.from / chunkBytes);
    const fetch = (index: number): Promise<Buffer> =>
      readFully(handle, index * recordBytes, Math.min(chunksTogether, until - index + 1) * recordBytes);
    let coming = first <= until ? fetch(first) : null;
    for (let index = first; coming !== null; index += chunksTogether) {
      const records = await coming;
      coming = index + chunksTogether <= until ? fetch(index + chunksTogether) : null;
      coming?.catch(() => undefined);
      for (let n = 0; n < chunksTogether && index + n <= until; n += 1) {
        const record = records.subarray(n * recordBytes, (n + 1) * recordBytes);
        const plain = file.sealer.open(record, placeOf(file.id, index + n, index + n === lastIndex));
        if (plain === null) throw refuseVault('vault.damaged');
        const begin = (index + n) * chunkBytes;
        const wanted = plain.subarray(Math.max(0, range.from - begin), Math.max(0, range.to - begin));
        if (wanted.length > 0) yield wanted;
      }
    }
  } finally {
    await handle.close();
  }
}

async function readFully(handle: FileHandle, position: number, bytesMax: number): Promise<Buffer> {
  const read = Buffer.allocUnsafe(bytesMax);
  let at = 0;
  while (at < bytesMax) {
    const { bytesRead } = await handle.read(read, at, bytesMax - at, position + at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return read.subarray(0, at);
}

async function openOrDamaged(file: string, flags: 'r' | 'r+'): Promise<FileHandle> {
  try {
    return await open(file, flags);
  } catch (error) {
    if (isMissing(error)) throw refuseVault('vault.damaged', {}, 'the file is missing');
    throw error;
  }
}
