// CLS-2, CLS-1
import { AuditRun } from '@fengni/kernel/audit/contract';
import { openFile } from '@fengni/kernel/command/run-query';
import { type TestClock, type TestDatabase, createTestDatabase } from '@fengni/kernel/testkit/database';
import { type World, createWorld, refused, textOf } from '@fengni/kernel/testkit/world';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { planFile } from './file-route.ts';
import { composeTestRegistry, testRootKey } from '../../registry/test-registry.ts';
import {
  CatalogueList,
  CatalogueMatch,
  CataloguePage,
  CurrentItems,
  type ItemView,
  ScopeItems,
  ScopeList,
  ThreePage,
} from './contract.ts';

const clock: TestClock = { now: new Date('2026-11-22T01:00:00Z') };
let database: TestDatabase;
let w: World;
let officer: string;
let second: string;
let head: string;
let inspector: string;
let staff: string;
let unclearedOfficer: string;

async function person(
  name: string,
  duty: 'officer' | 'first-responsible' | 'inspector' | null,
  rank: number,
) {
  const made = await w.person(name, 'north');
  if (duty !== null) await w.hold(made.id, duty, 'north');
  for (const scheme of ['cn-state-secret', 'cn-work-secret'])
    if (rank > 0) await w.clear(made.id, scheme, Math.min(rank, scheme === 'cn-state-secret' ? 3 : 1));
  return w.signIn(made.id);
}

beforeAll(async () => {
  database = await createTestDatabase();
  w = await createWorld({ database, registry: composeTestRegistry(), clock, rootKey: testRootKey });
  await w.unit('finance', 'north');
  officer = await person('甲一', 'officer', 3);
  second = await person('甲二', 'officer', 3);
  head = await person('乙一', 'first-responsible', 3);
  inspector = await person('戊一', 'inspector', 3);
  staff = await person('庚一', null, 1);
  unclearedOfficer = await person('甲三', 'officer', 1);
});
beforeEach(() => {
  clock.now = new Date(clock.now.getTime() + 60_000);
});
afterAll(async () => {
  expect(w.kernel.faults).toEqual([]);
  await database.close();
});

const years = (count: number) => ({ kind: 'duration', years: count });
const mark = (level: string, validity: unknown = years(5)) => ({
  scheme: 'cn-state-secret',
  level,
  validity,
});
const item = (name: string, more: Record<string, unknown> = {}) => ({
  number: '1',
  name,
  mark: mark('MIMI'),
  basis: '《示范范围》第1项',
  ...more,
});
type Told = Pick<ItemView, 'number' | 'name' | 'basis' | 'scopeText' | 'origin'>;
const told = ({ number, name, basis, scopeText, origin }: Told) => [number, name, basis, scopeText, origin];
const begin = async (session: string, scheme = 'cn-state-secret', from = 'in-force') =>
  textOf(await w.done(session, 'catalogue.begin', { unitId: w.units.north.id, scheme, from }), 'catalogueId');
const put = async (catalogueId: string, fields: unknown, itemId: string | null = null, session = officer) =>
  w.run(session, 'catalogue.putItem', { catalogueId, itemId, item: fields });
const open = (session: string, catalogueId: string) =>
  w.ask(session, 'catalogue.open', { catalogueId }, CataloguePage);

async function consent(session: string, approvalId: string) {
  const fresh = await w.signIn(w.personOf(session));
  return w.run(fresh, 'approval.decide', {
    approvalId,
    verdict: 'consent',
    reason: '',
    openedAt: clock.now.toISOString(),
    batchSize: 1,
  });
}
async function submit(catalogueId: string, session = officer): Promise<string> {
  const outcome = await w.run(session, 'catalogue.submit', { catalogueId, reason: '年度复核' });
  if (outcome.kind !== 'parked') throw new Error(`not parked: ${JSON.stringify(outcome)}`);
  return outcome.approvalId;
}
let first = '';

test('a list comes into force by a second reader and the first responsible person, and is owed to the bureau', async () => {
  first = await begin(officer);
  expect(
    await w.run(second, 'catalogue.begin', { unitId: w.units.north.id, scheme: 'cn-state-secret' }),
  ).toMatchObject(refused('catalogue.draft.standing'));
  expect(await w.run(officer, 'catalogue.submit', { catalogueId: first, reason: '首次编制' })).toMatchObject(
    refused('catalogue.empty'),
  );
  expect(await put(first, item('年度投资概算', { mark: mark('JIMI', years(10)) }))).toMatchObject({
    kind: 'done',
  });
  expect(await put(first, item('应急储备点位'))).toMatchObject({ kind: 'done' });
  expect((await open(officer, first)).mark).toBe('机密★10年');
  const approvalId = await submit(first);
  expect(await put(first, item('又一项'))).toMatchObject(refused('catalogue.pending'));
  expect(await consent(second, approvalId)).toMatchObject({ result: { state: 'pending' } });
  expect(await consent(head, approvalId)).toMatchObject({ result: { state: 'done' } });
  const page = await open(officer, first);
  expect(page).toMatchObject({ state: 'in-force', inForceFrom: '2026-11-22', known: true });
  expect(page.consents.map((one) => one.person)).toEqual(['甲二', '乙一']);
  const owed = await database.asOwner((client) =>
    client.query(`select due_on::text, state from obligation where kind = 'catalogue.file'`),
  );
  expect(owed.rows).toEqual([{ due_on: '2026-12-22', state: 'open' }]);
  await w.done(officer, 'catalogue.recordFiling', {
    catalogueId: first,
    filedOn: '2026-11-22',
    filedWith: '市示范保密局',
    filedNo: '1号',
  });
  expect((await open(officer, first)).filedOn).toBe('2026-11-22');
});

test('what cannot stand on a list is refused with its reason', async () => {
  const draft = await begin(officer, 'cn-work-secret');
  const work = { scheme: 'cn-work-secret', level: 'WORK', validity: { kind: 'unstated' } };
  expect(await put(draft, item('内部会议', { mark: work }))).toMatchObject({ kind: 'done' });
  expect(await put(draft, item('混进来的'))).toMatchObject(refused('catalogue.mark.scheme'));
  expect(await put(draft, item('没有依据', { mark: work, basis: '' }))).toMatchObject(
    refused('catalogue.basis.missing'),
  );
  expect(await put(draft, item('外单位', { mark: work, ownerUnitId: w.units.south.id }))).toMatchObject(
    refused('catalogue.owner.outside'),
  );
  await w.done(officer, 'catalogue.drop', { catalogueId: draft });
  expect(await put(draft, item('已作废', { mark: work }))).toMatchObject(refused('catalogue.not.draft'));
  const next = await begin(officer);
  expect(await put(next, item('期限过长', { mark: mark('MIMI', years(11)) }))).toMatchObject(
    refused('catalogue.mark.refused'),
  );
  expect(await w.run(officer, 'catalogue.submit', { catalogueId: next, reason: '没有变化' })).toMatchObject(
    refused('catalogue.unchanged'),
  );
  await w.done(officer, 'catalogue.drop', { catalogueId: next });
  expect(
    await w.run(officer, 'catalogue.recordFiling', {
      catalogueId: first,
      filedOn: '2026-12-22',
      filedWith: '局',
    }),
  ).toMatchObject(refused('catalogue.day.future'));
});

test('the next version shows what changed, replaces the one in force and ends what the calendar asks', async () => {
  await w.fixture(async (tx) => {
    const { obligations } = await import('@fengni/kernel/obligation/tables');
    await tx.insert(obligations, {
      id: tx.newId(),
      kind: 'calendar:cn-state-secret:matters-list',
      unit_id: w.units.north.id,
      unit_path: w.units.north.path,
      person_id: null,
      duty: 'officer',
      register_id: null,
      subject_table: null,
      subject_id: null,
      subject_number: '',
      period: '2026/1',
      due_on: '2026-12-31',
      remind_on: null,
      state: 'open',
      basis: '',
      params: {},
      chased: 0,
      chased_at: null,
      escalated: 0,
      escalated_at: null,
      made_at: clock.now,
      ended_at: null,
      ended_by: null,
    });
  });
  const draft = await begin(officer);
  const page = await open(officer, draft);
  const [budget, stores] = page.items;
  expect(page.items.map((one) => one.name)).toEqual(['年度投资概算', '应急储备点位']);
  const former = await open(officer, first);
  expect(page.items.map((one) => one.lineId)).toEqual(former.items.map((one) => one.lineId));
  await put(draft, item('年度投资概算及调整', { mark: mark('JIMI', years(10)) }), budget?.id ?? null);
  await w.done(officer, 'catalogue.dropItem', { catalogueId: draft, itemId: stores?.id });
  await put(draft, item('监控点位图', { number: '3' }));
  const after = await open(officer, draft);
  const ids = after.items.map((one) => one.id);
  expect(
    await w.run(officer, 'catalogue.orderItems', { catalogueId: draft, itemIds: ids.slice(1) }),
  ).toMatchObject(refused('catalogue.order.items'));
  await w.done(officer, 'catalogue.orderItems', { catalogueId: draft, itemIds: ids.toReversed() });
  expect((await open(officer, draft)).items.map((one) => one.id)).toEqual(ids.toReversed());
  const approvalId = await submit(draft);
  const facts = await w.query(second, 'approval.open', { approvalId });
  expect(facts).toMatchObject({
    matter: { matters: 2, changed: ['1 年度投资概算及调整 机密★10年'], dropped: ['1 应急储备点位 秘密★5年'] },
    snapshot: { unit: 'north', version: 2 },
  });
  // consenting needs knowing: who handles the list without clearance cannot
  const uncleared = await consent(unclearedOfficer, approvalId);
  expect(uncleared).toMatchObject(refused('not.found'));
  await consent(second, approvalId);
  await consent(head, approvalId);
  expect((await open(officer, first)).state).toBe('superseded');
  const duties = await database.asOwner((client) =>
    client.query(`select state from obligation where kind = 'calendar:cn-state-secret:matters-list'`),
  );
  expect(duties.rows).toEqual([{ state: 'done' }]);
  await w.done(officer, 'catalogue.confirmReview', { catalogueId: draft });
  expect((await open(officer, draft)).reviews.map((one) => one.outcome).toSorted()).toEqual([
    'new-version',
    'unchanged',
  ]);
  first = draft;
});

test('the list is known by duty and clearance, handled by who has a duty, and staff find what they are cleared for', async () => {
  const lines = async (session: string) => (await open(session, first)).items.map((one) => one.name);
  const everything = ['监控点位图', '年度投资概算及调整'];
  expect(await open(officer, first)).toMatchObject({ known: true, mark: '机密★10年' });
  expect(await lines(officer)).toEqual(everything);
  // everybody of the unit finds what is in force, each item as he is cleared; he does not know the list as a whole
  expect(await open(unclearedOfficer, first)).toMatchObject({ known: false, mark: '机密★10年' });
  expect(await lines(unclearedOfficer)).toEqual(['监控点位图']);
  expect(await open(inspector, first)).toMatchObject({ known: false });
  expect(await lines(inspector)).toEqual(everything);
  expect((await open(staff, first)).items.map((one) => one.name)).toEqual(['监控点位图']);
  const south = await w.as('officer', 'south');
  await expect(open(south, first)).rejects.toMatchObject({ code: 'not.found' });
  expect((await w.ask(south, 'catalogue.list', {}, CatalogueList)).rows).toEqual([]);
  expect((await w.ask(south, 'catalogue.items', {}, CurrentItems)).rows).toEqual([]);
  const found = await w.ask(staff, 'catalogue.items', { words: '点位' }, CurrentItems);
  expect(found.rows.map((one) => one.name)).toEqual(['监控点位图']);
  // who is not cleared for the list cannot write in it
  expect(
    await w.run(unclearedOfficer, 'catalogue.begin', { unitId: w.units.north.id, scheme: 'cn-state-secret' }),
  ).toMatchObject(refused('not.found'));
  const draft = await begin(second);
  expect(await put(draft, item('新事项'), null, unclearedOfficer)).toMatchObject(refused('not.found'));
  await w.done(second, 'catalogue.drop', { catalogueId: draft });
});

test('a stated mark stands for the whole list, and nobody raises it above his own clearance', async () => {
  const draft = await begin(unclearedOfficer, 'cn-state-secret', 'empty');
  await put(draft, item('一般事项'), null, unclearedOfficer);
  expect(await put(draft, item('太高', { mark: mark('JIMI') }), null, unclearedOfficer)).toMatchObject(
    refused('catalogue.mark.uncleared'),
  );
  await w.done(officer, 'catalogue.stateMark', { catalogueId: draft, mark: mark('JIMI', years(20)) });
  expect(await open(officer, draft)).toMatchObject({ mark: '机密★20年', markStated: true });
  await w.done(officer, 'catalogue.stateMark', { catalogueId: draft, mark: null });
  // he could write a list, and not one that replaces what he may not know
  const blind = { catalogueId: draft, reason: '重新编制' };
  expect(await w.run(unclearedOfficer, 'catalogue.submit', blind)).toMatchObject(
    refused('catalogue.mark.uncleared'),
  );
  // a mark stated below the items lets nobody into the draft who is not cleared for them
  await put(draft, item('较高事项', { mark: mark('JIMI') }));
  await w.done(officer, 'catalogue.stateMark', { catalogueId: draft, mark: mark('MIMI') });
  expect(await open(unclearedOfficer, draft)).toMatchObject({ known: false, items: [], mark: '秘密★5年' });
  const higher = (await open(officer, draft)).items.find((one) => one.name === '较高事项');
  await w.done(officer, 'catalogue.dropItem', { catalogueId: draft, itemId: higher?.id });
  await w.done(officer, 'catalogue.stateMark', { catalogueId: draft, mark: null });
  expect(await open(officer, draft)).toMatchObject({ mark: '秘密★5年', markStated: false });
  await w.done(officer, 'catalogue.drop', { catalogueId: draft });
});

test('rows of a table come in together or not at all, and a line that stays is the same line', async () => {
  const draft = await begin(officer);
  const before = await open(officer, draft);
  const fileDigest = 'a'.repeat(64);
  const rows = [item('监控点位图', { number: '3' }), item('另一事项', { number: '4', origin: 'received' })];
  expect(
    await w.run(officer, 'catalogue.importItems', {
      catalogueId: draft,
      mode: 'append',
      fileDigest,
      items: [...rows, item('坏的', { basis: '' })],
    }),
  ).toMatchObject(refused('catalogue.basis.missing'));
  expect((await open(officer, draft)).items).toEqual(before.items);
  await w.done(officer, 'catalogue.importItems', {
    catalogueId: draft,
    mode: 'replace',
    fileDigest,
    items: rows,
  });
  const after = await open(officer, draft);
  expect(after.items.map((one) => one.name)).toEqual(['监控点位图', '另一事项']);
  const kept = before.items.find((one) => one.name === '监控点位图');
  expect(after.items[0]?.lineId).toBe(kept?.lineId);
  await w.done(officer, 'catalogue.drop', { catalogueId: draft });
});

test('a scope catalogue is known to leaders and officers cleared for its own mark, and items rest on it', async () => {
  const made = await w.done(officer, 'scopeCatalogue.import', {
    unitId: w.units.north.id,
    scheme: 'cn-state-secret',
    title: '示范行业保密事项范围',
    issuingBody: '示范部',
    documentNo: '示发〔2025〕1号',
    mark: mark('JIMI', years(20)),
    inForceFrom: '2025-05-01',
    items: [
      { number: '2.1', name: '未公开的投资计划', mark: mark('JIMI', years(15)), scopeText: '有关领导' },
      { number: '2.2', name: '特殊图件', mark: mark('MIMI', years(12)), scopeText: '' },
    ],
  });
  const scopeCatalogueId = textOf(made, 'scopeCatalogueId');
  const seen = async (session: string) =>
    (await w.ask(session, 'scopeCatalogue.list', {}, ScopeList)).rows.length;
  expect([
    await seen(officer),
    await seen(unclearedOfficer),
    await seen(staff),
    await seen(inspector),
  ]).toEqual([1, 0, 0, 0]);
  const items = await w.ask(officer, 'scopeCatalogue.items', { scopeCatalogueId, words: '图件' }, ScopeItems);
  expect(items.rows.map((one) => one.mark)).toEqual(['秘密★12年']);
  const draft = await begin(officer);
  // over the maximum of the law, and lawful because the scope catalogue has it
  expect(
    await put(
      draft,
      item('特殊图件一', { mark: mark('MIMI', years(12)), scopeItemId: items.rows[0]?.id, basis: '' }),
    ),
  ).toMatchObject({ kind: 'done' });
  const page = await open(officer, draft);
  expect(page.items.at(-1)).toMatchObject({
    basis: '《示范行业保密事项范围》2.2 特殊图件',
    warnings: ['owner-missing'],
  });
  await w.done(officer, 'catalogue.drop', { catalogueId: draft });
  const match = (session: string, words: string) =>
    w.ask(session, 'catalogue.match', { unitId: w.units.north.id, words }, CatalogueMatch);
  const matched = await match(officer, '关于投资概算的请示');
  expect(matched.rows.map((row) => [row.kind, row.name])).toEqual([
    ['item', '年度投资概算及调整'],
    ['scope', '未公开的投资计划'],
  ]);
  expect(matched.rows[0]?.basis).toContain(
    'north《国家秘密事项一览表》1 年度投资概算及调整（《示范范围》第1项）',
  );
  expect((await match(staff, '关于投资概算的请示')).rows).toEqual([]);
  expect((await match(staff, '监控点位')).rows.map((row) => row.name)).toEqual(['监控点位图']);
  await w.done(officer, 'scopeCatalogue.end', { scopeCatalogueId, lastDay: '2026-11-21' });
  expect((await match(officer, '关于投资计划的请示')).rows.filter((row) => row.kind === 'scope')).toEqual([]);
});

test('a key place is determined by the first responsible person, confirmed by the bureau, and ended the same way', async () => {
  const keeper = await w.person('癸一', 'finance');
  const proposed = await w.done(officer, 'keyPlace.propose', {
    unitId: w.units.north.id,
    kind: 'site',
    name: '机要室',
    place: '三楼',
    level: 'JUEMI',
    reason: '集中保存绝密级载体',
  });
  const placeId = textOf(proposed, 'placeId');
  expect(await w.run(officer, 'keyPlace.submit', { placeId })).toMatchObject(
    refused('key-place.keeper.missing'),
  );
  await w.done(officer, 'keyPlace.change', {
    placeId,
    kind: 'site',
    name: '机要室',
    place: '三楼东',
    level: 'JUEMI',
    reason: '集中保存绝密级载体',
    keeperId: keeper.id,
  });
  const asked = await w.run(officer, 'keyPlace.submit', { placeId });
  if (asked.kind !== 'parked') throw new Error('not parked');
  expect(await w.run(officer, 'keyPlace.drop', { placeId })).toMatchObject(refused('catalogue.pending'));
  expect(await consent(head, asked.approvalId)).toMatchObject({ result: { state: 'done' } });
  const three = (session: string) =>
    w.ask(session, 'catalogue.three', { unitId: w.units.north.id }, ThreePage);
  const page = await three(officer);
  expect(page.places).toMatchObject([
    { name: '机要室', place: '三楼东', state: 'determined', keeper: '癸一' },
  ]);
  expect(page.gaps.map((gap) => gap.code)).toContain('place-without-matter');
  expect(page.gaps.map((gap) => gap.code)).toContain('place-unconfirmed');
  expect((await three(staff)).places).toEqual([]);
  expect((await three(await w.signIn(keeper.id))).places.map((one) => one.name)).toEqual(['机要室']);
  await w.done(officer, 'keyPlace.recordConfirmation', {
    placeId,
    confirmedOn: '2026-11-22',
    confirmedBy: '市示范保密局',
  });
  expect((await three(officer)).gaps.map((gap) => gap.code)).not.toContain('place-unconfirmed');
  const ending = await w.run(officer, 'keyPlace.end', { placeId, endReason: '载体已全部移交' });
  if (ending.kind !== 'parked') throw new Error('not parked');
  expect(await consent(head, ending.approvalId)).toMatchObject({ result: { state: 'done' } });
  expect((await three(officer)).places).toMatchObject([{ state: 'ended' }]);
});

test('the list is taken out with its mark, by who may know all of it, after the second factor', async () => {
  const take = async (session: string, name: string) =>
    openFile(w.kernel, { name, input: { catalogueId: first }, sessionHash: session, terminal: 't' });
  const fresh = await w.signIn(w.personOf(officer));
  const file = await take(fresh, 'catalogue.download');
  expect(file.fileName).toBe('north-国家秘密事项一览表-V2.xlsx');
  const paper = await take(fresh, 'catalogue.print');
  expect(Buffer.from(paper.bytes.subarray(0, 5)).toString()).toBe('%PDF-');
  // what was taken out can be brought back as it is, in either language
  const form = { unitId: w.units.north.id, kind: 'matters', scheme: 'cn-state-secret' } as const;
  const { items } = await open(officer, first);
  await w.done(fresh, 'account.setLanguage', { language: 'en' });
  const english = await take(fresh, 'catalogue.download');
  await w.done(fresh, 'account.setLanguage', { language: 'zh' });
  for (const { bytes } of [file, english]) {
    const plan = await planFile({ bytes, form }, { units: [], posts: [] });
    expect(plan.faults).toEqual([]);
    expect(plan.columns.every((column) => column.field !== null)).toBe(true);
    expect(plan.matters.map(told)).toEqual(items.map(told));
  }
  expect(english.bytes).not.toEqual(file.bytes);
  await expect(take(await w.signIn(w.personOf(unclearedOfficer)), 'catalogue.print')).rejects.toMatchObject({
    code: 'not.found',
  });
  await expect(take(await w.signIn(w.personOf(staff)), 'catalogue.print')).rejects.toMatchObject({
    name: 'Refusal',
  });
  const stale = await w.signIn(w.personOf(officer), { factorAt: null });
  await expect(take(stale, 'catalogue.download')).rejects.toMatchObject({ code: 'second.factor.required' });
});

test('a list that nobody looks at again, and what was never filed or confirmed, is found', async () => {
  const findings = async () => {
    const session = await w.signIn(w.personOf(officer));
    const checkIds = ['catalogue.unreviewed', 'catalogue.unfiled', 'key-place.unconfirmed'];
    const { checks } = await w.ask(session, 'audit.run', { checkIds }, AuditRun);
    return checks.flatMap((check) => check.rows.map((row) => [check.id, row.number]));
  };
  expect(await findings()).toEqual([]);
  await w.onDay('2026-12-31', async () => {
    expect(await findings()).toEqual([['catalogue.unfiled', 'north V2']]);
  });
  await w.onDay('2027-12-01', async () => {
    expect(await findings()).toEqual([
      ['catalogue.unreviewed', 'north V2'],
      ['catalogue.unfiled', 'north V2'],
    ]);
  });
});
