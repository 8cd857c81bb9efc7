// PER-3, BEY-3, CAR-7
import { parseInstant } from '@fengni/kernel/command/instant';
import { refused, textOf } from '@fengni/kernel/testkit/world';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { vaultGenerations } from '@fengni/kernel/vault/tables';
import { keyPlaces } from '../catalogue/tables.ts';
import { houseOfTest } from '../../testing/test-house.ts';
import { endCooling, freezeLeavers } from './clockwork.ts';
import { CoolingList, LeavingList, LeavingPage } from './contract.ts';

const state = 'cn-state-secret';
const reason = '本人申请调离（样例）';
async function createHouse() {
  const house = await houseOfTest();
  const { w } = house;
  const clerk = await w.as('document-clerk', 'north');
  const officer = await w.as('officer', 'north');
  const personnel = await w.as('personnel', 'north');
  const leader = await w.as('leader-in-charge', 'root');
  const { id: leaverId, session: leaver } = await house.person('丁一', 2);
  const registerId = textOf(
    await w.done(officer, 'register.open', { unitId: w.units.north.id, kind: 'carrier', name: '涉密文件' }),
    'registerId',
  );
  const Made = z.object({ copies: z.array(z.object({ copyId: z.string() })) });
  /** A copy the leaver keeps. */
  async function keeps(level = 'JIMI'): Promise<string> {
    const made = await w.done(clerk, 'carrier.register', {
      registerId,
      medium: 'paper',
      mark: { scheme: state, level, validity: { kind: 'duration', years: 5 } },
      issuedOn: '2026-10-12',
      title: '年度生产安排（样例）',
      keeperId: leaverId,
      place: '2号柜',
      scope: { personIds: [leaverId] },
    });
    return Made.parse(made).copies[0]?.copyId ?? '';
  }
  async function begin(more: Record<string, unknown> = {}): Promise<string> {
    const made = await w.done(personnel, 'leaving.begin', {
      personId: leaverId,
      kind: 'resign',
      lastOn: '2026-11-30',
      reason,
      ...more,
    });
    return textOf(made, 'leavingId');
  }
  const talk = (leavingId: string) =>
    w.done(personnel, 'leaving.recordTalk', {
      leavingId,
      talkedOn: '2026-11-02',
      talk: '已谈话，提醒保密义务',
    });
  const consent = (approvalId: string) => house.consent(leader, approvalId);
  const parked = (name: string, input: unknown) => house.parked(personnel, name, input);
  const decideCooling = async (leavingId: string, months = 30) =>
    consent(
      await parked('cooling.decide', { leavingId, months, managedBy: 'house', reason: '按实际接触确定' }),
    );
  const open = async (session: string, leavingId: string) =>
    w.ask(session, 'leaving.open', { leavingId }, LeavingPage);
  return {
    ...house,
    clerk,
    officer,
    personnel,
    leader,
    leaver,
    leaverId,
    keeps,
    begin,
    talk,
    parked,
    consent,
    decideCooling,
    open,
  };
}

test('a leaving closes only empty-handed: the list is live, and each thing names its place', async () => {
  const h = await createHouse();
  const { w } = h;
  const copyId = await h.keeps();
  const leavingId = await h.begin();
  const page = await h.open(h.officer, leavingId);
  expect(page.held).toMatchObject([
    { id: 'access.accounts' },
    { id: 'carriers.copies', lines: [{ id: copyId, number: '000001-01', place: h.w.units.north.name }] },
  ]);
  const close = async () => w.run(await w.signIn(w.personOf(h.personnel)), 'leaving.close', { leavingId });
  expect(await close()).toMatchObject(refused('leaving.talk.missing'));
  await h.talk(leavingId);
  expect(await close()).toMatchObject(refused('leaving.cooling.missing'));
  expect(await h.decideCooling(leavingId)).toMatchObject({ kind: 'done' });
  expect(await close()).toMatchObject(refused('leaving.holds'));
  await w.done(h.clerk, 'copy.store', { copyIds: [copyId], place: '1号柜', keeperId: null });
  // personnel handle no register: they see that something is held, and where, and no number
  const blind = await h.open(h.personnel, leavingId);
  expect(blind.held.map((group) => group.id)).toEqual(['access.accounts']);
  const system = await w.administrator('system');
  const [account] = await h.rows('select id from account where person_id = $1', [h.leaverId]);
  await w.done(system, 'account.close', { accountId: account?.['id'], reason: '离岗' });
  expect(await close()).toMatchObject({ kind: 'done' });
  expect(await h.open(h.officer, leavingId)).toMatchObject({ state: 'closed', missing: 0, heldCount: 0 });
});

test('what lies out of the sight of who runs the procedure is told without its number', async () => {
  const h = await createHouse();
  await h.keeps();
  const leavingId = await h.begin();
  const page = await h.open(h.personnel, leavingId);
  const copies = page.held.find((group) => group.id === 'carriers.copies');
  expect(copies?.lines).toMatchObject([{ id: null, number: '', place: h.w.units.north.name }]);
});

test('who no longer answers for somebody does not take what he cannot see for empty hands', async () => {
  const h = await createHouse();
  const copyId = await h.keeps();
  const leavingId = await h.begin();
  await h.talk(leavingId);
  await h.w.done(await h.w.as('officer', 'root'), 'org.changePerson', {
    personId: h.leaverId,
    name: '丁一',
    staffNo: null,
    unitId: h.w.units.south.id,
  });
  const ended = await h.w.run(await h.fresh(h.personnel), 'leaving.close', { leavingId });
  expect(ended).toMatchObject(refused('leaving.elsewhere'));
  expect(await h.rows('select holder_id from copy where id = $1', [copyId])).toEqual([
    { holder_id: h.leaverId },
  ]);
});

test('a share of the key store and a place in his charge hold him back; moving, he keeps the share', async () => {
  const h = await createHouse();
  const { w, clock, leaverId } = h;
  const unit = w.units.north;
  await w.fixture(async (tx) => {
    await tx.insert(vaultGenerations, {
      id: tx.newId(),
      number: 1,
      made_at: clock.now,
      made_by: leaverId,
      threshold: 2,
      custodians: [leaverId, w.personOf(h.officer), w.personOf(h.clerk)],
      object_count: 0,
      state: 'alive',
      destroyed_on: null,
      destroyed_at: null,
      destroyed_by: null,
      witnesses: [],
      note: '',
    });
    await tx.insert(keyPlaces, {
      id: tx.newId(),
      unit_id: unit.id,
      unit_path: unit.path,
      ordinal: 1,
      kind: 'site',
      level: 'JIMI',
      level_rank: 2,
      keeper_id: leaverId,
      post_id: null,
      state: 'determined',
      proposed_at: clock.now,
      proposed_by: leaverId,
      determined_on: '2026-01-05',
      confirmed_on: null,
      confirmed_by: '',
      confirmed_no: '',
      ended_on: null,
    });
  });
  const leavingId = await h.begin();
  const { held } = await h.open(h.personnel, leavingId);
  const kinds = held.map((group) => group.id);
  expect(kinds).toContain('key-store.shares');
  expect(kinds).toContain('catalogue.key-places');
  // who holds the share is nobody else's to know: the line has no number
  expect(held.find((group) => group.id === 'key-store.shares')?.lines).toMatchObject([
    { id: null, number: '' },
  ]);
  await w.done(h.personnel, 'leaving.cancel', { leavingId, reason });
  const moving = await h.begin({ kind: 'move' });
  const kept = (await h.open(h.personnel, moving)).held.map((group) => group.id);
  expect(kept).not.toContain('key-store.shares');
  expect(kept).toContain('catalogue.key-places');
});

test('rights end at the moment they are frozen, in every session, and on the last day by themselves', async () => {
  const h = await createHouse();
  const { w } = h;
  const leavingId = await h.begin();
  expect((await w.ask(h.leaver, 'leaving.list', {}, LeavingList)).rows).toHaveLength(1);
  await w.done(h.officer, 'leaving.freeze', { leavingId });
  expect(await w.run(h.leaver, 'leaving.freeze', { leavingId })).toMatchObject(refused('signed.out'));
  const second = await w.person('丁二', 'north');
  const other = await w.signIn(second.id);
  await w.done(h.personnel, 'leaving.begin', {
    personId: second.id,
    kind: 'retire',
    lastOn: '2026-11-10',
    reason,
  });
  h.clock.now = parseInstant('2026-11-10T10:00:00Z');
  expect((await h.turn(freezeLeavers)).result).toEqual({ frozen: 0 });
  h.clock.now = parseInstant('2026-11-11T01:00:00Z');
  expect((await h.turn(freezeLeavers)).result).toEqual({ frozen: 1 });
  expect(await w.run(other, 'leaving.freeze', { leavingId })).toMatchObject(refused('signed.out'));
});

test('with something missing it closes by a decision of the leader, and an incident begins of it', async () => {
  const h = await createHouse();
  await h.keeps();
  const leavingId = await h.begin();
  await h.talk(leavingId);
  await h.decideCooling(leavingId);
  const approvalId = await h.parked('leaving.closeShort', { leavingId, reason: '查找未果，先行办结' });
  expect(await h.consent(approvalId)).toMatchObject({ kind: 'done' });
  expect(await h.open(h.officer, leavingId)).toMatchObject({ state: 'closed', missing: 2 });
  expect(await h.rows('select source_id, person_id from incident_seed')).toEqual([
    { source_id: leavingId, person_id: h.leaverId },
  ]);
});

test('cooling-off is proposed from what a person really had access to, decided, visited and ended', async () => {
  const h = await createHouse();
  const { w } = h;
  // cleared for 机密, yet a scope let him know something of 绝密
  await h.keeps('JUEMI');
  const leavingId = await h.begin();
  const { proposal } = await h.open(h.personnel, leavingId);
  expect(proposal).toMatchObject({ grade: 'CORE', monthsMin: 36, monthsMax: 60, months: 60 });
  expect(proposal?.reasons).toHaveLength(3);
  await h.decideCooling(leavingId, 48);
  const list = await w.ask(h.personnel, 'cooling.list', {}, CoolingList);
  expect(list.rows).toMatchObject([
    { months: 48, proposedMonths: 60, startsOn: '2026-11-02', endsOn: '2030-11-02', state: 'running' },
  ]);
  const coolingId = list.rows[0]?.id ?? '';
  h.clock.now = parseInstant('2027-05-03T01:00:00Z');
  const personnel = await w.signIn(w.personOf(h.personnel));
  const visit = { coolingId, visitedOn: '2027-05-03', finding: 'nothing', note: '按规定报告去向' };
  await w.done(personnel, 'cooling.recordVisit', visit);
  expect(await w.run(personnel, 'cooling.recordVisit', { ...visit, visitedOn: '2027-05-04' })).toMatchObject(
    refused('cooling.visit.future'),
  );
  h.clock.now = parseInstant('2030-11-03T01:00:00Z');
  expect((await h.turn(endCooling)).result).toEqual({ ended: 1 });
});

test('nobody runs his own leaving, and other units hear nothing of it', async () => {
  const h = await createHouse();
  const { w } = h;
  const leavingId = await h.begin();
  const own = { personId: w.personOf(h.personnel), kind: 'retire', lastOn: '2026-12-31', reason };
  expect(await w.run(h.personnel, 'leaving.begin', own)).toMatchObject(refused('condition.unmet'));
  const south = await w.as('personnel', 'south');
  expect((await w.ask(south, 'leaving.list', {}, LeavingList)).rows).toEqual([]);
  expect(await w.run(south, 'leaving.cancel', { leavingId, reason })).toMatchObject(refused('not.found'));
});

test('the sheet that goes round is printed', async () => {
  const h = await createHouse();
  await h.keeps();
  const leavingId = await h.begin();
  const file = await h.file(h.officer, 'leaving.sheet', { leavingId });
  expect(Buffer.from(file.bytes.subarray(0, 5)).toString('latin1')).toBe('%PDF-');
});

test('a move to a graded post makes its review owed, which the person does not see', async () => {
  const h = await createHouse();
  const { w } = h;
  const posted = await w.done(h.personnel, 'org.addPost', {
    unitId: w.units.north.id,
    name: '机要员',
    grade: 'CORE',
  });
  await h.begin({ kind: 'move', toPostId: textOf(posted, 'postId') });
  expect(await h.owed('person-review.begin')).toMatchObject([
    { duty: 'personnel', subject_id: h.leaverId, due_on: '2026-11-30' },
  ]);
});
