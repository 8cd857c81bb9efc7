// CLS-3, CLS-8, BEY-1
import { type TestClock, type TestDatabase, createTestDatabase } from '@fengni/kernel/testkit/database';
import { refused, textOf } from '@fengni/kernel/testkit/world';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { CarrierPage } from '../../carriers/contract.ts';
import { CarrierBasis, DeterminationPage, QuestionList } from './contract.ts';
import { type Bureau, createBureau, highly10, secret5 } from './testing/bureau.ts';

let database: TestDatabase;
let bureau: Bureau;
let registerId: string;
const clock: TestClock = { now: new Date('2026-11-20T01:00:00Z') };

function tick(): void {
  clock.now = new Date(clock.now.getTime() + 1_000);
}

beforeAll(async () => {
  database = await createTestDatabase();
  bureau = await createBureau({ database, clock, tick });
  const { world, people } = bureau;
  const opened = await world.done(people.officer.session, 'register.open', {
    unitId: world.units.north.id,
    kind: 'carrier',
    name: '涉密文件台账',
  });
  registerId = textOf(opened, 'registerId');
});
beforeEach(tick);
afterAll(() => database.close());

const open = (session: string, determinationId: string) =>
  bureau.world.ask(session, 'determination.open', { determinationId }, DeterminationPage);
const carrierOf = (session: string, carrierId: string) =>
  bureau.world.ask(session, 'carrier.open', { carrierId }, CarrierPage);
/** What a person owes. */
const owed = (personId: string) =>
  database.asOwner(async (client) => {
    const found = await client.query<{ kind: string; due: string }>(
      `select kind, due_on::text as due from obligation where person_id = $1 and state = 'open' order by due_on`,
      [personId],
    );
    return found.rows;
  });

/** A received carrier that drafter, reviewer and classifier know. */
async function received(more: Record<string, unknown> = {}): Promise<string> {
  const { world, people } = bureau;
  const made = await world.done(people.clerk.session, 'carrier.register', {
    registerId,
    medium: 'paper',
    mark: secret5,
    issuedOn: '2026-11-02',
    title: '上级来文',
    scope: { personIds: [people.drafter.id, people.reviewer.id, people.decider.id], postIds: [] },
    ...more,
  });
  return textOf(made, 'carrierId');
}

test('what is derived from several sources takes the highest level and the longest term, and no wider a scope', async () => {
  const { world, people } = bureau;
  const low = await received();
  const high = await received({ mark: highly10, issuedOn: '2026-11-10' });
  const sources = [
    { carrierId: low, manner: 'summary' },
    { carrierId: high, manner: 'key-point' },
  ];
  const scope = { personIds: [people.drafter.id, people.clerk.id], postIds: [] };
  const derived = { kind: 'derived', sources, scope, citation: '', harm: '', ruledOut: [] };
  const determinationId = await bureau.draft({ ...derived, mark: secret5 });
  const page = await open(people.drafter.session, determinationId);
  expect(page).toMatchObject({ mark: '机密★2036年11月10日', level: 'JIMI' });
  expect(page.matter?.sources.map((one) => one.manner).toSorted()).toEqual(['key-point', 'summary']);

  const wider = await bureau.draft({ ...derived, scope: { personIds: [people.colleague.id], postIds: [] } });
  expect(
    await world.run(people.drafter.session, 'determination.submit', { determinationId: wider }),
  ).toMatchObject({ ...refused('determination.scope.wider'), params: { names: '己一' } });

  const approvalId = await bureau.submit(determinationId);
  await bureau.verdict(people.reviewer.session, approvalId);
  expect(await bureau.verdict(people.decider.session, approvalId)).toMatchObject({ kind: 'done' });
  const made = await world.done(people.clerk.session, 'carrier.register', {
    registerId,
    medium: 'paper',
    mark: page.markValue,
    title: '综合报告',
    determinationId,
  });
  const carrier = await carrierOf(people.clerk.session, textOf(made, 'carrierId'));
  expect(carrier).toMatchObject({ origin: 'own', mark: '机密★2036年11月10日' });
  const edges = await database.asOwner(async (client) => {
    const found = await client.query<{ source_id: string }>(
      'select source_id from carrier_source where carrier_id = $1',
      [carrier.id],
    );
    return found.rows.map((row) => row.source_id).toSorted();
  });
  expect(edges).toEqual([low, high].toSorted());
});

test('a derived one names its sources, is looked at by who knows them, and is not bound by authority', async () => {
  const { world, people } = bureau;
  const none = await bureau.draft({ kind: 'derived', sources: [] });
  expect(
    await world.run(people.drafter.session, 'determination.submit', { determinationId: none }),
  ).toMatchObject(refused('determination.source.none'));
  const hidden = await received({ scope: { personIds: [people.decider.id], postIds: [] } });
  expect(
    await world.run(people.drafter.session, 'determination.begin', {
      ...bureau.proposal({ kind: 'derived', sources: [{ carrierId: hidden, manner: 'summary' }] }),
    }),
  ).toMatchObject(refused('not.found'));
  const narrow = await received({
    scope: { personIds: [people.drafter.id, people.decider.id], postIds: [] },
  });
  const blind = await bureau.draft({
    kind: 'derived',
    sources: [{ carrierId: narrow, manner: 'identical' }],
    scope: { personIds: [people.drafter.id], postIds: [] },
  });
  expect(
    await world.run(people.drafter.session, 'determination.submit', { determinationId: blind }),
  ).toMatchObject(refused('determination.source.persons'));
  const south = await bureau.member('午一', 'south', 2);
  const head = await bureau.member('午二', 'south', 2);
  await world.hold(head.id, 'first-responsible', 'south');
  const words = { words: '某部来文', mark: highly10, issuedOn: '2026-10-01', manner: 'demand' };
  const made = await world.done(south.session, 'determination.begin', {
    ...bureau.proposal({ kind: 'derived', sources: [words], reviewerId: null, deciderId: head.id }),
    unitId: world.units.south.id,
  });
  const submitted = await world.run(south.session, 'determination.submit', {
    determinationId: textOf(made, 'determinationId'),
  });
  expect(submitted).toMatchObject({ kind: 'parked', nobodyDecides: false });
});

test('without authority a matter is protected at once, reported upward, and answered', async () => {
  const { world } = bureau;
  const drafter = await bureau.member('未一', 'south', 2);
  const made = await world.done(drafter.session, 'determination.begin', {
    ...bureau.proposal({ kind: 'no-authority', reviewerId: null, deciderId: null, reportTo: '示范市保密局' }),
    unitId: world.units.south.id,
    scope: { personIds: [drafter.id], postIds: [] },
  });
  const determinationId = textOf(made, 'determinationId');
  const outcome = await world.run(drafter.session, 'determination.submit', { determinationId });
  expect(outcome).toMatchObject({ kind: 'done', result: { number: '定2026-0001' } });
  // a Friday: by the next working day
  expect(await open(drafter.session, determinationId)).toMatchObject({
    state: 'provisional',
    dueOn: '2026-11-23',
  });
  expect(await owed(drafter.id)).toEqual([{ kind: 'determination.report', due: '2026-11-23' }]);
  const answer = {
    determinationId,
    answeredOn: '2026-11-20',
    answeredBy: '示范市保密局',
    answerNo: '示密复〔2026〕9号',
  };
  expect(
    await world.run(drafter.session, 'determination.enterAnswer', { ...answer, answer: 'confirmed' }),
  ).toMatchObject(refused('determination.report.missing'));
  await world.done(drafter.session, 'determination.recordReport', {
    determinationId,
    reportedOn: '2026-11-20',
    reportTo: '示范市保密局',
    reportNo: '示密报〔2026〕3号',
  });
  expect(await owed(drafter.id)).toEqual([{ kind: 'determination.answer', due: '2026-12-20' }]);
  expect(
    await world.run(drafter.session, 'determination.enterAnswer', { ...answer, answer: 'changed' }),
  ).toMatchObject(refused('determination.answer.mark'));
  await world.done(drafter.session, 'determination.enterAnswer', {
    ...answer,
    answer: 'changed',
    mark: secret5,
  });
  expect(await open(drafter.session, determinationId)).toMatchObject({
    state: 'decided',
    mark: '秘密★5年',
    proposedMark: '机密★10年',
    answer: 'changed',
  });
  expect(await owed(drafter.id)).toEqual([]);
});

test('an unclear matter gets a provisional level from the classifier and ten working days each way', async () => {
  const { world, people } = bureau;
  const determinationId = await bureau.draft({
    kind: 'unclear',
    citation: '',
    reviewerId: null,
    reportTo: '示范省保密局',
  });
  const approvalId = await bureau.submit(determinationId);
  expect(await bureau.verdict(people.decider.session, approvalId)).toMatchObject({ kind: 'done' });
  // ten working days after Friday the 20th of November
  expect(await open(people.drafter.session, determinationId)).toMatchObject({
    state: 'provisional',
    reportDueOn: '2026-12-04',
  });
  await world.onDay('2026-11-27', () =>
    world.done(people.drafter.session, 'determination.recordReport', {
      determinationId,
      reportedOn: '2026-11-27',
      reportTo: '示范省保密局',
    }),
  );
  expect(await open(people.drafter.session, determinationId)).toMatchObject({ dueOn: '2026-12-11' });
  await world.onDay('2026-12-10', () =>
    world.done(people.drafter.session, 'determination.enterAnswer', {
      determinationId,
      answer: 'not-secret',
      answeredOn: '2026-12-10',
      answeredBy: '示范省保密局',
    }),
  );
  expect(await open(people.drafter.session, determinationId)).toMatchObject({ state: 'released' });
});

test('a carrier registered from a determination bears its mark and no wider scope; its basis is for who knows it', async () => {
  const { world, people } = bureau;
  const determinationId = await bureau.decided();
  const input = { registerId, medium: 'paper', mark: highly10, title: '2027年度投资概算', determinationId };
  const clerk = people.clerk.session;
  expect(await world.run(clerk, 'carrier.register', { ...input, mark: secret5 })).toMatchObject({
    ...refused('determination.carrier.mark'),
    params: { mark: '机密★10年' },
  });
  const wider = { personIds: [people.colleague.id], postIds: [] };
  expect(await world.run(clerk, 'carrier.register', { ...input, scope: wider })).toMatchObject(
    refused('determination.carrier.scope'),
  );
  // the officer keeps the register and does not know the determination
  expect(await world.run(people.officer.session, 'carrier.register', input)).toMatchObject(
    refused('not.found'),
  );
  const made = await world.done(clerk, 'carrier.register', input);
  const carrierId = textOf(made, 'carrierId');
  const page = await carrierOf(clerk, carrierId);
  expect(page.scope?.map((one) => one.person).toSorted()).toEqual(['戊一', '甲一'].toSorted());
  const basis = (session: string) =>
    world.ask(session, 'determination.ofCarrier', { carrierId }, CarrierBasis);
  expect(await basis(people.drafter.session)).toMatchObject({
    determination: { citation: '某行业保密事项范围第3条第2项', decidedBy: '丙一' },
  });
  expect(await basis(people.officer.session)).toEqual({ determination: null });
  expect((await open(clerk, determinationId)).carriers).toMatchObject([{ id: carrierId }]);
  const draft = await bureau.draft();
  expect(await world.run(clerk, 'carrier.register', { ...input, determinationId: draft })).toMatchObject(
    refused('not.found'),
  );
});

test('a doubt is raised by who knows the matter and answered with reasons by somebody else', async () => {
  const { world, people } = bureau;
  const determinationId = await bureau.decided({
    scope: { personIds: [people.clerk.id, people.drafter.id, people.officer.id], postIds: [] },
  });
  const subject = { table: 'determination', id: determinationId };
  const doubt = { subject, claim: 'over', reason: '内容多已公开' };
  expect(await world.run(people.colleague.session, 'classification.raiseDoubt', doubt)).toMatchObject(
    refused('not.found'),
  );
  const made = await world.done(people.clerk.session, 'classification.raiseDoubt', doubt);
  const questionId = textOf(made, 'questionId');
  const asked = (session: string, state = 'open') =>
    world.ask(session, 'classification.questions', { state }, QuestionList);
  expect((await asked(people.officer.session)).rows).toMatchObject([
    { id: questionId, reason: '内容多已公开' },
  ]);
  expect((await asked(people.colleague.session)).rows).toEqual([]);
  const answer = { questionId, outcome: 'changed', answer: '范围调整，降为秘密', mark: secret5 };
  expect(await world.run(people.clerk.session, 'classification.answerQuestion', answer)).toMatchObject(
    refused('not.permitted'),
  );
  // who keeps the register answers, and changes no level
  expect(await world.run(people.officer.session, 'classification.answerQuestion', answer)).toMatchObject({
    ...refused('question.classifier'),
    params: { who: { zh: '丙一（north）' } },
  });
  await world.done(people.decider.session, 'classification.answerQuestion', answer);
  expect(await open(people.clerk.session, determinationId)).toMatchObject({
    mark: '秘密★5年',
    proposedMark: '机密★10年',
  });
  expect((await asked(people.clerk.session, 'answered')).rows).toMatchObject([
    { outcome: 'changed', answeredBy: '丙一', answer: '范围调整，降为秘密' },
  ]);
  expect(await world.run(people.officer.session, 'classification.answerQuestion', answer)).toMatchObject(
    refused('question.closed'),
  );
});

test('while a level is disputed the highest claimed protects determination and carriers, and is given back after', async () => {
  const { world, people } = bureau;
  const low = await bureau.member('申一', 'planning', 1);
  const everybody = [people.clerk.id, people.drafter.id, people.officer.id, low.id];
  const determinationId = await bureau.decided({
    mark: secret5,
    scope: { personIds: everybody, postIds: [] },
  });
  const made = await world.done(people.clerk.session, 'carrier.register', {
    registerId,
    medium: 'paper',
    mark: secret5,
    title: '争议事项',
    determinationId,
  });
  const carrierId = textOf(made, 'carrierId');
  expect((await carrierOf(low.session, carrierId)).title).toBe('争议事项');
  const subject = { table: 'determination', id: determinationId };
  const dispute = { subject, claim: 'under', level: 'JIMI', reason: '协办单位主张机密' };
  expect(await world.run(low.session, 'classification.raiseDispute', dispute)).toMatchObject(
    refused('not.permitted'),
  );
  expect(
    await world.run(people.officer.session, 'classification.raiseDispute', { ...dispute, level: 'MIMI' }),
  ).toMatchObject(refused('question.level'));
  const raised = await world.done(people.officer.session, 'classification.raiseDispute', dispute);
  const questionId = textOf(raised, 'questionId');
  await expect(carrierOf(low.session, carrierId)).rejects.toMatchObject({ code: 'not.found' });
  await expect(open(low.session, determinationId)).rejects.toMatchObject({ code: 'not.found' });
  expect(await carrierOf(people.clerk.session, carrierId)).toMatchObject({ mark: '机密★5年' });
  expect(await open(people.clerk.session, determinationId)).toMatchObject({
    mark: '秘密★5年',
    protectedLevel: 'JIMI',
    disputed: true,
  });
  expect(await world.run(people.officer.session, 'classification.raiseDispute', dispute)).toMatchObject(
    refused('question.open'),
  );
  const answer = { questionId, outcome: 'kept', answer: '经确定维持秘密级' };
  expect(await world.run(people.officer.session, 'classification.answerQuestion', answer)).toMatchObject(
    refused('question.body'),
  );
  await world.done(people.officer.session, 'classification.answerQuestion', {
    ...answer,
    answeredBody: '示范省保密局',
    answerNo: '示密决〔2026〕2号',
  });
  expect(await carrierOf(low.session, carrierId)).toMatchObject({ mark: '秘密★5年', title: '争议事项' });
  expect(await open(low.session, determinationId)).toMatchObject({ disputed: false, protectedLevel: 'MIMI' });
});
