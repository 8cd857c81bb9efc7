import type { logOutcomes } from '@fengni/kernel/log/contract';
import { t } from '../../lib/i18n.ts';

export type Outcome = (typeof logOutcomes)[number];

/** How a command or a reading ended, in words. */
export function outcomeWords(outcome: Outcome): string {
  const words: Record<Outcome, string> = {
    done: t('log.outcome.done'),
    parked: t('log.outcome.parked'),
    refused: t('log.outcome.refused'),
    denied: t('log.outcome.denied'),
    failed: t('log.outcome.failed'),
    opened: t('log.outcome.opened'),
  };
  return words[outcome];
}
