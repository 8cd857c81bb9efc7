import type { Actor } from '@fengni/kernel/access/actor';
import { decide, isWithin } from '@fengni/kernel/access/policy';
import { readPending } from '@fengni/kernel/approval/requests';
import { type LoadTx, type Query, defineQuery } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { listRowsMax, readPage } from '@fengni/kernel/register/page';
import { sql } from 'kysely';
import { z } from 'zod';
import { readKeyPlaces } from '../catalogue/api.ts';
import {
  RouteChoices,
  VisitCall,
  VisitExport,
  VisitList,
  VisitListQuery,
  type VisitLineView,
  VisitMonth,
  VisitMonthQuery,
  VisitPage,
} from './contract.ts';
import { visitsPolicy } from './policy.ts';
import { readPlanFacts } from './plan-facts.ts';
import { checkPlan } from './rules.ts';
import { db, holdersOf } from './store.ts';
import { readOpinions } from './opinions.ts';
import { readSuppliesOf } from './supply-queries.ts';
import type { VisitMatterRow, VisitRow } from './tables.ts';

export function selectVisits() {
  return db
    .selectFrom('visit as v')
    .innerJoin('visit_matter as m', 'm.id', 'v.id')
    .innerJoin('unit as u', 'u.id', 'v.unit_id')
    .innerJoin('person as h', 'h.id', 'v.host_id')
    .selectAll('v')
    .select(['m.firm', 'm.country', 'u.name as unit', 'h.name as host']);
}
type ReadVisit = VisitRow &
  Pick<VisitMatterRow, 'firm' | 'country'> & { readonly unit: string; readonly host: string };

export function presentVisit(row: ReadVisit): VisitLineView {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    unit: row.unit,
    host: row.host,
    hostId: row.host_id,
    firm: row.firm,
    country: row.country,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    visitors: row.visitors,
    foreigners: row.foreigners,
    keyPlaces: row.key_places,
    state: row.state,
  };
}

/** Visits that fit the filters, as the caller may know them. */
export function filterVisits(input: z.output<typeof VisitExport>, actor: Pick<Actor, 'personId'>) {
  let query = selectVisits();
  if (input.state !== null) query = query.where('v.state', '=', input.state);
  if (input.kind !== null) query = query.where('v.kind', '=', input.kind);
  if (input.foreign) query = query.where('v.foreigners', '>', 0);
  if (input.from !== null) query = query.where('v.ends_on', '>=', input.from);
  if (input.to !== null) query = query.where('v.starts_on', '<=', input.to);
  if (input.mine)
    query = query.where(
      sql<boolean>`(v.host_id = ${actor.personId} or v.asked_by = ${actor.personId} or v.escort_ids @> array[${actor.personId}]::uuid[])`,
    );
  if (input.search !== '')
    query = query.where(
      sql<boolean>`(strpos(lower(v.number), lower(${input.search}::text)) > 0 or strpos(lower(m.firm), lower(${input.search}::text)) > 0
        or strpos(lower(m.purpose), lower(${input.search}::text)) > 0)`,
    );
  return query;
}

const list = defineQuery({
  name: 'visit.list',
  title: { zh: '来访接待', en: 'Visits' },
  input: VisitListQuery,
  output: VisitList,
  rule: visitsPolicy['visit.read'],
  async run(tx, { input, actor }) {
    const made = input.sort === 'made';
    const page = await readPage(tx, filterVisits(input, actor), {
      keys: made ? ['v.made_at', 'v.id'] : ['v.starts_on', 'v.id'],
      types: made ? ['timestamptz', 'uuid'] : ['date', 'uuid'],
      direction: input.direction,
      after: input.after,
      rowsMax: listRowsMax,
    });
    return { rows: page.rows.map(presentVisit), next: page.next };
  },
});

/** Visits one month's picture shows; what is beyond is in the list. */
const monthRowsMax = 200;

const month = defineQuery({
  name: 'visit.month',
  title: { zh: '来访日程', en: 'Visits of a month' },
  input: VisitMonthQuery,
  output: VisitMonth,
  rule: visitsPolicy['visit.read'],
  async run(tx, { input }) {
    const first = `${input.month}-01`;
    const rows = await tx.read(
      selectVisits()
        .where('v.state', '<>', 'cancelled')
        .where('v.ends_on', '>=', first)
        .where(sql<boolean>`v.starts_on < (${first}::date + interval '1 month')`)
        .orderBy('v.starts_on')
        .orderBy('v.id')
        .limit(monthRowsMax + 1),
    );
    return { rows: rows.slice(0, monthRowsMax).map(presentVisit), cut: rows.length > monthRowsMax };
  },
});

export type PersonView = z.output<typeof VisitPage>['people'][number];
export async function readPeople(tx: LoadTx, visitId: string): Promise<PersonView[]> {
  const rows = await tx.readSql<Omit<PersonView, 'cameAt'> & { readonly cameAt: Date | null }>(
    `select v.id, m.name, m.firm, m.position, m.country, v.foreigner, m.document_kind as "documentKind",
       m.document_tail as "documentTail",
       exists (select from visit_entry e where e.visitor_id = v.id and e.left_at is null) as inside,
       (select min(e.arrived_at) from visit_entry e where e.visitor_id = v.id) as "cameAt"
     from visit_visitor v join visit_visitor_matter m on m.id = v.id
     where v.visit_id = $1 and not v.dropped order by v.place, v.id`,
    [visitId],
  );
  return rows.map((row) => ({ ...row, cameAt: row.cameAt?.toISOString() ?? null }));
}

type StopView = z.output<typeof VisitPage>['route'][number];
export async function readRoute(tx: LoadTx, visitId: string): Promise<StopView[]> {
  const rows = await tx.readSql<Omit<StopView, 'preparedAt'> & { readonly preparedAt: Date | null }>(
    `select s.id, m.area, s.key_place_id as "keyPlaceId", s.key_place_id is not null as "keyPlace", s.unit_id as "unitId",
       s.treatment, m.preparation, s.prepared_at as "preparedAt", p.name as "preparedBy", m.prepared_note as "preparedNote"
     from visit_stop s join visit_stop_matter m on m.id = s.id left join person p on p.id = s.prepared_by
     where s.visit_id = $1 and not s.dropped order by s.place, s.id`,
    [visitId],
  );
  return rows.map((row) => ({ ...row, preparedAt: row.preparedAt?.toISOString() ?? null }));
}

type EntryView = z.output<typeof VisitPage>['entries'][number];
async function readEntries(tx: LoadTx, visitId: string): Promise<EntryView[]> {
  const rows = await tx.readSql<
    Omit<EntryView, 'arrivedAt' | 'leftAt'> & { readonly arrivedAt: Date; readonly leftAt: Date | null }
  >(
    `select e.id, n.name as visitor, e.badge_no as "badgeNo", e.arrived_at as "arrivedAt", p.name as "arrivedBy",
       e.devices_kept as "devicesKept", m.devices, e.left_at as "leftAt", e.devices_back as "devicesBack"
     from visit_entry e join visit_entry_matter m on m.id = e.id join visit_visitor_matter n on n.id = e.visitor_id
       join person p on p.id = e.arrived_by
     where e.visit_id = $1 order by e.arrived_at desc, n.name, e.id`,
    [visitId],
  );
  return rows.map((row) => ({
    ...row,
    arrivedAt: row.arrivedAt.toISOString(),
    leftAt: row.leftAt?.toISOString() ?? null,
  }));
}

async function readFindings(tx: LoadTx, visitId: string) {
  return tx.readSql<z.output<typeof VisitPage>['findings'][number]>(
    `select f.id, f.kind, m.words, f.incident_id is not null as incident
     from visit_finding f join visit_finding_matter m on m.id = f.id where f.visit_id = $1 order by f.place, f.id`,
    [visitId],
  );
}

/** Copies out of store in the units of the route, as far as the reader handles or knows them. */
async function countCopiesOut(tx: LoadTx, visitId: string): Promise<number> {
  const [row] = await tx.readSql<{ n: number }>(
    `select count(*)::int as n from copy c join register r on r.id = c.register_id
     where c.state in ('with-reader', 'on-loan') and r.unit_id in (
       select s.unit_id from visit_stop s where s.visit_id = $1 and not s.dropped and s.treatment <> 'closed')`,
    [visitId],
  );
  return row?.n ?? 0;
}

async function readPlanChecks(tx: LoadTx, visit: VisitRow, matter: Pick<VisitMatterRow, 'may_not'>) {
  if (visit.state !== 'draft') return [];
  const named = new Set((await readRoute(tx, visit.id)).flatMap((stop) => stop.keyPlaceId ?? []));
  const places = await readKeyPlaces(tx);
  const aside = places.filter((one) => isWithin(one.unitPath, visit.unit_path) && !named.has(one.id));
  return checkPlan({
    ...(await readPlanFacts(tx, visit, matter)),
    copiesOut: await countCopiesOut(tx, visit.id),
    keyPlacesAside: aside.map((one) => one.name),
  });
}

const open = defineQuery({
  name: 'visit.open',
  title: { zh: '查看来访', en: 'Open a visit' },
  input: VisitCall,
  output: VisitPage,
  rule: visitsPolicy['visit.read'],
  async run(tx, { input, actor }): Promise<z.input<typeof VisitPage>> {
    const row = await tx.readOne(
      selectVisits()
        .innerJoin('person as a', 'a.id', 'v.asked_by')
        .select(['a.name as asker', 'm.purpose', 'm.may_show', 'm.may_not', 'm.devices_note'])
        .select(['m.report', 'm.end_reason'])
        .where('v.id', '=', input.visitId),
    );
    if (row === undefined) throw new Refusal('not.found');
    const escorts = await tx.readSql<{ id: string; name: string }>(
      'select id, name from person where id = any ($1) order by name, id',
      [row.escort_ids],
    );
    const target = { path: row.unit_path, persons: holdersOf(row) };
    const pending = await readPending(tx, { subjectId: row.id, commands: ['visit.submit'] });
    return {
      ...presentVisit(row),
      unitId: row.unit_id,
      askedBy: row.asker,
      purpose: row.purpose,
      mayShow: row.may_show,
      mayNot: row.may_not,
      devices: row.devices,
      devicesNote: row.devices_note,
      escorts,
      people: await readPeople(tx, row.id),
      route: await readRoute(tx, row.id),
      entries: await readEntries(tx, row.id),
      findings: await readFindings(tx, row.id),
      supplies: await readSuppliesOf(tx, row.id),
      checks: await readPlanChecks(tx, row, row),
      opinions: await readOpinions(tx, row.id),
      report: row.report,
      endReason: row.end_reason,
      approvedAt: row.approved_at?.toISOString() ?? null,
      pendingId: pending?.approvalId ?? null,
      mayKeep: decide(visitsPolicy['visit.keep'], actor, target, row.unit_path).ok,
    };
  },
});

const routeChoices = defineQuery({
  name: 'visit.routeChoices',
  title: { zh: '路线可选要害部位', en: 'Key places a route can name' },
  input: z.object({}),
  output: RouteChoices,
  rule: visitsPolicy['visit.read'],
  async run(tx) {
    const places = await readKeyPlaces(tx);
    return { keyPlaces: places.map(({ id, name, unit }) => ({ id, name, unit })) };
  },
});

export const visitQueries: readonly Query[] = [list, month, open, routeChoices];
