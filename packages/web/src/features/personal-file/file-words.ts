import type { LineView } from '@fengni/server/modules/personal-file/contract';
import { formatDay, todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';

/** The day of the house an instant lies in, `YYYY-MM-DD`. */
export function dayOf(at: string): string {
  return todayHere(new Date(at));
}

/** The days of a line in words. */
export function spanWords(line: Pick<LineView, 'at' | 'until' | 'lasts'>): string {
  const from = formatDay(dayOf(line.at));
  if (line.lasts) return t('file.since', { day: from });
  const to = line.until === null ? from : formatDay(dayOf(line.until));
  return to === from ? from : t('file.span', { from, to });
}
