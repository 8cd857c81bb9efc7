import type { ClockworkTask } from '@fengni/kernel/command/define';
import type { Tx } from '@fengni/kernel/db/tx';
import { type Debt, owe } from '@fengni/kernel/obligation/owe';
import { addDays, parseLocalDate } from '@fengni/schemes/term';
import type { CarrierRow } from '../../carriers/api.ts';
import { askDays, warnDays } from './rules.ts';
import { basisOf, clerkOf, settleAbout } from './store.ts';
import { remarks } from './tables.ts';

/** Carriers warned of in one run; what is left is taken by the next. */
const warnedAtOnceMax = 1_000;

type Ending = Pick<
  CarrierRow,
  'id' | 'number' | 'register_id' | 'unit_path' | 'origin' | 'medium' | 'scheme'
> & {
  readonly expires_on: string;
};

const endingSql = (when: string, kind: string) => `
  select c.id, c.number, c.register_id, c.unit_path, c.origin, c.medium, c.scheme, c.expires_on::text from carrier c
  where ${when} and c.state <> 'ended' and c.released_on is null
    and not exists (select from obligation o where o.subject_id = c.id and o.kind = '${kind}' and o.state = 'open'
      and o.period = c.expires_on::text)`;

const warnSql = `${endingSql('c.expires_on between house_today() and house_today() + $1::int', 'carrier.term-ends')}
    and not exists (select from term_check t where t.carrier_id = c.id and t.ends_on = c.expires_on)
  order by c.expires_on, c.id limit $2`;

/** Once over, a received term is asked about until the answer is "no extension". */
const askSql = `${endingSql("c.expires_on < house_today() and c.origin = 'received'", 'regrading.ask-originator')}
    and not exists (select from term_check t where t.carrier_id = c.id and t.ends_on = c.expires_on
      and t.outcome = 'no-extension-found' and (t.made_at at time zone current_setting('fengni.zone'))::date > t.ends_on)
  order by c.expires_on, c.id limit $1`;

/** A month before the end: the classifier for own carriers, who keeps the register for received ones (FACTS E4). */
function warning(one: Ending): Debt {
  const whose =
    one.origin === 'own' && one.medium !== 'telegram'
      ? ({ duty: 'classifier' } as const)
      : { duty: clerkOf(one), registerId: one.register_id };
  return {
    kind: 'carrier.term-ends',
    unitPath: one.unit_path,
    ...whose,
    subject: { table: 'carrier', id: one.id, number: one.number },
    period: one.expires_on,
    dueOn: one.expires_on,
    ...basisOf(one, one.origin === 'own' ? 'E4' : 'E6'),
  };
}

function question(one: Ending): Debt {
  const ended = parseLocalDate(one.expires_on);
  return {
    kind: 'regrading.ask-originator',
    unitPath: one.unit_path,
    duty: clerkOf(one),
    registerId: one.register_id,
    subject: { table: 'carrier', id: one.id, number: one.number },
    period: one.expires_on,
    dueOn: ended === null ? one.expires_on : addDays(ended, askDays),
    ...basisOf(one, 'E10'),
  };
}

/** Ends of terms are warned of in good time; received ones that are over are asked about (CLS-7). */
export const warnTask: ClockworkTask = {
  name: 'regrading.warn',
  title: { zh: '保密期限届满提醒', en: 'Warn of ending terms' },
  everyMinutes: 60,
  async run(tx) {
    const ending = await tx.readSql<Ending>(warnSql, [warnDays, warnedAtOnceMax]);
    await owe(tx, ...ending.map(warning));
    const over = await tx.readSql<Ending>(askSql, [warnedAtOnceMax]);
    await settleAbout(tx, {
      kinds: ['carrier.term-ends'],
      subjectIds: over.map((one) => one.id),
      byId: null,
    });
    await owe(tx, ...over.map(question));
    return { result: { warned: ending.length, asked: over.length } };
  },
};

/** Marks that nobody has to change any more, since the copy is gone; and what was owed for them. */
export const tidyRemarksTask: ClockworkTask = {
  name: 'regrading.tidyRemarks',
  title: { zh: '清理不再需要的改标事项', en: 'Close what needs no new mark any more' },
  everyMinutes: 60,
  async run(tx) {
    const gone = await tx.readSql<{ id: string; copy_id: string; carrier_id: string }>(
      `select r.id, r.copy_id, r.carrier_id from regrading_remark r join copy y on y.id = r.copy_id
       where r.state = 'open' and y.state in ('sent', 'delivered', 'returned', 'destroyed') order by r.id limit $1`,
      [warnedAtOnceMax],
    );
    const rows = await tx.lockAll(
      remarks,
      gone.map((row) => row.id),
    );
    const open = rows.filter((row) => row.state === 'open');
    await tx.updateAll(remarks, open, { state: 'void' });
    await settleGone(tx, gone);
    return { result: { closed: open.length } };
  },
};

async function settleGone(
  tx: Tx,
  gone: readonly { readonly copy_id: string; readonly carrier_id: string }[],
): Promise<void> {
  if (gone.length === 0) return;
  const carrierIds = [...new Set(gone.map((row) => row.carrier_id))];
  const left = await tx.writeSql<{ carrier_id: string }>('select carrier_id from carriers_to_mark($1)', [
    carrierIds,
  ]);
  const waiting = new Set(left.map((row) => row.carrier_id));
  await settleAbout(tx, {
    kinds: ['regrading.remark'],
    subjectIds: [...gone.map((row) => row.copy_id), ...carrierIds.filter((id) => !waiting.has(id))],
    byId: null,
  });
}
