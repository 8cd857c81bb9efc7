import { createHtmlWriter } from './html.ts';
import { createJsonlWriter } from './jsonl.ts';
import { createSarifWriter } from './sarif.ts';
import { createTableWriter } from './table.ts';
import type { ReportWriter, WriterOptions } from './writer.ts';

/** The forms a report can take. */
export const reportFormats = ['table', 'jsonl', 'sarif', 'html'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** A writer of one form. */
export function createWriter(format: ReportFormat, options: WriterOptions): ReportWriter {
  switch (format) {
    case 'table':
      return createTableWriter(options);
    case 'jsonl':
      return createJsonlWriter(options);
    case 'sarif':
      return createSarifWriter(options);
    case 'html':
      return createHtmlWriter(options);
  }
}
