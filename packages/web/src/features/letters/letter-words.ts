import {
  type ItemState,
  type LetterKind,
  type LetterOccasion,
  type LetterState,
  itemStateTitles,
  letterKindTitles,
  letterKinds,
  letterOccasionTitles,
  letterOccasions,
  letterStateTitles,
} from '@fengni/server/modules/letters/rules';
import { pick, t } from '../../lib/i18n.ts';
import { holdsDuty, type SessionActor } from '../../lib/session.ts';
import type { Choice } from '../../ui/form-field.tsx';

export const kindWords = (kind: LetterKind): string => pick(letterKindTitles[kind]);
export const occasionWords = (occasion: LetterOccasion): string => pick(letterOccasionTitles[occasion]);
export const stateWords = (state: LetterState): string => pick(letterStateTitles[state]);
export const itemStateWords = (state: ItemState): string => pick(itemStateTitles[state]);

export const kindChoices = (): readonly Choice[] =>
  letterKinds.map((value) => ({ value, label: kindWords(value) }));
export const occasionChoices = (): readonly Choice[] =>
  letterOccasions.map((value) => ({ value, label: occasionWords(value) }));

/** Why somebody cannot hand letters out, or null where he can. */
export function whyNotIssue(actor: SessionActor): string | null {
  return holdsDuty(actor, 'officer', 'personnel', 'first-responsible', 'unit-leader')
    ? null
    : t('letter.who.issues');
}
export function whyNotKeepTemplates(actor: SessionActor): string | null {
  return holdsDuty(actor, 'officer', 'personnel') ? null : t('letter.who.keeps');
}

/** Years around this one, for filters and forms. */
export function yearChoices(thisYear: number): readonly Choice[] {
  return [1, 0, -1, -2, -3].map((step) => ({
    value: String(thisYear + step),
    label: t('letter.year.of', { year: thisYear + step }),
  }));
}
