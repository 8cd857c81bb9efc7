import type { z } from 'zod';
import { t } from './i18n.ts';

/** What is wrong with one field, in words, from the contract's own finding. */
export function wordIssue(issue: z.core.$ZodIssue, value: unknown): string {
  if (value === undefined || value === null || value === '') return t('form.fault.missing');
  switch (issue.code) {
    case 'too_small':
      return issue.origin === 'string'
        ? t('form.fault.short', { n: Number(issue.minimum) })
        : t('form.fault.small', { n: Number(issue.minimum) });
    case 'too_big':
      return issue.origin === 'string'
        ? t('form.fault.long', { n: Number(issue.maximum) })
        : t('form.fault.big', { n: Number(issue.maximum) });
    case 'invalid_value':
      return t('form.fault.choose');
    default:
      return t('form.fault.format');
  }
}
