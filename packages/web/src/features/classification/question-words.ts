import type { QuestionLine } from '@fengni/server/modules/classification/contract';
import { questionClaims } from '@fengni/server/modules/classification/contract';
import { builtinPacks } from '@fengni/schemes/packs';
import type { z } from 'zod';
import { type PlainKey, pick, t } from '../../lib/i18n.ts';
import type { Choice } from '../../ui/form-field.tsx';

export type Question = z.output<typeof QuestionLine>;
const claimKeys: Readonly<Record<Question['claim'], PlainKey>> = {
  over: 'question.claim.over',
  under: 'question.claim.under',
  'not-secret': 'question.claim.notsecret',
  term: 'question.claim.term',
  scope: 'question.claim.scope',
  mark: 'question.claim.mark',
};

export function claimWords(claim: Question['claim']): string {
  return t(claimKeys[claim]);
}

export function claimChoices(): Choice[] {
  return questionClaims.map((value) => ({ value, label: claimWords(value) }));
}

/** What a dispute can claim: a level, or none at all. */
export function disputeChoices(): Choice[] {
  return (['under', 'over', 'not-secret'] as const).map((value) => ({ value, label: claimWords(value) }));
}

export function levelChoicesOf(scheme: string): Choice[] {
  return (builtinPacks.get(scheme)?.levels ?? []).map((level) => ({
    value: level.code,
    label: pick(level.chip),
  }));
}
