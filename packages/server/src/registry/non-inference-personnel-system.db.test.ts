// BEY-4, PER-3
import { runCommand } from '@fengni/kernel/command/run';
import { DeliveryList, DifferenceList } from '../modules/personnel-system/contract.ts';
import { expect, test } from 'vitest';
import { composeTestRegistry } from './test-registry.ts';
import { beginHouse, expectAlike, expectAnswersAlike, idStream, withHouses } from './two-houses.ts';

/**
 * What the personnel system says of another unit is not there for who keeps this one's people, for its people, or for
 * the officer, who sees of messages to other systems what is about his own unit alone.
 */
const registry = composeTestRegistry();
const unknownId = '11111111-2222-4333-8444-555555555555';

interface Hidden {
  readonly people: number;
  readonly dismisses: boolean;
  readonly freezes: number;
}

async function buildHouse(hidden: Hidden) {
  const house = await beginHouse(registry);
  const { database, ids, world } = house;
  const personnel = await world.as('personnel', 'north');
  const officer = await world.as('officer', 'north');
  const staff = await world.signIn((await world.person('甲九', 'north')).id);
  const south = await world.as('personnel', 'south');
  const southOfficer = await world.as('officer', 'south');
  const security = await world.administrator('security');
  const southerners: string[] = [];
  for (const name of ['丙一', '丙二', '丙三'])
    southerners.push((await world.person(name, 'south', `S-${name}`)).id);
  await world.done(security, 'webhook.add', {
    name: '门禁',
    url: 'https://door.example/',
    kinds: ['person.frozen'],
    namesBy: 'id',
  });
  const [address] = await database.asOwner(
    async (client) => (await client.query<{ id: string }>('select id from webhook_address')).rows,
  );
  await world.done(security, 'webhook.turn', { addressId: address?.id, on: true });
  const stage = (session: string, unit: 'north' | 'south', count: number) =>
    world.done(session, 'personnelSystem.stageSheet', {
      unitId: world.units[unit].id,
      whole: false,
      fileName: `${unit}.xlsx`,
      people: Array.from({ length: count }, (_, i) => ({
        staffNo: `${unit}-${i}`,
        name: `新${i}`,
        unit: [unit],
      })),
    });
  await stage(personnel, 'north', 2);
  ids.conceal();
  await stage(south, 'south', hidden.people);
  const { rows } = await world.ask(south, 'personnelSystem.differences', {}, DifferenceList);
  if (hidden.dismisses)
    await world.done(south, 'personnelSystem.dismiss', { differenceIds: [rows[0]?.id], reason: '有误' });
  const frozen = southerners.slice(0, hidden.freezes);
  for (const personId of frozen)
    await world.done(southOfficer, 'org.freezePerson', { personId, reason: '离岗' });
  // that somebody is frozen is no secret: the messages about it are compared, not the people
  await database.pastTriggers((client) => client.query('update person set frozen_at = null'));
  ids.reveal();
  const far = [...rows.map((row) => row.id), ...rows.map((row) => row.deliveryId)];
  return { ...house, observers: { personnel, officer, staff }, far: [...new Set(far)] };
}
type House = Awaited<ReturnType<typeof buildHouse>>;

function inputsOf([a, b]: readonly [House, House]): unknown[] {
  const ids = [...new Set([...a.far, ...b.far, unknownId])];
  return [
    {},
    { state: null },
    { state: 'dismissed' },
    { state: 'waiting' },
    { kind: 'new' },
    { search: '新2' },
    { search: 'south-0' },
    { unitId: a.world.units.south.id },
    { unitId: unknownId },
    ...ids.map((id) => ({ deliveryId: id })),
  ];
}

async function runSameCommands(houses: readonly [House, House]): Promise<void> {
  const [a, b] = houses;
  const far = [...new Set([...a.far, ...b.far, unknownId])];
  const nextId = idStream('commands');
  for (const id of far) {
    for (const [name, input] of [
      ['personnelSystem.apply', { differenceIds: [id] }],
      ['personnelSystem.dismiss', { differenceIds: [id], reason: '试探' }],
      ['personnelSystem.settleNamesake', { differenceId: id, same: true }],
      ['personnelSystem.applyDelivery', { deliveryId: id }],
      ['webhook.resend', { deliveryId: id }],
    ] as const) {
      const commandId = nextId();
      await expectAlike(houses, `${name} ${id}`, (house, kernel) => {
        const sessionHash = name === 'webhook.resend' ? house.observers.officer : house.observers.personnel;
        return runCommand(kernel, { name, commandId, input, sessionHash, terminal: 't' });
      });
    }
  }
}

test('two houses that differ in what was delivered and sent about the south look alike from the north', async () => {
  await withHouses(
    [
      () => buildHouse({ people: 1, dismisses: false, freezes: 0 }),
      () => buildHouse({ people: 3, dismisses: true, freezes: 2 }),
    ],
    async (houses) => {
      const [a, b] = houses;
      expect(a.far.length).not.toBe(b.far.length);
      // the comparison is of something: each house shows the north its own delivery
      for (const { world, observers } of houses) {
        const seen = await world.ask(observers.personnel, 'personnelSystem.deliveries', {}, DeliveryList);
        expect(seen.rows).toHaveLength(1);
      }
      await runSameCommands(houses);
      const concerning = /^(personnelSystem|personnelToken|webhook|home|obligation|approval)\./;
      const inputs = inputsOf(houses);
      for (const observer of ['personnel', 'officer', 'staff'] as const) {
        const sessionOf = (house: House) => house.observers[observer];
        await expectAnswersAlike({ registry, houses, observer, sessionOf, inputs, concerning });
      }
    },
  );
});
