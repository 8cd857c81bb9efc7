import { LimitReached } from '../document/extraction.ts';
import type { Extraction } from '../document/extraction.ts';
import { FontDoubts } from './font-doubts.ts';
import { openPdf } from './open-pdf.ts';
import { readPlainLines } from './pdf-plain.ts';

const revisionsMax = 4;
const endMarker = Buffer.from('%%EOF', 'latin1');

/**
 * A PDF may be changed by appending (PDF 32000-1:2008, 7.5.6): what an earlier revision said is still in the file,
 * though no reader shows it. Lines that the last revision lacks are given as deleted; of many revisions, the newest few.
 */
export async function readEarlierRevisions(
  bytes: Uint8Array,
  { extraction, lines }: { extraction: Extraction; lines: Set<string> },
): Promise<void> {
  const ends = findRevisionEnds(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  for (const end of ends.slice(-revisionsMax)) {
    try {
      await readRevision(bytes.subarray(0, end), { extraction, lines });
    } catch (error) {
      if (error instanceof LimitReached) throw error;
      // an end that was none: what is in the file stands in the revisions that can be read
    }
  }
  if (ends.length > revisionsMax)
    extraction.skip({ reason: 'unsupported-feature', count: ends.length - revisionsMax });
}

async function readRevision(
  bytes: Uint8Array,
  { extraction, lines }: { extraction: Extraction; lines: Set<string> },
): Promise<void> {
  const pdf = await openPdf(bytes, extraction.options.passwords);
  try {
    const doubts = new FontDoubts();
    for (let page = 1; page <= Math.min(pdf.document.numPages, extraction.limits.pagesMax); page += 1) {
      for (const text of await readPlainLines(pdf, { page, doubts })) {
        const key = text.replaceAll(/\s/g, '');
        if (lines.has(key)) continue;
        lines.add(key);
        extraction.emit({ text, place: { kind: 'body', page }, hidden: 'deleted-revision' });
      }
    }
  } finally {
    await pdf.close();
  }
}

/** Ends of all revisions but the last. The first end of a file made for the web (Annex F) closes no revision. */
function findRevisionEnds(bytes: Buffer): number[] {
  const ends: number[] = [];
  for (let at = bytes.indexOf(endMarker); at !== -1; at = bytes.indexOf(endMarker, at + 1)) {
    ends.push(at + endMarker.length);
  }
  ends.pop();
  const isLinearized = bytes.subarray(0, 1024).includes('/Linearized');
  return isLinearized ? ends.slice(1) : ends;
}
