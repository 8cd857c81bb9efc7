import type { Finding } from '../detect/finding.ts';
import type { Gap } from '../document/gaps.ts';
import type { FileKind } from '../document/kinds.ts';
import type { VerdictReason } from '../policy/decide-verdict.ts';
import type { Verdict } from '../policy/policy-schema.ts';

/** A finding with what the policy makes of it. */
export interface ReportedFinding extends Finding {
  readonly verdict: Verdict;
  /** Id of the policy's rule, `otherwise` or `allowed`. */
  readonly rule: string;
}

/** A gap with what the policy makes of it. */
export interface ReportedGap extends Gap {
  readonly verdict: Verdict;
}

/** What a report can be of besides a file: something a folder holds that was not opened. */
export type ReportKind = FileKind | 'link' | 'special' | 'folder';

/** What was found in one file, and what of it was not read. Never holds the secret itself. */
export interface Report {
  /** As given or walked to; the name is shown without what could steer a terminal. */
  readonly path: string;
  readonly kind: ReportKind;
  readonly bytes: number;
  /** Of the bytes that were inspected; null for what could not be read. */
  readonly sha256: string | null;
  readonly verdict: Verdict;
  readonly reasons: readonly VerdictReason[];
  /** In the order of the file, `findingsListedMax` for each detector. */
  readonly findings: readonly ReportedFinding[];
  readonly uninspected: readonly ReportedGap[];
  /** Found or unread, but not listed, since there are so many. */
  readonly notListed: { readonly findings: number; readonly uninspected: number };
  /** Pieces of text that were looked at; 0 says that nothing was read. */
  readonly segments: number;
  /** Files within, the file itself not counted. */
  readonly parts: number;
  /** True when an earlier inspection of the same bytes was used; excerpts are then empty. */
  readonly cached: boolean;
}

/** Findings of one detector listed for one file; the verdict counts all. */
export const findingsListedMax = 200;

/** Gaps listed for one file; the verdict counts all. */
export const gapsListedMax = 500;
