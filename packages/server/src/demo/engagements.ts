import { z } from 'zod';
import { houseName } from './cast.ts';
import { type DemoHouse, playerOf } from './house.ts';
import type { Stage } from './stage.ts';
import type { Year } from './year.ts';

const Made = z.record(z.string(), z.string().nullable());
const Reported = z.object({ eventId: z.string() });

const idOf = (made: unknown, key: string) => Made.parse(made)[key] ?? '';
const eventIdOf = (made: unknown) => Reported.parse(made).eventId;

/** People who are not staff: one by a firm, one whose time is over, one to be agreed to; and events people reported. */
export function planEngagements(year: Year, the: { readonly stage: Stage; readonly house: DemoHouse }): void {
  planPeople(year, the);
  planEvents(year, the);
}

function planPeople(
  year: Year,
  { stage, house }: { readonly stage: Stage; readonly house: DemoHouse },
): void {
  const player = (login: string) => playerOf(house, login);
  const dayAfter = (days: number) =>
    new Date(stage.now.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  async function propose(more: Record<string, unknown>): Promise<string> {
    const made = await stage.done(player('jiyi'), 'engagement.propose', { fromOn: dayAfter(0), ...more });
    return idOf(made, 'engagementId');
  }
  async function engage(deciders: readonly string[], more: Record<string, unknown>): Promise<string> {
    const engagementId = await propose(more);
    const approvalId = await stage.ask(player('jiyi'), 'engagement.begin', { engagementId });
    for (const login of deciders) await stage.decide(player(login), approvalId);
    return engagementId;
  }
  year.add(200, async () => {
    const firm = await stage.done(player('jiyi'), 'engagement.addFirm', {
      unitId: house.units.get(houseName),
      name: '示范运维服务公司',
      code: 'DEMO-0001',
      contact: '亥一',
    });
    const contract = await stage.done(player('jiyi'), 'engagement.addContract', {
      firmId: idOf(firm, 'firmId'),
      number: 'YW-01',
      fromOn: dayAfter(0),
      untilOn: dayAfter(364),
      agreementOn: dayAfter(0),
      subject: '信息设备运行维护',
      duties: '运维人员固定，不得转包，离场清退全部资料。',
    });
    const engagementId = await engage(['bingyi', 'yiyi'], {
      name: '辰一',
      kind: 'outsourced',
      contractId: idOf(contract, 'contractId'),
      sponsorId: player('gengyi').personId,
      untilOn: dayAfter(300),
      clearedTo: 'MIMI',
      purpose: '财务系统驻场运维。',
    });
    await stage.done(player('jiayi'), 'engagement.recordBriefing', {
      engagementId,
      briefedOn: dayAfter(0),
      note: '驻场纪律、不得自带设备、发现异常向保密员报告。',
    });
  });
  year.add(90, async () => {
    await engage(['bingyi', 'yiyi'], {
      name: '巳一',
      kind: 'temporary',
      sponsorId: player('genger').personId,
      untilOn: dayAfter(80),
      clearedTo: 'MIMI',
      purpose: '协助整理历年项目档案。',
    });
  });
  year.add(5, async () => {
    const engagementId = await propose({
      name: '午一',
      kind: 'cleaner',
      sponsorId: player('gengyi').personId,
      untilOn: dayAfter(180),
      purpose: '办公楼三层保洁。',
    });
    await stage.ask(player('jiyi'), 'engagement.begin', { engagementId });
  });
}

function planEvents(
  year: Year,
  { stage, house }: { readonly stage: Stage; readonly house: DemoHouse },
): void {
  const player = (login: string) => playerOf(house, login);
  const dayBefore = (days: number) =>
    new Date(stage.now.getTime() - days * 86_400_000).toISOString().slice(0, 10);
  year.add(40, async () => {
    const made = await stage.done(player('gengyi'), 'life-event.report', {
      kind: 'foreign-contact',
      happenedOn: dayBefore(2),
      content: '参加行业展会时与一名境外参展商交换名片，未谈及工作内容。',
    });
    await stage.done(player('jiayi'), 'life-event.answer', {
      eventId: eventIdOf(made),
      answer: 'advice',
      words: '今后涉外活动事先报告，不得提供联系方式以外的信息。',
    });
  });
  year.add(30, async () => {
    const made = await stage.done(player('xinyi'), 'life-event.report', {
      kind: 'money-trouble',
      happenedOn: dayBefore(60),
      content: '为亲属贷款担保，金额较大。',
    });
    await stage.done(player('jiyi'), 'life-event.answer', {
      eventId: eventIdOf(made),
      answer: 'noted',
      review: true,
      reviewReason: '担保数额较大，核实后决定。',
    });
  });
  year.add(3, async () => {
    await stage.done(player('genger'), 'life-event.report', {
      kind: 'private-travel',
      happenedOn: dayBefore(-60),
      content: '拟于春节期间与家人出境旅游。',
    });
  });
}
