import type { ClockworkTask } from '@fengni/kernel/command/define';
import type { Tx } from '@fengni/kernel/db/tx';
import { type Debt, owe } from '@fengni/kernel/obligation/owe';
import { addDays } from '@fengni/schemes/term';
import type { CarrierRow } from '../../carriers/api.ts';
import { todayOf } from '../regrading/apply-change.ts';
import { reviewDays } from '../regrading/rules.ts';
import { basisOf, clerkOf } from '../regrading/store.ts';
import { regradings } from '../regrading/tables.ts';
import { type DerivationReviewRow, derivationReviews } from './tables.ts';

/** Decisions whose consequences are queued in one run. */
const decisionsAtOnceMax = 20;

type Resting = Pick<
  CarrierRow,
  'id' | 'number' | 'register_id' | 'unit_id' | 'unit_path' | 'origin' | 'medium' | 'scheme'
> & {
  readonly source_id: string;
};

/**
 * All that rests on the carriers of a decision, however far down. A way that closes upon itself ends where it began, since
 * `union` takes each pair once. What is released already, or was changed by the same decision, has nothing to be decided.
 */
const restingSql = `with recursive down (carrier_id, source_id) as (
    select e.carrier_id, i.carrier_id from regrading_item i join carrier_edge e on e.source_id = i.carrier_id
    where i.regrading_id = $1
    union
    select e.carrier_id, d.source_id from down d join carrier_edge e on e.source_id = d.carrier_id)
  select distinct on (c.id) c.id, c.number, c.register_id, c.unit_id, c.unit_path, c.origin, c.medium, c.scheme, d.source_id
  from down d join carrier c on c.id = d.carrier_id
  where c.released_on is null and c.state <> 'ended'
    and not exists (select from regrading_item i where i.regrading_id = $1 and i.carrier_id = c.id)
  order by c.id, d.source_id`;

/**
 * A source that was changed or released queues every carrier that rests on it (BEY-1). Done apart from the decision and on
 * the handle tier, so that who decides learns nothing of what he does not see.
 */
export const queueReviewsTask: ClockworkTask = {
  name: 'derivation.queue',
  title: { zh: '来源变更后列出派生件复核', en: 'Queue what rests on a changed source' },
  everyMinutes: 5,
  async run(tx) {
    const decisions = await tx.readSql<{ id: string }>(
      `select id from regrading where state = 'done' and spread_at is null order by decided_at, id limit $1`,
      [decisionsAtOnceMax],
    );
    let queued = 0;
    for (const decision of decisions) {
      const resting = await tx.readSql<Resting>(restingSql, [decision.id]);
      await queueReviews(tx, { regradingId: decision.id, resting });
      queued += resting.length;
    }
    const rows = await tx.lockAll(
      regradings,
      decisions.map((row) => row.id),
    );
    await tx.updateAll(regradings, rows, { spread_at: tx.now });
    return { result: { decisions: decisions.length, queued } };
  },
};

async function queueReviews(
  tx: Tx,
  the: { readonly regradingId: string; readonly resting: readonly Resting[] },
): Promise<void> {
  const rows = the.resting.map((one): DerivationReviewRow => ({
    id: tx.newId(),
    carrier_id: one.id,
    register_id: one.register_id,
    unit_id: one.unit_id,
    regrading_id: the.regradingId,
    source_id: one.source_id,
    state: 'open',
    made_at: tx.now,
    decided_at: null,
    decided_by: null,
  }));
  await tx.insert(derivationReviews, ...rows);
  const dueOn = addDays(todayOf(tx), reviewDays);
  await owe(tx, ...the.resting.map((one) => reviewDebt(one, dueOn)));
}

function reviewDebt(one: Resting, dueOn: string): Debt {
  const whose =
    one.origin === 'own' && one.medium !== 'telegram'
      ? ({ duty: 'classifier' } as const)
      : { duty: clerkOf(one), registerId: one.register_id };
  return {
    kind: 'derivation.review',
    unitPath: one.unit_path,
    ...whose,
    subject: { table: 'carrier', id: one.id, number: one.number },
    dueOn,
    ...basisOf(one, 'D8'),
  };
}
