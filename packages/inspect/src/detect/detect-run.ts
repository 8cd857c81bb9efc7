import { type Detector, type TextRun, detectorHitsMax } from './detector.ts';
import type { Hit } from './finding.ts';
import { segmentAt } from './assemble-runs.ts';
import { settleIdentifiers } from './identifiers/settle.ts';

/**
 * Looks through a run with every detector. Of identifiers that lie over one another the surest stays; hits that belong
 * to a neighbouring run are left to it; a hit in text that a reader would not see gives a second one, `hidden`. In order
 * of place.
 */
export function detectRun(run: TextRun, detectors: readonly Detector[]): Hit[] {
  const [ownFrom, ownTo] = [run.ownFrom ?? 0, run.ownTo ?? Number.POSITIVE_INFINITY];
  const found = detectors.flatMap((detector) => capHits(detector.detect(run)));
  const own = settleIdentifiers(found).filter(({ from }) => from >= ownFrom && from < ownTo);
  return [...own, ...own.flatMap((hit) => hiddenHitOf(hit, run))].toSorted(
    (a, b) => a.from - b.from || b.to - a.to,
  );
}

function capHits(hits: Hit[]): Hit[] {
  if (hits.length <= detectorHitsMax) return hits;
  const kept = hits.slice(0, detectorHitsMax);
  const last = kept.at(-1);
  const already = Number(last?.facts['dropped'] ?? 0);
  if (last !== undefined) last.facts = { ...last.facts, dropped: already + hits.length - detectorHitsMax };
  return kept;
}

function hiddenHitOf(hit: Hit, run: TextRun): Hit[] {
  const hidden = segmentAt(run, hit.from)?.segment.hidden;
  if (hidden === undefined || hit.family === 'hidden') return [];
  const { from, to, citation, confidence } = hit;
  const facts = { hidden, detector: hit.detector };
  return [{ detector: `hidden.${hidden}`, family: 'hidden', from, to, confidence, citation, facts }];
}
