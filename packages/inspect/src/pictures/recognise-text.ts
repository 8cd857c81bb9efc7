import { createCanvas } from '@napi-rs/canvas';
import type { Canvas } from '@napi-rs/canvas';
import type { Region } from '../document/place.ts';
import type { LineBox } from './line-boxes.ts';
import { detectionSide, findLines, readBoxes } from './recognise-lines.ts';
import type { LineRead } from './recognise-lines.ts';

/** A line of a picture. Its region in fractions of the picture as it was given, however it lay. */
export interface TextRead {
  text: string;
  certainty: number;
  region: Region;
}

type Turn = 0 | 1 | 2 | 3;

const headShare = 0.3;
/** A page whose long side is shrunk by more than this for finding lines is looked at twice: marks are small. */
const headScaleMin = 1.4;
/** The head is looked at with more pixels than the page. */
const headSide = 1280;
const certaintyMin = 0.45;
const certaintyGood = 0.8;
const samplesMax = 4;

/**
 * Reads the text in a picture: the head, where marks stand, first and enlarged, then the rest. A picture that lies on its side
 * or stands on its head is turned, which a few of its lines decide.
 */
export async function recogniseText(picture: Canvas): Promise<TextRead[]> {
  const boxes = await findLines(picture, whole(picture));
  if (boxes.length === 0) return [];
  const { turned, turn, found } = await setUpright(picture, boxes);
  const all = await addHead(turned, found);
  const lines = await readBoxes(turned, all);
  return inReadingOrder(lines.filter(({ text, certainty }) => text !== '' && certainty >= certaintyMin)).map(
    ({ text, certainty, box }) => ({
      text,
      certainty: Math.round(certainty * 1000) / 1000,
      region: turnBack(regionOf(box, turned), turn),
    }),
  );
}

function whole({ width, height }: Canvas) {
  return { x: 0, y: 0, width, height };
}

interface Upright {
  turned: Canvas;
  turn: Turn;
  found: LineBox[];
}

/** Lines that stand on end say that the page lies; which of two ways is right is told by how surely lines are read. */
async function setUpright(picture: Canvas, boxes: LineBox[]): Promise<Upright> {
  const standing = boxes.filter((box) => box.height > 1.5 * box.width).length;
  if (standing > 0.6 * boxes.length && boxes.length > 2) {
    const laid = turnCanvas(picture, 1);
    const found = await findLines(laid, whole(laid));
    return chooseWay(laid, { found, turn: 1 });
  }
  return chooseWay(picture, { found: boxes, turn: 0 });
}

async function chooseWay(
  picture: Canvas,
  { found, turn }: { found: LineBox[]; turn: 0 | 1 },
): Promise<Upright> {
  const samples = found
    .filter((box) => box.width > 2 * box.height)
    .toSorted((a, b) => b.width / b.height - a.width / a.height)
    .slice(0, samplesMax);
  const asIs = { turned: picture, turn, found };
  if (samples.length === 0) return asIs;
  const straight = meanOf(await readBoxes(picture, samples));
  if (straight >= certaintyGood) return asIs;
  if (meanOf(await readBoxes(picture, samples, { turned: true })) <= straight + 0.05) return asIs;
  const { width, height } = picture;
  return {
    turned: turnCanvas(picture, 2),
    turn: turn === 0 ? 2 : 3,
    found: found.map((box) => ({ ...box, x: width - box.x, y: height - box.y })),
  };
}

function meanOf(lines: readonly LineRead[]): number {
  return lines.reduce((sum, { certainty }) => sum + certainty, 0) / lines.length;
}

/** Turns a picture by quarters clockwise. */
function turnCanvas(picture: Canvas, turn: 1 | 2): Canvas {
  const { width, height } = picture;
  const canvas = turn === 1 ? createCanvas(height, width) : createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate((turn * Math.PI) / 2);
  context.drawImage(picture, -width / 2, -height / 2);
  return canvas;
}

/** The head of a large page is looked at on its own; what is found there replaces what was found before. */
async function addHead(picture: Canvas, found: LineBox[]): Promise<LineBox[]> {
  const { width, height } = picture;
  if (Math.max(width, height) < headScaleMin * detectionSide) return found;
  const head = { x: 0, y: 0, width, height: Math.round(height * headShare) };
  const closer = await findLines(picture, head, Math.min(headSide, width));
  if (closer.length === 0) return found;
  // a line that the lower edge cuts through belongs to the rest
  const cut = found.filter((box) => Math.abs(box.y - head.height) < box.height);
  const kept = closer.filter(
    (box) => box.y + box.height / 2 < head.height - 2 && !cut.some((other) => overlaps(box, other)),
  );
  return [...kept, ...found.filter((box) => !kept.some((other) => overlaps(box, other)))];
}

function overlaps(a: LineBox, b: LineBox): boolean {
  return (
    Math.abs(a.x - b.x) < (a.width + b.width) / 2 - 2 && Math.abs(a.y - b.y) < 0.35 * (a.height + b.height)
  );
}

/** From the top down, within a row from left to right. */
function inReadingOrder(lines: readonly LineRead[]): LineRead[] {
  const rows: LineRead[][] = [];
  for (const line of lines.toSorted((a, b) => a.box.y - b.box.y)) {
    const row = rows.at(-1);
    const first = row?.[0];
    if (
      row !== undefined &&
      first !== undefined &&
      line.box.y - first.box.y < 0.5 * Math.min(first.box.height, line.box.height)
    )
      row.push(line);
    else rows.push([line]);
  }
  return rows.flatMap((row) => row.toSorted((a, b) => a.box.x - b.box.x));
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function regionOf(box: LineBox, { width, height }: Canvas): Region {
  const cos = Math.abs(Math.cos(box.angle));
  const sin = Math.abs(Math.sin(box.angle));
  const [across, down] = [box.width * cos + box.height * sin, box.width * sin + box.height * cos];
  const [x0, y0] = [clamp((box.x - across / 2) / width), clamp((box.y - down / 2) / height)];
  const [x1, y1] = [clamp((box.x + across / 2) / width), clamp((box.y + down / 2) / height)];
  return { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
}

/** The region in the picture as it was before it was turned by quarters clockwise. */
function turnBack({ x, y, width, height }: Region, turn: Turn): Region {
  switch (turn) {
    case 0:
      return { x, y, width, height };
    case 1:
      return { x: y, y: 1 - x - width, width: height, height: width };
    case 2:
      return { x: 1 - x - width, y: 1 - y - height, width, height };
    case 3:
      return { x: 1 - y - height, y: x, width: height, height: width };
  }
}
