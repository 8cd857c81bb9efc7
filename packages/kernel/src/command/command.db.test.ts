// SEC-3
// BEY-6 and the rules of DESIGN §1, through the kernel's own module.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { orgModule } from '../org/org-module.ts';
import { type TestClock, type TestDatabase, createTestDatabase } from '../testkit/database.ts';
import { type World, createWorld, refused } from '../testkit/world.ts';
import { createRegistry } from './registry.ts';

let database: TestDatabase;
let world: World;
let officer: string;
const clock: TestClock = { now: new Date('2026-11-22T01:00:00Z') };

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createWorld({ database, registry: createRegistry([orgModule]), clock });
  officer = await world.as('officer', 'north');
});
beforeEach(() => {
  clock.now = new Date(clock.now.getTime() + 1_000);
});
afterAll(() => database.close());

const person = (name: string) => ({ name, unitId: world.units.north.id });
async function named(name: string): Promise<number> {
  const { rows } = await database.asOwner((client) =>
    client.query('select 1 from person where name = $1', [name]),
  );
  return rows.length;
}

test('the same command sent again is told the first outcome and done once', async () => {
  const id = randomUUID();
  const first = await world.run(officer, 'org.addPerson', person('重发一'), { id });
  const second = await world.run(officer, 'org.addPerson', person('重发一'), { id });
  expect(first.kind).toBe('done');
  expect(second).toEqual(first);
  expect(await named('重发一')).toBe(1);
});

test('sent twice at the same moment it is still done once, and both are told the same', async () => {
  const id = randomUUID();
  const both = await Promise.all(
    [1, 2, 3, 4].map(() => world.run(officer, 'org.addPerson', person('同时一'), { id })),
  );
  expect(new Set(both.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
  expect(await named('同时一')).toBe(1);
});

test('another input, command or caller under the same id is a conflict and changes nothing', async () => {
  const id = randomUUID();
  await world.done(officer, 'org.addPerson', person('占用一'));
  await world.run(officer, 'org.addPerson', person('占用二'), { id });
  expect(await world.run(officer, 'org.addPerson', person('占用三'), { id })).toMatchObject(
    refused('command.id.conflict'),
  );
  expect(
    await world.run(officer, 'org.addPost', { unitId: world.units.north.id, name: '岗位' }, { id }),
  ).toMatchObject(refused('command.id.conflict'));
  const other = await world.as('officer', 'south');
  expect(await world.run(other, 'org.addPerson', person('占用二'), { id })).toMatchObject(
    refused('command.id.conflict'),
  );
  expect(await named('占用三')).toBe(0);
});

test('a refusal is not replayed: the same id may succeed once its reason is gone', async () => {
  const id = randomUUID();
  const name = '先拒后准';
  const stranger = await world.person('暂无职责', 'north');
  const session = await world.signIn(stranger.id);
  expect(await world.run(session, 'org.addPerson', person(name), { id })).toMatchObject(
    refused('not.permitted'),
  );
  await world.hold(stranger.id, 'officer', 'north');
  expect((await world.run(session, 'org.addPerson', person(name), { id })).kind).toBe('done');
});

test('whom a refusal names is told by the names of duties, in both languages', async () => {
  const stranger = await world.person('无职责', 'north');
  const outcome = await world.run(await world.signIn(stranger.id), 'org.addPerson', person('不成'));
  expect(outcome).toMatchObject({
    params: {
      who: { zh: expect.stringContaining('保密员'), en: expect.stringContaining('Confidentiality officer') },
    },
  });
});

test('a denial changes nothing and is on record with its reason', async () => {
  const south = await world.as('officer', 'south');
  await world.run(south, 'org.addPerson', person('越界'));
  expect(await world.lastEntry()).toMatchObject({ command: 'org.addPerson', outcome: 'denied', rows: [] });
  expect(await named('越界')).toBe(0);
});

test('every row a command writes is in its entry with the hash of the row after', async () => {
  await world.done(officer, 'org.addPerson', person('有痕'));
  const entry = await world.lastEntry();
  const { rows } = await database.asOwner((client) =>
    client.query<{ id: string; hash: string }>(
      `select id, row_hash(to_jsonb(p)) as hash from person p where name = '有痕'`,
    ),
  );
  expect(entry.rows).toEqual([{ table: 'person', id: rows[0]?.id, hash: rows[0]?.hash }]);
  expect(entry.details['rows']).toMatchObject({ count: 1 });
});

test('no row is written past the log, even by who owns the database, while its triggers stand', async () => {
  await expect(
    database.asOwner((client) => client.query(`update person set name = '改名' where name = '有痕'`)),
  ).rejects.toThrow(/written by commands only/);
});

test('the writing role sees only what this transaction decided on, and the reading role writes nothing', async () => {
  const client = await database.pool.connect();
  try {
    await client.query(`begin; set local role fengni_writer; set local fengni.entry = '${randomUUID()}'`);
    expect((await client.query('select * from person')).rows).toEqual([]);
    expect((await client.query(`update person set name = 'x'`)).rowCount).toBe(0);
    await client.query('rollback; begin; set local role fengni_reader');
    await expect(client.query(`insert into unit (id) values (gen_random_uuid())`)).rejects.toThrow(
      /permission denied/,
    );
  } finally {
    await client.query('rollback');
    client.release();
  }
});

test('the runtime login itself can read and write nothing: it must step into a role', async () => {
  await expect(database.pool.query('select * from person')).rejects.toThrow(/permission denied/);
  await expect(database.pool.query('create table x (y int)')).rejects.toThrow(/permission denied/);
  await expect(database.pool.query('set role fengni_owner')).rejects.toThrow(
    /permission denied|does not exist/,
  );
});

test('no fault of the program came up', () => {
  expect(world.kernel.faults).toEqual([]);
});
