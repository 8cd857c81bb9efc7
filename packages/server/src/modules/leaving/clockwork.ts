import type { ClockworkTask } from '@fengni/kernel/command/define';
import { people } from '@fengni/kernel/org/tables';
import { leavesHouse } from './rules.ts';
import { type LeavingRow, coolingOffs, leavings } from './tables.ts';

/** Rows of one run; the next takes what is left. */
const atOnceMax = 500;

/** Who goes for good has no rights from the day after his last, whether or not the procedure is closed (PER-3). */
export const freezeLeavers: ClockworkTask = {
  name: 'leaving.freezeOnLastDay',
  title: { zh: '离岗当日冻结权限', en: 'Freeze who has left' },
  everyMinutes: 60,
  async run(tx) {
    const due = await tx.readSql<Pick<LeavingRow, 'id' | 'person_id' | 'kind'>>(
      `select l.id, l.person_id, l.kind from leaving l join person p on p.id = l.person_id
       where l.state = 'open' and l.last_on < house_today() and p.frozen_at is null
         and not exists (select from account a where a.person_id = p.id and a.power is not null and a.state <> 'closed')
       order by l.last_on limit $1`,
      [atOnceMax],
    );
    const going = due.filter((row) => leavesHouse(row.kind));
    const persons = await tx.lockAll(
      people,
      going.map((row) => row.person_id),
    );
    const rows = await tx.lockAll(
      leavings,
      going.map((row) => row.id),
    );
    await tx.updateAll(people, persons, { frozen_at: tx.now });
    await tx.updateAll(leavings, rows, { frozen_at: tx.now });
    if (persons.length > 0)
      await tx.writeSql('select end_sign_ins_of($1, $2)', [persons.map((row) => row.id), tx.now]);
    return { result: { frozen: persons.length } };
  },
};

/** The period ends by itself; the duty to keep secrets goes on (保守国家秘密法 art. 46). */
export const endCooling: ClockworkTask = {
  name: 'cooling.end',
  title: { zh: '脱密期届满', en: 'End cooling-off periods' },
  everyMinutes: 24 * 60,
  async run(tx) {
    const over = await tx.readSql<{ id: string }>(
      `select id from cooling_off where state = 'running' and ends_on < house_today() order by ends_on limit $1`,
      [atOnceMax],
    );
    const rows = await tx.lockAll(
      coolingOffs,
      over.map((row) => row.id),
    );
    await tx.updateAll(coolingOffs, rows, { state: 'ended', ended_at: tx.now });
    return { result: { ended: rows.length } };
  },
};
