import { asClockwork } from '@fengni/kernel/schedule/as-clockwork';
import { readStopped } from '@fengni/kernel/schedule/clock-guard';
import { transact } from '@fengni/kernel/command/transact';
import type { Kernel } from '@fengni/kernel/command/kernel';
import type { HttpServer } from './server-type.ts';
import type { RouteContext } from './app.ts';

export interface HealthSource {
  /** Seconds the wall clock has moved against the monotonic one since the start. */
  readonly clockDriftSeconds: () => number;
}

/** Five minutes off and what acts by itself stops (DESIGN §3, Time). */
const driftSecondsMax = 300;
const sealLagSecondsMax = 30;
/** An answer is kept this long: anybody may ask, the database is not asked each time. */
const keptMs = 1_000;

interface Health {
  readonly ok: boolean;
  readonly database: 'up' | 'down';
  readonly sealer: { readonly pending: number; readonly lagSeconds: number };
  /** `stopped`: what acts by itself stands still until security and audit have confirmed the clock. */
  readonly clock: { readonly driftSeconds: number; readonly stopped: boolean };
  /** Locked: everything works but electronic documents, until the security administrator unlocks the key store. */
  readonly keyStore: 'none' | 'locked' | 'open';
  readonly signedOut: { readonly refused: number; readonly lastAt: string | null };
}

/** `GET /api/health`: for a watchdog and for the log page; 503 where something is wrong. */
export function routeHealth(app: Pick<HttpServer, 'get'>, context: RouteContext, source: HealthSource): void {
  let kept: { at: number; health: Promise<Health> } | null = null;
  app.get('/api/health', async (_request, reply) => {
    const at = performance.now();
    if (kept === null || at - kept.at > keptMs) kept = { at, health: examine(context, source) };
    const health = await kept.health;
    return reply.code(health.ok ? 200 : 503).send(health);
  });
}

async function examine(context: RouteContext, source: HealthSource): Promise<Health> {
  const waiting = await readWaiting(context.kernel).catch(() => null);
  const driftSeconds = Math.round(source.clockDriftSeconds());
  const stopped =
    (await asClockwork(context.kernel, context.kernel.newId(), readStopped).catch(() => null)) ?? false;
  const clock = { driftSeconds, stopped };
  const lagSeconds = Math.max(0, Math.round(waiting?.lag ?? 0));
  // anybody may ask: how busy the house is shows only where the sealer is behind
  const isBehind = lagSeconds >= sealLagSecondsMax;
  const sealer = { pending: isBehind ? (waiting?.pending ?? 0) : 0, lagSeconds: isBehind ? lagSeconds : 0 };
  return {
    ok:
      waiting !== null &&
      !stopped &&
      Math.abs(driftSeconds) < driftSecondsMax &&
      sealer.lagSeconds < sealLagSecondsMax,
    database: waiting === null ? 'down' : 'up',
    sealer,
    clock,
    keyStore: context.vault.status,
    signedOut: context.signedOut.count,
  };
}

/** How many entries wait for the sealer, and for how long the oldest has. */
async function readWaiting(kernel: Kernel): Promise<{ pending: number; lag: number } | null> {
  const options = { sessionHash: '', entryId: kernel.newId(), mode: 'read only', readAs: 'sealer' } as const;
  return transact(kernel, options, async (tx) => {
    const rows = await tx.readSql<{ pending: number; lag: number }>(
      `select count(*)::int as pending, coalesce(extract(epoch from $1::timestamptz - min(e.recorded_at)), 0)::float as lag
       from log_pending p join log_entry e on e.id = p.entry_id`,
      [tx.now],
    );
    return rows[0] ?? null;
  });
}
