import { z } from 'zod';
import { type DemoHouse, playerOf } from './house.ts';
import type { Stage } from './stage.ts';
import type { Year } from './year.ts';

const Begun = z.object({ leavingId: z.string() });

/** Two who leave: one has gone and is in his cooling-off period, the other is still handing things back. */
export function planLeaving(year: Year, the: { readonly stage: Stage; readonly house: DemoHouse }): void {
  const { stage, house } = the;
  const player = (login: string) => playerOf(house, login);
  const players = new Set([...house.players.values()].map((one) => one.personId));
  const leavers = [...house.people.values()].filter((one) => one.rank === 2 && !players.has(one.id));
  const dayAfter = (days: number) =>
    new Date(stage.now.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  async function begin(personId: string, more: Record<string, unknown>): Promise<string> {
    const made = await stage.done(player('jiyi'), 'leaving.begin', { personId, ...more });
    return Begun.parse(made).leavingId;
  }
  for (const { id } of leavers.slice(0, 2)) year.keepOut(id);
  year.add(120, async () => {
    const [leaver] = leavers;
    if (leaver === undefined) return;
    const leavingId = await begin(leaver.id, { kind: 'retire', lastOn: dayAfter(10), reason: '到龄退休' });
    await stage.done(player('jiyi'), 'leaving.recordTalk', {
      leavingId,
      talkedOn: dayAfter(0),
      talk: '已提醒保密义务和脱密期规定，本人表示遵守。',
    });
    const approvalId = await stage.ask(player('jiyi'), 'cooling.decide', {
      leavingId,
      months: 24,
      managedBy: 'house',
      visitEveryMonths: 3,
      reason: '按涉密等级确定',
    });
    await stage.decide(player('yiyi'), approvalId);
    await stage.done(player('jiayi'), 'leaving.freeze', { leavingId });
    // somebody may have lent him something in the year's course: then the procedure stays open
    await stage.run(player('jiyi'), 'leaving.close', { leavingId });
  });
  year.add(6, async () => {
    const leaver = leavers[1];
    if (leaver === undefined) return;
    await begin(leaver.id, { kind: 'resign', lastOn: dayAfter(20), reason: '个人原因辞职' });
  });
}
