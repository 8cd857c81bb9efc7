import type { ByteSource } from './byte-source.ts';
import { isSameAsOuter } from './cycle.ts';
import { extractionLimits, LimitReached, PartRefused } from './extraction.ts';
import type {
  Extraction,
  ExtractionLimits,
  ExtractionOptions,
  ExtractorTable,
  PictureFound,
} from './extraction.ts';
import { extractors } from './extractors.ts';
import { findMissing } from './find-missing.ts';
import type { Gap, GapReason } from './gaps.ts';
import type { FileKind } from './kinds.ts';
import type { Segment } from './place.ts';
import { refuseUnread } from './refuse-unread.ts';
import { sniffKind } from './sniff-kind.ts';
import { splitText } from './split-text.ts';

/** Where an extraction puts what it finds, in the order of the document. */
export interface ExtractionSink {
  segment(segment: Segment): void;
  gap(gap: Gap): void;
  picture(picture: PictureFound & { path: readonly string[] }): void;
}

export interface DocumentRequest {
  /** A hint between kinds of the same content; shown nowhere. */
  name: string;
  options: ExtractionOptions;
  limits?: Partial<ExtractionLimits>;
  sink: ExtractionSink;
  /** Told before the first segment, so that it is known whatever happens then. */
  onKind?: (kind: FileKind) => void;
  /** Which extractors there are; all, unless a test says otherwise. */
  table?: ExtractorTable;
}

/** What all parts of one file share. */
interface Totals {
  entries: number;
  unpackedBytes: number;
  textUnits: number;
}

interface Part {
  source: ByteSource;
  name: string;
  path: readonly string[];
  hidden: Segment['hidden'];
  /** Sources around this one, the file itself first: what a cycle would come back to. */
  outer: readonly ByteSource[];
  /** What was told of it already. */
  reasons: Set<GapReason>;
}

/** A first mebibyte may come out of nothing: small files of blanks pack very well. */
const freeBytes = 1024 * 1024;

/** Of a longer name, the beginning stands in places; the whole of it is given as text. */
const nameUnitsMax = 1024;

/** A segment longer than this is given in pieces that overlap. */
const segmentUnitsMax = 64 * 1024;

/**
 * Reads a document and all documents within it: tells its kind from its content, chooses the extractor, keeps the limits of the
 * whole file. Faults of a part become gaps of that part, and the rest goes on; a limit of the file ends it. Nothing is
 * thrown for what a file holds. Runs where untrusted bytes may be read: in the reading process, or in tests.
 */
export async function extractDocument(
  source: ByteSource,
  request: DocumentRequest,
): Promise<{ kind: FileKind }> {
  const reading = new DocumentReading(source, request);
  return { kind: await reading.run() };
}

class DocumentReading {
  readonly #root: Part;
  readonly #request: DocumentRequest;
  readonly #limits: ExtractionLimits;
  readonly #table: ExtractorTable;
  readonly #totals: Totals = { entries: 0, unpackedBytes: 0, textUnits: 0 };

  constructor(source: ByteSource, request: DocumentRequest) {
    this.#root = { source, name: request.name, path: [], hidden: undefined, outer: [], reasons: new Set() };
    this.#request = request;
    this.#limits = { ...extractionLimits, ...request.limits };
    this.#table = request.table ?? extractors;
  }

  async run(): Promise<FileKind> {
    const kind = sniffSafely(this.#root.source);
    this.#request.onKind?.(kind);
    try {
      await this.#readPart(this.#root, kind);
    } catch (error) {
      // Where it happened is told already; nothing after it is read.
      if (!(error instanceof LimitReached)) throw error;
    }
    return kind;
  }

  async #readPart(part: Part, kind: FileKind): Promise<void> {
    try {
      const load = this.#table[kind];
      if (load === undefined) refuseUnread(part.source, kind);
      else await (await load())(this.#extractionOf(part));
      this.#tellMissing(part, kind);
    } catch (error) {
      if (error instanceof StoppedAbove) throw error;
      if (error instanceof LimitReached) {
        this.#gap(part, error.gap);
        throw new StoppedAbove(error.gap);
      }
      this.#gap(part, gapOf(error, part.source));
    }
  }

  /** What a lenient reader has said nothing of. */
  #tellMissing(part: Part, kind: FileKind): void {
    if (part.reasons.has('damaged') || part.reasons.has('encrypted')) return;
    const bytes = findMissing(part.source, kind);
    if (bytes !== undefined) this.#gap(part, { reason: 'damaged', ...(bytes > 0 ? { bytes } : {}) });
  }

  #gap(part: Part, gap: Omit<Gap, 'path'>): void {
    part.reasons.add(gap.reason);
    this.#request.sink.gap({ ...gap, path: part.path });
  }

  #extractionOf(part: Part): Extraction {
    const { limits, request } = { limits: this.#limits, request: this.#request };
    return {
      source: part.source,
      path: part.path,
      name: part.name,
      limits,
      options: request.options,
      readAll: () => {
        if (part.source.length > limits.partBytesMax)
          throw new PartRefused({
            reason: 'file-too-large',
            limit: limits.partBytesMax,
            bytes: part.source.length,
          });
        return part.source.read(0, part.source.length);
      },
      emit: (segment) => this.#emit(part, segment),
      skip: (gap) => this.#gap(part, gap),
      enter: async (inner) => this.#enter(part, inner),
      picture: (picture) => request.sink.picture({ ...picture, path: part.path }),
      spend: (unpacked) => this.#spend(unpacked),
    };
  }

  #emit(part: Part, segment: Parameters<Extraction['emit']>[0]): void {
    this.#totals.textUnits += segment.text.length;
    if (this.#totals.textUnits > this.#limits.textUnitsMax)
      throw new LimitReached({ reason: 'too-much-text', limit: this.#limits.textUnitsMax });
    const hidden = segment.hidden ?? part.hidden;
    const rest = { ...segment, ...(hidden === undefined ? {} : { hidden }) };
    for (const { text, overlap } of splitText(segment.text, segmentUnitsMax)) {
      this.#request.sink.segment({
        ...rest,
        text,
        ...(overlap > 0 ? { overlap } : {}),
        place: { ...segment.place, path: part.path },
      });
    }
  }

  /** The name is text of the outer file: it is given even where the inner one is not read. */
  async #enter(outer: Part, inner: Parameters<Extraction['enter']>[0]): Promise<void> {
    this.#emit(outer, {
      text: inner.name,
      place: { kind: 'name' },
      ...(inner.hidden === undefined ? {} : { hidden: inner.hidden }),
    });
    const { depthMax, entriesMax } = this.#limits;
    this.#totals.entries += 1;
    if (this.#totals.entries > entriesMax)
      throw new LimitReached({ reason: 'too-many-entries', limit: entriesMax });
    const part: Part = {
      source: inner.source,
      name: inner.name,
      path: [...outer.path, inner.name.slice(0, nameUnitsMax)],
      hidden: inner.hidden ?? outer.hidden,
      outer: [...outer.outer, outer.source],
      reasons: new Set(),
    };
    if (inner.gap !== undefined) this.#gap(part, inner.gap);
    if (part.path.length > depthMax) {
      this.#gap(part, { reason: 'too-deep', limit: depthMax, bytes: inner.source.length });
      return;
    }
    await this.#readInner(part);
  }

  async #readInner(part: Part): Promise<void> {
    let kind: FileKind;
    try {
      if (isSameAsOuter(part.source, part.outer)) {
        this.#gap(part, { reason: 'cycle', bytes: part.source.length });
        return;
      }
      kind = sniffKind(part.source);
    } catch (error) {
      // Reading the source is unpacking it: it may be damaged or a bomb.
      if (error instanceof StoppedAbove) throw error;
      if (error instanceof LimitReached) {
        this.#gap(part, error.gap);
        throw new StoppedAbove(error.gap);
      }
      this.#gap(part, gapOf(error, part.source));
      return;
    }
    await this.#readPart(part, kind);
  }

  #spend(unpacked: number): void {
    const { unpackedBytesMax, unpackedRatioMax } = this.#limits;
    this.#totals.unpackedBytes += unpacked;
    if (this.#totals.unpackedBytes > unpackedBytesMax)
      throw new LimitReached({ reason: 'expands-too-much', limit: unpackedBytesMax });
    // Against the file itself: entries that overlap, and archives within archives, each have a modest ratio of their own.
    const allowed = freeBytes + unpackedRatioMax * this.#root.source.length;
    if (this.#totals.unpackedBytes > allowed)
      throw new LimitReached({ reason: 'expands-too-much', limit: allowed });
  }
}

/** A limit whose gap is told already, on its way up. */
class StoppedAbove extends LimitReached {}

function sniffSafely(source: ByteSource): FileKind {
  try {
    return sniffKind(source);
  } catch {
    return 'unknown';
  }
}

/** What a fault means for the part it happened in. */
function gapOf(error: unknown, source: ByteSource): Omit<Gap, 'path'> {
  if (error instanceof PartRefused) return error.gap;
  // Buffers and strings live outside the heap that V8 ends the process for.
  if (error instanceof RangeError && /allocat|array length|string length|longer than/i.test(error.message))
    return { reason: 'out-of-memory', bytes: source.length };
  return { reason: 'damaged', bytes: source.length };
}
