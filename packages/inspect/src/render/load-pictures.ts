import type { Canvas } from '@napi-rs/canvas';
import { PartRefused } from '../document/extraction.ts';
import type { ExtractionLimits } from '../document/extraction.ts';
import { decodePicture } from '../pictures/decode.ts';
import type { PictureLoader } from './flow/lay-out-paragraph.ts';
import type { RenderOutput } from './render-output.ts';

/** Pictures within one document: pixels decoded in all, for each may be small and they may be many. */
const pixelsInAllMax = 400_000_000;
const keptMax = 8;

/** Decodes the pictures of a document for drawing; what cannot be drawn is said. */
export function loadPictures(output: RenderOutput, limits: ExtractionLimits): PictureLoader {
  const kept = new Map<Uint8Array, Canvas>();
  let pixels = 0;
  return async (bytes) => {
    const known = kept.get(bytes);
    if (known !== undefined) return known;
    if (pixels > pixelsInAllMax) {
      output.gap({ reason: 'too-many-pixels', limit: pixelsInAllMax });
      return undefined;
    }
    try {
      const [picture] = await decodePicture(bytes, limits);
      if (picture === undefined) return undefined;
      pixels += picture.width * picture.height;
      const [oldest] = kept.keys();
      if (kept.size >= keptMax && oldest !== undefined) kept.delete(oldest);
      kept.set(bytes, picture);
      return picture;
    } catch (error) {
      if (!(error instanceof PartRefused)) throw error;
      output.gap({
        reason: error.gap.reason === 'too-many-pixels' ? 'too-many-pixels' : 'picture-not-drawn',
        page: output.pages + 1,
        ...(error.gap.limit === undefined ? {} : { limit: error.gap.limit }),
      });
      return undefined;
    }
  };
}
