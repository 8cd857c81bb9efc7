import { LimitReached, PartRefused } from '../document/extraction.ts';
import type { Extractor } from '../document/extraction.ts';

/**
 * Reads of binary formats go where the file points; one that points beyond its end is damaged from there on. What was
 * told before stays told.
 */
export function guardReads(extractor: Extractor): Extractor {
  return async (extraction) => {
    try {
      await extractor(extraction);
    } catch (error) {
      if (error instanceof PartRefused || error instanceof LimitReached || !isReadBeyond(error)) throw error;
      extraction.skip({ reason: 'damaged', bytes: extraction.source.length });
    }
  };
}

function isReadBeyond(error: unknown): boolean {
  if (!(error instanceof RangeError) || !('code' in error)) return false;
  return error.code === 'ERR_OUT_OF_RANGE' || error.code === 'ERR_BUFFER_OUT_OF_BOUNDS';
}
