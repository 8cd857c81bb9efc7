import type { ExtractionLimits } from '../document/extraction.ts';
import { decodePicture } from '../pictures/decode.ts';
import type { RenderOutput } from './render-output.ts';

const a4Points = { width: 595, height: 842 };

/** A picture file: each frame is a page, no larger than it is and no larger than A4 at the wanted resolution. */
export async function drawPictures(
  bytes: Uint8Array,
  { output, limits }: { output: RenderOutput; limits: ExtractionLimits },
): Promise<void> {
  for (const picture of await decodePicture(bytes, limits)) {
    const { dpi } = output.options;
    const isWide = picture.width > picture.height;
    const [boxWidth, boxHeight] = isWide
      ? [a4Points.height, a4Points.width]
      : [a4Points.width, a4Points.height];
    const points = Math.min(boxWidth / picture.width, boxHeight / picture.height, 72 / dpi);
    const { canvas } = output.newPage(picture.width * points, picture.height * points);
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    output.put(canvas);
  }
}
