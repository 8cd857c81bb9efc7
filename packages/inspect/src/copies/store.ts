import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { FieldFault } from './byte-fields.ts';
import { decodeRecord } from './document-record.ts';
import type { DocumentHead } from './document-record.ts';
import { refuseDamaged, syncFolder } from './durable-files.ts';
import { FreshDocuments } from './fresh-documents.ts';
import { readJournal } from './journal.ts';
import { manifestFile, readManifest, stampOf } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { Segment } from './segment.ts';
import type { FingerprintSource } from './source.ts';

/** Where a document is. */
export interface DocumentPlace {
  source: Segment | FreshDocuments;
  document: number;
}

const addRecord = 1;
const removeRecord = 2;
/** Another process may replace the manifest and take files away between two reads. */
const reloadsMax = 5;

/** The files of a folder as one reader sees them; follows what a writer does. */
export class Store {
  readonly #folder: string;
  readonly #key: Uint8Array;
  #stamp: string | undefined;
  #manifest: Manifest;
  #segments = new Map<string, Segment>();
  #fresh = new FreshDocuments();
  #places = new Map<string, DocumentPlace>();
  #journalEnd = 0;
  #journalCount = 0;

  /** @throws CopyIndexRefused `damaged`, `wrong-key`, `unknown-version`; lets ENOENT of the manifest pass */
  constructor(folder: string, key: Uint8Array) {
    this.#folder = folder;
    this.#key = key;
    this.#manifest = readManifest(folder, key);
    this.#load();
  }

  get manifest(): Manifest {
    return this.#manifest;
  }

  get fresh(): FreshDocuments {
    return this.#fresh;
  }

  get places(): ReadonlyMap<string, DocumentPlace> {
    return this.#places;
  }

  get journal(): { file: string; end: number; count: number } {
    const file = path.join(this.#folder, this.#manifest.journal);
    return { file, end: this.#journalEnd, count: this.#journalCount };
  }

  /** Segments in the manifest's order. */
  get segments(): Segment[] {
    return this.#manifest.segments.flatMap(({ file }) => this.#segments.get(file) ?? []);
  }

  get sources(): FingerprintSource[] {
    return [...this.segments, this.#fresh].filter((source) => source.documentCount > 0);
  }

  headAt({ source, document }: DocumentPlace): DocumentHead {
    return source.headOf(document);
  }

  /** Takes in what a writer changed. */
  follow(): void {
    if (stampOf(manifestFile(this.#folder)) !== this.#stamp) return this.#load();
    try {
      this.replayJournal();
    } catch (error) {
      if (!isGone(error)) throw error;
      this.#load();
    }
  }

  /** Reads the manifest anew, opens what is new, closes what is gone. */
  #load(): void {
    for (let tries = 1; ; tries += 1) {
      try {
        const stamp = stampOf(manifestFile(this.#folder));
        const manifest = readManifest(this.#folder, this.#key);
        this.#adopt(manifest);
        this.#stamp = stamp;
        return;
      } catch (error) {
        if (!isGone(error) || !existsSync(manifestFile(this.#folder))) throw error;
        if (tries === reloadsMax) refuseDamaged(this.#folder, 'a file is missing');
      }
    }
  }

  #open(manifest: Manifest): Map<string, Segment> {
    const segments = new Map<string, Segment>();
    try {
      for (const { file, bytes, documents } of manifest.segments) {
        const segment = this.#segments.get(file) ?? new Segment(path.join(this.#folder, file));
        segments.set(file, segment);
        if (segment.bytes !== bytes || segment.documentCount !== documents)
          refuseDamaged(file, 'is not the file that was written');
      }
    } catch (error) {
      for (const [file, segment] of segments) if (!this.#segments.has(file)) segment.close();
      throw error;
    }
    for (const [file, segment] of this.#segments) if (!segments.has(file)) segment.close();
    return segments;
  }

  #adopt(manifest: Manifest): void {
    const segments = this.#open(manifest);
    this.#segments = segments;
    this.#manifest = manifest;
    this.#fresh = new FreshDocuments();
    this.#places = new Map();
    this.#journalEnd = 0;
    this.#journalCount = 0;
    for (const { file, removed } of manifest.segments) {
      const segment = segments.get(file);
      if (segment === undefined) continue;
      segment.restoreAll();
      for (const document of removed) segment.remove(document);
      for (let document = 0; document < segment.documentCount; document += 1)
        if (!segment.isRemoved(document))
          this.#places.set(segment.headOf(document).id, { source: segment, document });
    }
    this.replayJournal();
  }

  /** Takes in records that were appended since. */
  replayJournal(): void {
    const { file, end, count } = this.journal;
    if (!hasGrown(file, end)) return;
    const replay = readJournal(file, end, count);
    for (const record of replay.records) this.apply(record, file);
    this.#journalEnd = replay.end;
  }

  /** One change, as the journal has it. @throws CopyIndexRefused `damaged` */
  apply(record: Buffer, file: string): void {
    this.#journalCount += 1;
    try {
      const [kind] = record;
      if (kind === addRecord) this.#add(record.subarray(1));
      else if (kind === removeRecord) this.#remove(record.toString('utf8', 1));
      else throw new FieldFault('a record of no known kind');
    } catch (error) {
      if (error instanceof FieldFault) return refuseDamaged(file, error.message);
      throw error;
    }
  }

  /** After a record was written by this process itself. */
  advance(end: number): void {
    this.#journalEnd = end;
  }

  #add(bytes: Buffer): void {
    const record = decodeRecord(bytes);
    const document = this.#fresh.add(record);
    this.#remove(record.head.id);
    this.#places.set(record.head.id, { source: this.#fresh, document });
  }

  #remove(id: string): void {
    const place = this.#places.get(id);
    if (place === undefined) return;
    place.source.remove(place.document);
    this.#places.delete(id);
  }

  /** Removes files that no manifest names: what a crash left. For the writer only. */
  sweep(): void {
    const named = new Set([this.#manifest.journal, ...this.#manifest.segments.map(({ file }) => file)]);
    for (const name of readdirSync(this.#folder)) {
      if (!/^(?:segment|journal)-\d+$|\.draft$/.test(name) || named.has(name)) continue;
      // Windows keeps files that a reader has open: they go the next time.
      try {
        rmSync(path.join(this.#folder, name));
      } catch {
        continue;
      }
    }
    syncFolder(this.#folder);
  }

  close(): void {
    for (const segment of this.#segments.values()) segment.close();
  }
}

export function encodeAdd(record: Buffer): Buffer {
  return Buffer.concat([Buffer.of(addRecord), record]);
}

export function encodeRemove(id: string): Buffer {
  return Buffer.concat([Buffer.of(removeRecord), Buffer.from(id, 'utf8')]);
}

/** Lets ENOENT pass: the manifest was replaced in between, or the file is lost. */
function hasGrown(file: string, end: number): boolean {
  return statSync(file).size > end;
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
