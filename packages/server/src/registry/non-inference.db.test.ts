// BEY-4, CLS-5
import { textOf } from '@fengni/kernel/testkit/world';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { composeTestRegistry } from './test-registry.ts';
import {
  beginHouse,
  comparePairs,
  expectAnswersAlike,
  expectCommandsAlike,
  withHouses,
} from './two-houses.ts';

/**
 * What one may not know cannot be inferred (DESIGN §4): two houses that differ only in what is hidden from an observer
 * answer him byte for byte alike in every query and file route, in as many statements, after the same commands on both.
 */
const registry = composeTestRegistry();
const levels = ['MIMI', 'JIMI', 'JUEMI'] as const;
const unknownId = '11111111-2222-4333-8444-555555555555';
const Made = z.object({ carrierId: z.string(), copies: z.array(z.object({ copyId: z.string() })) });

/** Blanks alone are no title: a form refuses them. */
const titleOf = (maxLength: number) =>
  fc.string({ minLength: 1, maxLength }).filter((text) => text.trim() !== '');

/** What differs: carriers of another unit's register, and title and scope of carriers the observer only handles. */
const Hidden = fc.record({
  south: fc.array(
    fc.record({
      title: titleOf(20),
      level: fc.constantFrom(...levels),
      copies: fc.integer({ min: 1, max: 3 }),
    }),
    { maxLength: 4 },
  ),
  titles: fc.array(titleOf(30), { minLength: 3, maxLength: 3 }),
  inScope: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
});
type HiddenPart = typeof Hidden extends fc.Arbitrary<infer Value> ? Value : never;

const mark = (level: string) => ({
  scheme: 'cn-state-secret',
  level,
  validity: { kind: 'duration', years: 5 },
});

async function buildHouse(hidden: HiddenPart) {
  const house = await beginHouse(registry);
  const { ids, world } = house;
  const { north, south } = world.units;
  const person = async (name: string, unit: string, rank: number) => {
    const made = await world.person(name, unit);
    await world.clear(made.id, 'cn-state-secret', rank);
    return made.id;
  };
  // the clerk observed handles all of the north; a second clerk registers what the first does not know
  const clerkId = await person('甲一', 'north', 3);
  const otherClerkId = await person('甲二', 'north', 3);
  const readerId = await person('乙一', 'north', 2);
  const thirdId = await person('乙二', 'north', 2);
  const fourthId = await person('乙三', 'north', 2);
  const southClerkId = await person('丙一', 'south', 3);
  await world.hold(clerkId, 'document-clerk', 'north');
  await world.hold(otherClerkId, 'document-clerk', 'north');
  await world.hold(southClerkId, 'document-clerk', 'south');
  const clerk = await world.signIn(clerkId);
  const otherClerk = await world.signIn(otherClerkId);
  const reader = await world.signIn(readerId);
  const southClerk = await world.signIn(southClerkId);
  const officer = await world.as('officer', 'root');
  const registerOf = async (unitId: string) =>
    textOf(
      await world.done(officer, 'register.open', {
        unitId,
        kind: 'carrier',
        name: '涉密文件台账',
        numberPattern: '{seq:6}',
      }),
      'registerId',
    );
  const northRegister = await registerOf(north.id);
  const southRegister = await registerOf(south.id);
  const register = async (session: string, more: Record<string, unknown>) =>
    Made.parse(
      await world.done(session, 'carrier.register', {
        medium: 'paper',
        mark: mark('JIMI'),
        issuedOn: '2026-11-01',
        place: '1号柜',
        ...more,
      }),
    );

  const known = await register(clerk, {
    registerId: northRegister,
    title: '共同知悉的文件',
    copies: 2,
    scope: { personIds: [readerId] },
  });
  const handled: string[] = [];
  for (const [i, title] of hidden.titles.entries()) {
    const inScope = hidden.inScope[i] === true ? [thirdId] : [fourthId];
    const made = await register(otherClerk, {
      registerId: northRegister,
      title,
      scope: { personIds: inScope },
    });
    handled.push(made.carrierId);
  }
  ids.conceal();
  const far: string[] = [];
  for (const one of hidden.south) {
    const made = await register(southClerk, {
      registerId: southRegister,
      title: one.title,
      mark: mark(one.level),
      copies: one.copies,
    });
    far.push(made.carrierId);
  }
  ids.reveal();
  return {
    ...house,
    clerk,
    reader,
    readerId,
    thirdId,
    northRegister,
    southRegister,
    known,
    handled,
    far,
    titles: hidden.titles,
  };
}
type House = Awaited<ReturnType<typeof buildHouse>>;

/** Inputs tried on every query and file route: what exists in sight, what exists out of sight, what exists nowhere. */
function inputsOf(houseA: House, houseB: House): unknown[] {
  const { known, handled, northRegister, southRegister, readerId } = houseA;
  const copyId = known.copies[0]?.copyId;
  const carrierIds = [
    known.carrierId,
    ...handled.slice(0, 1),
    ...houseA.far.slice(0, 1),
    ...houseB.far.slice(0, 1),
    unknownId,
  ];
  const registers = [northRegister, southRegister, unknownId];
  return [
    {},
    ...carrierIds.flatMap((id) => [{ carrierId: id }, { text: id }, { approvalId: id }]),
    ...[copyId, unknownId].flatMap((id) => [
      { copyId: id, day: '2026-11-22' },
      { copyIds: [id] },
      { copyId: id },
    ]),
    ...registers.flatMap((id) => [
      { registerId: id },
      { registerId: id, sort: 'number', descending: false, limit: 2 },
      { registerId: id, overdue: true },
    ]),
    { by: 'known' },
    { by: 'known', search: '文件' },
    { search: '文件' },
    // the very words that are hidden in one of the houses
    ...[...houseA.titles, ...houseB.titles].flatMap((title) => [
      { text: title },
      { search: title },
      { by: 'known', search: title },
    ]),
    { level: 'JUEMI' },
    { text: '000001' },
    { text: '000002-01' },
    { text: '文件' },
    { text: '甲' },
    { personId: readerId },
    { unitId: houseA.world.units.south.id },
    {
      entryId: unknownId,
      listId: unknownId,
      deliveryId: unknownId,
      circulationId: unknownId,
      stocktakingId: unknownId,
      recallId: unknownId,
      exportId: unknownId,
      bagId: unknownId,
      handOverId: unknownId,
    },
  ];
}

async function compareHouses(houses: readonly [House, House]): Promise<void> {
  const inputs = inputsOf(...houses);
  for (const observer of ['clerk', 'reader'] as const)
    await expectAnswersAlike({ registry, houses, observer, sessionOf: (house) => house[observer], inputs });
}

/** The same commands on both, some about what is out of sight: outcomes are alike too. */
async function runSameCommands(houses: readonly [House, House]): Promise<void> {
  const [a, b] = houses;
  const calls: [string, (house: House) => unknown][] = [
    [
      'circulation.start',
      (house) => ({ copyId: house.known.copies[0]?.copyId, readerIds: [house.readerId] }),
    ],
    ['circulation.start', (house) => ({ copyId: house.known.copies[1]?.copyId, readerIds: [house.thirdId] })],
    [
      'carrier.correct',
      (house) => ({
        carrierId: house.handled[0],
        medium: 'paper',
        mark: { scheme: 'cn-state-secret', level: 'MIMI', validity: { kind: 'unstated' } },
        title: '猜',
        mustReturn: false,
        reason: '试探',
      }),
    ],
    [
      'carrier.widenScope',
      (house) => ({ carrierId: house.handled[0], add: { personIds: [house.readerId] }, reason: '试探' }),
    ],
    [
      'loan.borrow',
      () => ({ copyId: a.far[0] ?? b.far[0] ?? unknownId, dueOn: '2026-11-25', reason: '试探' }),
    ],
    ['copy.reportMissing', () => ({ copyId: a.far[0] ?? b.far[0] ?? unknownId })],
    [
      'carrier.register',
      (house) => ({
        registerId: house.northRegister,
        medium: 'paper',
        mark: { scheme: 'cn-state-secret', level: 'MIMI', validity: { kind: 'unstated' } },
        title: '新件',
      }),
    ],
    [
      'carrier.register',
      (house) => ({
        registerId: house.southRegister,
        medium: 'paper',
        mark: { scheme: 'cn-state-secret', level: 'MIMI', validity: { kind: 'unstated' } },
        title: '新件',
      }),
    ],
  ];
  await expectCommandsAlike({ houses, observer: 'clerk', sessionOf: (house) => house.clerk, calls });
}

test('two houses that differ only in what is hidden answer alike, in as many statements', () =>
  comparePairs({
    hidden: Hidden,
    build: buildHouse,
    pairs: 3,
    compare: async (houses) => {
      await runSameCommands(houses);
      await compareHouses(houses);
    },
  }));

test('the comparison would notice: a title in sight that differs is found', async () => {
  const same = { south: [], titles: ['一', '二', '三'], inScope: [true, true, true] };
  await withHouses([() => buildHouse(same), () => buildHouse(same)], async (houses) => {
    const { carrierId } = houses[1].known;
    await houses[1].database.pastTriggers((client) =>
      client.query(`update carrier_matter set title = '另一个题名' where id = $1`, [carrierId]),
    );
    await expect(compareHouses(houses)).rejects.toThrow(/carrier/);
  });
});
