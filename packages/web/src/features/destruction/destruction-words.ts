import type { destructionMethods, destructionStates } from '@fengni/server/modules/carriers/contract';
import { t } from '../../lib/i18n.ts';

export type DestructionMethod = (typeof destructionMethods)[number];
export type DestructionState = (typeof destructionStates)[number];

export function methodWords(method: DestructionMethod): string {
  const words = {
    pulping: t('destruction.method.pulping'),
    incineration: t('destruction.method.incineration'),
    shredding: t('destruction.method.shredding'),
    degaussing: t('destruction.method.degaussing'),
    crushing: t('destruction.method.crushing'),
  };
  return words[method];
}

export function destructionStateWords(state: DestructionState): string {
  const words = {
    draft: t('destruction.state.draft'),
    submitted: t('destruction.state.waiting'),
    approved: t('destruction.state.approved'),
    destroyed: t('destruction.state.destroyed'),
    cancelled: t('destruction.state.cancelled'),
  };
  return words[state];
}

/** Clerks who prepare lists; the server decides again for the register in question. */
export const destructionDuties = ['officer', 'document-clerk', 'cipher-clerk'] as const;
