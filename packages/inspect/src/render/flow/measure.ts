import { createCanvas } from '@napi-rs/canvas';
import type { SKRSContext2D } from '@napi-rs/canvas';
import type { TextStyle } from './flow.ts';

const raisedScale = 0.65;
const rememberedMax = 20_000;
const context = createCanvas(8, 8).getContext('2d');
const widths = new Map<string, number>();

/** Size letters are drawn at. */
export function drawnSize({ size, raise }: TextStyle): number {
  return raise === 'none' ? size : size * raisedScale;
}

/** The style as canvas says it; sizes are in points, the canvas is scaled. */
export function fontOf(style: TextStyle): string {
  return `${style.italic ? 'italic ' : ''}${style.bold ? '700' : '400'} ${drawnSize(style)}px "${style.family}"`;
}

/** Width in points. Ideographs are as wide as they are high in the fonts used. */
export function measure(text: string, style: TextStyle): number {
  if (text.length === 1 && /\p{Script=Han}/u.test(text)) return drawnSize(style);
  const font = fontOf(style);
  const key = `${font}|${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  context.font = font;
  const { width } = context.measureText(text);
  if (widths.size >= rememberedMax) widths.clear();
  widths.set(key, width);
  return width;
}

export type Drawing = SKRSContext2D;
