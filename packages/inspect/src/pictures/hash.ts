import { createCanvas } from '@napi-rs/canvas';
import type { Canvas } from '@napi-rs/canvas';
import { extractionLimits } from '../document/extraction.ts';
import { decodePicture, luminance } from './decode.ts';

/** Two perceptual hashes of 64 bits, each as 16 hexadecimal digits. */
export interface PictureHash {
  /** From the lowest frequencies of the cosine transform: survives scaling, recoding, changes of tone. */
  pHash: string;
  /** From differences between neighbours: tells apart what the other confuses, such as flat drawings. */
  dHash: string;
}

const side = 32;
const lowSide = 8;

/**
 * Perceptual hashes of a picture, of its first frame.
 * @throws PartRefused as {@link decodePicture}
 */
export async function hashPicture(bytes: Uint8Array): Promise<PictureHash> {
  const [first] = await decodePicture(bytes, extractionLimits);
  if (first === undefined) return { pHash: '0'.repeat(16), dHash: '0'.repeat(16) };
  return hashCanvas(first);
}

export function hashCanvas(picture: Canvas): PictureHash {
  return {
    pHash: pHashOf(greyOf(picture, side, side)),
    dHash: dHashOf(greyOf(picture, lowSide + 1, lowSide)),
  };
}

/** Halves the picture until it is nearly as small as wanted: every pixel counts, none is skipped over. */
function greyOf(picture: Canvas, width: number, height: number): Float64Array {
  let from = picture;
  while (from.width > 2 * width || from.height > 2 * height) {
    from = scaled(
      from,
      Math.max(width, Math.ceil(from.width / 2)),
      Math.max(height, Math.ceil(from.height / 2)),
    );
  }
  const small = scaled(from, width, height);
  const { data } = small.getContext('2d').getImageData(0, 0, width, height);
  return Float64Array.from({ length: width * height }, (_, index) => luminance(data, index * 4));
}

function scaled(picture: Canvas, width: number, height: number): Canvas {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'medium';
  context.drawImage(picture, 0, 0, width, height);
  return canvas;
}

/** Zauner, Implementation and Benchmarking of Perceptual Image Hash Functions (2010), 3.2.1, without its first term. */
function pHashOf(grey: Float64Array): string {
  const low: number[] = [];
  for (let v = 0; v < lowSide; v += 1) for (let u = 0; u < lowSide; u += 1) low.push(coefficient(grey, u, v));
  const rest = low.slice(1).toSorted((a, b) => a - b);
  const median = ((rest[31] ?? 0) + (rest[30] ?? 0)) / 2;
  return toHex(low.map((value, index) => index > 0 && value > median));
}

const cosines = Float64Array.from({ length: side * lowSide }, (_, index) =>
  Math.cos(((2 * (index % side) + 1) * Math.floor(index / side) * Math.PI) / (2 * side)),
);

function coefficient(grey: Float64Array, u: number, v: number): number {
  let sum = 0;
  for (let y = 0; y < side; y += 1) {
    let row = 0;
    for (let x = 0; x < side; x += 1) row += (grey[y * side + x] ?? 0) * (cosines[u * side + x] ?? 0);
    sum += row * (cosines[v * side + y] ?? 0);
  }
  return sum;
}

function dHashOf(grey: Float64Array): string {
  const bits: boolean[] = [];
  for (let y = 0; y < lowSide; y += 1) {
    for (let x = 0; x < lowSide; x += 1) {
      const at = y * (lowSide + 1) + x;
      bits.push((grey[at] ?? 0) < (grey[at + 1] ?? 0));
    }
  }
  return toHex(bits);
}

function toHex(bits: readonly boolean[]): string {
  let hex = '';
  for (let at = 0; at < bits.length; at += 4) {
    const digit = bits.slice(at, at + 4).reduce((sum, bit) => sum * 2 + (bit ? 1 : 0), 0);
    hex += digit.toString(16);
  }
  return hex;
}
