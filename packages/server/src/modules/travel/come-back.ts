import { dayAfter } from '@fengni/schemes/term';
import { type Command, defineCommand } from '@fengni/kernel/command/define';
import { owe, settle } from '@fengni/kernel/obligation/owe';
import { seedIncident } from '../leaving/api.ts';
import { DebriefTraveller, JourneyCall, ReportReturn } from './contract.ts';
import { travelPolicy } from './policy.ts';
import {
  db,
  lockJourney,
  lockTraveller,
  readPeople,
  readTermsOf,
  recallDocuments,
  refuse,
  requireState,
} from './store.ts';
import {
  journeyDebriefMatters,
  journeyDebriefs,
  journeyMatters,
  journeyTravellers,
  journeys,
} from './tables.ts';

/** They are back: the papers come home, and each is talked with (FOR-1). */
const reportReturn = defineCommand({
  name: 'travel.reportReturn',
  title: { zh: '报告返回', en: 'Report the return' },
  input: ReportReturn,
  rule: travelPolicy['travel.report'],
  async load(tx, input) {
    const target = await lockJourney(tx, input.journeyId);
    return { ...target, matter: await tx.lock(journeyMatters, input.journeyId) };
  },
  unitPath: ({ path }) => path,
  subjectId: ({ journey }) => journey.id,
  async handle(tx, { input, target: { journey, matter }, actor }) {
    requireState(journey, 'away');
    if (input.returnedOn > tx.today || input.returnedOn < (journey.departed_on ?? journey.from_on))
      throw refuse('travel.day.future');
    const byId = actor.personId;
    await tx.update(journeys, journey, { state: 'returned', returned_on: input.returnedOn });
    await tx.update(journeyMatters, matter, { return_note: input.note });
    for (const kind of ['travel.return', 'travel.call'])
      await settle(tx, { kind, subjectId: journey.id, byId });
    const terms = await readTermsOf(tx, journey);
    const [leader] = await readPeople(tx, [journey.leader_id]);
    await owe(tx, {
      kind: 'travel.debrief',
      unitPath: journey.unit_path,
      duty: 'officer',
      subject: { table: 'journey', id: journey.id, number: leader?.name ?? '' },
      dueOn: dayAfter(input.returnedOn, terms.debriefDays),
    });
    await recallDocuments(tx, {
      journeyId: journey.id,
      endsOn: input.returnedOn,
      days: terms.returnDays,
      byId,
    });
    return {};
  },
});

/** The talk after the return, with each traveller alone; what was found may be where an incident begins. */
const debrief = defineCommand({
  name: 'travel.debrief',
  title: { zh: '登记回国谈话', en: 'Record the talk after the return' },
  input: DebriefTraveller,
  rule: travelPolicy['travel.confirm'],
  load: (tx, input) => lockTraveller(tx, input.travellerId),
  unitPath: ({ person }) => person.path,
  subjectId: ({ journey }) => journey.id,
  async handle(tx, { input, target: { traveller, journey, person }, actor }) {
    requireState(journey, 'returned');
    if (traveller.debriefed_on !== null) throw refuse('travel.debriefed');
    if (input.heldOn > tx.today || input.heldOn < (journey.returned_on ?? input.heldOn))
      throw refuse('travel.day.future');
    const byId = actor.personId;
    const findings = [...new Set(input.findings)];
    const incidentId = input.incident
      ? await seedIncident(tx, {
          unitId: journey.unit_id,
          unitPath: person.path,
          source: { table: 'journey', id: journey.id },
          personId: person.id,
          facts: { findings, returnedOn: journey.returned_on },
          byId,
        })
      : null;
    const id = tx.newId();
    await tx.insert(journeyDebriefs, {
      id,
      journey_id: journey.id,
      person_id: person.id,
      held_on: input.heldOn,
      by_id: byId,
      findings,
      incident_id: incidentId,
      entered_at: tx.now,
    });
    await tx.insert(journeyDebriefMatters, { id, note: input.note });
    await tx.update(journeyTravellers, traveller, { debriefed_on: input.heldOn });
    const waiting = await tx.readOne(
      db
        .selectFrom('journey_traveller')
        .select('id')
        .where('journey_id', '=', journey.id)
        .where('state', '=', 'listed')
        .where('debriefed_on', 'is', null)
        .limit(1),
    );
    if (waiting === undefined) await settle(tx, { kind: 'travel.debrief', subjectId: journey.id, byId });
    return {};
  },
});

const close = defineCommand({
  name: 'travel.close',
  title: { zh: '办结行程', en: 'Close a journey' },
  input: JourneyCall,
  rule: travelPolicy['travel.close'],
  load: (tx, input) => lockJourney(tx, input.journeyId),
  unitPath: ({ path }) => path,
  subjectId: ({ journey }) => journey.id,
  async handle(tx, { target: { journey, travellers } }) {
    requireState(journey, 'returned');
    const talks = travellers.filter((one) => one.debriefed_on === null).length;
    const [row] = await tx.readSql<{ n: string }>('select papers_out($1) as n', [journey.id]);
    const papers = Number(row?.n ?? 0);
    if (talks + papers > 0) throw refuse('travel.open.ends', { talks, papers });
    await tx.update(journeys, journey, { state: 'closed', ended_at: tx.now });
    return {};
  },
});

export const comeBackCommands: readonly Command[] = [reportReturn, debrief, close];
