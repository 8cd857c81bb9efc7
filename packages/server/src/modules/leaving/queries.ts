import { decide } from '@fengni/kernel/access/policy';
import { type HeldSource, type LoadTx, type Query, defineQuery } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { listRowsMax, readPage } from '@fengni/kernel/register/page';
import type { z } from 'zod';
import { readLetterState } from '../letters/api.ts';
import {
  CoolingList,
  CoolingListQuery,
  type CoolingView,
  LeavingCall,
  LeavingList,
  LeavingListQuery,
  type LeavingLineView,
  LeavingPage,
} from './contract.ts';
import { readProposal } from './cooling.ts';
import { countHeld, readHeld } from './held.ts';
import { leavingPolicy } from './policy.ts';
import { db } from './store.ts';
import type { CoolingOffRow, LeavingRow } from './tables.ts';

function selectLeavings() {
  return db
    .selectFrom('leaving as l')
    .innerJoin('person as p', 'p.id', 'l.person_id')
    .innerJoin('unit as u', 'u.id', 'l.unit_id')
    .selectAll('l')
    .select(['p.name as person', 'u.name as unit']);
}

function presentLeaving(
  row: LeavingRow & { readonly person: string; readonly unit: string },
): LeavingLineView {
  return {
    id: row.id,
    personId: row.person_id,
    person: row.person,
    unit: row.unit,
    kind: row.kind,
    lastOn: row.last_on,
    state: row.state,
    begunAt: row.begun_at.toISOString(),
    frozenAt: row.frozen_at?.toISOString() ?? null,
    closedAt: row.closed_at?.toISOString() ?? null,
    missing: row.missing,
  };
}

const list = defineQuery({
  name: 'leaving.list',
  title: { zh: '离岗手续', en: 'Leaving procedures' },
  input: LeavingListQuery,
  output: LeavingList,
  rule: leavingPolicy['leaving.read'],
  async run(tx, { input }) {
    let query = selectLeavings();
    if (input.state !== null) query = query.where('l.state', '=', input.state);
    if (input.kind !== null) query = query.where('l.kind', '=', input.kind);
    const page = await readPage(tx, query, {
      keys: ['l.begun_at', 'l.id'],
      types: ['timestamptz', 'uuid'],
      after: input.after,
      rowsMax: listRowsMax,
    });
    return { rows: page.rows.map(presentLeaving), next: page.next };
  },
});

function selectCoolings() {
  return db
    .selectFrom('cooling_off as c')
    .innerJoin('person as p', 'p.id', 'c.person_id')
    .innerJoin('unit as u', 'u.id', 'c.unit_id')
    .selectAll('c')
    .select(['p.name as person', 'u.name as unit']);
}

function presentCooling(
  row: CoolingOffRow & { readonly person: string; readonly unit: string },
): Omit<CoolingView, 'visits'> {
  return {
    id: row.id,
    personId: row.person_id,
    person: row.person,
    unit: row.unit,
    grade: row.grade,
    months: row.months,
    proposedMonths: row.proposed_months,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    managedBy: row.managed_by,
    visitEveryMonths: row.visit_every_months,
    state: row.state,
  };
}

const coolings = defineQuery({
  name: 'cooling.list',
  title: { zh: '脱密期管理', en: 'Cooling-off periods' },
  input: CoolingListQuery,
  output: CoolingList,
  rule: leavingPolicy['leaving.read'],
  async run(tx, { input }) {
    let query = selectCoolings();
    if (input.state !== null) query = query.where('c.state', '=', input.state);
    const page = await readPage(tx, query, {
      keys: ['c.ends_on', 'c.id'],
      types: ['date', 'uuid'],
      direction: 'asc',
      after: input.after,
      rowsMax: listRowsMax,
    });
    return { rows: page.rows.map(presentCooling), next: page.next };
  },
});

async function readCooling(tx: LoadTx, leavingId: string): Promise<CoolingView | null> {
  const row = await tx.readOne(selectCoolings().where('c.leaving_id', '=', leavingId));
  if (row === undefined) return null;
  const visits = await tx.read(
    db
      .selectFrom('cooling_visit as v')
      .innerJoin('person as p', 'p.id', 'v.by_id')
      .leftJoin('cooling_visit_matter as m', 'm.id', 'v.id')
      .select(['v.id', 'v.visited_on as visitedOn', 'v.finding', 'p.name as by', 'm.note'])
      .where('v.cooling_id', '=', row.id)
      .orderBy('v.visited_on', 'desc'),
  );
  return { ...presentCooling(row), visits: visits.map((visit) => ({ ...visit, note: visit.note ?? '' })) };
}

function createOpen(sources: () => readonly HeldSource[]): Query {
  return defineQuery({
    name: 'leaving.open',
    title: { zh: '查看离岗手续', en: 'Open a leaving procedure' },
    input: LeavingCall,
    output: LeavingPage,
    rule: leavingPolicy['leaving.read'],
    async run(tx, { input, actor }): Promise<z.input<typeof LeavingPage>> {
      const row = await tx.readOne(
        selectLeavings()
          .innerJoin('leaving_matter as m', 'm.id', 'l.id')
          .leftJoin('person as t', 't.id', 'l.talked_by')
          .select(['m.reason', 'm.talk', 't.name as talker'])
          .where('l.id', '=', input.leavingId),
      );
      if (row === undefined) throw new Refusal('not.found');
      const isOpen = row.state === 'open';
      const asked = { sources: sources(), personId: row.person_id, kind: row.kind };
      const held = isOpen ? await readHeld(tx, asked) : [];
      const pending = await tx.readSql<{ id: string; command: string }>(
        `select id, command from approval where subject_id = $1 and state = 'pending' order by created_at`,
        [row.id],
      );
      const target = { personId: row.person_id };
      return {
        ...presentLeaving(row),
        reason: row.reason,
        talkedOn: row.talked_on,
        talkedBy: row.talker,
        talk: row.talk,
        letter: await readLetterState(tx, row.letter_id),
        held,
        heldCount: countHeld(held),
        proposal: isOpen ? await readProposal(tx, row.person_id) : null,
        cooling: await readCooling(tx, row.id),
        pending,
        mayRun: decide(leavingPolicy['leaving.run'], actor, target, row.unit_path).ok,
        mayFreeze: decide(leavingPolicy['leaving.freeze'], actor, target, row.unit_path).ok,
      };
    },
  });
}

export function createLeavingQueries(sources: () => readonly HeldSource[]): readonly Query[] {
  return [list, coolings, createOpen(sources)];
}
