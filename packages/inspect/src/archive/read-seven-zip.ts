import type { Extraction } from '../document/extraction.ts';
import { readEntries } from './read-entries.ts';
import { readSevenZipNames } from './seven-zip-names.ts';

/** 7z. Encrypted entries cannot be opened, with or without a password. */
export async function readSevenZip(extraction: Extraction): Promise<void> {
  await readEntries(extraction, await readSevenZipNames(extraction.source));
}
