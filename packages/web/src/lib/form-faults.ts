import type { z } from 'zod';
import { t } from './i18n.ts';

/** What is wrong with one field, in words, from the contract's own finding. */
export function wordIssue(issue: z.core.$ZodIssue, value: unknown): string {
  if (value === undefined || value === null || value === '') return t('form.fault.missing');
  if (issue.code === 'too_small') {
    const n = Number(issue.minimum);
    if (issue.origin === 'array' && n === 1) return t('form.fault.choose');
    return issue.origin === 'string' ? t('form.fault.short', { n }) : t('form.fault.small', { n });
  }
  if (issue.code === 'too_big') {
    const n = Number(issue.maximum);
    return issue.origin === 'string' ? t('form.fault.long', { n }) : t('form.fault.big', { n });
  }
  return issue.code === 'invalid_value' ? t('form.fault.choose') : t('form.fault.format');
}
