import { type LoadTx, defineQuery } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { z } from 'zod';
import { CompartmentList, CompartmentPage, compartmentCarriersMax } from './contract.ts';
import { compartmentsPolicy } from './policy.ts';
import { db, decidesAlone } from './store.ts';

interface LineRow {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly unit_id: string;
  readonly path: string;
  readonly matter: string;
  readonly link: string;
  readonly state: 'open' | 'closed';
  readonly opened_at: Date;
  readonly closed_at: Date | null;
  readonly opened_by: string;
  readonly members: number;
  readonly carriers: number;
}

// the carriers counted are those the caller may know: two members may well see two numbers
const lines = `select t.id, t.name, t.matter, t.link, t.state, t.opened_at, t.closed_at, u.id as unit_id, u.name as unit,
    u.path, p.name as opened_by,
    (select count(*)::int from compartment_knower n where n.compartment_id = t.id) as members,
    (select count(*)::int from carrier_matter m where m.compartment_id = t.id) as carriers
  from compartment t join unit u on u.id = t.unit_id join person p on p.id = t.opened_by`;

function presentLine(row: LineRow) {
  return {
    id: row.id,
    name: row.name,
    unit: row.unit,
    unitId: row.unit_id,
    link: row.link,
    state: row.state,
    memberCount: row.members,
    carrierCount: row.carriers,
    openedAt: row.opened_at.toISOString(),
  };
}

/** The compartments the caller is in; of others he hears nothing. */
const compartmentList = defineQuery({
  name: 'compartment.list',
  title: { zh: '我的隔离组', en: 'My compartments' },
  input: z.object({}),
  output: CompartmentList,
  rule: compartmentsPolicy['compartment.read'],
  async run(tx) {
    const rows = await tx.readSql<LineRow>(`${lines} order by t.state desc, t.opened_at desc, t.id`);
    return { rows: rows.map(presentLine) };
  },
});

async function readMemberLines(tx: LoadTx, compartmentId: string) {
  const rows = await tx.readSql<{
    id: string;
    person_id: string;
    person: string;
    unit: string;
    added_at: Date;
    added_by: string;
    ended_at: Date | null;
    is_in: boolean;
  }>(
    `select m.id, m.person_id, p.name as person, u.name as unit, m.added_at, a.name as added_by, m.ended_at,
       m.ended_at is null and n.person_id is not null
         and m.id = first_value(m.id) over (partition by m.person_id order by m.added_at desc) as is_in
     from compartment_member m join person p on p.id = m.person_id join unit u on u.id = p.unit_id
       join person a on a.id = m.added_by
       left join compartment_knower n on n.compartment_id = m.compartment_id and n.person_id = m.person_id
     where m.compartment_id = $1 order by m.ended_at is not null, m.added_at, p.name`,
    [compartmentId],
  );
  return rows.map((row) => ({
    id: row.id,
    personId: row.person_id,
    person: row.person,
    unit: row.unit,
    addedAt: row.added_at.toISOString(),
    addedBy: row.added_by,
    endedAt: row.ended_at?.toISOString() ?? null,
    state: row.is_in ? ('in' as const) : row.ended_at === null ? ('dropped' as const) : ('ended' as const),
  }));
}

const compartmentPage = defineQuery({
  name: 'compartment.page',
  title: { zh: '隔离组', en: 'Compartment' },
  input: z.object({ compartmentId: z.uuid() }),
  output: CompartmentPage,
  rule: compartmentsPolicy['compartment.read'],
  async run(tx, { input: { compartmentId }, actor }) {
    const [head] = await tx.readSql<LineRow>(`${lines} where t.id = $1`, [compartmentId]);
    if (head === undefined) throw new Refusal('not.found');
    const carriers = await tx.readSql<{ id: string; number: string; mark: string; title: string }>(
      `select c.id, c.number, c.mark, m.title from carrier_matter m join carrier c on c.id = m.id
       where m.compartment_id = $1 order by c.registered_at desc, c.id limit $2`,
      [compartmentId, compartmentCarriersMax],
    );
    const registers = await tx.read(
      db
        .selectFrom('register')
        .select(['id', 'name'])
        .where('compartment_id', '=', compartmentId)
        .where('ended_on', 'is', null)
        .orderBy('name'),
    );
    const pending = await tx.readSql<{ id: string; command: string; requester: string }>(
      `select a.id, a.command, p.name as requester from approval a join person p on p.id = a.requester_person
       where a.subject_id = $1 and a.state = 'pending' order by a.created_at`,
      [compartmentId],
    );
    return {
      ...presentLine(head),
      matter: head.matter,
      openedBy: head.opened_by,
      closedAt: head.closed_at?.toISOString() ?? null,
      decides: decidesAlone(actor, { unitPath: head.path }),
      members: await readMemberLines(tx, compartmentId),
      carriers,
      registers,
      pending,
    };
  },
});

export const compartmentQueries = [compartmentList, compartmentPage];
