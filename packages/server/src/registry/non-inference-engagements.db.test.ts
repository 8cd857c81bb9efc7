// BEY-4, PER-5, PER-6
import { textOf } from '@fengni/kernel/testkit/world';
import { expect, test } from 'vitest';
import { composeTestRegistry } from './test-registry.ts';
import { beginHouse, expectAnswersAlike, withHouses } from './two-houses.ts';

/**
 * Who is engaged and what was reported elsewhere is not there for others; a person whose report was answered cannot tell
 * whether a review of him was asked for.
 */
const registry = composeTestRegistry();
const unknownId = '11111111-2222-4333-8444-555555555555';

interface Hidden {
  /** How many are proposed and how many reports are made in the south. */
  readonly south: number;
  /** Whether the answer to the observer's own report asks for a review of him. */
  readonly inquiry: boolean;
}

async function buildHouse(hidden: Hidden) {
  const house = await beginHouse(registry);
  const { ids, world } = house;
  const officer = await world.as('officer', 'north');
  const northPersonnel = await world.as('personnel', 'north');
  const staff = await world.signIn((await world.person('甲九', 'north')).id);
  const personnel = await world.as('personnel', 'south');
  const southern = await world.person('丙一', 'south');
  const southerner = await world.signIn(southern.id);
  const event = { kind: 'marriage-foreign', happenedOn: '2026-11-20', content: '样例报告' };
  const own = textOf(await world.done(staff, 'life-event.report', event), 'eventId');
  const far: string[] = [];
  ids.conceal();
  for (let n = 0; n < hidden.south; n++) {
    const proposed = await world.done(personnel, 'engagement.propose', {
      name: `戊${n}`,
      kind: 'temporary',
      sponsorId: southern.id,
      fromOn: '2026-11-22',
      untilOn: '2026-12-31',
      purpose: '样例事由',
    });
    const firm = await world.done(personnel, 'engagement.addFirm', {
      unitId: world.units.south.id,
      name: `样例公司${n}`,
    });
    const reported = await world.done(southerner, 'life-event.report', { ...event, content: `样例${n}` });
    far.push(textOf(proposed, 'engagementId'), textOf(firm, 'firmId'), textOf(reported, 'eventId'));
  }
  const review = hidden.inquiry ? { review: true, reviewReason: '需复审（样例）' } : {};
  await world.done(northPersonnel, 'life-event.answer', { eventId: own, answer: 'noted', ...review });
  ids.reveal();
  const observers = { officer, staff };
  return { ...house, observers, own, southern: southern.id, far };
}
type House = Awaited<ReturnType<typeof buildHouse>>;

function inputsOf(houses: readonly [House, House]): unknown[] {
  const [a, b] = houses;
  return [
    {},
    { mine: true },
    { search: '样例' },
    { search: '戊', sort: 'until' },
    { late: true },
    { overdue: true },
    { state: null },
    { state: 'proposed' },
    ...[...new Set([...a.far, ...b.far, unknownId])].flatMap((id) => [{ engagementId: id }, { eventId: id }]),
    { eventId: a.own },
    { personId: a.southern },
  ];
}

interface Compared {
  readonly builders: readonly [Hidden, Hidden];
  readonly observers: readonly ('officer' | 'staff')[];
  readonly concerning: RegExp;
}

async function compare({ builders: [one, other], observers, concerning }: Compared) {
  await withHouses([() => buildHouse(one), () => buildHouse(other)], async (houses) => {
    for (const observer of observers) {
      const sessionOf = (house: House) => house.observers[observer];
      const inputs = inputsOf(houses);
      await expectAnswersAlike({ registry, houses, observer, sessionOf, inputs, concerning });
    }
  });
}

test('two houses that differ in who is engaged and what was reported in the south look alike from the north', () =>
  compare({
    builders: [
      { south: 1, inquiry: false },
      { south: 3, inquiry: false },
    ],
    observers: ['officer', 'staff'],
    concerning: /^(engagement|life-event|home|obligation|approval|leaving)\./,
  }));

test('who reported an event cannot tell whether a review of him was asked for', () =>
  compare({
    builders: [
      { south: 1, inquiry: false },
      { south: 1, inquiry: true },
    ],
    observers: ['staff'],
    concerning: /^(life-event|home|obligation|approval|org|personal-file|personnel|review|leaving)\./,
  }));

test('the comparison would notice: who oversees people sees the review asked for', async () => {
  const seen = compare({
    builders: [
      { south: 1, inquiry: false },
      { south: 1, inquiry: true },
    ],
    observers: ['officer'],
    concerning: /^life-event\./,
  });
  await expect(seen).rejects.toThrow(/life-event\.open/);
});
