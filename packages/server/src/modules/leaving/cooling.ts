import { type Command, type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import type { Tx } from '@fengni/kernel/db/tx';
import { owe, settle } from '@fengni/kernel/obligation/owe';
import { monthsAfter } from '@fengni/schemes/term';
import { DecideCooling, ExtendCooling, RecordVisit } from './contract.ts';
import { leavingFlows, leavingPolicy } from './policy.ts';
import { type Access, type CoolingProposal, type GradeCode, proposeCooling } from './rules.ts';
import { db, lockCooling, lockLeaving, refuse, requireOpen } from './store.ts';
import { type CoolingOffRow, coolingOffs, coolingVisitMatters, coolingVisits } from './tables.ts';

interface AccessRow {
  readonly scheme: string;
  readonly held_rank: number | null;
  readonly known_rank: number | null;
  readonly held: number;
  readonly last_at: Date | null;
}

/** What the cooling-off of somebody who is leaving should be, from his grade and what he had access to. */
export async function readProposal(tx: LoadTx, personId: string): Promise<CoolingProposal | null> {
  const rows = await tx.readSql<AccessRow>('select * from access_of_leaver($1)', [personId]);
  const [graded] = await tx.readSql<{ grade: GradeCode | null }>('select grade_of_leaver($1) as grade', [
    personId,
  ]);
  const access = rows.map((row): Access => ({
    scheme: row.scheme,
    heldRank: row.held_rank,
    knownRank: row.known_rank,
    held: row.held,
    lastAt: row.last_at?.toISOString() ?? null,
  }));
  return proposeCooling({ grade: graded?.grade ?? null, access, today: tx.today });
}

/** The next visit is owed by personnel; one at a time, so that a list shows what is next. */
export async function oweVisit(
  tx: Tx,
  cooling: Pick<CoolingOffRow, 'id' | 'unit_path' | 'visit_every_months' | 'ends_on'>,
  the: { readonly after: string; readonly person: string },
): Promise<void> {
  const next = monthsAfter(the.after, cooling.visit_every_months);
  const dueOn = next > cooling.ends_on ? cooling.ends_on : next;
  if (dueOn <= the.after) return;
  await owe(tx, {
    kind: 'cooling.visit',
    unitPath: cooling.unit_path,
    duty: 'personnel',
    subject: { table: 'cooling_off', id: cooling.id, number: the.person },
    period: dueOn,
    dueOn,
  });
}

/** The period runs from the day it is approved (PER-3; official questions and answers, no. 42). */
const decideCooling: Command = defineCommand({
  name: 'cooling.decide',
  title: { zh: '确定脱密期', en: 'Decide the cooling-off period' },
  input: DecideCooling,
  rule: leavingPolicy['cooling.decide'],
  async load(tx, input) {
    const target = await lockLeaving(tx, input.leavingId);
    const standing = await tx.readOne(
      db
        .selectFrom('cooling_off')
        .select('id')
        .where('person_id', '=', target.personId)
        .where('state', '=', 'running'),
    );
    return { ...target, standing, proposal: await readProposal(tx, target.personId) };
  },
  unitPath: ({ leaving }) => leaving.unit_path,
  subjectId: ({ leaving }) => leaving.id,
  subjectNumber: ({ person }) => person.name,
  // nobody decides on himself, whatever duty he holds
  hiddenFrom: ({ leaving }) => leaving.person_id,
  parks: () => leavingFlows.cooling,
  snapshot: ({ target: { person, proposal }, input }) => ({
    person: person.name,
    months: input.months,
    proposed: proposal?.months ?? 0,
    managedBy: input.managedBy,
  }),
  matter: ({ input }) => ({ reason: input.reason }),
  async handle(tx, { input, target }) {
    requireOpen(target);
    const { leaving, person, proposal, standing } = target;
    if (standing !== undefined) throw refuse('cooling.decided');
    const row: CoolingOffRow = {
      id: tx.newId(),
      person_id: leaving.person_id,
      leaving_id: leaving.id,
      unit_id: leaving.unit_id,
      unit_path: leaving.unit_path,
      grade: proposal?.grade ?? 'GENERAL',
      months: input.months,
      proposed_months: proposal?.months ?? 0,
      starts_on: tx.today,
      ends_on: monthsAfter(tx.today, input.months),
      managed_by: input.managedBy,
      visit_every_months: input.visitEveryMonths,
      state: 'running',
      decided_at: tx.now,
      ended_at: null,
    };
    await tx.insert(coolingOffs, row);
    await oweVisit(tx, row, { after: tx.today, person: person.name });
    return { result: { coolingId: row.id, endsOn: row.ends_on } };
  },
});

async function nameOf(tx: LoadTx, personId: string): Promise<string> {
  const row = await tx.readOne(db.selectFrom('person').select('name').where('id', '=', personId));
  return row?.name ?? '';
}

const recordVisit = defineCommand({
  name: 'cooling.recordVisit',
  title: { zh: '登记脱密期回访', en: 'Record a follow-up visit' },
  input: RecordVisit,
  rule: leavingPolicy['cooling.visit'],
  async load(tx, input) {
    const target = await lockCooling(tx, input.coolingId);
    return { ...target, name: await nameOf(tx, target.personId) };
  },
  unitPath: ({ cooling }) => cooling.unit_path,
  subjectId: ({ cooling }) => cooling.id,
  async handle(tx, { input, target: { cooling, name }, actor }) {
    if (cooling.state !== 'running') throw refuse('cooling.ended');
    if (input.visitedOn > tx.today || input.visitedOn < cooling.starts_on)
      throw refuse('cooling.visit.future');
    const id = tx.newId();
    await tx.insert(coolingVisits, {
      id,
      cooling_id: cooling.id,
      unit_path: cooling.unit_path,
      visited_on: input.visitedOn,
      by_id: actor.personId,
      finding: input.finding,
      entered_at: tx.now,
    });
    await tx.insert(coolingVisitMatters, { id, note: input.note });
    await settle(tx, { kind: 'cooling.visit', subjectId: cooling.id, byId: actor.personId });
    await oweVisit(tx, cooling, { after: input.visitedOn, person: name });
    return { result: { visitId: id } };
  },
});

const extendCooling: Command = defineCommand({
  name: 'cooling.extend',
  title: { zh: '延长脱密期', en: 'Extend the cooling-off period' },
  input: ExtendCooling,
  rule: leavingPolicy['cooling.decide'],
  async load(tx, input) {
    const target = await lockCooling(tx, input.coolingId);
    return { ...target, name: await nameOf(tx, target.personId) };
  },
  unitPath: ({ cooling }) => cooling.unit_path,
  subjectId: ({ cooling }) => cooling.id,
  subjectNumber: ({ name }) => name,
  hiddenFrom: ({ cooling }) => cooling.person_id,
  parks: () => leavingFlows.cooling,
  snapshot: ({ target: { cooling, name }, input }) => ({
    person: name,
    endsOn: { from: cooling.ends_on, to: monthsAfter(cooling.ends_on, input.months) },
  }),
  matter: ({ input }) => ({ reason: input.reason }),
  async handle(tx, { input, target: { cooling, name } }) {
    if (cooling.state !== 'running') throw refuse('cooling.ended');
    const endsOn = monthsAfter(cooling.ends_on, input.months);
    await tx.update(coolingOffs, cooling, { months: cooling.months + input.months, ends_on: endsOn });
    await oweVisit(tx, { ...cooling, ends_on: endsOn }, { after: tx.today, person: name });
    return { result: { endsOn } };
  },
});

export const coolingCommands: readonly Command[] = [decideCooling, recordVisit, extendCooling];
