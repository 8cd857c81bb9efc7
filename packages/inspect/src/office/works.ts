import { PartRefused } from '../document/extraction.ts';
import type { Extraction } from '../document/extraction.ts';
import { tellBlips } from './blips.ts';
import { CompoundFile } from './compound.ts';
import { enterObjects } from './ole-objects.ts';
import { readSummaries } from './summary.ts';

const firstEntry = 0x20;
const entryBytes = 24;
const entriesMax = 4096;

/**
 * Reads a document of Microsoft Works 5 to 9 (`CHNKWKS` and `CHNKINK`): a list of chunks, of which those named TEXT
 * hold the text in UTF-16. The format is not published; this is what its files show. Earlier Works had another.
 */
export async function extractWorks(extraction: Extraction): Promise<void> {
  const source = extraction.readAll();
  const file = new CompoundFile(source);
  const contents = file.read('CONTENTS');
  if (contents === undefined || !contents.toString('latin1', 0, 4).startsWith('CHNK'))
    throw new PartRefused({ reason: 'unsupported-kind', bytes: source.length });
  const texts = readTexts(contents);
  if (texts.length === 0) extraction.skip({ reason: 'damaged', bytes: contents.length });
  for (const text of texts) tellText(extraction, text);
  readSummaries(extraction, file);
  tellBlips(extraction, contents);
  await enterObjects(extraction, file, file.storages);
}

function readTexts(contents: Buffer): string[] {
  const texts: string[] = [];
  for (let at = firstEntry, count = 0; at + entryBytes <= contents.length && count < entriesMax; count += 1) {
    if (contents.readUInt16LE(at) !== entryBytes) break;
    if (contents.toString('latin1', at + 2, at + 6) === 'TEXT') {
      const start = contents.readUInt32LE(at + 16);
      texts.push(contents.toString('utf16le', start, start + contents.readUInt32LE(at + 20)));
    }
    at += entryBytes;
  }
  return texts;
}

function tellText(extraction: Extraction, text: string): void {
  let paragraph = 0;
  for (const part of text.split(/[\r\f]/)) {
    paragraph += 1;
    // oxlint-disable-next-line no-control-regex -- signs for pictures and page numbers
    const plain = part.replace(/[\u0000-\u0008\u000b\u000e-\u001f\uffff]/g, '');
    if (plain.trim() !== '') extraction.emit({ text: plain, place: { kind: 'body', paragraph } });
  }
}
