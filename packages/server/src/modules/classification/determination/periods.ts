import { invariant } from '@fengni/kernel/command/invariant';
import { addWorkingDays, makeWorkingCalendar } from '@fengni/schemes/calendar';
import { builtinPacks, limitOf, periodOf } from '@fengni/schemes/packs';
import { dayAfter, parseLocalDate } from '@fengni/schemes/term';
import { doubtDays } from './rules.ts';
import type { DeterminationRow } from './tables.ts';

/** A matter without authority is reported at once: by the next working day. */
const atOnceWorkingDays = 1;
/** No law says how soon a superior answers what was reported without authority: the house asks again after this. */
const answerDays = 30;

type Kind = Pick<DeterminationRow, 'kind' | 'scheme'>;

/** Working days of a period of the pack that counts in them, such as the ten of an unclear matter (实施条例 art. 25). */
function workingDaysOf(scheme: string, period: string): number | null {
  const pack = builtinPacks.get(scheme);
  const found = pack === undefined ? undefined : periodOf(pack, period);
  const days = found === undefined ? null : /^P(\d+)D$/.exec(limitOf(found));
  return days === null || found?.days !== 'working' ? null : Number(days[1]);
}

function afterWorkingDays(scheme: string, from: string, days: number): string {
  const date = parseLocalDate(from);
  const holidays = (builtinPacks.get(scheme) ?? builtinPacks.get('cn-state-secret'))?.holidays;
  invariant(date !== null && holidays !== undefined, 'the house has a date and a calendar');
  return addWorkingDays(date, days, makeWorkingCalendar([holidays]));
}

/** The day by which a matter is reported upward. Days are `YYYY-MM-DD`. */
export function reportDay(row: Kind, from: string): string {
  const days = row.kind === 'unclear' ? workingDaysOf(row.scheme, 'unclear-matter-report') : null;
  return afterWorkingDays(row.scheme, from, days ?? atOnceWorkingDays);
}

/** The day by which the answer to a report is asked after. */
export function answerDay(row: Kind, reportedOn: string): string {
  const days = row.kind === 'unclear' ? workingDaysOf(row.scheme, 'unclear-matter-decision') : null;
  if (days !== null) return afterWorkingDays(row.scheme, reportedOn, days);
  return dayAfter(reportedOn, answerDays);
}

/** The day by which a question about a classification is answered. */
export function questionDay(from: string): string {
  return dayAfter(from, doubtDays);
}
