import type { Hit } from '../finding.ts';
import { identifierDetectors } from './identifiers.ts';

const ranks = new Map(identifierDetectors.map(({ id, rank }) => [id, rank]));

/**
 * Of identifiers that lie over one another the surest kind stays: 18 digits that are a resident number are not also a
 * bank card. Other hits pass as they are.
 */
export function settleIdentifiers(hits: readonly Hit[]): Hit[] {
  const others = hits.filter(({ family }) => family !== 'identifier');
  const identifiers = hits
    .filter(({ family }) => family === 'identifier')
    .toSorted((a, b) => a.from - b.from || b.to - a.to);
  const kept: Hit[] = [];
  for (const hit of identifiers) {
    let isBeaten = false;
    for (let before = kept.at(-1); before !== undefined && before.to > hit.from; before = kept.at(-1)) {
      if (rankOf(before) <= rankOf(hit)) {
        isBeaten = true;
        break;
      }
      kept.pop();
    }
    if (!isBeaten) kept.push(hit);
  }
  return [...others, ...kept];
}

function rankOf({ detector }: Hit): number {
  return ranks.get(detector) ?? Number.MAX_SAFE_INTEGER;
}
