import { z } from 'zod';
import { RegisterList } from '../modules/carriers/contract.ts';
import { type DemoHouse, playerOf } from './house.ts';
import type { Stage } from './stage.ts';

const Opened = z.object({ compartmentId: z.string() });

/** A project divided by link: two compartments with one person in both, a carrier in each, and a request to let one in. */
export async function divideProject({
  stage,
  house,
}: {
  readonly stage: Stage;
  readonly house: DemoHouse;
}): Promise<void> {
  const player = (login: string) => playerOf(house, login);
  const [clerk, leader, member, other] = [player('jiaer'), player('yiyi'), player('dingyi'), player('jiayi')];
  const { rows } = await stage.query(clerk, 'register.list', {}, RegisterList);
  const register = rows.find((one) => one.kind === 'carrier');
  const matter = '示范仪表厂某型样机研制';
  const open = async (name: string, link: string, personIds: readonly string[]) =>
    Opened.parse(
      await stage.done(leader, 'compartment.open', {
        unitId: register?.unitId,
        name,
        matter,
        link,
        personIds,
        reason: '研制各环节分开知悉',
      }),
    ).compartmentId;
  const test = await open('样机试验组', '试验', [clerk.personId, member.personId]);
  const purchase = await open('样机采购组', '采购', [clerk.personId]);
  const put = (title: string, compartmentId: string, personIds: readonly string[]) =>
    stage.done(clerk, 'carrier.register', {
      registerId: register?.id,
      medium: 'paper',
      mark: { scheme: 'cn-state-secret', level: 'JIMI', validity: { kind: 'duration', years: 10 } },
      issuedOn: stage.now.toISOString().slice(0, 10),
      title,
      originator: '示范仪表厂',
      pages: 9,
      place: '机要室3号柜',
      scope: { personIds, postIds: [], compartmentId },
    });
  await put('样机环境试验数据', test, [leader.personId, member.personId]);
  await put('样机元器件采购清单', purchase, [leader.personId]);
  await stage.ask(clerk, 'compartment.admit', {
    compartmentId: test,
    personIds: [other.personId],
    reason: '参加下月复试',
  });
}
