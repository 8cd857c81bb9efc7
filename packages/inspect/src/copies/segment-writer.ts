import { FieldWriter } from './byte-fields.ts';
import { checksum, SequentialFile } from './durable-files.ts';
import { writeHead } from './document-record.ts';
import type { DocumentHead } from './document-record.ts';
import {
  encodeSegmentHead,
  listFlag,
  listPieceParts,
  pageBytes,
  pageEntries,
  segmentHeadBytes,
} from './segment-format.ts';

/** A document to write: its parts are asked for when their turn comes. */
export interface DocumentToWrite {
  head: DocumentHead;
  readParts: () => Iterable<Buffer>;
  readLow: () => Buffer;
}

export interface SegmentContent {
  documents: Iterable<DocumentToWrite>;
  /** Ascending by hash; parts numbered in the order of `documents`, ascending, at least one. */
  entries: () => Iterable<{ hash: number; parts: readonly number[] }>;
}

export interface WrittenSegment {
  bytes: number;
  documents: number;
  fingerprints: number;
}

/** Lists before one page, so that distances stay below the flag. */
const listBytesMax = 2 ** 30;

/** Work between two moments in which others get their turn. */
const turnItems = 4096;

/** Writes a segment and waits for the disk; other work of the process goes on in between. */
export async function writeSegment(file: string, content: SegmentContent): Promise<WrittenSegment> {
  const out = new SequentialFile(file, segmentHeadBytes);
  try {
    const tables = new FieldWriter(64 * 1024);
    const counted = await writeRecords(out, tables, content.documents);
    const pagesAt = out.position;
    const pages = await writePages(out, content.entries());
    for (const page of pages) tables.u32(page.first).u32(page.bytesBefore);
    const tablesAt = out.position;
    const tableBytes = tables.finish();
    out.append(tableBytes);
    const head = encodeSegmentHead({
      pagesAt,
      tablesAt,
      tablesBytes: tableBytes.byteLength,
      tablesChecksum: checksum(tableBytes),
      documents: counted.documents,
      parts: counted.parts,
      pages: pages.length,
    });
    const bytes = out.finish(head);
    return { bytes, documents: counted.documents, fingerprints: counted.fingerprints };
  } catch (error) {
    out.abandon();
    throw error;
  }
}

/** Tables: for each document its head, the bytes of each part's record and of its low side's. */
async function writeRecords(
  out: SequentialFile,
  tables: FieldWriter,
  documents: Iterable<DocumentToWrite>,
): Promise<{ documents: number; parts: number; fingerprints: number }> {
  const counted = { documents: 0, parts: 0, fingerprints: 0 };
  for (const document of documents) {
    writeHead(tables, document.head);
    for (const part of document.readParts()) {
      tables.varint(part.byteLength);
      appendChecked(out, part);
      counted.parts += 1;
    }
    const low = document.readLow();
    tables.varint(low.byteLength);
    appendChecked(out, low);
    counted.documents += 1;
    counted.fingerprints += document.head.fingerprints;
    if (counted.documents % 256 === 0) await takeTurns();
  }
  return counted;
}

function appendChecked(out: SequentialFile, bytes: Buffer): void {
  const sum = Buffer.allocUnsafe(4);
  sum.writeUInt32LE(checksum(bytes));
  out.append(bytes);
  out.append(sum);
}

interface Page {
  first: number;
  /** Bytes of lists between the page before and this one. */
  bytesBefore: number;
}

async function writePages(
  out: SequentialFile,
  entries: Iterable<{ hash: number; parts: readonly number[] }>,
): Promise<Page[]> {
  const pages: Page[] = [];
  let page: { hash: number; value: number }[] = [];
  let listsAt = out.position;
  let done = 0;
  const close = (): void => {
    const first = page[0];
    if (first === undefined) return;
    const pageAt = out.position;
    pages.push({ first: first.hash, bytesBefore: pageAt - listsAt });
    // Single parts are kept as they are, places of lists as the distance to here.
    out.append(encodePage(page, pageAt));
    listsAt = out.position;
    page = [];
  };
  for (const { hash, parts } of entries) {
    const [only = 0] = parts;
    if (parts.length === 1) page.push({ hash, value: only });
    else {
      page.push({ hash, value: -out.position });
      out.append(encodeList(parts));
    }
    if (page.length === pageEntries || out.position - listsAt > listBytesMax) close();
    done += 1;
    if (done % turnItems === 0) await takeTurns();
  }
  close();
  return pages;
}

/** @param page a value below zero is the negated position of a list */
function encodePage(page: readonly { hash: number; value: number }[], pageAt: number): Buffer {
  const bytes = Buffer.alloc(pageBytes);
  bytes.writeUInt32LE(page.length, 0);
  for (const [i, { hash, value }] of page.entries()) {
    bytes.writeUInt32LE(hash, 4 + i * 8);
    bytes.writeUInt32LE(value < 0 ? (listFlag | (pageAt + value)) >>> 0 : value, 8 + i * 8);
  }
  bytes.writeUInt32LE(checksum(bytes.subarray(0, pageBytes - 4)), pageBytes - 4);
  return bytes;
}

function encodeList(parts: readonly number[]): Buffer {
  const pieces = Math.ceil(parts.length / listPieceParts);
  const bytes = Buffer.allocUnsafe(4 + parts.length * 4 + pieces * 4);
  bytes.writeUInt32LE(parts.length, 0);
  let at = 4;
  let pieceAt = 0;
  for (const [i, part] of parts.entries()) {
    at = bytes.writeUInt32LE(part, at);
    if ((i + 1) % listPieceParts !== 0 && i + 1 !== parts.length) continue;
    at = bytes.writeUInt32LE(checksum(bytes.subarray(pieceAt, at)), at);
    pieceAt = at;
  }
  return bytes;
}

async function takeTurns(): Promise<void> {
  await new Promise<void>((resolve) => {
    setImmediate(resolve);
  });
}
