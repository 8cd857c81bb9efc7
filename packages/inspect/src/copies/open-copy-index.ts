import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { hashLowWindows, packLowHashes, deriveLowKeys } from '../lowside/low-windows.ts';
import type { LowKeys } from '../lowside/low-windows.ts';
import type { ChaskeyKey } from './chaskey.ts';
import { CopyIndexRefused } from './copy-index.ts';
import type {
  CopyIndex,
  CopyIndexOptions,
  CopyIndexState,
  CopyMatch,
  DocumentMeta,
  ProtectedDocument,
} from './copy-index.ts';
import { encodeRecord, makeRecord } from './document-record.ts';
import { syncFolder } from './durable-files.ts';
import { fingerprint } from './fingerprint.ts';
import { Journal } from './journal.ts';
import { deriveChaskeyKey, keyBytesMin } from './keys.ts';
import { manifestFile, stampOf, writeManifest } from './manifest.ts';
import type { ManifestSegment } from './manifest.ts';
import { freshContent, mergeContent } from './merge.ts';
import { CopyFinder } from './query.ts';
import type { Segment } from './segment.ts';
import { writeSegment } from './segment-writer.ts';
import { encodeAdd, encodeRemove, Store } from './store.ts';
import { tokenise } from './tokenise.ts';
import { takeWriteLock } from './write-lock.ts';

/** A text under this is no document: it has too few fingerprints to be told from chance. */
export const documentTokensMin = 12;
export const documentTextUnitsMax = 32 * 1024 * 1024;
export const documentIdBytesMax = 256;
export const documentMetaBytesMax = 4096;
/** Fingerprints held in memory until they become a segment. */
const freshFingerprintsMax = 256 * 1024;
/** A segment is merged with the one before it until that one has this many times its fingerprints. */
const mergeRatio = 2;
/** A segment of which this share was removed is written anew when the next one is. */
const removedShareMax = 0.25;

/**
 * Opens the fingerprint index in a folder.
 * @throws CopyIndexRefused `weak-key`, `wrong-key`, `damaged`, `unknown-version`, `absent` (reading), `in-use` (writing)
 */
export async function openCopyIndex(folder: string, options: CopyIndexOptions): Promise<CopyIndex> {
  if (options.key.byteLength < keyBytesMin) throw new CopyIndexRefused('weak-key');
  if (options.mode === 'read') {
    if (stampOf(manifestFile(folder)) === undefined) throw new CopyIndexRefused('absent');
    return new FolderIndex(folder, options, new Store(folder, options.key));
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const release = takeWriteLock(folder);
  try {
    if (stampOf(manifestFile(folder)) === undefined) createIndex(folder, options);
    const store = new Store(folder, options.key);
    store.sweep();
    return new FolderIndex(folder, options, store, release);
  } catch (error) {
    release();
    throw error;
  }
}

function createIndex(folder: string, options: CopyIndexOptions): void {
  const journal = 'journal-1';
  new Journal(path.join(folder, journal), { end: 0, count: 0 }).close();
  syncFolder(folder);
  const lowSide = options.lowSide ?? true;
  writeManifest(folder, options.key, { generation: 1, lowSide, segments: [], journal });
}

/** What a writer has besides what a reader has. */
interface Writer {
  journal: Journal;
  release: () => void;
  syncEach: boolean;
}

class FolderIndex implements CopyIndex {
  readonly #folder: string;
  readonly #key: Uint8Array;
  readonly #gramKey: ChaskeyKey;
  readonly #lowKeys: LowKeys;
  readonly #finder: CopyFinder;
  readonly #store: Store;
  readonly #writer: Writer | undefined;
  /** Changes one after another; queries do not wait. */
  #turn: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(folder: string, options: CopyIndexOptions, store: Store, release?: () => void) {
    this.#folder = folder;
    this.#key = Uint8Array.from(options.key);
    this.#gramKey = deriveChaskeyKey(options.key, 'copies/grams');
    this.#lowKeys = deriveLowKeys(options.key);
    this.#finder = new CopyFinder(this.#gramKey);
    this.#store = store;
    this.#writer =
      release === undefined
        ? undefined
        : {
            journal: new Journal(store.journal.file, store.journal),
            release,
            syncEach: options.syncEach ?? true,
          };
  }

  async add(id: string, text: string, meta: DocumentMeta = {}): Promise<ProtectedDocument> {
    const writer = this.#writerOrRefuse();
    const fault = faultOf(id, meta);
    if (fault !== undefined) throw new CopyIndexRefused('bad-id', fault);
    if (text.length > documentTextUnitsMax)
      throw new CopyIndexRefused('text-too-long', String(documentTextUnitsMax));
    const tokens = tokenise(text);
    if (tokens.count < documentTokensMin)
      throw new CopyIndexRefused('text-too-short', String(documentTokensMin));
    const prints = fingerprint(tokens, this.#gramKey);
    const low = this.#store.manifest.lowSide
      ? packLowHashes(hashLowWindows(tokens, this.#lowKeys))
      : Buffer.alloc(0);
    const record = makeRecord({ id, meta, text, tokens, prints, low });
    return this.#inTurn(async () => {
      this.#append(writer, encodeAdd(encodeRecord(record)));
      if (this.#store.fresh.fingerprints > freshFingerprintsMax) await this.#settle();
      return toDocument(record.head);
    });
  }

  async remove(id: string): Promise<boolean> {
    const writer = this.#writerOrRefuse();
    return this.#inTurn(async () => {
      if (!this.#store.places.has(id)) return false;
      this.#append(writer, encodeRemove(id));
      return true;
    });
  }

  /** To disk first, then in memory: what is answered is safe. */
  #append(writer: Writer, record: Buffer): void {
    writer.journal.append(record);
    if (writer.syncEach) writer.journal.sync();
    this.#store.apply(record, writer.journal.file);
    this.#store.advance(writer.journal.bytes);
  }

  has(id: string): boolean {
    this.#follow();
    return this.#store.places.has(id);
  }

  list(): ProtectedDocument[] {
    this.#follow();
    const heads = [...this.#store.places.values()].map((place) => this.#store.headAt(place));
    return heads.map(toDocument).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }

  query(text: string): CopyMatch[] {
    this.#follow();
    return this.#finder.find(text, this.#store.sources);
  }

  /** Low-side hashes of each document, for the export and the confirmation; see `src/lowside`. */
  *lowHashes(): Generator<{ id: string; hashes: Buffer }> {
    this.#follow();
    if (!this.#store.manifest.lowSide) throw new CopyIndexRefused('no-low-side');
    for (const [id, { source, document }] of this.#store.places)
      yield { id, hashes: source.readLow(document) };
  }

  #follow(): void {
    if (this.#isClosed) throw new CopyIndexRefused('closed');
    if (this.#writer === undefined) this.#store.follow();
  }

  async sync(): Promise<void> {
    const writer = this.#writerOrRefuse();
    await this.#inTurn(async () => writer.journal.sync());
  }

  async compact(): Promise<void> {
    this.#writerOrRefuse();
    await this.#inTurn(async () => this.#settle({ all: true }));
  }

  /** Fresh documents become a segment; segments of like size, or all, become one. */
  async #settle({ all }: { all: boolean } = { all: false }): Promise<void> {
    const manifest = this.#store.manifest;
    let generation = manifest.generation;
    const nameNext = (): string => {
      generation += 1;
      return path.join(this.#folder, `segment-${generation}`);
    };
    const kept = this.#store.segments.map((segment, i) => ({
      segment,
      file: manifest.segments[i]?.file ?? '',
    }));
    const entries: ManifestSegment[] = kept.map(({ segment, file }, i) => ({
      file,
      bytes: segment.bytes,
      documents: segment.documentCount,
      fingerprints: manifest.segments[i]?.fingerprints ?? 0,
      removed: removedOf(segment),
    }));
    if (this.#store.fresh.documentCount > 0) {
      const file = nameNext();
      const written = await writeSegment(file, freshContent(this.#store.fresh));
      if (written.documents > 0) entries.push({ file: path.basename(file), ...written, removed: [] });
    }
    this.#publish(entries, generation);
    await this.#mergeWhile(all);
  }

  /** Merges from the last segment backwards, as long as sizes ask for it. */
  async #mergeWhile(all: boolean): Promise<void> {
    const { manifest, segments } = this.#store;
    const from = mergeFrom(manifest.segments, all);
    if (from === undefined) return;
    const generation = manifest.generation + 1;
    const file = `segment-${generation}`;
    const written = await writeSegment(path.join(this.#folder, file), mergeContent(segments.slice(from)));
    const entries = manifest.segments.slice(0, from);
    if (written.documents > 0) entries.push({ file, ...written, removed: [] });
    this.#publish(entries, generation);
  }

  /** Puts a new manifest with an empty journal in place of the old: from here on a restart sees the new files. */
  #publish(segments: ManifestSegment[], generationBefore: number): void {
    const writer = this.#writerOrRefuse();
    const generation = generationBefore + 1;
    const journal = `journal-${generation}`;
    const next = new Journal(path.join(this.#folder, journal), { end: 0, count: 0 });
    syncFolder(this.#folder);
    const { lowSide } = this.#store.manifest;
    writeManifest(this.#folder, this.#key, { generation, lowSide, segments, journal });
    writer.journal.close();
    writer.journal = next;
    this.#store.follow();
    this.#store.sweep();
  }

  async verify(): Promise<void> {
    this.#follow();
    await this.#inTurn(async () => {
      for (const segment of this.#store.segments) {
        verifySegment(segment);
        await new Promise<void>((resolve) => {
          setImmediate(resolve);
        });
      }
    });
  }

  state(): CopyIndexState {
    this.#follow();
    const { segments, fresh, manifest, journal, places } = this.#store;
    const heads = [...places.values()].map((place) => this.#store.headAt(place));
    const held = [...segments, fresh].reduce((sum, source) => sum + source.documentCount, 0);
    return {
      documents: heads.length,
      fingerprints: heads.reduce((sum, head) => sum + head.fingerprints, 0),
      removedNotCompacted: held - heads.length,
      segments: segments.length,
      bytes: segments.reduce((sum, segment) => sum + segment.bytes, journal.end),
      lowSide: manifest.lowSide,
    };
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    await this.#inTurn(async () => {
      this.#isClosed = true;
      this.#writer?.journal.close();
      this.#store.close();
      this.#writer?.release();
    });
  }

  #writerOrRefuse(): Writer {
    if (this.#isClosed) throw new CopyIndexRefused('closed');
    if (this.#writer === undefined) throw new CopyIndexRefused('read-only');
    return this.#writer;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}

function faultOf(id: string, meta: DocumentMeta): string | undefined {
  if (id.length === 0 || /\p{Cc}/u.test(id)) return 'id';
  if (Buffer.byteLength(id) > documentIdBytesMax) return `id > ${documentIdBytesMax} B`;
  if (Object.values(meta).some((fact) => typeof fact === 'number' && !Number.isFinite(fact))) return 'meta';
  const bytes = Buffer.byteLength(JSON.stringify(meta));
  return bytes > documentMetaBytesMax ? `meta > ${documentMetaBytesMax} B` : undefined;
}

function toDocument({ id, meta, textUnits, tokens, fingerprints }: ProtectedDocument): ProtectedDocument {
  return { id, meta, textUnits, tokens, fingerprints };
}

function removedOf(segment: Segment): number[] {
  const removed: number[] = [];
  for (let document = 0; document < segment.documentCount; document += 1)
    if (segment.isRemoved(document)) removed.push(document);
  return removed;
}

/** The first of the segments at the end that are to become one. */
function mergeFrom(segments: readonly ManifestSegment[], all: boolean): number | undefined {
  const first = segments.findIndex((segment) => segment.removed.length > segment.documents * removedShareMax);
  if (all) return segments.length > 1 || segments.some(({ removed }) => removed.length > 0) ? 0 : undefined;
  let from = segments.length - 1;
  let size = segments[from]?.fingerprints ?? 0;
  while (from > 0 && (segments[from - 1]?.fingerprints ?? 0) < size * mergeRatio) {
    from -= 1;
    size += segments[from]?.fingerprints ?? 0;
  }
  if (first >= 0) return Math.min(first, from);
  return from < segments.length - 1 ? from : undefined;
}

/** Reads all of a segment; everything read is compared on the way. */
function verifySegment(segment: Segment): void {
  let last = -1;
  for (const { hash, parts } of segment.entries()) {
    if (hash <= last) throw new CopyIndexRefused('damaged', 'order of fingerprints');
    for (const part of parts) segment.documentOf(part);
    last = hash;
  }
  for (let document = 0; document < segment.documentCount; document += 1) {
    for (const part of segment.partsOf(document)) segment.readPart(part);
    segment.readLow(document);
  }
}
