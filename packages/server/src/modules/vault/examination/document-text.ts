import { z } from 'zod';
import type { TextPiece } from '../search/find-words.ts';
import { ExaminationReport } from './examination-report.ts';

/**
 * What an examination leaves of a file's words, kept in the vault as an object of its own: one JSON line with the report,
 * then one for each piece of text.
 */
export interface DocumentText {
  readonly report: ExaminationReport;
  readonly pieces: readonly TextPiece[];
}

/** UTF-16 units of text kept of one file; the report says when there was more. */
export const keptTextUnitsMax = 64 * 1024 * 1024;
const Line = z.object({ p: z.int().nullable(), t: z.string() });

/** The lines as bytes, in pieces that are never long. */
export function* encodeDocumentText({ report, pieces }: DocumentText): Generator<Buffer> {
  yield Buffer.from(`${JSON.stringify(report)}\n`);
  for (const { page, text } of pieces) yield Buffer.from(`${JSON.stringify({ p: page, t: text })}\n`);
}

/** Reads what {@link encodeDocumentText} wrote, however its bytes were cut on the way. */
export async function decodeDocumentText(bytes: AsyncIterable<Uint8Array>): Promise<DocumentText> {
  const lines = linesOf(bytes);
  const first = await lines.next();
  const report = ExaminationReport.parse(JSON.parse(first.done === true ? 'null' : first.value));
  const pieces: TextPiece[] = [];
  for await (const line of lines) {
    const { p, t } = Line.parse(JSON.parse(line));
    pieces.push({ page: p, text: t });
  }
  return { report, pieces };
}

/** The report alone: only as much is read as it takes. */
export async function decodeReport(bytes: AsyncIterable<Uint8Array>): Promise<ExaminationReport> {
  for await (const line of linesOf(bytes)) return ExaminationReport.parse(JSON.parse(line));
  throw new Error('a text object begins with its report');
}

async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parts: string[] = [];
  for await (const chunk of bytes) {
    const lines = decoder.decode(chunk, { stream: true }).split('\n');
    const rest = lines.pop() ?? '';
    for (const line of lines) {
      yield parts.join('') + line;
      parts.length = 0;
    }
    parts.push(rest);
  }
  const last = parts.join('') + decoder.decode();
  if (last !== '') yield last;
  return undefined;
}

/** The words of a document as one text, pages apart. */
export function wholeText(pieces: readonly TextPiece[]): string {
  return pieces.map(({ text }) => text).join('\n');
}
