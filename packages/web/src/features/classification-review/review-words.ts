import {
  type ReviewReason,
  type TermBand,
  bandTitles,
  changeProposals,
  keepReasons,
  reasonTitles,
} from '@fengni/server/modules/classification/review/rules';
import { pick, t } from '../../lib/i18n.ts';
import type { SessionActor } from '../../lib/session.ts';
import type { Choice } from '../../ui/form-field.tsx';

export const runningDuties = ['officer'] as const;
export const decidingDuties = ['classifier', 'first-responsible'] as const;
export const readingDuties = [
  'officer',
  'leader-in-charge',
  'first-responsible',
  'unit-leader',
  'classifier',
  'inspector',
] as const;

export function reasonWords(reason: ReviewReason): string {
  return pick(reasonTitles[reason]);
}
export function bandWords(band: TermBand): string {
  return pick(bandTitles[band]);
}
export function reasonChoices(decision: 'keep' | 'change'): Choice[] {
  const reasons: readonly ReviewReason[] = decision === 'keep' ? keepReasons : changeProposals;
  return reasons.map((value) => ({ value, label: reasonWords(value) }));
}
/** Whether a thing was decided here first or follows from another. */
export function kindWords(kind: string): string {
  return kind === 'derived' ? t('review.kind.derived') : t('review.kind.original');
}
/** A share in whole percent; nothing where there is nothing to share. */
export function shareWords(part: number, of: number): string {
  return of === 0 ? '' : `${Math.round((part / of) * 100)} %`;
}

/** The unit a caller's duty is over, which may lie above the one he works in; his own where he has none. */
export function unitOfDuty(actor: SessionActor, duties: readonly string[]): string {
  return actor.duties.find((held) => duties.includes(held.duty))?.unitId ?? actor.unitId;
}
