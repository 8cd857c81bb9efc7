import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRegistry } from '../command/registry.ts';
import { createTestDatabase, type TestDatabase } from '../testkit/database.ts';
import { createWorld, type World } from '../testkit/world.ts';
import { PersonList, PersonPage, UnitPage, UnitTree } from './contract.ts';
import { orgModule } from './org-module.ts';

// midday of 2 March 2026 in Shanghai
const start = '2026-03-02T04:00:00Z';
const today = '2026-03-02';
const clock = { now: new Date(start) };
const state = 'cn-state-secret';
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

function textOf(result: Readonly<Record<string, unknown>>, key: string): string {
  const value = result[key];
  if (typeof value !== 'string') throw new Error(`the result has no ${key}`);
  return value;
}
const personPage = (session: string, personId: string) =>
  w.ask(session, 'org.person', { personId }, PersonPage);
const unitPage = (session: string, unitId: string) => w.ask(session, 'org.unit', { unitId }, UnitPage);
const refused = (code: string) => ({ kind: 'refused', code });
const reason = '因工作需要';

async function atDay<T>(day: string, work: () => Promise<T>): Promise<T> {
  const before = clock.now;
  clock.now = new Date(`${day}T04:00:00Z`);
  try {
    return await work();
  } finally {
    clock.now = before;
  }
}

test('an officer adds a unit below his own; the row stands in the log under the entry', async () => {
  const officer = await w.as('officer', 'north');
  const input = { parentId: w.units.north.id, kind: 'department', name: '财务部', code: 'N-01' };
  const unitId = textOf(await w.done(officer, 'org.addUnit', input), 'unitId');
  const page = await unitPage(officer, unitId);
  expect(page.path.map((one) => one.name)).toEqual(['root', 'north', '财务部']);
  const entry = await w.lastEntry();
  expect(entry).toMatchObject({
    command: 'org.addUnit',
    outcome: 'done',
    subjectId: unitId,
    personId: w.personOf(officer),
  });
  expect(entry.rows).toEqual([{ table: 'unit', id: unitId, hash: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  expect(entry.details).toMatchObject({ by: { duty: 'officer', deputyFor: null }, rows: { count: 1 } });
});

test('an officer of another subtree is refused, and the denial is in the log', async () => {
  const officer = await w.as('officer', 'south');
  const { id } = await w.person('甲一', 'north');
  const attempts = [
    ['org.addUnit', { parentId: w.units.north.id, kind: 'department', name: '闲部' }],
    ['org.addPerson', { name: '乙二', unitId: w.units.north.id }],
    ['org.freezePerson', { personId: id, reason }],
    ['org.changePerson', { personId: id, name: '甲一', staffNo: null, unitId: w.units.south.id }],
  ] as const;
  for (const [name, input] of attempts) {
    expect(await w.run(officer, name, input)).toMatchObject(refused('not.permitted'));
    expect(await w.lastEntry()).toMatchObject({
      command: name,
      outcome: 'denied',
      personId: w.personOf(officer),
      rows: [],
    });
  }
  expect((await personPage(officer, id)).unit).toBe('north');
});

test('who moves a person keeps the people of both units', async () => {
  const { id } = await w.person('丙三', 'north');
  const input = { personId: id, name: '丙三', staffNo: '', unitId: w.units.south.id };
  expect(await w.run(await w.as('personnel', 'north'), 'org.changePerson', input)).toMatchObject(
    refused('not.permitted'),
  );
  expect(await w.run(await w.as('personnel', 'root'), 'org.changePerson', input)).toMatchObject({
    kind: 'done',
  });
  expect(await personPage(security, id)).toMatchObject({ unit: 'south', staffNo: null });
});

test('the same command id twice is one change', async () => {
  const officer = await w.as('officer', 'north');
  const id = randomUUID();
  const input = { name: '丁四', staffNo: 'N-104', unitId: w.units.north.id };
  const first = await w.run(officer, 'org.addPerson', input, { id });
  expect(await w.run(officer, 'org.addPerson', input, { id })).toEqual(first);
  const found = await w.ask(officer, 'org.people', { search: 'n-104' }, PersonList);
  expect(found.rows.map((row) => row.name)).toEqual(['丁四']);
  expect(await w.run(officer, 'org.addPerson', { ...input, name: '戊五' }, { id })).toMatchObject(
    refused('command.id.conflict'),
  );
});

test('codes and staff numbers are unique; left empty they are absent', async () => {
  const system = await w.administrator('system');
  const unit = (code: string) => ({ parentId: w.units.south.id, kind: 'section', name: `科 ${code}`, code });
  const person = (staffNo: string) => ({ name: '己六', staffNo, unitId: w.units.south.id });
  await w.done(system, 'org.addUnit', unit('S-1'));
  expect(await w.run(system, 'org.addUnit', unit('S-1'))).toMatchObject({
    code: 'org.code.taken',
    params: { code: 'S-1' },
  });
  await w.done(system, 'org.addPerson', person('S-100'));
  expect(await w.run(system, 'org.addPerson', person('S-100'))).toMatchObject(refused('org.staffno.taken'));
  for (const empty of ['', ' ']) {
    await w.done(system, 'org.addUnit', unit(empty));
    await w.done(system, 'org.addPerson', person(empty));
  }
});

test('of two that take the same staff number at once one is refused, and neither is a fault of the program', async () => {
  const system = await w.administrator('system');
  const add = (unitId: string) => w.run(system, 'org.addPerson', { name: '庚七', staffNo: 'RACE-1', unitId });
  const outcomes = await Promise.all([add(w.units.north.id), add(w.units.south.id), add(w.units.root.id)]);
  expect(outcomes.map((one) => (one.kind === 'refused' ? one.code : one.kind)).toSorted()).toEqual([
    'done',
    'org.staffno.taken',
    'org.staffno.taken',
  ]);
});

test('a unit ends empty only; what stood on it ends with it and stays as history', async () => {
  const officer = await w.as('officer', 'root');
  const old = await w.unit('撤并厂', 'north', 'plant');
  await w.unit('撤并科', '撤并厂', 'section');
  const { id: personId } = await w.person('辛八', '撤并厂');
  const end = { unitId: old.id, endedOn: today };
  expect(await w.run(officer, 'org.endUnit', end)).toMatchObject({
    code: 'org.unit.in.use',
    params: { people: 1, units: 1, registers: 0 },
  });

  const postId = textOf(
    await w.done(officer, 'org.addPost', { unitId: old.id, name: '会计', grade: 'GENERAL' }),
    'postId',
  );
  await w.done(officer, 'org.assignPost', { personId, postId, startedOn: '2019-05-01' });
  const dutyId = await w.hold(personId, 'device-keeper', '撤并厂');
  await w.done(officer, 'org.changePerson', {
    personId,
    name: '辛八',
    staffNo: null,
    unitId: w.units.north.id,
  });
  const section = (await w.ask(officer, 'org.tree', {}, UnitTree)).units.find((one) => one.name === '撤并科');
  await w.done(officer, 'org.endUnit', { unitId: section?.id, endedOn: today });
  await w.done(officer, 'org.endUnit', end);

  const page = await personPage(officer, personId);
  expect(page.holdings).toMatchObject([
    { post: '会计', unit: '撤并厂', startedOn: '2019-05-01', endedOn: today },
  ]);
  expect(page.duties).toMatchObject([{ id: dutyId, duty: 'device-keeper', endedOn: today }]);
  expect(await w.run(officer, 'org.addPerson', { name: '壬九', unitId: old.id })).toMatchObject(
    refused('org.unit.ended'),
  );
  expect(await w.run(officer, 'org.endUnit', end)).toMatchObject(refused('org.ended.already'));
  await atDay('2026-03-03', async () => {
    const names = (await w.ask(officer, 'org.tree', {}, UnitTree)).units.map((one) => one.name);
    expect(names).toContain('north');
    expect(names).not.toContain('撤并厂');
  });
});

test('a unit with a register cannot end, even by one who sees no register', async () => {
  const kept = await w.unit('档案科', 'south', 'section');
  await database.asOwner(async (client) => {
    await client.query(`begin; set local fengni.entry = '${randomUUID()}'`);
    await client.query(`insert into register_kind values ('test-kind', '{document-clerk}')`);
    await client.query(
      `insert into register (id, kind, unit_id, unit_path, name, number_grammar) values ($1, 'test-kind', $2, $3, '收文', '{}')`,
      [randomUUID(), kept.id, kept.path],
    );
    await client.query('commit');
  });
  const outcome = await w.run(await w.administrator('system'), 'org.endUnit', {
    unitId: kept.id,
    endedOn: today,
  });
  expect(outcome).toMatchObject({ code: 'org.unit.in.use', params: { registers: 1 } });
});

test('a post is held once at a time, and its history is kept', async () => {
  const officer = await w.as('officer', 'north');
  const { id: personId } = await w.person('癸十', 'north');
  const postId = textOf(
    await w.done(officer, 'org.addPost', { unitId: w.units.north.id, name: '机要秘书', grade: 'IMPORTANT' }),
    'postId',
  );
  const assign = (startedOn: string) => w.run(officer, 'org.assignPost', { personId, postId, startedOn });
  const first = textOf(
    await w.done(officer, 'org.assignPost', { personId, postId, startedOn: '2025-01-01' }),
    'holdingId',
  );
  expect(await assign('2026-01-01')).toMatchObject(refused('org.already.held'));
  await w.done(officer, 'org.endHolding', { holdingId: first, endedOn: '2025-12-31' });
  expect(await w.run(officer, 'org.endHolding', { holdingId: first, endedOn: '2025-06-30' })).toMatchObject(
    refused('org.ended.already'),
  );
  expect(await assign('2026-01-01')).toMatchObject({ kind: 'done' });
  expect(
    (await personPage(officer, personId)).holdings.map(({ startedOn, endedOn }) => [startedOn, endedOn]),
  ).toEqual([
    ['2026-01-01', null],
    ['2025-01-01', '2025-12-31'],
  ]);
  const posts = (await unitPage(officer, w.units.north.id)).posts.filter((post) => post.id === postId);
  expect(posts).toMatchObject([{ grade: 'IMPORTANT', holders: [{ name: '癸十', startedOn: '2026-01-01' }] }]);
  await w.done(officer, 'org.endPost', { postId, endedOn: today });
  expect((await personPage(officer, personId)).holdings[0]?.endedOn).toBe(today);
});

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
    atDay(day, async () =>
      w.run(await w.signIn(id), 'org.addPerson', { name: `来人 ${day}`, unitId: w.units.north.id }),
    );
  expect(await add('2026-03-04')).toMatchObject(refused('not.permitted'));
  expect(await add('2026-03-05')).toMatchObject({ kind: 'done' });
  expect(await add('2026-03-10')).toMatchObject({ kind: 'done' });
  expect(await add('2026-03-11')).toMatchObject(refused('not.permitted'));
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
  expect(await atDay('2026-03-21', act)).toMatchObject(refused('not.permitted'));
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
});

test('a committee has a term and members, each once at a time', async () => {
  const officer = await w.as('officer', 'south');
  const { id: personId } = await w.person('甲三', 'south');
  const body = { unitId: w.units.south.id, kind: 'committee', name: '保密委员会', termFrom: '2026-01-01' };
  expect(await w.run(officer, 'org.addBody', { ...body, termTo: '2025-12-31' })).toMatchObject(
    refused('org.dates.reversed'),
  );
  const bodyId = textOf(await w.done(officer, 'org.addBody', { ...body, termTo: '2028-12-31' }), 'bodyId');
  const member = { bodyId, personId, role: '主任', duties: '全面负责', startedOn: '2026-01-01' };
  const memberId = textOf(await w.done(officer, 'org.addBodyMember', member), 'memberId');
  expect(await w.run(officer, 'org.addBodyMember', { ...member, role: '委员' })).toMatchObject(
    refused('org.member.already'),
  );
  const read = async () => (await unitPage(officer, w.units.south.id)).bodies;
  expect(await read()).toMatchObject([
    { name: '保密委员会', termTo: '2028-12-31', members: [{ person: '甲三', role: '主任' }] },
  ]);
  await w.done(officer, 'org.endBodyMember', { memberId, endedOn: '2026-02-28' });
  expect(await read()).toMatchObject([{ members: [] }]);
  expect(await w.run(await w.as('officer', 'north'), 'org.addBody', body)).toMatchObject(
    refused('not.permitted'),
  );
});

test('the same import twice adds nothing, and a unit outside the own subtree refuses the whole list', async () => {
  const officer = await w.as('officer', 'north');
  const row = (n: number, unitPath: string[], more: object = {}) => ({
    row: n,
    unitPath,
    person: null,
    staffNo: null,
    post: null,
    grade: null,
    ...more,
  });
  const rows = [
    row(2, ['root', 'north', '一分厂'], { unitKind: 'plant' }),
    row(3, ['north', '一分厂', '技术科'], {
      unitKind: 'section',
      person: '乙三',
      staffNo: 'I-1',
      post: '绘图员',
      grade: 'GENERAL',
    }),
    row(4, ['north', '一分厂', '技术科'], { person: '乙四', post: '绘图员' }),
  ];
  const outside = { rows: [...rows, row(5, ['south', '新科'])] };
  expect(await w.run(officer, 'org.importOrganisation', outside)).toMatchObject(refused('not.permitted'));
  const named = async (search: string) => (await w.ask(officer, 'org.people', { search }, PersonList)).rows;
  expect(await named('I-1')).toEqual([]);
  expect(await w.done(officer, 'org.importOrganisation', { rows })).toEqual({
    units: { added: 2, known: 0 },
    people: { added: 2, known: 0 },
    posts: { added: 1, known: 0 },
    holdings: { added: 2, known: 0 },
    differing: [],
  });
  expect((await w.lastEntry()).rows).toHaveLength(7);
  expect(await w.done(officer, 'org.importOrganisation', { rows })).toMatchObject({
    units: { added: 0, known: 2 },
    people: { added: 0, known: 2 },
    posts: { added: 0, known: 1 },
    holdings: { added: 0, known: 2 },
  });
  expect((await w.lastEntry()).rows).toEqual([]);
  expect(await named('I-1')).toMatchObject([{ name: '乙三', unit: '技术科', posts: ['绘图员'] }]);
});

test('people are listed by name in pages, of a unit and all below it', async () => {
  const system = await w.administrator('system');
  await w.unit('名册厂', 'south', 'plant');
  await w.unit('名册科', '名册厂', 'section');
  const names = ['p_1', 'p%2', 'p3', 'P4', 'p5'];
  for (const [i, name] of names.entries()) await w.person(name, i % 2 === 0 ? '名册厂' : '名册科');
  const unit = (await w.ask(system, 'org.tree', {}, UnitTree)).units.find((one) => one.name === '名册厂');
  expect(unit).toMatchObject({ people: 3 });
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const page: { rows: { name: string }[]; next: string | null } = await w.ask(
      system,
      'org.people',
      { unitId: unit?.id, limit: 2, after },
      PersonList,
    );
    seen.push(...page.rows.map((row) => row.name));
    after = page.next;
  } while (after !== null);
  expect(seen.toSorted()).toEqual(names.toSorted());
  const search = async (text: string) =>
    (await w.ask(system, 'org.people', { unitId: unit?.id, search: text }, PersonList)).rows.map(
      (row) => row.name,
    );
  expect(await search('%')).toEqual(['p%2']);
  expect(await search('p4')).toEqual(['P4']);
  await expect(w.query(system, 'org.people', { after: 'forged' })).rejects.toMatchObject({
    code: 'not.found',
  });
});

test('who is not signed in learns nothing', async () => {
  const input = { parentId: w.units.root.id, kind: 'department', name: '外来' };
  expect(await w.run('', 'org.addUnit', input)).toMatchObject({ code: 'signed.out', entryId: null });
  for (const name of ['org.tree', 'org.people']) {
    await expect(w.query('', name)).rejects.toMatchObject({ code: 'signed.out' });
  }
});
