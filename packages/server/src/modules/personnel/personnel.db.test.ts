// PER-1, BEY-4
import { parseInstant } from '@fengni/kernel/command/instant';
import { ApprovalList } from '@fengni/kernel/approval/contract';
import { HomeToday, ObligationList } from '@fengni/kernel/obligation/contract';
import { clearances } from '@fengni/kernel/org/tables';
import { refused, textOf } from '@fengni/kernel/testkit/world';
import { expect, test } from 'vitest';
import { houseOfTest } from '../../testing/test-house.ts';
import { reviewsFallDue, reviewsLapse } from './clockwork.ts';
import {
  Board,
  FilingPage,
  PeopleList,
  PersonPanel,
  PostGradePage,
  PostList,
  ReviewList,
  ReviewPage,
  ReviewTexts,
} from './contract.ts';
import { type GradeCode, rankOfGrade, reviewHeads } from './rules.ts';

const state = 'cn-state-secret';
const reason = '岗位需要（样例）';
const answers = (concern = '') =>
  reviewHeads.map((head) => ({
    head: head.id,
    answer: head.id === concern ? 'concern' : 'fine',
    note: head.id === concern ? '有大额债务，正在核实（样例）' : '',
  }));

async function createHouse() {
  const house = await houseOfTest();
  const { w } = house;
  const officer = await w.as('officer', 'north');
  const personnel = await w.as('personnel', 'north');
  const leader = await w.as('leader-in-charge', 'root');
  const first = await w.as('first-responsible', 'root');
  const security = await w.administrator('security');
  const { id: clerkId, session: clerk } = await house.person('丁一');

  const addPost = async (name: string, grade: GradeCode | null = null) =>
    textOf(await w.done(personnel, 'org.addPost', { unitId: w.units.north.id, name, grade }), 'postId');
  const assign = (personId: string, postId: string) =>
    w.done(personnel, 'org.assignPost', { personId, postId, startedOn: '2026-11-01' });
  const setClearance = (personId: string, grade: GradeCode | null) =>
    w.done(security, 'org.setClearance', {
      personId,
      grade,
      schemes: grade === null ? [] : [state],
      decidedOn: '2026-11-02',
    });
  /** Clears past every rule, on the day of the clock. */
  const clear = (personId: string, grade: GradeCode) =>
    w.fixture((tx) =>
      tx.insert(clearances, {
        id: tx.newId(),
        person_id: personId,
        scheme: state,
        level_rank: rankOfGrade(grade),
        grade,
        decided_on: tx.today,
        ended_on: null,
      }),
    );
  const begin = async (more: Record<string, unknown> = {}) =>
    textOf(
      await w.done(personnel, 'personnel.beginReview', {
        personId: clerkId,
        kind: 'posting',
        grade: 'IMPORTANT',
        dueOn: '2026-11-20',
        cause: '拟任机要员（样例）',
        ...more,
      }),
      'reviewId',
    );
  /** Answers every head, with both opinions. */
  async function prepare(reviewId: string, concern = '', by = { personnel, office: officer }): Promise<void> {
    await w.done(by.personnel, 'personnel.answerHeads', { reviewId, answers: answers(concern) });
    for (const [session, side] of [
      [by.personnel, 'personnel'],
      [by.office, 'office'],
    ] as const) {
      await w.done(await house.fresh(session), 'personnel.giveOpinion', {
        reviewId,
        side,
        verdict: concern === '' ? 'agree' : 'against',
        opinion: '意见（样例）',
      });
    }
  }
  const ask = (reviewId: string, more: Record<string, unknown> = {}) =>
    house.parked(personnel, 'personnel.decideReview', { reviewId, result: 'pass', reason, ...more });
  async function review(more: Record<string, unknown> = {}, decision: Record<string, unknown> = {}) {
    const reviewId = await begin(more);
    await prepare(reviewId);
    const consented = await house.consent(
      (more['grade'] ?? 'IMPORTANT') === 'CORE' ? first : leader,
      await ask(reviewId, decision),
    );
    expect(consented).toMatchObject({ kind: 'done', result: { state: 'done' } });
    return reviewId;
  }
  return {
    ...house,
    officer,
    personnel,
    leader,
    first,
    security,
    clerk,
    clerkId,
    addPost,
    assign,
    clear,
    setClearance,
    begin,
    prepare,
    ask,
    review,
    open: (session: string, reviewId: string) => w.ask(session, 'personnel.review', { reviewId }, ReviewPage),
  };
}

test('a post is graded by decision of the leader, core by the first responsible too, with its history', async () => {
  const h = await createHouse();
  const { w } = h;
  const postId = await h.addPost('机要员', 'GENERAL');
  await h.assign(h.clerkId, postId);
  const grade = { postId, grade: 'CORE', tasks: '承办密码工作', reason };
  const approvalId = await h.parked(h.personnel, 'personnel.gradePost', grade);
  expect(await w.run(h.personnel, 'personnel.gradePost', grade)).toMatchObject(
    refused('post-grading.pending'),
  );
  expect(await h.consent(h.leader, approvalId)).toMatchObject({ result: { state: 'pending' } });
  expect(await h.consent(h.first, approvalId)).toMatchObject({ result: { state: 'done' } });
  const page = await w.ask(h.officer, 'personnel.post', { postId }, PostGradePage);
  expect(page).toMatchObject({ grade: 'CORE', holders: 1, mayGrade: true });
  expect(page.history).toMatchObject([
    { grade: 'CORE', from: '2026-11-02', until: null, tasks: '承办密码工作' },
    { grade: 'GENERAL', until: '2026-11-02', reason: '' },
  ]);
  // the grade rose: its holder is reviewed for the higher one
  expect(await h.owed('person-review.begin')).toMatchObject([
    { duty: 'personnel', subject_id: h.clerkId, due_on: '2026-12-02' },
  ]);
  expect(await w.run(h.personnel, 'personnel.gradePost', grade)).toMatchObject(refused('post-grading.same'));
});

test('the grade is proposed from what holders of the post hold and may know', async () => {
  const h = await createHouse();
  const { w } = h;
  const postId = await h.addPost('文秘');
  await h.assign(h.clerkId, postId);
  const docs = await w.as('document-clerk', 'north');
  const registerId = textOf(
    await w.done(h.officer, 'register.open', { unitId: w.units.north.id, kind: 'carrier', name: '涉密文件' }),
    'registerId',
  );
  await w.done(docs, 'carrier.register', {
    registerId,
    medium: 'paper',
    mark: { scheme: state, level: 'JIMI', validity: { kind: 'duration', years: 5 } },
    issuedOn: '2026-10-12',
    title: '样例',
    keeperId: h.clerkId,
    place: '2号柜',
    scope: { personIds: [h.clerkId] },
  });
  const page = await w.ask(h.officer, 'personnel.post', { postId }, PostGradePage);
  expect(page).toMatchObject({ grade: null, proposed: 'IMPORTANT', differs: true });
  expect(page.reasons.map((one) => one.zh)).toEqual([
    '任职人员现持有国家秘密载体 1 份，最高机密。',
    '任职人员知悉范围内的国家秘密最高为机密。',
  ]);
  const differing = await w.ask(h.personnel, 'personnel.posts', { differs: true }, PostList);
  expect(differing.rows.map((row) => row.id)).toEqual([postId]);
});

test('a review needs every head and both opinions, of two people, and is decided by the leader', async () => {
  const h = await createHouse();
  const { w } = h;
  const reviewId = await h.begin();
  expect(await h.owed('person-review.opinion')).toMatchObject([{ duty: 'officer', subject_id: reviewId }]);
  expect(
    await w.run(h.personnel, 'personnel.beginReview', {
      personId: h.clerkId,
      kind: 'event',
      grade: 'GENERAL',
      dueOn: '2026-11-30',
      cause: reason,
    }),
  ).toMatchObject(refused('person-review.open'));
  const decide = { reviewId, result: 'pass', reason };
  const run = async (session: string, name: string, input: unknown) =>
    w.run(await h.fresh(session), name, input);
  expect(await run(h.personnel, 'personnel.decideReview', decide)).toMatchObject(
    refused('person-review.heads.open'),
  );
  const concern = { head: 'money', answer: 'concern', note: '' };
  expect(await run(h.personnel, 'personnel.answerHeads', { reviewId, answers: [concern] })).toMatchObject(
    refused('person-review.note.missing'),
  );
  await w.done(h.personnel, 'personnel.answerHeads', { reviewId, answers: answers() });
  expect(await run(h.personnel, 'personnel.decideReview', decide)).toMatchObject(
    refused('person-review.opinion.missing'),
  );
  const opinion = { reviewId, verdict: 'agree', opinion: '符合条件' };
  expect(await run(h.officer, 'personnel.giveOpinion', { ...opinion, side: 'personnel' })).toMatchObject(
    refused('condition.unmet'),
  );
  await h.prepare(reviewId);
  expect((await h.open(h.officer, reviewId)).missing).toEqual([]);
  expect(
    await run(h.personnel, 'personnel.decideReview', { ...decide, validUntil: '2029-01-01' }),
  ).toMatchObject(refused('person-review.valid.wrong'));
  expect(await run(h.personnel, 'personnel.decideReview', { ...decide, result: 'conditions' })).toMatchObject(
    refused('person-review.conditions.missing'),
  );
  const approvalId = await h.ask(reviewId);
  expect(
    await run(h.personnel, 'personnel.answerHeads', { reviewId, answers: answers('money') }),
  ).toMatchObject(refused('person-review.pending'));
  expect(await h.consent(h.leader, approvalId)).toMatchObject({ result: { state: 'done' } });
  const page = await h.open(h.officer, reviewId);
  expect(page).toMatchObject({ state: 'decided', result: 'pass', validUntil: '2028-11-02' });
  expect(page.toldAt).not.toBeNull();
  expect(await h.owed('person-review.decide')).toEqual([]);
  expect(await run(h.personnel, 'personnel.withdrawReview', { reviewId, reason })).toMatchObject(
    refused('person-review.closed'),
  );
});

test('who passes is owed his clearance by the security administrator, who fails its withdrawal', async () => {
  const h = await createHouse();
  const { w } = h;
  await h.review();
  const owedBy = async () =>
    h.rows(
      `select kind, power, due_on::text from obligation where kind like 'clearance.%' and state = 'open'`,
    );
  expect(await owedBy()).toEqual([{ kind: 'clearance.important', power: 'security', due_on: '2026-11-09' }]);
  const mine = await w.ask(h.security, 'obligation.list', { mine: true }, ObligationList);
  expect(mine.rows).toMatchObject([{ kind: 'clearance.important', subjectId: h.clerkId, mine: true }]);
  await h.setClearance(h.clerkId, 'IMPORTANT');
  expect(await owedBy()).toEqual([]);
  h.later();
  const again = await h.begin({ kind: 'event', grade: null });
  await h.prepare(again, 'money');
  await h.consent(h.leader, await h.ask(again, { result: 'fail' }));
  expect(await owedBy()).toEqual([{ kind: 'clearance.withdraw', power: 'security', due_on: '2026-11-03' }]);
  await h.setClearance(h.clerkId, null);
  expect(await owedBy()).toEqual([]);
  const anew = { personId: h.clerkId, grade: 'GENERAL', schemes: [state], decidedOn: '2026-11-02' };
  expect(await w.run(h.security, 'org.setClearance', anew)).toMatchObject(refused('person-review.failed'));
});

test('core is decided by the first responsible; conditions are told', async () => {
  const h = await createHouse();
  const { w } = h;
  const reviewId = await h.review({ grade: 'CORE' }, { result: 'conditions', conditions: '半年内还清' });
  expect(await h.open(h.clerk, reviewId)).toMatchObject({
    own: true,
    result: 'conditions',
    conditions: '半年内还清',
    validUntil: '2027-11-02',
    headLines: reviewHeads.map(() => ({ answer: null })),
    opinionLines: [],
  });
  const panel = await w.ask(h.clerk, 'personnel.ofPerson', { personId: h.clerkId }, PersonPanel);
  expect(panel.shown).toMatchObject({ own: true, result: 'conditions', conditions: '半年内还清' });
});

test('texts are opened as a file, which stands in the log', async () => {
  const h = await createHouse();
  const { w } = h;
  const reviewId = await h.begin();
  await h.prepare(reviewId, 'money');
  const texts = await h.read(h.leader, 'personnel.openReview', { reviewId }, ReviewTexts);
  expect(texts.notes.find((one) => one.head === 'money')?.note).toBe('有大额债务，正在核实（样例）');
  expect(await w.lastEntry()).toMatchObject({ command: 'personnel.openReview', subjectId: reviewId });
  await expect(h.file(h.clerk, 'personnel.openReview', { reviewId })).rejects.toThrow();
  const south = await w.as('officer', 'south');
  await expect(h.file(south, 'personnel.openReview', { reviewId })).rejects.toMatchObject({
    code: 'not.found',
  });
  const form = await h.file(h.officer, 'personnel.printReview', { reviewId });
  expect(Buffer.from(form.bytes.subarray(0, 5)).toString('latin1')).toBe('%PDF-');
});

test('a review of the officer himself is hidden from him in every duty: lists, obligations, requests', async () => {
  const h = await createHouse();
  const { w } = h;
  const officerId = w.personOf(h.officer);
  const other = await w.as('officer', 'root');
  expect(
    await w.run(h.officer, 'personnel.beginReview', {
      personId: officerId,
      kind: 'event',
      grade: 'CORE',
      dueOn: '2026-11-20',
      cause: reason,
    }),
  ).toMatchObject(refused('condition.unmet'));
  const told = async () => ({
    board: await w.ask(h.officer, 'personnel.board', {}, Board),
    reviews: await w.ask(h.officer, 'personnel.reviews', {}, ReviewList),
    people: await w.ask(h.officer, 'personnel.people', {}, PeopleList),
    panel: await w.ask(h.officer, 'personnel.ofPerson', { personId: officerId }, PersonPanel),
    owed: await w.ask(h.officer, 'obligation.list', {}, ObligationList),
    home: await w.ask(h.officer, 'home.today', {}, HomeToday),
    requests: await w.ask(h.officer, 'approval.list', { box: 'inbox' }, ApprovalList),
  });
  const before = await told();
  const reviewId = await h.begin({ personId: officerId, kind: 'event' });
  await w.done(h.personnel, 'personnel.answerHeads', { reviewId, answers: answers('contacts') });
  await w.done(await h.fresh(h.personnel), 'personnel.giveOpinion', {
    reviewId,
    side: 'personnel',
    verdict: 'against',
    opinion: '样例',
  });
  await w.done(await h.fresh(other), 'personnel.giveOpinion', {
    reviewId,
    side: 'office',
    verdict: 'against',
    opinion: '样例',
  });
  const approvalId = await h.ask(reviewId, { result: 'fail' });
  expect(await told()).toEqual(before);
  expect((await w.ask(other, 'personnel.board', {}, Board)).open.count).toBe(1);
  const hidden = await w.run(await h.fresh(h.officer), 'approval.decide', {
    approvalId,
    verdict: 'consent',
    openedAt: h.clock.now.toISOString(),
  });
  expect(hidden).toMatchObject(refused('not.found'));
  await h.consent(h.leader, approvalId);
  expect(await told()).toEqual(before);
  for (const name of ['personnel.tellReview', 'personnel.withdrawReview'])
    expect(await w.run(h.officer, name, { reviewId, reason })).toMatchObject(refused('not.found'));
  await w.done(h.personnel, 'personnel.tellReview', { reviewId });
  const seen = await w.ask(h.officer, 'personnel.reviews', {}, ReviewList);
  expect(seen.rows).toMatchObject([{ id: reviewId, result: 'fail', answered: 0, opinions: 0 }]);
});

test('the leader who is reviewed himself neither sees the request nor counts as who could decide it', async () => {
  const h = await createHouse();
  const { w } = h;
  const over = await w.as('personnel', 'root');
  const office = await w.as('officer', 'root');
  const made = await w.done(over, 'personnel.beginReview', {
    personId: w.personOf(h.first),
    kind: 'interval',
    grade: 'CORE',
    dueOn: '2026-11-20',
    cause: reason,
  });
  const reviewId = textOf(made, 'reviewId');
  await h.prepare(reviewId, '', { personnel: over, office });
  const outcome = await w.run(await h.fresh(over), 'personnel.decideReview', {
    reviewId,
    result: 'pass',
    reason,
  });
  expect(outcome).toMatchObject({ kind: 'parked', nobodyDecides: true });
});

test('reviews fall due sixty days ahead, lapse, and ask for the withdrawal of the clearance', async () => {
  const h = await createHouse();
  const { w } = h;
  const postId = await h.addPost('机要员', 'IMPORTANT');
  await h.assign(h.clerkId, postId);
  expect((await h.turn(reviewsFallDue)).result).toEqual({ owed: 1 });
  expect((await h.turn(reviewsFallDue)).result).toEqual({ owed: 0 });
  expect(await h.owed('person-review.begin')).toMatchObject([
    { subject_id: h.clerkId, due_on: '2026-11-02' },
  ]);
  await h.review({ postId, grade: null });
  expect(await h.owed('person-review.begin')).toEqual([]);
  await h.clear(h.clerkId, 'IMPORTANT');
  const gapOf = async () => {
    const officer = await h.fresh(h.officer);
    const { rows } = await w.ask(officer, 'personnel.people', {}, PeopleList);
    return rows.find((row) => row.id === h.clerkId)?.gap;
  };
  expect(await gapOf()).toBeNull();
  h.clock.now = parseInstant('2028-09-01T02:00:00Z');
  expect((await h.turn(reviewsFallDue)).result).toEqual({ owed: 0 });
  h.clock.now = parseInstant('2028-09-04T02:00:00Z');
  expect((await h.turn(reviewsFallDue)).result).toEqual({ owed: 1 });
  expect(await gapOf()).toBe('due');
  expect(await h.owed('person-review.begin')).toMatchObject([
    { subject_id: h.clerkId, due_on: '2028-11-02' },
  ]);
  h.clock.now = parseInstant('2028-11-03T02:00:00Z');
  expect((await h.turn(reviewsLapse)).result).toEqual({ lapsed: 1, ended: 0 });
  expect((await h.turn(reviewsLapse)).result).toEqual({ lapsed: 0, ended: 0 });
  expect(await gapOf()).toBe('lapsed');
  expect(await h.owed('clearance.withdraw')).toMatchObject([{ subject_id: h.clerkId, due_on: '2028-11-04' }]);
});

test('a house shortens the interval and never lengthens it', async () => {
  const h = await createHouse();
  const { w } = h;
  const long = { CORE: 13, IMPORTANT: 24, GENERAL: 36 };
  expect(await w.run(h.officer, 'personnel.setIntervals', long)).toMatchObject(
    refused('personnel.intervals.longer'),
  );
  await w.done(h.officer, 'personnel.setIntervals', { CORE: 12, IMPORTANT: 6, GENERAL: 12 });
  const reviewId = await h.review();
  expect(await h.open(h.officer, reviewId)).toMatchObject({ validUntil: '2027-05-02' });
});

test('where post, clearance and review disagree is listed, and exported', async () => {
  const h = await createHouse();
  const { w } = h;
  const core = await h.addPost('机要员', 'CORE');
  const general = await h.addPost('文秘', 'GENERAL');
  const second = await w.person('戊二', 'north');
  const third = await w.person('己三', 'north');
  await h.assign(h.clerkId, core);
  await h.assign(second.id, general);
  await h.clear(second.id, 'IMPORTANT');
  await h.clear(third.id, 'GENERAL');
  const list = await w.ask(h.personnel, 'personnel.people', { gap: 'any' }, PeopleList);
  expect(list.rows.map((row) => [row.name, row.gap])).toEqual([
    ['丁一', 'no-clearance'],
    ['己三', 'no-post'],
    ['戊二', 'too-high'],
  ]);
  const board = await w.ask(h.leader, 'personnel.board', {}, Board);
  expect(board).toMatchObject({ people: 3, mismatched: { count: 3 }, cleared: { IMPORTANT: 1, GENERAL: 1 } });
  const file = await h.file(await h.fresh(h.personnel), 'personnel.exportPeople', { gap: 'any' });
  expect(Buffer.from(file.bytes.subarray(0, 2)).toString('latin1')).toBe('PK');
  const south = await w.as('personnel', 'south');
  expect((await w.ask(south, 'personnel.people', {}, PeopleList)).rows).toEqual([]);
  const stranger = await w.ask(h.clerk, 'personnel.ofPerson', { personId: second.id }, PersonPanel);
  expect(stranger).toEqual({ shown: null });
});

test('the list of people with access is drawn up, sent and answered, and shows what changed', async () => {
  const h = await createHouse();
  const { w } = h;
  const second = await w.person('戊二', 'north');
  await h.clear(h.clerkId, 'IMPORTANT');
  await h.clear(second.id, 'GENERAL');
  const make = async () =>
    textOf(
      await w.done(h.officer, 'personnel.makeFiling', {
        unitId: w.units.north.id,
        asOf: h.clock.now.toISOString().slice(0, 10),
      }),
      'filingId',
    );
  const filingId = await make();
  const again = { unitId: w.units.north.id, asOf: '2026-11-02' };
  expect(await w.run(h.officer, 'personnel.makeFiling', again)).toMatchObject(
    refused('personnel-filing.unsent'),
  );
  const receive = { filingId, receivedOn: '2026-11-02', receiptNo: '备〔2026〕3号' };
  expect(await w.run(h.officer, 'personnel.receiveFiling', receive)).toMatchObject(
    refused('personnel-filing.state'),
  );
  await w.done(h.officer, 'personnel.sendFiling', { filingId, bureau: '市保密局', sentOn: '2026-11-02' });
  expect(await h.owed('personnel-filing.receipt')).toMatchObject([{ duty: 'officer', due_on: '2026-11-17' }]);
  await w.done(h.officer, 'personnel.receiveFiling', receive);
  expect(await h.owed('personnel-filing.receipt')).toEqual([]);
  h.clock.now = parseInstant('2026-12-01T02:00:00Z');
  const third = await w.person('己三', 'north');
  await w.fixture(async (tx) => {
    const [row] = await h.rows('select id from clearance where person_id = $1', [second.id]);
    const held = await tx.lockNamed(clearances, [String(row?.['id'])]);
    await tx.updateAll(clearances, held, { ended_on: tx.today });
  });
  await h.clear(third.id, 'CORE');
  const next = await make();
  const page = await w.ask(h.personnel, 'personnel.filing', { filingId: next }, FilingPage);
  expect(page).toMatchObject({
    ordinal: 2,
    people: 2,
    added: 1,
    changed: 0,
    removed: 1,
    previousAsOf: '2026-11-02',
  });
  expect(page.lines.map((line) => [line.name, line.change])).toEqual([
    ['己三', 'added'],
    ['丁一', 'same'],
    ['戊二', 'removed'],
  ]);
  const pdf = await h.file(h.leader, 'personnel.printFiling', { filingId: next });
  expect(Buffer.from(pdf.bytes.subarray(0, 5)).toString('latin1')).toBe('%PDF-');
  const sheet = await h.file(await h.fresh(h.officer), 'personnel.exportFiling', { filingId: next });
  expect(Buffer.from(sheet.bytes.subarray(0, 2)).toString('latin1')).toBe('PK');
  await w.done(h.officer, 'personnel.dropFiling', { filingId: next });
  const south = await w.as('officer', 'south');
  expect(await w.run(south, 'personnel.dropFiling', { filingId: next })).toMatchObject(refused('not.found'));
});
