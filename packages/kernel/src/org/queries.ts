import { sql } from 'kysely';
import { z } from 'zod';
import { defineQuery, type LoadTx } from '../command/define.ts';
import { refuse } from '../command/refusal.ts';
import { tables } from '../db/table.ts';
import { readPage } from '../register/page.ts';
import { PersonList, PersonListQuery, PersonPage, UnitPage, UnitTree } from './contract.ts';
import { orgPolicy } from './policy.ts';
import { readRequiredHeld, selectDuties } from './reads.ts';
import { lackingDuties } from './rules.ts';
import type { OrgTables } from './tables.ts';
import { openUnit } from './unit-query.ts';

const db = tables<OrgTables>();

const tree = defineQuery({
  name: 'org.tree',
  title: { zh: '机构树', en: 'Tree of units' },
  input: z.object({}),
  output: UnitTree,
  rule: orgPolicy['org.read'],
  async run(tx) {
    const units = await tx.read(
      db
        .selectFrom('unit as u')
        .leftJoin(
          db
            .selectFrom('person')
            .select(['unit_id', sql<number>`count(*)::int`.as('n')])
            .where('left_on', 'is', null)
            .groupBy('unit_id')
            .as('c'),
          'c.unit_id',
          'u.id',
        )
        .select([
          'u.id',
          'u.parent_id',
          'u.path',
          'u.kind',
          'u.name',
          'u.code',
          'u.position',
          'c.n as people',
        ])
        .where((where) => where.or([where('u.ended_on', 'is', null), where('u.ended_on', '>=', tx.today)]))
        .orderBy('u.position')
        .orderBy('u.name')
        .orderBy('u.id'),
    );
    const held = await readRequiredHeld(tx);
    return {
      units: units.map(({ parent_id, path, people, ...unit }) => ({
        ...unit,
        parentId: parent_id,
        people: people ?? 0,
        lacking: lackingDuties({ kind: unit.kind, path }, held),
      })),
    };
  },
});

const unit = defineQuery({
  name: 'org.unit',
  title: { zh: '查看机构', en: 'Open a unit' },
  input: z.object({ unitId: z.uuid() }),
  output: UnitPage,
  rule: orgPolicy['org.read'],
  run: (tx, { input }) => openUnit(tx, input.unitId),
});

const people = defineQuery({
  name: 'org.people',
  title: { zh: '人员名单', en: 'List of people' },
  input: PersonListQuery,
  output: PersonList,
  rule: orgPolicy['org.read'],
  async run(tx, { input }) {
    const { search, unitId, after, limit } = input;
    let query = db
      .selectFrom('person as p')
      .innerJoin('unit as u', 'u.id', 'p.unit_id')
      .select(['p.id', 'p.name', 'p.staff_no', 'p.unit_id', 'p.frozen_at', 'u.name as unit'])
      .select(
        sql<string[]>`array(select po.name from holding h join post po on po.id = h.post_id
          where h.person_id = p.id and h.started_on <= ${tx.today}::date
            and (h.ended_on is null or h.ended_on >= ${tx.today}::date) order by h.started_on, h.id)`.as(
          'posts',
        ),
      )
      .where('p.left_on', 'is', null);
    if (search !== '') {
      query = query.where(
        sql<boolean>`(strpos(lower(p.name), lower(${search}::text)) > 0 or starts_with(lower(p.staff_no), lower(${search}::text)))`,
      );
    }
    // the unit and all below it
    if (unitId !== null) {
      query = query.where(sql<boolean>`u.path <@ (select path from unit where id = ${unitId})`);
    }
    const page = await readPage(tx, query, {
      keys: ['p.name', 'p.id'],
      types: ['text', 'uuid'],
      direction: 'asc',
      after,
      rowsMax: limit,
    });
    return {
      rows: page.rows.map(({ id, name, staff_no, unit_id, frozen_at, unit: unitName, posts }) => ({
        id,
        name,
        posts,
        staffNo: staff_no,
        unit: unitName,
        unitId: unit_id,
        frozen: frozen_at !== null,
      })),
      next: page.next,
    };
  },
});

const person = defineQuery({
  name: 'org.person',
  title: { zh: '查看人员', en: 'Open a person' },
  input: z.object({ personId: z.uuid() }),
  output: PersonPage,
  rule: orgPolicy['org.read'],
  run: (tx, { input }) => openPerson(tx, input.personId),
});

/** A person with all he holds and held. His clearance comes through where the caller may see it. */
async function openPerson(tx: LoadTx, personId: string): Promise<z.input<typeof PersonPage>> {
  const found = await tx.readOne(
    db
      .selectFrom('person as p')
      .innerJoin('unit as u', 'u.id', 'p.unit_id')
      .select(['p.id', 'p.name', 'p.staff_no', 'p.unit_id', 'p.frozen_at', 'u.name as unit'])
      .where('p.id', '=', personId),
  );
  if (found === undefined) throw refuse('not.found');
  const { id, name, staff_no, unit_id, frozen_at, unit: unitName } = found;
  return {
    id,
    name,
    staffNo: staff_no,
    unitId: unit_id,
    unit: unitName,
    frozen: frozen_at !== null,
    holdings: await tx.read(
      db
        .selectFrom('holding as h')
        .innerJoin('post as po', 'po.id', 'h.post_id')
        .innerJoin('unit as u', 'u.id', 'po.unit_id')
        .select(['h.id', 'po.name as post', 'u.name as unit', 'po.grade'])
        .select(['h.started_on as startedOn', 'h.ended_on as endedOn'])
        .where('h.person_id', '=', personId)
        .orderBy('h.started_on', 'desc')
        .orderBy('h.id'),
    ),
    duties: await tx.read(selectDuties().where('d.person_id', '=', personId)),
    clearances: await tx.read(
      db
        .selectFrom('clearance')
        .select(['scheme', 'level_rank as levelRank', 'grade', 'decided_on as decidedOn'])
        .where('person_id', '=', personId)
        .where('ended_on', 'is', null)
        .orderBy('scheme'),
    ),
  };
}

export const orgQueries = [tree, unit, people, person];
