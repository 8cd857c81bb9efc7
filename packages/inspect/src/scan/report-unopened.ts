import type { Gap, GapReason } from '../document/gaps.ts';
import { VerdictCount } from '../policy/decide-verdict.ts';
import type { Engine } from './engine.ts';
import type { Report, ReportKind } from './report.ts';

const kinds: Partial<Record<GapReason, ReportKind>> = {
  'symbolic-link': 'link',
  'special-file': 'special',
  unreadable: 'folder',
  cycle: 'folder',
};

/** A report on what was not opened at all. */
export function reportUnopened(
  path: string,
  reason: GapReason,
  engine: Engine,
  about: { kind?: ReportKind } = {},
): Report {
  const count = new VerdictCount(engine.policy);
  const gap: Gap = { path: [], reason };
  const verdict = count.addGap(gap);
  return {
    path,
    kind: about.kind ?? kinds[reason] ?? 'unknown',
    bytes: 0,
    sha256: null,
    ...count.decide(),
    findings: [],
    uninspected: [{ ...gap, verdict }],
    notListed: { findings: 0, uninspected: 0 },
    segments: 0,
    parts: 0,
    cached: false,
  };
}
