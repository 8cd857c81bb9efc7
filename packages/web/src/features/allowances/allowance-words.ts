import type { AllowanceListPage } from '@fengni/server/modules/allowances/contract';
import {
  type AppealState,
  type LapseFact,
  type LineKind,
  type ListState,
  appealStateTitles,
  lapseFactTitles,
  lineKindTitles,
  lineKinds,
  listStateTitles,
  yuan,
} from '@fengni/server/modules/allowances/rules';
import type { z } from 'zod';
import { currentLanguage, pick, t } from '../../lib/i18n.ts';
import type { Choice } from '../../ui/form-field.tsx';

export type AllowanceListData = z.output<typeof AllowanceListPage>;

export const stateWords = (state: ListState): string => pick(listStateTitles[state]);
export const lineKindWords = (kind: LineKind): string => pick(lineKindTitles[kind]);
export const factWords = (fact: LapseFact): string => pick(lapseFactTitles[fact]);
export const appealWords = (state: AppealState): string => pick(appealStateTitles[state]);

export const lineKindChoices = (): readonly Choice[] =>
  lineKinds.map((value) => ({ value, label: lineKindWords(value) }));

/** An amount in yuan with thousands apart: `12,345.60`. */
export function money(fen: number): string {
  const [whole = '0', decimals = '00'] = yuan(fen).split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${decimals}`;
}

/** `2026-11` as a month is written. */
export function monthWords(month: string): string {
  const [year = '', number = ''] = month.split('-');
  if (currentLanguage() === 'zh') return `${year}年${Number(number)}月`;
  const name = new Date(Date.UTC(Number(year), Number(number) - 1, 1)).toLocaleString('en-GB', {
    month: 'long',
    timeZone: 'UTC',
  });
  return `${name} ${year}`;
}

/** What is to be done next with a list, for whoever looks at it. */
export function nextWords(list: Pick<AllowanceListData, 'state' | 'pending'>): string {
  if (list.pending.length > 0) return t('allowance.next.pending');
  const words: Record<ListState, string> = {
    begun: t('allowance.next.begun'),
    computed: t('allowance.next.computed'),
    approved: t('allowance.next.approved'),
    closed: t('allowance.next.closed'),
  };
  return words[list.state];
}
