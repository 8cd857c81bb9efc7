import { randomUUID } from 'node:crypto';
import { openFile, runQuery } from '@fengni/kernel/command/run-query';
import { runCommand } from '@fengni/kernel/command/run';
import { type TestClock, type TestDatabase, createTestDatabase } from '@fengni/kernel/testkit/database';
import { type World, createWorld } from '@fengni/kernel/testkit/world';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { composeTestRegistry, testRootKey } from './test-registry.ts';

// What holds for all commands is tested for all commands (STYLE R14).
const registry = composeTestRegistry();
const clock: TestClock = { now: new Date('2026-11-22T02:00:00Z') };
let database: TestDatabase;
let world: World;
let plainPerson: string;

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createWorld({ database, registry, clock, rootKey: testRootKey });
  const plain = await world.person('无职', 'south');
  plainPerson = plain.id;
});
beforeEach(() => {
  clock.now = new Date(clock.now.getTime() + 1_000);
});
afterAll(() => database.close());

const commands = [...registry.commands.values()];
const queries = [...registry.queries.values()];
const files = [...registry.files.values()];

test.each(commands.filter((one) => !one.rule.signedOut).map((one) => one.name))(
  '%s: signed-out callers are refused and nothing is logged',
  async (name) => {
    const before = await entryCount();
    const outcome = await runCommand(world.kernel, {
      name,
      commandId: randomUUID(),
      input: {},
      sessionHash: '',
      terminal: 't',
    });
    expect(outcome.kind).toBe('refused');
    expect(await entryCount()).toBe(before);
  },
);

test.each(queries.map((one) => one.name))('%s: signed-out callers are refused', async (name) => {
  await expect(
    runQuery(world.kernel, { name, input: {}, sessionHash: '', terminal: 't' }),
  ).rejects.toMatchObject({ name: 'Refusal' });
});

test.each(files.filter((one) => !one.rule.signedOut).map((one) => one.name))(
  '%s: signed-out callers are refused',
  async (name) => {
    await expect(
      openFile(world.kernel, { name, input: {}, sessionHash: '', terminal: 't' }),
    ).rejects.toMatchObject({ name: 'Refusal' });
  },
);

test.each(commands.filter((one) => !one.rule.signedOut).map((one) => one.name))(
  '%s: bad input changes nothing, names its faults and is on record',
  async (name) => {
    const nobody = await world.signIn(plainPerson);
    const before = await entryCount();
    const outcome = await runCommand(world.kernel, {
      name,
      commandId: randomUUID(),
      input: { nonsense: true, approvalId: 7, carrierId: 7 },
      sessionHash: nobody,
      terminal: 't',
    });
    if (outcome.kind !== 'refused') {
      // commands without any field take anything; they are one's own session's
      expect(name).toMatch(/^(session|account)\./);
      return;
    }
    expect(await entryCount()).toBe(before + 1);
    const entry = await world.lastEntry();
    expect(entry.command).toBe(name);
    expect(['refused', 'denied']).toContain(entry.outcome);
    expect(entry.rows).toEqual([]);
  },
);

test('no fault of the program came up', () => {
  expect(world.kernel.faults).toEqual([]);
});

async function entryCount(): Promise<number> {
  const { rows } = await database.asOwner((client) =>
    client.query<{ n: number }>('select count(*)::int as n from log_entry'),
  );
  return rows[0]?.n ?? -1;
}
