import type { ClockworkTask } from '@fengni/kernel/command/define';
import type { Tx } from '@fengni/kernel/db/tx';
import { settle } from '@fengni/kernel/obligation/owe';
import { people } from '@fengni/kernel/org/tables';
import { oweHandBack } from './store.ts';
import { type EngagementRow, engagements } from './tables.ts';

/** Rows of one run; the next takes what is left. */
const atOnceMax = 500;

/** Ends what is owed for these, without anybody's deed. */
async function settleAll(
  tx: Tx,
  the: { readonly kind: string; readonly ids: readonly string[]; readonly outcome: 'done' | 'cancelled' },
): Promise<void> {
  for (const subjectId of the.ids)
    await settle(tx, { kind: the.kind, subjectId, outcome: the.outcome, byId: null });
}

/** The day after the last one he is frozen, and no duty, post or clearance of his goes on (PER-5). */
export const endEngagements: ClockworkTask = {
  name: 'engagement.endOnLastDay',
  title: { zh: '使用期满当日结束', en: 'End engagements on their day' },
  everyMinutes: 60,
  async run(tx) {
    const due = await tx.readSql<Pick<EngagementRow, 'id' | 'person_id'>>(
      `select id, person_id from engagement where state = 'running' and until_on < house_today()
       order by until_on limit $1`,
      [atOnceMax],
    );
    const rows = await tx.lockAll(
      engagements,
      due.map((row) => row.id),
    );
    // one that was prolonged or ended while this task waited for it stays
    const over = rows.filter((row) => row.state === 'running' && row.until_on < tx.today);
    const persons = await tx.lockAll(
      people,
      over.flatMap((row) => row.person_id ?? []),
    );
    await tx.updateAll(
      people,
      persons.filter((row) => row.frozen_at === null),
      { frozen_at: tx.now },
    );
    if (persons.length > 0)
      await tx.writeSql('select end_sign_ins_of($1, $2)', [persons.map((row) => row.id), tx.now]);
    for (const row of over) {
      await tx.update(engagements, row, { state: 'ended', ended_on: row.until_on, ended_at: tx.now });
      await tx.writeSql('select end_rights_of($1, $2)', [[row.person_id], row.until_on]);
      await oweHandBack(tx, row, row.until_on);
    }
    const ids = over.map((row) => row.id);
    await settleAll(tx, { kind: 'engagement.ending', ids, outcome: 'done' });
    await settleAll(tx, { kind: 'engagement.briefing', ids, outcome: 'cancelled' });
    return { result: { ended: over.length } };
  },
};

/** Who has left by a leaving procedure has handed back, or it was decided what is missing. */
export const closeHandBacks: ClockworkTask = {
  name: 'engagement.closeHandBacks',
  title: { zh: '办结已离开人员的清退', en: 'Close hand-backs of who has left' },
  everyMinutes: 60,
  async run(tx) {
    const gone = await tx.readSql<{ id: string }>(
      `select e.id from engagement e join person p on p.id = e.person_id
       where e.state = 'ended' and e.handed_back_at is null and p.left_on is not null limit $1`,
      [atOnceMax],
    );
    const ids = gone.map((row) => row.id);
    const rows = await tx.lockAll(engagements, ids);
    await tx.updateAll(engagements, rows, { handed_back_at: tx.now });
    await settleAll(tx, { kind: 'engagement.handBack', ids, outcome: 'done' });
    return { result: { closed: rows.length } };
  },
};
