// CLS-3, CLS-5, CLS-8
import { ApprovalList, ApprovalView } from '@fengni/kernel/approval/contract';
import { type TestClock, type TestDatabase, createTestDatabase } from '@fengni/kernel/testkit/database';
import { refused, textOf } from '@fengni/kernel/testkit/world';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { AuthorityList, Candidates, DeterminationList, DeterminationPage } from './contract.ts';
import { type Bureau, createBureau, highly10, secret5, topSecret } from './testing/bureau.ts';

let database: TestDatabase;
let bureau: Bureau;
const clock: TestClock = { now: new Date('2026-11-22T01:00:00Z') };

function tick(): void {
  clock.now = new Date(clock.now.getTime() + 1_000);
}

beforeAll(async () => {
  database = await createTestDatabase();
  bureau = await createBureau({ database, clock, tick });
});
beforeEach(tick);
afterAll(() => database.close());

const open = (session: string, determinationId: string) =>
  bureau.world.ask(session, 'determination.open', { determinationId }, DeterminationPage);
const list = (session: string, box: string) =>
  bureau.world.ask(session, 'determination.list', { box }, DeterminationList);

test('a proposal is its drafter’s alone until it is submitted', async () => {
  const { world, people } = bureau;
  const determinationId = await bureau.draft();
  const page = await open(people.drafter.session, determinationId);
  expect(page).toMatchObject({ state: 'draft', request: 'none', number: null, mark: '机密★10年' });
  expect(page.matter).toMatchObject({ title: '2027年度投资概算', citation: '某行业保密事项范围第3条第2项' });
  expect(page.next).toBe('determination.submit');
  for (const other of [people.reviewer, people.decider, people.officer, people.clerk, people.colleague]) {
    await expect(open(other.session, determinationId), other.name).rejects.toMatchObject({
      code: 'not.found',
    });
    expect(await world.run(other.session, 'determination.drop', { determinationId })).toMatchObject(
      refused('not.found'),
    );
  }
  await world.done(people.drafter.session, 'determination.drop', { determinationId });
  expect((await list(people.drafter.session, 'mine')).rows.map((row) => row.id)).not.toContain(
    determinationId,
  );
});

test('proposal, review, decision: the number comes with the decision, and the basis is kept', async () => {
  const { world, people } = bureau;
  const determinationId = await bureau.draft();
  const approvalId = await bureau.submit(determinationId);
  const inbox = await world.ask(people.reviewer.session, 'approval.list', { box: 'inbox' }, ApprovalList);
  expect(inbox.rows).toMatchObject([{ id: approvalId, mine: true }]);
  const seen = await world.ask(people.reviewer.session, 'approval.open', { approvalId }, ApprovalView);
  expect(seen.matter).toMatchObject({
    title: '2027年度投资概算',
    citation: '某行业保密事项范围第3条第2项',
    scope: ['戊一', '甲一'],
  });
  expect(await bureau.verdict(people.decider.session, approvalId)).toMatchObject(refused('not.permitted'));
  expect(await bureau.verdict(people.reviewer.session, approvalId)).toMatchObject({ kind: 'done' });
  const condition = '仅限初步设计批复前使用';
  const verdict = { verdict: 'consent-with-condition', reason: condition };
  expect(await bureau.verdict(people.decider.session, approvalId, verdict)).toMatchObject({ kind: 'done' });
  const page = await open(people.clerk.session, determinationId);
  expect(page).toMatchObject({ state: 'decided', decidedBy: '丙一', number: '定2026-0001', request: 'done' });
  expect(page.matter).toMatchObject({ condition, keyPoints: '第二章数额' });
  // who handles sees number, level and decider, and no word of what it is about
  const handled = await open(people.officer.session, determinationId);
  expect(handled).toMatchObject({ number: '定2026-0001', mark: '机密★10年', title: null, matter: null });
  expect(handled.actions).toEqual([]);
  await expect(open(people.colleague.session, determinationId)).rejects.toMatchObject({ code: 'not.found' });
  const stranger = await world.as('officer', 'south');
  await expect(open(stranger, determinationId)).rejects.toMatchObject({ code: 'not.found' });
});

test('the reviewer sends back with words; the drafter amends and submits again', async () => {
  const { world, people } = bureau;
  const determinationId = await bureau.draft();
  const first = await bureau.submit(determinationId);
  expect(
    await world.run(people.drafter.session, 'determination.save', {
      determinationId,
      ...bureau.proposal({ title: '改动' }),
    }),
  ).toMatchObject(refused('determination.pending'));
  const words = '知悉范围应含预算岗';
  await bureau.verdict(people.reviewer.session, first, { verdict: 'send-back', reason: words });
  const page = await open(people.drafter.session, determinationId);
  expect(page).toMatchObject({ request: 'sent-back', lastDecision: { person: '乙一', words } });
  const scope = { personIds: [people.drafter.id, people.colleague.id], postIds: [] };
  await world.done(people.drafter.session, 'determination.save', {
    determinationId,
    ...bureau.proposal({ scope, mark: secret5 }),
  });
  expect(await open(people.drafter.session, determinationId)).toMatchObject({
    mark: '秘密★5年',
    matter: { scope: { persons: [{ name: '己一' }, { name: '甲一' }] } },
  });
  const again = await bureau.submit(determinationId);
  await bureau.verdict(people.reviewer.session, again);
  await bureau.verdict(people.decider.session, again, { verdict: 'refuse', reason: '不属于国家秘密' });
  expect(await open(people.drafter.session, determinationId)).toMatchObject({
    state: 'draft',
    request: 'refused',
    lastDecision: { person: '丙一', verdict: 'refuse' },
  });
});

test('beyond the body’s authority nobody decides; beyond the classifier’s own, who could is named', async () => {
  const { world, people } = bureau;
  const high = await bureau.member('庚一', 'planning', 3);
  const proposal = bureau.proposal({ mark: topSecret, scope: { personIds: [high.id], postIds: [] } });
  const made = await world.done(high.session, 'determination.begin', proposal);
  expect(
    await world.run(high.session, 'determination.submit', {
      determinationId: textOf(made, 'determinationId'),
    }),
  ).toMatchObject(refused('determination.no.authority'));
  // his duty reaches 秘密 only
  const low = await bureau.member('辛一', 'north', 2);
  await world.hold(low.id, 'classifier', 'north', { scheme: 'cn-state-secret', levelRank: 1 });
  const determinationId = await bureau.draft({ deciderId: low.id });
  const outcome = await world.run(people.drafter.session, 'determination.submit', { determinationId });
  expect(outcome).toMatchObject({
    ...refused('determination.decider'),
    params: { who: { zh: '丙一（north）' } },
  });
  const found = await world.ask(
    people.drafter.session,
    'determination.candidates',
    { unitId: bureau.unitId, kind: 'original', scheme: 'cn-state-secret', level: 'JIMI' },
    Candidates,
  );
  expect(found).toMatchObject({ body: 'north', authorised: true, authorityNeeded: true });
  expect(found.deciders.map((one) => one.name)).toEqual(['丙一']);
  expect(found.reviewers.map((one) => one.name)).toEqual(['乙一']);
});

test('a proposal lacks nothing: basis, scope, the four grounds ruled out, three different persons', async () => {
  const { world, people } = bureau;
  const submitting = async (more: Record<string, unknown>) => {
    const determinationId = await bureau.draft(more);
    return world.run(people.drafter.session, 'determination.submit', { determinationId });
  };
  expect(await submitting({ citation: '', scope: { personIds: [], postIds: [] } })).toMatchObject({
    ...refused('determination.incomplete'),
    params: { missing: { zh: '定密依据、知悉范围' } },
  });
  expect(await submitting({ ruledOut: ['public', 'other-kind', 'known'] })).toMatchObject(
    refused('determination.excluded'),
  );
  expect(await submitting({ reviewerId: people.drafter.id })).toMatchObject(refused('determination.persons'));
  expect(await submitting({ reviewerId: people.colleague.id })).toMatchObject({
    ...refused('determination.reviewer'),
    params: { who: { zh: '乙一（planning）' } },
  });
  expect(await submitting({ kind: 'no-authority', reportTo: '示范市保密局' })).toMatchObject(
    refused('determination.has.authority'),
  );
});

const years = (level: string, count: number) => ({
  scheme: 'cn-state-secret',
  level,
  validity: { kind: 'duration', years: count },
});

test('a mark beyond the pack, a level above the drafter’s clearance, and what is public are refused at once', async () => {
  const { world, people } = bureau;
  const begin = (session: string, mark: unknown) =>
    world.run(session, 'determination.begin', bureau.proposal({ mark }));
  expect(await begin(people.drafter.session, years('MIMI', 11))).toMatchObject(
    refused('determination.term.over'),
  );
  expect(await begin(people.drafter.session, topSecret)).toMatchObject(
    refused('determination.drafter.clearance'),
  );
  const internal = { scheme: 'internal', level: 'PUBLIC', validity: { kind: 'unstated' } };
  expect(await begin(people.drafter.session, internal)).toMatchObject(refused('determination.public'));
  const uncleared = await bureau.member('壬一', 'planning', 0);
  expect(await begin(uncleared.session, secret5)).toMatchObject(refused('determination.drafter.clearance'));
  const other = await bureau.member('壬二', 'south', 2);
  expect(await begin(other.session, secret5)).toMatchObject(refused('not.found'));
});

test('authority is on record: statutory within what the law gives such a body, granted in writing, ended with a day', async () => {
  const { world } = bureau;
  const security = await world.administrator('security');
  const input = {
    unitId: world.units.south.id,
    scheme: 'cn-state-secret',
    kind: 'statutory',
    rule: 'A2',
    levels: ['JIMI', 'MIMI'],
    startsOn: '2026-01-01',
  };
  expect(await world.run(security, 'authority.add', { ...input, levels: ['JUEMI'] })).toMatchObject(
    refused('authority.levels'),
  );
  expect(await world.run(security, 'authority.add', { ...input, kind: 'granted' })).toMatchObject(
    refused('authority.grant'),
  );
  expect(
    await world.run(security, 'authority.add', { ...input, scheme: 'cn-work-secret', levels: ['WORK'] }),
  ).toMatchObject(refused('authority.scheme'));
  const made = await world.done(security, 'authority.add', input);
  const officer = await world.as('officer', 'south');
  expect(await world.run(officer, 'authority.add', input)).toMatchObject(refused('not.permitted'));
  const authorityId = textOf(made, 'authorityId');
  const end = { authorityId, endedOn: '2026-11-22', reason: '机构改革' };
  await world.done(security, 'authority.end', end);
  const known = await world.ask(officer, 'authority.list', {}, AuthorityList);
  expect(known.rows.find((row) => row.id === authorityId)).toMatchObject({ inForce: false, unit: 'south' });
  expect(known.classifiers.map((one) => one.person)).toContain('丙一');
  expect(await world.run(security, 'authority.end', end)).toMatchObject(refused('authority.ended'));
});

test('a deputy decides for the classifier he stands in for, and nobody else', async () => {
  const { world, people } = bureau;
  const deputy = await bureau.member('癸一', 'north', 3);
  const security = await world.administrator('security');
  const dutyId = await database.asOwner(async (client) => {
    const found = await client.query<{ id: string }>(
      `select id from duty where person_id = $1 and duty = 'classifier'`,
      [people.decider.id],
    );
    return found.rows[0]?.id ?? '';
  });
  await world.done(security, 'org.deputise', {
    dutyId,
    deputyId: deputy.id,
    startedOn: '2026-11-22',
    endedOn: '2026-12-31',
    reason: '外出开会',
  });
  const determinationId = await bureau.draft();
  const approvalId = await bureau.submit(determinationId);
  await bureau.verdict(people.reviewer.session, approvalId);
  expect(await bureau.verdict(deputy.session, approvalId)).toMatchObject({ kind: 'done' });
  expect(await open(deputy.session, determinationId)).toMatchObject({ state: 'decided', decidedBy: '癸一' });
});

test('a level that was decided is known by scope: who is named, who holds the post, and as far as each is cleared', async () => {
  const { people, member, decided } = bureau;
  const cleared = await member('子一', 'planning', 2);
  const low = await member('子二', 'planning', 1);
  const determinationId = await decided({
    mark: highly10,
    scope: { personIds: [cleared.id, low.id, people.drafter.id], postIds: [] },
  });
  expect((await open(cleared.session, determinationId)).matter).not.toBeNull();
  await expect(open(low.session, determinationId)).rejects.toMatchObject({ code: 'not.found' });
  expect((await list(cleared.session, 'decided')).rows.map((row) => row.title)).toEqual(['2027年度投资概算']);
  expect((await list(low.session, 'decided')).rows).toEqual([]);
});

test('a classifier’s duty may be bound to a level of a scheme, and no other duty', async () => {
  const { world, people } = bureau;
  const security = await world.administrator('security');
  const grant = (duty: string, level: string) =>
    world.run(security, 'org.grantDuty', {
      personId: people.colleague.id,
      duty,
      unitId: bureau.unitId,
      bound: { scheme: 'cn-state-secret', level },
      startedOn: '2026-11-22',
    });
  expect(await grant('classifier', 'WORK')).toMatchObject(refused('org.duty.bound'));
  expect(await grant('officer', 'MIMI')).toMatchObject(refused('org.duty.bound'));
  expect(await grant('classifier', 'MIMI')).toMatchObject({ kind: 'done' });
  const asked = (level: string) =>
    world.ask(
      people.drafter.session,
      'determination.candidates',
      { unitId: bureau.unitId, kind: 'original', scheme: 'cn-state-secret', level },
      Candidates,
    );
  expect((await asked('MIMI')).deciders.map((one) => one.name)).toContain('己一');
  expect((await asked('JIMI')).deciders.map((one) => one.name)).not.toContain('己一');
});
