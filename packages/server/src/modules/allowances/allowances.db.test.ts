// PER-4
import { parseInstant } from '@fengni/kernel/command/instant';
import { clearances, holdings } from '@fengni/kernel/org/tables';
import { refused, textOf } from '@fengni/kernel/testkit/world';
import { expect, test } from 'vitest';
import { houseOfTest, stateScheme } from '../../testing/test-house.ts';
import { PersonalFile } from '../personal-file/contract.ts';
import { beginMonth } from './clockwork.ts';
import {
  AllowanceAppeals,
  AllowanceLinePage,
  AllowanceLines,
  AllowanceListPage,
  AllowanceLists,
  AllowanceTermsList,
} from './contract.ts';

const rates = { CORE: 60_000, IMPORTANT: 40_000, GENERAL: 20_000 };
const none = { CORE: 0, IMPORTANT: 0, GENERAL: 0 };
const deductions = [
  { fact: 'letter', way: 'percent', value: 100, each: false },
  { fact: 'obligation', way: 'percent', value: 10, each: true },
  { fact: 'return', way: 'amount', value: 5000, each: true },
  { fact: 'breach', way: 'percent', value: 100, each: false },
];

async function createHouse() {
  // the second of December: November is over
  const house = await houseOfTest({ now: '2026-12-02T01:00:00Z' });
  const { w } = house;
  const personnel = await w.as('personnel', 'north');
  const officer = await w.as('officer', 'north');
  const leader = await w.as('leader-in-charge', 'root');
  const posts: Record<string, string> = {};
  for (const grade of ['CORE', 'IMPORTANT', 'GENERAL']) {
    const made = await w.done(personnel, 'org.addPost', {
      unitId: w.units.north.id,
      name: `岗位${grade}`,
      grade,
    });
    posts[grade] = textOf(made, 'postId');
  }
  const holds = (personId: string, grade: string, startedOn: string) =>
    w.fixture((tx) =>
      tx.insert(holdings, {
        id: tx.newId(),
        person_id: personId,
        post_id: posts[grade] ?? '',
        started_on: startedOn,
        ended_on: null,
      }),
    );
  /** Somebody who holds a graded post, cleared. */
  async function graded(name: string, grade = 'GENERAL', startedOn = '2026-01-01') {
    const one = await house.person(name, 2);
    await holds(one.id, grade, startedOn);
    return one;
  }
  async function terms(more: Record<string, unknown> = {}) {
    const approvalId = await house.parked(personnel, 'allowance.setTerms', {
      unitId: w.units.north.id,
      fromMonth: '2026-11',
      rates,
      coolingRates: none,
      deductions,
      ...more,
    });
    return house.consent(leader, approvalId);
  }
  async function begin(month = '2026-11'): Promise<string> {
    const made = await w.done(personnel, 'allowance.beginList', { unitId: w.units.north.id, month });
    return textOf(made, 'listId');
  }
  const compute = (listId: string) => w.done(personnel, 'allowance.compute', { listId });
  const approve = async (listId: string) =>
    house.consent(leader, await house.parked(personnel, 'allowance.approve', { listId }));
  const open = (listId: string) => w.ask(personnel, 'allowance.open', { listId }, AllowanceListPage);
  const lines = async (listId: string) =>
    (await w.ask(personnel, 'allowance.lines', { listId }, AllowanceLines)).rows;
  async function lineOf(listId: string, personId: string) {
    const found = (await lines(listId)).find((line) => line.personId === personId);
    return w.ask(personnel, 'allowance.line', { lineId: found?.id }, AllowanceLinePage);
  }
  const mine = async (session: string) => (await w.ask(session, 'allowance.mine', {}, AllowanceLines)).rows;
  return {
    ...house,
    posts,
    holds,
    personnel,
    officer,
    leader,
    graded,
    terms,
    begin,
    compute,
    approve,
    open,
    lines,
    lineOf,
    mine,
  };
}

type House = Awaited<ReturnType<typeof createHouse>>;

/** Something the person owes himself, as another module would make it. */
async function owes(
  h: House,
  personId: string,
  the: { kind: string; dueOn: string; endedAt?: string; registerId?: string },
): Promise<void> {
  const { north } = h.w.units;
  await h.w.fixture((tx) =>
    tx.writeSql(
      `insert into obligation (id, kind, unit_id, unit_path, person_id, due_on, period, register_id, state, made_at, ended_at)
       values ($1, $2, $3, $4, $5, $6::date, $6::date::text, $7, case when $8::timestamptz is null then 'open' else 'done' end, '2026-10-01', $8)`,
      [
        tx.newId(),
        the.kind,
        north.id,
        north.path,
        personId,
        the.dueOn,
        the.registerId ?? null,
        the.endedAt ?? null,
      ],
    ),
  );
}

test('what is paid is set by personnel, decided by the leader, and never for a month that is paid already', async () => {
  const h = await createHouse();
  const { w } = h;
  const input = { unitId: w.units.north.id, fromMonth: '2026-11', rates };
  const approvalId = await h.parked(h.personnel, 'allowance.setTerms', input);
  const nobody = await h.graded('丁九');
  const empty = await w.ask(nobody.session, 'allowance.terms', {}, AllowanceTermsList);
  expect(empty.rows).toEqual([]);
  expect(await h.consent(h.personnel, approvalId)).toMatchObject({ kind: 'refused' });
  expect(await h.consent(h.leader, approvalId)).toMatchObject({ kind: 'done' });
  const list = await w.ask(nobody.session, 'allowance.terms', {}, AllowanceTermsList);
  expect(list.rows).toMatchObject([{ fromMonth: '2026-11', rates, unit: 'north' }]);
  const listId = await h.begin();
  await h.compute(listId);
  await h.approve(listId);
  const again = await h.parked(h.personnel, 'allowance.setTerms', input);
  await h.consent(h.leader, again);
  expect(await h.rows('select state from approval where id = $1', [again])).toEqual([{ state: 'failed' }]);
});

test('a list is computed from grade and days, each deduction with its fact and its rule', async () => {
  const h = await createHouse();
  await h.terms();
  const whole = await h.graded('丁一', 'CORE');
  const half = await h.graded('丁二', 'IMPORTANT', '2026-11-16');
  const late = await h.graded('丁三');
  await owes(h, late.id, {
    kind: 'carrier.return-loan',
    dueOn: '2026-11-10',
    endedAt: '2026-11-20T02:00:00Z',
  });
  await owes(h, late.id, { kind: 'carrier.return-loan', dueOn: '2026-11-12' });
  await owes(h, late.id, { kind: 'approval.decide', dueOn: '2026-10-20' });
  // done on its day, and done before the month: nothing to say
  await owes(h, late.id, { kind: 'carrier.recall', dueOn: '2026-11-15', endedAt: '2026-11-15T02:00:00Z' });
  await owes(h, late.id, { kind: 'carrier.recall', dueOn: '2026-10-10', endedAt: '2026-10-20T02:00:00Z' });
  const listId = await h.begin();
  await h.compute(listId);
  expect(await h.open(listId)).toMatchObject({
    state: 'computed',
    people: 3,
    deducted: 1,
    totalFen: 60_000 + 20_000 + 8000,
    dueOn: '2026-12-10',
    mayKeep: true,
  });
  expect(await h.lineOf(listId, whole.id)).toMatchObject({
    grade: 'CORE',
    days: 30,
    baseFen: 60_000,
    amountFen: 60_000,
    facts: [],
  });
  expect(await h.lineOf(listId, half.id)).toMatchObject({
    days: 15,
    daysOfMonth: 30,
    parts: [{ from: '2026-11-16', until: '2026-11-30', rate: 40_000, fen: 20_000 }],
  });
  expect(await h.lineOf(listId, late.id)).toMatchObject({
    baseFen: 20_000,
    deductedFen: 12_000,
    amountFen: 8000,
    facts: [
      {
        fact: 'return',
        value: 5000,
        fen: 10_000,
        lapses: [
          { title: { zh: '归还借阅的载体' }, dueOn: '2026-11-10', endedOn: '2026-11-20' },
          { dueOn: '2026-11-12', endedOn: null },
        ],
      },
      {
        fact: 'obligation',
        way: 'percent',
        value: 10,
        fen: 2000,
        lapses: [{ title: { zh: '签批逾期的申请' } }],
      },
    ],
  });
});

test('a post graded anew within the month is paid by what it was on each day', async () => {
  const h = await createHouse();
  const { north } = h.w.units;
  await h.terms();
  const one = await h.graded('丁一', 'CORE');
  await h.w.fixture(async (tx) => {
    for (const [grade, from, until] of [
      ['GENERAL', '2026-01-01', '2026-11-15'],
      ['CORE', '2026-11-16', null],
    ]) {
      await tx.writeSql(
        `insert into post_grading (id, post_id, unit_id, unit_path, grade, started_on, ended_on) values ($1, $2, $3, $4, $5, $6, $7)`,
        [tx.newId(), h.posts['CORE'], north.id, north.path, grade, from, until],
      );
    }
  });
  const listId = await h.begin();
  await h.compute(listId);
  expect(await h.lineOf(listId, one.id)).toMatchObject({
    parts: [
      { grade: 'GENERAL', until: '2026-11-15', days: 15, fen: 10_000 },
      { grade: 'CORE', from: '2026-11-16', days: 15, fen: 30_000 },
    ],
    amountFen: 40_000,
  });
});

test('who has no clearance is not paid for those days, and departments are on the list of their company', async () => {
  const h = await createHouse();
  const { w } = h;
  await w.unit('northern office', 'north');
  await h.terms();
  const uncleared = await h.person('丁四');
  await h.holds(uncleared.id, 'GENERAL', '2026-01-01');
  await w.fixture((tx) =>
    tx.insert(clearances, {
      id: tx.newId(),
      person_id: uncleared.id,
      scheme: stateScheme,
      level_rank: 1,
      grade: 'GENERAL',
      decided_on: '2026-11-21',
      ended_on: null,
    }),
  );
  const listId = await h.begin();
  await h.compute(listId);
  expect(await h.lineOf(listId, uncleared.id)).toMatchObject({ days: 10, unclearedDays: 20, baseFen: 6667 });
  const [office] = await h.rows(`select id from unit where name = 'northern office'`);
  const refusal = await w.run(h.personnel, 'allowance.beginList', {
    unitId: office?.['id'],
    month: '2026-10',
  });
  expect(refusal).toMatchObject({ ...refused('allowance.unit.not.paying'), params: { unit: 'north' } });
  expect(
    await w.run(h.personnel, 'allowance.beginList', { unitId: w.units.north.id, month: '2026-12' }),
  ).toMatchObject(refused('allowance.month.running'));
  expect(
    await w.run(h.personnel, 'allowance.beginList', { unitId: w.units.north.id, month: '2026-11' }),
  ).toMatchObject(refused('allowance.list.exists'));
});

test('a letter not signed by the end of the month costs what the house says', async () => {
  const h = await createHouse();
  const { w } = h;
  await h.terms();
  const one = await h.graded('丁五');
  const head = await w.as('officer', 'root');
  const templateId = textOf(
    await w.done(head, 'letter.draftTemplate', {
      unitId: w.units.root.id,
      kind: 'commitment',
      occasion: 'yearly',
      name: '保密承诺书',
      body: '本人{姓名}承诺。',
    }),
    'templateId',
  );
  await w.done(h.leader, 'letter.issueTemplate', { templateId });
  h.clock.now = parseInstant('2026-11-05T01:00:00Z');
  await w.done(await h.fresh(head), 'letter.issue', {
    templateId,
    year: 2026,
    dueOn: '2026-11-20',
    letters: [{ signerId: one.id }],
  });
  h.clock.now = parseInstant('2026-12-02T01:00:00Z');
  const listId = await h.begin();
  await h.compute(listId);
  // the obligation to sign is the same lapse and counts once
  expect(await h.lineOf(listId, one.id)).toMatchObject({
    amountFen: 0,
    facts: [{ fact: 'letter', fen: 20_000, lapses: [{ what: '保密承诺书', dueOn: '2026-11-20' }] }],
  });
});

test('a correction has its reason, survives computing anew, and nobody corrects his own', async () => {
  const h = await createHouse();
  const { w } = h;
  await h.terms();
  const one = await h.graded('丁六');
  await h.holds(w.personOf(h.personnel), 'GENERAL', '2026-01-01');
  await w.clear(w.personOf(h.personnel), stateScheme, 1);
  const listId = await h.begin();
  await h.compute(listId);
  const line = await h.lineOf(listId, one.id);
  const own = await h.lineOf(listId, w.personOf(h.personnel));
  const reason = '当月请假十天，按规定扣发';
  const correct = (lineId: string, amountFen: number) =>
    w.run(h.personnel, 'allowance.correct', { lineId, amountFen, reason });
  expect(await correct(own.id, 90_000)).toMatchObject(refused('condition.unmet'));
  expect(await correct(line.id, 13_333)).toMatchObject({ kind: 'done' });
  expect(await h.open(listId)).toMatchObject({ corrected: 1, totalFen: 33_333 });
  await h.compute(listId);
  const anew = await h.lineOf(listId, one.id);
  expect(anew).toMatchObject({ computedFen: 20_000, amountFen: 13_333, corrected: true, reason });
  expect(await correct(line.id, 1)).toMatchObject(refused('allowance.line.old'));
  expect(await h.open(listId)).toMatchObject({ edition: 2, corrected: 1, totalFen: 33_333 });
  expect(await correct(anew.id, 20_000)).toMatchObject({ kind: 'done' });
  expect(await h.lineOf(listId, one.id)).toMatchObject({ corrected: false, reason: '' });
});

test('the leader consents to these figures: computed anew, what he was asked is stale', async () => {
  const h = await createHouse();
  const { w } = h;
  await h.terms();
  await h.graded('丁一');
  const listId = await h.begin();
  expect(
    await w.run(await h.fresh(h.personnel), 'allowance.close', { listId, paidOn: '2026-12-02' }),
  ).toMatchObject(refused('allowance.list.state'));
  await h.compute(listId);
  const approvalId = await h.parked(h.personnel, 'allowance.approve', { listId });
  await h.graded('丁二', 'CORE');
  await h.compute(listId);
  await h.consent(h.leader, approvalId);
  expect(await h.open(listId)).toMatchObject({ state: 'computed', people: 2 });
  expect(await h.approve(listId)).toMatchObject({ kind: 'done' });
  expect(await h.owed('allowance.list')).toHaveLength(1);
  const pay = (paidOn: string) => w.run(h.personnel, 'allowance.close', { listId, paidOn });
  expect(await pay('2026-12-01')).toMatchObject(refused('allowance.paid.early'));
  expect(await pay('2026-12-02')).toMatchObject({ kind: 'done' });
  expect(await h.owed('allowance.list')).toEqual([]);
  expect(await w.run(h.personnel, 'allowance.compute', { listId })).toMatchObject(
    refused('allowance.list.state'),
  );
});

test('an approved list goes back before payment only by the consent that approved it', async () => {
  const h = await createHouse();
  await h.terms();
  const one = await h.graded('丁一');
  const listId = await h.begin();
  await h.compute(listId);
  await h.approve(listId);
  const [line] = await h.mine(one.session);
  const reopen = async () =>
    h.consent(h.leader, await h.parked(h.personnel, 'allowance.reopen', { listId, reason: '漏扣一人' }));
  await h.w.done(one.session, 'allowance.appeal', { lineId: line?.id, words: '与事实不符' });
  await reopen();
  expect(await h.open(listId)).toMatchObject({ state: 'approved', openAppeals: 1 });
  const { rows } = await h.w.ask(h.personnel, 'allowance.appeals', {}, AllowanceAppeals);
  const answered = await h.parked(h.personnel, 'allowance.answerAppeal', {
    appealId: rows[0]?.id,
    differenceFen: 0,
    answer: '经核对无误',
  });
  await h.consent(h.leader, answered);
  await reopen();
  expect(await h.open(listId)).toMatchObject({ state: 'computed', approvedAt: null });
  expect(await h.mine(one.session)).toEqual([]);
});

test('a person sees his own lines of what is approved, and nobody else’s', async () => {
  const h = await createHouse();
  const { w } = h;
  await h.terms();
  const one = await h.graded('丁一');
  const other = await h.graded('丁二', 'CORE');
  const listId = await h.begin();
  await h.compute(listId);
  expect(await h.mine(one.session)).toEqual([]);
  await h.approve(listId);
  const [line] = await h.mine(one.session);
  expect(line).toMatchObject({ personId: one.id, amountFen: 20_000 });
  const page = await w.ask(one.session, 'allowance.line', { lineId: line?.id }, AllowanceLinePage);
  expect(page).toMatchObject({ isOwn: true, mayAppeal: true, mayCorrect: false, appealUntil: '2027-01-01' });
  const theirs = await h.lineOf(listId, other.id);
  await expect(w.query(one.session, 'allowance.line', { lineId: theirs.id })).rejects.toMatchObject({
    code: 'not.found',
  });
  await expect(w.query(one.session, 'allowance.open', { listId })).rejects.toMatchObject({
    code: 'not.found',
  });
  await expect(w.query(one.session, 'allowance.lines', { listId })).rejects.toMatchObject({
    code: 'not.found',
  });
  expect((await w.ask(one.session, 'allowance.lists', {}, AllowanceLists)).rows).toEqual([]);
  const south = await w.as('personnel', 'south');
  await expect(w.query(south, 'allowance.line', { lineId: theirs.id })).rejects.toMatchObject({
    code: 'not.found',
  });
  expect(await w.run(south, 'allowance.compute', { listId })).toMatchObject(refused('not.found'));
});

test('an appeal is answered with the leader’s consent, and what it wins is paid with the next list', async () => {
  const h = await createHouse();
  const { w } = h;
  await h.terms();
  const one = await h.graded('丁一');
  await owes(h, one.id, {
    kind: 'carrier.return-loan',
    dueOn: '2026-11-10',
    endedAt: '2026-11-20T02:00:00Z',
  });
  const listId = await h.begin();
  await h.compute(listId);
  const draft = await h.lineOf(listId, one.id);
  const words = '该件十一月九日已当面交还，登记有误';
  const appeal = (session: string, lineId: string) => w.run(session, 'allowance.appeal', { lineId, words });
  expect(await appeal(h.personnel, draft.id)).toMatchObject(refused('allowance.appeal.early'));
  expect(await appeal(one.session, draft.id)).toMatchObject(refused('not.found'));
  await h.approve(listId);
  expect(await appeal(h.officer, draft.id)).toMatchObject(refused('condition.unmet'));
  expect(await appeal(one.session, draft.id)).toMatchObject({ kind: 'done' });
  expect(await appeal(one.session, draft.id)).toMatchObject(refused('allowance.appeal.open'));
  expect(await h.owed('allowance.answer')).toMatchObject([{ duty: 'personnel', due_on: '2026-12-17' }]);
  const [made] = (await w.ask(h.personnel, 'allowance.appeals', { state: 'open' }, AllowanceAppeals)).rows;
  const answered = await h.parked(h.personnel, 'allowance.answerAppeal', {
    appealId: made?.id,
    differenceFen: 5000,
    answer: '经核对台账，按期归还，予以补发',
  });
  await h.consent(h.leader, answered);
  expect(await h.owed('allowance.answer')).toEqual([]);
  h.clock.now = parseInstant('2027-01-04T01:00:00Z');
  const personnel = await h.fresh(h.personnel);
  const next = textOf(
    await w.done(personnel, 'allowance.beginList', { unitId: w.units.north.id, month: '2026-12' }),
    'listId',
  );
  await w.done(personnel, 'allowance.compute', { listId: next });
  const { rows } = await w.ask(
    personnel,
    'allowance.lines',
    { listId: next, kind: 'adjustment' },
    AllowanceLines,
  );
  expect(rows).toMatchObject([{ personId: one.id, amountFen: 5000 }]);
  const approvalId = await h.parked(personnel, 'allowance.approve', { listId: next });
  await h.consent(h.leader, approvalId);
  const own = await w.ask(
    await h.fresh(one.session),
    'allowance.line',
    { lineId: draft.id },
    AllowanceLinePage,
  );
  expect(own.appeals).toMatchObject([{ state: 'upheld', differenceFen: 5000, paidMonth: '2026-12', words }]);
});

test('what was paid, and what he said to it, stands in the file of a person', async () => {
  const h = await createHouse();
  await h.terms();
  const one = await h.graded('丁一');
  const listId = await h.begin();
  await h.compute(listId);
  const sources = ['allowance.lines', 'allowance.appeals'];
  const read = async (session: string, personId: string | null) => {
    const input = { personId, sources };
    return (await h.read(await h.fresh(session), 'personalFile.open', input, PersonalFile)).lines;
  };
  expect(await read(h.personnel, one.id)).toEqual([]);
  await h.approve(listId);
  const [line] = await h.mine(one.session);
  h.later();
  await h.w.done(await h.fresh(one.session), 'allowance.appeal', { lineId: line?.id, words: '与事实不符' });
  const lines = await read(one.session, null);
  expect(lines.map((row) => row.words.zh)).toEqual([
    '对 2026-11 补贴提出申诉：待答复',
    '2026-11 涉密岗位补贴，一般 200.00 元',
  ]);
  expect(lines.map((row) => row.id)).toEqual([line?.id, line?.id]);
  expect(await read(h.personnel, one.id)).toEqual(lines);
});

test('appeals end with their time', async () => {
  const h = await createHouse();
  await h.terms({ appealDays: 7 });
  const one = await h.graded('丁一');
  const listId = await h.begin();
  await h.compute(listId);
  await h.approve(listId);
  const [line] = await h.mine(one.session);
  h.clock.now = parseInstant('2026-12-10T01:00:00Z');
  const late = await h.w.run(await h.fresh(one.session), 'allowance.appeal', {
    lineId: line?.id,
    words: '有异议',
  });
  expect(late).toMatchObject({ ...refused('allowance.appeal.late'), params: { day: '2026-12-09' } });
});

test('who left and is in his cooling-off period is compensated where the house says so, and not after a breach', async () => {
  const h = await createHouse();
  await h.terms({ coolingRates: { ...none, GENERAL: 30_000 } });
  const left = await h.person('丁七', 2);
  const bad = await h.person('丁八', 2);
  const { north } = h.w.units;
  await h.w.fixture(async (tx) => {
    for (const { id } of [left, bad]) {
      await tx.writeSql(
        `insert into cooling_off (id, person_id, unit_id, unit_path, grade, months, proposed_months, starts_on, ends_on,
           managed_by, visit_every_months, state, decided_at)
         values ($1, $1, $2, $3, 'GENERAL', 12, 12, '2026-11-11', '2027-11-11', 'house', 6, 'running', $4)`,
        [id, north.id, north.path, tx.now],
      );
    }
    await tx.writeSql(
      `insert into cooling_visit (id, cooling_id, unit_path, visited_on, by_id, finding, entered_at)
       values ($1, $1, $2, '2026-11-25', $3, 'breach', $4)`,
      [bad.id, north.path, h.w.personOf(h.personnel), tx.now],
    );
  });
  const listId = await h.begin();
  await h.compute(listId);
  expect(await h.lineOf(listId, left.id)).toMatchObject({ kind: 'cooling', days: 20, amountFen: 20_000 });
  expect(await h.lineOf(listId, bad.id)).toMatchObject({
    kind: 'cooling',
    amountFen: 0,
    facts: [{ fact: 'breach', fen: 20_000, lapses: [{ dueOn: '2026-11-25' }] }],
  });
});

test('what is owed within a compartment tells nothing to who computes', async () => {
  const h = await createHouse();
  const { north } = h.w.units;
  await h.terms();
  const one = await h.graded('丁一');
  const registerId = textOf(
    await h.w.done(h.officer, 'register.open', { unitId: north.id, kind: 'carrier', name: '文件' }),
    'registerId',
  );
  const apart = await h.w.fixture(async (tx) => {
    const [compartmentId, id] = [tx.newId(), tx.newId()];
    await tx.writeSql(
      `insert into compartment (id, unit_id, name, matter, state, opened_at, opened_by)
       values ($1, $2, '专项', '专项', 'open', $3, $4)`,
      [compartmentId, north.id, tx.now, one.id],
    );
    await tx.writeSql(
      `insert into register (id, kind, unit_id, unit_path, name, number_grammar, compartment_id)
       values ($1, 'carrier', $2, $3, '专项文件', '{}', $4)`,
      [id, north.id, north.path, compartmentId],
    );
    return id;
  });
  await owes(h, one.id, { kind: 'carrier.return-loan', dueOn: '2026-11-09', registerId: apart });
  await owes(h, one.id, { kind: 'carrier.return-loan', dueOn: '2026-11-10', registerId });
  const listId = await h.begin();
  await h.compute(listId);
  expect(await h.lineOf(listId, one.id)).toMatchObject({
    deductedFen: 5000,
    facts: [{ fact: 'return', lapses: [{ dueOn: '2026-11-10' }] }],
  });
});

test('the clockwork begins the list of the month that is over, once, and personnel owe it', async () => {
  const h = await createHouse();
  await h.graded('丁一');
  expect((await h.turn(beginMonth)).result).toEqual({ begun: 0 });
  await h.terms();
  expect((await h.turn(beginMonth)).result).toEqual({ begun: 1 });
  expect((await h.turn(beginMonth)).result).toEqual({ begun: 0 });
  expect(await h.owed('allowance.list')).toMatchObject([
    { duty: 'personnel', due_on: '2026-12-10', subject_number: '2026-11' },
  ]);
  const { rows } = await h.w.ask(h.personnel, 'allowance.lists', {}, AllowanceLists);
  expect(rows).toMatchObject([{ month: '2026-11', state: 'begun', unit: 'north' }]);
});

test('the pay office gets the list as a sheet and on paper, by who may hand it out', async () => {
  const h = await createHouse();
  await h.terms();
  const one = await h.graded('丁一');
  const listId = await h.begin();
  await expect(h.file(h.personnel, 'allowance.sheet', { listId })).rejects.toMatchObject({
    code: 'allowance.list.state',
  });
  await h.compute(listId);
  await h.approve(listId);
  const pdf = await h.file(await h.fresh(h.personnel), 'allowance.sheet', { listId });
  expect(Buffer.from(pdf.bytes.subarray(0, 5)).toString('latin1')).toBe('%PDF-');
  const xlsx = await h.file(await h.fresh(h.personnel), 'allowance.export', { listId });
  expect(Buffer.from(xlsx.bytes.subarray(0, 2)).toString('latin1')).toBe('PK');
  await expect(h.file(one.session, 'allowance.export', { listId })).rejects.toMatchObject({
    code: 'not.permitted',
  });
});
