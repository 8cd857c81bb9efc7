import { z } from 'zod';
import { RegisterList } from '../modules/carriers/contract.ts';
import { houseName } from './cast.ts';
import { type DemoHouse, playerOf } from './house.ts';
import type { Player, Stage } from './stage.ts';
import type { Year } from './year.ts';

const Made = z.object({ determinationId: z.string() });
const Registered = z.object({ carrierId: z.string() });
const scheme = 'cn-state-secret';
const years = (level: string, count: number) => ({
  scheme,
  level,
  validity: { kind: 'duration', years: count },
});
const ruledOut = ['public', 'other-kind', 'known', 'required'];

interface Cast {
  readonly stage: Stage;
  readonly house: DemoHouse;
  readonly player: (login: string) => Player;
}

const investment = {
  kind: 'original',
  mark: years('JIMI', 10),
  title: '示例投资概算编制说明',
  content: '分项数额、实施步骤和谈判底线。',
  harm: '泄露会使谈判底数暴露，给国家利益造成严重损害。',
  citation: '《示范行业保密事项范围》1.1：未公开的投资计划和概算指标',
  keyPoints: '第二章数额',
  ruledOut,
};
const reserves = {
  kind: 'original',
  mark: years('MIMI', 5),
  title: '示例储备物资布点调整方案',
  content: '拟增加的点位和数量。',
  harm: '泄露会使储备点位暴露，给国家利益造成损害。',
  citation: '《示范行业保密事项范围》2.1：应急物资储备点位和数量',
  ruledOut,
};
const topology = {
  kind: 'unclear',
  mark: years('MIMI', 5),
  title: '示例系统网络拓扑图',
  content: '设备地址和连接关系。',
  harm: '泄露会使关键系统易受攻击，给国家利益造成损害。',
  reportTo: '省示范保密局',
  ruledOut,
};
const wells = {
  kind: 'no-authority',
  mark: years('MIMI', 10),
  title: '示例井位坐标成果表',
  content: '示例区块的坐标成果。',
  harm: '泄露会使资源分布暴露，给国家利益造成损害。',
  citation: '《示范行业保密事项范围》资源类',
  reportTo: '省示范集团保密办公室',
  ruledOut,
};

function ids(cast: Cast, ...logins: readonly string[]) {
  return { personIds: logins.map((login) => cast.player(login).personId), postIds: [] };
}

async function begin(cast: Cast, drafter: string, input: object): Promise<string> {
  const player = cast.player(drafter);
  const unit = [...cast.house.people.values()].find((person) => person.id === player.personId)?.unit;
  const unitId = cast.house.units.get(unit ?? houseName);
  const made = await cast.stage.done(player, 'determination.begin', { unitId, ...input });
  return Made.parse(made).determinationId;
}

/** Reviewed by the head of unit and decided by the classifier. */
async function decide(cast: Cast, drafter: string, input: object): Promise<string> {
  const persons = { reviewerId: cast.player('bingyi').personId, deciderId: cast.player('dingyi').personId };
  const determinationId = await begin(cast, drafter, { ...persons, ...input });
  const asked = await cast.stage.ask(cast.player(drafter), 'determination.submit', { determinationId });
  await cast.stage.decide(cast.player('bingyi'), asked);
  await cast.stage.decide(cast.player('dingyi'), asked);
  return determinationId;
}

async function registerFrom(cast: Cast, determinationId: string, title: string): Promise<string> {
  const { stage } = cast;
  const clerk = cast.player('jiaer');
  const { rows } = await stage.query(clerk, 'register.list', { kind: 'carrier' }, RegisterList);
  const made = await stage.done(clerk, 'carrier.register', {
    registerId: rows.find((row) => row.unitId === cast.house.units.get('机要保密局'))?.id ?? rows[0]?.id,
    medium: 'paper',
    mark: investment.mark,
    issuedOn: stage.now.toISOString().slice(0, 10),
    title,
    determinationId,
    copies: 2,
    pages: 12,
    place: '机要室1号柜',
  });
  return Registered.parse(made).carrierId;
}

/** Authority by a grant; what is decided, derived, reported upward, waiting, and doubted. */
export function planDeterminations(
  year: Year,
  the: { readonly stage: Stage; readonly house: DemoHouse },
): void {
  const { stage, house } = the;
  const cast: Cast = {
    ...the,
    player: (login) => playerOf(house, login),
  };
  const today = () => stage.now.toISOString().slice(0, 10);
  const known = () => ids(cast, 'gengyi', 'bingyi', 'dingyi', 'jiaer', 'jiayi');
  year.add(356, async () => {
    await stage.done(house.admin.security, 'authority.add', {
      unitId: house.units.get(houseName),
      scheme,
      kind: 'granted',
      rule: 'A4',
      levels: ['JIMI', 'MIMI'],
      grantor: '省示范保密局',
      grantNo: '示密授〔2025〕6号',
      matters: '发展规划、应急保障、考试',
      startsOn: today(),
    });
  });
  let doubted = '';
  year.add(190, async () => {
    const decided = await decide(cast, 'gengyi', { ...investment, scope: known() });
    const carrierId = await registerFrom(cast, decided, investment.title);
    const derived = {
      kind: 'derived',
      mark: investment.mark,
      title: '示例概算要点摘编',
      content: '摘编第二章数额。',
    };
    const sources = [{ carrierId, manner: 'summary' }];
    await decide(cast, 'gengyi', { ...derived, sources, scope: ids(cast, 'gengyi', 'jiaer') });
    doubted = decided;
  });
  year.add(30, async () => {
    const determinationId = await begin(cast, 'xinyi', { ...wells, scope: ids(cast, 'xinyi') });
    await stage.done(cast.player('xinyi'), 'determination.submit', { determinationId });
    const report = {
      determinationId,
      reportedOn: today(),
      reportTo: wells.reportTo,
      reportNo: '示油密〔2026〕7号',
    };
    await stage.done(cast.player('xinyi'), 'determination.recordReport', report);
  });
  year.add(12, async () => {
    const subject = { table: 'determination', id: doubted };
    const reason = '部分数额已随项目公告公布，建议缩短期限';
    await stage.done(cast.player('jiayi'), 'classification.raiseDoubt', { subject, claim: 'term', reason });
  });
  year.add(4, async () => {
    await decide(cast, 'gengyi', { ...topology, scope: ids(cast, 'gengyi', 'dingyi') });
  });
  year.add(2, async () => {
    const persons = { reviewerId: cast.player('bingyi').personId, deciderId: cast.player('dingyi').personId };
    const determinationId = await begin(cast, 'gengyi', { ...reserves, ...persons, scope: known() });
    await stage.ask(cast.player('gengyi'), 'determination.submit', { determinationId });
  });
}
