import { FieldFault, FieldReader } from './byte-fields.ts';
import { readHead } from './document-record.ts';
import type { DocumentHead } from './document-record.ts';
import { checksum, PositionedFile, refuseDamaged } from './durable-files.ts';
import {
  decodeSegmentHead,
  listFlag,
  listPieceParts,
  pageBytes,
  pageEntries,
  segmentHeadBytes,
} from './segment-format.ts';
import type { SegmentHead } from './segment-format.ts';
import type { FingerprintSource, Postings } from './source.ts';

/** A checked record of a segment: its place and length without the checksum behind it. */
interface RecordPlace {
  at: number;
  bytes: number;
}

/** What a segment keeps in memory: about 100 bytes a document, 16 a part, 12 a page of 511 fingerprints. */
interface Tables {
  heads: DocumentHead[];
  low: RecordPlace[];
  partAt: Float64Array;
  partBytes: Uint32Array;
  partDocument: Uint32Array;
  pageFirst: Uint32Array;
  /** Ends of the pages; a page's lists begin where the page before ends. */
  pageEnd: Float64Array;
}

/** One segment file, open. Whatever is read from it is compared with its checksum first. */
export class Segment implements FingerprintSource {
  readonly #file: PositionedFile;
  readonly #head: SegmentHead;
  readonly #tables: Tables;
  readonly #removed: Uint8Array;
  readonly #page = Buffer.allocUnsafe(pageBytes);

  /** @throws CopyIndexRefused `damaged` */
  constructor(file: string) {
    this.#file = new PositionedFile(file);
    const { head, tables } = readAhead(this.#file);
    this.#head = head;
    this.#tables = tables;
    this.#removed = new Uint8Array(head.documents);
  }

  get partCount(): number {
    return this.#head.parts;
  }

  get documentCount(): number {
    return this.#head.documents;
  }

  get bytes(): number {
    return this.#file.length;
  }

  remove(document: number): void {
    this.#removed[document] = 1;
  }

  restoreAll(): void {
    this.#removed.fill(0);
  }

  isRemoved(document: number): boolean {
    return this.#removed[document] !== 0;
  }

  documentOf(part: number): number {
    const document = this.#tables.partDocument[part];
    return document ?? refuseDamaged(this.#file.file, 'names a part that is not there');
  }

  headOf(document: number): DocumentHead {
    const head = this.#tables.heads[document];
    return head ?? refuseDamaged(this.#file.file, 'names a document that is not there');
  }

  readPart(part: number): Buffer {
    const at = this.#tables.partAt[part] ?? refuseDamaged(this.#file.file, 'names a part that is not there');
    return this.#readRecord({ at, bytes: this.#tables.partBytes[part] ?? 0 });
  }

  readLow(document: number): Buffer {
    const place = this.#tables.low[document];
    return this.#readRecord(place ?? refuseDamaged(this.#file.file, 'names a document that is not there'));
  }

  #readRecord({ at, bytes }: RecordPlace): Buffer {
    const record = this.#file.read(at, bytes + 4);
    this.#compare(record);
    return record.subarray(0, bytes);
  }

  /** @param checked bytes with their checksum behind */
  #compare(checked: Buffer): void {
    const end = checked.byteLength - 4;
    if (checksum(checked.subarray(0, end)) !== checked.readUInt32LE(end))
      refuseDamaged(this.#file.file, 'checksum');
  }

  lookUp(hash: number, postings: Postings): void {
    postings.count = 0;
    postings.total = 0;
    const page = this.#pageOf(hash);
    if (page < 0) return;
    const pageAt = (this.#tables.pageEnd[page] ?? 0) - pageBytes;
    this.#file.readInto(this.#page, pageAt);
    this.#compare(this.#page);
    const value = findInPage(this.#page, hash);
    if (value === undefined) return;
    if (value < listFlag) {
      postings.total = 1;
      this.#take(value, postings);
    } else this.#readList({ listAt: pageAt - (value - listFlag), end: pageAt }, postings);
  }

  /** The last page whose first hash is not above. */
  #pageOf(hash: number): number {
    const { pageFirst } = this.#tables;
    let low = 0;
    let high = pageFirst.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((pageFirst[middle] ?? 0) <= hash) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  #take(part: number, postings: Postings): void {
    if (postings.count === postings.parts.length || this.isRemoved(this.documentOf(part))) return;
    postings.parts[postings.count] = part;
    postings.count += 1;
  }

  /** Reads no more of a list than fills `postings`. */
  #readList({ listAt, end }: { listAt: number; end: number }, postings: Postings): void {
    if (listAt < this.#head.pagesAt || listAt + 8 > end)
      refuseDamaged(this.#file.file, 'names a list that is not there');
    const piece = this.#file.read(listAt, Math.min(end - listAt, 4 + listPieceParts * 4 + 4));
    postings.total = piece.readUInt32LE(0);
    let left = postings.total;
    let position = listAt;
    for (let headBytes = 4; left > 0 && postings.count < postings.parts.length; headBytes = 0) {
      const count = Math.min(left, listPieceParts);
      const length = headBytes + count * 4 + 4;
      if (position + length > end) refuseDamaged(this.#file.file, 'a list is longer than its place');
      const bytes = headBytes > 0 ? piece.subarray(0, length) : this.#file.read(position, length);
      this.#compare(bytes);
      for (let i = 0; i < count; i += 1) this.#take(bytes.readUInt32LE(headBytes + i * 4), postings);
      left -= count;
      position += length;
    }
  }

  /** Every fingerprint with the parts that have it, ascending by hash; reads and compares all lists and pages. */
  *entries(): Generator<{ hash: number; parts: readonly number[] }> {
    let begin = this.#head.pagesAt;
    for (const end of this.#tables.pageEnd) {
      const bytes = this.#file.read(begin, end - begin);
      const page = bytes.subarray(bytes.byteLength - pageBytes);
      this.#compare(page);
      const count = entryCount(page);
      for (let i = 0; i < count; i += 1) {
        const value = page.readUInt32LE(8 + i * 8);
        const parts =
          value < listFlag
            ? [value]
            : this.#wholeList(bytes, bytes.byteLength - pageBytes - (value - listFlag));
        yield { hash: page.readUInt32LE(4 + i * 8), parts };
      }
      begin = end;
    }
  }

  #wholeList(bytes: Buffer, listAt: number): number[] {
    const listsEnd = bytes.byteLength - pageBytes;
    if (listAt < 0 || listAt + 8 > listsEnd) refuseDamaged(this.#file.file, 'names a list that is not there');
    const parts: number[] = [];
    const total = bytes.readUInt32LE(listAt);
    for (let begin = listAt, headBytes = 4; parts.length < total; headBytes = 0) {
      const count = Math.min(total - parts.length, listPieceParts);
      const end = begin + headBytes + count * 4 + 4;
      if (end > listsEnd) refuseDamaged(this.#file.file, 'a list is longer than its place');
      this.#compare(bytes.subarray(begin, end));
      for (let i = 0; i < count; i += 1) parts.push(bytes.readUInt32LE(begin + headBytes + i * 4));
      begin = end;
    }
    return parts;
  }

  /** Parts of a document, in order. */
  *partsOf(document: number): Generator<number> {
    const { partDocument } = this.#tables;
    let low = 0;
    let high = partDocument.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((partDocument[middle] ?? 0) < document) low = middle + 1;
      else high = middle;
    }
    for (let part = low; partDocument[part] === document; part += 1) yield part;
  }

  close(): void {
    this.#file.close();
  }
}

/** Closes the file where it is damaged. */
function readAhead(file: PositionedFile): { head: SegmentHead; tables: Tables } {
  try {
    const head = readSegmentHead(file);
    return { head, tables: readTables(file, head) };
  } catch (error) {
    file.close();
    if (error instanceof FieldFault) return refuseDamaged(file.file, error.message);
    throw error;
  }
}

function readSegmentHead(file: PositionedFile): SegmentHead {
  const head = decodeSegmentHead(file.read(0, segmentHeadBytes));
  if (head === undefined) return refuseDamaged(file.file, 'head');
  const { pagesAt, tablesAt, tablesBytes, pages } = head;
  const inOrder = pagesAt >= segmentHeadBytes && tablesAt >= pagesAt + pages * pageBytes;
  if (!inOrder || tablesAt + tablesBytes !== file.length) return refuseDamaged(file.file, 'length');
  // Each takes bytes of the tables: no more room is made than there is file.
  if (head.documents + head.parts + pages * 8 > tablesBytes) return refuseDamaged(file.file, 'counts');
  return head;
}

function readTables(file: PositionedFile, head: SegmentHead): Tables {
  const bytes = file.read(head.tablesAt, head.tablesBytes);
  if (checksum(bytes) !== head.tablesChecksum) refuseDamaged(file.file, 'checksum of the tables');
  const reader = new FieldReader(bytes);
  const tables: Tables = {
    heads: [],
    low: [],
    partAt: new Float64Array(head.parts),
    partBytes: new Uint32Array(head.parts),
    partDocument: new Uint32Array(head.parts),
    pageFirst: new Uint32Array(head.pages),
    pageEnd: new Float64Array(head.pages),
  };
  let at = segmentHeadBytes;
  let part = 0;
  for (let document = 0; document < head.documents; document += 1) {
    const documentHead = readHead(reader);
    tables.heads.push(documentHead);
    for (let i = 0; i < documentHead.parts; i += 1) {
      const length = reader.varint();
      tables.partAt[part] = at;
      tables.partBytes[part] = length;
      tables.partDocument[part] = document;
      at += length + 4;
      part += 1;
    }
    const lowBytes = reader.varint();
    tables.low.push({ at, bytes: lowBytes });
    at += lowBytes + 4;
  }
  if (part !== head.parts || at !== head.pagesAt) refuseDamaged(file.file, 'tables and records differ');
  readPages(reader, head, tables);
  return tables;
}

function readPages(reader: FieldReader, head: SegmentHead, tables: Tables): void {
  let at = head.pagesAt;
  for (let page = 0; page < head.pages; page += 1) {
    tables.pageFirst[page] = reader.u32();
    at += reader.u32() + pageBytes;
    tables.pageEnd[page] = at;
  }
  if (at !== head.tablesAt || reader.left > 0) throw new FieldFault('tables and pages differ');
}

function entryCount(page: Buffer): number {
  return Math.min(page.readUInt32LE(0), pageEntries);
}

function findInPage(page: Buffer, hash: number): number | undefined {
  let low = 0;
  let high = entryCount(page);
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = page.readUInt32LE(4 + middle * 8);
    if (found === hash) return page.readUInt32LE(8 + middle * 8);
    if (found < hash) low = middle + 1;
    else high = middle;
  }
  return undefined;
}
