// BEY-4, CLS-2, CLS-5
import { textOf } from '@fengni/kernel/testkit/world';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { composeTestRegistry } from './test-registry.ts';
import {
  beginHouse,
  comparePairs,
  expectAnswersAlike,
  expectCommandsAlike,
  withHouses,
} from './two-houses.ts';

/**
 * Two houses that differ in what stands on a list above the observer's clearance, in scope catalogues he may not know, and
 * in the lists and key places of a unit he has nothing to do with.
 */
const registry = composeTestRegistry();
const unknownId = '11111111-2222-4333-8444-555555555555';
const name = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => text.trim() !== '');
const Hidden = fc.record({
  names: fc.array(name, { minLength: 1, maxLength: 5 }),
  scopes: fc.array(name, { maxLength: 3 }),
  south: fc.array(name, { maxLength: 3 }),
  places: fc.array(name, { maxLength: 3 }),
});
type HiddenPart = typeof Hidden extends fc.Arbitrary<infer Value> ? Value : never;
const mark = (level: string, years: number) => ({
  scheme: 'cn-state-secret',
  level,
  validity: { kind: 'duration', years },
});

async function buildHouse(hidden: HiddenPart) {
  const house = await beginHouse(registry);
  const { clock, ids, world } = house;
  const { north, south } = world.units;
  const signIn = async (
    called: string,
    unit: string,
    duty: 'officer' | 'first-responsible' | null,
    rank: number,
  ) => {
    const made = await world.person(called, unit);
    await world.clear(made.id, 'cn-state-secret', rank);
    if (duty !== null) await world.hold(made.id, duty, unit);
    return world.signIn(made.id);
  };
  const officer = await signIn('甲一', 'north', 'officer', 1);
  const staff = await signIn('庚一', 'north', null, 1);
  const author = await signIn('甲二', 'north', 'officer', 3);
  const reviewer = await signIn('甲三', 'north', 'officer', 3);
  const head = await signIn('乙一', 'north', 'first-responsible', 3);
  const southOfficer = await signIn('丙一', 'south', 'officer', 3);
  const begin = async (session: string, unitId: string) =>
    textOf(
      await world.done(session, 'catalogue.begin', { unitId, scheme: 'cn-state-secret' }),
      'catalogueId',
    );
  const put = (session: string, catalogueId: string, called: string, level: string) =>
    world.done(session, 'catalogue.putItem', {
      catalogueId,
      item: { name: called, mark: mark(level, 5), basis: '示范依据' },
    });

  const listId = await begin(author, north.id);
  await put(author, listId, '共同知悉的事项', 'MIMI');
  ids.conceal();
  for (const one of hidden.names) await put(author, listId, one, 'JIMI');
  ids.reveal();
  const asked = await world.run(author, 'catalogue.submit', { catalogueId: listId, reason: '年度复核' });
  if (asked.kind !== 'parked') throw new Error('not parked');
  for (const session of [reviewer, head]) {
    await world.done(session, 'approval.decide', {
      approvalId: asked.approvalId,
      verdict: 'consent',
      reason: '',
      openedAt: clock.now.toISOString(),
      batchSize: 1,
    });
  }
  ids.conceal();
  const far: string[] = [];
  for (const title of hidden.scopes) {
    const made = await world.done(author, 'scopeCatalogue.import', {
      unitId: north.id,
      scheme: 'cn-state-secret',
      title,
      issuingBody: '示范部',
      mark: mark('JIMI', 20),
      inForceFrom: '2025-01-01',
      items: [{ name: title, mark: mark('MIMI', 5) }],
    });
    far.push(textOf(made, 'scopeCatalogueId'));
  }
  if (hidden.south.length > 0) {
    const southId = await begin(southOfficer, south.id);
    far.push(southId);
    for (const one of hidden.south) await put(southOfficer, southId, one, 'MIMI');
  }
  for (const one of hidden.places) {
    const made = await world.done(southOfficer, 'keyPlace.propose', {
      unitId: south.id,
      kind: 'site',
      name: one,
      level: 'JIMI',
      reason: '集中保存载体',
    });
    far.push(textOf(made, 'placeId'));
  }
  ids.reveal();
  return { ...house, officer, staff, listId, approvalId: asked.approvalId, far, hidden };
}
type House = Awaited<ReturnType<typeof buildHouse>>;

function inputsOf(a: House, b: House): unknown[] {
  const ids = [a.listId, ...a.far.slice(0, 2), ...b.far.slice(0, 2), unknownId];
  const words = [
    ...a.hidden.names,
    ...b.hidden.names,
    ...a.hidden.scopes,
    ...b.hidden.scopes,
    ...b.hidden.south,
  ];
  const { north, south } = a.world.units;
  return [
    {},
    ...ids.flatMap((id) => [
      { catalogueId: id },
      { scopeCatalogueId: id },
      { placeId: id },
      { approvalId: id },
    ]),
    { approvalId: a.approvalId },
    ...[north.id, south.id, unknownId].map((unitId) => ({ unitId })),
    ...[north.id, south.id].map((unitId) => ({ unitId, kind: 'matters', scheme: 'cn-state-secret' })),
    ...words.slice(0, 4).flatMap((text) => [{ words: text }, { unitId: north.id, words: `${text}事项` }]),
    { unitId: north.id, words: '共同知悉' },
    { unitId: south.id, words: '共同知悉' },
    { box: 'decided' },
    { state: 'draft' },
    { level: 'JIMI' },
  ];
}

async function compareHouses(houses: readonly [House, House]): Promise<void> {
  const inputs = inputsOf(...houses);
  for (const observer of ['officer', 'staff'] as const)
    await expectAnswersAlike({ registry, houses, observer, sessionOf: (house) => house[observer], inputs });
}

async function runSameCommands(houses: readonly [House, House]): Promise<void> {
  const [a, b] = houses;
  const far = a.far[0] ?? b.far[0] ?? unknownId;
  const item = { name: '试探', mark: mark('MIMI', 5), basis: '试探', scopeItemId: far };
  const calls: [string, unknown][] = [
    ['catalogue.begin', { unitId: a.world.units.north.id, scheme: 'cn-state-secret' }],
    ['catalogue.confirmReview', { catalogueId: a.listId }],
    ['catalogue.putItem', { catalogueId: a.listId, item }],
    ['catalogue.putItem', { catalogueId: far, item }],
    ['catalogue.submit', { catalogueId: far, reason: '试探' }],
    ['scopeCatalogue.end', { scopeCatalogueId: far, lastDay: '2026-11-22' }],
    ['keyPlace.submit', { placeId: far }],
    ['catalogue.begin', { unitId: a.world.units.south.id, scheme: 'cn-state-secret' }],
    ['catalogue.begin', { unitId: a.world.units.north.id, scheme: 'cn-state-secret', from: 'empty' }],
  ];
  await expectCommandsAlike({
    houses,
    observer: 'officer',
    sessionOf: (house) => house.officer,
    calls: calls.map(([command, input]) => [command, () => input]),
  });
}

test('what stands on a list above one’s clearance, and lists elsewhere, cannot be inferred', () =>
  comparePairs({
    hidden: Hidden,
    build: buildHouse,
    pairs: 1,
    compare: async (houses) => {
      await runSameCommands(houses);
      await compareHouses(houses);
    },
  }));

test('the comparison would notice: an item in sight that differs is found', async () => {
  const same = { names: ['一'], scopes: [], south: [], places: [] };
  await withHouses([() => buildHouse(same), () => buildHouse(same)], async (houses) => {
    await houses[1].database.pastTriggers((client) =>
      client.query(`update catalogue_item set name = '另一事项' where level = 'MIMI'`),
    );
    await expect(compareHouses(houses)).rejects.toThrow(/catalogue/);
  });
});
