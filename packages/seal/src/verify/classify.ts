import { leafHash } from '../hash.ts';
import type { Segment } from './align.ts';
import type { Findings } from './report.ts';

interface Place {
  readonly hash: string;
  /** Index in the sealed log. */
  readonly at: number;
}

/** Takes out of `found` what turns up among `sealed` at another place: those entries were moved, not made or lost. */
function takeMoved(segments: readonly Segment[]): { moved: Set<string>; places: number[] } {
  const sealedAt = new Map<string, number>();
  for (const { at, sealed } of segments) {
    for (const [i, hash] of sealed.entries()) if (hash !== undefined) sealedAt.set(hash, at + i);
  }
  const moved = new Set<string>();
  const places: number[] = [];
  for (const { at, found, sealed } of segments) {
    for (const [i, hash] of found.entries()) {
      const home = sealedAt.get(hash);
      if (home === undefined || moved.has(hash)) continue;
      moved.add(hash);
      // Squeezed in between at-1 and at: coming from the left it now ends the shifted part, from the right it begins it.
      const squeezed = home < at ? at - 1 : at;
      places.push(home, sealed.length === 0 ? squeezed : at + i);
    }
  }
  return { moved, places };
}

function span(places: readonly number[]): { from: number; to: number } {
  let [from, to] = [Number.POSITIVE_INFINITY, 0];
  for (const place of places) {
    from = Math.min(from, place);
    to = Math.max(to, place);
  }
  return { from, to };
}

/** An exporter that lacks an entry leaves an empty place, so that the rest keeps its numbers. */
const emptyPlace = leafHash(Buffer.alloc(0)).toString('latin1');

/** One entry for one: each place by itself is changed, or empty. */
function reportPlaces(segment: Segment, findings: Findings): void {
  const { at, found } = segment;
  for (let from = 0, to = 0; from < found.length; from = to) {
    const isEmpty = found[from] === emptyPlace;
    while (to < found.length && (found[to] === emptyPlace) === isEmpty) to += 1;
    const range = { from: at + from, to: at + to - 1, count: to - from };
    findings.add(isEmpty ? 'entry.dropped' : 'entry.changed', range);
  }
}

function reportSegment(
  segment: Segment,
  options: { moved: Set<string>; size: number; findings: Findings },
): void {
  const { moved, size, findings } = options;
  const isPaired = segment.found.length === segment.sealed.length && segment.cut === 0;
  if (
    isPaired &&
    ![...segment.found, ...segment.sealed].some((hash) => hash !== undefined && moved.has(hash))
  ) {
    reportPlaces(segment, findings);
    return;
  }
  const found = segment.found.filter((hash) => !moved.has(hash));
  const lost: Place[] = [];
  for (const [i, hash] of segment.sealed.entries()) {
    if (hash === undefined || !moved.has(hash)) lost.push({ hash: hash ?? '', at: segment.at + i });
  }
  const changed = Math.min(found.length, lost.length);
  if (changed > 0)
    findings.add('entry.changed', { ...span(lost.slice(0, changed).map(({ at }) => at)), count: changed });
  if (found.length > changed) {
    const at = segment.at + segment.sealed.length;
    findings.add('entry.inserted', { from: Math.min(at, size), count: found.length - changed });
  }
  const gone = lost.slice(changed);
  const end = segment.at + segment.sealed.length + segment.cut;
  const first = gone[0]?.at ?? end - segment.cut;
  const count = gone.length + segment.cut;
  if (count === 0) return;
  if (segment.isTail && end === size && count === size - first)
    findings.add('log.cut', { have: first, size });
  else findings.add('entry.dropped', { from: first, to: first + count - 1, count });
}

/** Says of each difference whether entries were changed, dropped, inserted, moved, or the log cut off. */
export function classifySegments(segments: readonly Segment[], size: number, findings: Findings): void {
  const { moved, places } = takeMoved(segments);
  for (const segment of segments) reportSegment(segment, { moved, size, findings });
  if (moved.size > 0) findings.add('entry.reordered', { ...span(places), count: moved.size });
}
