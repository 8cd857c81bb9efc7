import { type Command, defineCommand } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import type { Tx } from '@fengni/kernel/db/tx';
import { owe, settle } from '@fengni/kernel/obligation/owe';
import { units } from '@fengni/kernel/org/tables';
import { ChangeOverseas, EndOverseas, FileOverseasReport, FlagOverseas } from './contract.ts';
import { travelPolicy } from './policy.ts';
import { db, readPeople, refuse } from './store.ts';
import { type OverseasUnitRow, overseasReportMatters, overseasReports, overseasUnits } from './tables.ts';

/** The report of a year is owed by its end. */
async function oweReport(tx: Tx, overseas: OverseasUnitRow, year: number): Promise<void> {
  const unit = await tx.readOne(db.selectFrom('unit').select('name').where('id', '=', overseas.unit_id));
  await owe(tx, {
    kind: 'travel.overseas',
    unitPath: overseas.unit_path,
    personId: overseas.responsible_id,
    subject: { table: 'overseas_unit', id: overseas.id, number: unit?.name ?? '' },
    period: String(year),
    dueOn: `${year}-12-31`,
  });
}

async function requireAble(tx: Tx, personId: string): Promise<void> {
  const [person] = await readPeople(tx, [personId]);
  if (person === undefined) throw new Refusal('not.found');
  if (!person.able) throw refuse('overseas.person');
}

/** A unit abroad names who is responsible for secrecy there (FOR-2). */
const flag = defineCommand({
  name: 'overseas.flag',
  title: { zh: '登记境外机构', en: 'Enter a unit abroad' },
  input: FlagOverseas,
  rule: travelPolicy['overseas.keep'],
  async load(tx, input) {
    const unit = await tx.lock(units, input.unitId);
    const standing = await tx.readOne(
      db
        .selectFrom('overseas_unit')
        .select('id')
        .where('unit_id', '=', unit.id)
        .where('ended_on', 'is', null),
    );
    return { unit, standing };
  },
  unitPath: ({ unit }) => unit.path,
  subjectId: ({ unit }) => unit.id,
  async handle(tx, { input, target: { unit, standing } }) {
    if (standing !== undefined) throw refuse('overseas.known');
    await requireAble(tx, input.responsibleId);
    const row: OverseasUnitRow = {
      id: tx.newId(),
      unit_id: unit.id,
      unit_path: unit.path,
      region: input.region,
      responsible_id: input.responsibleId,
      since_on: input.sinceOn,
      ended_on: null,
    };
    await tx.insert(overseasUnits, row);
    await oweReport(tx, row, Number(tx.today.slice(0, 4)));
    return { subject: row.id, result: { overseasId: row.id } };
  },
});

const change = defineCommand({
  name: 'overseas.changeResponsible',
  title: { zh: '更换境外机构负责人', en: 'Change who is responsible abroad' },
  input: ChangeOverseas,
  rule: travelPolicy['overseas.keep'],
  load: (tx, input) => tx.lock(overseasUnits, input.overseasId),
  unitPath: (overseas) => overseas.unit_path,
  subjectId: (overseas) => overseas.id,
  async handle(tx, { input, target: overseas, actor }) {
    if (overseas.ended_on !== null) throw refuse('overseas.ended');
    await requireAble(tx, input.responsibleId);
    const years = await tx.readSql<{ period: string }>(
      `select distinct period from obligation where kind = 'travel.overseas' and subject_id = $1 and state = 'open'`,
      [overseas.id],
    );
    await settle(tx, {
      kind: 'travel.overseas',
      subjectId: overseas.id,
      outcome: 'cancelled',
      byId: actor.personId,
    });
    const row = await tx.update(overseasUnits, overseas, { responsible_id: input.responsibleId });
    for (const { period } of years) await oweReport(tx, row, Number(period));
    return {};
  },
});

const end = defineCommand({
  name: 'overseas.end',
  title: { zh: '撤销境外机构', en: 'A unit is abroad no more' },
  input: EndOverseas,
  rule: travelPolicy['overseas.keep'],
  load: (tx, input) => tx.lock(overseasUnits, input.overseasId),
  unitPath: (overseas) => overseas.unit_path,
  subjectId: (overseas) => overseas.id,
  async handle(tx, { input, target: overseas, actor }) {
    if (overseas.ended_on !== null) throw refuse('overseas.ended');
    if (input.endedOn < overseas.since_on || input.endedOn > tx.today) throw refuse('travel.day.future');
    await tx.update(overseasUnits, overseas, { ended_on: input.endedOn });
    await settle(tx, {
      kind: 'travel.overseas',
      subjectId: overseas.id,
      outcome: 'cancelled',
      byId: actor.personId,
    });
    return {};
  },
});

/** Filing a year's report makes the next one owed, so that none is forgotten. */
const report = defineCommand({
  name: 'overseas.report',
  title: { zh: '报送境外机构年度报告', en: 'File the yearly report of a unit abroad' },
  input: FileOverseasReport,
  rule: travelPolicy['overseas.report'],
  async load(tx, input) {
    const overseas = await tx.lock(overseasUnits, input.overseasId);
    const filed = await tx.read(
      db.selectFrom('overseas_report').select('year').where('overseas_id', '=', overseas.id),
    );
    return {
      overseas,
      filed: filed.map((row) => row.year),
      responsibleId: overseas.responsible_id,
      path: overseas.unit_path,
    };
  },
  unitPath: ({ path }) => path,
  subjectId: ({ overseas }) => overseas.id,
  async handle(tx, { input, target: { overseas, filed }, actor }) {
    if (overseas.ended_on !== null) throw refuse('overseas.ended');
    const thisYear = Number(tx.today.slice(0, 4));
    if (input.year < Number(overseas.since_on.slice(0, 4)) || input.year > thisYear)
      throw refuse('overseas.year');
    if (filed.includes(input.year)) throw refuse('overseas.reported', { year: input.year });
    const id = tx.newId();
    await tx.insert(overseasReports, {
      id,
      overseas_id: overseas.id,
      unit_path: overseas.unit_path,
      year: input.year,
      filed_at: tx.now,
      filed_by: actor.personId,
    });
    await tx.insert(overseasReportMatters, { id, words: input.words });
    await settle(tx, {
      kind: 'travel.overseas',
      subjectId: overseas.id,
      period: String(input.year),
      byId: actor.personId,
    });
    if (input.year === thisYear) await oweReport(tx, overseas, thisYear + 1);
    return { subject: overseas.id, result: { reportId: id } };
  },
});

export const overseasCommands: readonly Command[] = [flag, change, end, report];
