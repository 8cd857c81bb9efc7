import { extractionLimits } from '../document/extraction.ts';
import type { PictureRequest } from '../pictures/recognise.ts';
import { isRecord } from '../document/is-record.ts';
import { numbersOf, parseOcrMode } from './requests.ts';

export interface PictureMessage {
  /** The bytes are those of the message before. */
  isSame: boolean;
  request: PictureRequest;
}

/** Comes from our own program: anything else is a fault of ours. */
export function parsePictureRequest(message: unknown): PictureMessage {
  if (!isRecord(message) || !isRecord(message['request'])) throw new Error('The request is no object.');
  const { ocr, limits, isPage, page, region, pdf } = message['request'];
  const request: PictureRequest = {
    ocr: parseOcrMode(ocr),
    limits: { ...extractionLimits, ...(isRecord(limits) ? numbersOf(limits) : {}) },
  };
  if (isPage === true) request.isPage = true;
  if (typeof page === 'number') request.page = page;
  if (isRecord(region)) {
    const [x = 0, y = 0, width = 1, height = 1] = ['x', 'y', 'width', 'height'].map((name) =>
      Number(region[name]),
    );
    request.region = { x, y, width, height };
  }
  if (isRecord(pdf)) request.pdf = typeof pdf['password'] === 'string' ? { password: pdf['password'] } : {};
  return { isSame: message['isSame'] === true, request };
}
