import { ApprovalView } from '@fengni/kernel/approval/contract';
import { z } from 'zod';
import { JourneyPage } from '../modules/travel/contract.ts';
import { builtinProhibitions } from '../modules/travel/rules.ts';
import { houseName } from './cast.ts';
import { type DemoHouse, playerOf } from './house.ts';
import type { Player, Stage } from './stage.ts';
import type { Year } from './year.ts';

const Planned = z.object({ journeyId: z.string() });
const Drafted = z.object({ ruleId: z.string() });
const Made = z.object({ templateId: z.string() });
const Entered = z.object({ documentId: z.string() });
/** Who takes which step; how many there are goes by the grade of who travels. */
const decides: Readonly<Record<string, string>> = {
  'unit-leader': 'bingyi',
  personnel: 'jiyi',
  officer: 'jiayi',
  'leader-in-charge': 'yiyi',
  'first-responsible': 'yier',
};
const oilField = '示范油田';

/** Journeys of the year: one made and talked over, one approved and being prepared, one that waits for consent. */
export function planTravel(year: Year, the: { readonly stage: Stage; readonly house: DemoHouse }): void {
  const { stage, house } = the;
  const player = (login: string) => playerOf(house, login);
  const dayAfter = (days: number) =>
    new Date(stage.now.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  async function plan(by: Player, journey: Readonly<Record<string, unknown>>): Promise<string> {
    const made = await stage.done(by, 'travel.plan', {
      travellerIds: [by.personId],
      leaderId: by.personId,
      ...journey,
    });
    return Planned.parse(made).journeyId;
  }
  async function consent(approvalId: string): Promise<void> {
    const { steps } = await stage.query(player('bingyi'), 'approval.open', { approvalId }, ApprovalView);
    for (const { duties } of steps) {
      const login = decides[duties[0] ?? ''];
      if (login !== undefined) await stage.decide(player(login), approvalId);
    }
  }
  const travellersOf = async (journeyId: string) =>
    (await stage.query(player('jiayi'), 'travel.open', { journeyId }, JourneyPage)).travellers;
  async function keepPassport(person: Player, number: string): Promise<string> {
    const made = await stage.done(player('jiyi'), 'travel.takeInDocument', {
      personId: person.personId,
      kind: 'passport',
      number,
      validUntil: dayAfter(1500),
      place: '1号证件柜',
    });
    return Entered.parse(made).documentId;
  }

  year.add(200, async () => {
    const rule = await stage.done(player('jiayi'), 'travel.draftRule', {
      unitId: house.units.get(houseName),
      items: builtinProhibitions.map((item) => item.zh),
      returnDays: 10,
      debriefDays: 7,
    });
    await stage.done(player('yiyi'), 'travel.issueRule', { ruleId: Drafted.parse(rule).ruleId });
    await stage.done(player('jiayi'), 'overseas.flag', {
      unitId: house.units.get(oilField),
      region: 'KZ',
      responsibleId: player('xinyi').personId,
      sinceOn: dayAfter(-30),
    });
  });
  let madeId = '';
  let passportId = '';
  year.add(96, async () => {
    const traveller = player('dingyi');
    passportId = await keepPassport(traveller, 'EA0000001');
    madeId = await plan(traveller, {
      kind: 'private',
      regions: ['TH'],
      fromOn: dayAfter(6),
      untilOn: dayAfter(12),
      purpose: '年休假旅游',
      contacts: '住示范酒店，电话见行程单',
      funding: '自费',
    });
    const approvalId = await stage.ask(traveller, 'travel.apply', { journeyId: madeId });
    await consent(approvalId);
    await stage.done(traveller, 'travel.acknowledge', { journeyId: madeId });
    await stage.done(player('jiyi'), 'travel.lendDocument', { documentId: passportId, journeyId: madeId });
  });
  year.add(90, async () => {
    const [traveller] = await travellersOf(madeId);
    const cleared = await stage.run(player('jiayi'), 'travel.clear', { travellerId: traveller?.id });
    if (cleared.kind !== 'done') {
      // the year may have lent him something: then the leader decides
      const holding = { travellerId: traveller?.id, reason: '载体锁入本人保密柜，由甲二代管钥匙' };
      await stage.decide(player('yiyi'), await stage.ask(player('jiayi'), 'travel.clearHolding', holding));
    }
    await stage.done(player('jiayi'), 'travel.depart', { journeyId: madeId, departedOn: dayAfter(0) });
  });
  year.add(87, async () => {
    const note = '电话联系本人，一切正常，已提醒不谈论工作。';
    await stage.done(player('jiayi'), 'travel.recordContact', {
      journeyId: madeId,
      contactedOn: dayAfter(0),
      note,
    });
  });
  year.add(84, async () => {
    await stage.done(player('dingyi'), 'travel.reportReturn', {
      journeyId: madeId,
      returnedOn: dayAfter(0),
      note: '按期返回，行程没有变化。',
    });
  });
  year.add(80, async () => {
    const [traveller] = await travellersOf(madeId);
    await stage.done(player('jiayi'), 'travel.debrief', {
      travellerId: traveller?.id,
      heldOn: dayAfter(0),
      findings: ['questions'],
      note: '旅行团中有人打听工作单位情况，本人未作回答。',
    });
    await stage.done(player('jiyi'), 'travel.takeBackDocument', { documentId: passportId });
    await stage.done(player('jiayi'), 'travel.close', { journeyId: madeId });
  });
  year.add(60, async () => {
    const template = await stage.done(player('jiayi'), 'letter.draftTemplate', {
      unitId: house.units.get(houseName),
      kind: 'commitment',
      occasion: 'travel',
      name: '出国（境）保密承诺书',
      body: '本人{姓名}（{单位}）在出国（境）期间遵守保密规定，不携带涉密载体和设备，不谈论涉密和内部事项，遇有情况及时报告，返回后如实汇报。',
    });
    await stage.done(player('yiyi'), 'letter.issueTemplate', Made.parse(template));
  });
  year.add(7, async () => {
    await keepPassport(player('gengyi'), 'EA0000002');
    const journeyId = await plan(player('gengyi'), {
      kind: 'official',
      regions: ['SG', 'MY'],
      fromOn: dayAfter(19),
      untilOn: dayAfter(26),
      travellerIds: [player('gengyi').personId, player('genger').personId],
      leaderId: player('gengyi').personId,
      purpose: '城市财政管理考察',
      contacts: '示范市政研究院',
      funding: '出访经费',
      invitation: '示范市政研究院邀请函',
    });
    await consent(await stage.ask(player('gengyi'), 'travel.apply', { journeyId }));
  });
  year.add(2, async () => {
    const journeyId = await plan(player('genger'), {
      kind: 'private',
      regions: ['JP'],
      fromOn: dayAfter(75),
      untilOn: dayAfter(82),
      purpose: '探亲',
      contacts: '住亲属家中',
      funding: '自费',
    });
    await stage.ask(player('genger'), 'travel.apply', { journeyId });
  });
}
