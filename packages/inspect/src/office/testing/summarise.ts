import type { Collected } from '../../document/testing/collect.ts';

/** Segments as `kind: text` and, where hidden, ` [why]`: what tests compare. */
export function summarise({ segments }: Collected): string[] {
  return segments.map(({ text, place, hidden }) => {
    const why = hidden === undefined ? '' : ` [${hidden}]`;
    return `${place.kind}: ${text}${why}`;
  });
}

/** Reasons of the gaps, in their order. */
export function gapReasons({ gaps }: Collected): string[] {
  return gaps.map(({ reason }) => reason);
}
