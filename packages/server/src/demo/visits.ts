import { z } from 'zod';
import { type DemoHouse, playerOf } from './house.ts';
import type { Player, Stage } from './stage.ts';
import type { Year } from './year.ts';

const Drafted = z.object({ visitId: z.string() });
const Named = z.object({ visitorIds: z.array(z.string()) });
const Proposed = z.object({ supplyId: z.string() });
const day = 86_400_000;

interface PlannedVisit {
  readonly host: Player;
  readonly head: Readonly<Record<string, unknown>>;
  readonly visitors: readonly object[];
  readonly stops: readonly object[];
  /** Days from now: the first and the last. */
  readonly days: readonly [number, number];
}

/** Visits of the year: one that is over, one of foreigners with something given, one under review, one that comes soon. */
export function planVisits(year: Year, the: { readonly stage: Stage; readonly house: DemoHouse }): void {
  const { stage, house } = the;
  const player = (login: string) => playerOf(house, login);
  const dayAfter = (days: number) => new Date(stage.now.getTime() + days * day).toISOString().slice(0, 10);

  async function plan(visit: PlannedVisit): Promise<{ visitId: string; visitorIds: string[] }> {
    const { host } = visit;
    const { visitId } = Drafted.parse(
      await stage.done(host, 'visit.draft', {
        hostId: host.personId,
        startsOn: dayAfter(visit.days[0]),
        endsOn: dayAfter(visit.days[1]),
        escortIds: [host.personId],
        ...visit.head,
      }),
    );
    const { visitorIds } = Named.parse(
      await stage.done(host, 'visit.addVisitors', { visitId, visitors: visit.visitors }),
    );
    await stage.done(host, 'visit.setRoute', { visitId, stops: visit.stops });
    return { visitId, visitorIds };
  }
  async function approve(host: Player, visitId: string, ...deciders: readonly string[]): Promise<void> {
    const approvalId = await stage.ask(host, 'visit.submit', { visitId });
    for (const login of deciders) await stage.decide(player(login), approvalId);
  }

  const exchange: PlannedVisit = {
    host: player('genger'),
    head: {
      kind: 'exchange',
      firm: '样例咨询公司',
      country: '中国',
      purpose: '年度投资统计口径交流（样例）',
      mayShow: '已公开的统计公报',
      mayNot: '未公开的投资概算和项目库',
    },
    visitors: [
      { name: '样例一', position: '经理', documentKind: 'id-card', documentNo: '000000199001010001' },
      { name: '样例二', position: '分析师', documentKind: 'id-card', documentNo: '000000199202020002' },
    ],
    stops: [{ area: '一楼会议室' }],
    days: [2, 2],
  };
  let over = { visitId: '', visitorIds: [''] };
  year.add(60, async () => {
    over = await plan(exchange);
    await approve(exchange.host, over.visitId, 'bingyi', 'jiayi');
  });
  year.add(58, async () => {
    const { visitId, visitorIds } = over;
    await stage.done(exchange.host, 'visit.arrive', { visitId, visitorIds, devices: '手机2部' });
    stage.pass(5_400);
    await stage.done(exchange.host, 'visit.leave', { visitId, visitorIds });
    await stage.done(exchange.host, 'visit.finish', {
      visitId,
      report: '按安排交流公开口径，未介绍其他内容。',
    });
  });

  const foreign: PlannedVisit = {
    host: player('xinyi'),
    head: {
      kind: 'delegation',
      firm: '样例重工株式会社',
      country: '样例国',
      purpose: '采油设备选型技术交流（样例）',
      mayShow: '设备外形、公开样本所列参数',
      mayNot: '产量、井位坐标和在研型号',
    },
    visitors: [
      {
        name: '样例甲',
        position: '部长',
        foreigner: true,
        documentKind: 'passport',
        documentNo: 'X00000001',
      },
      {
        name: '样例乙',
        position: '工程师',
        foreigner: true,
        documentKind: 'passport',
        documentNo: 'X00000002',
      },
      { name: '样例丙', position: '翻译', documentKind: 'id-card', documentNo: '000000199303030003' },
    ],
    stops: [
      { area: '展厅' },
      { area: '二号车间', treatment: 'prepared', preparation: '遮盖在研样机，关闭工控屏幕' },
      { area: '资料室', treatment: 'closed' },
    ],
    days: [4, 5],
  };
  let abroad = { visitId: '', visitorIds: [''] };
  year.add(24, async () => {
    abroad = await plan(foreign);
    await approve(foreign.host, abroad.visitId, 'bingyi', 'jiayi', 'yiyi');
  });
  year.add(20, async () => {
    const { visitId, visitorIds } = abroad;
    const xinyi = foreign.host;
    const Route = z.object({ route: z.array(z.object({ id: z.string(), treatment: z.string() })) });
    const { route } = await stage.query(xinyi, 'visit.open', { visitId }, Route);
    for (const stop of route.filter((one) => one.treatment !== 'open'))
      await stage.done(xinyi, 'visit.prepareStop', { stopId: stop.id, note: '已处置，拍照存查' });
    await stage.done(xinyi, 'visit.arrive', { visitId, visitorIds, devices: '手机3部、平板1台' });
    await give(xinyi, visitId);
    stage.pass(7_200);
    await stage.done(xinyi, 'visit.leave', { visitId, visitorIds });
    await stage.done(xinyi, 'visit.finish', {
      visitId,
      report: '按路线参观，介绍限于公开样本。',
      findings: [{ kind: 'question', words: '一名来访人员两次打听单井产量，已按口径婉拒。' }],
    });
  });
  async function give(giver: Player, visitId: string): Promise<void> {
    const { supplyId } = Proposed.parse(
      await stage.done(giver, 'supply.propose', {
        visitId,
        form: 'paper',
        title: '抽油机外形图（样例）',
        content: '外形和接口尺寸，不含内部结构',
        recipient: '样例重工株式会社',
        country: '样例国',
        foreigner: true,
        contact: '样例甲',
        purpose: '选型比对',
        returnBy: dayAfter(30),
      }),
    );
    const approvalId = await stage.ask(giver, 'supply.submit', { supplyId });
    await stage.decide(player('jiayi'), approvalId);
    await stage.decide(player('yiyi'), approvalId);
    await stage.done(giver, 'supply.give', { supplyId, givenOn: dayAfter(0), receivedBy: '样例甲' });
  }

  year.add(4, async () => {
    const soon = {
      ...exchange,
      head: { ...exchange.head, firm: '样例设计院', kind: 'negotiation' },
      days: [6, 6],
    } as const;
    const { visitId } = await plan(soon);
    await approve(soon.host, visitId, 'bingyi', 'jiayi');
  });
  year.add(2, async () => {
    const { visitId } = await plan({ ...foreign, days: [9, 10] });
    // waits for the office
    await approve(foreign.host, visitId, 'bingyi');
    await stage.done(player('genger'), 'supply.propose', {
      form: 'letter',
      title: '统计口径说明（样例）',
      recipient: '样例咨询公司',
      country: '中国',
      purpose: '答复来函',
    });
  });
}
