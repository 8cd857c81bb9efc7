import type { Kernel } from '../command/kernel.ts';
import type { Tx } from '../db/tx.ts';
import { asClockwork, writeClockworkEntry } from './as-clockwork.ts';
import { type ClockFault, clockBackMinutesMax, clockGapDaysMax } from './contract.ts';
import { clockGuards } from './tables.ts';

const backMsMax = clockBackMinutesMax * 60_000;
const gapMsMax = clockGapDaysMax * 86_400_000;

/** Watches the wall clock (DESIGN §3, Time). A fault is written to the database, where it stops every server. */
export interface ClockGuard {
  /** At start: the wall clock against the last seal, checkpoint, witness and turn. */
  readonly begin: () => Promise<void>;
  /** While running: the wall clock against the monotonic one. */
  readonly look: () => Promise<void>;
}

/**
 * How far the wall clock runs ahead of the monotonic one is all but constant while nobody turns it. Going back is
 * measured from the furthest it ever was ahead, so that five steps of two minutes are one of ten; a jump ahead from the
 * look before, for a machine that slept jumps each time it wakes.
 * @param monotonic milliseconds from any beginning, never turned back
 */
export function createClockGuard(kernel: Kernel, monotonic: () => number): ClockGuard {
  const ahead = (): number => kernel.clock().getTime() - monotonic();
  let before = ahead();
  let furthest = before;
  return {
    begin: () => checkStart(kernel),
    async look() {
      const now = ahead();
      const fault = faultOf({ back: furthest - now, jump: now - before });
      // once written down the fault stands in the database: from here on the clock as it is now is the measure
      if (fault !== null) await stopClockwork(kernel, { fault, seenAt: seenBefore(kernel, now - before) });
      furthest = fault === null ? Math.max(furthest, now) : now;
      before = now;
    },
  };
}

function faultOf(the: { readonly back: number; readonly jump: number }): ClockFault | null {
  if (the.back >= backMsMax) return 'back';
  return the.jump >= gapMsMax ? 'jump' : null;
}

/** What the clock would show had it not been turned since the look before. */
function seenBefore(kernel: Kernel, turnedMs: number): Date {
  return new Date(kernel.clock().getTime() - turnedMs);
}

async function checkStart(kernel: Kernel): Promise<void> {
  const { seenAt, turnedAt } = await asClockwork(kernel, kernel.newId(), readLastSeen);
  // a new house has not known any time yet
  if (seenAt === null) return;
  const now = kernel.clock().getTime();
  const lastTurn = turnedAt ?? seenAt;
  if (now - seenAt.getTime() <= -backMsMax) await stopClockwork(kernel, { fault: 'back', seenAt });
  if (now - lastTurn.getTime() >= gapMsMax) await stopClockwork(kernel, { fault: 'gap', seenAt: lastTurn });
}

interface LastSeen {
  readonly seenAt: Date | null;
  readonly turnedAt: Date | null;
}

async function readLastSeen(tx: Tx): Promise<LastSeen> {
  const rows = await tx.readSql<LastSeen>(
    'select seen_at as "seenAt", turned_at as "turnedAt" from clock_last_seen()',
  );
  return rows[0] ?? { seenAt: null, turnedAt: null };
}

export async function readStopped(tx: Pick<Tx, 'readSql'>): Promise<boolean> {
  const rows = await tx.readSql<{ stopped: boolean }>('select clock_stopped() as stopped');
  return rows[0]?.stopped === true;
}

/** Writes the stop down, unless one stands already. */
async function stopClockwork(
  kernel: Kernel,
  the: { readonly fault: ClockFault; readonly seenAt: Date },
): Promise<void> {
  await asClockwork(kernel, kernel.newId(), async (tx) => {
    // servers that find the same fault take turns, and the second finds it written
    await tx.writeSql(`select pg_advisory_xact_lock(hashtext('fengni.clock'))`);
    if (await readStopped(tx)) return;
    const id = tx.newId();
    await tx.insert(clockGuards, {
      id,
      stopped_at: tx.now,
      seen_at: the.seenAt,
      reason: the.fault,
      confirmed_by_security: null,
      confirmed_by_audit: null,
      log_size: null,
    });
    await writeClockworkEntry(kernel, tx, {
      command: 'clock.stop',
      outcome: 'done',
      input: { fault: the.fault, seenAt: the.seenAt.toISOString() },
      subject: id,
    });
  });
}
