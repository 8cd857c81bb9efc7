import type { ClockworkTask } from '@fengni/kernel/command/define';
import { newList, oweList } from './lists.ts';
import { monthAfter } from './rules.ts';
import { readTerms } from './store.ts';
import { allowanceLists } from './tables.ts';

/** Lists begun in one run; the next day's takes what is left. */
const atOnceMax = 500;

interface PayingUnit {
  readonly id: string;
  readonly path: string;
}

/** With a month over, its list is owed wherever people hold graded posts or are in their cooling-off period (PER-4). */
export const beginMonth: ClockworkTask = {
  name: 'allowance.beginMonth',
  title: { zh: '建立上月补贴发放表', en: 'Begin the list of the month that is over' },
  everyMinutes: 24 * 60,
  async run(tx) {
    const month = monthAfter(tx.today, -1);
    const units = await tx.readSql<PayingUnit>(
      `with graded as (
         select distinct p.unit_id from person p join holding h on h.person_id = p.id join post o on o.id = h.post_id
         where o.grade is not null and h.started_on < $2 and (h.ended_on is null or h.ended_on >= $1)
         union select unit_id from cooling_off where managed_by = 'house' and starts_on < $2 and ends_on >= $1),
       paying as (select distinct allowance_unit_of(u.path) as id from graded g join unit u on u.id = g.unit_id)
       select u.id, u.path from paying p join unit u on u.id = p.id
       where exists (select from allowance_terms t where u.path <@ t.unit_path and t.from_month <= $1)
         and not exists (select from allowance_list l where l.unit_id = u.id and l.month = $1)
       order by u.path limit $3`,
      [month, monthAfter(month, 1), atOnceMax],
    );
    for (const unit of units) {
      const terms = await readTerms(tx, unit.path, month);
      if (terms === undefined) continue;
      const list = newList({ id: tx.newId(), unit, month, termsId: terms.id, now: tx.now });
      await tx.insert(allowanceLists, list);
      await oweList(tx, list, terms.due_day);
    }
    return { result: { begun: units.length } };
  },
};
