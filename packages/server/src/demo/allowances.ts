import { z } from 'zod';
import { AllowanceAppeals, AllowanceLines } from '../modules/allowances/contract.ts';
import { monthAfter } from '../modules/allowances/rules.ts';
import { houseName } from './cast.ts';
import { type DemoHouse, playerOf } from './house.ts';
import type { Stage } from './stage.ts';
import type { Year } from './year.ts';

const Made = z.object({ postId: z.string().optional(), listId: z.string().optional() });

/** Posts of people who are to try the program, so that each finds an allowance of his own. */
const posts = [
  { name: '保密员', unit: '机要保密局', grade: 'CORE', logins: ['jiayi'] },
  { name: '机要文件管理', unit: '机要保密局', grade: 'IMPORTANT', logins: ['jiaer', 'jiasan'] },
  { name: '预算管理', unit: '财政局', grade: 'IMPORTANT', logins: ['gengyi'] },
  { name: '综合文秘', unit: '发展和改革局', grade: 'GENERAL', logins: ['genger'] },
] as const;

/** Three months of allowances: one paid, one paid with an appeal, the last one asked for. */
export function planAllowances(year: Year, the: { readonly stage: Stage; readonly house: DemoHouse }): void {
  const { stage, house } = the;
  const player = (login: string) => playerOf(house, login);
  const unitId = house.units.get(houseName);
  const today = () => stage.now.toISOString().slice(0, 10);
  const ask = async (name: string, input: unknown) =>
    stage.decide(player('yiyi'), await stage.ask(player('jiyi'), name, input));
  year.add(130, async () => {
    for (const { logins, unit, ...post } of posts) {
      const made = await stage.done(player('jiyi'), 'org.addPost', {
        ...post,
        unitId: house.units.get(unit),
      });
      const { postId } = Made.parse(made);
      for (const login of logins)
        await stage.done(player('jiyi'), 'org.assignPost', {
          personId: player(login).personId,
          postId,
          startedOn: today(),
        });
    }
    await ask('allowance.setTerms', {
      unitId,
      fromMonth: today().slice(0, 7),
      rates: { CORE: 60_000, IMPORTANT: 40_000, GENERAL: 20_000 },
      coolingRates: { CORE: 30_000, IMPORTANT: 20_000, GENERAL: 10_000 },
      deductions: [
        { fact: 'letter', way: 'percent', value: 50, each: false },
        { fact: 'return', way: 'percent', value: 10, each: true },
        { fact: 'obligation', way: 'percent', value: 10, each: true },
        { fact: 'breach', way: 'percent', value: 100, each: false },
      ],
      basis: '县机保〔2025〕8号（样例）',
    });
  });
  async function compute(): Promise<string> {
    const month = monthAfter(today(), -1).slice(0, 7);
    const begun = await stage.done(player('jiyi'), 'allowance.beginList', { unitId, month });
    const { listId = '' } = Made.parse(begun);
    await stage.done(player('jiyi'), 'allowance.compute', { listId });
    return listId;
  }
  async function pay(): Promise<string> {
    const listId = await compute();
    await ask('allowance.approve', { listId });
    await stage.done(player('jiyi'), 'allowance.close', { listId, paidOn: today() });
    return listId;
  }
  // a list is made in the month after its own, at any day of it
  year.add(95, async () => {
    await pay();
  });
  year.add(64, async () => {
    await pay();
    const own = await stage.query(player('gengyi'), 'allowance.mine', {}, AllowanceLines);
    const lineId = own.rows[0]?.id;
    if (lineId === undefined) return;
    const words = '本月代理核心涉密岗位工作五天，未计入，请核对。';
    await stage.done(player('gengyi'), 'allowance.appeal', { lineId, words });
    const { rows } = await stage.query(
      player('jiyi'),
      'allowance.appeals',
      { state: 'open' },
      AllowanceAppeals,
    );
    await ask('allowance.answerAppeal', {
      appealId: rows[0]?.id,
      differenceFen: 4000,
      answer: '经核对任职记录，情况属实，补发差额。',
    });
  });
  year.add(33, async () => {
    const listId = await compute();
    const { rows } = await stage.query(player('jiyi'), 'allowance.lines', { listId }, AllowanceLines);
    const line = rows.find((one) => one.kind === 'post' && one.personId === player('genger').personId);
    if (line !== undefined)
      await stage.done(player('jiyi'), 'allowance.correct', {
        lineId: line.id,
        amountFen: Math.round(line.amountFen / 2),
        reason: '当月借调在外半月，按规定减半发放。',
      });
    await stage.ask(player('jiyi'), 'allowance.approve', { listId });
  });
}
