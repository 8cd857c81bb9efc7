import type { Locked } from '../db/tx.ts';
import { type LoadTx, defineCommand } from '../command/define.ts';
import { refuser } from '../command/refusal.ts';
import { ChaseObligation, EndObligation, obligationErrors } from './contract.ts';
import { isCalendarKind } from './kinds.ts';
import { owedByCaller } from './lines.ts';
import { looksAfter, obligationPolicy } from './policy.ts';
import { type ObligationRow, obligations } from './tables.ts';

const refuse = refuser(obligationErrors);

interface Target {
  readonly row: Locked<ObligationRow>;
  readonly mine: boolean;
  readonly chasedToday: boolean;
}

async function lockObligation(tx: LoadTx, obligationId: string): Promise<Target> {
  const row = await tx.lock(obligations, obligationId);
  const facts = await tx.readSql<{ mine: boolean; chased_today: boolean | null }>(
    `select ${owedByCaller} as mine,
       (o.chased_at at time zone current_setting('fengni.zone'))::date = house_today() as chased_today
     from obligation o where o.id = $1`,
    [row.id],
  );
  return { row, mine: facts[0]?.mine === true, chasedToday: facts[0]?.chased_today === true };
}

const chaseObligation = defineCommand({
  name: 'obligation.chase',
  title: { zh: '催办', en: 'Chase' },
  input: ChaseObligation,
  rule: obligationPolicy['obligation.chase'],
  load: (tx, input) => lockObligation(tx, input.obligationId),
  unitPath: ({ row }) => row.unit_path,
  subjectId: ({ row }) => row.subject_id ?? row.id,
  async handle(tx, { target: { row, chasedToday } }) {
    if (row.state !== 'open') throw refuse('obligation.ended');
    if (chasedToday) throw refuse('obligation.chased.today');
    const chased = row.chased + 1;
    await tx.update(obligations, row, { chased, chased_at: tx.now });
    return { result: { obligationId: row.id, chased } };
  },
});

/** Duties of the calendar are ended by word; what is owed for a thing ends by its deed. */
const endObligation = defineCommand({
  name: 'obligation.end',
  title: { zh: '办结', en: 'End an obligation' },
  input: EndObligation,
  rule: obligationPolicy['obligation.end'],
  load: (tx, input) => lockObligation(tx, input.obligationId),
  unitPath: ({ row }) => row.unit_path,
  subjectId: ({ row }) => row.subject_id ?? row.id,
  async handle(tx, { input, target: { row }, actor }) {
    if (row.state !== 'open') throw refuse('obligation.ended');
    if (!isCalendarKind(row.kind)) throw refuse('obligation.by.deed');
    if (input.outcome === 'cancelled' && !looksAfter(actor, row.unit_path)) {
      throw refuse('obligation.cancel.overseer');
    }
    await tx.update(obligations, row, { state: input.outcome, ended_at: tx.now, ended_by: actor.personId });
    return { result: { obligationId: row.id, kind: row.kind, period: row.period, state: input.outcome } };
  },
});

export const obligationCommands = [chaseObligation, endObligation];
