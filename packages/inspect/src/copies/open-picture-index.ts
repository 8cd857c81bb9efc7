import { timingSafeEqual } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { FieldFault, FieldReader, FieldWriter } from './byte-fields.ts';
import { CopyIndexRefused } from './copy-index.ts';
import { checksum, refuseDamaged, replaceFile, syncFolder } from './durable-files.ts';
import { HammingTable, hammingDistanceMax } from './hamming-table.ts';
import { Journal, readJournal } from './journal.ts';
import { deriveKey, keyBytesMin, sealText } from './keys.ts';
import { stampOf } from './manifest.ts';
import type { PictureIndex, PictureIndexOptions, PictureIndexState, PictureMatch } from './picture-index.ts';
import { takeWriteLock } from './write-lock.ts';

const magic = 'FNGPICTS';
const formatVersion = 1;
const idBytesMax = 256;
const hashesMax = 65_536;
const distanceDefault = 8;
const snapshotName = 'pictures.index';

/** A picture's hashes as pairs of words. */
type Hashes = Uint32Array;

/**
 * Opens the index of protected pictures in a folder: one snapshot, replaced whole, and a journal of changes since.
 * @throws CopyIndexRefused `weak-key`, `wrong-key`, `damaged`, `unknown-version`, `absent` (reading), `in-use` (writing)
 */
export function openPictureIndex(folder: string, options: PictureIndexOptions): PictureIndex {
  if (options.key.byteLength < keyBytesMin) throw new CopyIndexRefused('weak-key');
  const key = deriveKey(options.key, 'pictures/manifest');
  const file = path.join(folder, snapshotName);
  if (options.mode === 'read') {
    if (!existsSync(file)) throw new CopyIndexRefused('absent');
    return new FolderPictureIndex(folder, key);
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const release = takeWriteLock(folder);
  try {
    if (!existsSync(file)) writeSnapshot(folder, key, 1, new Map());
    return new FolderPictureIndex(folder, key, release);
  } catch (error) {
    release();
    throw error;
  }
}

function journalFile(folder: string, generation: number): string {
  return path.join(folder, `pictures.journal-${generation}`);
}

/** A new snapshot with an empty journal of its own; the journal is there before the snapshot names it. */
function writeSnapshot(
  folder: string,
  key: Uint8Array,
  generation: number,
  pictures: ReadonlyMap<string, Hashes>,
): void {
  new Journal(journalFile(folder, generation), { end: 0, count: 0 }).close();
  syncFolder(folder);
  const writer = new FieldWriter(64 * 1024)
    .text(magic)
    .u32(formatVersion)
    .text(sealText(key, 'key'))
    .varint(generation)
    .varint(pictures.size);
  for (const [id, hashes] of pictures) writer.text(id).varint(hashes.length).words(hashes);
  const body = writer.finish();
  const sealed = new FieldWriter(body.byteLength + 128).bytes(body).text(sealText(key, body));
  sealed.u32(checksum(sealed.finish()));
  replaceFile(path.join(folder, snapshotName), sealed.finish());
}

function readSnapshot(
  folder: string,
  key: Uint8Array,
): { generation: number; pictures: Map<string, Hashes> } {
  const file = path.join(folder, snapshotName);
  const bytes = readFileSync(file);
  const end = bytes.byteLength - 4;
  if (end < 0 || checksum(bytes.subarray(0, end)) !== bytes.readUInt32LE(end))
    refuseDamaged(file, 'checksum');
  try {
    const outer = new FieldReader(bytes.subarray(0, end));
    const body = outer.bytes();
    const reader = new FieldReader(body);
    if (reader.text() !== magic) refuseDamaged(file, 'not a snapshot');
    const version = reader.u32();
    if (version !== formatVersion) throw new CopyIndexRefused('unknown-version', String(version));
    if (!isSame(reader.text(), sealText(key, 'key'))) throw new CopyIndexRefused('wrong-key');
    if (!isSame(outer.text(), sealText(key, body))) refuseDamaged(file, 'seal');
    const generation = reader.varint();
    const count = reader.varint();
    const pictures = new Map<string, Hashes>();
    for (let i = 0; i < count; i += 1) {
      const id = reader.text();
      pictures.set(id, reader.words(reader.varint()));
    }
    return { generation, pictures };
  } catch (error) {
    if (error instanceof FieldFault) return refuseDamaged(file, error.message);
    throw error;
  }
}

class FolderPictureIndex implements PictureIndex {
  readonly #folder: string;
  readonly #key: Uint8Array;
  readonly #release: (() => void) | undefined;
  #journal: Journal | undefined;
  #stamp: string | undefined;
  #generation = 0;
  #end = 0;
  #records = 0;
  #pictures = new Map<string, Hashes>();
  #table = new HammingTable();
  /** Whose hash each number of the table is; what was removed is nobody's. */
  #owners: (string | undefined)[] = [];
  #numbers = new Map<string, number[]>();
  #isClosed = false;

  constructor(folder: string, key: Uint8Array, release?: () => void) {
    this.#folder = folder;
    this.#key = key;
    this.#release = release;
    this.#load();
    if (release === undefined) return;
    this.#journal = new Journal(journalFile(folder, this.#generation), {
      end: this.#end,
      count: this.#records,
    });
    this.#sweep();
  }

  #load(): void {
    this.#stamp = stampOf(path.join(this.#folder, snapshotName));
    const { generation, pictures } = readSnapshot(this.#folder, this.#key);
    this.#generation = generation;
    this.#end = 0;
    this.#records = 0;
    this.#pictures = new Map();
    this.#table = new HammingTable();
    this.#owners = [];
    this.#numbers = new Map();
    for (const [id, hashes] of pictures) this.#put(id, hashes);
    this.#replay();
  }

  #replay(): void {
    const file = journalFile(this.#folder, this.#generation);
    if (!existsSync(file)) {
      // The writer may have put a new snapshot in place since ours was read.
      if (stampOf(path.join(this.#folder, snapshotName)) === this.#stamp) refuseDamaged(file, 'missing');
      return this.#load();
    }
    if (statSync(file).size <= this.#end) return;
    const { records, end } = readJournal(file, this.#end, this.#records);
    for (const record of records) this.#apply(record, file);
    this.#end = end;
  }

  /** No hashes: removed. */
  #apply(record: Buffer, file: string): void {
    this.#records += 1;
    try {
      const reader = new FieldReader(record);
      const id = reader.text();
      const hashes = reader.words(reader.varint());
      if (hashes.length > 0) this.#put(id, hashes);
      else this.#drop(id);
    } catch (error) {
      if (error instanceof FieldFault) return refuseDamaged(file, error.message);
      throw error;
    }
  }

  #put(id: string, hashes: Hashes): void {
    this.#drop(id);
    this.#pictures.set(id, hashes);
    const numbers: number[] = [];
    for (let i = 0; i + 1 < hashes.length; i += 2) {
      const number = this.#table.add(hashes[i] ?? 0, hashes[i + 1] ?? 0);
      this.#owners[number] = id;
      numbers.push(number);
    }
    this.#numbers.set(id, numbers);
  }

  #drop(id: string): void {
    for (const number of this.#numbers.get(id) ?? []) this.#owners[number] = undefined;
    this.#numbers.delete(id);
    this.#pictures.delete(id);
  }

  #write(id: string, hashes: Hashes): void {
    const journal = this.#writable();
    const record = new FieldWriter(64).text(id).varint(hashes.length).words(hashes).finish();
    journal.append(record);
    journal.sync();
    this.#apply(record, journal.file);
    this.#end = journal.bytes;
  }

  #writable(): Journal {
    if (this.#isClosed) throw new CopyIndexRefused('closed');
    if (this.#journal === undefined) throw new CopyIndexRefused('read-only');
    return this.#journal;
  }

  add(id: string, hashes: readonly string[]): void {
    this.#writable();
    const idFault = id.length === 0 || Buffer.byteLength(id) > idBytesMax || /\p{Cc}/u.test(id);
    if (idFault) throw new CopyIndexRefused('bad-id', 'id');
    if (hashes.length === 0 || hashes.length > hashesMax || !hashes.every(isHash))
      throw new CopyIndexRefused('bad-id', 'hash');
    this.#write(id, Uint32Array.from(hashes.flatMap(wordsOf)));
  }

  remove(id: string): boolean {
    this.#writable();
    if (!this.#pictures.has(id)) return false;
    this.#write(id, new Uint32Array());
    return true;
  }

  query(hash: string, distanceMax = distanceDefault): PictureMatch[] {
    this.#follow();
    const [high = 0, low = 0] = wordsOf(hash);
    const nearest = new Map<string, number>();
    this.#table.find(high, low, Math.min(distanceMax, hammingDistanceMax), (number, distance) => {
      const id = this.#owners[number];
      if (id !== undefined && distance < (nearest.get(id) ?? Infinity)) nearest.set(id, distance);
    });
    return [...nearest]
      .map(([id, distance]) => ({ id, distance }))
      .toSorted((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : 1));
  }

  #follow(): void {
    if (this.#isClosed) throw new CopyIndexRefused('closed');
    if (this.#release !== undefined) return;
    if (stampOf(path.join(this.#folder, snapshotName)) === this.#stamp) this.#replay();
    else this.#load();
  }

  compact(): void {
    this.#writable().close();
    const generation = this.#generation + 1;
    writeSnapshot(this.#folder, this.#key, generation, this.#pictures);
    this.#load();
    this.#journal = new Journal(journalFile(this.#folder, generation), { end: 0, count: 0 });
    this.#sweep();
  }

  /** Journals that no snapshot names. */
  #sweep(): void {
    const named = path.basename(journalFile(this.#folder, this.#generation));
    for (const name of readdirSync(this.#folder))
      if (/^pictures\.journal-\d+$/.test(name) && name !== named)
        rmSync(path.join(this.#folder, name), { force: true });
    syncFolder(this.#folder);
  }

  state(): PictureIndexState {
    this.#follow();
    let hashes = 0;
    for (const words of this.#pictures.values()) hashes += words.length / 2;
    const bytes = statSync(path.join(this.#folder, snapshotName)).size + this.#end;
    return { pictures: this.#pictures.size, hashes, bytes };
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#journal?.close();
    this.#release?.();
  }
}

function isHash(hash: string): boolean {
  return /^[\da-f]{16}$/i.test(hash);
}

function wordsOf(hash: string): number[] {
  return [Number.parseInt(hash.slice(0, 8), 16), Number.parseInt(hash.slice(8, 16), 16)];
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
