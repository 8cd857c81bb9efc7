import type { Bilingual } from '@fengni/kernel/command/define';
import { builtinPacks } from '@fengni/schemes/packs';
import { parsePeriod } from '@fengni/schemes/term';

/** Schemes whose matters are reviewed yearly; trade secrets have their own list. */
export const reviewedSchemes: readonly string[] = ['cn-state-secret', 'cn-work-secret'];
/** The scheme of which the same-level bureau is told the figures. */
export const reportedScheme = 'cn-state-secret';
/** Things of one review at most; a unit with more reviews by its parts. */
export const reviewItemsMax = 20_000;
/** Things decided with one gesture. */
export const reviewAtOnceMax = 100;

export const reviewStates = ['open', 'closed'] as const;
export const reviewDecisions = ['keep', 'change'] as const;
export type ReviewDecision = (typeof reviewDecisions)[number];

/** Why a thing stays as it is: a closed list, so that reasons can be counted and tell no content. */
export const keepReasons = ['harm-remains', 'scope-unchanged', 'source-unchanged'] as const;
/** The change that is proposed. */
export const changeProposals = ['release', 'lower', 'shorten', 'extend', 'narrow'] as const;
export const reviewReasons = [...keepReasons, ...changeProposals] as const;
export type ReviewReason = (typeof reviewReasons)[number];
export const reasonTitles: Readonly<Record<ReviewReason, Bilingual>> = {
  'harm-remains': { zh: '泄露后仍会造成损害', en: 'A leak would still do harm' },
  'scope-unchanged': { zh: '所依据的保密事项范围未变', en: 'The scope catalogue it rests on is unchanged' },
  'source-unchanged': { zh: '派生事项，来源未变更', en: 'Derived; its source is unchanged' },
  release: { zh: '提前解密', en: 'Declassify early' },
  lower: { zh: '降低密级', en: 'Lower the level' },
  shorten: { zh: '缩短保密期限', en: 'Shorten the term' },
  extend: { zh: '期满前延长期限', en: 'Extend the term before it ends' },
  narrow: { zh: '缩小知悉范围', en: 'Narrow the scope' },
};

/** Whether a reason belongs to a decision. */
export function fits(decision: ReviewDecision, reason: ReviewReason): boolean {
  const list: readonly ReviewReason[] = decision === 'keep' ? keepReasons : changeProposals;
  return list.includes(reason);
}

/** Lengths of terms, told apart for statistics: up to a year, 5, 10, 20, longer, and open (长期, until a condition). */
export const termBands = ['year', 'five', 'ten', 'twenty', 'longer', 'open'] as const;
export type TermBand = (typeof termBands)[number];
export const bandTitles: Readonly<Record<TermBand, Bilingual>> = {
  year: { zh: '1年以内', en: 'up to 1 year' },
  five: { zh: '1至5年', en: '1 to 5 years' },
  ten: { zh: '5至10年', en: '5 to 10 years' },
  twenty: { zh: '10至20年', en: '10 to 20 years' },
  longer: { zh: '20年以上', en: 'over 20 years' },
  open: { zh: '长期或附条件', en: 'open or conditional' },
};

/** Months of the longest term of each level, by `scheme/level`. */
export function longestTerms(): Record<string, number> {
  const entries = reviewedSchemes.flatMap((scheme) =>
    (builtinPacks.get(scheme)?.levels ?? []).flatMap((level): [string, number][] => {
      const period = level.maxTerm === null ? null : parsePeriod(level.maxTerm);
      return period === null ? [] : [[`${scheme}/${level.code}`, period.years * 12 + period.months]];
    }),
  );
  return Object.fromEntries(entries);
}

/** One combination of facts and how many matters have it. */
export interface Figure {
  readonly unitId: string;
  readonly scheme: string;
  readonly level: string;
  readonly kind: 'original' | 'derived';
  readonly band: TermBand;
  readonly atMaximum: boolean;
  /** Null where nobody can say: what an old ledger has is without determination. */
  readonly withBasis: boolean | null;
  /** Determined in the year asked for. */
  readonly made: boolean;
  readonly matters: number;
}
export interface Change {
  readonly unitId: string;
  readonly kind: string;
  readonly changes: number;
}

export interface Totals {
  readonly standing: number;
  readonly made: number;
  readonly original: number;
  readonly derived: number;
  readonly atMaximum: number;
  /** Of how many the basis can be told, and how many of those rest on no item of a catalogue. */
  readonly basisKnown: number;
  readonly withoutBasis: number;
  readonly released: number;
  readonly changed: number;
}

const releasingKinds = ['release', 'expiry', 'condition'];

function sum(figures: readonly Figure[], holds: (figure: Figure) => boolean = () => true): number {
  return figures.reduce((total, figure) => (holds(figure) ? total + figure.matters : total), 0);
}

/** Adds up figures and changes, whatever part of the house they are of. */
export function totalOf(figures: readonly Figure[], changes: readonly Change[]): Totals {
  const released = changes.filter((one) => releasingKinds.includes(one.kind));
  const all = changes.reduce((total, one) => total + one.changes, 0);
  const ended = released.reduce((total, one) => total + one.changes, 0);
  return {
    standing: sum(figures),
    made: sum(figures, (one) => one.made),
    original: sum(figures, (one) => one.made && one.kind === 'original'),
    derived: sum(figures, (one) => one.made && one.kind === 'derived'),
    atMaximum: sum(figures, (one) => one.atMaximum),
    basisKnown: sum(figures, (one) => one.withBasis !== null),
    withoutBasis: sum(figures, (one) => one.withBasis === false),
    released: ended,
    changed: all - ended,
  };
}

export function countBands(figures: readonly Figure[]): Record<TermBand, number> {
  const of = (band: TermBand) => sum(figures, (one) => one.band === band);
  return {
    year: of('year'),
    five: of('five'),
    ten: of('ten'),
    twenty: of('twenty'),
    longer: of('longer'),
    open: of('open'),
  };
}

export const outlierKinds = ['maximum', 'basis', 'top'] as const;
export type OutlierKind = (typeof outlierKinds)[number];
/** Fewer matters than this say nothing about a habit. */
export const outlierMattersMin = 10;
/** How far a share must lie above that of the others, in standard errors: one in forty by chance. */
const outlierErrors = 1.96;

export interface Part {
  readonly of: number;
  readonly part: number;
}

/**
 * Whether a unit's share is higher than that of all the others together by more than chance explains: two-proportion
 * z-test, one-sided at 2.5 %. It flags what deserves a look and decides nothing (docs/adr/0013-classification.md).
 */
export function isOutlier(own: Part, others: Part): boolean {
  if (own.of < outlierMattersMin || others.of < outlierMattersMin) return false;
  const share = own.part / own.of;
  const pooled = (own.part + others.part) / (own.of + others.of);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / own.of + 1 / others.of));
  return error > 0 && (share - others.part / others.of) / error > outlierErrors;
}
