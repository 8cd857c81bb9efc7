import type { z } from 'zod';
import type { Actor } from '../access/actor.ts';
import { entitlementTo } from '../approval/commands.ts';
import type { ApprovalRow } from '../approval/tables.ts';
import type { LoadTx, JsonObject } from '../command/define.ts';
import { type HomeToday, homeCountMax, homeLinesMax } from './contract.ts';
import type { KindTitles } from './kinds.ts';
import { type LineRow, type SubjectTitles, obligationColumns, owedByCaller, presentLines } from './lines.ts';

type Home = z.input<typeof HomeToday>;

/** Days ahead that count as "this week". */
const weekDays = 7;
/** Bars of the year at most; the kinds most owed come first. */
const yearBarsMax = 24;

interface BoxedRow extends LineRow {
  readonly box: 'late' | 'dueToday' | 'thisWeek' | 'waitingForOthers';
  readonly in_box: number;
}

/**
 * What is open, put into boxes, counted, and the first lines of each: one statement. What is late stands first, whoever
 * owes it: who looks after it is to chase it. What the calendar will ask for only
 * later stays out until the day its reminder begins.
 */
const boxesSql = `with open as materialized (
  select o.id, o.due_on, o.remind_on, ${owedByCaller} as mine,
    o.due_on <= $4::date + $1::int or coalesce(o.remind_on <= $4::date, false) as near
  from obligation o where o.state = 'open'
), placed as materialized (
  select id, mine, due_on, case
    when due_on < $4::date then 'late'
    when mine and due_on = $4::date then 'dueToday'
    when mine and near then 'thisWeek'
    when not mine and (near or remind_on is null) then 'waitingForOthers' end as box
  from open
), ranked as (
  select id, box, mine, row_number() over (partition by box order by due_on, id) as place,
    least(count(*) over (partition by box), $2)::int as in_box
  from placed where box is not null
)
select r.box, r.in_box, r.mine, ${obligationColumns}
from ranked r join obligation o on o.id = r.id join unit u on u.id = o.unit_id left join person p on p.id = o.person_id
where r.place <= $3 order by o.due_on, o.id`;

/** Of what fell due this year so far, or was done ahead, how much is done: over what the caller looks after. */
const yearSql = `select o.kind, (array_agg(o.params))[1] as params, count(*) filter (where o.state = 'done')::int as done, count(*)::int as owed
from obligation o
where o.due_on between date_trunc('year', house_today())::date and (date_trunc('year', house_today()) + interval '1 year')::date - 1
  and o.state <> 'cancelled' and (o.due_on <= house_today() or o.state = 'done')
  and exists (select from acting_duties() d where o.unit_path <@ d.unit_path
    and (d.duty = o.duty or d.duty in ('officer', 'leader-in-charge', 'first-responsible')))
group by o.kind order by owed desc, o.kind limit $1`;

/** Everything of the home page, in a handful of statements whatever there is. */
export async function readHome(
  tx: LoadTx,
  actor: Actor,
  the: { readonly kindTitles: KindTitles; readonly subjectTitles: SubjectTitles },
): Promise<Home> {
  const rows = await tx.readSql<BoxedRow>(boxesSql, [weekDays, homeCountMax, homeLinesMax, tx.today]);
  const lines = await presentLines(tx, rows, the);
  const box = (name: BoxedRow['box']) => lines.filter((_, i) => rows[i]?.box === name);
  const count = (name: BoxedRow['box']) => rows.find((row) => row.box === name)?.in_box ?? 0;
  const year = await tx.readSql<{ kind: string; params: JsonObject; done: number; owed: number }>(yearSql, [
    yearBarsMax,
  ]);
  const state = await readState(tx);
  return {
    today: tx.today,
    late: box('late'),
    dueToday: box('dueToday'),
    thisWeek: box('thisWeek'),
    waitingForOthers: box('waitingForOthers'),
    counts: {
      late: count('late'),
      dueToday: count('dueToday'),
      thisWeek: count('thisWeek'),
      waitingForOthers: count('waitingForOthers'),
      forMySignature: await countForSignature(tx, actor),
    },
    year: year.map(({ kind, params, ...bar }) => ({
      kind,
      ...bar,
      title: the.kindTitles(kind, params),
    })),
    witnessedAt: state?.witnessed_at?.toISOString() ?? null,
    clockStopped: state?.stopped === true,
    demo: state?.demo === true,
  };
}

async function readState(tx: LoadTx) {
  const rows = await tx.readSql<{ witnessed_at: Date | null; stopped: boolean; demo: boolean | null }>(
    `select witness_age() as witnessed_at, clock_stopped() as stopped,
       (select value = 'true'::jsonb from setting where name = 'house.demo') as demo`,
  );
  return rows[0];
}

/** Requests whose due step the caller can take, of those row-level security lets him see. */
async function countForSignature(tx: LoadTx, actor: Actor): Promise<number> {
  const pending = await tx.readSql<Pick<ApprovalRow, 'steps' | 'step' | 'unit_path' | 'requester_person'>>(
    `select steps, step, unit_path, requester_person from approval where state = 'pending' order by created_at limit $1`,
    [homeCountMax],
  );
  return pending.filter(
    (row) => row.requester_person !== actor.personId && entitlementTo(actor, row) !== undefined,
  ).length;
}
