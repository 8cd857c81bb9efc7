import { z } from 'zod';
import { RegisterList } from '../modules/carriers/contract.ts';
import { type DemoHouse, playerOf } from './house.ts';
import type { Stage } from './stage.ts';

const day = 86_400_000;
const Made = z.object({ carrierId: z.string(), copies: z.array(z.object({ copyId: z.string() })) });
const Proposed = z.object({ regradingId: z.string() });

function years(level: string, count: number) {
  return { level, validity: { kind: 'duration', years: count } };
}

/**
 * Terms and marks: a source that was released, with a copy outside and a summary that rests on it, an extension that is
 * being decided, an examination secret until its results are out, and some terms that end within the next months.
 */
export async function regradeSome({
  stage,
  house,
}: {
  readonly stage: Stage;
  readonly house: DemoHouse;
}): Promise<void> {
  const player = (login: string) => playerOf(house, login);
  const [clerk, classifier, leader] = [player('jiaer'), player('dingyi'), player('yiyi')];
  const knowers = [classifier, leader, player('jiayi')].map((one) => one.personId);
  const { rows } = await stage.query(clerk, 'register.list', {}, RegisterList);
  const registerId = rows.find((one) => one.kind === 'carrier' && one.unit === '机要保密局')?.id;
  const dayBefore = (days: number) => new Date(stage.now.getTime() - days * day).toISOString().slice(0, 10);
  const register = async (title: string, mark: Record<string, unknown>, issuedOn: string, copies = 1) =>
    Made.parse(
      await stage.done(clerk, 'carrier.register', {
        registerId,
        medium: 'paper',
        mark: { scheme: 'cn-state-secret', ...mark },
        issuedOn,
        title,
        originator: '示范县',
        pages: 6,
        copies,
        origin: 'own',
        place: '机要室2号柜',
        scope: { personIds: knowers, postIds: [] },
      }),
    );
  const propose = async (carrierId: string, more: Record<string, unknown>) => {
    const made = await stage.done(clerk, 'regrading.propose', {
      carrierIds: [carrierId],
      classifierId: classifier.personId,
      ...more,
    });
    return stage.ask(clerk, 'regrading.submit', { regradingId: Proposed.parse(made).regradingId });
  };

  const source = await register('示范工程选址方案', years('JIMI', 10), dayBefore(700), 3);
  const summary = await register('示范工程选址情况摘要', years('JIMI', 10), dayBefore(600));
  await stage.done(clerk, 'sources.add', {
    carrierId: summary.carrierId,
    sourceId: source.carrierId,
    manner: 'summary',
  });
  await stage.done(clerk, 'sources.add', {
    carrierId: source.carrierId,
    words: '省示范厅《示范工程总体规划》',
    manner: 'key-point',
  });
  await stage.done(clerk, 'delivery.send', {
    registerId,
    copyIds: [source.copies[2]?.copyId],
    counterpart: '市示范局',
    channel: 'messenger',
    sealNo: 'F20261',
  });
  const release = await propose(source.carrierId, { kind: 'release', reason: '工程已公告，不再需要保密' });
  await stage.decide(classifier, release);
  await stage.decide(leader, release);

  const ending = await register('示范水库应急预案', years('MIMI', 3), dayBefore(3 * 365 - 20), 2);
  await register('示范电网布局图', years('MIMI', 5), dayBefore(5 * 365 - 75));
  await register('示范口岸查验要点', years('JIMI', 2), dayBefore(2 * 365 - 160));
  await propose(ending.carrierId, {
    kind: 'extend',
    mark: { scheme: 'cn-state-secret', ...years('MIMI', 6) },
    reason: '水库除险加固尚未完成，仍需保密',
  });
  await register(
    '示范县公开选调试题',
    { level: 'MIMI', validity: { kind: 'condition', text: '考试结束前' } },
    dayBefore(9),
  );
}
