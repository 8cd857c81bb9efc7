import { createCanvas } from '@napi-rs/canvas';
import type { Canvas } from '@napi-rs/canvas';
import { findLineBoxes } from './line-boxes.ts';
import type { LineBox } from './line-boxes.ts';
import { loadModels } from './recognition-runtime.ts';
import type { RecognitionModels } from './recognition-runtime.ts';

/** A line as it was read; its box in pixels of the picture. */
export interface LineRead {
  text: string;
  /** 0 to 1, the mean over its characters. */
  certainty: number;
  box: LineBox;
}

/** The side the models' authors measured with; more sees smaller writing and takes longer. */
export const detectionSide = 960;
const lineHeight = 48;
const lineWidthMax = 2400;
const lineWidthStep = 32;
const batchPixelsMax = 6 * lineHeight * 640;
/** Mean and deviation of the pictures the models were taught with, red, green, blue. */
const means = [0.485, 0.456, 0.406] as const;
const deviations = [0.229, 0.224, 0.225] as const;

interface Part {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where the lines of a picture, or of a part of it, are. */
export async function findLines(picture: Canvas, part: Part, side = detectionSide): Promise<LineBox[]> {
  const models = await loadModels();
  const scale = Math.min(2, side / Math.max(part.width, part.height));
  const width = Math.max(32, Math.round((part.width * scale) / 32) * 32);
  const height = Math.max(32, Math.round((part.height * scale) / 32) * 32);
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, part.x, part.y, part.width, part.height, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  const map = await models.detect(normalise(data, width * height), width, height);
  const [right, down] = [part.width / width, part.height / height];
  return findLineBoxes(map, width, height).map((box) => ({
    x: part.x + box.x * right,
    y: part.y + box.y * down,
    width: box.width * right,
    height: box.height * down,
    angle: box.angle,
  }));
}

function normalise(data: Uint8ClampedArray, pixels: number): Float32Array {
  const input = new Float32Array(3 * pixels);
  for (let channel = 0; channel < 3; channel += 1) {
    const scale = 1 / (255 * (deviations[channel] ?? 1));
    const shift = (means[channel] ?? 0) / (deviations[channel] ?? 1);
    const offset = channel * pixels;
    for (let at = 0; at < pixels; at += 1) input[offset + at] = (data[at * 4 + channel] ?? 0) * scale - shift;
  }
  return input;
}

/** Reads lines, those of like length together. `turned` reads them upside down. */
export async function readBoxes(
  picture: Canvas,
  boxes: readonly LineBox[],
  { turned = false }: { turned?: boolean } = {},
): Promise<LineRead[]> {
  const models = await loadModels();
  const lines = boxes
    .map((box, index) => ({ box, index, width: lineWidthOf(box) }))
    .toSorted((a, b) => a.width - b.width);
  const read: { index: number; line: LineRead }[] = [];
  for (let start = 0; start < lines.length;) {
    const batch = takeBatch(lines, start);
    start += batch.length;
    const results = await readBatch(models, { picture, turned, batch });
    results.forEach((result, place) => {
      const line = batch[place];
      if (line !== undefined) read.push({ index: line.index, line: { ...result, box: line.box } });
    });
  }
  return read.toSorted((a, b) => a.index - b.index).map(({ line }) => line);
}

interface LineInput {
  box: LineBox;
  index: number;
  width: number;
}

function isUpright(box: LineBox): boolean {
  return box.height > 1.5 * box.width;
}

/** Width of a line scaled to the height the model reads. */
function lineWidthOf(box: LineBox): number {
  const [along, across] = isUpright(box) ? [box.height, box.width] : [box.width, box.height];
  const width = Math.round((along / Math.max(1, across)) * lineHeight);
  return Math.min(lineWidthMax, Math.max(lineHeight, width));
}

function takeBatch(lines: readonly LineInput[], start: number): LineInput[] {
  const batch: LineInput[] = [];
  for (let at = start; at < lines.length; at += 1) {
    const line = lines[at];
    if (line === undefined) break;
    if (batch.length > 0 && (batch.length + 1) * line.width * lineHeight > batchPixelsMax) break;
    batch.push(line);
  }
  return batch;
}

async function readBatch(
  models: RecognitionModels,
  { picture, turned, batch }: { picture: Canvas; turned: boolean; batch: readonly LineInput[] },
): Promise<{ text: string; certainty: number }[]> {
  const widest = Math.max(...batch.map(({ width }) => width));
  const width = Math.ceil(widest / lineWidthStep) * lineWidthStep;
  const plane = width * lineHeight;
  const input = new Float32Array(batch.length * 3 * plane);
  batch.forEach((line, place) => {
    const data = cutLine(picture, line, turned);
    for (let y = 0; y < lineHeight; y += 1) {
      for (let x = 0; x < line.width; x += 1) {
        const from = (y * line.width + x) * 4;
        const to = place * 3 * plane + y * width + x;
        for (let channel = 0; channel < 3; channel += 1)
          input[to + channel * plane] = (data[from + channel] ?? 0) / 127.5 - 1;
      }
    }
  });
  const { steps, data } = await models.read(input, batch.length, width);
  const classes = data.length / (batch.length * steps);
  return batch.map((_line, place) =>
    spell(data.subarray(place * steps * classes, (place + 1) * steps * classes), {
      steps,
      characters: models.characters,
    }),
  );
}

/** The pixels of one line, made level; a line that stands on end is laid down to the left. */
function cutLine(picture: Canvas, { box, width }: LineInput, turned: boolean): Uint8ClampedArray {
  const canvas = createCanvas(width, lineHeight);
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  const upright = isUpright(box);
  const [along, across] = upright ? [box.height, box.width] : [box.width, box.height];
  context.scale(width / along, lineHeight / across);
  context.translate(along / 2, across / 2);
  context.rotate(-box.angle + (upright ? -Math.PI / 2 : 0) + (turned ? Math.PI : 0));
  context.translate(-box.x, -box.y);
  context.drawImage(picture, 0, 0);
  return context.getImageData(0, 0, width, lineHeight).data;
}

/** The likeliest class of each step; repetitions and blanks drop out (Graves et al., CTC, 2006, best path decoding). */
function spell(
  data: Float32Array,
  { steps, characters }: { steps: number; characters: readonly string[] },
): { text: string; certainty: number } {
  const classes = data.length / steps;
  let text = '';
  let last = 0;
  let sum = 0;
  let count = 0;
  for (let step = 0; step < steps; step += 1) {
    let best = 0;
    let bestValue = Number.NEGATIVE_INFINITY;
    for (let at = step * classes, index = 0; index < classes; index += 1, at += 1) {
      const value = data[at] ?? 0;
      if (value > bestValue) [best, bestValue] = [index, value];
    }
    if (best !== 0 && best !== last) {
      text += characters[best] ?? '';
      sum += bestValue;
      count += 1;
    }
    last = best;
  }
  return { text: text.trim(), certainty: count === 0 ? 0 : sum / count };
}
