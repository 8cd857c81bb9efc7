import { segmentAt } from './assemble-runs.ts';
import type { TextRun } from './detector.ts';

/**
 * Where in a document a mark stands: `corner` is the top left of page one, where it belongs (GB/T 9704 7.2.2); `head` the
 * first lines; `header` a page's header or footer.
 */
export type Zone = 'corner' | 'head' | 'header' | 'property' | 'body';

const headLinesMax = 15;
/** A text without line ends has a head too. */
const headUnitsMax = 1500;
const headRowsMax = 3;
const cornerHeight = 0.25;
const cornerWidth = 0.5;

/** FACTS §7.2: 1.0 in the first 15 lines and in headers, 0.6 in the body. */
export const zoneWeights: Readonly<Record<Zone, number>> = {
  corner: 1,
  head: 1,
  header: 1,
  property: 0.9,
  body: 0.6,
};

/** Tells the zone of a place of a run. */
export function zonesOf(run: TextRun): (at: number) => Zone {
  const headEnd = headEndOf(run);
  return (at) => {
    const place = segmentAt(run, at)?.segment.place;
    if (place === undefined) return 'body';
    if (place.kind === 'property' || place.kind === 'name' || place.kind === 'attribute') return 'property';
    if (place.kind === 'header' || place.kind === 'footer') return 'header';
    const { region, page = 1 } = place;
    if (region !== undefined && page === 1 && region.y < cornerHeight && region.x < cornerWidth)
      return 'corner';
    // a ledger's column of levels is no head
    if (place.kind === 'cell' && rowOf(place.cell) > headRowsMax) return 'body';
    if (place.slide !== undefined && place.slide > 1) return 'body';
    return at < headEnd ? 'head' : 'body';
  };
}

/** The row of `B7`; 0 where it is not told. */
function rowOf(cell = ''): number {
  return Number(/\d+$/.exec(cell)?.[0] ?? 0);
}

/** Whether a place was recognised from a picture, in the corner where a mark belongs: there ★ is often misread. */
export function isRecognisedCorner(run: TextRun, at: number): boolean {
  const segment = segmentAt(run, at)?.segment;
  if (segment?.certainty === undefined) return false;
  const { region } = segment.place;
  return region === undefined || (region.y < cornerHeight && region.x < cornerWidth);
}

function headEndOf(run: TextRun): number {
  if (!run.isFirst) return 0;
  let end = -1;
  for (let line = 0; line < headLinesMax; line += 1) {
    end = run.text.indexOf('\n', end + 1);
    if (end < 0) return Math.min(run.text.length, headUnitsMax);
  }
  return Math.min(end, headUnitsMax);
}
