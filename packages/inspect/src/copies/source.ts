import type { DocumentHead } from './document-record.ts';

/** Postings of one fingerprint; reused from call to call. */
export interface Postings {
  /** Parts that have it, the first `count` entries; of removed documents none. */
  parts: Uint32Array;
  count: number;
  /** Parts that have it in all, with removed ones and those beyond the room in `parts`. */
  total: number;
}

/** Where fingerprints are looked up: a segment on disk, or the documents that came last, in memory. */
export interface FingerprintSource {
  readonly partCount: number;
  readonly documentCount: number;
  /** Fills `postings`. @throws CopyIndexRefused `damaged` */
  lookUp(hash: number, postings: Postings): void;
  documentOf(part: number): number;
  headOf(document: number): DocumentHead;
  isRemoved(document: number): boolean;
  /** The encoded part, its checksum compared. @throws CopyIndexRefused `damaged` */
  readPart(part: number): Buffer;
  /** The fingerprints for the low side. @throws CopyIndexRefused `damaged` */
  readLow(document: number): Buffer;
}
