import type { ClockworkTask } from '@fengni/kernel/command/define';
import { personnelDifferences } from './tables.ts';
import { settleDeliveries } from './take-delivery.ts';

/** Lines of one run; the next takes what is left. */
const atOnceMax = 500;

/** Who was reported gone and is leaving by now, or has left, needs no decision any more. */
export const closeGone: ClockworkTask = {
  name: 'personnelSystem.closeGone',
  title: { zh: '核销已办离岗的变动', en: 'Close changes of who is leaving' },
  everyMinutes: 60,
  async run(tx) {
    const over = await tx.readSql<{ id: string }>(
      `select d.id from personnel_difference d join person p on p.id = d.person_id
       where d.state = 'open' and d.kind = 'gone' and (p.left_on is not null
         or exists (select from leaving l where l.person_id = p.id and l.state = 'open'))
       order by d.id limit $1`,
      [atOnceMax],
    );
    const rows = await tx.lockAll(
      personnelDifferences,
      over.map((row) => row.id),
    );
    await tx.updateAll(personnelDifferences, rows, { state: 'applied', decided_at: tx.now });
    await settleDeliveries(tx, { deliveryIds: rows.map((row) => row.delivery_id), byId: null });
    return { result: { closed: rows.length } };
  },
};
