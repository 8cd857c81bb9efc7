/* oxlint-disable no-underscore-dangle -- names of Emscripten */
import { randomBytes } from 'node:crypto';
import { libarchiveWasm } from 'libarchive-wasm';
import { PartRefused } from '../document/extraction.ts';
import type { ByteSource } from '../document/byte-source.ts';
import { windowsOf } from '../document/windows.ts';

type Library = Awaited<ReturnType<typeof libarchiveWasm>>;

export interface LibarchiveEntry {
  /** Place in the archive, from zero. */
  index: number;
  /** Characters beyond ASCII are stars in formats whose names are no UTF-8: the library has no locale. */
  name: string;
  isFile: boolean;
  isEncrypted: boolean;
}

/** A piece that breaks off is looked at as well: the library has filled it as far as it came. */
export const pieceBytes = 64 * 1024;
const regularFile = 0o100000;
const fileTypes = 0o170000;

/** A library whose memory has grown beyond this is not used again, for it cannot shrink. */
const reusedMemoryBytesMax = 64 * 1024 * 1024;

let spare: Library | undefined;

const nothingAround = { before: new Uint8Array(), behind: new Uint8Array() };

function* windowsAround(
  source: ByteSource,
  { before, behind }: { before: Uint8Array; behind: Uint8Array },
): Generator<Uint8Array> {
  yield before;
  yield* windowsOf(source);
  yield behind;
}

/** An archive in libarchive's memory. It reads forwards; going back opens it again. Close it. */
export class LibarchiveArchive {
  #library: Library;
  readonly #start: number;
  readonly #length: number;
  #handle: number;
  /** The entry whose data comes next, or that it is gone. */
  #present = -1;
  #isPresentUnread = false;
  #isBroken = false;

  /** @throws PartRefused `out-of-memory` when it does not fit the library's memory */
  static async open(
    source: ByteSource,
    around: { before: Uint8Array; behind: Uint8Array } = nothingAround,
  ): Promise<LibarchiveArchive> {
    const library = spare ?? (await libarchiveWasm());
    spare = undefined;
    const length = around.before.byteLength + source.length + around.behind.byteLength;
    const start = library.module._malloc(length);
    if (start === 0) throw new PartRefused({ reason: 'out-of-memory', bytes: source.length });
    let at = start;
    for (const window of windowsAround(source, around)) {
      library.module.HEAP8.set(window, at);
      at += window.byteLength;
    }
    return new LibarchiveArchive(library, start, at - start);
  }

  private constructor(library: Library, start: number, length: number) {
    this.#library = library;
    this.#start = start;
    this.#length = length;
    this.#handle = this.#guard(() => library.read_new_memory(start, length));
  }

  /** The next entry; undefined at the end. @throws PartRefused where the archive breaks off */
  next(): LibarchiveEntry | undefined {
    return this.#guard(() => {
      const pointer = this.#library.read_next_entry(this.#handle);
      if (pointer === 0) {
        const problem = this.#library.error_string(this.#handle);
        if (problem !== null && problem !== '') throw new Error(problem);
        return undefined;
      }
      this.#present += 1;
      this.#isPresentUnread = true;
      return {
        index: this.#present,
        name: this.#library.entry_pathname(pointer) ?? '',
        isFile: (this.#library.entry_filetype(pointer) & fileTypes) === regularFile,
        isEncrypted: this.#library.entry_is_encrypted(pointer) !== 0,
      };
    });
  }

  /** The data of an entry from its beginning. The first reading of the present entry costs nothing extra. */
  *pieces({ index }: LibarchiveEntry): Generator<Uint8Array> {
    if (this.#isPresentUnread && index === this.#present) {
      this.#isPresentUnread = false;
      yield* this.#read(this.#handle);
      return;
    }
    const again = this.#guard(() => this.#library.read_new_memory(this.#start, this.#length));
    try {
      for (let skipped = 0; skipped <= index; skipped += 1)
        this.#guard(() => this.#library.read_next_entry(again));
      yield* this.#read(again);
    } finally {
      if (!this.#isBroken) this.#library.read_free(again);
    }
  }

  *#read(handle: number): Generator<Uint8Array> {
    const { module } = this.#library;
    const buffer = module._malloc(pieceBytes);
    try {
      for (;;) {
        module.HEAP8.set(unlikelyBytes, buffer);
        const count = this.#tryRead(handle, buffer);
        if (count === 0) return;
        if (typeof count === 'number') yield Uint8Array.from(module.HEAP8.subarray(buffer, buffer + count));
        else {
          if (!this.#isBroken) yield writtenPart(module.HEAP8.subarray(buffer, buffer + pieceBytes));
          throw count;
        }
      }
    } finally {
      if (!this.#isBroken) module._free(buffer);
    }
  }

  #tryRead(handle: number, buffer: number): number | Error {
    try {
      return this.#guard(() => this.#library.read_data(handle, buffer, pieceBytes));
    } catch (error) {
      return error instanceof Error ? error : new PartRefused({ reason: 'damaged' });
    }
  }

  close(): void {
    if (this.#isBroken) return;
    this.#guard(() => this.#library.read_free(this.#handle));
    const { module } = this.#library;
    module._free(this.#start);
    if (module.HEAP8.byteLength <= reusedMemoryBytesMax) spare = this.#library;
  }

  /** What the library says is told in our words; after a trap its memory is not to be touched again. */
  #guard<Value>(action: () => Value): Value {
    try {
      return action();
    } catch (error) {
      if (error instanceof Error && error.name === 'RuntimeError') this.#isBroken = true;
      throw refusalOf(error);
    }
  }
}

const unlikelyBytes = new Int8Array(randomBytes(pieceBytes));

/** What was written over the bytes that stood there before. */
function writtenPart(bytes: Int8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === unlikelyBytes[end - 1]) end -= 1;
  return Uint8Array.from(bytes.subarray(0, end));
}

function refusalOf(error: unknown): Error {
  const message = error instanceof Error ? error.message : '';
  if (/encrypt|passphrase|password/i.test(message)) return new PartRefused({ reason: 'encrypted' });
  if (/unsupported|not supported|unavailable|multi-?volume|multiple volume/i.test(message))
    return new PartRefused({ reason: 'unsupported-feature' });
  if (/allocate|out of memory/i.test(message)) return new PartRefused({ reason: 'out-of-memory' });
  return new PartRefused({ reason: 'damaged' });
}
