// INC-3, BEY-4
import { parseInstant } from '@fengni/kernel/command/instant';
import { Refusal } from '@fengni/kernel/command/refusal';
import { expect, onTestFinished, test } from 'vitest';
import { WhoHad } from './contract.ts';
import { createHandlingHouse } from './testing/handling-house.ts';

async function createHouse() {
  const house = await createHandlingHouse();
  onTestFinished(house.close);
  const ask = (session: string, carrierId: string, span = { from: '2026-11-01', to: '2026-11-30' }) =>
    house.read(session, 'carrier.whoHad', { carrierId, ...span }, WhoHad);
  return { ...house, ask };
}

const byText = (a: string, b: string) => (a < b ? -1 : 1);

test('who had it: each hand with its days, and whose keeping, out of the chain of custody', async () => {
  const h = await createHouse();
  const [keeper, first, second] = [await h.cleared('甲三'), await h.cleared('丁一'), await h.cleared('丁二')];
  const made = await h.register({ copies: 2, keeperId: keeper.id, knowers: [first.id, second.id] });
  const [one = '', two = ''] = made.copyIds;
  h.clock.now = parseInstant('2026-11-03T01:00:00Z');
  const loanId = await h.lend(one, first);
  h.clock.now = parseInstant('2026-11-05T01:00:00Z');
  await h.w.done(h.clerk, 'loan.takeBack', { loanId, place: '1号柜' });
  await h.lend(two, second);
  h.clock.now = parseInstant('2026-11-08T01:00:00Z');
  const had = await h.ask(h.clerk, made.carrierId);
  expect(had.lines.map((line) => [line.copyNo, line.person, line.how, line.at, line.until])).toEqual([
    ['01', '甲三', 'keeping', '2026-11-02T01:00:00.000Z', '2026-11-03T01:00:00.000Z'],
    ['02', '甲三', 'keeping', '2026-11-02T01:00:00.000Z', '2026-11-05T01:00:00.000Z'],
    ['01', '丁一', 'in-hand', '2026-11-03T01:00:00.000Z', '2026-11-05T01:00:00.000Z'],
    ['02', '丁二', 'in-hand', '2026-11-05T01:00:00.000Z', null],
  ]);
  expect(had).toMatchObject({
    people: 3,
    copies: [
      { copyNo: '01', state: 'in-store' },
      { copyNo: '02', state: 'on-loan', holder: '丁二' },
    ],
  });
  const later = await h.ask(h.clerk, made.carrierId, { from: '2026-11-06', to: '2026-11-07' });
  expect(later.lines.map((line) => line.person)).toEqual(['丁二']);
});

test('its scope is told to who may know it, and the list is handed out on paper and as a workbook', async () => {
  const h = await createHouse();
  const reader = await h.cleared('丁一');
  const insider = await h.cleared('戊一');
  await h.w.hold(insider.id, 'document-clerk', 'north');
  // who registers it is in its scope
  const made = await h.register({ knowers: [reader.id] }, insider.session);
  expect((await h.ask(h.clerk, made.carrierId)).lines).toEqual([]);
  const known = await h.ask(insider.session, made.carrierId);
  expect(known.lines.map((line) => `${line.person} ${line.how}`).toSorted(byText)).toEqual([
    '丁一 scope',
    '戊一 scope',
  ]);
  const input = { carrierId: made.carrierId, from: '2026-11-01', to: '2026-11-30' };
  const head = async (name: string) =>
    Buffer.from((await h.file(insider.session, name, input)).bytes.subarray(0, 4)).toString('latin1');
  expect(await head('carrier.printWhoHad')).toBe('%PDF');
  expect(await head('carrier.exportWhoHad')).toMatch(/^PK/);
});

test('who handles nothing of its register cannot ask', async () => {
  const h = await createHouse();
  const made = await h.register();
  const south = await h.w.as('document-clerk', 'south');
  await expect(h.ask(south, made.carrierId)).rejects.toMatchObject({
    code: 'not.found',
  } satisfies Partial<Refusal>);
});
