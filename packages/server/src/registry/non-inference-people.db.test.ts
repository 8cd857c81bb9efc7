// BEY-4, CLS-5, ORG-3, PER-3
import { textOf } from '@fengni/kernel/testkit/world';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { composeTestRegistry } from './test-registry.ts';
import { beginHouse, expectAnswersAlike, withHouses } from './two-houses.ts';

/** Letters and leavings of another unit are not there for who looks after this one, nor for its people. */
const registry = composeTestRegistry();
const unknownId = '11111111-2222-4333-8444-555555555555';
const Issued = z.object({ letterIds: z.array(z.string()) });

async function buildHouse(hidden: { readonly leavers: number; readonly reason: string }) {
  const house = await beginHouse(registry);
  const { ids, world } = house;
  const officer = await world.as('officer', 'north');
  const staff = await world.signIn((await world.person('甲九', 'north')).id);
  const head = await world.as('officer', 'root');
  const leader = await world.as('leader-in-charge', 'root');
  const personnel = await world.as('personnel', 'south');
  const southerners: string[] = [];
  for (const name of ['丙一', '丙二', '丙三']) southerners.push((await world.person(name, 'south')).id);
  const templateId = textOf(
    await world.done(head, 'letter.draftTemplate', {
      unitId: world.units.root.id,
      kind: 'commitment',
      occasion: 'leaving',
      name: '离岗离职保密承诺书',
      body: '本人{姓名}承诺。',
    }),
    'templateId',
  );
  await world.done(leader, 'letter.issueTemplate', { templateId });
  ids.conceal();
  const far: string[] = [];
  for (const personId of southerners.slice(0, hidden.leavers)) {
    const made = await world.done(personnel, 'leaving.begin', {
      personId,
      kind: 'resign',
      lastOn: '2026-12-31',
      reason: hidden.reason,
    });
    far.push(textOf(made, 'leavingId'), textOf(made, 'letterId'));
  }
  const yearly = await world.done(head, 'letter.issue', {
    templateId,
    year: 2025,
    dueOn: '2026-12-01',
    letters: southerners.slice(0, hidden.leavers).map((signerId) => ({ signerId })),
  });
  far.push(...Issued.parse(yearly).letterIds);
  ids.reveal();
  return { ...house, observers: { officer, staff }, southerners, templateId, far };
}
type House = Awaited<ReturnType<typeof buildHouse>>;

function inputsOf(houses: readonly [House, House]): unknown[] {
  const [a, b] = houses;
  const ids = [...new Set([...a.far, ...b.far, unknownId])];
  return [
    {},
    { mine: true },
    { late: true },
    { state: null },
    { year: 2025, kind: 'commitment' },
    { year: 2026, kind: 'commitment' },
    { templateId: a.templateId },
    { templateId: a.templateId, unitId: a.world.units.north.id, year: 2026 },
    ...ids.flatMap((id) => [{ letterId: id }, { leavingId: id }]),
    ...a.southerners.map((personId) => ({ personId })),
  ];
}

test('two houses that differ in who leaves the south, and what he is to sign, look alike from the north', async () => {
  await withHouses(
    [
      () => buildHouse({ leavers: 1, reason: '本人申请' }),
      () => buildHouse({ leavers: 3, reason: '另有任用' }),
    ],
    async (houses) => {
      const [a, b] = houses;
      expect(a.far.length).not.toBe(b.far.length);
      const concerning = /^(letter|leaving|cooling|home|obligation|approval)\./;
      const inputs = inputsOf(houses);
      for (const observer of ['officer', 'staff'] as const) {
        const sessionOf = (house: House) => house.observers[observer];
        await expectAnswersAlike({ registry, houses, observer, sessionOf, inputs, concerning });
      }
    },
  );
});
