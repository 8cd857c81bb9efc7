import type { ReportWriter, WriterOptions } from './writer.ts';

/**
 * One object a line and file: `path`, `kind`, `bytes`, `sha256`, `verdict`, `reasons`, `findings`, `uninspected`,
 * `notListed`, `segments`, `parts`, `cached`. The coverage statement goes to standard error, so that each line is a file.
 */
export function createJsonlWriter({ write }: WriterOptions): ReportWriter {
  return {
    begin: () => undefined,
    report: (report) => write(`${JSON.stringify(report)}\n`),
    end: () => undefined,
  };
}
