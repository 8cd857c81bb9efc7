import type { DateRule, WorkingCalendar } from '@fengni/schemes/calendar';
import type { LocalDate } from '@fengni/schemes/term';
import type { Tx } from '../db/tx.ts';
import { isWithin } from '../access/policy.ts';
import { type OwingUnit, layOutDays } from './lay-out.ts';
import { houseKind } from './kinds.ts';
import type { Debt } from './owe.ts';
import type { HouseRuleRow } from './tables.ts';

/** Rules of the house in force today. */
export async function readHouseRules(tx: Pick<Tx, 'readSql'>): Promise<HouseRuleRow[]> {
  return tx.readSql<HouseRuleRow>(
    `select r.* from house_rule r join unit u on u.id = r.unit_id
     where r.started_on <= house_today() and (r.ended_on is null or r.ended_on >= house_today())
       and (u.ended_on is null or u.ended_on >= house_today())
     order by r.id`,
  );
}

/** When a rule of the house falls due, in the form packs have. */
export function dateRuleOf(rule: HouseRuleRow): DateRule & { readonly leadDays: number } {
  return {
    due: { kind: 'month-days', on: rule.months.map((month) => ({ month, day: rule.month_day })) },
    onDayOff: rule.on_day_off,
    leadDays: rule.lead_days,
  };
}

/** What one rule makes owed in a span of days, never before the rule was made. */
export function layOutHouseRule(
  rule: HouseRuleRow,
  the: {
    readonly span: { readonly from: LocalDate; readonly to: LocalDate };
    readonly units: readonly Pick<OwingUnit, 'path'>[];
    readonly working: WorkingCalendar;
  },
): Debt[] {
  const paths =
    rule.reach === 'unit'
      ? [rule.unit_path]
      : the.units.map((unit) => unit.path).filter((path) => isWithin(path, rule.unit_path));
  const days = layOutDays(dateRuleOf(rule), the.span, { pack: { calendar: [] }, working: the.working });
  return paths.flatMap((unitPath) =>
    days
      .filter(({ dueOn }) => dueOn >= rule.started_on && (rule.ended_on === null || dueOn <= rule.ended_on))
      .map((day): Debt => ({
        ...day,
        kind: houseKind(rule.id),
        unitPath,
        duty: rule.owes,
        params: { title: rule.title, basis: rule.basis },
      })),
  );
}
