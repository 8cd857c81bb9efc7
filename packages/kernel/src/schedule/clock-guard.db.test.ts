import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { ClockworkTask } from '../command/define.ts';
import { createRegistry } from '../command/registry.ts';
import { createTestDatabase, type TestDatabase } from '../testkit/database.ts';
import { createWorld, refused, type World } from '../testkit/world.ts';
import { type ClockGuard, createClockGuard } from './clock-guard.ts';
import { turnClockwork } from './clockwork.ts';
import { ClockState } from './contract.ts';
import { createScheduleModule } from './schedule-module.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const clock = { now: new Date('2026-03-02T04:00:00Z') };
let monotonicMs = 0;
let ran = 0;
const task: ClockworkTask = {
  name: 'test.act',
  title: { zh: '试', en: 'test' },
  everyMinutes: 60,
  async run() {
    ran += 1;
    return {};
  },
};
let database: TestDatabase;
let w: World;
beforeAll(async () => {
  database = await createTestDatabase();
  const registry = createRegistry([
    createScheduleModule({ tasks: () => registry.clockwork }),
    { name: 'test', commands: [], queries: [], files: [], errors: {}, audits: [], clockwork: [task] },
  ]);
  w = await createWorld({ database, registry, clock });
});
afterEach(async () => {
  // whatever a test left stopped is confirmed, so that the next begins with a clock that runs
  if ((await state()).stopped !== null) await confirmBoth();
});
afterAll(async () => {
  expect(w.kernel.faults).toEqual([]);
  await database.close();
});

/** Time goes by for both clocks. */
function pass(ms: number): void {
  clock.now = new Date(clock.now.getTime() + ms);
  monotonicMs += ms;
}
/** Somebody sets the wall clock. */
function turnBy(ms: number): void {
  clock.now = new Date(clock.now.getTime() + ms);
}
// old sessions are another test's matter
const turn = (guard: ClockGuard) =>
  turnClockwork({ ...w.kernel, registry: { ...w.kernel.registry, clockwork: [task] } }, guard);
const startServer = async (): Promise<ClockGuard> => {
  const guard = createClockGuard(w.kernel, () => monotonicMs);
  await guard.begin();
  return guard;
};
const signIn = async (power: 'system' | 'security' | 'audit') => {
  const session = await w.administrator(power);
  // the second factor is shown again, by the clock as it is
  await w.fixture(async (tx) => {
    const rows = await tx.asCaller(session, () =>
      tx.readSql<{ id: string }>('select (acting_session()).id as id'),
    );
    tx.grant(rows.map((row) => row.id));
    await tx.writeSql('update session set factor_at = $2 where id = $1', [rows[0]?.id, clock.now]);
  });
  return session;
};
const state = async () => w.ask(await w.administrator('system'), 'clock.state', {}, ClockState);
const confirm = async (power: 'system' | 'security' | 'audit', watch = clock.now) =>
  w.run(await signIn(power), 'clock.confirm', {
    guardId: (await state()).stopped?.guardId ?? w.kernel.newId(),
    clock: watch.toISOString(),
  });
const confirmBoth = async () => {
  await confirm('security');
  await confirm('audit');
};

test('five minutes back stop what acts by itself until security and audit have both confirmed', async () => {
  const guard = await startServer();
  await turn(guard);
  expect(ran).toBe(1);
  const before = clock.now;
  pass(2 * hour);
  turnBy(-5 * minute);
  await turn(guard);
  expect(ran).toBe(1);
  expect((await state()).stopped).toMatchObject({
    reason: 'back',
    stoppedAt: clock.now.toISOString(),
    seenAt: new Date(before.getTime() + 2 * hour).toISOString(),
  });
  const refusal = {
    command: 'test.act',
    outcome: 'refused',
    details: { actor: null, reason: 'clock.stopped' },
  };
  expect(await w.lastEntry()).toMatchObject(refusal);
  // refused once a slot, however often it is turned
  await turn(guard);
  expect(await countEntries('test.act', 'refused')).toBe(1);

  expect(await confirm('system')).toMatchObject(refused('not.permitted'));
  expect(await confirm('security', new Date(clock.now.getTime() + 6 * minute))).toMatchObject(
    refused('clock.differs'),
  );
  expect(await confirm('security')).toMatchObject({ kind: 'done', result: { running: false } });
  expect(await confirm('security')).toMatchObject(refused('clock.confirmed.already'));
  await turn(guard);
  expect(ran).toBe(1);
  expect(await confirm('audit')).toMatchObject({ kind: 'done', result: { running: true } });
  expect((await w.lastEntry()).rows.map((row) => row.table)).toEqual(['clock_guard']);
  await turn(guard);
  expect(ran).toBe(2);
  expect((await state()).stopped).toBeNull();
});

test('less than five minutes back is let pass, but steps add up', async () => {
  const guard = await startServer();
  turnBy(-3 * minute);
  await guard.look();
  expect((await state()).stopped).toBeNull();
  turnBy(-2 * minute);
  await guard.look();
  expect((await state()).stopped).toMatchObject({ reason: 'back' });
});

test('a machine that slept for days wakes unharmed; a jump of seven days stops', async () => {
  const guard = await startServer();
  for (let i = 0; i < 4; i += 1) {
    turnBy(3 * day);
    await guard.look();
  }
  expect((await state()).stopped).toBeNull();
  turnBy(7 * day);
  await guard.look();
  expect((await state()).stopped).toMatchObject({ reason: 'jump' });
});

test('at start a clock behind the last turn, or seven days ahead of it, stops every server', async () => {
  await turn(await startServer());
  turnBy(6 * day);
  await turn(await startServer());
  expect((await state()).stopped).toBeNull();
  turnBy(7 * day);
  const before = ran;
  const servers = await Promise.all([startServer(), startServer()]);
  expect((await state()).stopped).toMatchObject({ reason: 'gap' });
  for (const guard of servers) await turn(guard);
  expect(ran).toBe(before);
  await confirmBoth();
  for (const guard of servers) await turn(guard);
  expect(ran).toBe(before + 1);

  turnBy(-10 * minute);
  const late = await startServer();
  expect((await state()).stopped).toMatchObject({ reason: 'back' });
  // once confirmed, the wrong time of before is forgotten: neither this server nor the next stops again
  await confirmBoth();
  await turn(late);
  await startServer();
  expect((await state()).stopped).toBeNull();
});

test('a witness newer than the clock stops it, also where everything else in the database agrees', async () => {
  await turn(await startServer());
  const witnessed = new Date(clock.now.getTime() + day);
  await database.asOwner(async (client) => {
    await client.query(
      'insert into log_checkpoint (size, note, signed_at, witnessed_at) values (900, $1, $2, $3)',
      ['note', clock.now, witnessed],
    );
    // the log has grown this far
    await client.query(`insert into log_head (origin, root, size, sealed_at) values ('test', '', 901, $1)`, [
      clock.now,
    ]);
  });
  await startServer();
  expect((await state()).stopped).toMatchObject({ reason: 'back', seenAt: witnessed.toISOString() });
  await confirmBoth();
  await startServer();
  expect((await state()).stopped).toBeNull();
});

test('a gap is seen though the sealer of the starting server has sealed already', async () => {
  await turn(await startServer());
  turnBy(8 * day);
  await database.asOwner((client) => client.query('update log_head set sealed_at = $1', [clock.now]));
  await startServer();
  expect((await state()).stopped).toMatchObject({ reason: 'gap' });
});

test('there is nothing to confirm while the clock runs, and an unknown stop is not found', async () => {
  const security = await signIn('security');
  const guardId = await database.asOwner(async (client) => {
    const { rows } = await client.query<{ id: string }>(
      'select id from clock_guard order by stopped_at limit 1',
    );
    return rows[0]?.id;
  });
  const now = clock.now.toISOString();
  expect(await w.run(security, 'clock.confirm', { guardId, clock: now })).toMatchObject(
    refused('clock.running'),
  );
  const unknown = { guardId: w.kernel.newId(), clock: now };
  expect(await w.run(security, 'clock.confirm', unknown)).toMatchObject(refused('not.found'));
  await expect(w.query(await w.as('officer', 'north'), 'clock.state')).rejects.toMatchObject({
    code: 'not.permitted',
  });
});

async function countEntries(command: string, outcome: string): Promise<number> {
  return database.asOwner(async (client) => {
    const { rowCount } = await client.query('select from log_detail where command = $1 and outcome = $2', [
      command,
      outcome,
    ]);
    return rowCount ?? 0;
  });
}
