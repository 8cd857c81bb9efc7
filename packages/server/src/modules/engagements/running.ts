import { dayAfter } from '@fengni/schemes/term';
import { type Command, type HeldSource, type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { settle } from '@fengni/kernel/obligation/owe';
import { freezeNow } from '@fengni/kernel/org/commands/person';
import { commonPath } from '@fengni/kernel/org/rules';
import { people } from '@fengni/kernel/org/tables';
import { issueFor } from '../letters/api.ts';
import {
  AllowArea,
  ChangeSponsor,
  CloseArea,
  EndEngagement,
  EngagementCall,
  ProlongEngagement,
  RecordBriefing,
} from './contract.ts';
import { engagementFlows, engagementsPolicy, flowOf } from './policy.ts';
import { daysOf } from './rules.ts';
import {
  db,
  lockEngagement,
  oweEnding,
  oweHandBack,
  readContract,
  readRule,
  readSponsor,
  refuse,
  requireContract,
  requireState,
} from './store.ts';
import { engagementAreas, engagementMatters, engagements } from './tables.ts';

const prolong = defineCommand({
  name: 'engagement.prolong',
  title: { zh: '延长使用期', en: 'Prolong an engagement' },
  input: ProlongEngagement,
  rule: engagementsPolicy['engagement.keep'],
  async load(tx, input) {
    const target = await lockEngagement(tx, input.engagementId);
    const contract = await readContract(tx, target.engagement.contract_id);
    return { ...target, contract, rule: await readRule(tx, target.engagement.kind) };
  },
  unitPath: ({ engagement }) => engagement.unit_path,
  subjectId: ({ engagement }) => engagement.id,
  subjectNumber: ({ engagement }) => engagement.name,
  parks: ({ target: { engagement, rule, contract }, input }) => {
    requireState(engagement, 'running');
    if (input.untilOn <= engagement.until_on) throw refuse('engagement.dates');
    if (daysOf(engagement.from_on, input.untilOn) > rule.daysMax)
      throw refuse('engagement.too.long', { days: rule.daysMax });
    requireContract(contract, { needed: rule.firm, until: input.untilOn });
    return flowOf(engagement);
  },
  snapshot: ({ target: { engagement }, input }) => ({
    person: engagement.name,
    until: { from: engagement.until_on, to: input.untilOn },
  }),
  matter: ({ input }) => ({ reason: input.reason }),
  async handle(tx, { input, target: { engagement }, actor }) {
    requireState(engagement, 'running');
    await tx.update(engagements, engagement, { until_on: input.untilOn });
    await settle(tx, { kind: 'engagement.ending', subjectId: engagement.id, byId: actor.personId });
    await oweEnding(tx, { ...engagement, until_on: input.untilOn });
    return {};
  },
});

/** Another answers for him, in his own unit or another one: whoever leaves hands his people on first. */
const changeSponsor = defineCommand({
  name: 'engagement.changeSponsor',
  title: { zh: '更换用人负责人', en: 'Name another sponsor' },
  input: ChangeSponsor,
  rule: engagementsPolicy['engagement.keep'],
  async load(tx, input) {
    const target = await lockEngagement(tx, input.engagementId);
    const sponsor = await readSponsor(tx, { sponsorId: input.sponsorId, personId: target.personId });
    const former = await tx.readOne(
      db.selectFrom('person').select('name').where('id', '=', target.engagement.sponsor_id),
    );
    const path = commonPath([target.engagement.unit_path, sponsor.path]);
    return { ...target, sponsor, former: former?.name ?? '', path };
  },
  unitPath: ({ path }) => path,
  subjectId: ({ engagement }) => engagement.id,
  subjectNumber: ({ engagement }) => engagement.name,
  parks: ({ target: { engagement, sponsor } }) => {
    requireState(engagement, 'running', 'proposed');
    if (sponsor.sponsor.id === engagement.sponsor_id) throw refuse('engagement.sponsor.same');
    if (!sponsor.fit) throw refuse('engagement.sponsor.unfit');
    return engagementFlows.sponsor;
  },
  snapshot: ({ target: { engagement, sponsor, former } }) => ({
    person: engagement.name,
    sponsor: { from: former, to: sponsor.sponsor.name },
  }),
  matter: ({ input }) => ({ reason: input.reason }),
  async handle(tx, { target: { engagement, person, sponsor }, actor }) {
    requireState(engagement, 'running', 'proposed');
    if (!sponsor.fit) throw refuse('engagement.sponsor.unfit');
    const to = { sponsor_id: sponsor.sponsor.id, unit_id: sponsor.unitId, unit_path: sponsor.path };
    await tx.update(engagements, engagement, to);
    if (engagement.state !== 'running') return {};
    if (person !== null && person.unit_id !== to.unit_id)
      await tx.update(people, person, { unit_id: to.unit_id });
    const ending = { kind: 'engagement.ending', subjectId: engagement.id, byId: actor.personId };
    await settle(tx, { ...ending, outcome: 'cancelled' });
    await oweEnding(tx, { ...engagement, ...to });
    return {};
  },
});

const recordBriefing = defineCommand({
  name: 'engagement.recordBriefing',
  title: { zh: '登记保密教育', en: 'Record a briefing' },
  input: RecordBriefing,
  rule: engagementsPolicy['engagement.keep'],
  async load(tx, input) {
    const target = await lockEngagement(tx, input.engagementId);
    return { ...target, matter: await tx.lock(engagementMatters, input.engagementId) };
  },
  unitPath: ({ engagement }) => engagement.unit_path,
  subjectId: ({ engagement }) => engagement.id,
  async handle(tx, { input, target: { engagement, matter }, actor }) {
    requireState(engagement, 'running');
    if (input.briefedOn > tx.today) throw refuse('engagement.briefed.future');
    await tx.update(engagements, engagement, { briefed_on: input.briefedOn });
    await tx.update(engagementMatters, matter, { briefing: input.note });
    await settle(tx, { kind: 'engagement.briefing', subjectId: engagement.id, byId: actor.personId });
    return {};
  },
});

/** Issues the letter that could not be when he began, for want of a template. */
const issueLetter = defineCommand({
  name: 'engagement.issueLetter',
  title: { zh: '补发承诺书', en: 'Issue the letter afterwards' },
  input: EngagementCall,
  rule: engagementsPolicy['engagement.keep'],
  load: (tx, input) => lockEngagement(tx, input.engagementId),
  unitPath: ({ engagement }) => engagement.unit_path,
  subjectId: ({ engagement }) => engagement.id,
  async handle(tx, { target: { engagement, personId }, actor }) {
    requireState(engagement, 'running');
    if (engagement.letter_id !== null || personId === null) throw refuse('engagement.letter.there');
    const order = { occasion: 'temporary', personId, dueOn: tx.today, byId: actor.personId } as const;
    const letterId = await issueFor(tx, order);
    if (letterId === null) throw refuse('engagement.letter.none');
    await tx.update(engagements, engagement, { letter_id: letterId });
    return { result: { letterId } };
  },
});

/** A key place is opened to him, within what his kind allows. */
const allowArea = defineCommand({
  name: 'engagement.allowArea',
  title: { zh: '准予进入要害部门部位', en: 'Allow entry to a key place' },
  input: AllowArea,
  rule: engagementsPolicy['engagement.keep'],
  async load(tx, input) {
    const target = await lockEngagement(tx, input.engagementId);
    const place = await tx.readOne(
      db
        .selectFrom('key_place as k')
        .innerJoin('key_place_matter as m', 'm.id', 'k.id')
        .innerJoin('unit as u', 'u.id', 'k.unit_id')
        .select(['k.id', 'k.ordinal', 'k.state', 'm.name', 'u.name as unit'])
        .where('k.id', '=', input.keyPlaceId),
    );
    if (place === undefined) throw new Refusal('not.found');
    const open = await tx.readOne(
      db
        .selectFrom('engagement_area')
        .select('id')
        .where('engagement_id', '=', target.engagement.id)
        .where('key_place_id', '=', place.id)
        .where('closed_at', 'is', null),
    );
    return { ...target, place, open };
  },
  unitPath: ({ engagement }) => engagement.unit_path,
  subjectId: ({ engagement }) => engagement.id,
  subjectNumber: ({ engagement }) => engagement.name,
  parks: ({ target: { engagement, place, open }, input }) => {
    requireState(engagement, 'running');
    if (engagement.key_places === 'never') throw refuse('engagement.area.barred');
    if (engagement.key_places === 'escorted' && !input.escorted) throw refuse('engagement.area.escort');
    if (place.state !== 'determined') throw refuse('engagement.area.ended');
    if (open !== undefined) throw refuse('engagement.area.held');
    return engagementFlows.area;
  },
  snapshot: ({ target: { engagement, place }, input }) => ({
    person: engagement.name,
    place: `${place.unit} ${place.ordinal}`,
    escorted: input.escorted,
    until: engagement.until_on,
  }),
  async handle(tx, { input, target: { engagement, place, open } }) {
    requireState(engagement, 'running');
    if (open !== undefined) throw refuse('engagement.area.held');
    const areaId = tx.newId();
    await tx.insert(engagementAreas, {
      id: areaId,
      engagement_id: engagement.id,
      key_place_id: place.id,
      escorted: input.escorted,
      allowed_at: tx.now,
      closed_at: null,
    });
    return { result: { areaId } };
  },
});

const closeArea = defineCommand({
  name: 'engagement.closeArea',
  title: { zh: '取消进入要害部门部位', en: 'Close a key place to somebody' },
  input: CloseArea,
  rule: engagementsPolicy['engagement.keep'],
  async load(tx, input) {
    const area = await tx.lock(engagementAreas, input.areaId);
    return { area, ...(await lockEngagement(tx, area.engagement_id)) };
  },
  unitPath: ({ engagement }) => engagement.unit_path,
  subjectId: ({ engagement }) => engagement.id,
  async handle(tx, { target: { area } }) {
    if (area.closed_at !== null) throw refuse('engagement.area.closed');
    await tx.update(engagementAreas, area, { closed_at: tx.now });
    return {};
  },
});

/** Ends it before its day: rights end at this moment, in every session. */
const end = defineCommand({
  name: 'engagement.end',
  title: { zh: '提前结束使用', en: 'End an engagement early' },
  input: EndEngagement,
  rule: engagementsPolicy['engagement.keep'],
  async load(tx, input) {
    const target = await lockEngagement(tx, input.engagementId);
    return { ...target, matter: await tx.lock(engagementMatters, input.engagementId) };
  },
  unitPath: ({ engagement }) => engagement.unit_path,
  subjectId: ({ engagement }) => engagement.id,
  async handle(tx, { input, target: { engagement, person, matter }, actor }) {
    requireState(engagement, 'running');
    if (person !== null) {
      if (person.frozen_at === null) await freezeNow(tx, person);
      // yesterday was the last day in force: from now on he has none of them
      await tx.writeSql('select end_rights_of($1, $2)', [[person.id], dayAfter(tx.today, -1)]);
    }
    await tx.update(engagements, engagement, {
      state: 'ended',
      ended_on: tx.today,
      ended_at: tx.now,
      ended_by: actor.personId,
    });
    await tx.update(engagementMatters, matter, { end_reason: input.reason });
    const subject = { subjectId: engagement.id, byId: actor.personId };
    await settle(tx, { ...subject, kind: 'engagement.ending' });
    await settle(tx, { ...subject, kind: 'engagement.briefing', outcome: 'cancelled' });
    await oweHandBack(tx, engagement, tx.today);
    return {};
  },
});

/** How many things somebody holds or has open, by source; nothing for who does not answer for him. */
export async function countHeldOf(
  tx: LoadTx,
  sources: readonly HeldSource[],
  personId: string,
): Promise<{ readonly source: HeldSource; readonly count: number }[]> {
  const held: { source: HeldSource; count: number }[] = [];
  for (const source of sources) {
    const [row] = await tx.readSql<{ n: number }>(`select count(*)::int as n from (${source.sql}) held`, [
      personId,
    ]);
    if (row !== undefined && row.n > 0) held.push({ source, count: row.n });
  }
  return held;
}

/** What somebody holds is told only to who answers for him: to anybody else he would seem empty-handed. */
async function requireAnswers(tx: LoadTx, personId: string): Promise<void> {
  const [row] = await tx.readSql<{ yes: boolean }>('select answers_for_person($1) as yes', [personId]);
  if (row?.yes !== true) throw new Refusal('not.found');
}

/** Everything is back: he has left. With something missing a leaving procedure decides (PER-3). */
function createHandBack(sources: () => readonly HeldSource[]): Command {
  return defineCommand({
    name: 'engagement.handBack',
    title: { zh: '办结清退', en: 'Close the hand-back' },
    input: EngagementCall,
    rule: engagementsPolicy['engagement.keep'],
    async load(tx, input) {
      const target = await lockEngagement(tx, input.engagementId);
      if (target.personId !== null) await requireAnswers(tx, target.personId);
      const held = target.personId === null ? [] : await countHeldOf(tx, sources(), target.personId);
      return { ...target, count: held.reduce((sum, one) => sum + one.count, 0) };
    },
    unitPath: ({ engagement }) => engagement.unit_path,
    subjectId: ({ engagement }) => engagement.id,
    async handle(tx, { target: { engagement, person, count }, actor }) {
      requireState(engagement, 'ended');
      if (engagement.handed_back_at !== null)
        throw refuse('engagement.state', { state: { zh: '已清退', en: 'ended and handed back' } });
      if (count > 0) throw refuse('engagement.holds', { count });
      await tx.update(engagements, engagement, { handed_back_at: tx.now });
      if (person !== null && person.left_on === null)
        await tx.update(people, person, { left_on: engagement.ended_on ?? tx.today });
      await settle(tx, { kind: 'engagement.handBack', subjectId: engagement.id, byId: actor.personId });
      return {};
    },
  });
}

export function createRunningCommands(sources: () => readonly HeldSource[]): readonly Command[] {
  return [
    prolong,
    changeSponsor,
    recordBriefing,
    issueLetter,
    allowArea,
    closeArea,
    end,
    createHandBack(sources),
  ];
}
