import { CancelledError, RefusedError, UnreachableError } from './client.ts';
import { t } from './i18n.ts';

/** The one place that turns a failure into words; null where the user himself closed a dialog. */
export function presentError(fault: unknown): string | null {
  if (fault instanceof CancelledError) return null;
  if (fault instanceof RefusedError) return fault.text;
  if (fault instanceof UnreachableError) return t('error.unreachable');
  return t('error.program');
}
