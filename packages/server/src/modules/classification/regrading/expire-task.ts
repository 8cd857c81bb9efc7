import type { ClockworkTask } from '@fengni/kernel/command/define';
import type { Tx } from '@fengni/kernel/db/tx';
import { owe } from '@fengni/kernel/obligation/owe';
import { carriers } from '../../carriers/api.ts';
import { releaseAtOnce } from './conditions.ts';
import { judgeExpiry } from './rules.ts';
import { type ExpiryBatchRow, expiryBatches } from './tables.ts';

/** Carriers released in one run; the next one goes on. */
const releasedAtOnceMax = 500;
/** Carriers looked at in one run. */
const dueAtOnceMax = 5_000;

interface DueRow {
  readonly id: string;
  readonly register_id: string;
  readonly unit_id: string;
  readonly unit_path: string;
  readonly expires_on: string;
}

/**
 * Own carriers whose term is over, but for those whose extension is being decided: they wait for that (FACTS E6). Those of
 * the last day come first among a unit's, as they were issued.
 */
const dueSql = `select c.id, c.register_id, c.unit_id, c.unit_path, c.expires_on::text from carrier c
  where c.expires_on < house_today() and c.state <> 'ended' and c.origin = 'own' and c.released_on is null
    and not exists (select from regrading_item i join regrading r on r.id = i.regrading_id
      join approval a on a.subject_id = r.id and a.command = 'regrading.submit' and a.state = 'pending'
      where i.carrier_id = c.id and r.kind in ('extend', 'upgrade'))
  order by c.unit_id, c.register_id, c.expires_on, c.id limit $1`;

/** What a unit released by expiry on this day already. */
const endedSql = `select r.unit_id, count(*)::int as ended from regrading r join regrading_item i on i.regrading_id = r.id
  where r.kind = 'expiry' and r.decided_on = house_today() group by r.unit_id`;

/** On the day, what is over is released by itself (State Secrets Law art. 24; CLS-7). */
export const expireTask: ClockworkTask = {
  name: 'regrading.expire',
  title: { zh: '期满自行解密', en: 'Release what has expired' },
  everyMinutes: 60,
  async run(tx) {
    const due = await tx.readSql<DueRow>(dueSql, [dueAtOnceMax]);
    const ended = await tx.readSql<{ unit_id: string; ended: number }>(endedSql);
    const endedToday = new Map(ended.map((row) => [row.unit_id, row.ended]));
    const batches = await tx.readSql<ExpiryBatchRow>(
      `select id, unit_id, unit_path, before_on::text, carrier_count, state from expiry_batch where state <> 'done'`,
    );
    const open = new Map(batches.map((batch) => [batch.unit_id, batch]));
    let [released, waiting] = [0, 0];
    for (const [unitId, rows] of Map.groupBy(due, (row) => row.unit_id)) {
      const batch = open.get(unitId);
      const step = judgeExpiry({
        due: rows.length,
        endedToday: endedToday.get(unitId) ?? 0,
        batch: batch === undefined || batch.state === 'done' ? null : batch.state,
      });
      if (step !== 'release') {
        waiting += rows.length;
        await holdBack(tx, { rows, batch });
        continue;
      }
      const ready = batch === undefined ? rows : rows.filter((row) => row.expires_on < batch.before_on);
      released += await releaseDue(tx, ready.slice(0, releasedAtOnceMax - released));
      if (released >= releasedAtOnceMax) break;
    }
    await closeBatches(tx, { batches, due });
    return { result: { released, waiting } };
  },
};

/** Begins a batch that waits for a classifier, or keeps count of one that does. */
async function holdBack(
  tx: Tx,
  the: { readonly rows: readonly DueRow[]; readonly batch: ExpiryBatchRow | undefined },
): Promise<void> {
  const [first] = the.rows;
  if (first === undefined) return;
  if (the.batch !== undefined) {
    if (the.batch.carrier_count === the.rows.length) return;
    const row = await tx.lock(expiryBatches, the.batch.id);
    if (row.state === 'waiting')
      await tx.update(expiryBatches, row, { carrier_count: the.rows.length, before_on: tx.today });
    return;
  }
  const id = tx.newId();
  await tx.insert(expiryBatches, {
    id,
    unit_id: first.unit_id,
    unit_path: first.unit_path,
    before_on: tx.today,
    carrier_count: the.rows.length,
    state: 'waiting',
    made_at: tx.now,
    confirmed_at: null,
    confirmed_by: null,
  });
  await owe(tx, {
    kind: 'regrading.confirm-expiry',
    unitPath: first.unit_path,
    duty: 'classifier',
    subject: { table: 'expiry_batch', id, number: String(the.rows.length) },
    dueOn: tx.today,
    basis: 'cn-state-secret#E2',
  });
}

async function releaseDue(tx: Tx, rows: readonly DueRow[]): Promise<number> {
  let released = 0;
  for (const ofRegister of Map.groupBy(rows, (row) => row.register_id).values()) {
    const locked = await tx.lockAll(
      carriers,
      ofRegister.map((row) => row.id),
    );
    // another command may have changed one while this waited for its row
    const still = locked.filter(
      (row) => row.released_on === null && row.expires_on !== null && row.expires_on < tx.today,
    );
    if (still.length === 0) continue;
    await releaseAtOnce(tx, { carriers: still, kind: 'expiry', byId: null, number: '' });
    released += still.length;
  }
  return released;
}

/** A confirmed batch is done when none of its carriers is left. */
async function closeBatches(
  tx: Tx,
  the: { readonly batches: readonly ExpiryBatchRow[]; readonly due: readonly DueRow[] },
): Promise<void> {
  for (const batch of the.batches) {
    if (batch.state !== 'confirmed') continue;
    const left = await tx.readSql<{ left: boolean }>(
      `select exists (select from (${dueSql}) due where due.unit_id = $2 and due.expires_on::date < $3::date) as left`,
      [dueAtOnceMax, batch.unit_id, batch.before_on],
    );
    if (left[0]?.left === true) continue;
    await tx.update(expiryBatches, await tx.lock(expiryBatches, batch.id), { state: 'done' });
  }
}
