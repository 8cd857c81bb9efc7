import { sourceOf } from '../byte-source.ts';
import { extractionLimits, LimitReached, PartRefused } from '../extraction.ts';
import type {
  Extraction,
  ExtractionLimits,
  ExtractionOptions,
  Extractor,
  PictureFound,
} from '../extraction.ts';
import type { Gap } from '../gaps.ts';
import type { Segment } from '../place.ts';

/** What one extractor gave for some bytes; files within are listed, not entered. */
export interface Collected {
  segments: Segment[];
  gaps: Gap[];
  pictures: PictureFound[];
  entered: { name: string; bytes: Uint8Array; hidden?: Segment['hidden'] }[];
}

export interface CollectOptions extends Partial<ExtractionOptions> {
  limits?: Partial<ExtractionLimits>;
  name?: string;
}

/** Runs one extractor alone, for its tests. Refusals become gaps as they do in an inspection; other errors pass. */
export async function collectExtraction(
  extractor: Extractor,
  bytes: Uint8Array,
  options: CollectOptions = {},
): Promise<Collected> {
  const limits = { ...extractionLimits, ...options.limits };
  const found: Collected = { segments: [], gaps: [], pictures: [], entered: [] };
  const source = sourceOf(bytes);
  let textUnits = 0;
  let unpackedBytes = 0;
  const extraction: Extraction = {
    source,
    path: [],
    name: options.name ?? '',
    limits,
    options: { ocr: options.ocr ?? 'never', passwords: options.passwords ?? [] },
    readAll: () => {
      if (source.length > limits.partBytesMax)
        throw new PartRefused({ reason: 'file-too-large', limit: limits.partBytesMax });
      return source.read(0, source.length);
    },
    emit: (segment) => {
      textUnits += segment.text.length;
      if (textUnits > limits.textUnitsMax)
        throw new LimitReached({ reason: 'too-much-text', limit: limits.textUnitsMax });
      found.segments.push({ ...segment, place: { ...segment.place, path: [] } });
    },
    skip: (gap) => void found.gaps.push({ ...gap, path: [] }),
    enter: async (inner) => {
      const { source: part, ...rest } = inner;
      found.entered.push({ ...rest, bytes: part.read(0, part.length) });
    },
    picture: (picture) => void found.pictures.push(picture),
    spend: (unpacked) => {
      unpackedBytes += unpacked;
      if (unpackedBytes > limits.unpackedBytesMax)
        throw new LimitReached({ reason: 'expands-too-much', limit: limits.unpackedBytesMax });
    },
  };
  try {
    await extractor(extraction);
  } catch (error) {
    if (!(error instanceof PartRefused) && !(error instanceof LimitReached)) throw error;
    found.gaps.push({ ...error.gap, path: [] });
  }
  return found;
}
