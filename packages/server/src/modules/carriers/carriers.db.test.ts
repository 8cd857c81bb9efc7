// BEY-13, BEY-2, CAR-1, CAR-10, CAR-2, CAR-4, CAR-5
import { ApprovalView } from '@fengni/kernel/approval/contract';
import { type TestClock, type TestDatabase, createTestDatabase } from '@fengni/kernel/testkit/database';
import { type World, createWorld, refused, textOf } from '@fengni/kernel/testkit/world';
import { z } from 'zod';
import { openFile } from '@fengni/kernel/command/run-query';
import { verifyBundle } from '@fengni/kernel/log/proof-bundle';
import { createHead, sealPending } from '@fengni/kernel/log/sealer';
import { verifierKeyOf } from '@fengni/seal/note';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { CarrierList, CarrierPage, CopyLines, WhereWas } from './contract.ts';
import { composeTestRegistry, testRootKey, testSigner } from '../../registry/test-registry.ts';

const Made = z.object({ copies: z.array(z.object({ copyId: z.string(), copyNo: z.string() })) });
let database: TestDatabase;
let world: World;
const clock: TestClock = { now: new Date('2026-11-22T01:00:00Z') };
let registerId: string;
let clerk: string;

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createWorld({ database, registry: composeTestRegistry(), clock, rootKey: testRootKey });
  clerk = await world.as('document-clerk', 'north');
  await world.clear(world.personOf(clerk), 'cn-state-secret', 3);
  const officer = await world.as('officer', 'north');
  const opened = await world.done(officer, 'register.open', {
    unitId: world.units.north.id,
    kind: 'carrier',
    name: '涉密文件台账',
  });
  registerId = textOf(opened, 'registerId');
});
beforeEach(() => {
  clock.now = new Date(clock.now.getTime() + 60_000);
});
afterAll(() => database.close());

const jimi = { scheme: 'cn-state-secret', level: 'JIMI', validity: { kind: 'duration', years: 10 } } as const;
async function register(more: Record<string, unknown> = {}) {
  return world.done(clerk, 'carrier.register', {
    registerId,
    medium: 'paper',
    mark: jimi,
    issuedOn: '2026-11-12',
    title: '2027年度投资概算',
    documentNo: '示密〔2026〕31号',
    copies: 2,
    place: '机要室1号柜',
    ...more,
  });
}
async function cleared(name: string, rank = 2): Promise<{ id: string; session: string }> {
  const person = await world.person(name, 'north');
  await world.clear(person.id, 'cn-state-secret', rank);
  return { id: person.id, session: await world.signIn(person.id) };
}
function copyIdOf(result: Record<string, unknown>, at = 0): string {
  return Made.parse(result).copies[at]?.copyId ?? '';
}

test('a carrier is registered with its number, its copies and their first custody', async () => {
  const made = await register();
  expect(made['number']).toBe('000001');
  const page = await world.ask(clerk, 'carrier.open', { carrierId: textOf(made, 'carrierId') }, CarrierPage);
  expect(page).toMatchObject({
    mark: '机密★10年',
    title: '2027年度投资概算',
    expiresOn: '2036-11-12',
    copyCount: 2,
    knows: true,
  });
  expect(page.copyViews.map((copy) => [copy.copyNo, copy.state, copy.place])).toEqual([
    ['01', 'in-store', '机要室1号柜'],
    ['02', 'in-store', '机要室1号柜'],
  ]);
  expect(page.copyViews[0]?.stops).toMatchObject([{ move: 'register', state: 'in-store' }]);
});

test('who only handles sees number, level and state, and neither title nor scope', async () => {
  const made = await register({ title: '井位坐标成果表' });
  const leader = await world.as('leader-in-charge', 'root');
  const page = await world.ask(leader, 'carrier.open', { carrierId: textOf(made, 'carrierId') }, CarrierPage);
  expect(page).toMatchObject({
    title: null,
    documentNo: null,
    originator: null,
    scope: null,
    knows: false,
    mark: '机密★10年',
  });
  const stranger = await world.as('officer', 'south');
  await expect(
    world.query(stranger, 'carrier.open', { carrierId: textOf(made, 'carrierId') }),
  ).rejects.toMatchObject({ code: 'not.found' });
});

test('the reading list comes from the scope; outside it the refusal tells to widen first', async () => {
  const reader = await cleared('乙一');
  const outside = await cleared('乙二');
  const made = await register({ scope: { personIds: [reader.id], postIds: [] } });
  const copyId = copyIdOf(made);
  expect(
    await world.run(clerk, 'circulation.start', { copyId, readerIds: [reader.id, outside.id] }),
  ).toMatchObject({ ...refused('carrier.scope.lacking'), params: { count: 1 } });
  const uncleared = await cleared('乙三', 1);
  const made2 = await register({ scope: { personIds: [uncleared.id], postIds: [] } });
  expect(
    await world.run(clerk, 'circulation.start', { copyId: copyIdOf(made2), readerIds: [uncleared.id] }),
  ).toMatchObject(refused('carrier.scope.lacking'));
});

test('each reader signs, keeps it two days at most, and the chain shows every hand', async () => {
  const first = await cleared('丙一');
  const second = await cleared('丙二');
  const made = await register({ scope: { personIds: [first.id, second.id], postIds: [] } });
  const copyId = copyIdOf(made);
  const carrierId = textOf(made, 'carrierId');
  await world.done(clerk, 'circulation.start', { copyId, readerIds: [first.id, second.id] });
  const readers = async () =>
    (await world.ask(clerk, 'carrier.open', { carrierId }, CarrierPage)).copyViews[0]?.circulation?.readers ??
    [];
  const [one, two] = await readers();
  expect(
    await world.run(second.session, 'circulation.sign', { readerId: two?.id, what: 'received' }),
  ).toMatchObject(refused('circulation.not.your.turn'));
  await world.done(clerk, 'circulation.pass', { readerId: one?.id });
  expect((await readers())[0]).toMatchObject({ state: 'reading', dueOn: '2026-11-24' });
  await world.done(first.session, 'circulation.sign', { readerId: one?.id, what: 'read' });
  await world.done(second.session, 'circulation.sign', { readerId: two?.id, what: 'received' });
  await world.done(clerk, 'circulation.takeBack', { readerId: two?.id, place: '机要室2号柜' });
  const page = await world.ask(clerk, 'carrier.open', { carrierId }, CarrierPage);
  const stops = page.copyViews[0]?.stops.map((stop) => [stop.move, stop.holder, stop.signed]);
  expect(stops).toEqual([
    ['register', null, 'clerk'],
    ['hand-to-reader', '丙一', 'clerk'],
    ['hand-to-reader', '丙二', 'screen'],
    ['take-back', null, 'clerk'],
  ]);
  expect(page.copyViews[0]).toMatchObject({ state: 'in-store', place: '机要室2号柜', dueOn: null });
});

test('a scope is widened only by somebody else who knows the carrier, and the requester cannot consent', async () => {
  const newcomer = await cleared('丁一');
  const leader = await world.as('leader-in-charge', 'north');
  await world.clear(world.personOf(leader), 'cn-state-secret', 3);
  const made = await register({ scope: { personIds: [world.personOf(leader)], postIds: [] } });
  const carrierId = textOf(made, 'carrierId');
  const parked = await world.run(clerk, 'carrier.widenScope', {
    carrierId,
    add: { personIds: [newcomer.id] },
    reason: '编制初步设计',
  });
  expect(parked).toMatchObject({ kind: 'parked', nobodyDecides: false });
  const approvalId = parked.kind === 'parked' ? parked.approvalId : '';
  const openedAt = clock.now.toISOString();
  await expect(world.query(newcomer.session, 'carrier.open', { carrierId })).rejects.toMatchObject({
    code: 'not.found',
  });
  expect(
    await world.run(clerk, 'approval.decide', { approvalId, verdict: 'consent', openedAt }),
  ).toMatchObject(refused('approval.own'));
  const blind = await world.as('first-responsible', 'north');
  expect(
    await world.run(blind, 'approval.decide', { approvalId, verdict: 'consent', openedAt }),
  ).toMatchObject(refused('not.found'));
  // he sees whom he lets know
  expect(await world.query(leader, 'approval.open', { approvalId })).toMatchObject({
    matter: { persons: ['丁一'], posts: [], title: '2027年度投资概算' },
  });
  // who has the duty to decide but may not know sees that there is a request, and not whom it is about
  const blindLeader = await world.as('first-responsible', 'north');
  expect(await world.query(blindLeader, 'approval.open', { approvalId })).toMatchObject({ matter: null });
  expect(
    await world.done(leader, 'approval.decide', { approvalId, verdict: 'consent', openedAt }),
  ).toMatchObject({ state: 'done' });
  const page = await world.ask(newcomer.session, 'carrier.open', { carrierId }, CarrierPage);
  expect(page.title).toBe('2027年度投资概算');
});

test('a loan is asked for, consented to, handed out, and comes back', async () => {
  const borrower = await cleared('戊一');
  const boss = await world.as('unit-leader', 'north');
  const made = await register({ scope: { personIds: [borrower.id], postIds: [] } });
  const copyId = copyIdOf(made);
  const carrierId = textOf(made, 'carrierId');
  const parked = await world.run(borrower.session, 'loan.borrow', {
    copyId,
    dueOn: '2026-11-25',
    reason: '核对概算',
  });
  const approvalId = parked.kind === 'parked' ? parked.approvalId : '';
  await world.done(boss, 'approval.decide', {
    approvalId,
    verdict: 'consent',
    openedAt: clock.now.toISOString(),
  });
  const loan = (await world.ask(clerk, 'carrier.open', { carrierId }, CarrierPage)).copyViews[0]?.loan;
  expect(loan).toMatchObject({ borrower: '戊一', state: 'approved' });
  await world.done(clerk, 'loan.handOut', { loanId: loan?.id });
  const out = await world.ask(borrower.session, 'carrier.open', { carrierId }, CarrierPage);
  expect(out.copyViews[0]).toMatchObject({ state: 'on-loan', holder: '戊一', dueOn: '2026-11-25' });
  await world.done(clerk, 'loan.takeBack', { loanId: loan?.id });
  const where = await world.ask(clerk, 'copy.whereWas', { copyId, day: '2026-11-22' }, WhereWas);
  expect(where.stops.map((stop) => stop.move)).toEqual(['register', 'lend', 'give-back']);
  expect(where.couldRead).toContainEqual({ person: '戊一', why: 'held' });
});

test('a copy on a slip, or promised to somebody else, cannot be asked for; the refusal says so though slip and loan are not in sight', async () => {
  const [first, second] = [await cleared('戊二'), await cleared('戊三')];
  const boss = await world.as('unit-leader', 'north');
  const made = await register({ copies: 3, scope: { personIds: [first.id, second.id], postIds: [] } });
  const [onSlip, promised, free] = Made.parse(made).copies.map((copy) => copy.copyId);
  await world.done(clerk, 'circulation.start', { copyId: onSlip, readerIds: [first.id] });
  const ask = (session: string, copyId: string | undefined, command = 'loan.borrow') =>
    world.run(session, command, {
      copyId,
      dueOn: '2026-11-25',
      reason: '核对概算',
      ...(command === 'loan.takeOut' ? { destination: '设计院', companionIds: [] } : {}),
    });
  expect(await ask(second.session, onSlip)).toMatchObject(refused('copy.in.circulation'));
  expect(await ask(second.session, onSlip, 'loan.takeOut')).toMatchObject(refused('copy.in.circulation'));
  const parked = await ask(first.session, promised);
  const approvalId = parked.kind === 'parked' ? parked.approvalId : '';
  const openedAt = clock.now.toISOString();
  await world.done(boss, 'approval.decide', { approvalId, verdict: 'consent', openedAt });
  expect(await ask(second.session, promised)).toMatchObject(refused('copy.reserved'));
  const page = await world.ask(
    second.session,
    'carrier.open',
    { carrierId: textOf(made, 'carrierId') },
    CarrierPage,
  );
  const borrowable = page.copyViews.filter((copy) =>
    copy.actions.some((action) => action.command === 'loan.borrow' && action.allowed),
  );
  expect(borrowable.map((copy) => copy.id)).toEqual([free]);
  expect(await ask(second.session, free)).toMatchObject({ kind: 'parked' });
});

test('who decides is led to the thing where he sees it, and nobody who does not', async () => {
  const borrower = await cleared('戊四');
  const boss = await world.as('unit-leader', 'north');
  const made = await register({ scope: { personIds: [borrower.id], postIds: [] } });
  const carrierId = textOf(made, 'carrierId');
  const parked = await world.run(borrower.session, 'loan.borrow', {
    copyId: copyIdOf(made),
    dueOn: '2026-11-25',
    reason: '核对概算',
  });
  const approvalId = parked.kind === 'parked' ? parked.approvalId : '';
  const subjectFor = async (session: string) =>
    (await world.ask(session, 'approval.open', { approvalId }, ApprovalView)).subject;
  expect(await subjectFor(boss)).toEqual({ table: 'carrier', id: carrierId });
  expect(await subjectFor(borrower.session)).toEqual({ table: 'carrier', id: carrierId });
  const { scope } = await world.ask(clerk, 'carrier.open', { carrierId }, CarrierPage);
  const scopeId = scope?.find((one) => one.personId === borrower.id)?.id;
  await world.done(clerk, 'carrier.narrowScope', { carrierId, scopeId, reason: '调离' });
  expect(await subjectFor(borrower.session)).toBeNull();
});

test('a material change after the request makes the approval stale', async () => {
  const leader = await world.as('leader-in-charge', 'north');
  const made = await register({ scope: { personIds: [world.personOf(leader)], postIds: [] } });
  const carrierId = textOf(made, 'carrierId');
  const ask = () => world.run(clerk, 'carrier.duplicate', { carrierId, copies: 2, reason: '设计院需要' });
  const parked = await ask();
  await world.done(clerk, 'carrier.correct', {
    carrierId,
    medium: 'paper',
    mark: { ...jimi, validity: { kind: 'duration', years: 20 } },
    issuedOn: '2026-11-12',
    title: '2027年度投资概算',
    mustReturn: false,
    reason: '期限有误',
  });
  const approvalId = parked.kind === 'parked' ? parked.approvalId : '';
  expect(
    await world.done(leader, 'approval.decide', {
      approvalId,
      verdict: 'consent',
      openedAt: clock.now.toISOString(),
    }),
  ).toMatchObject({ state: 'stale' });
});

test('a level lowered by way of correction needs a decision; raised, it does not', async () => {
  const made = await register();
  const correct = (level: string) => ({
    carrierId: textOf(made, 'carrierId'),
    medium: 'paper',
    mark: { ...jimi, level },
    issuedOn: '2026-11-12',
    title: '2027年度投资概算',
    mustReturn: false,
    reason: '密级登记有误',
  });
  expect((await world.run(clerk, 'carrier.correct', correct('JUEMI'))).kind).toBe('done');
  expect((await world.run(clerk, 'carrier.correct', correct('JIMI'))).kind).toBe('parked');
});

test('a draft is finished, printed with its waste accounted for, and numbered on', async () => {
  const draft = await world.done(clerk, 'carrier.draft', {
    registerId,
    medium: 'paper',
    mark: jimi,
    issuedOn: '2026-11-20',
    title: '保密工作要点',
  });
  const carrierId = textOf(draft, 'carrierId');
  const { makingId } = await world.done(clerk, 'carrier.finishDraft', { carrierId, copies: 3 });
  const made = await world.done(clerk, 'carrier.makeCopies', {
    makingId,
    printer: '机要文印室 2 号机',
    place: '机要文印室',
    operatorId: world.personOf(clerk),
    spoiled: 4,
    waste: 'destroyed',
    store: '机要室1号柜',
  });
  expect(Made.parse(made).copies.map((copy) => copy.copyNo)).toEqual(['01', '02', '03']);
  const page = await world.ask(clerk, 'carrier.open', { carrierId }, CarrierPage);
  expect(page).toMatchObject({ state: 'active', copyCount: 3 });
  expect(page.makings).toMatchObject([
    { state: 'made', spoiled: 4, waste: 'destroyed', printer: '机要文印室 2 号机' },
  ]);
});

test('a missing top secret copy is deemed leaked after ten days, others after sixty', async () => {
  const top = await register({
    mark: { scheme: 'cn-state-secret', level: 'JUEMI', validity: { kind: 'duration', years: 30 } },
  });
  await world.done(clerk, 'copy.reportMissing', { copyId: copyIdOf(top) });
  const plain = await register();
  await world.done(clerk, 'copy.reportMissing', { copyId: copyIdOf(plain) });
  const officer = await world.as('officer', 'north');
  const rows = await database.asOwner((client) =>
    client.query<{ due_on: string }>(
      `select due_on::text from obligation where kind = 'carrier.find-missing' order by due_on`,
    ),
  );
  expect(rows.rows.map((row) => row.due_on)).toEqual(['2026-12-02', '2027-01-21']);
  await world.done(officer, 'copy.find', { copyId: copyIdOf(plain), place: '机要室1号柜' });
  expect(world.kernel.faults).toEqual([]);
});

test('the list pages by key, sorts both ways, and shows exactly what opening would show', async () => {
  const all: string[] = [];
  let after: string | null = null;
  do {
    const page: ReturnType<typeof CarrierList.parse> = await world.ask(
      clerk,
      'carrier.list',
      { registerId, limit: 3, after, sort: 'number', descending: false },
      CarrierList,
    );
    all.push(...page.rows.map((row) => row.number));
    after = page.next;
  } while (after !== null);
  expect(all).toEqual(all.toSorted());
  expect(new Set(all).size).toBe(all.length);
  const whole = await world.ask(clerk, 'carrier.list', { registerId, limit: 100 }, CarrierList);
  expect(whole.total).toBe(all.length);
  for (const row of whole.rows.slice(0, 3)) {
    const page = await world.ask(clerk, 'carrier.open', { carrierId: row.id }, CarrierPage);
    expect([page.title, page.mark, page.state]).toEqual([row.title, row.mark, row.state]);
  }
});

test('copies are read by their ids, or all of a carrier in a state, and only those in sight', async () => {
  const made = await register({ copies: 3 });
  const carrierId = textOf(made, 'carrierId');
  const [one, two, three] = Made.parse(made).copies.map((copy) => copy.copyId);
  await world.done(clerk, 'copy.reportMissing', { copyId: two });
  const idsOf = async (session: string, input: unknown) =>
    (await world.ask(session, 'copy.lines', input, CopyLines)).rows.map((row) => row.copyId);
  expect(await idsOf(clerk, { copyIds: [two, three] })).toEqual([two, three]);
  expect(await idsOf(clerk, { carrierIds: [carrierId], state: 'in-store' })).toEqual([one, three]);
  expect(await idsOf(clerk, { carrierIds: [carrierId] })).toEqual([one, two, three]);
  expect(await idsOf(clerk, {})).toEqual([]);
  const stranger = await world.as('document-clerk', 'south');
  expect(await idsOf(stranger, { copyIds: [one], carrierIds: [carrierId] })).toEqual([]);
});

test('where a copy was on a day is proved to a third party by one file, and a changed file proves nothing', async () => {
  const reader = await cleared('证一');
  const made = await register({ scope: { personIds: [reader.id], postIds: [] } });
  const copyId = copyIdOf(made);
  await world.done(clerk, 'circulation.start', { copyId, readerIds: [reader.id] });
  const page = await world.ask(clerk, 'carrier.open', { carrierId: textOf(made, 'carrierId') }, CarrierPage);
  await world.done(clerk, 'circulation.pass', { readerId: page.copyViews[0]?.circulation?.readers[0]?.id });
  await createHead(world.kernel, testSigner.name);
  const sealing = { signers: [testSigner], onForeign: () => undefined };
  while ((await sealPending(world.kernel, sealing)).entries > 0)
    clock.now = new Date(clock.now.getTime() + 1_000);
  const day = clock.now.toISOString().slice(0, 10);
  const file = await openFile(world.kernel, {
    name: 'carrier.proof',
    input: { copyId, day },
    sessionHash: await world.signIn(world.personOf(clerk)),
    terminal: 't',
  });
  const text = Buffer.from(file.bytes).toString('utf8');
  expect(verifyBundle(text, [verifierKeyOf(testSigner)])).toMatchObject({ verdict: 'intact', findings: [] });
  expect(text).toContain('证一');
  const forged = text.replace('hand-to-reader', 'take-back');
  expect(forged).not.toBe(text);
  expect(
    verifyBundle(text.replace(/\\"place\\": \\"机要室1号柜\\"/, '\\"place\\": \\"别处\\"'), [
      verifierKeyOf(testSigner),
    ]).verdict,
  ).not.toBe('intact');
});
