import { extractionLimits } from '../document/extraction.ts';
import type { ExtractionLimits, ExtractionOptions, OcrMode } from '../document/extraction.ts';
import { isRecord } from '../document/is-record.ts';

/** What a worker is asked to read. */
export interface ReadRequest {
  /** Bytes of the file. */
  size: number;
  name: string;
  options: ExtractionOptions;
  limits: ExtractionLimits;
}

/** Comes from our own program: anything else is a fault of ours. */
export function parseReadRequest(message: unknown): ReadRequest {
  if (!isRecord(message)) throw new Error('The request is no object.');
  const { size, name, options, limits } = message;
  if (typeof size !== 'number' || typeof name !== 'string' || !isRecord(options) || !isRecord(limits))
    throw new Error('The request is incomplete.');
  const { ocr, passwords } = options;
  return {
    size,
    name,
    options: {
      ocr: parseOcrMode(ocr),
      passwords: Array.isArray(passwords) ? passwords.filter((word) => typeof word === 'string') : [],
    },
    limits: { ...extractionLimits, ...numbersOf(limits) },
  };
}

export function parseOcrMode(value: unknown): OcrMode {
  if (value !== 'auto' && value !== 'always' && value !== 'never')
    throw new Error('The request has no mode of OCR.');
  return value;
}

/** The limits among a record's properties. */
export function numbersOf(record: Record<string, unknown>): Partial<ExtractionLimits> {
  return Object.fromEntries(
    Object.entries(record).filter(([name, value]) => name in extractionLimits && typeof value === 'number'),
  );
}
