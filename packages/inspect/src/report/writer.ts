import type { Coverage } from '../scan/coverage.ts';
import type { Report } from '../scan/report.ts';
import type { Language } from './language.ts';

/** Puts reports in one form; each is written as it comes, so that a million files need no memory. */
export interface ReportWriter {
  begin(): void;
  report(report: Report): void;
  /** After the last report, also of a run that was stopped (`coverage.interrupted`). */
  end(coverage: Coverage): void;
}

export interface WriterOptions {
  /** Takes what is to be written. */
  readonly write: (text: string) => void;
  readonly language: Language;
  /** Id of the policy, for those forms that name it. */
  readonly policy: string;
  /** Columns of the terminal; for the table. */
  readonly columns?: number;
  /** True where colours show. */
  readonly colours?: boolean;
  /** When the inspection began, ISO 8601. */
  readonly startedAt: string;
}
