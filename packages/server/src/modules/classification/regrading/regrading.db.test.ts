// CLS-7, CLS-10, BEY-1
import { createApprovalModule } from '@fengni/kernel/approval/approval-module';
import type { Command } from '@fengni/kernel/command/define';
import { parseInstant } from '@fengni/kernel/command/instant';
import { invariant } from '@fengni/kernel/command/invariant';
import { createRegistry } from '@fengni/kernel/command/registry';
import { openFile } from '@fengni/kernel/command/run-query';
import { createKeyRing } from '@fengni/kernel/keys/key-ring';
import { createSecretBox } from '@fengni/kernel/keys/secret-box';
import { orgModule } from '@fengni/kernel/org/org-module';
import { createClockGuard } from '@fengni/kernel/schedule/clock-guard';
import { turnClockwork } from '@fengni/kernel/schedule/clockwork';
import { type TestClock, createTestDatabase } from '@fengni/kernel/testkit/database';
import { createWorld, refused, testTerminal, textOf } from '@fengni/kernel/testkit/world';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { CarrierPage } from '../../carriers/contract.ts';
import { createCarriersModule } from '../../carriers/carriers-module.ts';
import { authorities } from '../determination/tables.ts';
import { ReviewList, SourcesGraph } from '../sources/contract.ts';
import {
  CarrierChanges,
  EndingList,
  EndingMonths,
  ExpiryBatches,
  NoticeList,
  RegradingChoices,
  RegradingPage,
  RemarkList,
} from './contract.ts';
import { createRegradingModule } from './regrading-module.ts';

const clock: TestClock = { now: parseInstant('2026-11-02T01:00:00Z') };
const database = await createTestDatabase();
const rootKey = Buffer.alloc(32, 9);
const keys = createKeyRing(rootKey, createSecretBox(rootKey));
const registry = createRegistry([
  orgModule,
  createApprovalModule({
    find: (name): Command | undefined => registry.commands.get(name),
    keys,
    pages: () => registry.pages,
  }),
  createCarriersModule({ keys, verifiers: [] }),
  createRegradingModule({ keys }),
]);
const w = await createWorld({ database, registry, clock, rootKey });
const state = 'cn-state-secret';
const reason = '因情况变化，不再需要保密';
const scan = {
  name: '变更通知.pdf',
  mediaType: 'application/pdf',
  base64: Buffer.from('%PDF-1.7 signed').toString('base64'),
};

/** Somebody of the north with these duties, cleared for everything. */
async function somebody(name: string, duties: Parameters<typeof w.hold>[1][] = [], rank = 3) {
  const { id } = await w.person(name, 'north');
  await w.clear(id, state, rank);
  for (const one of duties) await w.hold(id, one, 'north');
  return { id, session: await w.signIn(id) };
}
const clerk = await somebody('甲一', ['document-clerk']);
const classifier = await somebody('乙一', ['classifier']);
const leader = await somebody('丙一', ['leader-in-charge']);
const officer = await somebody('丁一', ['officer']);
const drafter = await somebody('戊一');
const outsider = await somebody('己一');
const registerId = textOf(
  await w.done(officer.session, 'register.open', {
    unitId: w.units.north.id,
    kind: 'carrier',
    name: '涉密文件',
  }),
  'registerId',
);
const everybody = [classifier.id, leader.id, drafter.id, officer.id];
afterAll(() => database.close());

type Validity = Readonly<Record<string, unknown>>;
async function register(
  more: {
    level?: string;
    validity?: Validity;
    issuedOn?: string;
    copies?: number;
    origin?: string;
    knowers?: string[];
  } = {},
) {
  const made = await w.done(clerk.session, 'carrier.register', {
    registerId,
    medium: 'paper',
    mark: {
      scheme: state,
      level: more.level ?? 'JIMI',
      validity: more.validity ?? { kind: 'duration', years: 5 },
    },
    issuedOn: more.issuedOn ?? '2026-10-12',
    title: '年度生产安排（样例）',
    pages: 8,
    copies: more.copies ?? 1,
    origin: more.origin ?? 'own',
    scope: { personIds: more.knowers ?? everybody, postIds: [] },
  });
  const { carrierId, copies } = z
    .object({ carrierId: z.string(), copies: z.array(z.object({ copyId: z.string() })) })
    .parse(made);
  return { carrierId, number: textOf(made, 'number'), copyIds: copies.map((one) => one.copyId) };
}
const duration = (years: number) => ({ kind: 'duration', years });
const markOf = (level: string, validity: Validity) => ({ scheme: state, level, validity });

function later(minutes = 1): void {
  // oxlint-disable-next-line eslint/no-restricted-globals -- turns the test's own clock
  clock.now = new Date(clock.now.getTime() + minutes * 60_000);
}
async function consent(by: { readonly id: string }, approvalId: string) {
  later();
  return w.run(await w.signIn(by.id), 'approval.decide', {
    approvalId,
    verdict: 'consent',
    openedAt: clock.now.toISOString(),
  });
}
async function park(session: string, name: string, input: unknown): Promise<string> {
  const outcome = await w.run(session, name, input);
  invariant(outcome.kind === 'parked', `${name} is parked, not ${JSON.stringify(outcome)}`);
  return outcome.approvalId;
}
async function propose(input: Readonly<Record<string, unknown>>, session = drafter.session): Promise<string> {
  const done = await w.done(session, 'regrading.propose', { classifierId: classifier.id, reason, ...input });
  return textOf(done, 'regradingId');
}
/** Proposed, submitted, consented to by classifier and leader. */
async function change(input: Readonly<Record<string, unknown>>) {
  const regradingId = await propose(input);
  const approvalId = await park(drafter.session, 'regrading.submit', { regradingId });
  expect(await consent(classifier, approvalId)).toMatchObject({ result: { state: 'pending' } });
  const ended = await consent(leader, approvalId);
  expect(ended).toMatchObject({ kind: 'done', result: { state: 'done' } });
  return regradingId;
}
async function rows(text: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
  return database.asOwner(async (client) => (await client.query(text, [...values])).rows);
}
const owed = (kind: string, subject: string) =>
  rows(
    `select person_id, duty, due_on::text from obligation where kind = $1 and subject_id = $2 and state = 'open'`,
    [kind, subject],
  );
const open = (carrierId: string) => w.ask(clerk.session, 'carrier.open', { carrierId }, CarrierPage);
/** Released of those the batch is about. */
async function countReleased(): Promise<unknown> {
  const [row] = await rows(
    `select count(*)::int as n from carrier where issued_on = '2016-11-28' and mark = '解密'`,
  );
  return row?.['n'];
}
// the monotonic clock goes with the test's own, so that no day looked at is a jump
const turn = () =>
  turnClockwork(
    w.kernel,
    createClockGuard(w.kernel, () => clock.now.getTime()),
  );

test('an extension is proposed, decided by classifier and leader, and runs from the day of issue', async () => {
  const { carrierId } = await register();
  const choices = await w.ask(
    drafter.session,
    'regrading.choices',
    { carrierIds: [carrierId] },
    RegradingChoices,
  );
  expect(choices.classifiers.map((one) => one.name)).toEqual(['乙一']);
  await change({ carrierIds: [carrierId], kind: 'extend', mark: markOf('JIMI', duration(10)) });
  expect(await open(carrierId)).toMatchObject({ mark: '机密★10年', expiresOn: '2036-10-12' });
  const changes = await w.ask(drafter.session, 'regrading.ofCarrier', { carrierId }, CarrierChanges);
  expect(changes).toMatchObject({ formerMark: '机密★5年', changes: [{ kind: 'extend', state: 'done' }] });
});

test('who is outside the scope can neither propose nor see a proposal', async () => {
  const { carrierId } = await register();
  expect(
    await w.run(outsider.session, 'regrading.propose', {
      carrierIds: [carrierId],
      kind: 'release',
      classifierId: classifier.id,
      reason,
    }),
  ).toMatchObject(refused('not.found'));
  const regradingId = await propose({ carrierIds: [carrierId], kind: 'release' });
  for (const session of [outsider.session, classifier.session, clerk.session])
    await expect(w.query(session, 'regrading.open', { regradingId })).rejects.toMatchObject({
      code: 'not.found',
    });
  await park(drafter.session, 'regrading.submit', { regradingId });
  const seen = await w.ask(classifier.session, 'regrading.open', { regradingId }, RegradingPage);
  expect(seen).toMatchObject({ state: 'pending', reason, items: [{ title: '年度生产安排（样例）' }] });
  // the clerk knows it too, having registered it; who only handles sees numbers and marks
  const handler = await w.as('officer', 'root');
  const handled = await w.ask(handler, 'regrading.open', { regradingId }, RegradingPage);
  expect(handled).toMatchObject({ reason: null, items: [{ title: null, mark: '机密★5年' }] });
  await expect(w.query(outsider.session, 'regrading.open', { regradingId })).rejects.toMatchObject({
    code: 'not.found',
  });
});

test('a classifier decides only as far as he is named', async () => {
  const limited = await somebody('乙二');
  await w.hold(limited.id, 'classifier', 'north', { scheme: state, levelRank: 1 });
  const { carrierId } = await register({ knowers: [...everybody, limited.id] });
  const input = { carrierIds: [carrierId], kind: 'release', classifierId: limited.id, reason };
  expect(await w.run(drafter.session, 'regrading.propose', input)).toMatchObject({
    ...refused('regrading.classifier'),
    params: { who: { zh: '乙一' } },
  });
});

test('a level is raised within the authority of the body only', async () => {
  const { carrierId } = await register();
  const input = { carrierIds: [carrierId], kind: 'upgrade', mark: markOf('JUEMI', duration(20)) };
  expect(
    await w.run(drafter.session, 'regrading.propose', { ...input, classifierId: classifier.id, reason }),
  ).toMatchObject(refused('regrading.no.authority'));
  await w.fixture((tx) =>
    tx.insert(authorities, {
      id: tx.newId(),
      unit_id: w.units.north.id,
      unit_path: w.units.north.path,
      scheme: state,
      kind: 'statutory',
      rule: 'A1',
      levels: ['JUEMI', 'JIMI', 'MIMI'],
      grantor: '',
      grant_no: '',
      matters: '',
      starts_on: '2020-01-01',
      ends_on: null,
      entered_at: tx.now,
      entered_by: officer.id,
      ended_on: null,
      end_reason: '',
    }),
  );
  await change(input);
  expect(await open(carrierId)).toMatchObject({ mark: '绝密★20年', expiresOn: '2046-10-12' });
});

test('what a change says it is, it must be', async () => {
  const { carrierId } = await register();
  const attempt = (kind: string, mark: unknown) =>
    w.run(drafter.session, 'regrading.propose', {
      carrierIds: [carrierId],
      kind,
      mark,
      classifierId: classifier.id,
      reason,
    });
  expect(await attempt('extend', markOf('JIMI', duration(5)))).toMatchObject(refused('regrading.not.longer'));
  expect(await attempt('extend', markOf('JUEMI', duration(20)))).toMatchObject(
    refused('regrading.other.level'),
  );
  expect(await attempt('upgrade', markOf('MIMI', duration(5)))).toMatchObject(
    refused('regrading.not.higher'),
  );
  expect(await attempt('downgrade', markOf('JUEMI', duration(5)))).toMatchObject(
    refused('regrading.not.lower'),
  );
  expect(await attempt('correct-term', markOf('JIMI', duration(8)))).toMatchObject(
    refused('regrading.not.shorter'),
  );
  expect(await attempt('release', markOf('JIMI', duration(8)))).toMatchObject(
    refused('regrading.mark.needless'),
  );
  expect(await attempt('extend', null)).toMatchObject(refused('regrading.mark.missing'));
  expect(await attempt('extend', markOf('JIMI', duration(25)))).toMatchObject(refused('carrier.term.over'));
});

test('early release: rank, mark and days change, the scope stays, holders are told and say that it is done', async () => {
  const { carrierId, copyIds } = await register({ copies: 2 });
  const loan = await park(drafter.session, 'loan.borrow', {
    copyId: copyIds[0],
    dueOn: '2026-11-20',
    reason,
  });
  await w.hold(leader.id, 'unit-leader', 'north');
  const lent = await consent(leader, loan);
  const loanId = z
    .object({ result: z.object({ ran: z.object({ result: z.object({ loanId: z.string() }) }) }) })
    .parse(lent).result.ran.result.loanId;
  await w.done(clerk.session, 'loan.handOut', { loanId });
  const regradingId = await change({ carrierIds: [carrierId], kind: 'release' });
  const page = await open(carrierId);
  expect(page).toMatchObject({ mark: '解密', levelToken: 'neutral', expiresOn: null });
  expect(page.scope?.map((one) => one.personId)).toContain(drafter.id);
  expect(await owed('regrading.remark', copyIds[0] ?? '')).toMatchObject([{ person_id: drafter.id }]);
  expect(await owed('regrading.remark', carrierId)).toMatchObject([{ duty: 'document-clerk' }]);
  const mine = await w.ask(drafter.session, 'regrading.remarks', { mine: true }, RemarkList);
  expect(mine.rows).toMatchObject([{ copyNo: '01', formerMark: '机密★5年', mayAcknowledge: true }]);
  // the other copy is not in his hand
  expect(await w.run(drafter.session, 'regrading.acknowledge', { copyIds: [copyIds[1]] })).toMatchObject({
    kind: 'refused',
  });
  await w.done(drafter.session, 'regrading.acknowledge', { copyIds: [copyIds[0]] });
  expect(await owed('regrading.remark', copyIds[0] ?? '')).toEqual([]);
  const left = await w.ask(clerk.session, 'regrading.open', { regradingId }, RegradingPage);
  expect(left).toMatchObject({ remarksDone: 1, remarks: [{ copyNo: '02' }] });
  await w.done(clerk.session, 'regrading.acknowledge', { copyIds: [copyIds[1]], how: 'label' });
  expect(await owed('regrading.remark', carrierId)).toEqual([]);
  const after = await open(carrierId);
  expect(after.copyViews[0]?.stops.at(-1)).toMatchObject({ move: 'regrade', signed: 'screen' });
  // released stays released, also by way of correction
  expect(
    await w.run(drafter.session, 'regrading.propose', {
      carrierIds: [carrierId],
      kind: 'upgrade',
      mark: markOf('JUEMI', duration(5)),
      classifierId: classifier.id,
      reason,
    }),
  ).toMatchObject(refused('regrading.released'));
});

test('one copy alone becomes a carrier of its own, and its custody goes on', async () => {
  const { carrierId, copyIds, number } = await register({ copies: 2 });
  const regradingId = await change({
    carrierIds: [carrierId],
    kind: 'downgrade',
    mark: markOf('MIMI', duration(5)),
    coverage: 'copy',
    copyId: copyIds[1],
  });
  const done = await w.ask(drafter.session, 'regrading.open', { regradingId }, RegradingPage);
  const apart = done.items[0];
  expect(apart).toMatchObject({ mark: '秘密★5年', formerMark: '机密★5年', splitFrom: { number } });
  const own = await open(apart?.id ?? '');
  expect(own).toMatchObject({ mark: '秘密★5年', copyCount: 1, title: '年度生产安排（样例）', knows: true });
  expect(own.copyViews).toMatchObject([{ id: copyIds[1], copyNo: '02' }]);
  expect(own.copyViews[0]?.stops.map((stop) => stop.move)).toEqual(['register', 'regrade']);
  const rest = await open(carrierId);
  expect(rest).toMatchObject({ mark: '机密★5年', copyCount: 1 });
  expect(rest.copyViews.map((copy) => copy.copyNo)).toEqual(['01']);
  const graph = await w.ask(drafter.session, 'sources.graph', { carrierId }, SourcesGraph);
  expect(graph.edges).toMatchObject([{ from: carrierId, to: apart?.id, manner: 'copy' }]);
});

test('who outside has a copy gets a notice, which is sent and receipted', async () => {
  const { carrierId, copyIds } = await register({ copies: 2 });
  await w.done(clerk.session, 'delivery.send', {
    registerId,
    copyIds: [copyIds[0]],
    counterpart: '示范炼化公司',
    channel: 'messenger',
  });
  const regradingId = await change({ carrierIds: [carrierId], kind: 'release' });
  const { rows: list } = await w.ask(clerk.session, 'regrading.notices', {}, NoticeList);
  const notice = list.find((one) => one.regradingId === regradingId);
  expect(notice).toMatchObject({ counterpart: '示范炼化公司', state: 'prepared' });
  expect(await owed('regrading.send-notice', regradingId)).toHaveLength(1);
  const input = { noticeId: notice?.id };
  const paper = await openFile(w.kernel, {
    name: 'regrading.notice',
    input,
    sessionHash: clerk.session,
    terminal: testTerminal,
  });
  expect(Buffer.from(paper.bytes).subarray(0, 5).toString()).toBe('%PDF-');
  expect(await w.run(clerk.session, 'regrading.receiptNotice', { ...input, signer: '庚一' })).toMatchObject(
    refused('regrading.notice.state'),
  );
  await w.done(clerk.session, 'regrading.sendNotice', { ...input, channel: '机要交通' });
  expect(await owed('regrading.send-notice', regradingId)).toEqual([]);
  expect(await owed('regrading.notice-receipt', regradingId)).toHaveLength(1);
  await w.done(clerk.session, 'regrading.receiptNotice', { ...input, signer: '庚一', scan });
  expect(await owed('regrading.notice-receipt', regradingId)).toEqual([]);
});

test('a holder never regrades: he suggests, and enters what the originator decided', async () => {
  const { carrierId } = await register({ origin: 'received' });
  expect(
    await w.run(drafter.session, 'regrading.propose', {
      carrierIds: [carrierId],
      kind: 'release',
      classifierId: classifier.id,
      reason,
    }),
  ).toMatchObject(refused('regrading.not.own'));
  const suggested = await w.done(drafter.session, 'regrading.suggest', {
    carrierId,
    suggested: 'release',
    reason,
  });
  const suggestionId = textOf(suggested, 'suggestionId');
  await w.done(clerk.session, 'regrading.answerSuggestion', { suggestionId, answer: 'accepted' });
  const entered = await w.done(clerk.session, 'regrading.enterNotice', {
    carrierIds: [carrierId],
    kind: 'release',
    documentNo: '示密变〔2026〕3号',
    scan,
  });
  const regradingId = textOf(entered, 'regradingId');
  const approvalId = await park(clerk.session, 'regrading.submit', { regradingId });
  await consent(leader, approvalId);
  expect(await open(carrierId)).toMatchObject({ mark: '解密' });
  const changes = await w.ask(drafter.session, 'regrading.ofCarrier', { carrierId }, CarrierChanges);
  expect(changes.suggestions).toMatchObject([{ state: 'accepted', reason }]);
});

test('a term is warned of a month before, and own matter is released on the day after its last by itself', async () => {
  const own = await register({ issuedOn: '2021-11-25' });
  const received = await register({ issuedOn: '2021-11-25', origin: 'received' });
  await turn();
  expect(await owed('carrier.term-ends', own.carrierId)).toMatchObject([
    { duty: 'classifier', due_on: '2026-11-25' },
  ]);
  expect(await owed('carrier.term-ends', received.carrierId)).toMatchObject([{ duty: 'document-clerk' }]);
  await w.onDay('2026-11-25', turn);
  expect(await open(own.carrierId)).toMatchObject({ mark: '机密★5年' });
  await w.onDay('2026-11-26', turn);
  expect(await open(own.carrierId)).toMatchObject({ mark: '解密' });
  expect(await owed('carrier.term-ends', own.carrierId)).toEqual([]);
  // the holder asks, and changes nothing
  expect(await open(received.carrierId)).toMatchObject({ mark: '机密★5年' });
  expect(await owed('regrading.ask-originator', received.carrierId)).toHaveLength(1);
  await w.onDay('2026-11-27', async () => {
    await w.done(await w.signIn(clerk.id), 'regrading.checkTerm', {
      carrierIds: [received.carrierId],
      outcome: 'no-extension-found',
    });
    await turn();
  });
  expect(await owed('regrading.ask-originator', received.carrierId)).toEqual([]);
  expect(await open(received.carrierId)).toMatchObject({ mark: '机密★5年' });
});

test('an extension that is being decided holds the expiry back, and is not asked for once the term is over', async () => {
  const { carrierId } = await register({ issuedOn: '2021-11-10' });
  const input = { carrierIds: [carrierId], kind: 'extend', mark: markOf('JIMI', duration(8)) };
  const regradingId = await propose(input);
  const approvalId = await park(drafter.session, 'regrading.submit', { regradingId });
  await w.onDay('2026-11-12', async () => {
    await turn();
    expect(await open(carrierId)).toMatchObject({ mark: '机密★5年' });
    const ending = await w.ask(drafter.session, 'regrading.ending', { by: 'known' }, EndingList);
    expect(ending.rows.find((row) => row.id === carrierId)).toMatchObject({
      state: 'extension-pending',
      daysLeft: -2,
    });
    expect(
      await w.run(await w.signIn(drafter.id), 'regrading.propose', {
        ...input,
        classifierId: classifier.id,
        reason,
      }),
    ).toMatchObject(refused('regrading.extension.late'));
    await consent(classifier, approvalId);
    await consent(leader, approvalId);
    expect(await open(carrierId)).toMatchObject({ mark: '机密★8年' });
  });
});

test('a condition is met by who answers for it, or on a day set beforehand', async () => {
  const until = { kind: 'condition', text: '成绩公布前' };
  const exam = await register({ validity: until });
  await w.done(officer.session, 'regrading.conditionMet', {
    carrierIds: [exam.carrierId],
    reason: '成绩已公布',
  });
  expect(await open(exam.carrierId)).toMatchObject({ mark: '解密' });
  const dated = await register({ validity: until });
  expect(
    await w.run(officer.session, 'regrading.setReleaseDay', {
      carrierId: dated.carrierId,
      day: '2026-11-01',
      reason,
    }),
  ).toMatchObject(refused('regrading.day.past'));
  await w.done(officer.session, 'regrading.setReleaseDay', {
    carrierId: dated.carrierId,
    day: '2026-11-18',
    reason,
  });
  await w.onDay('2026-11-17', turn);
  expect(await open(dated.carrierId)).toMatchObject({ mark: '机密★成绩公布前' });
  await w.onDay('2026-11-18', turn);
  expect(await open(dated.carrierId)).toMatchObject({ mark: '解密' });
  const plain = await register();
  expect(
    await w.run(officer.session, 'regrading.conditionMet', { carrierIds: [plain.carrierId], reason }),
  ).toMatchObject(refused('regrading.no.condition'));
});

test('a source that is changed queues all that rests on it, also around a circle; each is followed or kept', async () => {
  const source = await register();
  const summary = await register();
  const digest = await register();
  const record = (carrierId: string, sourceId: string, manner: string) =>
    w.done(clerk.session, 'sources.add', { carrierId, sourceId, manner });
  await record(summary.carrierId, source.carrierId, 'summary');
  await record(digest.carrierId, summary.carrierId, 'compiled');
  await record(source.carrierId, digest.carrierId, 'key-point');
  expect(
    await w.run(clerk.session, 'sources.add', {
      carrierId: summary.carrierId,
      sourceId: source.carrierId,
      manner: 'summary',
    }),
  ).toMatchObject(refused('sources.known'));
  await change({ carrierIds: [source.carrierId], kind: 'downgrade', mark: markOf('MIMI', duration(5)) });
  await turn();
  const queue = () => w.ask(classifier.session, 'derivation.reviews', {}, ReviewList);
  const mine = [summary.carrierId, digest.carrierId];
  const waiting = (await queue()).rows.filter((row) => mine.includes(row.carrierId));
  expect(waiting.map((row) => row.carrierId).toSorted()).toEqual(mine.toSorted());
  expect(waiting[0]?.source).toMatchObject({ number: source.number, mark: '秘密★5年', kind: 'downgrade' });
  const review = waiting.find((row) => row.carrierId === digest.carrierId);
  expect(await w.run(outsider.session, 'derivation.keep', { reviewId: review?.id, reason })).toMatchObject(
    refused('not.found'),
  );
  await w.done(classifier.session, 'derivation.keep', { reviewId: review?.id, reason: '另有来源，维持' });
  expect(await owed('derivation.review', digest.carrierId)).toEqual([]);
  // the summary follows: its own mark is changed
  await change({ carrierIds: [summary.carrierId], kind: 'downgrade', mark: markOf('MIMI', duration(5)) });
  expect((await queue()).rows.filter((row) => row.carrierId === summary.carrierId)).toEqual([]);
});

test('the graph has no hole that tells of what is hidden', async () => {
  const first = await register();
  const hidden = await register({ knowers: [classifier.id] });
  const last = await register();
  for (const [carrierId, sourceId] of [
    [hidden.carrierId, first.carrierId],
    [last.carrierId, hidden.carrierId],
  ])
    await w.done(clerk.session, 'sources.add', { carrierId, sourceId, manner: 'summary' });
  await w.done(clerk.session, 'sources.add', {
    carrierId: last.carrierId,
    words: '上级单位某文件',
    manner: 'identical',
  });
  const ask = (session: string) =>
    w.ask(session, 'sources.graph', { carrierId: first.carrierId }, SourcesGraph);
  expect((await ask(clerk.session)).nodes).toHaveLength(4);
  const seen = await ask(drafter.session);
  expect(seen.nodes.map((node) => node.id)).toEqual([first.carrierId]);
  expect(seen.edges).toEqual([]);
  const end = await w.ask(drafter.session, 'sources.graph', { carrierId: last.carrierId }, SourcesGraph);
  expect(end.nodes.map((node) => node.title)).toEqual(['年度生产安排（样例）', '上级单位某文件']);
});

test('an extract and its source are on the graph; released material is not extracted any more', async () => {
  const { carrierId } = await register();
  const approvalId = await park(drafter.session, 'carrier.extract', {
    carrierId,
    title: '摘录（样例）',
    pages: 1,
    reason,
  });
  await consent(leader, approvalId);
  const graph = await w.ask(drafter.session, 'sources.graph', { carrierId }, SourcesGraph);
  expect(graph.edges).toMatchObject([{ from: carrierId, manner: 'extract' }]);
  await change({ carrierIds: [carrierId], kind: 'release' });
  expect(
    await w.run(drafter.session, 'carrier.extract', { carrierId, title: '摘录（样例）', pages: 1, reason }),
  ).toMatchObject(refused('carrier.released'));
});

test('a correction that shortens the term is decided like a release', async () => {
  const { carrierId } = await register();
  const input = {
    carrierId,
    medium: 'paper',
    issuedOn: '2026-10-12',
    title: '年度生产安排（样例）',
    mustReturn: false,
    reason,
  };
  const shorter = await w.run(clerk.session, 'carrier.correct', {
    ...input,
    mark: markOf('JIMI', duration(1)),
  });
  expect(shorter.kind).toBe('parked');
  const longer = await w.run(clerk.session, 'carrier.correct', {
    ...input,
    mark: markOf('JIMI', duration(6)),
  });
  expect(longer.kind).toBe('done');
});

test('more than fifty of a unit in a day wait for a classifier', async () => {
  for (let i = 0; i < 51; i += 1) await register({ issuedOn: '2016-11-28', validity: duration(10) });
  const months = await w.ask(clerk.session, 'regrading.endingMonths', {}, EndingMonths);
  expect(months.months[0]).toMatchObject({ month: '2026-11' });
  expect(months.months[0]?.own).toBeGreaterThanOrEqual(51);
  await w.onDay('2026-11-29', async () => {
    await turn();
    expect(await countReleased()).toBe(0);
    const session = await w.signIn(classifier.id);
    const { rows: batches } = await w.ask(session, 'regrading.batches', {}, ExpiryBatches);
    expect(batches).toMatchObject([{ state: 'waiting' }]);
    expect(
      await w.run(await w.signIn(clerk.id), 'regrading.confirmExpiry', { batchId: batches[0]?.id }),
    ).toMatchObject(refused('not.permitted'));
    await w.done(session, 'regrading.confirmExpiry', { batchId: batches[0]?.id });
  });
  await w.onDay('2026-11-30', async () => {
    await turn();
    expect(await countReleased()).toBe(51);
    const { rows: batches } = await w.ask(
      await w.signIn(classifier.id),
      'regrading.batches',
      {},
      ExpiryBatches,
    );
    expect(batches).toEqual([]);
  });
});
