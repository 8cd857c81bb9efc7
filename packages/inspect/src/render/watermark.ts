import { createHash } from 'node:crypto';
import { createCanvas } from '@napi-rs/canvas';
import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';
import { registerFonts, sansFamily } from './fonts.ts';
import { pagePixelsMax, unpackPage } from './page-image.ts';
import type { Pixels } from './page-image.ts';

export interface Watermark {
  /** Who, when, where, which copy: each a line, short. The page shows them many times at an angle and once below. */
  lines: readonly string[];
  /** Moves and turns the lines a little, so that two views of a page do not have them in the same places. */
  seed: string;
  /** Pixels to make the page narrower; left out or larger, the page keeps its width. */
  width?: number;
}

/** What {@link watermarkPage} gives. */
export const watermarkedType = 'image/jpeg';

const jpegQuality = 88;
const widthMin = 80;
/** Against the width of the page. */
const letterShare = 0.017;
const lineUnitsMax = 120;

/**
 * Draws visible lines over a page image (as `renderPages` gives it) and returns a JPEG. Legible on dark and light ground: dark
 * letters with a light edge. The page came from a process that read a hostile file: it is taken apart by
 * page-image.ts, no picture decoder sees it.
 * @throws Error when the image is not a page image
 */
export async function watermarkPage(image: Uint8Array, { lines, seed, width }: Watermark): Promise<Buffer> {
  const pixels = unpackPage(image);
  if (pixels === undefined) throw new Error('The image is not one of a drawn page.');
  registerFonts();
  const shown = lines.map((line) => line.slice(0, lineUnitsMax)).filter((line) => line !== '');
  const page = composePage(canvasOf(pixels), { width, foot: shown.join('   ') });
  if (shown.length > 0) drawTiles(page, { lines: shown, seed });
  return page.encode('jpeg', jpegQuality);
}

function canvasOf({ width, height, channels, rows }: Pixels): Canvas {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  const picture = context.createImageData(width, height);
  const rgba = new Uint32Array(picture.data.buffer, picture.data.byteOffset, width * height);
  // Alpha stands in the highest byte of a little-endian word.
  if (channels === 1)
    for (let at = 0; at < rgba.length; at += 1) rgba[at] = 0xff00_0000 | ((rows[at] ?? 0) * 0x01_0101);
  else
    for (let at = 0, from = 0; at < rgba.length; at += 1, from += 3)
      rgba[at] =
        0xff00_0000 | ((rows[from + 2] ?? 0) << 16) | ((rows[from + 1] ?? 0) << 8) | (rows[from] ?? 0);
  context.putImageData(picture, 0, 0);
  return canvas;
}

/** The page at the wanted width, with the foot below it: nothing of the page is covered. */
function composePage(page: Canvas, { width, foot }: { width: number | undefined; foot: string }): Canvas {
  const to = Math.max(widthMin, Math.min(page.width, Math.round(width ?? page.width)));
  const height = Math.max(
    1,
    Math.min(Math.round((page.height * to) / page.width), Math.floor(pagePixelsMax / to)),
  );
  const footHeight = Math.round(Math.max(14, to * 0.022));
  const composed = createCanvas(to, height + footHeight);
  const context = composed.getContext('2d');
  context.fillStyle = '#ffffff';
  context.fillRect(0, height, to, footHeight);
  context.imageSmoothingQuality = 'medium';
  context.drawImage(page, 0, 0, to, height);
  drawFoot(context, foot, {
    x: footHeight / 2,
    y: height + footHeight / 2,
    width: to - footHeight,
    size: footHeight * 0.6,
  });
  return composed;
}

function drawFoot(
  context: SKRSContext2D,
  text: string,
  at: { x: number; y: number; width: number; size: number },
): void {
  context.font = fontOf(at.size);
  const wanted = context.measureText(text).width;
  if (wanted > at.width) context.font = fontOf((at.size * at.width) / wanted);
  context.textBaseline = 'middle';
  context.fillStyle = '#222222';
  context.fillText(text, at.x, at.y);
}

/**
 * The lines all over the page at an angle, every second row moved by half: no straight lane without them is left. Letters
 * are drawn where they stand; a turned pattern of them costs five times as much.
 */
function drawTiles(page: Canvas, { lines, seed }: { lines: readonly string[]; seed: string }): void {
  const chance = createHash('sha256').update(seed).digest();
  const size = Math.max(9, Math.min(40, page.width * letterShare));
  const context = page.getContext('2d');
  context.save();
  context.font = fontOf(size);
  context.textBaseline = 'top';
  const width = Math.ceil(Math.max(...lines.map((line) => context.measureText(line).width)) + size * 4);
  const height = Math.ceil(lines.length * size * 1.4 + size * 3.5);
  const angle = (-18 - (chance.readUInt8(0) / 255) * 14) * (Math.PI / 180);
  const shift = { x: width * (chance.readUInt8(1) / 255), y: 2 * height * (chance.readUInt8(2) / 255) };
  context.translate(page.width / 2, page.height / 2);
  context.rotate(angle);
  const reach = Math.hypot(page.width, page.height) / 2;
  const isOnPage = onPage(page, { angle, margin: Math.hypot(width, height) / 2 });
  for (let row = 0, y = -reach - shift.y; y < reach; row += 1, y += height)
    for (let x = -reach - shift.x - (row % 2) * (width / 2); x < reach; x += width)
      if (isOnPage(x + width / 2, y + height / 2))
        for (const [at, line] of lines.entries())
          drawLine(context, line, { x: x + size * 2, y: y + size + at * size * 1.4, size });
  context.restore();
}

/** Whether a place, in the turned measure around the page's middle, comes within a margin of the page. */
function onPage(
  page: Canvas,
  { angle, margin }: { angle: number; margin: number },
): (x: number, y: number) => boolean {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return (x, y) =>
    Math.abs(x * cos - y * sin) <= page.width / 2 + margin &&
    Math.abs(x * sin + y * cos) <= page.height / 2 + margin;
}

function drawLine(
  context: SKRSContext2D,
  line: string,
  { x, y, size }: { x: number; y: number; size: number },
): void {
  context.lineWidth = Math.max(1, size / 9);
  context.strokeStyle = 'rgba(255, 255, 255, 0.30)';
  context.strokeText(line, x, y);
  context.fillStyle = 'rgba(40, 40, 40, 0.22)';
  context.fillText(line, x, y);
}

const fontOf = (size: number): string => `400 ${size}px "${sansFamily}"`;
