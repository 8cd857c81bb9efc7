import { t } from '../../lib/i18n.ts';

/** How commands and readings end, as the log names them. */
export const outcomes = ['done', 'parked', 'refused', 'denied', 'failed', 'read'] as const;

export function outcomeWords(outcome: string): string {
  const words: Readonly<Record<string, () => string>> = {
    done: () => t('log.outcome.done'),
    parked: () => t('log.outcome.parked'),
    refused: () => t('log.outcome.refused'),
    denied: () => t('log.outcome.denied'),
    failed: () => t('log.outcome.failed'),
    read: () => t('log.outcome.read'),
  };
  return words[outcome]?.() ?? outcome;
}
