import type { ByteSource } from './byte-source.ts';
import type { FileKind } from './kinds.ts';
import { isOle, missingOleBytes } from './sniff-ole.ts';
import { bufferOf } from './windows.ts';

/** Readers of PDF look for the end within the last so many bytes (ISO 32000-1, annex H, note 18); some writers pad more. */
const pdfTailBytes = 4096;

/**
 * How many bytes a file lacks of what it says itself that it has: readers that make the best of a cut file would pass
 * over the loss in silence. Undefined where nothing is missing; zero where it is not known how much.
 */
export function findMissing(source: ByteSource, kind: FileKind): number | undefined {
  if (kind === 'pdf') return endsAsPdf(source) ? undefined : 0;
  if (!isOle(source)) return undefined;
  const bytes = missingOleBytes(source);
  return bytes > 0 ? bytes : undefined;
}

function endsAsPdf(source: ByteSource): boolean {
  const tail = bufferOf(source.read(Math.max(0, source.length - pdfTailBytes), pdfTailBytes));
  return tail.includes('%%EOF') || tail.includes('startxref');
}
