import type { Packs } from '@fengni/schemes/packs';
import { coordinateDetector } from './coordinates.ts';
import type { Detector } from './detector.ts';
import { documentHeadDetector } from './document-head.ts';
import { foreignMarkDetector } from './foreign-marks.ts';
import { identifierDetectors } from './identifiers/identifiers.ts';
import { makeMarkDetector } from './marks.ts';
import { type TermSet, makeTermDetector } from './terms.ts';

/** All detectors that look at text alone; catalogue terms where a set is given. For near copies and exact data see there. */
export function makeDetectors({ terms, packs }: { terms?: TermSet; packs?: Packs } = {}): Detector[] {
  return [
    makeMarkDetector(packs),
    foreignMarkDetector,
    documentHeadDetector,
    ...identifierDetectors,
    coordinateDetector,
    ...(terms === undefined ? [] : [makeTermDetector(terms)]),
  ];
}
