// ORG-2
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRegistry } from '../command/registry.ts';
import { createTestDatabase, type TestDatabase } from '../testkit/database.ts';
import { createWorld, refused, textOf, type World } from '../testkit/world.ts';
import { PersonList, PersonPage, UnitPage, UnitTree } from './contract.ts';
import { orgModule } from './org-module.ts';

const today = '2026-03-02';
// midday in Shanghai
const clock = { now: new Date('2026-03-02T04:00:00Z') };
let database: TestDatabase;
let w: World;
beforeAll(async () => {
  database = await createTestDatabase();
  w = await createWorld({ database, registry: createRegistry([orgModule]), clock });
});
afterAll(async () => {
  expect(w.kernel.faults).toEqual([]);
  await database.close();
});

const personPage = (session: string, personId: string) =>
  w.ask(session, 'org.person', { personId }, PersonPage);
const unitPage = (session: string, unitId: string) => w.ask(session, 'org.unit', { unitId }, UnitPage);

async function waitForBlocked(watcher: pg.Client): Promise<void> {
  for (;;) {
    // what another role waits for is shown to superusers only, that it waits to everybody
    const blocked = await watcher.query(
      `select from pg_stat_activity where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`,
    );
    if (blocked.rowCount !== 0) return;
    await pause(10);
  }
}

function listRow(n: number, unitPath: string[], more: object = {}) {
  return { row: n, unitPath, person: null, staffNo: null, post: null, grade: null, ...more };
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
    ['org.freezePerson', { personId: id, reason: '核查' }],
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
  expect(await personPage(await w.administrator('security'), id)).toMatchObject({
    unit: 'south',
    staffNo: null,
  });
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

test('who loses the race for a staff number is refused; it is no fault of the program', async () => {
  const system = await w.administrator('system');
  const add = { name: '庚七', staffNo: 'RACE-1', unitId: w.units.north.id };
  const outcome = await database.asOwner(async (client) => {
    await client.query(`begin; set local fengni.entry = '${randomUUID()}'`);
    await client.query(`insert into person (id, name, staff_no, unit_id) values ($1, '辛九', 'RACE-1', $2)`, [
      randomUUID(),
      w.units.south.id,
    ]);
    // unseen by the check, the other's row holds up the insert
    const running = w.run(system, 'org.addPerson', add);
    await database.asOwner((watcher) => waitForBlocked(watcher));
    await client.query('commit');
    return running;
  });
  expect(outcome).toMatchObject({ code: 'org.staffno.taken', params: { staffNo: 'RACE-1' } });
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
  await w.onDay('2026-03-03', async () => {
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
  const rows = [
    listRow(2, ['root', 'north', '一分厂'], { unitKind: 'plant' }),
    listRow(3, ['north', '一分厂', '技术科'], {
      unitKind: 'section',
      person: '乙三',
      staffNo: 'I-1',
      post: '绘图员',
      grade: 'GENERAL',
    }),
    listRow(4, ['north', '一分厂', '技术科'], { person: '乙四', post: '绘图员' }),
  ];
  const outside = { rows: [...rows, listRow(5, ['south', '新科'])] };
  expect(await w.run(officer, 'org.importOrganisation', outside)).toMatchObject(refused('not.permitted'));
  const named = async (search: string) => (await w.ask(officer, 'org.people', { search }, PersonList)).rows;
  expect(await named('I-1')).toEqual([]);
  expect(await w.done(officer, 'org.importOrganisation', { rows })).toEqual({
    units: { added: 2, known: 1 },
    people: { added: 2, known: 0 },
    posts: { added: 1, known: 0 },
    holdings: { added: 2, known: 0 },
    differing: [],
  });
  expect((await w.lastEntry()).rows).toHaveLength(7);
  expect(await w.done(officer, 'org.importOrganisation', { rows })).toMatchObject({
    units: { added: 0, known: 3 },
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
