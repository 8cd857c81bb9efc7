import type { Canvas } from '@napi-rs/canvas';
import { PartRefused } from '../document/extraction.ts';
import type { ExtractionLimits, OcrMode } from '../document/extraction.ts';
import type { Gap } from '../document/gaps.ts';
import type { Place, Region, Segment } from '../document/place.ts';
import { readCodes } from './barcodes.ts';
import type { CodeFound } from './barcodes.ts';
import { decodePicture } from './decode.ts';
import { hashCanvas } from './hash.ts';
import type { PictureHash } from './hash.ts';
import { recogniseText } from './recognise-text.ts';

export interface PictureRequest {
  /** `auto` reads text in pictures that are a page (`isPage`) and leaves all others. */
  ocr: OcrMode;
  limits: ExtractionLimits;
  isPage?: boolean;
  page?: number;
  /** Where the picture stands on its page; regions are then those of the page. */
  region?: Region;
  /** `bytes` are a PDF, of which `page` is drawn. */
  pdf?: { password?: string };
}

export type PictureSegment = Omit<Segment, 'place'> & { place: Omit<Place, 'path'> };

export interface PictureResult {
  /** Text and codes, the text with its certainty. */
  segments: PictureSegment[];
  codes: CodeFound[];
  /** Of the first frame; missing where the picture could not be decoded. */
  hash?: PictureHash;
  /** Pixels of the first frame. */
  width: number;
  height: number;
  gaps: Omit<Gap, 'path'>[];
}

/** Pictures smaller than this hold no writing, and their hashes say nothing. */
const sideMin = 12;

/**
 * Decodes a picture, reads codes and text in it and gives its perceptual hashes. Needs native addons: not for the process
 * that parses documents. Nothing is thrown for what the picture holds: faults are gaps.
 */
export async function recognisePicture(bytes: Uint8Array, request: PictureRequest): Promise<PictureResult> {
  const result: PictureResult = { segments: [], codes: [], width: 0, height: 0, gaps: [] };
  const at = request.page === undefined ? {} : { page: request.page };
  try {
    const frames = await framesOf(bytes, request);
    for (const [index, frame] of frames.entries()) {
      if (index === 0) {
        Object.assign(result, { width: frame.width, height: frame.height });
        if (isLargeEnough(frame)) result.hash = hashCanvas(frame);
      }
      const page = request.page ?? (frames.length > 1 ? index + 1 : undefined);
      await readFrame(frame, { request, result, page });
    }
  } catch (error) {
    const gap =
      error instanceof PartRefused ? error.gap : ({ reason: 'damaged', bytes: bytes.length } as const);
    result.gaps.push({ ...gap, ...at });
  }
  return result;
}

async function framesOf(bytes: Uint8Array, { pdf, page, limits }: PictureRequest): Promise<Canvas[]> {
  if (pdf === undefined) return decodePicture(bytes, limits);
  const { renderPdfPage } = await import('../pages/render-pdf.ts');
  return [await renderPdfPage(bytes, { page: page ?? 1, limits, ...pdf })];
}

function isLargeEnough({ width, height }: Canvas): boolean {
  return width >= sideMin && height >= sideMin;
}

interface FrameInput {
  request: PictureRequest;
  result: PictureResult;
  page: number | undefined;
}

async function readFrame(frame: Canvas, { request, result, page }: FrameInput): Promise<void> {
  if (!isLargeEnough(frame)) return;
  const { ocr, isPage } = request;
  const placeOf = (region: Region) => ({
    ...(page === undefined ? {} : { page }),
    region: regionOnPage(region, request.region),
  });
  const codes = await readCodes(frame);
  for (const code of codes) {
    result.codes.push({ ...code, region: regionOnPage(code.region, request.region) });
    result.segments.push({
      text: code.text,
      place: { kind: 'barcode', name: code.format, ...placeOf(code.region) },
    });
  }
  if (ocr === 'always' || (ocr === 'auto' && isPage === true)) {
    for (const { text, certainty, region } of await recogniseText(frame))
      result.segments.push({ text, certainty, place: { kind: 'picture', ...placeOf(region) } });
    return;
  }
  result.gaps.push({
    reason: isPage === true ? 'page-not-read' : 'picture-not-read',
    ...(page === undefined ? {} : { page }),
  });
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

function regionOnPage(region: Region, picture: Region | undefined): Region {
  const outer = picture ?? { x: 0, y: 0, width: 1, height: 1 };
  return {
    x: round(outer.x + region.x * outer.width),
    y: round(outer.y + region.y * outer.height),
    width: round(region.width * outer.width),
    height: round(region.height * outer.height),
  };
}
