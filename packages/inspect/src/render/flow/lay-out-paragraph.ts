import type { Canvas } from '@napi-rs/canvas';
import { breakLines, splitPieces } from './break-lines.ts';
import type { Piece } from './break-lines.ts';
import type { Inline, Paragraph, TextStyle } from './flow.ts';
import { drawnSize, fontOf, measure } from './measure.ts';
import type { Drawing } from './measure.ts';

/** What is drawn at one place of a page and never divided: a line of text, a row of a table. */
export interface Item {
  height: number;
  /** Space wanted above it, not at the head of a page. */
  before: number;
  breaksBefore: boolean;
  draw(context: Drawing, at: { x: number; y: number; page: number }): void;
  /** The part of it that fits into `height` and the rest, where it can be divided at all. */
  split?(height: number): [Item, Item] | undefined;
}

/** Decodes the pictures of a document; undefined for what cannot be drawn. */
export type PictureLoader = (bytes: Uint8Array) => Promise<Canvas | undefined>;

interface Placed extends Piece {
  style: TextStyle | undefined;
  picture?: { image: Canvas; height: number };
  isPageNumber?: boolean;
}

const tabPoints = 21;
const lineUnitsMax = 200_000;

/** A paragraph as lines for a column of this width. */
export async function layOutParagraph(
  paragraph: Paragraph,
  { width, loadPicture }: { width: number; loadPicture: PictureLoader },
): Promise<Item[]> {
  const items: Item[] = [];
  const room = Math.max(20, width - paragraph.indentLeft - paragraph.indentRight);
  for (const run of splitAtBreaks(paragraph.inlines)) {
    const pieces = await piecesOf(run, { room, loadPicture });
    const isFirstRun = items.length === 0;
    const firstIndent = isFirstRun ? paragraph.indentFirst : 0;
    const ends = breakLines(pieces, (line) => (line === 0 ? Math.max(20, room - firstIndent) : room));
    let start = 0;
    for (const [line, end] of (ends.length === 0 ? [0] : ends).entries()) {
      const isFirst = isFirstRun && line === 0;
      items.push(
        lineOf(pieces.slice(start, end), {
          paragraph,
          room: room - (isFirst ? firstIndent : 0),
          indent: paragraph.indentLeft + (isFirst ? firstIndent : 0),
          isFirst,
          isLast: end >= pieces.length,
          width,
        }),
      );
      start = end;
    }
  }
  const last = items.at(-1);
  if (last !== undefined) last.height += paragraph.after;
  return items;
}

function splitAtBreaks(inlines: readonly Inline[]): Inline[][] {
  const runs: Inline[][] = [[]];
  for (const inline of inlines) {
    if (inline.kind === 'line-break') runs.push([]);
    else runs.at(-1)?.push(inline);
  }
  return runs;
}

async function piecesOf(
  run: readonly Inline[],
  { room, loadPicture }: { room: number; loadPicture: PictureLoader },
): Promise<Placed[]> {
  const pieces: Placed[] = [];
  for (const inline of run) {
    if (pieces.length > lineUnitsMax) break;
    if (inline.kind === 'text') {
      for (const text of splitPieces(inline.text)) pieces.push(...fit(text, { style: inline.style, room }));
    } else if (inline.kind === 'tab')
      pieces.push({ text: ' ', width: tabPoints, isSpace: true, style: inline.style });
    else if (inline.kind === 'page-number')
      pieces.push({
        text: '00',
        width: measure('00', inline.style),
        isSpace: false,
        style: inline.style,
        isPageNumber: true,
      });
    else if (inline.kind === 'picture') {
      const image = await loadPicture(inline.bytes);
      if (image === undefined) continue;
      const scale = Math.min(1, room / Math.max(1, inline.width), 640 / Math.max(1, inline.height));
      const [width, height] = [inline.width * scale, inline.height * scale];
      pieces.push({ text: '', width, isSpace: false, style: undefined, picture: { image, height } });
    }
  }
  return pieces;
}

/** A word wider than the column is cut by letters. */
function fit(text: string, { style, room }: { style: TextStyle; room: number }): Placed[] {
  const isSpace = text.trim() === '' && !text.includes('\u3000');
  const width = measure(text, style);
  if (width <= room || isSpace || text.length < 2) return [{ text, width, isSpace, style }];
  const perLine = Math.max(1, Math.floor((text.length * room) / width));
  const parts: Placed[] = [];
  for (let at = 0; at < text.length; at += perLine) {
    const part = text.slice(at, at + perLine);
    parts.push({ text: part, width: measure(part, style), isSpace: false, style });
  }
  return parts;
}

interface LineInput {
  paragraph: Paragraph;
  room: number;
  indent: number;
  isFirst: boolean;
  isLast: boolean;
  width: number;
}

const emptySize = 12;

function lineOf(given: readonly Placed[], input: LineInput): Item {
  const pieces = [...given];
  while (pieces.at(-1)?.isSpace === true && pieces.length > 1) pieces.pop();
  const { paragraph } = input;
  const sizes = pieces.map(({ style, picture }) => picture?.height ?? style?.size ?? 0);
  const size = Math.max(...(sizes.length === 0 ? [firstSize(paragraph)] : sizes));
  const hasPicture = pieces.some(({ picture }) => picture !== undefined);
  const natural = hasPicture ? size + 4 : size * 1.2;
  const lineHeight =
    'points' in paragraph.line
      ? Math.max(paragraph.line.points, hasPicture ? natural : 0)
      : hasPicture
        ? natural
        : size * paragraph.line.times;
  return {
    height: Math.max(1, lineHeight),
    before: input.isFirst ? paragraph.before : 0,
    breaksBefore: input.isFirst && paragraph.breaksBefore === true,
    draw: (context, { x, y, page }) => {
      if (paragraph.fill !== undefined) {
        context.fillStyle = paragraph.fill;
        context.fillRect(x, y, input.width, lineHeight);
      }
      const baseline = y + (lineHeight - size) / 2 + size * (hasPicture ? 1 : 0.88);
      if (input.isFirst && paragraph.marker !== undefined)
        drawText(context, paragraph.marker, {
          x: x + input.indent - markerWidth(paragraph.marker),
          baseline,
        });
      drawPieces(context, pieces, { ...input, x: x + input.indent, baseline, page });
    },
  };
}

function firstSize({ inlines }: Paragraph): number {
  for (const inline of inlines) if ('style' in inline) return inline.style.size;
  return emptySize;
}

function markerWidth({ text, style }: { text: string; style: TextStyle }): number {
  return measure(text, style) + 4;
}

function drawPieces(
  context: Drawing,
  pieces: readonly Placed[],
  input: LineInput & { x: number; baseline: number; page: number },
): void {
  const used = pieces.reduce((sum, { width }) => sum + width, 0);
  const spare = Math.max(0, input.room - used);
  const { align } = input.paragraph;
  const isSpread = align === 'justify' && !input.isLast && pieces.length > 1 && spare < input.room * 0.25;
  const gap = isSpread ? spare / (pieces.length - 1) : 0;
  let x = input.x + (align === 'centre' ? spare / 2 : align === 'right' ? spare : 0);
  for (const piece of pieces) {
    if (piece.picture !== undefined) {
      const { image, height } = piece.picture;
      context.drawImage(image, x, input.baseline - height, piece.width, height);
    } else if (piece.style !== undefined) {
      const text = piece.isPageNumber === true ? String(input.page) : piece.text;
      drawText(
        context,
        { text, style: piece.style },
        { x, baseline: input.baseline, advance: piece.width + gap },
      );
    }
    x += piece.width + gap;
  }
}

function drawText(
  context: Drawing,
  { text, style }: { text: string; style: TextStyle },
  at: { x: number; baseline: number; advance?: number },
): void {
  const size = drawnSize(style);
  const shift = style.raise === 'super' ? -style.size * 0.35 : style.raise === 'sub' ? style.size * 0.15 : 0;
  context.font = fontOf(style);
  context.fillStyle = style.colour;
  if (text.trim() !== '') context.fillText(text, at.x, at.baseline + shift);
  const width = at.advance ?? measure(text, style);
  const thickness = Math.max(0.5, size / 18);
  if (style.underline) context.fillRect(at.x, at.baseline + size * 0.14, width, thickness);
  if (style.strike) context.fillRect(at.x, at.baseline - size * 0.3, width, thickness);
}
