// BEY-4, CLS-5, FOR-3
import { textOf } from '@fengni/kernel/testkit/world';
import { expect, test } from 'vitest';
import { composeTestRegistry } from './test-registry.ts';
import { beginHouse, expectAnswersAlike, expectCommandsAlike, withHouses } from './two-houses.ts';

/** Visits and what was given are not there for colleagues who have no part in them, nor for those who answer elsewhere. */
const registry = composeTestRegistry();
const unknownId = '11111111-2222-4333-8444-555555555555';

async function buildHouse(hidden: { readonly visits: number; readonly firm: string }) {
  const house = await beginHouse(registry);
  const { database, ids, world } = house;
  const officer = await world.as('officer', 'south');
  const personnel = await world.as('personnel', 'north');
  const colleague = await world.signIn((await world.person('甲九', 'north')).id);
  const host = await world.person('甲一', 'north');
  const session = await world.signIn(host.id);
  ids.conceal();
  const far: string[] = [];
  for (let n = 0; n < hidden.visits; n += 1) {
    const visitId = textOf(
      await world.done(session, 'visit.draft', {
        kind: 'visit',
        hostId: host.id,
        startsOn: '2026-11-24',
        endsOn: '2026-11-24',
        firm: hidden.firm,
        country: '样例国',
        purpose: '参观（样例）',
        escortIds: [host.id],
      }),
      'visitId',
    );
    const supplyId = textOf(
      await world.done(session, 'supply.propose', {
        visitId,
        form: 'paper',
        title: '样本（样例）',
        recipient: hidden.firm,
        country: '样例国',
        purpose: '交流（样例）',
      }),
      'supplyId',
    );
    far.push(visitId, supplyId);
  }
  ids.reveal();
  return {
    world,
    observers: { officer, personnel, colleague },
    far,
    close: () => database.close(),
  };
}
type House = Awaited<ReturnType<typeof buildHouse>>;

test('two houses that differ in who comes to the north look alike to the south and to colleagues', async () => {
  await withHouses(
    [() => buildHouse({ visits: 1, firm: '样例重工' }), () => buildHouse({ visits: 3, firm: '样例商贸' })],
    async (houses) => {
      const [a, b] = houses;
      expect(a.far.length).not.toBe(b.far.length);
      const ids = [...new Set([...a.far, ...b.far, unknownId])];
      const inputs = [
        {},
        { mine: true },
        { search: '样例' },
        { recipient: '样例重工' },
        { month: '2026-11' },
        { year: 2026 },
        { sort: 'given', direction: 'asc' },
        ...ids.flatMap((id) => [{ visitId: id }, { supplyId: id }]),
      ];
      const concerning = /^(visit|supply|home|obligation|approval)\./;
      for (const observer of ['officer', 'personnel', 'colleague'] as const) {
        const sessionOf = (house: House) => house.observers[observer];
        const questions = await expectAnswersAlike({
          registry,
          houses,
          observer,
          sessionOf,
          inputs,
          concerning,
        });
        expect(questions).toBeGreaterThan(ids.length);
        await expectCommandsAlike({ houses, observer, sessionOf, calls: ids.flatMap(callsOn) });
      }
    },
  );
});

function callsOn(id: string): [string, () => unknown][] {
  return [
    ['visit.submit', () => ({ visitId: id })],
    ['visit.cancel', () => ({ visitId: id, reason: '不再来访' })],
    ['visit.dropVisitor', () => ({ visitorId: id })],
    ['visit.prepareStop', () => ({ stopId: id })],
    ['supply.submit', () => ({ supplyId: id })],
    ['supply.give', () => ({ supplyId: id, givenOn: '2026-11-20', receivedBy: '样例乙' })],
    [
      'supply.propose',
      () => ({ visitId: id, form: 'paper', title: '样本', recipient: '甲', country: '乙', purpose: '交流' }),
    ],
  ];
}
