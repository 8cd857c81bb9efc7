import { type Command, type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { type Locked, rowsFor } from '@fengni/kernel/db/tx';
import { settle } from '@fengni/kernel/obligation/owe';
import { seedIncident } from '../leaving/api.ts';
import { ArriveVisitors, FinishVisit, LeaveVisitors, PrepareStop } from './contract.ts';
import { loadNobodyInside, requireEmpty, settleVisit } from './decide.ts';
import { visitsPolicy } from './policy.ts';
import { type VisitTarget, lockVisit, refuse, requireVisit } from './store.ts';
import {
  type VisitEntryMatterRow,
  type VisitEntryRow,
  type VisitFindingMatterRow,
  type VisitFindingRow,
  type VisitVisitorRow,
  visitEntries,
  visitEntryMatters,
  visitFindingMatters,
  visitFindings,
  visitMatters,
  visitStopMatters,
  visitStops,
  visitVisitors,
  visits,
} from './tables.ts';

const keep = visitsPolicy['visit.keep'];

async function countUnprepared(tx: LoadTx, visitId: string): Promise<number> {
  const [row] = await tx.readSql<{ n: number }>(
    `select count(*)::int as n from visit_stop
     where visit_id = $1 and not dropped and treatment <> 'open' and prepared_at is null`,
    [visitId],
  );
  return row?.n ?? 0;
}

/** Covered, switched off, removed or shut: before anybody comes near. */
const prepareStop = defineCommand({
  name: 'visit.prepareStop',
  title: { zh: '登记路线处置完毕', en: 'Record that a place is prepared' },
  input: PrepareStop,
  rule: keep,
  async load(tx, input) {
    const stop = await tx.lock(visitStops, input.stopId);
    const target = await lockVisit(tx, stop.visit_id);
    const stopMatter = await tx.lock(visitStopMatters, input.stopId);
    return { ...target, stop, stopMatter, waiting: await countUnprepared(tx, stop.visit_id) };
  },
  unitPath: ({ path }) => path,
  subjectId: ({ visit }) => visit.id,
  async handle(tx, { input, target, actor }) {
    requireVisit(target, 'approved');
    const { stop, stopMatter, visit, waiting } = target;
    if (stop.dropped) throw new Refusal('not.found');
    if (stop.treatment === 'open') throw refuse('visit.stop.nothing');
    if (stop.prepared_at !== null) throw refuse('visit.stop.prepared');
    await tx.update(visitStops, stop, { prepared_at: tx.now, prepared_by: actor.personId });
    await tx.update(visitStopMatters, stopMatter, { prepared_note: input.note });
    if (waiting === 1) await settle(tx, { kind: 'visit.prepare', subjectId: visit.id, byId: actor.personId });
    return { result: { waiting: waiting - 1 } };
  },
});

interface DoorTarget extends VisitTarget {
  readonly people: readonly Locked<VisitVisitorRow>[];
  readonly open: readonly Locked<VisitEntryRow>[];
}

/** The chosen visitors, all of this visit, with their open entries. */
async function loadDoor(
  tx: LoadTx,
  input: { readonly visitId: string; readonly visitorIds: readonly string[] },
): Promise<DoorTarget> {
  const target = await lockVisit(tx, input.visitId);
  const people = await tx.lockAll(visitVisitors, input.visitorIds);
  if (people.some((one) => one.visit_id !== input.visitId || one.dropped)) throw new Refusal('not.found');
  const standing = await tx.readSql<{ id: string }>(
    'select id from visit_entry where visitor_id = any ($1) and left_at is null',
    [people.map((one) => one.id)],
  );
  const open = await tx.lockAll(
    visitEntries,
    standing.map((row) => row.id),
  );
  return { ...target, people, open };
}

const arrive = defineCommand({
  name: 'visit.arrive',
  title: { zh: '登记进入', en: 'Enter visitors at the door' },
  input: ArriveVisitors,
  rule: keep,
  async load(tx, input) {
    return { ...(await loadDoor(tx, input)), unprepared: await countUnprepared(tx, input.visitId) };
  },
  unitPath: ({ path }) => path,
  subjectId: ({ visit }) => visit.id,
  async handle(tx, { input, target, actor }) {
    requireVisit(target, 'approved');
    const { visit, people, open, unprepared } = target;
    if (tx.today < visit.starts_on || tx.today > visit.ends_on)
      throw refuse('visit.not.today', { from: visit.starts_on, to: visit.ends_on });
    if (unprepared > 0) throw refuse('visit.unprepared', { count: unprepared });
    if (open.length > 0) throw refuse('visit.inside');
    if (visit.devices === 'kept' && !input.devicesKept) throw refuse('visit.devices.kept');
    const rows = people.map((one): VisitEntryRow => ({
      id: tx.newId(),
      visit_id: visit.id,
      visitor_id: one.id,
      badge_no: input.badgeNo === '' || people.length > 1 ? badgeOf(visit.number, one.place) : input.badgeNo,
      arrived_at: tx.now,
      arrived_by: actor.personId,
      devices_kept: input.devicesKept,
      left_at: null,
      left_by: null,
      devices_back: false,
    }));
    const matters = rows.map((row): VisitEntryMatterRow => ({ id: row.id, devices: input.devices }));
    await tx.insertTogether(rowsFor(visitEntries, rows), rowsFor(visitEntryMatters, matters));
    return { result: { entered: rows.length } };
  },
});

/** Number on the badge of a visitor. */
export function badgeOf(number: string, place: number): string {
  return `${number}-${String(place).padStart(2, '0')}`;
}

const leave = defineCommand({
  name: 'visit.leave',
  title: { zh: '登记离开', en: 'Enter that visitors left' },
  input: LeaveVisitors,
  rule: keep,
  load: loadDoor,
  unitPath: ({ path }) => path,
  subjectId: ({ visit }) => visit.id,
  async handle(tx, { input, target: { people, open }, actor }) {
    if (open.length !== people.length) throw refuse('visit.not.inside');
    await tx.updateAll(visitEntries, open, {
      left_at: tx.now,
      left_by: actor.personId,
      devices_back: input.devicesBack,
    });
    return { result: { left: open.length } };
  },
});

/** The report ends it; what was tried beyond the plan may begin an incident. */
const finish = defineCommand({
  name: 'visit.finish',
  title: { zh: '办结来访', en: 'Finish a visit' },
  input: FinishVisit,
  rule: keep,
  load: (tx, input) => loadNobodyInside(tx, input.visitId),
  unitPath: ({ path }) => path,
  subjectId: ({ visit }) => visit.id,
  async handle(tx, { input, target, actor }) {
    requireVisit(target, 'approved');
    requireEmpty(target);
    const { visit, matter } = target;
    const rows: VisitFindingRow[] = [];
    const matters: VisitFindingMatterRow[] = [];
    for (const [i, finding] of input.findings.entries()) {
      const incidentId = finding.incident
        ? await seedIncident(tx, {
            unitId: visit.unit_id,
            unitPath: visit.unit_path,
            source: { table: 'visit', id: visit.id },
            personId: null,
            facts: { number: visit.number, finding: finding.kind },
            byId: actor.personId,
          })
        : null;
      const id = tx.newId();
      rows.push({
        id,
        visit_id: visit.id,
        place: i + 1,
        kind: finding.kind,
        incident_id: incidentId,
        entered_at: tx.now,
        by_id: actor.personId,
      });
      matters.push({ id, words: finding.words });
    }
    await tx.insertTogether(rowsFor(visitFindings, rows), rowsFor(visitFindingMatters, matters));
    await tx.update(visits, visit, { state: 'finished', ended_at: tx.now });
    await tx.update(visitMatters, matter, { report: input.report });
    await settleVisit(tx, visit.id, { byId: actor.personId });
    return { result: { incidents: rows.filter((row) => row.incident_id !== null).length } };
  },
});

export const doorCommands: readonly Command[] = [prepareStop, arrive, leave, finish];
