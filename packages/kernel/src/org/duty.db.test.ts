// ORG-11
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRegistry } from '../command/registry.ts';
import { createTestDatabase, type TestDatabase } from '../testkit/database.ts';
import { createWorld, refused, textOf, type World } from '../testkit/world.ts';
import { PersonPage, UnitTree } from './contract.ts';
import { orgModule } from './org-module.ts';

const today = '2026-03-02';
// midday in Shanghai
const start = '2026-03-02T04:00:00Z';
const clock = { now: new Date(start) };
const state = 'cn-state-secret';
const reason = '因工作需要';
let database: TestDatabase;
let w: World;
let security: string;
beforeAll(async () => {
  database = await createTestDatabase();
  w = await createWorld({ database, registry: createRegistry([orgModule]), clock });
  security = await w.administrator('security');
});
afterAll(async () => {
  expect(w.kernel.faults).toEqual([]);
  await database.close();
});

const personPage = (session: string, personId: string) =>
  w.ask(session, 'org.person', { personId }, PersonPage);

test('a frozen person sees nothing at once, and his sessions end', async () => {
  const { id } = await w.person('子一', 'north');
  await w.hold(id, 'officer', 'north');
  const sessions = [await w.signIn(id), await w.signIn(id, { kind: 'cli' })];
  for (const session of sessions) await w.query(session, 'org.tree');
  const leader = await w.as('leader-in-charge', 'north');
  const outcome = await w.run(leader, 'org.freezePerson', { personId: id, reason });
  expect(outcome).toMatchObject({ kind: 'done', result: { sessionsEnded: 2 } });
  expect((await w.lastEntry()).rows.map((row) => row.table)).toEqual(['person', 'session', 'session']);
  for (const session of sessions)
    await expect(w.query(session, 'org.tree')).rejects.toMatchObject({ code: 'signed.out' });
  expect(await w.run(leader, 'org.freezePerson', { personId: id, reason })).toMatchObject(
    refused('org.frozen.already'),
  );
  // also a session that was opened afterwards
  await expect(w.query(await w.signIn(id), 'org.tree')).rejects.toMatchObject({ code: 'signed.out' });

  expect(await w.run(leader, 'org.restorePerson', { personId: id, reason })).toMatchObject(
    refused('not.permitted'),
  );
  await w.done(security, 'org.restorePerson', { personId: id, reason });
  expect(await w.run(security, 'org.restorePerson', { personId: id, reason })).toMatchObject(
    refused('org.frozen.not'),
  );
  for (const session of sessions)
    await expect(w.query(session, 'org.tree')).rejects.toMatchObject({ code: 'signed.out' });
  await expect(w.query(await w.signIn(id), 'org.tree')).resolves.toBeDefined();
});

test('nobody freezes himself or one of the three administrators', async () => {
  const officer = await w.as('officer', 'root');
  const freeze = (personId: string) => w.run(officer, 'org.freezePerson', { personId, reason });
  expect(await freeze(w.personOf(officer))).toMatchObject(refused('org.frozen.self'));
  expect(await freeze(w.personOf(security))).toMatchObject(refused('org.frozen.administrator'));
  await expect(w.query(security, 'org.tree')).resolves.toBeDefined();
});

test('only the security administrator clears, with a fresh second factor; what stood before stays on record', async () => {
  const { id: personId } = await w.person('丑二', 'north');
  const input = (grade: string | null, schemes: string[], decidedOn = today) => ({
    personId,
    grade,
    schemes,
    decidedOn,
  });
  const set = (...args: Parameters<typeof input>) => w.run(security, 'org.setClearance', input(...args));
  expect(
    await w.run(await w.as('officer', 'root'), 'org.setClearance', input('CORE', [state])),
  ).toMatchObject(refused('not.permitted'));
  expect(
    await w.run(await w.administrator('audit'), 'org.setClearance', input('CORE', [state])),
  ).toMatchObject(refused('not.permitted'));
  clock.now = new Date(clock.now.getTime() + 6 * 60_000);
  expect(await set('CORE', [state])).toMatchObject(refused('second.factor.required'));
  clock.now = new Date(start);

  expect(await set('GENERAL', [state, 'cn-work-secret'], '2025-05-01')).toMatchObject({ kind: 'done' });
  expect(await set('CORE', [state], '2025-04-30')).toMatchObject(refused('org.dates.reversed'));
  expect(await set('CORE', [state], '2026-03-03')).toMatchObject(refused('org.date.future'));
  expect(await set('CORE', [])).toMatchObject(refused('org.clearance.grade'));
  expect(await set(null, ['moon'])).toMatchObject({
    code: 'org.clearance.scheme',
    params: { scheme: 'moon' },
  });
  expect(await set('CORE', [state])).toMatchObject({ kind: 'done' });
  expect((await personPage(security, personId)).clearances).toEqual([
    { scheme: state, levelRank: 3, grade: 'CORE', decidedOn: today },
  ]);
  const history = await database.asOwner((client) =>
    client.query(
      'select scheme, level_rank, ended_on::text from clearance where person_id = $1 order by ended_on nulls last, scheme',
      [personId],
    ),
  );
  expect(history.rows).toEqual([
    { scheme: state, level_rank: 1, ended_on: today },
    { scheme: 'cn-work-secret', level_rank: 1, ended_on: today },
    { scheme: state, level_rank: 3, ended_on: null },
  ]);
});

test("a person's clearance is seen by himself, his officer and who grants, and by nobody else", async () => {
  const { id } = await w.person('寅三', 'north');
  await w.clear(id, state, 2);
  const seenBy = async (session: string) => (await personPage(session, id)).clearances.length;
  expect(await seenBy(await w.signIn(id))).toBe(1);
  expect(await seenBy(await w.as('officer', 'north'))).toBe(1);
  expect(await seenBy(security)).toBe(1);
  expect(await seenBy(await w.as('officer', 'south'))).toBe(0);
  expect(await seenBy(await w.as('teacher', 'north'))).toBe(0);
  expect(await seenBy(await w.administrator('system'))).toBe(0);
});

test('a duty granted ends by itself on its day', async () => {
  const { id } = await w.person('卯四', 'north');
  const grant = {
    personId: id,
    duty: 'officer',
    unitId: w.units.north.id,
    startedOn: '2026-03-05',
    endedOn: '2026-03-10',
  };
  await w.done(security, 'org.grantDuty', grant);
  const add = async (day: string) =>
    w.onDay(day, async () =>
      w.run(await w.signIn(id), 'org.addPerson', { name: `来人 ${day}`, unitId: w.units.north.id }),
    );
  expect(await add('2026-03-04')).toMatchObject(refused('not.permitted'));
  expect(await add('2026-03-05')).toMatchObject({ kind: 'done' });
  expect(await add('2026-03-10')).toMatchObject({ kind: 'done' });
  expect(await add('2026-03-11')).toMatchObject(refused('not.permitted'));
});

test('a duty is revoked within its day, and what was lent of it with it', async () => {
  const holder = await w.person('子甲', 'north');
  const deputy = await w.person('丑乙', 'north');
  const session = await w.signIn(holder.id);
  const granted = { personId: holder.id, duty: 'officer', unitId: w.units.north.id, startedOn: today };
  const dutyId = textOf(await w.done(security, 'org.grantDuty', granted), 'dutyId');
  const lent = { dutyId, deputyId: deputy.id, startedOn: today, endedOn: today, reason: '外出一天' };
  await w.done(session, 'org.deputise', lent);
  const act = (who: string) =>
    w.run(who, 'org.addUnit', { parentId: w.units.north.id, kind: 'section', name: '机要室' });
  expect(await act(await w.signIn(deputy.id))).toMatchObject({ kind: 'done' });

  expect(await w.run(session, 'org.revokeDuty', { dutyId, reason: '岗位调整' })).toMatchObject(
    refused('not.permitted'),
  );
  const done = await w.done(security, 'org.revokeDuty', { dutyId, reason: '岗位调整' });
  expect(done).toEqual({ deputiesEnded: 1 });
  expect(await act(session)).toMatchObject(refused('not.permitted'));
  expect(await act(await w.signIn(deputy.id))).toMatchObject(refused('not.permitted'));
  expect(await w.run(security, 'org.revokeDuty', { dutyId, reason: '岗位调整' })).toMatchObject(
    refused('org.ended.already'),
  );
  // the same duty can be granted anew for the same day
  await w.done(security, 'org.grantDuty', granted);
  expect(await act(session)).toMatchObject({ kind: 'done' });
});

test('a duty is granted once for the same days; another line is another duty', async () => {
  const { id: personId } = await w.person('辰五', 'south');
  const grant = { personId, duty: 'line-leader', unitId: w.units.south.id, startedOn: today, line: '生产' };
  const run = (more: object) => w.run(security, 'org.grantDuty', { ...grant, ...more });
  expect(await run({ endedOn: '2026-06-30' })).toMatchObject({ kind: 'done' });
  expect(await run({ startedOn: '2026-06-30' })).toMatchObject(refused('org.duty.held'));
  expect(await run({ line: '科研' })).toMatchObject({ kind: 'done' });
  expect(await run({ startedOn: '2026-07-01' })).toMatchObject({ kind: 'done' });
  expect(await run({ startedOn: '2026-07-01', endedOn: '2026-06-01' })).toMatchObject(
    refused('org.dates.reversed'),
  );
});

test('only the security administrator grants, and an administrator can hold no duty', async () => {
  const { id: personId } = await w.person('巳六', 'north');
  const grant = { personId, duty: 'officer', unitId: w.units.north.id, startedOn: today };
  for (const session of [
    await w.as('officer', 'root'),
    await w.administrator('system'),
    await w.administrator('audit'),
  ]) {
    expect(await w.run(session, 'org.grantDuty', grant)).toMatchObject(refused('not.permitted'));
    expect(await w.lastEntry()).toMatchObject({ command: 'org.grantDuty', outcome: 'denied' });
  }
  for (const power of ['system', 'security', 'audit'] as const) {
    const administrator = w.personOf(await w.administrator(power));
    expect(await w.run(security, 'org.grantDuty', { ...grant, personId: administrator })).toMatchObject(
      refused('org.duty.administrator'),
    );
  }
});

test('an id nobody has and one of another kind of thing read alike', async () => {
  const grant = { duty: 'officer', unitId: w.units.north.id, startedOn: today };
  const unknown = await w.run(security, 'org.grantDuty', { ...grant, personId: randomUUID() });
  const other = await w.run(security, 'org.grantDuty', { ...grant, personId: w.units.north.id });
  expect(unknown).toMatchObject({ code: 'not.found', params: {} });
  expect(other).toMatchObject({ code: 'not.found', params: {} });
  await expect(w.query(security, 'org.unit', { unitId: randomUUID() })).rejects.toMatchObject({
    code: 'not.found',
  });
});

test('the holder lends his duty for stated days; the deputy acts in it, and it ends by itself', async () => {
  const principal = await w.person('午七', 'north');
  const deputy = await w.person('未八', 'south');
  const dutyId = await w.hold(principal.id, 'officer', 'north', { endedOn: '2026-03-31' });
  await w.clear(principal.id, state, 2);
  const input = { dutyId, deputyId: deputy.id, startedOn: today, endedOn: '2026-03-20', reason: '出差' };
  const lend = async (more: object = {}) =>
    w.run(await w.signIn(principal.id), 'org.deputise', { ...input, ...more });
  expect(await lend()).toMatchObject(refused('org.deputy.clearance'));
  await w.clear(deputy.id, 'internal', 9);
  expect(await lend()).toMatchObject(refused('org.deputy.clearance'));
  const low = await w.person('低者', 'north');
  await w.clear(low.id, state, 1);
  expect(await lend({ deputyId: low.id })).toMatchObject(refused('org.deputy.clearance'));
  await w.clear(deputy.id, state, 2);
  expect(await lend({ endedOn: '2026-04-01' })).toMatchObject(refused('org.deputy.outlasts'));
  expect(await lend({ startedOn: '2026-02-01', endedOn: '2026-03-01' })).toMatchObject(
    refused('org.deputy.outlasts'),
  );
  expect(await lend({ startedOn: '2026-03-21' })).toMatchObject(refused('org.dates.reversed'));
  expect(await w.run(await w.as('officer', 'root'), 'org.deputise', input)).toMatchObject(
    refused('condition.unmet'),
  );
  expect(await w.run(await w.administrator('system'), 'org.deputise', input)).toMatchObject(
    refused('not.permitted'),
  );
  expect(await lend()).toMatchObject({ kind: 'done', result: { principalId: principal.id } });
  expect(await lend({ startedOn: '2026-03-20' })).toMatchObject(refused('org.duty.held'));
  expect((await personPage(security, deputy.id)).duties).toMatchObject([
    { duty: 'officer', unit: 'north', deputyFor: '午七', endedOn: '2026-03-20' },
  ]);

  const act = () =>
    w
      .signIn(deputy.id)
      .then((one) => w.run(one, 'org.addPerson', { name: '代办', unitId: w.units.north.id }));
  expect(await act()).toMatchObject({ kind: 'done' });
  expect((await w.lastEntry()).details).toMatchObject({ by: { duty: 'officer', deputyFor: principal.id } });
  expect(await w.onDay('2026-03-21', act)).toMatchObject(refused('not.permitted'));
});

test("nobody is his own deputy, a deputy's deputy is refused, and an administrator is no deputy", async () => {
  const principal = await w.person('申九', 'north');
  const deputy = await w.person('酉十', 'north');
  const third = await w.person('戌一', 'north');
  const dutyId = await w.hold(principal.id, 'inspector', 'north');
  const term = { startedOn: today, endedOn: '2026-03-31', reason: '休假' };
  const lend = async (from: string, of: string, to: string) =>
    w.run(await w.signIn(from), 'org.deputise', { ...term, dutyId: of, deputyId: to });
  expect(await lend(principal.id, dutyId, principal.id)).toMatchObject(refused('org.deputy.self'));
  expect(await lend(principal.id, dutyId, w.personOf(security))).toMatchObject(
    refused('org.duty.administrator'),
  );
  const lent = await lend(principal.id, dutyId, deputy.id);
  const lentId = lent.kind === 'done' ? textOf(lent.result, 'dutyId') : '';
  expect(await lend(deputy.id, lentId, third.id)).toMatchObject(refused('org.deputy.passed.on'));
  const bySecurity = await w.run(security, 'org.deputise', { ...term, dutyId: lentId, deputyId: third.id });
  expect(bySecurity).toMatchObject(refused('org.deputy.passed.on'));

  // the principal's duty ends, and the deputy's with it
  await w.done(security, 'org.endDuty', { dutyId, endedOn: '2026-03-10', reason });
  expect((await personPage(security, deputy.id)).duties).toMatchObject([
    { id: lentId, endedOn: '2026-03-10' },
  ]);
  expect(await w.run(security, 'org.endDuty', { dutyId, endedOn: '2026-03-31', reason })).toMatchObject(
    refused('org.ended.already'),
  );
});

test('a unit lacking a required duty is flagged until somebody who is not frozen holds it', async () => {
  await w.unit('缺员公司', 'root', 'company');
  await w.unit('缺员部', '缺员公司');
  const { id } = await w.person('亥二', '缺员公司');
  const lackingOf = async (name: string) =>
    (await w.ask(security, 'org.tree', {}, UnitTree)).units.find((one) => one.name === name)?.lacking;
  expect(await lackingOf('缺员公司')).toEqual(['first-responsible', 'leader-in-charge', 'officer']);
  await w.hold(id, 'officer', '缺员公司');
  await w.hold(id, 'first-responsible', '缺员公司', { startedOn: '2026-03-03' });
  expect(await lackingOf('缺员公司')).toEqual(['first-responsible', 'leader-in-charge']);
  expect(await lackingOf('缺员部')).toEqual([]);
  await w.done(security, 'org.freezePerson', { personId: id, reason });
  expect(await lackingOf('缺员公司')).toEqual(['first-responsible', 'leader-in-charge', 'officer']);
  const unitId = w.units.north.id;
  const grant = { personId: id, duty: 'teacher', unitId, startedOn: today };
  expect(await w.run(security, 'org.grantDuty', grant)).toMatchObject(refused('org.frozen.already'));
});
