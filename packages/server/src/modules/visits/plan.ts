import { byteText } from '@fengni/kernel/access/factors';
import { type Command, type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { type Tx, rowsFor } from '@fengni/kernel/db/tx';
import type { KeyRing } from '@fengni/kernel/keys/key-ring';
import { units } from '@fengni/kernel/org/tables';
import type { z } from 'zod';
import { readKeyPlaces } from '../catalogue/api.ts';
import { AddVisitors, ChangeVisit, DraftVisit, DropVisitor, SetRoute } from './contract.ts';
import { visitsPolicy } from './policy.ts';
import { documentTail, registerNumber, visitorsMax } from './rules.ts';
import { lockVisit, readPersons, refuse, requireNotPending, requireVisit } from './store.ts';
import {
  type VisitMatterRow,
  type VisitRow,
  type VisitStopMatterRow,
  type VisitStopRow,
  type VisitVisitorMatterRow,
  type VisitVisitorRow,
  visitMatters,
  visitStopMatters,
  visitStops,
  visitVisitorMatters,
  visitVisitors,
  visits,
} from './tables.ts';

const keep = visitsPolicy['visit.keep'];
type Plan = z.output<typeof DraftVisit>;

function planColumns(input: Plan) {
  return {
    kind: input.kind,
    host_id: input.hostId,
    starts_on: input.startsOn,
    ends_on: input.endsOn,
    devices: input.devices,
    escort_ids: [...new Set(input.escortIds)],
  };
}
function planWords(input: Plan) {
  return {
    purpose: input.purpose,
    firm: input.firm,
    country: input.country,
    may_show: input.mayShow,
    may_not: input.mayNot,
    devices_note: input.devicesNote,
  };
}
function requireDays(input: Pick<Plan, 'startsOn' | 'endsOn'>): void {
  if (input.endsOn < input.startsOn) throw refuse('visit.days');
}

const draft = defineCommand({
  name: 'visit.draft',
  title: { zh: '登记来访', en: 'Enter a visit' },
  input: DraftVisit,
  rule: keep,
  async load(tx, input) {
    const persons = await readPersons(tx, [input.hostId, ...input.escortIds]);
    const host = persons.find((one) => one.id === input.hostId);
    const unit = await tx.lock(units, host?.unit_id ?? '');
    return { unit, path: unit.path, persons: [input.hostId] };
  },
  unitPath: ({ path }) => path,
  async handle(tx, { input, target: { unit }, actor }) {
    requireDays(input);
    const year = Number(tx.today.slice(0, 4));
    const [next] = await tx.writeSql<{ ordinal: number }>('select next_visit($1, $2) as ordinal', [
      unit.id,
      year,
    ]);
    const ordinal = Number(next?.ordinal);
    const row: VisitRow = {
      id: tx.newId(),
      unit_id: unit.id,
      unit_path: unit.path,
      year,
      ordinal,
      number: registerNumber('V', { year, ordinal, unit }),
      asked_by: actor.personId,
      ...planColumns(input),
      visitors: 0,
      foreigners: 0,
      stops: 0,
      key_places: 0,
      state: 'draft',
      revision: 1,
      made_at: tx.now,
      approved_at: null,
      ended_at: null,
    };
    const matter: VisitMatterRow = { id: row.id, ...planWords(input), report: '', end_reason: '' };
    await tx.insertTogether(rowsFor(visits, [row]), rowsFor(visitMatters, [matter]));
    return { subject: row.id, result: { visitId: row.id, number: row.number } };
  },
});

const change = defineCommand({
  name: 'visit.change',
  title: { zh: '修改来访安排', en: 'Change a visit' },
  input: ChangeVisit,
  rule: keep,
  async load(tx, input) {
    await readPersons(tx, [input.hostId, ...input.escortIds]);
    return lockVisit(tx, input.visitId);
  },
  unitPath: ({ path }) => path,
  subjectId: ({ visit }) => visit.id,
  async handle(tx, { input, target }) {
    requireVisit(target, 'draft');
    requireNotPending(target);
    requireDays(input);
    const { visit, matter } = target;
    await tx.update(visits, visit, { ...planColumns(input), revision: visit.revision + 1 });
    await tx.update(visitMatters, matter, planWords(input));
    return {};
  },
});

function createAddVisitors(keys: KeyRing): Command {
  return defineCommand({
    name: 'visit.addVisitors',
    title: { zh: '登记来访人员', en: 'Enter visitors' },
    input: AddVisitors,
    rule: keep,
    load: (tx, input) => lockVisit(tx, input.visitId),
    unitPath: ({ path }) => path,
    subjectId: ({ visit }) => visit.id,
    async handle(tx, { input, target }) {
      requireVisit(target, 'draft');
      requireNotPending(target);
      const { visit, matter } = target;
      if (visit.visitors + input.visitors.length > visitorsMax)
        throw refuse('visit.full', { max: visitorsMax });
      const last = await readLastPlace(tx, visit.id);
      const rows: VisitVisitorRow[] = [];
      const matters: VisitVisitorMatterRow[] = [];
      for (const [i, one] of input.visitors.entries()) {
        if ((one.documentKind === 'none') !== (one.documentNo === '')) throw refuse('visit.document');
        const id = tx.newId();
        rows.push({ id, visit_id: visit.id, place: last + i + 1, foreigner: one.foreigner, dropped: false });
        matters.push({
          id,
          name: one.name,
          firm: one.firm === '' ? matter.firm : one.firm,
          position: one.position,
          country: one.country === '' ? matter.country : one.country,
          document_kind: one.documentKind,
          document_tail: documentTail(one.documentNo),
          document_sealed:
            one.documentNo === '' ? null : byteText(keys.sealSecret(Buffer.from(one.documentNo, 'utf8'))),
        });
      }
      await tx.insertTogether(rowsFor(visitVisitors, rows), rowsFor(visitVisitorMatters, matters));
      await tx.update(visits, visit, {
        visitors: visit.visitors + rows.length,
        foreigners: visit.foreigners + rows.filter((row) => row.foreigner).length,
        revision: visit.revision + 1,
      });
      return { result: { visitorIds: rows.map((row) => row.id) } };
    },
  });
}

async function readLastPlace(tx: LoadTx, visitId: string): Promise<number> {
  const [row] = await tx.readSql<{ last: number }>(
    'select coalesce(max(place), 0) as last from visit_visitor where visit_id = $1',
    [visitId],
  );
  return row?.last ?? 0;
}

const dropVisitor = defineCommand({
  name: 'visit.dropVisitor',
  title: { zh: '移除来访人员', en: 'Take a visitor off the list' },
  input: DropVisitor,
  rule: keep,
  async load(tx, input) {
    const visitor = await tx.lock(visitVisitors, input.visitorId);
    return { ...(await lockVisit(tx, visitor.visit_id)), visitor };
  },
  unitPath: ({ path }) => path,
  subjectId: ({ visit }) => visit.id,
  async handle(tx, { target }) {
    requireVisit(target, 'draft');
    requireNotPending(target);
    const { visit, visitor } = target;
    if (visitor.dropped) throw new Refusal('not.found');
    await tx.update(visitVisitors, visitor, { dropped: true });
    await tx.update(visits, visit, {
      visitors: visit.visitors - 1,
      foreigners: visit.foreigners - (visitor.foreigner ? 1 : 0),
      revision: visit.revision + 1,
    });
    return {};
  },
});

/** Key places and units a route names: those the caller may know, and those that stand in it already. */
async function requireNamed(tx: LoadTx, input: z.output<typeof SetRoute>, standing: readonly VisitStopRow[]) {
  const known = new Set(standing.flatMap((stop) => stop.key_place_id ?? []));
  const asked = input.stops.flatMap((stop) => stop.keyPlaceId ?? []).filter((id) => !known.has(id));
  const wanted = [...new Set(asked)];
  if (wanted.length > 0 && (await readKeyPlaces(tx, wanted)).length !== wanted.length)
    throw new Refusal('not.found');
  const unitIds = [...new Set(input.stops.flatMap((stop) => stop.unitId ?? []))];
  const [found] = await tx.readSql<{ n: number }>('select count(*)::int as n from unit where id = any ($1)', [
    unitIds,
  ]);
  if (Number(found?.n) !== unitIds.length) throw new Refusal('not.found');
}

const setRoute = defineCommand({
  name: 'visit.setRoute',
  title: { zh: '确定参观路线', en: 'Set the route' },
  input: SetRoute,
  rule: keep,
  async load(tx, input) {
    const target = await lockVisit(tx, input.visitId);
    const standing = await readStandingStops(tx, input.visitId);
    await requireNamed(tx, input, standing);
    return { ...target, standing };
  },
  unitPath: ({ path }) => path,
  subjectId: ({ visit }) => visit.id,
  async handle(tx, { input, target }) {
    requireVisit(target, 'draft');
    requireNotPending(target);
    const { visit, standing } = target;
    await dropStops(tx, standing);
    const rows = input.stops.map((stop, i): VisitStopRow => ({
      id: tx.newId(),
      visit_id: visit.id,
      place: i + 1,
      key_place_id: stop.keyPlaceId,
      unit_id: stop.unitId,
      treatment: stop.treatment,
      prepared_at: null,
      prepared_by: null,
      dropped: false,
    }));
    const matters = rows.map((row, i): VisitStopMatterRow => ({
      id: row.id,
      area: input.stops[i]?.area ?? '',
      preparation: input.stops[i]?.preparation ?? '',
      prepared_note: '',
    }));
    await tx.insertTogether(rowsFor(visitStops, rows), rowsFor(visitStopMatters, matters));
    await tx.update(visits, visit, {
      stops: rows.length,
      key_places: rows.filter((row) => row.key_place_id !== null && row.treatment !== 'closed').length,
      revision: visit.revision + 1,
    });
    return { result: { stops: rows.length } };
  },
});

async function readStandingStops(tx: LoadTx, visitId: string): Promise<VisitStopRow[]> {
  return tx.readSql<VisitStopRow>('select * from visit_stop where visit_id = $1 and not dropped', [visitId]);
}
async function dropStops(tx: Tx, standing: readonly VisitStopRow[]): Promise<void> {
  const rows = await tx.lockAll(
    visitStops,
    standing.map((stop) => stop.id),
  );
  await tx.updateAll(visitStops, rows, { dropped: true });
}

/** What a visit is planned by: its head, who comes, where they go. */
export function createPlanCommands(keys: KeyRing): readonly Command[] {
  return [draft, change, createAddVisitors(keys), dropVisitor, setRoute];
}
