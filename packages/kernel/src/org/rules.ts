import type { DutyName } from '../access/actor.ts';
import { isWithin } from '../access/policy.ts';
import { invariant } from '../command/invariant.ts';
import { builtinPacks, clearanceRank, levelOf, type Packs } from '@fengni/schemes/packs';
import { requiredDuties } from './contract.ts';
import type { GradeCode, UnitKind } from './tables.ts';

/** Path of a unit: its parent's path and its own id without hyphens. */
export function pathBelow(parentPath: string, unitId: string): string {
  return `${parentPath}.${unitId.replaceAll('-', '')}`;
}

/** Path of the lowest unit that all these lie in. Who acts on several units needs his duty over this one. */
export function commonPath(paths: readonly string[]): string {
  const [first, ...others] = paths;
  invariant(first !== undefined, 'a common path is of at least one path');
  const labels = first.split('.');
  while (labels.length > 1 && !others.every((path) => isWithin(path, labels.join('.')))) labels.pop();
  const common = labels.join('.');
  invariant(
    others.every((path) => isWithin(path, common)),
    'there is one root',
  );
  return common;
}

/** A span of days; no end means open. Both ends are in it. */
export interface Span {
  readonly started_on: string;
  readonly ended_on: string | null;
}

export function isInForce(span: Span, today: string): boolean {
  return span.started_on <= today && (span.ended_on === null || span.ended_on >= today);
}

export function overlaps(a: Span, b: Span): boolean {
  const endsBefore = (one: Span, other: Span) => one.ended_on !== null && one.ended_on < other.started_on;
  return !endsBefore(a, b) && !endsBefore(b, a);
}

/**
 * What speaks against ending something on a day: `reversed` before it began, `ended` where it is over already or
 * would end later than was decided, for ending is never a way of prolonging.
 */
export function faultOfEnd(span: Span, endedOn: string, today: string): 'reversed' | 'ended' | null {
  if (span.ended_on !== null && (span.ended_on < today || endedOn >= span.ended_on)) return 'ended';
  return endedOn < span.started_on ? 'reversed' : null;
}

const unitsOfTheirOwn: ReadonlySet<UnitKind> = new Set(['group', 'company', 'plant', 'bureau']);

/**
 * Required duties nobody holds (ORG-2). Group, company, plant and bureau need all of them themselves, whatever is held
 * above; a department or section needs an officer, its own or one above it.
 * @param held duties in force today
 */
export function lackingDuties(
  unit: { readonly kind: UnitKind; readonly path: string },
  held: readonly { readonly duty: DutyName; readonly unit_path: string }[],
): DutyName[] {
  if (unitsOfTheirOwn.has(unit.kind)) {
    return requiredDuties.filter(
      (duty) => !held.some((one) => one.duty === duty && one.unit_path === unit.path),
    );
  }
  const officer = held.some((one) => one.duty === 'officer' && isWithin(unit.path, one.unit_path));
  return officer ? [] : ['officer'];
}

export interface Cleared {
  readonly scheme: string;
  readonly rank: number;
}
export type ClearanceFault =
  | { readonly fault: 'scheme'; readonly scheme: string }
  | { readonly fault: 'level'; readonly scheme: string }
  | { readonly fault: 'grade'; readonly scheme: string };

/**
 * Ranks of a clearance, each within its own scheme. A scheme that clears by grade takes the grade's rank, one that
 * clears by grant the level granted, or, where none is named, its lowest level for which clearance is required.
 */
export function clearanceRanks(
  the: {
    readonly grade: GradeCode | null;
    readonly schemes: readonly string[];
    readonly levels: Readonly<Record<string, string>>;
  },
  packs: Packs = builtinPacks,
): readonly Cleared[] | ClearanceFault {
  const cleared: Cleared[] = [];
  let graded = false;
  for (const scheme of new Set(the.schemes)) {
    const pack = packs.get(scheme);
    if (pack === undefined) return { fault: 'scheme', scheme };
    const named = Object.hasOwn(the.levels, scheme) ? the.levels[scheme] : undefined;
    if (pack.clearance === 'grade') {
      if (!pack.grades.some((one) => one.code === the.grade)) return { fault: 'grade', scheme };
      if (named !== undefined) return { fault: 'level', scheme };
      graded = true;
      cleared.push({ scheme, rank: clearanceRank(the.grade, scheme, packs) });
      continue;
    }
    const rank =
      named === undefined
        ? Math.min(...pack.levels.filter((level) => level.clearanceRequired).map((level) => level.rank))
        : levelOf(scheme, named, packs)?.rank;
    if (rank === undefined || !Number.isFinite(rank)) return { fault: 'level', scheme };
    cleared.push({ scheme, rank });
  }
  const stray = Object.keys(the.levels).find((scheme) => !the.schemes.includes(scheme));
  if (stray !== undefined) return { fault: 'scheme', scheme: stray };
  if (the.grade !== null && !graded) return { fault: 'grade', scheme: '-' };
  return cleared;
}
