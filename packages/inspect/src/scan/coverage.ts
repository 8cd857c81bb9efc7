import type { GapReason } from '../document/gaps.ts';
import type { Verdict } from '../policy/policy-schema.ts';
import type { Report } from './report.ts';

/** How much of a file was read. */
export type Reading = 'whole' | 'partly' | 'not';

export interface Tally {
  files: number;
  bytes: number;
}

/** How far an inspection of many files got (BEY-8): what was read, what was not and why. */
export interface Coverage {
  files: number;
  bytes: number;
  /** Files within files. */
  parts: number;
  /** A file is read partly when anything in it was not, and not when nothing was. */
  reading: Record<Reading, Tally>;
  kinds: Record<string, Tally & Record<Reading, number>>;
  /** For each reason: gaps, files with such a gap, and bytes where known. */
  reasons: Record<string, { gaps: number; files: number; bytes: number; limit?: number }>;
  verdicts: Record<Verdict, number>;
  /** Findings for each detector, with those that were not listed. */
  detectors: Record<string, number>;
  findings: number;
  /** Files that are blocked or to be reviewed for what was found in them. */
  found: number;
  /** Gaps that the policy does not let pass. */
  uninspected: number;
  cached: number;
  /** True when the run was stopped before its end: what follows was not looked at. */
  interrupted: boolean;
}

export function emptyCoverage(): Coverage {
  return {
    files: 0,
    bytes: 0,
    parts: 0,
    reading: {
      whole: { files: 0, bytes: 0 },
      partly: { files: 0, bytes: 0 },
      not: { files: 0, bytes: 0 },
    },
    kinds: {},
    reasons: {},
    verdicts: { pass: 0, review: 0, block: 0 },
    detectors: {},
    findings: 0,
    found: 0,
    uninspected: 0,
    cached: 0,
    interrupted: false,
  };
}

/** Counts a report in. */
export function addToCoverage(coverage: Coverage, report: Report): void {
  const reading = readingOf(report);
  coverage.files += 1;
  coverage.bytes += report.bytes;
  coverage.parts += report.parts;
  coverage.cached += report.cached ? 1 : 0;
  coverage.verdicts[report.verdict] += 1;
  coverage.reading[reading].files += 1;
  coverage.reading[reading].bytes += report.bytes;
  const kind = (coverage.kinds[report.kind] ??= { files: 0, bytes: 0, whole: 0, partly: 0, not: 0 });
  kind.files += 1;
  kind.bytes += report.bytes;
  kind[reading] += 1;
  countReasons(coverage, report);
  for (const finding of report.findings)
    coverage.detectors[finding.detector] = (coverage.detectors[finding.detector] ?? 0) + 1;
  coverage.found += report.reasons.some(({ because }) => because !== 'gap') ? 1 : 0;
  coverage.findings += report.findings.length + report.notListed.findings;
}

/** How much of a file was read: gaps that a policy passes (a repetition, a reference to elsewhere) do not count. */
export function readingOf(report: Report): Reading {
  const counting = report.uninspected.filter(({ verdict }) => verdict !== 'pass');
  if (counting.length === 0 && report.notListed.uninspected === 0) return 'whole';
  return report.segments > 0 || report.parts > 0 ? 'partly' : 'not';
}

function countReasons(coverage: Coverage, report: Report): void {
  const met = new Set<GapReason>();
  for (const gap of report.uninspected) {
    const counted = (coverage.reasons[gap.reason] ??= { gaps: 0, files: 0, bytes: 0 });
    counted.gaps += gap.count ?? 1;
    counted.bytes += gap.bytes ?? 0;
    if (gap.limit !== undefined) counted.limit ??= gap.limit;
    if (!met.has(gap.reason)) counted.files += 1;
    met.add(gap.reason);
    if (gap.verdict !== 'pass') coverage.uninspected += gap.count ?? 1;
  }
  coverage.uninspected += report.notListed.uninspected;
}
