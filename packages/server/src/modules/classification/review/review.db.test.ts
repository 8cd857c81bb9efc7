// CLS-8, ORG-10
import { openFile } from '@fengni/kernel/command/run-query';
import { owe } from '@fengni/kernel/obligation/owe';
import { refused, testTerminal, textOf } from '@fengni/kernel/testkit/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { ReviewItems, YearlyReviewList, ReviewPage, Statistics } from './contract.ts';
import { createTestHouse } from '../../../testing/test-house.ts';

const state = 'cn-state-secret';
const levels = { 秘密: 'MIMI', 机密: 'JIMI', 绝密: 'JUEMI' } as const;
const house = await createTestHouse();
const { w, database, rows } = house;
const Made = z.object({ carrierId: z.string(), number: z.string() });
let officer: string;
let clerk: string;
let classifier: string;
let reviewId: string;
let registerId: string;
const made: { readonly carrierId: string; readonly number: string }[] = [];

async function cleared(name: string, unit: string, rank = 3): Promise<string> {
  const { id } = await w.person(name, unit);
  await w.clear(id, state, rank);
  return id;
}
async function register(level: keyof typeof levels, years: number, more: Record<string, unknown> = {}) {
  const result = await w.done(clerk, 'carrier.register', {
    registerId,
    medium: 'paper',
    origin: 'own',
    mark: { scheme: state, level: levels[level], validity: { kind: 'duration', years } },
    issuedOn: '2026-03-01',
    title: `样例文件${made.length}`,
    ...more,
  });
  return Made.parse(result);
}
const progressOf = async (session: string) =>
  (await w.ask(session, 'review.show', { reviewId }, ReviewPage)).progress;
const itemsOf = (session: string, more: Record<string, unknown> = {}) =>
  w.ask(session, 'review.items', { reviewId, ...more }, ReviewItems);

beforeAll(async () => {
  officer = await w.as('officer', 'north');
  const clerkId = await cleared('甲一', 'north');
  await w.hold(clerkId, 'document-clerk', 'north');
  clerk = await w.signIn(clerkId);
  const classifierId = await cleared('乙一', 'north', 2);
  await w.hold(classifierId, 'classifier', 'north', { scheme: state, levelRank: 2 });
  classifier = await w.signIn(classifierId);
  registerId = textOf(
    await w.done(officer, 'register.open', { unitId: w.units.north.id, kind: 'carrier', name: '自产文件' }),
    'registerId',
  );
  const scope = { scope: { personIds: [classifierId], postIds: [] } };
  made.push(await register('秘密', 5, scope));
  made.push(await register('机密', 20, scope));
  made.push(await register('绝密', 30));
  // received ones are the originator's to review
  await register('秘密', 5, { origin: 'received' });
});
afterAll(house.close);

test('a review lists what the unit classified itself and still stands, and is owed by its classifiers', async () => {
  const input = { unitId: w.units.north.id, year: 2026, dueOn: '2026-12-15' };
  const south = await w.as('officer', 'south');
  expect(await w.run(south, 'review.open', input)).toMatchObject(refused('not.permitted'));
  expect(await w.run(officer, 'review.open', { ...input, year: 2024 })).toMatchObject(refused('review.year'));
  const opened = await w.done(officer, 'review.open', input);
  reviewId = textOf(opened, 'reviewId');
  expect(opened['items']).toBe(3);
  expect(await w.run(officer, 'review.open', input)).toMatchObject(refused('review.exists'));
  expect(
    await rows(
      `select duty, subject_number from obligation where kind = 'classification.review' and state = 'open'`,
    ),
  ).toEqual([{ duty: 'classifier', subject_number: '2026' }]);
  expect((await w.ask(south, 'review.list', {}, YearlyReviewList)).rows).toEqual([]);
  await expect(w.query(south, 'review.show', { reviewId })).rejects.toMatchObject({ code: 'not.found' });
  expect((await itemsOf(south)).rows).toEqual([]);
});

test('numbers and levels are seen by duty, titles by who may know', async () => {
  const asOfficer = await itemsOf(officer);
  expect(asOfficer.rows.map((row) => row.title)).toEqual([null, null, null]);
  expect(asOfficer.rows.map((row) => row.mark)).toEqual(['秘密★5年', '机密★20年', '绝密★30年']);
  const asClassifier = await itemsOf(classifier);
  expect(asClassifier.rows.map((row) => row.title)).toEqual(['样例文件0', '样例文件1', null]);
});

test('a classifier decides on what he knows and may classify, with a reason of the list', async () => {
  const [first, second, third] = (await itemsOf(officer)).rows.map((row) => row.id);
  const decide = (session: string, itemIds: unknown[], more: Record<string, unknown> = {}) =>
    w.run(session, 'review.decide', { reviewId, itemIds, decision: 'keep', reason: 'harm-remains', ...more });
  expect(await decide(officer, [first])).toMatchObject(refused('not.permitted'));
  expect(await decide(classifier, [first], { reason: 'release' })).toMatchObject(refused('review.reason'));
  expect(await decide(classifier, [first, third])).toMatchObject({
    ...refused('review.not.known'),
    params: { count: 1 },
  });
  const lowerId = await cleared('乙三', 'north', 3);
  await w.hold(lowerId, 'classifier', 'north', { scheme: state, levelRank: 1 });
  const scopeOf = await rows('select id from carrier where number = $1', [made[1]?.number]);
  await database.pastTriggers(async (client) => {
    await client.query(
      `insert into carrier_knower select $1, carrier_id, scheme, level_rank, registered_at, register_id, state
       from carrier_knower where carrier_id = $2 limit 1`,
      [lowerId, scopeOf[0]?.['id']],
    );
  });
  const lower = await w.signIn(lowerId);
  expect(await decide(lower, [second])).toMatchObject(refused('review.beyond.authority'));
  expect(await decide(classifier, [first])).toMatchObject({ kind: 'done' });
  expect(await decide(classifier, [second], { decision: 'change', reason: 'shorten' })).toMatchObject({
    kind: 'done',
  });
  expect(await progressOf(officer)).toEqual({ total: 3, kept: 1, changing: 1, settled: 0, waiting: 1 });
  expect((await itemsOf(officer, { show: 'change' })).rows.map((row) => row.id)).toEqual([second]);
});

test('what is released meanwhile waits for nobody; a review closes with its figures and ends the calendar duty', async () => {
  const kind = `calendar:${state}:own-secrets-review`;
  const debt = {
    kind,
    unitPath: w.units.north.path,
    duty: 'officer',
    dueOn: '2026-12-31',
    period: '2026/1',
  } as const;
  await w.fixture((tx) => owe(tx, debt));
  expect(await w.run(officer, 'review.close', { reviewId })).toMatchObject({
    ...refused('review.undecided'),
    params: { count: 1 },
  });
  await database.pastTriggers((client) =>
    client.query(`update carrier set level_rank = 0, released_on = '2026-11-02' where id = $1`, [
      made[2]?.carrierId,
    ]),
  );
  expect(await w.done(officer, 'review.close', { reviewId })).toMatchObject({
    total: 3,
    kept: 1,
    changing: 1,
    settled: 1,
    waiting: 0,
  });
  const page = await w.ask(officer, 'review.show', { reviewId }, ReviewPage);
  expect(page.closing).toMatchObject({ settled: 1 });
  expect(await rows('select kind, state from obligation order by kind')).toEqual([
    { kind, state: 'done' },
    { kind: 'classification.review', state: 'done' },
  ]);
  expect(await w.run(officer, 'review.close', { reviewId })).toMatchObject(refused('review.closed'));
});

test('statistics count what the caller handles and nothing else', async () => {
  const input = { unitId: w.units.root.id, year: 2026 };
  const seen = await w.ask(officer, 'classification.statistics', input, Statistics);
  expect(seen.total).toMatchObject({ standing: 2, made: 2, original: 2, atMaximum: 1, basisKnown: 0 });
  expect(seen.bands).toMatchObject({ five: 1, twenty: 1, longer: 0 });
  expect(seen.units.map((unit) => [unit.name, unit.totals.standing])).toEqual([['north', 2]]);
  const south = await w.as('officer', 'south');
  expect((await w.ask(south, 'classification.statistics', input, Statistics)).total.standing).toBe(0);
});

test('the report to the bureau is printed, exported, and its filing ends the duty of the year after', async () => {
  const kind = `calendar:${state}:classification-statistics`;
  const debt = {
    kind,
    unitPath: w.units.north.path,
    duty: 'officer',
    dueOn: '2027-01-29',
    period: '2027/1',
  } as const;
  await w.fixture((tx) => owe(tx, debt));
  const input = { unitId: w.units.north.id, year: 2026 };
  const file = async (name: string) =>
    openFile(w.kernel, {
      name,
      input,
      sessionHash: await w.signIn(w.personOf(officer)),
      terminal: testTerminal,
    });
  expect(Buffer.from((await file('classification.printStatistics')).bytes.slice(0, 5)).toString()).toBe(
    '%PDF-',
  );
  expect((await file('classification.exportStatistics')).fileName).toBe('国家秘密事项统计表-2026.xlsx');
  const filing = { ...input, filedOn: '2026-11-02', filedTo: '示范县保密局' };
  expect(await w.run(officer, 'classification.recordFiling', filing)).toMatchObject(
    refused('classification.filed.on'),
  );
  await w.onDay('2027-01-12', async () => {
    const session = await w.signIn(w.personOf(officer));
    await w.done(session, 'classification.recordFiling', { ...filing, filedOn: '2027-01-10' });
    expect(
      await w.run(session, 'classification.recordFiling', { ...filing, filedOn: '2027-01-11' }),
    ).toMatchObject(refused('classification.filed'));
    expect((await w.ask(session, 'classification.statistics', input, Statistics)).filing).toMatchObject({
      filedOn: '2027-01-10',
      filedTo: '示范县保密局',
    });
  });
  expect(await rows('select state from obligation where kind = $1', [kind])).toEqual([{ state: 'done' }]);
  expect(w.kernel.faults).toEqual([]);
});
