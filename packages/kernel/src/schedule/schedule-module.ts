import { z } from 'zod';
import { definePolicy, power } from '../access/policy.ts';
import {
  type ClockworkTask,
  type LoadTx,
  type Module,
  defineCommand,
  defineQuery,
} from '../command/define.ts';
import { refuser } from '../command/refusal.ts';
import { tables } from '../db/table.ts';
import { ClockState, ConfirmClock, clockBackMinutesMax, scheduleErrors } from './contract.ts';
import { expireSessionsTask } from './session-task.ts';
import { type ClockGuardRow, type ScheduleTables, clockGuards } from './tables.ts';

const db = tables<ScheduleTables>();
const refuse = refuser(scheduleErrors);

/** Security and audit confirm the clock, each for himself (DESIGN §3, Time). */
export const schedulePolicy = definePolicy({
  'clock.confirm': power('security', 'audit'),
  'clock.read': power('system', 'security', 'audit'),
});

async function readStop(tx: LoadTx): Promise<ClockGuardRow | undefined> {
  return tx.readOne(
    db
      .selectFrom('clock_guard')
      .selectAll()
      .where((where) =>
        where.or([where('confirmed_by_security', 'is', null), where('confirmed_by_audit', 'is', null)]),
      ),
  );
}

const confirmClock = defineCommand({
  name: 'clock.confirm',
  title: { zh: '确认时钟', en: 'Confirm the clock' },
  input: ConfirmClock,
  rule: schedulePolicy['clock.confirm'],
  secondFactor: true,
  load: (tx, input) => tx.lock(clockGuards, input.guardId),
  subjectId: (row) => row.id,
  async handle(tx, { input, target: row, actor }) {
    if (row.confirmed_by_security !== null && row.confirmed_by_audit !== null) throw refuse('clock.running');
    const differsMs = Math.abs(Date.parse(input.clock) - tx.now.getTime());
    if (differsMs > clockBackMinutesMax * 60_000)
      throw refuse('clock.differs', { minutes: clockBackMinutesMax });
    const mine = actor.power === 'security' ? 'confirmed_by_security' : 'confirmed_by_audit';
    if (row[mine] !== null) throw refuse('clock.confirmed.already');
    const sizes = await tx.writeSql<{ size: number }>('select note_clock_confirmed($1) as size', [tx.now]);
    const after = await tx.update(clockGuards, row, { [mine]: tx.now, log_size: sizes[0]?.size ?? null });
    return { result: { running: after.confirmed_by_security !== null && after.confirmed_by_audit !== null } };
  },
});

async function readClock(tx: LoadTx, tasks: readonly ClockworkTask[]): Promise<z.input<typeof ClockState>> {
  const stop = await readStop(tx);
  const runs = new Map(
    (await tx.read(db.selectFrom('clockwork_run').selectAll())).map((run) => [run.task, run]),
  );
  return {
    now: tx.now.toISOString(),
    stopped:
      stop === undefined
        ? null
        : {
            guardId: stop.id,
            stoppedAt: stop.stopped_at.toISOString(),
            seenAt: stop.seen_at.toISOString(),
            reason: stop.reason,
            confirmedBySecurity: stop.confirmed_by_security?.toISOString() ?? null,
            confirmedByAudit: stop.confirmed_by_audit?.toISOString() ?? null,
          },
    tasks: tasks.map(({ name, title, everyMinutes }) => ({
      name,
      title,
      everyMinutes,
      ranAt: runs.get(name)?.ran_at?.toISOString() ?? null,
      failed: (runs.get(name)?.failed_slot ?? null) !== null,
    })),
  };
}

/** The clock, what runs by it, and old sessions. `tasks` are those of the registry this becomes part of. */
export function createScheduleModule(the: { readonly tasks: () => readonly ClockworkTask[] }): Module {
  return {
    name: 'schedule',
    commands: [confirmClock],
    queries: [
      defineQuery({
        name: 'clock.state',
        title: { zh: '时钟与自动办理', en: 'The clock and what runs by it' },
        input: z.object({}),
        output: ClockState,
        rule: schedulePolicy['clock.read'],
        run: (tx) => readClock(tx, the.tasks()),
      }),
    ],
    files: [],
    errors: scheduleErrors,
    audits: [],
    clockwork: [expireSessionsTask],
  };
}
