import { type Command, type HeldSource, type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import { parseInstant } from '@fengni/kernel/command/instant';
import type { Locked, Tx } from '@fengni/kernel/db/tx';
import type { KeyRing } from '@fengni/kernel/keys/key-ring';
import { owe, settle } from '@fengni/kernel/obligation/owe';
import { dayAfter, daysBetween, requireLocalDate } from '@fengni/schemes/term';
import { keepScan } from '../scans/scans.ts';
import {
  ClearHolding,
  DepartJourney,
  EnterAcknowledgement,
  JourneyCall,
  RecordContact,
  TravellerCall,
} from './contract.ts';
import { travelFlows, travelPolicy } from './policy.ts';
import { countCarried, lockJourney, lockTraveller, readPeople, refuse, requireState } from './store.ts';
import {
  type JourneyRow,
  type JourneyTravellerRow,
  journeyContactMatters,
  journeyContacts,
  journeyTravellers,
  journeys,
} from './tables.ts';

async function lockOwnPlace(
  tx: LoadTx,
  travellers: readonly JourneyTravellerRow[],
  personId: string,
): Promise<Locked<JourneyTravellerRow> | null> {
  const mine = travellers.find((one) => one.person_id === personId);
  return mine === undefined ? null : tx.lock(journeyTravellers, mine.id);
}

/** Each traveller acknowledges for himself what must not be done (FOR-2). */
const acknowledge = defineCommand({
  name: 'travel.acknowledge',
  title: { zh: '阅签出境保密须知', en: 'Acknowledge what must not be done abroad' },
  input: JourneyCall,
  rule: travelPolicy['travel.acknowledge'],
  secondFactor: true,
  async load(tx, input, actor) {
    const target = await lockJourney(tx, input.journeyId);
    return { ...target, own: await lockOwnPlace(tx, target.travellers, actor.personId) };
  },
  unitPath: ({ path }) => path,
  subjectId: ({ journey }) => journey.id,
  async handle(tx, { target: { journey, own }, actor }) {
    requireState(journey, 'approved');
    if (own === null) throw refuse('travel.not.traveller');
    if (own.acknowledged_at !== null) throw refuse('travel.acknowledged');
    await tx.update(journeyTravellers, own, { acknowledged_at: tx.now, acknowledged: 'screen' });
    const { personId } = actor;
    await settle(tx, { kind: 'travel.acknowledge', subjectId: journey.id, personId, byId: personId });
    return { result: { ruleId: journey.rule_id } };
  },
});

function createEnterAcknowledgement(keys: KeyRing): Command {
  return defineCommand({
    name: 'travel.enterAcknowledgement',
    title: { zh: '录入纸质阅签', en: 'Enter an acknowledgement signed on paper' },
    input: EnterAcknowledgement,
    rule: travelPolicy['travel.confirm'],
    load: (tx, input) => lockTraveller(tx, input.travellerId),
    unitPath: ({ person }) => person.path,
    subjectId: ({ journey }) => journey.id,
    async handle(tx, { input, target: { traveller, journey, person }, actor }) {
      requireState(journey, 'approved');
      if (traveller.acknowledged_at !== null) throw refuse('travel.acknowledged');
      const since = journey.approved_at?.toISOString().slice(0, 10) ?? input.acknowledgedOn;
      if (input.acknowledgedOn > tx.today || input.acknowledgedOn < since) throw refuse('travel.day.future');
      const scanId = await keepScan(tx, { keys, subjectId: traveller.id, scan: input.scan });
      await tx.update(journeyTravellers, traveller, {
        // a paper names a day only
        acknowledged_at: parseInstant(`${input.acknowledgedOn}T04:00:00Z`),
        acknowledged: 'paper',
        scan_id: scanId,
      });
      await settle(tx, {
        kind: 'travel.acknowledge',
        subjectId: journey.id,
        personId: person.id,
        byId: actor.personId,
      });
      return { result: { scanId } };
    },
  });
}

async function loadCarried(tx: LoadTx, travellerId: string, sources: readonly HeldSource[]) {
  const target = await lockTraveller(tx, travellerId);
  return { ...target, carried: await countCarried(tx, sources, target.personId) };
}

/** He holds nothing any more that must not go with him: seen by who looks after him, counted by the registers (FOR-1). */
function createClear(sources: () => readonly HeldSource[]): Command {
  return defineCommand({
    name: 'travel.clear',
    title: { zh: '确认清退载体和设备', en: 'Confirm that a traveller holds nothing' },
    input: TravellerCall,
    rule: travelPolicy['travel.confirm'],
    load: (tx, input) => loadCarried(tx, input.travellerId, sources()),
    unitPath: ({ person }) => person.path,
    subjectId: ({ journey }) => journey.id,
    async handle(tx, { target: { traveller, journey, person, carried }, actor }) {
      requireState(journey, 'approved');
      if (traveller.cleared_at !== null) throw refuse('travel.cleared');
      if (carried > 0) throw refuse('travel.holds', { count: carried });
      const byId = actor.personId;
      await tx.update(journeyTravellers, traveller, { cleared_at: tx.now, cleared_by: byId });
      await settle(tx, {
        kind: 'travel.handIn',
        subjectId: journey.id,
        personId: person.id,
        byId,
      });
      return {};
    },
  });
}

/** He goes although he holds something: the leader decides with the reason. */
function createClearHolding(sources: () => readonly HeldSource[]): Command {
  return defineCommand({
    name: 'travel.clearHolding',
    title: { zh: '未清退载体出境', en: 'Departure while holding carriers' },
    input: ClearHolding,
    rule: travelPolicy['travel.confirm'],
    load: (tx, input) => loadCarried(tx, input.travellerId, sources()),
    unitPath: ({ person }) => person.path,
    subjectId: ({ journey }) => journey.id,
    subjectNumber: ({ person }) => person.name,
    parks: () => travelFlows.holding,
    snapshot: ({ target: { person, journey, carried } }) => ({
      person: person.name,
      count: carried,
      departsOn: journey.from_on,
      returnsOn: journey.until_on,
    }),
    matter: ({ input }) => ({ reason: input.reason }),
    async handle(tx, { target: { traveller, journey, person, carried }, actor }) {
      requireState(journey, 'approved');
      if (traveller.cleared_at !== null) throw refuse('travel.cleared');
      if (carried === 0) throw refuse('travel.holds.nothing');
      const byId = actor.personId;
      await tx.update(journeyTravellers, traveller, {
        cleared_at: tx.now,
        cleared_by: byId,
        kept_out: carried,
      });
      await settle(tx, { kind: 'travel.handIn', subjectId: journey.id, personId: person.id, byId });
      return { result: { keptOut: carried } };
    },
  });
}

/** Journeys at least so long have a reminder on the way. Days. */
const callFromDays = 3;

function middleOf(fromOn: string, untilOn: string): string {
  const days = daysBetween(requireLocalDate(fromOn), requireLocalDate(untilOn));
  return dayAfter(fromOn, Math.floor(days / 2));
}

/** Off they go: only when every traveller is briefed, has signed, and holds nothing, nor has taken anything since. */
function createDepart(sources: () => readonly HeldSource[]): Command {
  return defineCommand({
    name: 'travel.depart',
    title: { zh: '确认出境', en: 'Confirm the departure' },
    input: DepartJourney,
    rule: travelPolicy['travel.depart'],
    async load(tx, input) {
      const target = await lockJourney(tx, input.journeyId);
      let carried = 0;
      for (const traveller of target.travellers) {
        const count = await countCarried(tx, sources(), traveller.person_id);
        if (count > traveller.kept_out) carried += count;
      }
      return { ...target, carried };
    },
    unitPath: ({ path }) => path,
    subjectId: ({ journey }) => journey.id,
    async handle(tx, { input, target: { journey, carried } }) {
      requireState(journey, 'approved');
      if (input.departedOn > tx.today) throw refuse('travel.day.future');
      const [row] = await tx.readSql<{ n: string }>('select travellers_unready($1) as n', [journey.id]);
      const count = Number(row?.n ?? 0);
      if (count > 0) throw refuse('travel.unready', { count });
      if (carried > 0) throw refuse('travel.holds', { count: carried });
      await tx.update(journeys, journey, { state: 'away', departed_on: input.departedOn });
      await oweWay(tx, journey, input.departedOn);
      return {};
    },
  });
}

/** On the way the leader owes a reminder taken, and the report of the return. */
async function oweWay(tx: Tx, journey: JourneyRow, departedOn: string): Promise<void> {
  const [leader] = await readPeople(tx, [journey.leader_id]);
  if (leader === undefined) return;
  const subject = { table: 'journey', id: journey.id, number: leader.name };
  const debt = { unitPath: leader.path, personId: leader.id, subject };
  if (dayAfter(departedOn, callFromDays) <= journey.until_on)
    await owe(tx, { kind: 'travel.call', ...debt, dueOn: middleOf(departedOn, journey.until_on) });
  await owe(tx, { kind: 'travel.return', ...debt, dueOn: dayAfter(journey.until_on, 1) });
}

/** The leader of the delegation was reminded on the way and said how it goes; the network ends at the border, so the office enters it. */
const recordContact = defineCommand({
  name: 'travel.recordContact',
  title: { zh: '登记境外途中联系', en: 'Record a reminder on the way' },
  input: RecordContact,
  rule: travelPolicy['travel.report'],
  load: (tx, input) => lockJourney(tx, input.journeyId),
  unitPath: ({ path }) => path,
  subjectId: ({ journey }) => journey.id,
  async handle(tx, { input, target: { journey }, actor }) {
    requireState(journey, 'away');
    if (input.contactedOn > tx.today || input.contactedOn < (journey.departed_on ?? journey.from_on))
      throw refuse('travel.day.future');
    const id = tx.newId();
    const byId = actor.personId;
    await tx.insert(journeyContacts, {
      id,
      journey_id: journey.id,
      contacted_on: input.contactedOn,
      by_id: byId,
      entered_at: tx.now,
    });
    await tx.insert(journeyContactMatters, { id, note: input.note });
    await settle(tx, { kind: 'travel.call', subjectId: journey.id, byId });
    return { result: { contactId: id } };
  },
});

export function createPrepareCommands(the: {
  readonly keys: KeyRing;
  readonly held: () => readonly HeldSource[];
}): readonly Command[] {
  return [
    acknowledge,
    createEnterAcknowledgement(the.keys),
    createClear(the.held),
    createClearHolding(the.held),
    createDepart(the.held),
    recordContact,
  ];
}
