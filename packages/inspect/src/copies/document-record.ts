import { FieldFault, FieldReader, FieldWriter } from './byte-fields.ts';
import type { DocumentMeta, ProtectedDocument } from './copy-index.ts';
import { gramTokens } from './fingerprint.ts';
import type { Fingerprints } from './fingerprint.ts';
import type { Tokens } from './tokenise.ts';

/** A long document is kept in parts, so that comparing with it costs no more than comparing with a short one. */
export const partFingerprintsMax = 4096;
/** What neighbouring parts share, so that no passage is cut. */
const partOverlap = 64;

export interface DocumentHead extends ProtectedDocument {
  parts: number;
}

/** A document as it is kept: its head, its parts, and the fingerprints that may go to the low side. */
export interface DocumentRecord {
  head: DocumentHead;
  /** Encoded: hashes and places, see {@link readPart}. */
  parts: Buffer[];
  /** 8 bytes each, in the order of the text; empty where the low side is not served. */
  low: Buffer;
}

/** Fingerprints of a part: entry `i` stands at token `at[i]` and covers `[starts[i], ends[i])` of the text in UTF-16 units. */
export interface PartPlaces {
  at: Uint32Array;
  starts: Uint32Array;
  ends: Uint32Array;
}

export function makeRecord(the: {
  id: string;
  meta: DocumentMeta;
  text: string;
  tokens: Tokens;
  prints: Fingerprints;
  low: Buffer;
}): DocumentRecord {
  const parts = encodeParts(the.tokens, the.prints);
  const head: DocumentHead = {
    id: the.id,
    meta: the.meta,
    textUnits: the.text.length,
    tokens: the.tokens.count,
    fingerprints: the.prints.hashes.length,
    parts: parts.length,
  };
  return { head, parts, low: the.low };
}

function encodeParts(tokens: Tokens, prints: Fingerprints): Buffer[] {
  const parts: Buffer[] = [];
  const total = prints.hashes.length;
  for (let from = 0; ; from += partFingerprintsMax - partOverlap) {
    const to = Math.min(total, from + partFingerprintsMax);
    parts.push(encodePart(tokens, prints, { from, to }));
    if (to === total) return parts;
  }
}

function encodePart(tokens: Tokens, prints: Fingerprints, range: { from: number; to: number }): Buffer {
  const { from, to } = range;
  const writer = new FieldWriter((to - from) * 8 + 16);
  writer.varint(to - from).words(prints.hashes.subarray(from, to));
  let atBefore = 0;
  let startBefore = 0;
  for (let i = from; i < to; i += 1) {
    const at = prints.at[i] ?? 0;
    const start = tokens.starts[at] ?? 0;
    const end = tokens.ends[Math.min(tokens.count, at + gramTokens) - 1] ?? start;
    writer
      .varint(at - atBefore)
      .varint(start - startBefore)
      .varint(end - start);
    atBefore = at;
    startBefore = start;
  }
  return writer.finish();
}

/** The hashes of a part, and its places read only when asked for. @throws FieldFault */
export function readPart(bytes: Uint8Array): { hashes: Uint32Array; readPlaces: () => PartPlaces } {
  const reader = new FieldReader(bytes);
  const count = reader.varint();
  if (count > partFingerprintsMax) throw new FieldFault('a part is too large');
  const hashes = reader.words(count);
  let places: PartPlaces | undefined;
  return { hashes, readPlaces: () => (places ??= readPlaces(reader, count)) };
}

function readPlaces(reader: FieldReader, count: number): PartPlaces {
  const places = {
    at: new Uint32Array(count),
    starts: new Uint32Array(count),
    ends: new Uint32Array(count),
  };
  let at = 0;
  let start = 0;
  for (let i = 0; i < count; i += 1) {
    at += reader.varint();
    start += reader.varint();
    places.at[i] = at;
    places.starts[i] = start;
    places.ends[i] = start + reader.varint();
  }
  return places;
}

export function writeHead(writer: FieldWriter, head: DocumentHead): void {
  writer
    .text(head.id)
    .text(JSON.stringify(head.meta))
    .varint(head.textUnits)
    .varint(head.tokens)
    .varint(head.fingerprints)
    .varint(head.parts);
}

/** @throws FieldFault */
export function readHead(reader: FieldReader): DocumentHead {
  const id = reader.text();
  const meta = parseMeta(reader.text());
  return {
    id,
    meta,
    textUnits: reader.varint(),
    tokens: reader.varint(),
    fingerprints: reader.varint(),
    parts: reader.varint(),
  };
}

function parseMeta(json: string): DocumentMeta {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new FieldFault('facts of a document cannot be read');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new FieldFault('facts of a document are no object');
  const meta: Record<string, string | number | boolean> = {};
  for (const [name, fact] of Object.entries(value)) {
    if (typeof fact !== 'string' && typeof fact !== 'number' && typeof fact !== 'boolean')
      throw new FieldFault('a fact of a document is no plain value');
    meta[name] = fact;
  }
  return meta;
}

export function encodeRecord(record: DocumentRecord): Buffer {
  const writer = new FieldWriter(1024);
  writeHead(writer, record.head);
  for (const part of record.parts) writer.bytes(part);
  return writer.bytes(record.low).finish();
}

/** @throws FieldFault */
export function decodeRecord(bytes: Uint8Array): DocumentRecord {
  const reader = new FieldReader(bytes);
  const head = readHead(reader);
  const parts: Buffer[] = [];
  for (let i = 0; i < head.parts; i += 1) parts.push(reader.bytes());
  return { head, parts, low: reader.bytes() };
}
