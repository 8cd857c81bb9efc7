import { sql } from 'kysely';
import type { z } from 'zod';
import type { LoadTx } from '../command/define.ts';
import { refuse } from '../command/refusal.ts';
import { tables } from '../db/table.ts';
import type { UnitPage } from './contract.ts';
import { readRequiredHeld, selectDuties } from './reads.ts';
import { lackingDuties } from './rules.ts';
import type { OrgTables } from './tables.ts';

const db = tables<OrgTables>();
type Page = z.input<typeof UnitPage>;

/** People shown with their unit; `org.people` pages through all of them. */
export const unitPeopleMax = 200;

/** One unit with whoever holds what in it today. */
export async function openUnit(tx: LoadTx, unitId: string): Promise<Page> {
  const line = await tx.read(
    db
      .selectFrom('unit as u')
      .innerJoin('unit as below', (join) => join.on(sql<boolean>`below.path <@ u.path`))
      .select(['u.id', 'u.name', 'u.kind', 'u.code', 'u.position', 'u.path'])
      .where('below.id', '=', unitId)
      .orderBy(sql`nlevel(u.path)`),
  );
  const unit = line.at(-1);
  if (unit === undefined) throw refuse('not.found');
  const people = await tx.read(
    db
      .selectFrom('person')
      .select(['id', 'name', 'staff_no', 'frozen_at'])
      .where('unit_id', '=', unitId)
      .where('left_on', 'is', null)
      .orderBy('name')
      .orderBy('id')
      .limit(unitPeopleMax),
  );
  return {
    id: unit.id,
    name: unit.name,
    kind: unit.kind,
    code: unit.code,
    position: unit.position,
    path: line.map(({ id, name }) => ({ id, name })),
    duties: await tx.read(
      selectDuties()
        .where('d.unit_id', '=', unitId)
        .where((where) => where.or([where('d.ended_on', 'is', null), where('d.ended_on', '>=', tx.today)])),
    ),
    lacking: lackingDuties(unit, await readRequiredHeld(tx)),
    posts: await readPosts(tx, unitId),
    people: people.map(({ id, name, staff_no, frozen_at }) => ({
      id,
      name,
      staffNo: staff_no,
      frozen: frozen_at !== null,
    })),
    bodies: await readBodies(tx, unitId),
  };
}

async function readPosts(tx: LoadTx, unitId: string): Promise<Page['posts']> {
  const rows = await tx.read(
    db
      .selectFrom('post as p')
      .leftJoin('holding as h', (join) =>
        join
          .onRef('h.post_id', '=', 'p.id')
          .on('h.started_on', '<=', tx.today)
          .on((on) => on.or([on('h.ended_on', 'is', null), on('h.ended_on', '>=', tx.today)])),
      )
      .leftJoin('person as who', 'who.id', 'h.person_id')
      .select(['p.id', 'p.name', 'p.grade', 'h.id as holdingId', 'h.started_on as startedOn'])
      .select(['who.id as personId', 'who.name as holder'])
      .where('p.unit_id', '=', unitId)
      .where((where) => where.or([where('p.ended_on', 'is', null), where('p.ended_on', '>=', tx.today)]))
      .orderBy('p.name')
      .orderBy('p.id')
      .orderBy('h.started_on')
      .orderBy('h.id'),
  );
  return groupById(rows, ({ id, name, grade }, ofPost) => ({
    id,
    name,
    grade,
    holders: ofPost.flatMap(({ holdingId, personId, holder, startedOn }) =>
      holdingId === null || personId === null || holder === null || startedOn === null
        ? []
        : [{ holdingId, personId, name: holder, startedOn }],
    ),
  }));
}

async function readBodies(tx: LoadTx, unitId: string): Promise<Page['bodies']> {
  const rows = await tx.read(
    db
      .selectFrom('body as b')
      .leftJoin('body_member as m', (join) =>
        join
          .onRef('m.body_id', '=', 'b.id')
          .on((on) => on.or([on('m.ended_on', 'is', null), on('m.ended_on', '>=', tx.today)])),
      )
      .leftJoin('person as who', 'who.id', 'm.person_id')
      .select(['b.id', 'b.kind', 'b.name', 'b.term_from', 'b.term_to'])
      .select(['m.id as memberId', 'who.name as member', 'm.role', 'm.duties'])
      .where('b.unit_id', '=', unitId)
      .where((where) => where.or([where('b.ended_on', 'is', null), where('b.ended_on', '>=', tx.today)]))
      .orderBy('b.term_from')
      .orderBy('b.id')
      .orderBy('m.started_on')
      .orderBy('m.id'),
  );
  return groupById(rows, ({ id, kind, name, term_from, term_to }, ofBody) => ({
    id,
    kind,
    name,
    termFrom: term_from,
    termTo: term_to,
    members: ofBody.flatMap(({ memberId, member, role, duties }) =>
      memberId === null || member === null || role === null
        ? []
        : [{ id: memberId, person: member, role, duties: duties ?? '' }],
    ),
  }));
}

/** Joined rows that belong to one thing, made into that thing; in the order in which things first stand. */
function groupById<Row extends { readonly id: string }, Thing>(
  rows: readonly Row[],
  make: (first: Row, all: readonly Row[]) => Thing,
): Thing[] {
  return [...Map.groupBy(rows, (row) => row.id).values()].flatMap((all) => {
    const first = all[0];
    return first === undefined ? [] : [make(first, all)];
  });
}
