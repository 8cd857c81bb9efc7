import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PDFDict, PDFDocument, PDFName, degrees, rgb } from '@cantoo/pdf-lib';
import type { PDFFont, PDFPage } from '@cantoo/pdf-lib';
import fontkit from '@pdf-lib/fontkit';
import type { Region } from '../document/place.ts';
import { StampRefused, formerWords } from './stamp-work.ts';
import type { StampWork } from './stamp-work.ts';

/** 黑体 of the package, embedded as the subset that is drawn. */
const fontFile = '@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf';
const pointsPerMm = 72 / 25.4;
/** 三号 (GB/T 9704-2012, 7.2.1 and 7.2.2). */
const sizePoints = 16;
const linePoints = 22;
/** Left edge of the type area; its first line, then places in the top margin for pages that have something there. */
const leftMm = 28;
const topsMm = [37, 20, 8] as const;
/** What stands around a former mark that is written with the new one. */
const formerRoom = 60;
const black = rgb(0, 0, 0);

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * Draws mark and copy number at the top left of page one: on the first lines of the type area where they are free, else
 * in the margin above. Lines to strike out are struck where they stand, with the new mark beside them. The page's own
 * content is not touched.
 * @throws StampRefused; whatever else the library throws is the file's fault
 */
export async function stampPdf(bytes: Uint8Array, work: StampWork): Promise<Uint8Array> {
  if (work.portions.length > 0) throw new StampRefused('kind');
  const document = await open(bytes);
  const page = document.getPages()[0];
  if (page === undefined) throw new StampRefused('damaged');
  document.registerFontkit(streamingFontkit);
  const font = await document.embedFont(readFont(), { subset: true });
  const sheet = new Sheet(page, font);
  for (const { region } of work.strike) {
    if (region === null) throw new StampRefused('mark-elsewhere');
    sheet.strike(region);
  }
  const former = work.strike.length > 0 ? null : work.former;
  const lines = [work.copyNumber, work.words, former].filter((text) => text !== null);
  sheet.write(lines, { isLastStruck: former !== null, taken: work.taken });
  return document.save({ useObjectStreams: false });
}

async function open(bytes: Uint8Array): Promise<PDFDocument> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // a signature covers ranges of bytes and so can stand in no compressed object
  if (file.includes('/ByteRange', 0, 'latin1')) throw new StampRefused('signed');
  let document: PDFDocument;
  try {
    document = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: false });
  } catch (error) {
    throw new StampRefused(
      error instanceof Error && /encrypt/i.test(error.message) ? 'encrypted' : 'damaged',
    );
  }
  if (document.isEncrypted) throw new StampRefused('encrypted');
  if (hasScripts(document)) throw new StampRefused('scripts');
  return document;
}

function hasScripts({ catalog }: PDFDocument): boolean {
  const names = catalog.lookupMaybe(PDFName.of('Names'), PDFDict);
  const action = catalog.lookup(PDFName.of('OpenAction'));
  return (
    names?.has(PDFName.of('JavaScript')) === true ||
    catalog.has(PDFName.of('AA')) ||
    (action instanceof PDFDict && action.has(PDFName.of('JS')))
  );
}

function readFont(): Uint8Array {
  return new Uint8Array(readFileSync(createRequire(import.meta.url).resolve(fontFile)));
}

/**
 * A subset of this library has an `encode` that writes to a stream. The writer of PDF takes any `encode` for one that
 * gives bytes, so it is shown none, and takes the stream, which finds it again.
 */
const streamingFontkit: typeof fontkit = {
  ...fontkit,
  create(buffer, postscriptName) {
    const font = fontkit.create(buffer, postscriptName);
    const createSubset = font.createSubset.bind(font);
    font.createSubset = () => {
      const subset = createSubset();
      const encodeStream = subset.encodeStream.bind(subset);
      return Object.assign(subset, {
        encode: undefined,
        encodeStream: () => {
          Reflect.deleteProperty(subset, 'encode');
          return encodeStream();
        },
      });
    };
    return font;
  },
};

/** A page as its reader sees it: points from the top left, whatever its rotation and boxes. */
class Sheet {
  readonly #page: PDFPage;
  readonly #font: PDFFont;
  readonly #box: { x: number; y: number; width: number; height: number };
  readonly #turn: number;
  /** What was struck out highest on the page: the new mark stands beside it. */
  #struck: Box | undefined;

  constructor(page: PDFPage, font: PDFFont) {
    this.#page = page;
    this.#font = font;
    this.#box = page.getCropBox();
    this.#turn = (((Math.round(page.getRotation().angle / 90) * 90) % 360) + 360) % 360;
  }

  get #width(): number {
    return this.#turn % 180 === 0 ? this.#box.width : this.#box.height;
  }
  get #height(): number {
    return this.#turn % 180 === 0 ? this.#box.height : this.#box.width;
  }

  /** Strikes a line out and sets around it what tells it from the new mark. */
  strike(region: Region): void {
    const [x, y] = [region.x * this.#width, region.y * this.#height];
    const [width, height] = [region.width * this.#width, region.height * this.#height];
    const size = Math.min(sizePoints, Math.max(6, height));
    const middle = y + height * 0.55;
    this.#line(x, middle, width);
    this.#line(x, middle + 1.6, width);
    const before = this.#font.widthOfTextAtSize(formerWords.before.trim(), size);
    if (x - before < 4) throw new StampRefused('mark-elsewhere');
    const base = y + height * 0.85;
    this.#text(formerWords.before.trim(), { x: x - before - 1, y: base, size });
    this.#text(formerWords.after, { x: x + width + 1, y: base, size });
    const end = x + width + size * 1.5;
    if (this.#struck === undefined || y < this.#struck.y) this.#struck = { x, y, width: end - x, height };
  }

  write(lines: readonly string[], the: { isLastStruck: boolean; taken: readonly Region[] }): void {
    if (lines.length === 0) return;
    const start = this.#findPlace(lines, the.taken);
    lines.forEach((text, i) => {
      const y = start.y + sizePoints + i * linePoints;
      const isStruck = the.isLastStruck && i === lines.length - 1;
      const shown = isStruck ? `${formerWords.before}${text}${formerWords.after}` : text;
      this.#text(shown, { x: start.x, y, size: sizePoints });
      if (!isStruck) return;
      const from = this.#font.widthOfTextAtSize(formerWords.before, sizePoints);
      const width = this.#font.widthOfTextAtSize(text, sizePoints);
      this.#line(start.x + from, y - sizePoints * 0.35, width);
      this.#line(start.x + from, y - sizePoints * 0.35 + 1.6, width);
    });
  }

  /** Beside what was struck out: above, below, behind; else on the first lines of the type area or above them. */
  #findPlace(lines: readonly string[], regions: readonly Region[]): { x: number; y: number } {
    const width = Math.max(...lines.map((line) => this.#font.widthOfTextAtSize(line, sizePoints)));
    const height = lines.length * linePoints;
    const left = Math.min(leftMm * pointsPerMm, this.#width * 0.2);
    const tops = topsMm.map((top) => ({ x: left, y: Math.min(top * pointsPerMm, this.#height * 0.15) }));
    const old = this.#struck;
    const beside =
      old === undefined
        ? []
        : [
            { x: old.x, y: old.y - height - 2 },
            { x: old.x, y: old.y + old.height + 2 },
            { x: old.x + old.width + sizePoints, y: old.y - 2 },
          ];
    const room = { width: width + (old === undefined ? formerRoom : 0), height };
    const places = [...beside, ...tops].filter(({ x, y }) => y > 2 && x + width < this.#width);
    return (
      places.find((place) => this.#isFree({ ...place, ...room }, regions)) ?? tops.at(-1) ?? { x: left, y: 2 }
    );
  }

  #isFree(box: Box, regions: readonly Region[]): boolean {
    return regions.every((region) => {
      const [left, top] = [region.x * this.#width, region.y * this.#height];
      const [right, bottom] = [left + region.width * this.#width, top + region.height * this.#height];
      return left > box.x + box.width || right < box.x || top > box.y + box.height - 1 || bottom < box.y + 1;
    });
  }

  #text(text: string, { x, y, size }: { x: number; y: number; size: number }): void {
    const at = this.#toPage(x, y);
    this.#page.drawText(text, { ...at, size, font: this.#font, color: black, rotate: degrees(this.#turn) });
  }

  #line(x: number, y: number, width: number): void {
    const [start, end] = [this.#toPage(x, y), this.#toPage(x + width, y)];
    this.#page.drawLine({ start, end, thickness: 0.9, color: black });
  }

  /** From what is seen to the page's own space (ISO 32000, 8.3.2): rotation turns the page clockwise when shown. */
  #toPage(x: number, y: number): { x: number; y: number } {
    const { x: left, y: bottom, width, height } = this.#box;
    switch (this.#turn) {
      case 90:
        return { x: left + y, y: bottom + x };
      case 180:
        return { x: left + width - x, y: bottom + y };
      case 270:
        return { x: left + width - y, y: bottom + height - x };
      default:
        return { x: left + x, y: bottom + height - y };
    }
  }
}
