import { dayAfter } from '@fengni/schemes/term';
import type { Actor } from '@fengni/kernel/access/actor';
import { unitIdOf } from '@fengni/kernel/approval/park';
import { type Command, type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import type { Locked, Tx } from '@fengni/kernel/db/tx';
import { owe, settle } from '@fengni/kernel/obligation/owe';
import type { Flow } from '@fengni/kernel/command/define';
import type { z } from 'zod';
import { issueFor } from '../letters/api.ts';
import {
  ApplyJourney,
  CancelJourney,
  ChangeJourney,
  PlanJourney,
  ReviseJourney,
  journeyDaysMax,
} from './contract.ts';
import { travelFlows, travelPolicy } from './policy.ts';
import { commonPath } from './rules.ts';
import {
  type JourneyTarget,
  type TravellerFacts,
  db,
  lockJourney,
  readPeople,
  readTermsFor,
  readTermsOf,
  recallDocuments,
  refuse,
  requireState,
} from './store.ts';
import {
  type JourneyMatterRow,
  type JourneyRow,
  type JourneyTravellerRow,
  journeyMatters,
  journeyTravellers,
  journeys,
} from './tables.ts';

interface Route {
  readonly regions: readonly string[];
  readonly fromOn: string;
  readonly untilOn: string;
  readonly travellerIds: readonly string[];
  readonly leaderId: string;
}

interface RouteTarget {
  readonly people: readonly TravellerFacts[];
  readonly travellerIds: readonly string[];
  readonly path: string;
}

async function readRoute(tx: LoadTx, route: Pick<Route, 'travellerIds'>): Promise<RouteTarget> {
  const travellerIds = [...new Set(route.travellerIds)];
  const people = await readPeople(tx, travellerIds);
  if (people.length !== travellerIds.length) throw new Refusal('not.found');
  return { people, travellerIds, path: commonPath(people.map((one) => one.path)) };
}

function requireRoute(route: Route, the: RouteTarget, today: string): void {
  if (route.untilOn < route.fromOn || route.untilOn > dayAfter(route.fromOn, journeyDaysMax))
    throw refuse('travel.days');
  if (route.fromOn < today) throw refuse('travel.past');
  if (!the.travellerIds.includes(route.leaderId)) throw refuse('travel.leader');
  if (the.people.some((one) => !one.able)) throw refuse('travel.person');
}

async function requireFree(tx: Tx, route: Route, besides: string): Promise<void> {
  const taken = await tx.readSql('select person_id from travelling_then($1, $2, $3, $4)', [
    [...route.travellerIds],
    route.fromOn,
    route.untilOn,
    besides,
  ]);
  if (taken.length > 0) throw refuse('travel.overlap', { count: taken.length });
}

function matterFields(input: z.output<typeof PlanJourney>): Omit<JourneyMatterRow, 'id'> {
  return {
    purpose: input.purpose,
    funding: input.funding,
    contacts: input.contacts,
    invitation: input.invitation,
    return_note: '',
    cancel_reason: '',
  };
}

function rowOf(the: {
  readonly id: string;
  readonly input: z.output<typeof PlanJourney>;
  readonly path: string;
  readonly actor: Actor;
  readonly now: Date;
}): JourneyRow {
  const { input } = the;
  return {
    id: the.id,
    unit_id: unitIdOf(the.path),
    unit_path: the.path,
    kind: input.kind,
    regions: [...new Set(input.regions)],
    from_on: input.fromOn,
    until_on: input.untilOn,
    leader_id: input.leaderId,
    state: 'draft',
    rule_id: null,
    drafted_at: the.now,
    applied_by: the.actor.personId,
    approved_at: null,
    departed_on: null,
    returned_on: null,
    ended_at: null,
  };
}

function travellerRow(id: string, journeyId: string, personId: string): JourneyTravellerRow {
  return {
    id,
    journey_id: journeyId,
    person_id: personId,
    state: 'listed',
    letter_id: null,
    acknowledged_at: null,
    acknowledged: null,
    scan_id: null,
    cleared_at: null,
    cleared_by: null,
    kept_out: 0,
    debriefed_on: null,
  };
}

/** A journey is drafted, so that what speaks for and against it is seen before anybody is asked (FOR-1). */
const plan = defineCommand({
  name: 'travel.plan',
  title: { zh: '起草出国（境）申请', en: 'Draft a journey abroad' },
  input: PlanJourney,
  rule: travelPolicy['travel.apply'],
  load: (tx, input) => readRoute(tx, input),
  unitPath: ({ path }) => path,
  async handle(tx, { input, target, actor }) {
    requireRoute(input, target, tx.today);
    const id = tx.newId();
    await tx.insert(journeys, rowOf({ id, input, path: target.path, actor, now: tx.now }));
    await tx.insert(journeyMatters, { id, ...matterFields(input) });
    await tx.insert(
      journeyTravellers,
      ...target.travellerIds.map((personId) => travellerRow(tx.newId(), id, personId)),
    );
    return { subject: id, result: { journeyId: id } };
  },
});

interface Replanned extends JourneyTarget {
  readonly next: RouteTarget;
  readonly all: readonly Locked<JourneyTravellerRow>[];
}

/** A journey with the travellers it is to have, besides those it has. */
async function loadReplanned(tx: LoadTx, journeyId: string, route: Route): Promise<Replanned> {
  const now = await lockJourney(tx, journeyId);
  const next = await readRoute(tx, route);
  const rows = await tx.read(
    db.selectFrom('journey_traveller').select('id').where('journey_id', '=', journeyId),
  );
  const all = await tx.lockAll(
    journeyTravellers,
    rows.map((row) => row.id),
  );
  return { ...now, path: commonPath([now.journey.unit_path, next.path]), next, all };
}

/** Puts these and no others on the list. */
async function listTravellers(tx: Tx, the: Replanned): Promise<void> {
  const { journey, all, next } = the;
  const known = new Set(all.map((row) => row.person_id));
  const wanted = new Set(next.travellerIds);
  await tx.updateAll(
    journeyTravellers,
    all.filter((row) => row.state === 'listed' && !wanted.has(row.person_id)),
    { state: 'dropped' },
  );
  await tx.updateAll(
    journeyTravellers,
    all.filter((row) => row.state === 'dropped' && wanted.has(row.person_id)),
    { state: 'listed' },
  );
  await tx.insert(
    journeyTravellers,
    ...next.travellerIds.filter((id) => !known.has(id)).map((id) => travellerRow(tx.newId(), journey.id, id)),
  );
}

const revise = defineCommand({
  name: 'travel.revise',
  title: { zh: '修改出国（境）申请', en: 'Revise the draft of a journey' },
  input: ReviseJourney,
  rule: travelPolicy['travel.apply'],
  async load(tx, input) {
    const target = await loadReplanned(tx, input.journeyId, input);
    return { ...target, matter: await tx.lock(journeyMatters, input.journeyId) };
  },
  unitPath: ({ path }) => path,
  subjectId: ({ journey }) => journey.id,
  async handle(tx, { input, target }) {
    const { journey, next } = target;
    requireState(journey, 'draft');
    requireRoute(input, next, tx.today);
    await tx.update(journeys, journey, {
      kind: input.kind,
      regions: [...new Set(input.regions)],
      from_on: input.fromOn,
      until_on: input.untilOn,
      leader_id: input.leaderId,
      unit_id: unitIdOf(next.path),
      unit_path: next.path,
    });
    await tx.update(journeyMatters, target.matter, matterFields(input));
    await listTravellers(tx, target);
    return {};
  },
});

async function flowFor(tx: LoadTx, personIds: readonly string[]): Promise<Flow> {
  const [row] = await tx.readSql<{ grade: string | null; bound: boolean }>(
    'select grade_for_travel($1) as grade, bound_at_home($1) as bound',
    [[...personIds]],
  );
  if (row?.grade === 'CORE' || row?.bound === true) return travelFlows.core;
  return row?.grade === null ? travelFlows.plain : travelFlows.graded;
}

/** Rule of the pack on taking carriers abroad. */
const carryBasis = 'cn-state-secret#abroad';

/** What follows from an approved journey: letters, and who owes what by when. */
async function oweJourney(tx: Tx, the: { journey: JourneyRow; byId: string }): Promise<void> {
  const { journey, byId } = the;
  const rows = await tx.read(
    db
      .selectFrom('journey_traveller')
      .select('id')
      .where('journey_id', '=', journey.id)
      .where('state', '=', 'listed')
      .orderBy('id'),
  );
  const travellers = await tx.lockAll(
    journeyTravellers,
    rows.map((row) => row.id),
  );
  const people = await readPeople(
    tx,
    travellers.map((one) => one.person_id),
  );
  const dueOn = journey.from_on < tx.today ? tx.today : journey.from_on;
  for (const traveller of travellers) {
    const person = people.find((one) => one.id === traveller.person_id);
    if (person === undefined) continue;
    if (traveller.letter_id === null) {
      const letterId = await issueFor(tx, { occasion: 'travel', personId: person.id, dueOn, byId });
      if (letterId !== null) await tx.update(journeyTravellers, traveller, { letter_id: letterId });
    }
    const subject = { table: 'journey', id: journey.id, number: person.name };
    const debt = { unitPath: person.path, personId: person.id, subject, dueOn };
    if (traveller.acknowledged_at === null) await owe(tx, { kind: 'travel.acknowledge', ...debt });
    if (traveller.cleared_at === null) await owe(tx, { kind: 'travel.handIn', ...debt, basis: carryBasis });
  }
}

async function cancelDebts(tx: Tx, journeyId: string, byId: string): Promise<void> {
  for (const kind of ['travel.acknowledge', 'travel.handIn', 'travel.call', 'travel.return'])
    await settle(tx, { kind, subjectId: journeyId, outcome: 'cancelled', byId });
}

async function readPurpose(tx: LoadTx, journeyId: string): Promise<JourneyMatterRow | undefined> {
  return tx.readOne(db.selectFrom('journey_matter').selectAll().where('id', '=', journeyId));
}

/** Codes as decisions show them: worded in the reader's language. */
function regionFacts(codes: readonly string[]): string[] {
  return codes.map((code) => `region-${code}`);
}

function namesOf(people: readonly TravellerFacts[]): string {
  return people.map((one) => one.name).join('、');
}

const apply: Command = defineCommand({
  name: 'travel.apply',
  title: { zh: '报批出国（境）', en: 'Ask for a journey abroad' },
  input: ApplyJourney,
  rule: travelPolicy['travel.apply'],
  async load(tx, input) {
    const target = await lockJourney(tx, input.journeyId);
    return {
      ...target,
      matter: await readPurpose(tx, input.journeyId),
      flow: await flowFor(tx, target.travellerIds),
    };
  },
  unitPath: ({ path }) => path,
  subjectId: ({ journey }) => journey.id,
  subjectNumber: ({ people }) => namesOf(people),
  parks: ({ target }) => target.flow,
  snapshot: ({ target: { journey, people } }) => ({
    travelKind: `travel-${journey.kind}`,
    regions: regionFacts(journey.regions),
    departsOn: journey.from_on,
    returnsOn: journey.until_on,
    travellers: namesOf(people),
  }),
  matter: ({ target: { matter }, input }) => ({
    purpose: matter?.purpose ?? '',
    funding: matter?.funding ?? '',
    contacts: matter?.contacts ?? '',
    invitation: matter?.invitation ?? '',
    reason: input.reason,
  }),
  async handle(tx, { target, actor }) {
    const { journey } = target;
    requireState(journey, 'draft');
    const route = routeOf(journey, target.travellerIds);
    requireRoute(route, target, tx.today);
    await requireFree(tx, route, journey.id);
    const { rule } = await readTermsFor(tx, journey.unit_path);
    const approved = await tx.update(journeys, journey, {
      state: 'approved',
      approved_at: tx.now,
      rule_id: rule?.id ?? null,
    });
    await oweJourney(tx, { journey: approved, byId: actor.personId });
    return { result: { journeyId: journey.id } };
  },
});

function routeOf(journey: JourneyRow, travellerIds: readonly string[]): Route {
  return {
    regions: journey.regions,
    fromOn: journey.from_on,
    untilOn: journey.until_on,
    travellerIds,
    leaderId: journey.leader_id,
  };
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  const [one, two] = [new Set(a), new Set(b)];
  return one.size === two.size && [...one].every((item) => two.has(item));
}

function isSameRoute(a: Route, b: Route): boolean {
  return (
    a.fromOn === b.fromOn &&
    a.untilOn === b.untilOn &&
    a.leaderId === b.leaderId &&
    sameSet(a.regions, b.regions) &&
    sameSet(a.travellerIds, b.travellerIds)
  );
}

/** Destination, days or travellers change after the approval: it is asked for again, by those who decide on all of them. */
const change: Command = defineCommand({
  name: 'travel.change',
  title: { zh: '变更已批准的行程', en: 'Change an approved journey' },
  input: ChangeJourney,
  rule: travelPolicy['travel.apply'],
  async load(tx, input) {
    const target = await loadReplanned(tx, input.journeyId, input);
    return {
      ...target,
      flow: await flowFor(tx, [...target.travellerIds, ...target.next.travellerIds]),
    };
  },
  unitPath: ({ path }) => path,
  subjectId: ({ journey }) => journey.id,
  subjectNumber: ({ next }) => namesOf(next.people),
  parks: ({ target }) => target.flow,
  snapshot: ({ target: { journey, people, next }, input }) => ({
    travelKind: `travel-${journey.kind}`,
    regions: { from: regionFacts(journey.regions), to: regionFacts(input.regions) },
    departsOn: { from: journey.from_on, to: input.fromOn },
    returnsOn: { from: journey.until_on, to: input.untilOn },
    travellers: { from: namesOf(people), to: namesOf(next.people) },
  }),
  matter: ({ input }) => ({ reason: input.reason }),
  async handle(tx, { input, target, actor }) {
    const { journey, next } = target;
    requireState(journey, 'approved');
    requireRoute(input, next, tx.today);
    if (isSameRoute(routeOf(journey, target.travellerIds), input)) throw refuse('travel.same');
    await requireFree(tx, input, journey.id);
    await listTravellers(tx, target);
    const changed = await tx.update(journeys, journey, {
      regions: [...new Set(input.regions)],
      from_on: input.fromOn,
      until_on: input.untilOn,
      leader_id: input.leaderId,
      unit_id: unitIdOf(next.path),
      unit_path: next.path,
      approved_at: tx.now,
    });
    await cancelDebts(tx, journey.id, actor.personId);
    await oweJourney(tx, { journey: changed, byId: actor.personId });
    const { returnDays } = await readTermsOf(tx, changed);
    await recallDocuments(tx, {
      journeyId: journey.id,
      endsOn: input.untilOn,
      days: returnDays,
      byId: actor.personId,
    });
    return { result: { journeyId: journey.id } };
  },
});

const cancel = defineCommand({
  name: 'travel.cancel',
  title: { zh: '取消行程', en: 'Cancel a journey' },
  input: CancelJourney,
  rule: travelPolicy['travel.apply'],
  async load(tx, input) {
    const target = await lockJourney(tx, input.journeyId);
    return { ...target, matter: await tx.lock(journeyMatters, input.journeyId) };
  },
  unitPath: ({ path }) => path,
  subjectId: ({ journey }) => journey.id,
  async handle(tx, { input, target: { journey, matter }, actor }) {
    requireState(journey, 'draft', 'approved');
    const { returnDays } = await readTermsOf(tx, journey);
    await tx.update(journeys, journey, { state: 'cancelled', ended_at: tx.now });
    await tx.update(journeyMatters, matter, { cancel_reason: input.reason });
    const byId = actor.personId;
    await cancelDebts(tx, journey.id, byId);
    await recallDocuments(tx, { journeyId: journey.id, endsOn: tx.today, days: returnDays, byId });
    return {};
  },
});

export const planCommands: readonly Command[] = [plan, revise, apply, change, cancel];
