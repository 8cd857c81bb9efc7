import type { Bilingual } from '@fengni/kernel/command/define';
import type { Mark } from '@fengni/schemes/mark';
import { builtinPacks, levelOf } from '@fengni/schemes/packs';
import { type LocalDate, compareDates, expiryOf, parseLocalDate } from '@fengni/schemes/term';

/** Changes that somebody decides; expiry and a condition that came true act besides. */
export const decidedKinds = ['extend', 'release', 'upgrade', 'downgrade', 'correct-term'] as const;
export type DecidedKind = (typeof decidedKinds)[number];
export const changeKinds = [...decidedKinds, 'expiry', 'condition'] as const;
export type ChangeKind = (typeof changeKinds)[number];
/** One copy alone, all copies in the house, or besides those outside, whose holders are told. */
export const coverages = ['copy', 'internal', 'all'] as const;
export type Coverage = (typeof coverages)[number];

export const changeTitles: Readonly<Record<ChangeKind, Bilingual>> = {
  extend: { zh: '延长保密期限', en: 'extension' },
  release: { zh: '提前解密', en: 'early release' },
  upgrade: { zh: '提高密级', en: 'upgrade' },
  downgrade: { zh: '降低密级', en: 'downgrade' },
  'correct-term': { zh: '更正保密期限', en: 'correction of the term' },
  expiry: { zh: '期满自行解密', en: 'release by expiry' },
  condition: { zh: '解密条件达成', en: 'condition fulfilled' },
};

/** Carriers in one decision. */
export const carriersAtOnceMax = 50;
/** Of one unit, more than so many ending in a day wait for a classifier (CLS-7). */
export const expiriesUnconfirmedMax = 50;
/** Days before the end of a term from which it is warned of. */
export const warnDays = 30;
/** Days within which a changed mark is on the paper. */
export const remarkDays = 7;
/** Days after which an audit names a released copy that still bears its mark. */
export const remarkLateDays = 30;
/** Days within which a notice goes out, and its receipt is back. */
export const noticeSendDays = 3;
export const noticeReceiptDays = 15;
/** Days for deciding about what rests on a changed source. */
export const reviewDays = 30;
/** Days for asking the originator about a received term that has ended. */
export const askDays = 10;

/** The mark of what is released (国家秘密标志: FACTS M13). */
export const releasedMark = '解密';

/** What of a carrier a change depends on. */
export interface Standing {
  readonly scheme: string;
  readonly level: string;
  readonly level_rank: number;
  readonly validity: Mark['validity'];
  readonly issued_on: string | null;
  readonly expires_on: string | null;
  readonly released_on: string | null;
  readonly state: 'draft' | 'active' | 'ended';
}

export type ChangeFault =
  | 'regrading.released'
  | 'regrading.ended'
  | 'regrading.scheme'
  | 'regrading.mark.missing'
  | 'regrading.mark.needless'
  | 'regrading.not.higher'
  | 'regrading.not.lower'
  | 'regrading.other.level'
  | 'regrading.not.longer'
  | 'regrading.not.shorter';

/** Terms without a day of issue are compared as if issued on the same one. */
const anyDay = parseLocalDate('2000-01-01');

type End =
  | { readonly kind: 'open' }
  | { readonly kind: 'day'; readonly day: LocalDate }
  | { readonly kind: 'condition' };

function endOf(mark: Mark, issuedOn: LocalDate): End {
  if (mark.validity.kind === 'condition') return { kind: 'condition' };
  const pack = builtinPacks.get(mark.scheme);
  const day =
    pack === undefined || levelOf(mark.scheme, mark.level) === undefined
      ? null
      : expiryOf(mark, issuedOn, pack);
  return day === null ? { kind: 'open' } : { kind: 'day', day };
}

/**
 * Negative, zero or positive as `a` ends before, with or after `b`; null where the two cannot be ordered: a condition may
 * come true tomorrow or never.
 */
export function compareEnds(a: Mark, b: Mark, issuedOn: string | null): number | null {
  const from = (issuedOn === null ? null : parseLocalDate(issuedOn)) ?? anyDay;
  if (from === null) return null;
  const [one, other] = [endOf(a, from), endOf(b, from)];
  if (one.kind === 'condition' || other.kind === 'condition') return null;
  if (one.kind === 'day' && other.kind === 'day') return compareDates(one.day, other.day);
  return Number(one.kind === 'open') - Number(other.kind === 'open');
}

/**
 * Whether a change of this kind to this mark is what it says it is; null is yes. That the new mark is a good one of its
 * pack is checked where it is written.
 */
export function judgeChange(the: {
  readonly standing: Standing;
  readonly kind: DecidedKind;
  readonly mark: Mark | null;
}): ChangeFault | null {
  const { standing, kind, mark } = the;
  if (standing.released_on !== null) return 'regrading.released';
  if (standing.state === 'ended') return 'regrading.ended';
  if (kind === 'release') return mark === null ? null : 'regrading.mark.needless';
  if (mark === null) return 'regrading.mark.missing';
  // another scheme is another decision: what is no state secret becomes one by determination
  if (mark.scheme !== standing.scheme) return 'regrading.scheme';
  const rank = levelOf(mark.scheme, mark.level)?.rank ?? 0;
  if (kind === 'upgrade') return rank > standing.level_rank ? null : 'regrading.not.higher';
  if (kind === 'downgrade') return rank < standing.level_rank ? null : 'regrading.not.lower';
  if (rank !== standing.level_rank) return 'regrading.other.level';
  const isSame = sameValidity(mark.validity, standing.validity);
  const order = compareEnds(mark, standing, standing.issued_on);
  if (kind === 'extend') return !isSame && (order === null || order > 0) ? null : 'regrading.not.longer';
  return !isSame && (order === null || order <= 0) ? null : 'regrading.not.shorter';
}

function sameValidity(a: Mark['validity'], b: Mark['validity']): boolean {
  const other = new Map<string, unknown>(Object.entries(b));
  const entries = Object.entries(a);
  return entries.length === other.size && entries.every(([key, value]) => other.get(key) === value);
}

/** The rank a classifier's duty must reach for a change: the higher of the two levels. */
export function rankNeeded(standing: Pick<Standing, 'level_rank'>, mark: Mark | null): number {
  const next = mark === null ? 0 : (levelOf(mark.scheme, mark.level)?.rank ?? 0);
  return Math.max(standing.level_rank, next);
}

/** Whether a duty of classifying reaches a level: the head of the body by office, others as far as they were named. */
export function isWithinDuty(
  held: { readonly duty: string; readonly scheme: string | null; readonly level_rank: number | null },
  wanted: { readonly scheme: string; readonly rank: number },
): boolean {
  if (held.duty === 'first-responsible') return true;
  if (held.scheme !== null && held.scheme !== wanted.scheme) return false;
  return held.level_rank === null || held.level_rank >= wanted.rank;
}

/** What the clockwork does with the terms of a unit that have ended. */
export type ExpiryStep = 'release' | 'wait' | 'begin-wait';

/** `batch`: what stands of the unit's open batch. `endedToday`: released by expiry on this day already. */
export function judgeExpiry(the: {
  readonly due: number;
  readonly endedToday: number;
  readonly batch: 'waiting' | 'confirmed' | null;
}): ExpiryStep {
  if (the.batch === 'confirmed') return 'release';
  if (the.batch === 'waiting') return 'wait';
  return the.due + the.endedToday > expiriesUnconfirmedMax ? 'begin-wait' : 'release';
}
