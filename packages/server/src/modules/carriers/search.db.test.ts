// BEY-4, BEY-16: lists and search, driven from what the caller may see.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { z } from 'zod';
import { CarrierList, ScanHits } from './contract.ts';
import { type House, createHandlingHouse } from './testing/handling-house.ts';

let house: House;
let clerk: string;
beforeAll(async () => {
  house = await createHandlingHouse();
  clerk = (await house.cleared('档案员')).session;
  await house.w.hold(house.w.personOf(clerk), 'document-clerk', 'north');
});
beforeEach(() => {
  house.clock.now = new Date(house.clock.now.getTime() + 60_000);
});
afterAll(() => house.close());

const mark = (level: string) => ({
  scheme: 'cn-state-secret',
  level,
  validity: { kind: 'duration', years: 5 },
});
async function register(title: string, more: Record<string, unknown> = {}): Promise<string> {
  const made = await house.w.done(clerk, 'carrier.register', {
    registerId: house.registerId,
    medium: 'paper',
    mark: mark('MIMI'),
    title,
    ...more,
  });
  return String(made['number']);
}
async function numbers(session: string, input: object): Promise<string[]> {
  return (await house.w.ask(session, 'carrier.list', input, CarrierList)).rows.map((row) => row.number);
}

test('words are found where they stand one after the other, whatever marks stand between', async () => {
  const right = await register('关于《勘探坐标》工作的批复');
  await register('坐标勘探工作方案');
  expect(await numbers(clerk, { search: '勘探坐标' })).toEqual([right]);
  expect(await numbers(clerk, { search: '勘探坐标工作' })).toEqual([right]);
  expect(await numbers(clerk, { by: 'known', search: '探坐' })).toEqual([right]);
  const { hits } = await house.w.ask(clerk, 'scan.find', { text: '勘探坐标' }, ScanHits);
  expect(hits.map((hit) => hit.number)).toEqual([right]);
});

test('who only handles finds nothing by words, and who may know only what he is cleared for', async () => {
  const reader = await house.cleared('阅读人', 1);
  const scope = { personIds: [reader.id], postIds: [] };
  const low = await register('珊瑚礁观测', { scope });
  await register('珊瑚礁储量', { scope, mark: mark('JUEMI') });
  expect(await numbers(house.clerk, { search: '珊瑚礁' })).toEqual([]);
  expect(await numbers(reader.session, { by: 'known', search: '珊瑚礁' })).toEqual([low]);
  expect(await numbers(reader.session, { by: 'known' })).toEqual([low]);
});

test('new words are found after a correction, the old ones no more', async () => {
  const number = await register('旧题名甲');
  const { rows } = await house.w.ask(clerk, 'carrier.list', { search: '旧题名' }, CarrierList);
  await house.w.done(clerk, 'carrier.correct', {
    carrierId: rows[0]?.id,
    medium: 'paper',
    mark: mark('JIMI'),
    title: '新题名乙',
    mustReturn: false,
    reason: '题名有误',
  });
  expect(await numbers(clerk, { search: '旧题名' })).toEqual([]);
  expect(await numbers(clerk, { by: 'known', search: '新题名', level: 'JIMI' })).toEqual([number]);
  expect(await numbers(clerk, { by: 'known', search: '新题名', level: 'MIMI' })).toEqual([]);
});

test('a number is found whole, by its beginning, and by what it counts to, by who handles the register', async () => {
  const number = await register('编号检索');
  const tail = String(Number(number));
  const found = [await numbers(clerk, { search: number }), await numbers(clerk, { search: tail })];
  expect(found).toEqual([[number], [number]]);
  expect(await numbers(clerk, { search: number.slice(0, -1) })).toContain(number);
  const outsider = (await house.cleared('外人')).session;
  expect(await numbers(outsider, { search: number })).toEqual([]);
});

test('every order pages through all there is, once; a cursor of another order leads nowhere', async () => {
  for (const level of ['JUEMI', 'MIMI', 'JIMI']) await register(`排序 ${level}`, { mark: mark(level) });
  const all = new Set(await numbers(clerk, { limit: 100 }));
  for (const sort of ['newest', 'number', 'level', 'state']) {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: z.output<typeof CarrierList> = await house.w.ask(
        clerk,
        'carrier.list',
        { sort, limit: 2, after },
        CarrierList,
      );
      seen.push(...page.rows.map((row) => row.number));
      after = page.next;
    } while (after !== null);
    expect(new Set(seen)).toEqual(all);
    expect(seen).toHaveLength(all.size);
  }
  const { next } = await house.w.ask(clerk, 'carrier.list', { sort: 'level', limit: 1 }, CarrierList);
  const crossed = house.w.query(clerk, 'carrier.list', { sort: 'number', after: next });
  await expect(crossed).rejects.toMatchObject({ code: 'not.found' });
});

test('the state of copies and what is overdue narrow a list, in every order', async () => {
  const borrower = await house.cleared('借阅人');
  const made = await house.register({ knowers: [borrower.id] });
  await house.lend(made.copyIds[0] ?? '', borrower);
  expect(await numbers(clerk, { copyState: 'on-loan' })).toEqual([made.number]);
  expect(await numbers(clerk, { copyState: 'on-loan', sort: 'level' })).toEqual([made.number]);
  expect(await numbers(clerk, { overdue: true })).toEqual([]);
  house.clock.now = new Date('2026-11-25T01:00:00Z');
  expect(await numbers(clerk, { overdue: true, sort: 'number' })).toEqual([made.number]);
  expect(house.w.kernel.faults).toEqual([]);
});
