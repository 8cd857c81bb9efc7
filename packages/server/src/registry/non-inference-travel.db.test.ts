// BEY-4, FOR-1, FOR-2
import { textOf } from '@fengni/kernel/testkit/world';
import { expect, test } from 'vitest';
import { composeTestRegistry } from './test-registry.ts';
import { beginHouse, expectAnswersAlike, withHouses } from './two-houses.ts';

/** Journeys, papers and units abroad of another unit are not there for who looks after this one, nor for its people. */
const registry = composeTestRegistry();
const unknownId = '11111111-2222-4333-8444-555555555555';

async function buildHouse(hidden: { readonly travellers: number; readonly region: string }) {
  const house = await beginHouse(registry);
  const { clock, ids, world } = house;
  const officer = await world.as('officer', 'north');
  const head = await world.as('unit-leader', 'north');
  const staff = await world.signIn((await world.person('甲九', 'north')).id);
  const personnel = await world.as('personnel', 'south');
  const southOfficer = await world.as('officer', 'south');
  const southHead = await world.as('unit-leader', 'south');
  const southerners: string[] = [];
  for (const name of ['丙一', '丙二', '丙三']) southerners.push((await world.person(name, 'south')).id);
  ids.conceal();
  const far: string[] = [];
  for (const personId of southerners.slice(0, hidden.travellers)) {
    const journeyId = textOf(
      await world.done(personnel, 'travel.plan', {
        kind: 'private',
        regions: [hidden.region],
        fromOn: '2026-12-01',
        untilOn: '2026-12-09',
        travellerIds: [personId],
        leaderId: personId,
        purpose: '探亲',
      }),
      'journeyId',
    );
    const approval = await world.run(personnel, 'travel.apply', { journeyId });
    if (approval.kind !== 'parked') throw new Error('a journey is asked for');
    const verdict = {
      approvalId: approval.approvalId,
      verdict: 'consent',
      openedAt: clock.now.toISOString(),
    };
    await world.done(southHead, 'approval.decide', verdict);
    await world.done(southOfficer, 'approval.decide', verdict);
    const documentId = textOf(
      await world.done(personnel, 'travel.takeInDocument', {
        personId,
        kind: 'passport',
        number: `E${1_000_000 + far.length}`,
        validUntil: '2031-01-01',
      }),
      'documentId',
    );
    await world.done(personnel, 'travel.lendDocument', { documentId, journeyId });
    far.push(journeyId, documentId);
  }
  if (hidden.travellers > 1) {
    const flagged = await world.done(southOfficer, 'overseas.flag', {
      unitId: world.units.south.id,
      region: hidden.region,
      responsibleId: southerners[0],
      sinceOn: '2026-01-01',
    });
    far.push(textOf(flagged, 'overseasId'));
  }
  ids.reveal();
  return { ...house, observers: { officer, head, staff }, southerners, far };
}
type House = Awaited<ReturnType<typeof buildHouse>>;

function inputsOf([a, b]: readonly [House, House]): unknown[] {
  return [
    {},
    { mine: true },
    { ended: true },
    { expired: true },
    { region: 'SG' },
    { search: '丙' },
    { state: 'approved' },
    { state: 'lent' },
    ...a.southerners.map((personId) => ({ personId })),
    ...[...new Set([...a.far, ...b.far, unknownId])].flatMap((id) => [{ journeyId: id }, { documentId: id }]),
  ];
}

test('two houses that differ in who travels from the south look alike from the north', async () => {
  await withHouses(
    [() => buildHouse({ travellers: 1, region: 'SG' }), () => buildHouse({ travellers: 3, region: 'FR' })],
    async (houses) => {
      const [a, b] = houses;
      expect(a.far.length).not.toBe(b.far.length);
      const inputs = inputsOf(houses);
      const concerning = /^(travel|overseas|home|obligation|approval)\./;
      for (const observer of ['officer', 'head', 'staff'] as const) {
        const sessionOf = (house: House) => house.observers[observer];
        await expectAnswersAlike({ registry, houses, observer, sessionOf, inputs, concerning });
      }
    },
  );
});
