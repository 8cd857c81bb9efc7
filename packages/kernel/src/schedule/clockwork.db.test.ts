import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createActivityNotes } from '../access/note-activity.ts';
import { sessions } from '../access/tables.ts';
import type { ClockworkTask } from '../command/define.ts';
import type { Kernel } from '../command/kernel.ts';
import { createRegistry } from '../command/registry.ts';
import { createTestDatabase, type TestDatabase } from '../testkit/database.ts';
import { createWorld, type World } from '../testkit/world.ts';
import { createClockGuard } from './clock-guard.ts';
import { slotOf, startClockwork, turnClockwork } from './clockwork.ts';
import { ClockState } from './contract.ts';
import { createScheduleModule } from './schedule-module.ts';

const start = '2026-03-02T04:00:00Z';
const clock = { now: new Date(start) };
const title = { zh: '试', en: 'test' };
const ran: string[] = [];
const seen: (Date | null)[] = [];
let failing = false;
const tasks: ClockworkTask[] = [
  {
    name: 'test.count',
    title,
    everyMinutes: 24 * 60,
    async run(tx, { lastRanAt }) {
      ran.push(tx.today);
      seen.push(lastRanAt);
      return {};
    },
  },
  {
    name: 'test.fail',
    title,
    everyMinutes: 60,
    async run(tx) {
      if (!failing) return {};
      await tx.readSql('select * from account_secret');
      return {};
    },
  },
];
let database: TestDatabase;
let w: World;
beforeAll(async () => {
  database = await createTestDatabase();
  const registry = createRegistry([
    createScheduleModule({ tasks: () => registry.clockwork }),
    { name: 'test', commands: [], queries: [], files: [], errors: {}, audits: [], clockwork: tasks },
  ]);
  w = await createWorld({ database, registry, clock });
});
afterAll(async () => {
  expect(w.kernel.faults).toEqual([]);
  await database.close();
});
beforeEach(() => {
  ran.length = 0;
});

// a monotonic clock that goes as the wall clock does: nobody turns it in these tests
const monotonic = () => clock.now.getTime();
const turn = (kernel: Kernel = w.kernel) => turnClockwork(kernel, createClockGuard(kernel, monotonic));
const entries = (command: string) =>
  database.asOwner(async (client) => {
    const { rows } = await client.query<{ outcome: string }>(
      'select outcome from log_detail where command = $1',
      [command],
    );
    return rows.map((row) => row.outcome);
  });

const at = (text: string, hours: number) => slotOf(new Date(text), 'Asia/Shanghai', hours * 60);
test('slots: hours by the hour, days by the day of the house', () => {
  expect(at('2026-03-02T04:00:00Z', 1)).toBe(at('2026-03-02T04:59:59Z', 1));
  expect(at('2026-03-02T04:59:59Z', 1)).not.toBe(at('2026-03-02T05:00:00Z', 1));
  // midnight in Shanghai
  expect(at('2026-03-02T15:59:59Z', 24)).not.toBe(at('2026-03-02T16:00:00Z', 24));
  expect(at('2026-03-02T16:00:00Z', 24)).toBe(at('2026-03-03T15:59:59Z', 24));
  expect(at('2026-03-02T16:00:00Z', 168)).toMatch(/^days \d+$/);
});

test('a task runs once a slot, whoever turns and however often; days missed are made up for by one run', async () => {
  await Promise.all([turn(), turn(), turn()]);
  await turn();
  expect(ran).toEqual(['2026-03-02']);
  await w.onDay('2026-03-06', async () => {
    await turn();
    await turn();
  });
  expect(ran).toEqual(['2026-03-02', '2026-03-06']);
  expect(seen.at(-1)).toEqual(new Date(start));
  // nothing was written, so nothing stands in the log
  expect(await entries('test.count')).toEqual([]);
});

test('old sessions end by themselves, on record; those of parked requests stay', async () => {
  const { id } = await w.person('甲一', 'north');
  const session = await w.signIn(id);
  const cli = await w.signIn(id, { kind: 'cli' });
  const parked = { id: w.kernel.newId(), token_hash: 'f'.repeat(64), kind: 'approval' as const };
  await w.fixture(async (tx) => {
    const rows = await tx.asCaller(session, () =>
      tx.readSql<{ account_id: string }>('select acting_account() as account_id'),
    );
    const account_id = rows[0]?.account_id ?? '';
    await tx.insert(sessions, {
      ...parked,
      account_id,
      person_id: id,
      terminal: '',
      started_at: clock.now,
      factor_at: null,
      ended_at: null,
    });
  });
  const note = createActivityNotes(w.kernel);
  const goTo = async (minutes: number, atWork: readonly string[]): Promise<void> => {
    clock.now = new Date(Date.parse(start) + minutes * 60_000);
    for (const one of atWork) await note(one);
    await turn();
  };
  // nobody touched the idle one for half an hour; the others go on, however old they are
  const idle = await w.signIn(id);
  for (let minutes = 20; minutes <= 11 * 60; minutes += 20) {
    await goTo(minutes, [session, cli]);
    if (minutes === 20)
      await expect(w.query(idle, 'clock.state')).rejects.toMatchObject({ code: 'not.permitted' });
  }
  await expect(w.query(idle, 'clock.state')).rejects.toMatchObject({ code: 'signed.out' });
  const security = await w.administrator('security');
  await expect(w.query(session, 'clock.state')).rejects.toMatchObject({ code: 'not.permitted' });
  for (const minutes of [11 * 60 + 20, 11 * 60 + 40, 12 * 60]) await goTo(minutes, [session, cli, security]);
  for (const ended of [session, cli])
    await expect(w.query(ended, 'clock.state')).rejects.toMatchObject({ code: 'signed.out' });
  expect(await w.lastEntry()).toMatchObject({
    command: 'session.expire',
    outcome: 'done',
    personId: null,
    details: { actor: null, terminal: 'clockwork', result: { ended: 2 } },
  });
  expect((await w.lastEntry()).rows.map((row) => row.table)).toEqual(['session', 'session']);
  const open = await database.asOwner((client) =>
    client.query('select from session where token_hash = $1 and ended_at is null', [parked.token_hash]),
  );
  expect(open.rowCount).toBe(1);
  // it counts while the kernel runs the request, and is nobody from outside
  await expect(w.query(parked.token_hash, 'clock.state')).rejects.toMatchObject({ code: 'signed.out' });
  const state = await w.ask(security, 'clock.state', {}, ClockState);
  expect(state.stopped).toBeNull();
  expect(state.tasks.find((task) => task.name === 'session.expire')).toMatchObject({
    ranAt: clock.now.toISOString(),
    failed: false,
  });
  clock.now = new Date(start);
});

test('a task that fails is told once a slot, holds up no other, and is tried again', async () => {
  failing = true;
  const faults: unknown[] = [];
  const kernel: Kernel = { ...w.kernel, onFault: (error) => faults.push(error) };
  await w.onDay('2026-03-09', async () => {
    await turn(kernel);
    await turn(kernel);
    expect(faults).toMatchObject([{ code: '42501' }]);
    expect(await entries('test.fail')).toEqual(['failed']);
    expect(ran).toEqual(['2026-03-09']);
    const security = await w.administrator('audit');
    const failedNow = async () =>
      (await w.ask(security, 'clock.state', {}, ClockState)).tasks.find((task) => task.name === 'test.fail')
        ?.failed;
    expect(await failedNow()).toBe(true);
    failing = false;
    await turn(kernel);
    expect(await failedNow()).toBe(false);
  });
});

test('the clockwork touches the handle tier only: no secret, no title, no row it did not lock', async () => {
  for (const statement of [
    'select * from account_secret',
    'select * from carrier_matter',
    'select * from log_detail',
  ]) {
    const task = {
      name: 'test.peep',
      title,
      everyMinutes: 60,
      run: async (tx: Parameters<ClockworkTask['run']>[0]) => (await tx.readSql(statement), {}),
    };
    const faults: unknown[] = [];
    const kernel = {
      ...w.kernel,
      registry: { ...w.kernel.registry, clockwork: [task] },
      onFault: (error: unknown) => faults.push(error),
    };
    await w.onDay('2026-04-01', () => turn(kernel));
    expect(faults).toMatchObject([{ code: '42501' }]);
    await database.asOwner((client) => client.query(`delete from clockwork_run where task = 'test.peep'`));
  }
});

test('started, it turns at once and stops when told', async () => {
  const errors: unknown[] = [];
  const stop = await w.onDay('2026-04-03', () =>
    startClockwork(w.kernel, { monotonic, onError: (error) => errors.push(error) }),
  );
  await stop();
  expect(ran).toEqual(['2026-04-03']);
  expect(errors).toEqual([]);
});
