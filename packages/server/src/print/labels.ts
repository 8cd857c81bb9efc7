import { setImmediate } from 'node:timers/promises';
import { Canvas, type Printing } from './canvas.ts';
import { assertCode, type Box, drawCode128, drawQr, labelCodeCharsMax } from './code.ts';
import type { Face } from './fonts.ts';
import { formatTime } from './format.ts';
import { PrintRefusal } from './refusal.ts';
import { textsOf } from './texts.ts';
import { a4, mm } from './units.ts';

/** Most labels in one file. */
export const labelsMax = 2000;
/** Pages drawn before other work of the thread gets its turn. */
const pagesPerTurn = 20;

export interface Label {
  /** Random id of the copy, at most 24 of A-Z a-z 0-9 and hyphen: Code 128 must stay readable on 60 mm. */
  code: string;
  /** Number in the register, such as `000127`. */
  number: string;
  copyNumber: string;
  /** Classification mark, such as `机密★10年`. */
  mark?: string | undefined;
  /** Further lines, most important first; those that do not fit are left off. */
  lines: string[];
}

/** Sheet of labels on A4: `columns` × `rows`, with the margin of the sheet and the gap between labels in millimetres. */
export interface LabelSheet {
  columns: number;
  rows: number;
  marginMm: number;
  gapMm: number;
}

export interface LabelsPaper {
  labels: Label[];
  /** `single` = one label per page of 60 × 40 mm, for a label printer; `sheet` = A4. */
  layout: 'single' | 'sheet';
  /** Default 3 × 8, margin 8 mm, gap 2 mm. */
  sheet?: LabelSheet | undefined;
}

export type LabelPrinting = Omit<Printing, 'code' | 'mark' | 'copyNumber' | 'urgency'>;

const singleSize = { width: 60 * mm, height: 40 * mm };
const smallestSize = { width: 40 * mm, height: 25 * mm };
// White around the QR symbol: four modules (ISO/IEC 18004, 9.1) of at most 0.7 mm.
const quietZone = 2.6 * mm;
const defaultSheet: LabelSheet = { columns: 3, rows: 8, marginMm: 8, gapMm: 2 };

/** Labels with QR and Code 128 of the copy's code, number and copy number in readable type. */
export async function printLabels(paper: LabelsPaper, printing: LabelPrinting): Promise<Uint8Array> {
  if (paper.labels.length > labelsMax) throw new PrintRefusal('print.labels.too.many');
  const canvas = new Canvas(printing, textsOf(printing.lang ?? 'zh')['labels.title']);
  const places =
    paper.layout === 'single' ? [{ x: 0, y: 0, ...singleSize }] : sheetPlaces(paper.sheet ?? defaultSheet);
  const size = paper.layout === 'single' ? singleSize : a4;
  const pages = Math.max(1, Math.ceil(paper.labels.length / places.length));
  for (let page = 0; page < pages; page += 1) {
    if (page % pagesPerTurn === pagesPerTurn - 1) await setImmediate();
    canvas.addPage(size.width, size.height);
    for (const [index, place] of places.entries()) {
      const label = paper.labels[page * places.length + index];
      if (label !== undefined) drawLabel(canvas, label, { place, printing });
    }
    if (printing.demo === true) canvas.drawDemo(size.width, size.height);
  }
  return canvas.finish();
}

function sheetPlaces(sheet: LabelSheet): Box[] {
  const { columns, rows } = sheet;
  const whole = [columns, rows].every((count) => Number.isInteger(count) && count >= 1 && count <= 20);
  const width = (a4.width - (2 * sheet.marginMm + (columns - 1) * sheet.gapMm) * mm) / columns;
  const height = (a4.height - (2 * sheet.marginMm + (rows - 1) * sheet.gapMm) * mm) / rows;
  const sane =
    whole &&
    sheet.marginMm >= 0 &&
    sheet.gapMm >= 0 &&
    width >= smallestSize.width &&
    height >= smallestSize.height;
  if (!sane) throw new PrintRefusal('print.label.grid');
  return Array.from({ length: columns * rows }, (_, index) => ({
    x: sheet.marginMm * mm + (index % columns) * (width + sheet.gapMm * mm),
    y: sheet.marginMm * mm + Math.floor(index / columns) * (height + sheet.gapMm * mm),
    width,
    height,
  }));
}

interface LabelLine {
  text: string;
  face: Face;
  size: number;
}

function drawLabel(canvas: Canvas, label: Label, at: { place: Box; printing: LabelPrinting }): void {
  assertCode(label.code, labelCodeCharsMax);
  const pad = 2 * mm;
  const x = at.place.x + pad;
  const width = at.place.width - pad * 2;
  const bottom = at.place.y + at.place.height - pad;
  const footHeight = 5 * mm;
  const barHeight = 6 * mm;
  const bodyHeight = at.place.height - pad * 2 - footHeight - barHeight;
  const side = Math.min(bodyHeight - quietZone, 20 * mm);
  drawQr(canvas.doc, label.code, { x, y: at.place.y + pad, side });
  const textX = x + side + quietZone;
  drawLines(canvas, labelLines(canvas, label), {
    x: textX,
    y: at.place.y + pad,
    width: x + width - textX,
    height: bodyHeight,
  });
  drawCode128(canvas.doc, label.code, { x, y: bottom - footHeight - barHeight, width, height: barHeight });
  const { printing } = at;
  const foot = `${printing.organisation}　${formatTime(printing.printedAt, canvas.lang, canvas.timeZone)}　${printing.printedBy}`;
  const line = { face: 'hei', size: 7, width, leading: 1.1 } as const;
  canvas.drawBlock(canvas.layoutLine(label.code, line), x, bottom - footHeight + 0.2 * mm, 'center');
  canvas.drawBlock(
    canvas.layoutLine(foot, { ...line, face: 'song', size: 5, shrinkTo: 4 }),
    x,
    bottom - 5.5,
    'center',
  );
}

function labelLines(canvas: Canvas, label: Label): LabelLine[] {
  const mark: LabelLine[] = label.mark === undefined ? [] : [{ text: label.mark, face: 'hei', size: 10 }];
  return [
    ...mark,
    { text: label.number, face: 'hei', size: 14 },
    { text: `${canvas.texts['copy.number']} ${label.copyNumber}`, face: 'hei', size: 10 },
    ...label.lines.map((text): LabelLine => ({ text, face: 'song', size: 7.5 })),
  ];
}

function drawLines(canvas: Canvas, lines: LabelLine[], box: Box): void {
  let y = box.y;
  for (const { text, face, size } of lines) {
    const block = canvas.layoutLine(text, {
      face,
      size,
      width: box.width,
      leading: 1.2,
      shrinkTo: size * 0.6,
    });
    if (y + block.height > box.y + box.height) return;
    canvas.drawBlock(block, box.x, y);
    y += block.lineHeight;
  }
}
