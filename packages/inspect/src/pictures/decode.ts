import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Canvas } from '@napi-rs/canvas';
import type { ExtractionLimits } from '../document/extraction.ts';
import { PartRefused } from '../document/extraction.ts';
import { readPictureHeader } from './picture-header.ts';
import { decodeTiff } from './tiff.ts';

/** Sides below one or above this are no picture. */
const sideMax = 32_767;

/**
 * The frames of a picture as canvases, transparent parts upon white (upon black for writing in white): one, or the pages
 * of a TIFF. Sizes are checked in the header before anything is decoded.
 * @throws PartRefused `damaged`, `too-many-pixels`, `unsupported-feature` (JPEG 2000, JBIG2)
 */
export async function decodePicture(bytes: Uint8Array, limits: ExtractionLimits): Promise<Canvas[]> {
  const header = readPictureHeader(bytes);
  if (header === undefined) throw new PartRefused({ reason: 'damaged', bytes: bytes.length });
  const { format, width, height } = header;
  if (format === 'jp2' || format === 'jbig2')
    throw new PartRefused({ reason: 'unsupported-feature', bytes: bytes.length });
  if (width * height > limits.pixelsMax || width > sideMax || height > sideMax)
    throw new PartRefused({ reason: 'too-many-pixels', limit: limits.pixelsMax });
  if (width === 0 || height === 0) throw new PartRefused({ reason: 'damaged', bytes: bytes.length });
  if (format === 'tiff') return decodeTiff(bytes, limits).map(onPaper);
  try {
    const image = await loadImage(Buffer.from(bytes));
    const canvas = createCanvas(image.width, image.height);
    canvas.getContext('2d').drawImage(image, 0, 0);
    return [onPaper(canvas)];
  } catch {
    throw new PartRefused({ reason: 'damaged', bytes: bytes.length });
  }
}

const opaqueMin = 250;
const brightMin = 200;

/** A picture without transparency. What shines through is paper, unless all that is drawn is bright. */
function onPaper(picture: Canvas): Canvas {
  const { width, height } = picture;
  const { data } = picture.getContext('2d').getImageData(0, 0, width, height);
  let isTransparent = false;
  let drawn = 0;
  let brightness = 0;
  const step = Math.max(1, Math.floor((width * height) / 250_000)) * 4;
  for (let at = 0; at < data.length; at += step) {
    const alpha = data[at + 3] ?? 255;
    if (alpha < opaqueMin) isTransparent = true;
    if (alpha < 128) continue;
    drawn += 1;
    brightness += luminance(data, at);
  }
  if (!isTransparent) return picture;
  const paper = createCanvas(width, height);
  const context = paper.getContext('2d');
  context.fillStyle = drawn > 0 && brightness / drawn > brightMin ? '#000000' : '#ffffff';
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, 0, 0);
  return paper;
}

/** Luma of ITU-R BT.601. */
export function luminance(data: Uint8ClampedArray, at: number): number {
  return 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
}
