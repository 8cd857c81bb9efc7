import type { Packs } from '@fengni/schemes/packs';
import { addDays, parseLocalDate } from '@fengni/schemes/term';
import { type Command, defineCommand } from '../command/define.ts';
import { invariant } from '../command/invariant.ts';
import { refuser } from '../command/refusal.ts';
import { units } from '../org/tables.ts';
import { calendarAheadDays, readOwingUnits, readPacksInUse, workingDaysOf } from './lay-out.ts';
import { AddHouseRule, EndHouseRule, obligationErrors } from './contract.ts';
import { layOutHouseRule } from './house-rules.ts';
import { houseKind } from './kinds.ts';
import { owe } from './owe.ts';
import { obligationPolicy } from './policy.ts';
import { type HouseRuleRow, houseRules, obligations } from './tables.ts';

const refuse = refuser(obligationErrors);

/** A rule of the house's own becomes obligations from today on, as those of the packs do (ORG-10). */
export function createAddHouseRule(packs: Packs): Command {
  return defineCommand({
    name: 'calendar.addRule',
    title: { zh: '设立本单位定期事项', en: 'Add a rule of the house' },
    input: AddHouseRule,
    rule: obligationPolicy['calendar.keep'],
    load: (tx, input) => tx.lock(units, input.unitId),
    unitPath: (unit) => unit.path,
    subjectId: (unit) => unit.id,
    async handle(tx, { input, target: unit, actor }) {
      if (unit.ended_on !== null) throw refuse('calendar.rule.unit');
      const rule: HouseRuleRow = {
        id: tx.newId(),
        unit_id: unit.id,
        unit_path: unit.path,
        title: input.title,
        basis: input.basis,
        owes: input.owes,
        reach: input.reach,
        months: [...new Set(input.months)].toSorted((a, b) => a - b),
        month_day: input.monthDay,
        on_day_off: input.onDayOff,
        lead_days: input.leadDays,
        started_on: tx.today,
        ended_on: null,
        made_by: actor.personId,
      };
      await tx.insert(houseRules, rule);
      const today = parseLocalDate(tx.today);
      invariant(today !== null, 'today is a date');
      const debts = layOutHouseRule(rule, {
        span: { from: today, to: addDays(today, calendarAheadDays) },
        units: await readOwingUnits(tx),
        working: workingDaysOf(await readPacksInUse(tx, packs)),
      });
      await owe(tx, ...debts);
      return { result: { ruleId: rule.id, owed: debts.length }, subject: rule.id };
    },
  });
}

/** Ends a rule today; what it made owed for later days is owed no more, what is due or late stays. */
export const endHouseRule = defineCommand({
  name: 'calendar.endRule',
  title: { zh: '停止本单位定期事项', en: 'End a rule of the house' },
  input: EndHouseRule,
  rule: obligationPolicy['calendar.keep'],
  load: (tx, input) => tx.lock(houseRules, input.ruleId),
  unitPath: (rule) => rule.unit_path,
  subjectId: (rule) => rule.id,
  async handle(tx, { target: rule, actor }) {
    if (rule.ended_on !== null) throw refuse('calendar.rule.ended');
    await tx.update(houseRules, rule, { ended_on: tx.today });
    const later = await tx.readSql<{ id: string }>(
      `select id from obligation where kind = $1 and state = 'open' and due_on > $2`,
      [houseKind(rule.id), tx.today],
    );
    const open = await tx.lockAll(
      obligations,
      later.map((row) => row.id),
    );
    await tx.updateAll(
      obligations,
      open.filter((row) => row.state === 'open'),
      { state: 'cancelled', ended_at: tx.now, ended_by: actor.personId },
    );
    return { result: { cancelled: open.length } };
  },
});
