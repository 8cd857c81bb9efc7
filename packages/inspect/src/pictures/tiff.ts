import { createCanvas } from '@napi-rs/canvas';
import type { Canvas } from '@napi-rs/canvas';
import UTIF from 'utif2';
import type { ExtractionLimits } from '../document/extraction.ts';
import { PartRefused } from '../document/extraction.ts';

/** The pages of a TIFF (revision 6.0), as far as the limits allow. */
export function decodeTiff(bytes: Uint8Array, limits: ExtractionLimits): Canvas[] {
  const buffer = Uint8Array.from(bytes).buffer;
  try {
    const pages: Canvas[] = [];
    let pixels = 0;
    for (const directory of UTIF.decode(buffer).slice(0, limits.pagesMax)) {
      const width = firstOf(directory['t256']);
      const height = firstOf(directory['t257']);
      if (width === 0 || height === 0) continue;
      pixels += width * height;
      if (pixels > limits.pixelsMax)
        throw new PartRefused({ reason: 'too-many-pixels', limit: limits.pixelsMax });
      UTIF.decodeImage(buffer, directory);
      const canvas = createCanvas(directory.width, directory.height);
      const context = canvas.getContext('2d');
      const image = context.createImageData(directory.width, directory.height);
      image.data.set(UTIF.toRGBA8(directory));
      context.putImageData(image, 0, 0);
      pages.push(canvas);
    }
    if (pages.length > 0) return pages;
  } catch (error) {
    if (error instanceof PartRefused) throw error;
  }
  throw new PartRefused({ reason: 'damaged', bytes: bytes.length });
}

function firstOf(tag: unknown): number {
  const value: unknown = Array.isArray(tag) ? tag[0] : tag;
  return typeof value === 'number' ? value : 0;
}
