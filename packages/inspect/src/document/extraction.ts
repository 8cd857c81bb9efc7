import type { ByteSource } from './byte-source.ts';
import type { Gap } from './gaps.ts';
import type { FileKind } from './kinds.ts';
import type { Region, Segment } from './place.ts';

/** Limits of one inspected file, containers and all. */
export interface ExtractionLimits {
  /** Containers within containers, the file itself being at depth 0. */
  depthMax: number;
  /** Files in all containers together. */
  entriesMax: number;
  /** Bytes unpacked in all containers together. */
  unpackedBytesMax: number;
  /** Unpacked bytes for each packed byte, above a first mebibyte that is free. */
  unpackedRatioMax: number;
  /** The largest part held in memory at once; only plain text and containers stream beyond it. */
  partBytesMax: number;
  pagesMax: number;
  pixelsMax: number;
  /** UTF-16 units of text in all. */
  textUnitsMax: number;
}

export const extractionLimits: ExtractionLimits = {
  depthMax: 8,
  entriesMax: 50_000,
  unpackedBytesMax: 4 * 1024 ** 3,
  unpackedRatioMax: 200,
  partBytesMax: 256 * 1024 ** 2,
  pagesMax: 5_000,
  pixelsMax: 100_000_000,
  textUnitsMax: 4 * 1024 ** 3,
};

/** When characters in pictures are recognised: `auto` only where there is no text layer. */
export type OcrMode = 'auto' | 'always' | 'never';

export interface ExtractionOptions {
  ocr: OcrMode;
  /** Tried in turn on whatever asks for a password. */
  passwords: readonly string[];
}

/** A picture found in a document, encoded as its file has it. */
export interface PictureFound {
  bytes: Uint8Array;
  page?: number;
  slide?: number;
  region?: Region;
  /** True for a picture that covers a page without text: what OCR is for. */
  isPage?: boolean;
  /** Set where `bytes` are a whole PDF, the same array for each of its pages, of which `page` is to be drawn first. */
  pdf?: { password?: string };
}

/**
 * What an extractor is given: the bytes, and where to put what it finds. Everything it does not read it must say with
 * `skip`. Calls throw {@link LimitReached} when a limit of the whole file is met, which an extractor lets pass.
 */
export interface Extraction {
  readonly source: ByteSource;
  /** Names from the outermost container's entry inwards, for places and gaps. */
  readonly path: readonly string[];
  /** The name the file goes by, for nothing but a hint between kinds of the same content. */
  readonly name: string;
  readonly limits: ExtractionLimits;
  readonly options: ExtractionOptions;
  /** The whole source in memory; refused over `partBytesMax`. */
  readonly readAll: () => Uint8Array;
  /** Gives a piece of text; its place's path is this extraction's. */
  readonly emit: (segment: {
    [Key in keyof Segment]: Key extends 'place' ? Omit<Segment['place'], 'path'> : Segment[Key];
  }) => void;
  readonly skip: (gap: Omit<Gap, 'path'>) => void;
  /**
   * Inspects a file within this one: an entry of an archive, an attachment, an embedded object. Its name is given as a
   * segment of this file; `gap` is told of it besides what comes of reading it (an entry that could be unpacked in part).
   */
  readonly enter: (inner: {
    name: string;
    source: ByteSource;
    hidden?: Segment['hidden'];
    gap?: Omit<Gap, 'path'>;
  }) => Promise<void>;
  /** Hands a picture on to be recognised, hashed and read for codes. */
  readonly picture: (picture: PictureFound) => void;
  /**
   * Counts bytes that were unpacked from `packed` bytes, before they are held in memory.
   * @throws LimitReached `expands-too-much`
   */
  readonly spend: (unpacked: number, packed: number) => void;
}

/** Reads one kind of file. Throws {@link PartRefused} for faults of the file; any other error is a fault of ours and counts as `damaged`. */
export type Extractor = (extraction: Extraction) => Promise<void> | void;

/** A family of kinds and what reads them, loaded when first needed. */
export type ExtractorTable = Partial<Record<FileKind, () => Promise<Extractor>>>;

/** A limit of the whole file was met: the rest of it is not read. */
export class LimitReached extends Error {
  readonly gap: Omit<Gap, 'path'>;

  constructor(gap: Omit<Gap, 'path'>) {
    super(gap.reason);
    this.name = 'LimitReached';
    this.gap = gap;
  }
}

/** One part cannot be read (damaged, encrypted, not supported): a gap of that part, the rest goes on. */
export class PartRefused extends Error {
  readonly gap: Omit<Gap, 'path'>;

  constructor(gap: Omit<Gap, 'path'>) {
    super(gap.reason);
    this.name = 'PartRefused';
    this.gap = gap;
  }
}
