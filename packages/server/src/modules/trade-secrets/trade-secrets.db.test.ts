// CLS-9, ORG-10
import { openWorkbook } from '@fengni/inspect/open-workbook';
import { owe } from '@fengni/kernel/obligation/owe';
import { refused } from '@fengni/kernel/testkit/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MyTradeSecrets, TradeSecretComparison, TradeSecretLists, TradeSecretPage } from './contract.ts';
import { tradeSecretScheme } from './rules.ts';
import { type SecretsHouse, createSecretsHouse } from './testing/secrets-house.ts';

let house: SecretsHouse;
let listOf2026: string;
let owner: { id: string; session: string };
let holder: { id: string; session: string };
let itemId: string;
let coreId: string;

beforeAll(async () => {
  house = await createSecretsHouse();
  owner = await house.staff('丙一', 1);
  holder = await house.staff('丙二', 2);
});
afterAll(() => house.close());

const openAs = (session: string, listId: string) =>
  house.w.ask(session, 'tradeSecret.open', { listId }, TradeSecretPage);
const mineOf = async (session: string) =>
  (await house.w.ask(session, 'tradeSecret.mine', {}, MyTradeSecrets)).rows.map((row) => row.matter?.name);

test('a draft is written item by item and approved by the first responsible person, who knows all of it', async () => {
  const { w } = house;
  listOf2026 = await house.begin();
  itemId = await house.add(listOf2026, owner.id, { holderPersonIds: [holder.id] });
  coreId = await house.add(listOf2026, holder.id, { mark: house.core, name: '示例配方' });
  expect(
    await w.run(house.drafter, 'tradeSecret.beginList', { unitId: w.units.north.id, year: 2026 }),
  ).toMatchObject(refused('tradeSecret.draft.exists'));
  // holders see nothing of a draft
  expect(await mineOf(owner.session)).toEqual([]);
  const approvalId = await house.submit(listOf2026);
  expect(
    await w.run(house.drafter, 'tradeSecret.addItem', { listId: listOf2026, ...house.itemInput(owner.id) }),
  ).toMatchObject(refused('tradeSecret.pending'));
  expect(await w.run(house.drafter, 'tradeSecret.submitList', { listId: listOf2026 })).toMatchObject(
    refused('tradeSecret.pending'),
  );
  const uncleared = await house.officer('乙二', 'first-responsible', 1);
  expect(await house.consent(uncleared, approvalId)).toMatchObject(refused('tradeSecret.not.all.known'));
  expect(await house.consent(house.head, approvalId)).toMatchObject({ kind: 'done' });
  const page = await openAs(house.head, listOf2026);
  expect(page).toMatchObject({
    state: 'in-force',
    items: 2,
    core: 1,
    ordinary: 1,
    unknown: 0,
    mark: '核心商密▲长期',
  });
  expect(page.consents).toMatchObject([{ person: '乙一' }]);
  expect(page.lines.map((line) => line.number)).toEqual(['2026-001', '2026-002']);
  expect(await w.run(house.drafter, 'tradeSecret.endItem', { itemId, reason: '不再使用' })).toMatchObject(
    refused('tradeSecret.not.draft'),
  );
});

test('an item is known to owner, holders and the cleared of the unit; who handles alone sees number, level and term', async () => {
  expect(await mineOf(owner.session)).toEqual(['示例报价测算方法']);
  expect(await mineOf(holder.session)).toEqual(['示例报价测算方法', '示例配方']);
  const ordinaryOnly = await house.officer('甲二', 'officer', 1);
  const inspector = await house.officer('甲三', 'inspector', 2);
  const foreign = await house.officer('甲四', 'officer', 2, 'south');
  const seen = await openAs(ordinaryOnly, listOf2026);
  expect(seen.lines.map((line) => line.matter?.name ?? null)).toEqual(['示例报价测算方法', null]);
  expect(seen.lines[1]).toMatchObject({ number: '2026-002', level: 'CORE', mark: '核心商密▲长期' });
  expect((await openAs(inspector, listOf2026)).unknown).toBe(2);
  await expect(openAs(foreign, listOf2026)).rejects.toMatchObject({ code: 'not.found' });
  expect((await house.w.ask(foreign, 'tradeSecret.lists', {}, TradeSecretLists)).rows).toEqual([]);
  expect(
    await house.w.run(ordinaryOnly, 'tradeSecret.beginList', { unitId: house.w.units.north.id, year: 2026 }),
  ).toMatchObject(refused('tradeSecret.not.all.known'));
});

test('a frozen holder and one whose clearance ends know nothing at once', async () => {
  const { w } = house;
  await w.fixture((tx) => tx.writeSql('select 1'));
  const before = await mineOf(holder.session);
  expect(before).toHaveLength(2);
  await house.database.pastTriggers((client) =>
    client.query(`update clearance set level_rank = 1 where person_id = $1`, [holder.id]),
  );
  expect(await mineOf(holder.session)).toEqual(['示例报价测算方法']);
  await house.database.pastTriggers((client) =>
    client.query(`update clearance set level_rank = 2 where person_id = $1`, [holder.id]),
  );
  await house.database.pastTriggers((client) =>
    client.query('update person set frozen_at = now() where id = $1', [holder.id]),
  );
  await expect(mineOf(holder.session)).rejects.toMatchObject({ code: 'signed.out' });
  await house.database.pastTriggers((client) =>
    client.query('update person set frozen_at = null where id = $1', [holder.id]),
  );
});

test('filing ends what the calendar asks of the unit for the year, and only that', async () => {
  const { w } = house;
  const kind = `calendar:${tradeSecretScheme}:trade-secret-list`;
  const debt = {
    kind,
    unitPath: w.units.north.path,
    duty: 'first-responsible',
    dueOn: '2026-06-30',
  } as const;
  await w.fixture((tx) =>
    owe(tx, { ...debt, period: '2026/1' }, { ...debt, period: '2027/1', dueOn: '2027-06-30' }),
  );
  expect((await openAs(house.drafter, listOf2026)).fileBy).toBe('2026-06-30');
  const filing = {
    listId: listOf2026,
    filedOn: '2026-04-02',
    filedTo: '示范集团保密办',
    receiptNo: '收〔2026〕7号',
  };
  expect(
    await w.run(house.drafter, 'tradeSecret.fileList', { ...filing, filedOn: '2026-04-03' }),
  ).toMatchObject(refused('tradeSecret.filed.on'));
  expect(
    await w.run(house.drafter, 'tradeSecret.fileList', { ...filing, filedOn: '2026-04-01' }),
  ).toMatchObject(refused('tradeSecret.filed.on'));
  await w.done(house.drafter, 'tradeSecret.fileList', filing);
  expect(await w.run(house.drafter, 'tradeSecret.fileList', filing)).toMatchObject(
    refused('tradeSecret.filed'),
  );
  expect(
    await house.rows('select period, state from obligation where kind = $1 order by period', [kind]),
  ).toEqual([
    { period: '2026/1', state: 'done' },
    { period: '2027/1', state: 'open' },
  ]);
});

test('a change during the year is a new version, item by item on record, and is to be filed', async () => {
  const { w } = house;
  const draft = await house.begin();
  expect(await w.run(house.drafter, 'tradeSecret.submitList', { listId: draft })).toMatchObject(
    refused('tradeSecret.nothing.changed'),
  );
  const page = await openAs(house.drafter, draft);
  expect(page).toMatchObject({ version: 2, basedOn: { id: listOf2026, version: 1 } });
  expect(page.lines.map((line) => line.change)).toEqual(['carried', 'carried']);
  const [first, second] = page.lines;
  await w.done(house.drafter, 'tradeSecret.changeItem', {
    itemId: first?.id,
    ...house.itemInput(owner.id, { holderPersonIds: [], reason: '知悉人员调整' }),
  });
  await w.done(house.drafter, 'tradeSecret.endItem', { itemId: second?.id, reason: '已公开' });
  await w.done(house.drafter, 'tradeSecret.restoreItem', { itemId: second?.id });
  expect((await openAs(house.drafter, draft)).lines.map((line) => line.change)).toEqual([
    'changed',
    'carried',
  ]);
  await w.done(house.drafter, 'tradeSecret.endItem', { itemId: second?.id, reason: '已公开' });
  const wrong = await house.add(draft, owner.id, { name: '误录' });
  await w.done(house.drafter, 'tradeSecret.endItem', { itemId: wrong, reason: '录错' });
  await house.approve(draft);
  expect(await openAs(house.head, draft)).toMatchObject({ items: 1, added: 0, changed: 1, ended: 1 });
  expect(await openAs(house.head, listOf2026)).toMatchObject({ state: 'superseded' });
  // who was taken off sees nothing of the list before either
  expect(await mineOf(holder.session)).toEqual([]);
  expect(await mineOf(owner.session)).toEqual(['示例报价测算方法']);
  const owed = `select state from obligation where kind = 'tradeSecret.file' and subject_id = $1`;
  expect(await house.rows(owed, [draft])).toEqual([{ state: 'open' }]);
  await w.done(house.drafter, 'tradeSecret.fileList', {
    listId: draft,
    filedOn: '2026-04-02',
    filedTo: '示范集团保密办',
  });
  expect(await house.rows(owed, [draft])).toEqual([{ state: 'done' }]);
});

test('the next year begins with what is in force, and shows what changed since', async () => {
  const { w } = house;
  await w.onDay('2027-03-01', async () => {
    const draft = await house.begin(2027);
    const added = await house.add(draft, owner.id, { name: '示例工艺', kind: 'technical' });
    const page = await openAs(house.drafter, draft);
    expect(page.lines.map((line) => [line.number, line.change])).toEqual([
      ['2026-001', 'carried'],
      ['2027-001', 'added'],
    ]);
    const compared = await w.ask(
      house.drafter,
      'tradeSecret.compare',
      { listId: draft },
      TradeSecretComparison,
    );
    expect(compared.before).toMatchObject({ year: 2026, version: 2 });
    expect(compared.pairs.map((pair) => [pair.before?.number ?? null, pair.after?.id === added])).toEqual([
      ['2026-001', false],
      [null, true],
    ]);
    await house.approve(draft);
    expect(
      await w.run(house.drafter, 'tradeSecret.beginList', { unitId: w.units.north.id, year: 2026 }),
    ).toMatchObject(refused('tradeSecret.older.year'));
  });
});

test('an item whose term is over is extended or ended before the list is approved', async () => {
  const { w } = house;
  await w.onDay('2029-05-01', async () => {
    const draft = await house.begin(2029);
    expect(await w.run(house.drafter, 'tradeSecret.submitList', { listId: draft })).toMatchObject({
      ...refused('tradeSecret.expired'),
      params: { number: '2026-001' },
    });
    const page = await openAs(house.drafter, draft);
    expect(page.lines.map((line) => line.expired)).toEqual([true, false]);
    await w.done(house.drafter, 'tradeSecret.dropList', { listId: draft });
    expect((await w.ask(house.drafter, 'tradeSecret.lists', { year: 2029 }, TradeSecretLists)).rows).toEqual(
      [],
    );
  });
});

test('what is entered is checked: another scheme, a level above the clearance, two owners, what is not there', async () => {
  const { w } = house;
  const draft = await house.begin(2027);
  const ordinaryOnly = await house.officer('甲五', 'officer', 1);
  const run = (session: string, more: Record<string, unknown>) =>
    w.run(session, 'tradeSecret.addItem', { listId: draft, ...house.itemInput(owner.id, more) });
  const state = { scheme: 'cn-state-secret', level: 'MIMI', validity: { kind: 'duration', years: 5 } };
  expect(await run(house.drafter, { mark: state })).toMatchObject(refused('tradeSecret.mark'));
  expect(await run(ordinaryOnly, { mark: house.core })).toMatchObject(refused('tradeSecret.not.cleared'));
  expect(await run(house.drafter, { ownerPersonId: null })).toMatchObject(refused('tradeSecret.owner'));
  const nobody = '11111111-2222-4333-8444-555555555555';
  expect(await run(house.drafter, { carrierIds: [nobody] })).toMatchObject(refused('not.found'));
  const keeper = await house.staff('丙三', 2);
  const postId = await house.post('示例岗位', keeper.id);
  expect(await run(house.drafter, { ownerPersonId: null, ownerPostId: postId })).toMatchObject({
    kind: 'done',
  });
  await w.done(house.drafter, 'tradeSecret.dropList', { listId: draft });
  expect(coreId).not.toBe(itemId);
});

test('the list is printed and exported as the caller may know it, each opening on the log', async () => {
  const listId = String(
    (await house.rows(`select id from trade_secret_list where state = 'in-force'`))[0]?.['id'],
  );
  const printed = await house.file(house.head, 'tradeSecret.print', { listId });
  expect(Buffer.from(printed.bytes.slice(0, 5)).toString()).toBe('%PDF-');
  const stale = await house.w.signIn(house.w.personOf(house.drafter), { factorAt: null });
  await expect(house.file(stale, 'tradeSecret.export', { listId })).rejects.toMatchObject({
    code: 'second.factor.required',
  });
  const exported = await house.file(await house.fresh(house.drafter), 'tradeSecret.export', { listId });
  const book = await openWorkbook({ bytes: exported.bytes });
  const text = JSON.stringify(book);
  expect(text).toContain('示例报价测算方法');
  expect(text).toContain('普通商密▲3年');
  expect(text).toContain('导出人：甲一');
  const blind = await house.officer('甲六', 'officer', 0);
  const bare = await house.file(await house.fresh(blind), 'tradeSecret.export', { listId });
  const bareBook = await openWorkbook({ bytes: bare.bytes });
  expect(JSON.stringify(bareBook)).not.toContain('示例报价测算方法');
  expect(JSON.stringify(bareBook)).toContain('2026-001');
  expect(
    await house.rows(`select outcome from log_detail where command = 'tradeSecret.export'`),
  ).toContainEqual({
    outcome: 'opened',
  });
});

test('the log keeps no word of what an item is', async () => {
  const entries = await house.rows(
    `select details from log_detail where command like 'tradeSecret.%' or command = 'approval.decide'`,
  );
  const text = JSON.stringify(entries);
  expect(entries.length).toBeGreaterThan(10);
  for (const word of ['示例报价', '示例配方', '知悉人员调整', '已公开']) expect(text).not.toContain(word);
  expect(house.w.kernel.faults).toEqual([]);
});
