import { LimitReached } from '../document/extraction.ts';
import type { Extraction, ExtractionLimits } from '../document/extraction.ts';
import type { ByteSource } from '../document/byte-source.ts';
import { renderReasonOf } from './render-gaps.ts';
import type { RenderOutput } from './render-output.ts';

/** A first mebibyte may come out of nothing, as when a file is inspected. */
const freeBytes = 1024 * 1024;

/** The package readers of the engine, put to drawing: they unpack within the same limits, and their gaps are told of the page. */
export function readForDrawing(input: {
  source: ByteSource;
  bytes: Uint8Array;
  output: RenderOutput;
  limits: ExtractionLimits;
}): Extraction {
  const { source, bytes, output, limits } = input;
  const allowed = Math.min(limits.unpackedBytesMax, freeBytes + limits.unpackedRatioMax * source.length);
  let unpacked = 0;
  return {
    source,
    path: [],
    name: '',
    limits,
    options: { ocr: 'never', passwords: output.options.passwords },
    readAll: () => bytes,
    emit: () => undefined,
    skip: ({ reason, limit }) =>
      output.gap({ reason: renderReasonOf[reason], ...(limit === undefined ? {} : { limit }) }),
    enter: async () => undefined,
    picture: () => undefined,
    spend: (more) => {
      unpacked += more;
      if (unpacked > allowed) throw new LimitReached({ reason: 'expands-too-much', limit: allowed });
    },
  };
}
