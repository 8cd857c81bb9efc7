import { sourceOf } from '../byte-source.ts';
import { extractDocument } from '../extract.ts';
import type { ExtractionLimits, ExtractionOptions, PictureFound } from '../extraction.ts';
import type { Gap } from '../gaps.ts';
import type { FileKind } from '../kinds.ts';
import type { Segment } from '../place.ts';

export interface Extracted {
  kind: FileKind;
  segments: Segment[];
  gaps: Gap[];
  pictures: (PictureFound & { path: readonly string[] })[];
}

/** Everything in a file, containers and all, read in this process: for tests with files one trusts. */
export async function extractBytes(
  bytes: Uint8Array,
  options: Partial<ExtractionOptions> & { name?: string; limits?: Partial<ExtractionLimits> } = {},
): Promise<Extracted> {
  const found: Omit<Extracted, 'kind'> = { segments: [], gaps: [], pictures: [] };
  const { kind } = await extractDocument(sourceOf(bytes), {
    name: options.name ?? '',
    options: { ocr: options.ocr ?? 'never', passwords: options.passwords ?? [] },
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    sink: {
      segment: (segment) => void found.segments.push(segment),
      gap: (gap) => void found.gaps.push(gap),
      picture: (picture) => void found.pictures.push(picture),
    },
  });
  return { kind, ...found };
}
