import type { ClockworkTask } from '../command/define.ts';
import type { Tx } from '../db/tx.ts';
import { type Debt, owe } from './owe.ts';
import { obligations } from './tables.ts';

/** Days after the day it was due on which an obligation goes up a level: to the leader's board, then to the leader. */
export const escalationDays = [1, 5] as const;
/** Rows changed in one run; what is left is taken by the next. */
const rowsAtOnceMax = 2_000;

/** Overdue obligations go up: recorded on the obligation, on the handle tier only. */
export const escalateTask: ClockworkTask = {
  name: 'obligation.escalate',
  title: { zh: '逾期事项上报', en: 'Escalate what is overdue' },
  everyMinutes: 60,
  async run(tx) {
    const result: Record<string, number> = {};
    // the highest first, so that what was overlooked for long goes up once
    for (const [i, days] of [...escalationDays.entries()].toReversed()) {
      const level = i + 1;
      const late = await tx.readSql<{ id: string }>(
        `select id from obligation where state = 'open' and escalated < $1 and due_on <= house_today() - $2::int
         order by due_on, id limit $3`,
        [level, days, rowsAtOnceMax],
      );
      const rows = await tx.lockAll(
        obligations,
        late.map((row) => row.id),
      );
      // another command may have ended it while this one waited for the row
      const open = rows.filter((row) => row.state === 'open');
      await tx.updateAll(obligations, open, { escalated: level, escalated_at: tx.now });
      result[`level${level}`] = open.length;
    }
    return { result };
  },
};

interface OverdueStep {
  readonly id: string;
  readonly subject_number: string;
  readonly unit_path: string;
  readonly step: number;
  readonly due_on: string;
  readonly duty: NonNullable<Debt['duty']>;
  /** Named to take the step; null where whoever holds the duty does. */
  readonly person_id: string | null;
  readonly hidden_from: string | null;
}

/** A request whose step is overdue is owed by the first of its duties that somebody holds; decided, it is settled. */
export const remindApprovalsTask: ClockworkTask = {
  name: 'approval.remind',
  title: { zh: '催办逾期审批', en: 'Remind of overdue requests' },
  everyMinutes: 60,
  async run(tx) {
    const settled = await settleDecided(tx);
    const overdue = await tx.readSql<OverdueStep>(
      `select a.id, a.subject_number, a.unit_path, a.step, a.hidden_from,
         (a.step_due_at at time zone current_setting('fengni.zone'))::date as due_on, first.duty,
         a.steps -> a.step -> 'persons' ->> 0 as person_id
       from approval a, lateral (
         select s.duty from jsonb_array_elements_text(a.steps -> a.step -> 'duties') with ordinality s (duty, place)
         order by exists (select from duty d join person p on p.id = d.person_id and p.frozen_at is null
           where d.duty = s.duty and a.unit_path <@ d.unit_path and d.started_on <= house_today()
             and (d.ended_on is null or d.ended_on >= house_today())) desc, s.place limit 1) first
       where a.state = 'pending' and a.step_due_at < $1
         -- what is owed is seen by who oversees the unit, and would tell of the compartment
         and compartment_of_subject(a.subject_id) is null order by a.created_at limit $2`,
      [tx.now, rowsAtOnceMax],
    );
    await owe(
      tx,
      ...overdue.map((one): Debt => ({
        kind: 'approval.decide',
        unitPath: one.unit_path,
        ...(one.person_id === null ? { duty: one.duty } : { personId: one.person_id }),
        subject: { table: 'approval', id: one.id, number: one.subject_number },
        period: `step ${one.step}`,
        dueOn: one.due_on,
        ...(one.hidden_from === null ? {} : { hiddenFrom: one.hidden_from }),
      })),
    );
    return { result: { overdue: overdue.length, settled } };
  },
};

async function settleDecided(tx: Tx): Promise<number> {
  const decided = await tx.readSql<{ id: string }>(
    `select o.id from obligation o join approval a on a.id = o.subject_id
     where o.kind = 'approval.decide' and o.state = 'open' and (a.state <> 'pending' or o.period <> 'step ' || a.step)
     order by o.id limit $1`,
    [rowsAtOnceMax],
  );
  const rows = await tx.lockAll(
    obligations,
    decided.map((row) => row.id),
  );
  await tx.updateAll(obligations, rows, { state: 'done', ended_at: tx.now });
  return rows.length;
}
