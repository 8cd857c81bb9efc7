// CAR-7
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { refused, textOf } from '@fengni/kernel/testkit/world';
import { HandOverList, HandOverPage, HeldList } from './contract.ts';
import { type House, createHandlingHouse, reason } from './testing/handling-house.ts';

let house: House;
beforeAll(async () => {
  house = await createHandlingHouse();
});
beforeEach(() => house.later());
afterAll(async () => {
  expect(house.w.kernel.faults).toEqual([]);
  await house.close();
});

interface Person {
  readonly id: string;
  readonly session: string;
}
const begin = (from: Person, to: Person, witness: Person, session = house.officer) =>
  house.w.run(session, 'handover.begin', { fromId: from.id, toId: to.id, witnessId: witness.id, reason });
async function begun(from: Person, to: Person, witness: Person): Promise<string> {
  const outcome = await begin(from, to, witness);
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return textOf(outcome.result, 'handOverId');
}
const sign = async (person: Person, handOverId: string) =>
  house.w.run(await house.fresh(person.session), 'handover.sign', { handOverId });
const held = (person: Person) => house.w.ask(person.session, 'copy.heldBy', {}, HeldList);
async function three(names: readonly [string, string, string]): Promise<[Person, Person, Person]> {
  return [await house.cleared(names[0]), await house.cleared(names[1]), await house.cleared(names[2])];
}

test('a hand-over moves everything held, signed by receiver and witness, and what is owed goes along', async () => {
  const [from, to, witness] = await three(['甲一', '甲二', '甲三']);
  const lent = await house.register({ knowers: [from.id, to.id] });
  const kept = await house.register({ keeperId: from.id });
  await house.lend(lent.copyIds[0] ?? '', from);
  await house.w.done(house.officer, 'clearout.open', {
    unitId: house.w.units.north.id,
    year: 2026,
    dueOn: '2026-12-25',
  });
  const handOverId = await begun(from, to, witness);
  expect(await house.owed('carrier.hand-over')).toMatchObject([{ person_id: from.id, due_on: '2026-11-12' }]);

  const shown = await house.w.ask(witness.session, 'handover.open', { handOverId }, HandOverPage);
  expect(shown.lines.map((line) => line.number)).toEqual([lent.number, kept.number]);
  expect(shown.actions.find((action) => action.command === 'handover.sign')).toMatchObject({ allowed: true });

  expect(await sign(from, handOverId)).toMatchObject(refused('handover.not.yours'));
  expect(await sign(to, handOverId)).toMatchObject({ kind: 'done', result: { signed: 'receiver' } });
  expect(await sign(to, handOverId)).toMatchObject(refused('handover.not.yours'));
  expect((await held(from)).items).toHaveLength(2);
  expect(await sign(witness, handOverId)).toMatchObject({ result: { signed: 'witness', moved: 2 } });

  expect((await held(from)).items).toEqual([]);
  expect((await held(to)).items.map((item) => [item.number, item.state, item.dueOn])).toEqual([
    [lent.number, 'on-loan', '2026-11-20'],
    [kept.number, 'in-store', null],
  ]);
  expect(await house.custodyOf(lent.copyIds[0] ?? '')).toEqual(['register', 'lend', 'hand-over']);
  expect(await house.owed('carrier.return-loan')).toMatchObject([
    { person_id: to.id, subject_id: lent.copyIds[0] },
  ]);
  expect(await house.owed('carrier.clear-out')).toMatchObject([{ person_id: to.id }]);
  expect(await house.owed('carrier.hand-over')).toEqual([]);
  const [loan] = await house.rows('select borrower_id from loan where copy_id = $1', [lent.copyIds[0]]);
  expect(loan).toEqual({ borrower_id: to.id });
  expect(await sign(to, handOverId)).toMatchObject(refused('handover.ended'));
});

test('giver, receiver and witness are three persons', async () => {
  const [from, to] = await three(['乙一', '乙二', '乙三']);
  expect(await begin(from, to, from)).toMatchObject(refused('handover.same'));
  expect(await begin(from, to, to)).toMatchObject(refused('handover.same'));
  expect(await begin(from, from, to)).toMatchObject(refused('handover.same'));
});

test('who holds nothing has nothing to hand over; what is out for reading is taken back first', async () => {
  const [from, to, witness] = await three(['丙一', '丙二', '丙三']);
  expect(await begin(from, to, witness)).toMatchObject(refused('handover.nothing'));
  const made = await house.register({ knowers: [from.id, to.id] });
  const ask = { copyId: made.copyIds[0], dueOn: '2026-11-20', destination: '示范站', reason };
  const approvalId = await house.parked(from.session, 'loan.takeOut', ask);
  await house.consent(house.leader, approvalId);
  const [loan] = await house.rows('select id from loan where copy_id = $1', [made.copyIds[0]]);
  await house.w.done(house.clerk, 'loan.handOut', { loanId: loan?.['id'] });
  expect(await begin(from, to, witness)).toMatchObject({
    ...refused('copy.move.impossible'),
    params: { state: { zh: '携带外出' } },
  });
});

test('a receiver outside the scope or not cleared is refused, without a word of what it is', async () => {
  const [from, to, witness] = await three(['丁一', '丁二', '丁三']);
  const low = await house.cleared('丁四', 1);
  const made = await house.register({ knowers: [from.id, low.id] });
  await house.lend(made.copyIds[0] ?? '', from);
  const personnel = await house.w.as('personnel', 'north');
  for (const receiver of [to, low]) {
    expect(await begin(from, receiver, witness, personnel)).toMatchObject({
      ...refused('handover.receiver'),
      params: {},
    });
  }
});

test('what the giver has given back since is not handed over; a cancelled hand-over moves nothing', async () => {
  const [from, to, witness] = await three(['戊一', '戊二', '戊三']);
  const back = await house.register({ knowers: [from.id, to.id] });
  const stays = await house.register({ keeperId: from.id });
  const loanId = await house.lend(back.copyIds[0] ?? '', from);
  const first = await begun(from, to, witness);
  expect(await begin(from, to, witness)).toMatchObject(refused('handover.open.already'));
  await house.w.done(house.officer, 'handover.cancel', { handOverId: first, reason });
  expect(await sign(to, first)).toMatchObject(refused('handover.ended'));
  const second = await begun(from, to, witness);
  await house.w.done(house.clerk, 'loan.takeBack', { loanId });
  await sign(to, second);
  expect(await sign(witness, second)).toMatchObject({ result: { moved: 1 } });
  expect((await held(to)).items.map((item) => item.copyId)).toEqual(stays.copyIds);
});

test('others see neither the hand-over nor, by it, the copies; the parties see both until it is signed', async () => {
  const [from, to, witness] = await three(['己一', '己二', '己三']);
  const made = await house.register({ keeperId: from.id });
  const handOverId = await begun(from, to, witness);
  const stranger = await house.cleared('己四');
  await expect(house.w.query(stranger.session, 'handover.open', { handOverId })).rejects.toMatchObject({
    code: 'not.found',
  });
  expect((await house.w.ask(stranger.session, 'handover.list', {}, HandOverList)).rows).toEqual([]);
  expect((await house.w.ask(to.session, 'handover.list', {}, HandOverList)).rows).toMatchObject([
    { id: handOverId, mine: 'receiver', items: 1 },
  ]);
  await sign(to, handOverId);
  await sign(witness, handOverId);
  const after = await house.w.ask(witness.session, 'handover.open', { handOverId }, HandOverPage);
  expect(after).toMatchObject({ state: 'signed', items: 1, lines: [] });
  expect((await held(to)).items.map((item) => item.copyId)).toEqual(made.copyIds);
});

test('a clear-out is owed once by each holder of the unit, not by who keeps the store, and moves with the copies', async () => {
  const [holder, keeper, next] = await three(['庚一', '庚二', '庚三']);
  const made = await house.register({ copies: 2, knowers: [holder.id, next.id] });
  await house.register({ keeperId: keeper.id });
  await house.lend(made.copyIds[0] ?? '', holder);
  const input = { unitId: house.w.units.north.id, year: 2027, dueOn: '2027-12-25' };
  const above = { ...input, unitId: house.w.units.root.id };
  expect(await house.w.run(house.officer, 'clearout.open', above)).toMatchObject(refused('not.permitted'));
  await house.w.done(house.officer, 'clearout.open', input);
  await house.w.done(house.officer, 'clearout.open', input);
  const owing = async () => {
    const debtors = (await house.owed('carrier.clear-out')).map((debt) => debt['person_id']);
    return [holder, keeper, next].map((person) => debtors.filter((id) => id === person.id).length);
  };
  expect(await owing()).toEqual([1, 0, 0]);
  const handOverId = await begun(holder, next, keeper);
  await sign(next, handOverId);
  await sign(keeper, handOverId);
  expect(await owing()).toEqual([0, 0, 1]);
});
