import type { DocumentToWrite, SegmentContent } from './segment-writer.ts';
import type { Segment } from './segment.ts';
import type { FreshDocuments } from './fresh-documents.ts';

/** Segments made one, in their order, without what was removed. */
export function mergeContent(segments: readonly Segment[]): SegmentContent {
  const numbered = numberParts(segments);
  return {
    documents: liveDocuments(segments),
    entries: () => mergeEntries(segments, numbered),
  };
}

/** Fresh documents as a segment, without what was removed. */
export function freshContent(fresh: FreshDocuments): SegmentContent {
  const numbers = new Int32Array(fresh.partCount).fill(-1);
  let next = 0;
  const partsOf = new Map<number, number[]>();
  for (let part = 0; part < fresh.partCount; part += 1) {
    const document = fresh.documentOf(part);
    if (fresh.isRemoved(document)) continue;
    numbers[part] = next;
    next += 1;
    partsOf.set(document, [...(partsOf.get(document) ?? []), part]);
  }
  return {
    documents: [...partsOf].map(([document, parts]) => ({
      head: fresh.headOf(document),
      readParts: () => parts.map((part) => fresh.readPart(part)),
      readLow: () => fresh.readLow(document),
    })),
    entries: () => renumber(fresh.entries(), numbers),
  };
}

/** For each segment the new number of each part, -1 for parts of removed documents. */
function numberParts(segments: readonly Segment[]): Int32Array[] {
  let next = 0;
  return segments.map((segment) => {
    const numbers = new Int32Array(segment.partCount).fill(-1);
    for (let part = 0; part < segment.partCount; part += 1) {
      if (segment.isRemoved(segment.documentOf(part))) continue;
      numbers[part] = next;
      next += 1;
    }
    return numbers;
  });
}

function* liveDocuments(segments: readonly Segment[]): Generator<DocumentToWrite> {
  for (const segment of segments)
    for (let document = 0; document < segment.documentCount; document += 1) {
      if (segment.isRemoved(document)) continue;
      yield {
        head: segment.headOf(document),
        readParts: () => segment.partsOf(document).map((part) => segment.readPart(part)),
        readLow: () => segment.readLow(document),
      };
    }
}

interface Entry {
  hash: number;
  parts: readonly number[];
}

function* renumber(entries: Iterable<Entry>, numbers: Int32Array): Generator<Entry> {
  for (const { hash, parts } of entries) {
    const kept: number[] = [];
    for (const part of parts) {
      const number = numbers[part] ?? -1;
      if (number >= 0) kept.push(number);
    }
    if (kept.length > 0) yield { hash, parts: kept };
  }
}

/** Entries of all segments in order of hash; those of one hash become one. Segments are few, so the least is sought among all. */
function* mergeEntries(segments: readonly Segment[], numbers: readonly Int32Array[]): Generator<Entry> {
  const streams = segments.map((segment, i) => renumber(segment.entries(), numbers[i] ?? new Int32Array()));
  const heads = streams.map((stream) => nextOf(stream));
  for (;;) {
    let least = Infinity;
    for (const head of heads) if (head !== undefined && head.hash < least) least = head.hash;
    if (least === Infinity) return;
    let parts: readonly number[] = [];
    for (const [i, head] of heads.entries()) {
      if (head?.hash !== least) continue;
      parts = parts.length === 0 ? head.parts : [...parts, ...head.parts];
      const stream = streams[i];
      heads[i] = stream === undefined ? undefined : nextOf(stream);
    }
    yield { hash: least, parts };
  }
}

function nextOf(stream: Generator<Entry>): Entry | undefined {
  const next = stream.next();
  return next.done === true ? undefined : next.value;
}
