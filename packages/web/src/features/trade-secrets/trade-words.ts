import {
  type ItemChange,
  type ListState,
  type MeasureKind,
  type SecretKind,
  changeTitles,
  listStateTitles,
  listStates,
  measureKinds,
  measureTitles,
} from '@fengni/server/modules/trade-secrets/rules';
import { pick, t } from '../../lib/i18n.ts';
import type { Choice } from '../../ui/form-field.tsx';

/** Duties that keep lists; the server decides again for the unit in question. */
export const keepingDuties = ['officer', 'unit-leader', 'leader-in-charge', 'classifier'] as const;
export const readingDuties = [...keepingDuties, 'first-responsible', 'inspector'] as const;
export const filingDuties = ['officer', 'unit-leader'] as const;
export const exportingDuties = ['officer', 'leader-in-charge', 'first-responsible', 'unit-leader'] as const;

export function listStateWords(state: ListState): string {
  return pick(listStateTitles[state]);
}

/** The state of a list in one phrase: whether it waits for a signature or is filed counts for more than the state. */
export function listStandingWords(list: {
  readonly state: ListState;
  readonly pending: boolean;
  readonly filedOn: string | null;
}): string {
  if (list.pending) return t('trade.state.pending');
  if (list.state === 'in-force')
    return list.filedOn === null ? t('trade.state.unfiled') : t('trade.state.filed');
  return listStateWords(list.state);
}
export function stateChoices(): Choice[] {
  return listStates.map((value) => ({ value, label: listStateWords(value) }));
}
export function changeWords(change: ItemChange): string {
  return pick(changeTitles[change]);
}
export function kindWords(kind: SecretKind): string {
  return kind === 'business' ? t('trade.kind.business') : t('trade.kind.technical');
}
function measureWords(measure: MeasureKind): string {
  return pick(measureTitles[measure]);
}
/** Measures in a row; each is a list itself, so that they are told apart by more than a comma. */
export function measuresWords(measures: readonly MeasureKind[], note = ''): string {
  return [...measures.map(measureWords), note].filter((words) => words !== '').join(t('trade.measures.join'));
}
export function measureChoices(): Choice[] {
  return measureKinds.map((value) => ({ value, label: measureWords(value) }));
}
/** This year, the next and the last: lists of other years are not begun any more. */
export function beginYears(thisYear: number): Choice[] {
  return [thisYear, thisYear + 1, thisYear - 1].map((year) => ({
    value: String(year),
    label: t('trade.year.of', { year }),
  }));
}
