import { readPart } from './document-record.ts';
import type { DocumentHead, DocumentRecord } from './document-record.ts';
import type { FingerprintSource, Postings } from './source.ts';

/** The documents added since the last segment was written, looked up in memory; the journal has them on disk. */
export class FreshDocuments implements FingerprintSource {
  readonly #records: DocumentRecord[] = [];
  readonly #removed: boolean[] = [];
  readonly #parts: { document: number; bytes: Buffer }[] = [];
  /** A part, or several. */
  readonly #postings = new Map<number, number | number[]>();
  #fingerprints = 0;

  get partCount(): number {
    return this.#parts.length;
  }

  get documentCount(): number {
    return this.#records.length;
  }

  /** Fingerprints held, those of removed documents with them. */
  get fingerprints(): number {
    return this.#fingerprints;
  }

  /** The document's number here. @throws FieldFault */
  add(record: DocumentRecord): number {
    const document = this.#records.length;
    const hashesOfParts = record.parts.map((bytes) => readPart(bytes).hashes);
    this.#records.push(record);
    this.#removed.push(false);
    for (const [i, hashes] of hashesOfParts.entries()) {
      const part = this.#parts.length;
      this.#parts.push({ document, bytes: record.parts[i] ?? Buffer.alloc(0) });
      for (const hash of hashes) this.#post(hash, part);
      this.#fingerprints += hashes.length;
    }
    return document;
  }

  #post(hash: number, part: number): void {
    const known = this.#postings.get(hash);
    if (known === undefined) this.#postings.set(hash, part);
    else if (typeof known === 'number') {
      if (known !== part) this.#postings.set(hash, [known, part]);
    } else if (known.at(-1) !== part) known.push(part);
  }

  remove(document: number): void {
    this.#removed[document] = true;
  }

  isRemoved(document: number): boolean {
    return this.#removed[document] ?? true;
  }

  lookUp(hash: number, postings: Postings): void {
    const known = this.#postings.get(hash);
    postings.count = 0;
    postings.total = 0;
    if (known === undefined) return;
    const parts = typeof known === 'number' ? [known] : known;
    postings.total = parts.length;
    for (const part of parts) {
      if (postings.count === postings.parts.length) return;
      if (this.isRemoved(this.documentOf(part))) continue;
      postings.parts[postings.count] = part;
      postings.count += 1;
    }
  }

  documentOf(part: number): number {
    return this.#partAt(part).document;
  }

  headOf(document: number): DocumentHead {
    return this.#recordAt(document).head;
  }

  readPart(part: number): Buffer {
    return this.#partAt(part).bytes;
  }

  readLow(document: number): Buffer {
    return this.#recordAt(document).low;
  }

  #partAt(part: number): { document: number; bytes: Buffer } {
    const found = this.#parts[part];
    if (found === undefined) throw new RangeError('no such part');
    return found;
  }

  #recordAt(document: number): DocumentRecord {
    const found = this.#records[document];
    if (found === undefined) throw new RangeError('no such document');
    return found;
  }

  /** Every fingerprint with the parts that have it, ascending by hash, those of removed documents too. */
  *entries(): Generator<{ hash: number; parts: readonly number[] }> {
    const hashes = Uint32Array.from(this.#postings.keys()).toSorted();
    for (const hash of hashes) {
      const known = this.#postings.get(hash) ?? [];
      yield { hash, parts: typeof known === 'number' ? [known] : known };
    }
  }
}
