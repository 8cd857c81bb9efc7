import { setTimeout as pause } from 'node:timers/promises';
import type { ClockworkTask, Done } from '../command/define.ts';
import { type Kernel, houseDate } from '../command/kernel.ts';
import type { Tx } from '../db/tx.ts';
import { asClockwork, writeClockworkEntry } from './as-clockwork.ts';
import { type ClockGuard, createClockGuard, readStopped } from './clock-guard.ts';
import type { ClockworkRunRow } from './tables.ts';

/** Milliseconds between two turns: how late a task may begin, and how long a turned clock goes unseen. */
const turnEveryMs = 30_000;

const minutesOfDay = 24 * 60;

/**
 * The slot of time an instant lies in: a task runs once in each. Slots are told apart, never ordered, so that a clock set
 * right, back or ahead, begins a new one. Those of a day and more begin with the house's day.
 */
export function slotOf(now: Date, zone: string, everyMinutes: number): string {
  if (everyMinutes < minutesOfDay) return `minutes ${Math.floor(now.getTime() / (everyMinutes * 60_000))}`;
  const day = Date.parse(`${houseDate(now, zone)}T00:00:00Z`) / 86_400_000;
  return `days ${Math.floor(day / Math.round(everyMinutes / minutesOfDay))}`;
}

/** One turn: the clock is looked at, then every task that is due runs in a transaction of its own. */
export async function turnClockwork(kernel: Kernel, guard: ClockGuard): Promise<void> {
  await guard.look();
  const runs = await asClockwork(kernel, kernel.newId(), noteTurn);
  const slots = new Map(runs.map((run) => [run.task, run.slot]));
  for (const task of kernel.registry.clockwork) {
    if (slots.get(task.name) !== slotOf(kernel.clock(), kernel.zone, task.everyMinutes))
      await runTask(kernel, task);
  }
}

/** Notes that the house knows the time, and reads what ran when. */
async function noteTurn(tx: Tx): Promise<ClockworkRunRow[]> {
  await tx.writeSql(
    `insert into clockwork_run (task, ran_at) values ('clockwork.turn', $1)
     on conflict (task) do update set ran_at = excluded.ran_at`,
    [tx.now],
  );
  return tx.readSql<ClockworkRunRow>('select * from clockwork_run');
}

/** Runs a task unless it ran in this slot or another server is at it. A failure is told once a slot and tried again. */
async function runTask(kernel: Kernel, task: ClockworkTask): Promise<void> {
  const slot = slotOf(kernel.clock(), kernel.zone, task.everyMinutes);
  const entryId = kernel.newId();
  try {
    await asClockwork(kernel, entryId, async (tx) => {
      const run = await claimTask(tx, task.name);
      if (run === undefined || run.slot === slot) return;
      if (await readStopped(tx)) {
        if (run.refused_slot !== slot) await refuseTask(kernel, tx, { task, slot });
        return;
      }
      const done = await task.run(tx, { lastRanAt: run.ran_at });
      if (await hasWritten(tx)) await logTask(kernel, tx, { task, slot, done });
      await tx.writeSql(
        'update clockwork_run set slot = $2, ran_at = $3, failed_slot = null where task = $1',
        [task.name, slot, tx.now],
      );
    });
  } catch (error) {
    await noteFailure(kernel, { task, slot, error, entryId });
  }
}

/** The task's row, locked until the transaction ends; undefined where another server has it. */
async function claimTask(tx: Tx, name: string): Promise<ClockworkRunRow | undefined> {
  await tx.writeSql('insert into clockwork_run (task) values ($1) on conflict do nothing', [name]);
  const rows = await tx.writeSql<ClockworkRunRow>(
    'select * from clockwork_run where task = $1 for update skip locked',
    [name],
  );
  return rows[0];
}

async function hasWritten(tx: Tx): Promise<boolean> {
  const rows = await tx.writeSql<{ rows_written: number }>('select rows_written from log_rows_digest($1)', [
    tx.entryId,
  ]);
  return Number(rows[0]?.rows_written) > 0;
}

interface Slotted {
  readonly task: ClockworkTask;
  readonly slot: string;
}

function logTask(
  kernel: Kernel,
  tx: Tx,
  { task, slot, done }: Slotted & { readonly done: Done },
): Promise<void> {
  return writeClockworkEntry(kernel, tx, {
    command: task.name,
    outcome: 'done',
    input: { slot },
    subject: done.subject,
    result: done.result,
  });
}

async function refuseTask(kernel: Kernel, tx: Tx, { task, slot }: Slotted): Promise<void> {
  await writeClockworkEntry(kernel, tx, {
    command: task.name,
    outcome: 'refused',
    input: { slot },
    reason: 'clock.stopped',
  });
  await tx.writeSql('update clockwork_run set refused_slot = $2 where task = $1', [task.name, slot]);
}

async function noteFailure(
  kernel: Kernel,
  { task, slot, error, entryId }: Slotted & { readonly error: unknown; readonly entryId: string },
): Promise<void> {
  const isFirst = await asClockwork(kernel, entryId, async (tx) => {
    const run = await claimTask(tx, task.name);
    if (run === undefined || run.failed_slot === slot) return false;
    await writeClockworkEntry(kernel, tx, {
      command: task.name,
      outcome: 'failed',
      input: { slot },
      reason: 'program.fault',
    });
    await tx.writeSql('update clockwork_run set failed_slot = $2 where task = $1', [task.name, slot]);
    return true;
  });
  if (isFirst) kernel.onFault(error, entryId);
}

export interface ClockworkOptions {
  /** A turn that could not be made, such as with the database away; the next one follows all the same. */
  readonly onError: (error: unknown) => void;
  /** Milliseconds from any beginning, never turned back; the process's own by default. */
  readonly monotonic?: () => number;
}

/**
 * Turns the clockwork until stopped. Any number of servers may: each task is run by whichever is first in its slot, and
 * slots missed while none ran are made up for by one run. Turns are timed by the monotonic clock, so that they go on
 * whatever the wall clock shows. Returns once the clock has been checked and the first turn made; stopping waits for the
 * turn at hand.
 */
export async function startClockwork(
  kernel: Kernel,
  options: ClockworkOptions,
): Promise<() => Promise<void>> {
  const guard = createClockGuard(kernel, options.monotonic ?? (() => performance.now()));
  const stopping = new AbortController();
  await guard.begin();
  const turn = () => turnClockwork(kernel, guard).catch(options.onError);
  await turn();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await pause(turnEveryMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
      if (!stopping.signal.aborted) await turn();
    }
  })();
  return async () => {
    stopping.abort();
    await running;
  };
}
