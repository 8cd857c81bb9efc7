// PER-1, BEY-4
import { textOf } from '@fengni/kernel/testkit/world';
import { expect, test } from 'vitest';
import { reviewHeads } from '../modules/personnel/rules.ts';
import { composeTestRegistry } from './test-registry.ts';
import { beginHouse, expectAnswersAlike } from './two-houses.ts';

/**
 * A review of somebody, and what is thought of him, is not there for himself, whatever duty he holds: neither for the officer
 * who looks after everybody else, nor for a leader who would decide it, nor for people of other units.
 */
const registry = composeTestRegistry();
const unknownId = '11111111-2222-4333-8444-555555555555';

async function buildHouse(hidden: { readonly reviewed: boolean; readonly asked: boolean }) {
  const house = await beginHouse(registry);
  const { ids, world } = house;
  const officer = await world.as('officer', 'north');
  const leader = await world.as('leader-in-charge', 'root');
  const { id: staffId } = await world.person('甲九', 'north');
  const staff = await world.signIn(staffId);
  const south = await world.as('officer', 'south');
  const personnel = await world.as('personnel', 'root');
  const head = await world.as('officer', 'root');
  const subjects = [world.personOf(officer), world.personOf(leader), staffId];
  ids.conceal();
  const far: string[] = [];
  for (const personId of hidden.reviewed ? subjects : []) {
    const begun = await world.done(personnel, 'personnel.beginReview', {
      personId,
      kind: 'event',
      grade: 'IMPORTANT',
      dueOn: '2026-11-23',
      cause: '接到反映（样例）',
    });
    const reviewId = textOf(begun, 'reviewId');
    far.push(reviewId);
    if (!hidden.asked) continue;
    await world.done(personnel, 'personnel.answerHeads', {
      reviewId,
      answers: reviewHeads.map((one) => ({ head: one.id, answer: 'concern', note: '核实中（样例）' })),
    });
    for (const [session, side] of [
      [personnel, 'personnel'],
      [head, 'office'],
    ] as const)
      await world.done(session, 'personnel.giveOpinion', {
        reviewId,
        side,
        verdict: 'against',
        opinion: '样例',
      });
    const outcome = await world.run(personnel, 'personnel.decideReview', {
      reviewId,
      result: 'fail',
      reason: '样例',
    });
    expect(outcome.kind).toBe('parked');
    if (outcome.kind === 'parked') far.push(outcome.approvalId);
  }
  ids.reveal();
  return {
    ...house,
    observers: { officer, leader, staff, south },
    subjects,
    far,
  };
}
type House = Awaited<ReturnType<typeof buildHouse>>;

function inputsOf(houses: readonly [House, House], self: string): unknown[] {
  const [a, b] = houses;
  const ids = [...new Set([...a.far, ...b.far, unknownId])];
  return [
    {},
    { mine: true },
    { box: 'inbox' },
    { state: 'open' },
    { late: true },
    { gap: 'any' },
    { personId: self },
    ...ids.flatMap((id) => [{ reviewId: id }, { approvalId: id }]),
  ];
}

test('two houses that differ in who is under review look alike to whoever it is about, and to other units', async () => {
  const houses: [House, House] = [
    await buildHouse({ reviewed: false, asked: false }),
    await buildHouse({ reviewed: true, asked: true }),
  ];
  const [a, b] = houses;
  const concerning = /^(personnel|personal-file|home|obligation|approval|org|letter|leaving)\./;
  const everywhere = ['staff', 'south'] as const;
  for (const observer of everywhere) {
    const sessionOf = (house: House) => house.observers[observer];
    const inputs = inputsOf(houses, a.world.personOf(sessionOf(a)));
    await expectAnswersAlike({ registry, houses, observer, sessionOf, inputs, concerning });
  }
  await a.close();
  await b.close();
});

async function buildForOne(observer: 'officer' | 'leader', reviewed: boolean): Promise<House> {
  const house = await buildHouse({ reviewed: false, asked: false });
  if (!reviewed) return house;
  const { world } = house;
  const personnel = await world.as('personnel', 'root');
  const begun = await world.done(personnel, 'personnel.beginReview', {
    personId: world.personOf(house.observers[observer]),
    kind: 'event',
    grade: 'IMPORTANT',
    dueOn: '2026-11-23',
    cause: '接到反映（样例）',
  });
  house.far.push(textOf(begun, 'reviewId'));
  return house;
}

test('who looks after people sees the reviews of all others and finds no trace of his own', async () => {
  const concerning = /^(personnel|personal-file|home|obligation|approval|org|leaving)\./;
  for (const observer of ['officer', 'leader'] as const) {
    const houses: [House, House] = [await buildForOne(observer, false), await buildForOne(observer, true)];
    const sessionOf = (house: House) => house.observers[observer];
    const inputs = inputsOf(houses, houses[0].world.personOf(sessionOf(houses[0])));
    await expectAnswersAlike({ registry, houses, observer, sessionOf, inputs, concerning });
    for (const house of houses) await house.close();
  }
});
