import { LimitReached, PartRefused } from '../document/extraction.ts';
import type { Extraction } from '../document/extraction.ts';
import { RtfReader } from './rtf-reader.ts';

/** Reads a document in Rich Text Format 1.9.1. */
export async function extractRtf(extraction: Extraction): Promise<void> {
  const bytes = extraction.readAll();
  if (!Buffer.from(bytes.subarray(0, 64)).toString('latin1').includes('{\\rtf'))
    throw new PartRefused({ reason: 'damaged', bytes: bytes.length });
  const reader = new RtfReader(extraction);
  try {
    reader.read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (error) {
    if (!(error instanceof LimitReached)) await reader.enterFound();
    throw error;
  }
  await reader.enterFound();
}
