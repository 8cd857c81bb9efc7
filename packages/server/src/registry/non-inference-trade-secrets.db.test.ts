// BEY-4, CLS-8, CLS-9
import { invariant } from '@fengni/kernel/command/invariant';
import { textOf } from '@fengni/kernel/testkit/world';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tradeSecretScheme } from '../modules/trade-secrets/rules.ts';
import { composeTestRegistry } from './test-registry.ts';
import {
  beginHouse,
  comparePairs,
  expectAnswersAlike,
  expectCommandsAlike,
  withHouses,
} from './two-houses.ts';

/**
 * Trade secrets and reviews of two houses that differ only in what an observer may not know: what core items are about,
 * whose they are and who holds them, and the lists and reviews of another unit. Who handles, who is cleared for ordinary
 * ones alone, and a member of staff are told the same, byte for byte, in as many statements.
 */
const registry = composeTestRegistry();
const unknownId = '11111111-2222-4333-8444-555555555555';
const words = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => text.trim() !== '');
const Hidden = fc.record({
  names: fc.array(words, { minLength: 2, maxLength: 2 }),
  contents: fc.array(fc.string({ maxLength: 30 }), { minLength: 2, maxLength: 2 }),
  held: fc.array(fc.boolean(), { minLength: 2, maxLength: 2 }),
  technical: fc.array(fc.boolean(), { minLength: 2, maxLength: 2 }),
  south: fc.array(words, { maxLength: 3 }),
  titles: fc.array(words, { minLength: 2, maxLength: 2 }),
});
type HiddenPart = typeof Hidden extends fc.Arbitrary<infer Value> ? Value : never;

const ordinary = { scheme: tradeSecretScheme, level: 'ORDINARY', validity: { kind: 'duration', years: 3 } };
const core = { ...ordinary, level: 'CORE' };
const secret = { scheme: 'cn-state-secret', level: 'MIMI', validity: { kind: 'duration', years: 5 } };

async function buildHouse(hidden: HiddenPart) {
  const house = await beginHouse(registry);
  const { clock, ids, world } = house;
  const { north, south } = world.units;
  const holder = async (
    name: string,
    duty: Parameters<typeof world.hold>[1] | null,
    rank: number,
    unit = 'north',
  ) => {
    const { id } = await world.person(name, unit);
    if (duty !== null) await world.hold(id, duty, unit);
    if (rank > 0) await world.clear(id, tradeSecretScheme, rank);
    await world.clear(id, 'cn-state-secret', 3);
    return { id, session: await world.signIn(id) };
  };
  const drafter = await holder('甲一', 'officer', 2);
  const head = await holder('乙一', 'first-responsible', 2);
  const ordinaryOfficer = await holder('甲二', 'officer', 1);
  const inspector = await holder('甲三', 'inspector', 2);
  const classifier = await holder('乙二', 'classifier', 1);
  const staff = await holder('丙一', null, 2);
  const third = await holder('丙二', null, 2);
  const clerk = await holder('丙三', 'document-clerk', 0);
  const farOfficer = await holder('丁一', 'officer', 2, 'south');
  const farHead = await holder('丁二', 'first-responsible', 2, 'south');

  const begin = async (session: string, unitId: string) =>
    textOf(await world.done(session, 'tradeSecret.beginList', { unitId, year: 2026 }), 'listId');
  const add = async (session: string, listId: string, more: Record<string, unknown>) =>
    textOf(
      await world.done(session, 'tradeSecret.addItem', {
        listId,
        reason: '年度梳理',
        kind: 'business',
        ...more,
      }),
      'itemId',
    );
  const approve = async (session: string, listId: string, by: string) => {
    const parked = await world.run(session, 'tradeSecret.submitList', { listId });
    invariant(parked.kind === 'parked', 'a list is submitted');
    const openedAt = clock.now.toISOString();
    await world.done(by, 'approval.decide', { approvalId: parked.approvalId, verdict: 'consent', openedAt });
    return parked.approvalId;
  };
  const list = await begin(drafter.session, north.id);
  const shared = await add(drafter.session, list, {
    mark: ordinary,
    name: '共同知悉的方法',
    ownerPersonId: drafter.id,
    holderPersonIds: [staff.id],
  });
  const items: string[] = [];
  for (const [i, name] of hidden.names.entries()) {
    const more = {
      kind: hidden.technical[i] === true ? 'technical' : 'business',
      content: hidden.contents[i],
    };
    const holderPersonIds = hidden.held[i] === true ? [third.id] : [];
    items.push(
      await add(drafter.session, list, {
        mark: core,
        name,
        ownerPersonId: drafter.id,
        holderPersonIds,
        ...more,
      }),
    );
  }
  const approvalId = await approve(drafter.session, list, head.session);
  const register = textOf(
    await world.done(drafter.session, 'register.open', {
      unitId: north.id,
      kind: 'carrier',
      name: '自产文件',
    }),
    'registerId',
  );
  for (const title of hidden.titles) {
    await world.done(clerk.session, 'carrier.register', {
      registerId: register,
      medium: 'paper',
      origin: 'own',
      mark: secret,
      issuedOn: '2026-03-01',
      title,
    });
  }
  const review = textOf(
    await world.done(drafter.session, 'review.open', { unitId: north.id, year: 2026, dueOn: '2026-12-31' }),
    'reviewId',
  );
  ids.conceal();
  const far = await begin(farOfficer.session, south.id);
  for (const name of hidden.south)
    await add(farOfficer.session, far, { mark: core, name, ownerPersonId: farOfficer.id });
  if (hidden.south.length > 0) await approve(farOfficer.session, far, farHead.session);
  ids.reveal();
  return {
    ...house,
    list,
    far,
    shared,
    items,
    approvalId,
    review,
    northId: north.id,
    southId: south.id,
    personId: staff.id,
    observers: {
      'ordinary officer': ordinaryOfficer.session,
      inspector: inspector.session,
      classifier: classifier.session,
      staff: staff.session,
    },
  };
}
type House = Awaited<ReturnType<typeof buildHouse>>;

/** Every input a query or file of this part takes, of what is in sight, out of sight, and nowhere. */
function inputsOf([a, b]: readonly [House, House]): unknown[] {
  const lists = [a.list, a.far, b.far, unknownId];
  return [
    {},
    ...lists.flatMap((listId) => [
      { listId },
      { listId, withId: a.list },
      { listId: a.list, withId: listId },
    ]),
    ...[2025, 2026].flatMap((year) => [{ year }, { unitId: a.northId, year }, { unitId: a.southId, year }]),
    { unitId: a.southId },
    { state: 'in-force' },
    ...[a.review, unknownId].flatMap((reviewId) => [{ reviewId }, { reviewId, show: 'undecided' }]),
    { approvalId: a.approvalId },
    { box: 'decided' },
    { text: '方法' },
    ...[...a.items, ...a.items].map((id) => ({ text: id })),
  ];
}
const ours = /^(tradeSecret|review|classification|approval|home|obligation|scan|audit)\./;

const names = ['ordinary officer', 'inspector', 'classifier', 'staff'] as const;

async function compare(houses: readonly [House, House]): Promise<number> {
  const inputs = inputsOf(houses);
  let questions = 0;
  for (const observer of names) {
    const sessionOf = (house: House) => house.observers[observer];
    const opening = /^(tradeSecret|classification)\./;
    const asked = { registry, houses, observer, sessionOf, inputs, concerning: ours, opening };
    questions += await expectAnswersAlike(asked);
  }
  return questions;
}

/** The same commands about what is hidden end alike too. */
async function runSameCommands(houses: readonly [House, House]): Promise<void> {
  const [a] = houses;
  const fields = {
    mark: ordinary,
    name: '试探',
    kind: 'business',
    ownerPersonId: a.personId,
    reason: '试探',
  };
  const calls: [string, (house: House) => unknown][] = [
    ['tradeSecret.beginList', (house) => ({ unitId: house.northId, year: 2026 })],
    ['tradeSecret.beginList', (house) => ({ unitId: house.southId, year: 2026 })],
    ['tradeSecret.addItem', (house) => ({ listId: house.far, ...fields })],
    ['tradeSecret.changeItem', (house) => ({ itemId: house.items[0], ...fields })],
    ['tradeSecret.endItem', (house) => ({ itemId: house.items[1], reason: '试探' })],
    ['tradeSecret.submitList', (house) => ({ listId: house.far })],
    ['tradeSecret.fileList', (house) => ({ listId: house.far, filedOn: '2026-11-22', filedTo: '示范集团' })],
  ];
  for (const observer of names)
    await expectCommandsAlike({ houses, observer, sessionOf: (house) => house.observers[observer], calls });
}

test('two houses that differ only in trade secrets out of sight answer alike, in as many statements', () =>
  comparePairs({
    hidden: Hidden,
    build: buildHouse,
    pairs: 1,
    compare: async (houses) => {
      await runSameCommands(houses);
      expect(await compare(houses)).toBeGreaterThan(100);
    },
  }));

test('the comparison would notice: a name in sight that differs is found', async () => {
  const same = {
    names: ['一', '二'],
    contents: ['', ''],
    held: [false, true],
    technical: [false, false],
    south: [],
    titles: ['甲', '乙'],
  };
  await withHouses([() => buildHouse(same), () => buildHouse(same)], async (houses) => {
    await houses[1].database.pastTriggers((client) =>
      client.query(`update trade_secret_matter set name = '另一个名称' where id = $1`, [houses[1].shared]),
    );
    await expect(compare(houses)).rejects.toThrow(/tradeSecret/);
  });
});
