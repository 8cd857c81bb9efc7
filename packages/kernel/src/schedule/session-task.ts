import { sessions } from '../access/tables.ts';
import type { ClockworkTask } from '../command/define.ts';
import { idleMinutesMax } from '../access/contract.ts';

/** Hours after which a session ends whatever is done in it: nobody's day is longer. */
export const sessionHoursMax = 12;
const sessionsAtOnceMax = 1_000;

/** Sessions of browsers and command lines end by age, or when idle. Those of parked requests live as long as the request. */
export const expireSessionsTask: ClockworkTask = {
  name: 'session.expire',
  title: { zh: '结束过期登录', en: 'End old sessions' },
  everyMinutes: 5,
  async run(tx) {
    const old = await tx.readSql<{ id: string }>('select id from sessions_over($1, $2, $3)', [
      new Date(tx.now.getTime() - sessionHoursMax * 3_600_000),
      new Date(tx.now.getTime() - idleMinutesMax * 60_000),
      sessionsAtOnceMax,
    ]);
    const rows = await tx.lockAll(
      sessions,
      old.map((row) => row.id),
    );
    await tx.updateAll(
      sessions,
      rows.filter((row) => row.ended_at === null),
      { ended_at: tx.now },
    );
    return { result: { ended: rows.length } };
  },
};
