// CLS-6, BEY-4
import { textOf } from '@fengni/kernel/testkit/world';
import fc from 'fast-check';
import { test } from 'vitest';
import { z } from 'zod';
import { composeTestRegistry } from './test-registry.ts';
import { beginHouse, comparePairs, expectAnswersAlike, expectCommandsAlike } from './two-houses.ts';

/**
 * That there is a compartment is known to its members alone: two houses that differ in compartments, their members,
 * registers and carriers, and in which carriers of the common register are in one, answer everybody else alike.
 */
const registry = composeTestRegistry();
const unknownId = '11111111-2222-4333-8444-555555555555';
const reason = '按环节分工需要';
const Made = z.object({ carrierId: z.string(), copies: z.array(z.object({ copyId: z.string() })) });
const mark = { scheme: 'cn-state-secret', level: 'JIMI', validity: { kind: 'duration', years: 5 } };

const Hidden = fc.record({
  compartments: fc.array(
    fc.record({
      withRegister: fc.boolean(),
      ownCarriers: fc.integer({ min: 0, max: 2 }),
      asks: fc.boolean(),
    }),
    { maxLength: 2 },
  ),
  /** Which of the three carriers everybody handles are in the first compartment. */
  divided: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
});
type HiddenPart = typeof Hidden extends fc.Arbitrary<infer Value> ? Value : never;

async function buildHouse(hidden: HiddenPart) {
  const house = await beginHouse(registry);
  const { ids, world } = house;
  const { north } = world.units;
  const person = async (name: string) => {
    const { id } = await world.person(name, 'north');
    await world.clear(id, 'cn-state-secret', 3);
    return id;
  };
  const insideClerkId = await person('甲一');
  const insideLeaderId = await person('甲二');
  const insiderId = await person('甲三');
  const clerkId = await person('乙一');
  const leaderId = await person('乙二');
  const readerId = await person('乙三');
  const extraId = await person('丙一');
  for (const id of [insideClerkId, clerkId]) await world.hold(id, 'document-clerk', 'north');
  for (const id of [insideLeaderId, leaderId]) await world.hold(id, 'leader-in-charge', 'north');
  const insideClerk = await world.signIn(insideClerkId);
  const insideLeader = await world.signIn(insideLeaderId);
  const insider = await world.signIn(insiderId);
  const clerk = await world.signIn(clerkId);
  const leader = await world.signIn(leaderId);
  const reader = await world.signIn(readerId);
  const security = await world.administrator('security');
  const officer = await world.as('officer', 'north');
  const registerId = textOf(
    await world.done(officer, 'register.open', { unitId: north.id, kind: 'carrier', name: '涉密文件台账' }),
    'registerId',
  );
  ids.conceal();
  const compartments: string[] = [];
  for (const [i, one] of hidden.compartments.entries()) {
    const compartmentId = textOf(
      await world.done(insideLeader, 'compartment.open', {
        unitId: north.id,
        name: `第${i + 1}组`,
        matter: '样机研制（样例）',
        personIds: [insideClerkId, insiderId],
        reason,
      }),
      'compartmentId',
    );
    compartments.push(compartmentId);
    if (one.withRegister) {
      const own = textOf(
        await world.done(insideLeader, 'compartment.openRegister', { compartmentId, name: '组内台账' }),
        'registerId',
      );
      for (let n = 0; n < one.ownCarriers; n += 1) {
        const made = Made.parse(
          await world.done(insideClerk, 'carrier.register', {
            registerId: own,
            medium: 'paper',
            mark,
            title: '组内文件',
            scope: { personIds: [insiderId] },
          }),
        );
        await world.run(insider, 'carrier.duplicate', { carrierId: made.carrierId, copies: 1, reason });
      }
    }
    if (one.asks) {
      await world.run(insider, 'compartment.admit', { compartmentId, personIds: [extraId], reason });
    }
  }
  ids.reveal();
  const handled: string[] = [];
  for (const isDivided of hidden.divided) {
    const made = Made.parse(
      await world.done(insideClerk, 'carrier.register', {
        registerId,
        medium: 'paper',
        mark,
        issuedOn: '2026-11-01',
        title: '总体方案（样例）',
        scope: { personIds: [insiderId], compartmentId: isDivided ? (compartments[0] ?? null) : null },
      }),
    );
    handled.push(made.carrierId);
  }
  const known = Made.parse(
    await world.done(clerk, 'carrier.register', {
      registerId,
      medium: 'paper',
      mark,
      title: '共同知悉的文件',
      scope: { personIds: [readerId] },
    }),
  );
  // a freeze looks the same whoever is frozen
  await world.done(security, 'org.freezePerson', { personId: insiderId, reason });
  return {
    ...house,
    compartments,
    handled,
    known,
    registerId,
    insiderId,
    clerk,
    leader,
    reader,
    officer,
    security,
  };
}
type House = Awaited<ReturnType<typeof buildHouse>>;

function inputsOf(a: House, b: House): unknown[] {
  const ids = [...a.compartments.slice(0, 1), ...b.compartments.slice(0, 1), unknownId];
  return [
    {},
    ...ids.flatMap((id) => [{ compartmentId: id }, { carrierId: id }, { text: id }]),
    ...a.handled.map((id) => ({ carrierId: id })),
    { carrierId: a.known.carrierId },
    { copyId: a.known.copies[0]?.copyId, day: '2026-11-22' },
    { registerId: a.registerId },
    { by: 'known' },
    { by: 'known', search: '组内' },
    { by: 'known', search: '总体方案' },
    { search: '第1组' },
    { text: '第1组' },
    { text: '组内文件' },
    { box: 'inbox' },
    { personId: a.insiderId },
    { unitId: a.world.units.north.id },
  ];
}

async function compareHouses(houses: readonly [House, House]): Promise<void> {
  const inputs = inputsOf(...houses);
  for (const observer of ['clerk', 'leader', 'reader', 'officer', 'security'] as const)
    await expectAnswersAlike({ registry, houses, observer, sessionOf: (house) => house[observer], inputs });
}

/** What somebody outside tries, knowing or guessing ids; refusals are alike, and numbers go on alike. */
async function runSameCommands(houses: readonly [House, House]): Promise<void> {
  const [a, b] = houses;
  const compartmentId = a.compartments[0] ?? b.compartments[0] ?? unknownId;
  const title = '新件';
  const calls: [string, (house: House) => unknown][] = [
    ['compartment.admit', (house) => ({ compartmentId, personIds: [house.insiderId], reason })],
    ['compartment.divide', (house) => ({ compartmentId, carrierId: house.handled[0], reason })],
    ['compartment.divide', (house) => ({ compartmentId, carrierId: house.known.carrierId, reason })],
    ['compartment.undivide', (house) => ({ compartmentId, carrierId: house.handled[0], reason })],
    ['compartment.close', () => ({ compartmentId, reason })],
    ['compartment.openRegister', () => ({ compartmentId, name: title })],
    [
      'carrier.register',
      (house) => ({ registerId: house.registerId, medium: 'paper', mark, title, scope: { compartmentId } }),
    ],
    ['carrier.register', (house) => ({ registerId: house.registerId, medium: 'paper', mark, title })],
    [
      'carrier.widenScope',
      (house) => ({ carrierId: house.handled[0], add: { personIds: [house.insiderId] }, reason }),
    ],
  ];
  for (const observer of ['clerk', 'leader'] as const)
    await expectCommandsAlike({ houses, observer, sessionOf: (house) => house[observer], calls });
}

test('two houses that differ only in compartments answer everybody outside them alike', () =>
  comparePairs({
    hidden: Hidden,
    build: buildHouse,
    pairs: 2,
    compare: async (houses) => {
      await runSameCommands(houses);
      await compareHouses(houses);
    },
    examples: [
      [
        { compartments: [], divided: [false, false, false] },
        {
          compartments: [{ withRegister: true, ownCarriers: 2, asks: true }],
          divided: [true, false, true],
        },
      ],
    ],
  }));
