import { parseMarkTolerant } from '@fengni/schemes/mark';
import type { Mark } from '@fengni/schemes/mark';
import type { Place, Segment } from '../document/place.ts';
import { assembleAllRuns, segmentAt } from './assemble-runs.ts';
import { documentHeadDetector } from './document-head.ts';
import type { Hit } from './finding.ts';
import { judgeMarks } from './judge-marks.ts';
import type { MarkIssue } from './judge-marks.ts';
import { makeMarkDetector } from './marks.ts';

/** A mark as it stands in a document. */
export interface MarkSeen {
  /** As it is written there. */
  text: string;
  /** As it is understood; null where level or term cannot be read. */
  mark: Mark | null;
  place: Place;
  hit: Hit;
  /** Whether it speaks for the document: in the head, no portion, neither replaced nor declassified. */
  isRuling: boolean;
}

/** What a document says of its own secrecy. */
export interface MarksSeen {
  marks: MarkSeen[];
  /** What is wrong with them by themselves. */
  issues: MarkIssue[];
  hasCopyNumber: boolean;
  /** Whether it has the head of an official document (GB/T 9704). */
  isOfficial: boolean;
}

/** Marks of one document that are listed; a catalogue of marks holds more, and says no more about itself. */
export const marksListedMax = 200;
const marks = makeMarkDetector();

/**
 * Reads the marks of one document, not of files within it, from its text in order. Unlike findings, which mask, it tells
 * them as they are written: for who registers the document and knows it anyway.
 */
export function readMarks(segments: Iterable<Segment>, fileName: string): MarksSeen {
  const own: Segment[] = [];
  const properties: Record<string, string> = {};
  for (const segment of segments) {
    if (segment.place.path.length > 0) continue;
    own.push(segment);
    const { kind, name } = segment.place;
    if (kind === 'property' && name !== undefined) properties[name] = segment.text.slice(0, 1000);
  }
  const seen: MarkSeen[] = [];
  const hits: Hit[] = [];
  for (const run of assembleAllRuns(own, { fileName })) {
    const heads = documentHeadDetector.detect(run);
    const found = marks.detect(run);
    hits.push(...heads, ...found);
    for (const hit of found) {
      const place = segmentAt(run, hit.from)?.segment.place;
      if (place === undefined || seen.length >= marksListedMax) continue;
      seen.push(describe(run.text.slice(hit.from, hit.to), place, hit));
    }
  }
  const detectors = new Set(hits.map((hit) => hit.detector));
  return {
    marks: seen,
    issues: judgeMarks(hits, fileName, properties),
    hasCopyNumber: detectors.has('head.copy-number'),
    isOfficial: detectors.has('head.issuer') || detectors.has('head.number'),
  };
}

function describe(words: string, place: Place, hit: Hit): MarkSeen {
  const text = words.replace(/[〕）)\]]$/u, '');
  const read = parseMarkTolerant(text, { allowOverMaximum: true });
  const { form, zone, former, declassified } = hit.facts;
  return {
    text,
    mark: read.ok ? read.mark : null,
    place,
    hit,
    isRuling:
      (form === 'starred' || form === 'line') &&
      (zone === 'corner' || zone === 'head' || zone === 'header') &&
      former !== true &&
      declassified !== true,
  };
}
