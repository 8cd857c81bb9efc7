import { formatDay } from '../lib/format.ts';
import { t } from '../lib/i18n.ts';

/** When something is due, in words. `daysLate`: calendar days, negative before the day. */
export function DueText({ dueOn, daysLate }: { dueOn: string; daysLate: number }) {
  if (daysLate > 0) {
    return <span className="late">{t('due.late', { days: daysLate, day: formatDay(dueOn) })}</span>;
  }
  if (daysLate === 0) return <span>{t('due.today')}</span>;
  return <span className="quiet">{t('due.by', { day: formatDay(dueOn), days: -daysLate })}</span>;
}
