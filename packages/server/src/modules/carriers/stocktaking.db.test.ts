// CAR-6
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { refused, textOf } from '@fengni/kernel/testkit/world';
import { StocktakingList, StocktakingPage } from './contract.ts';
import { type House, createHandlingHouse } from './testing/handling-house.ts';

let house: House;
beforeAll(async () => {
  house = await createHandlingHouse();
});
beforeEach(() => house.later());
afterAll(async () => {
  expect(house.w.kernel.faults).toEqual([]);
  await house.close();
});

async function openRegister(name: string): Promise<string> {
  const input = { unitId: house.w.units.north.id, kind: 'carrier', name };
  return textOf(await house.w.done(house.officer, 'register.open', input), 'registerId');
}
async function start(registerId: string, place = ''): Promise<string> {
  return textOf(await house.w.done(house.clerk, 'stocktaking.start', { registerId, place }), 'stocktakingId');
}
const count = (stocktakingId: string, code: string) =>
  house.w.run(house.clerk, 'stocktaking.count', { stocktakingId, code });
const page = (stocktakingId: string) =>
  house.w.ask(house.clerk, 'stocktaking.open', { stocktakingId }, StocktakingPage);

test('what is scanned is found, by its label or its number; counting twice is refused', async () => {
  const registerId = await openRegister('一号台账');
  const made = await house.register({ registerId, copies: 2 });
  const id = await start(registerId);
  const [first, second] = made.copies;
  expect(await count(id, first?.code.toLowerCase() ?? '')).toMatchObject({
    kind: 'done',
    result: { number: made.number, copyNo: '01', expected: true, counted: 1, of: 2 },
  });
  expect(await count(id, `${made.number}-02`)).toMatchObject({
    result: { copyId: second?.copyId, counted: 2 },
  });
  expect(await count(id, `${made.number}-02`)).toMatchObject({
    ...refused('stocktaking.counted'),
    params: { number: made.number, copyNo: '02' },
  });
  expect(await house.custodyOf(first?.copyId ?? '')).toEqual(['register', 'count']);
  const recent = (await page(id)).recent.map((item) => item.copyNo);
  expect(recent.toSorted()).toEqual(['01', '02']);
});

test('counting changes neither hand nor place nor the day since when', async () => {
  const registerId = await openRegister('二号台账');
  const borrower = await house.cleared('甲一');
  const made = await house.register({ registerId, knowers: [borrower.id] });
  await house.lend(made.copyIds[0] ?? '', borrower);
  const row = () => house.rows('select * from copy where id = $1', [made.copyIds[0]]);
  const before = await row();
  house.later(60);
  expect(await count(await start(registerId), made.copies[0]?.code ?? '')).toMatchObject({ kind: 'done' });
  expect(await row()).toEqual(before);
  const [stop] = await house.rows(
    `select holder_id, state from custody where copy_id = $1 and move = 'count'`,
    [made.copyIds[0]],
  );
  expect(stop).toEqual({ holder_id: borrower.id, state: 'on-loan' });
});

test('a copy of another cabinet is a stray, a label of another register is unknown', async () => {
  const registerId = await openRegister('三号台账');
  const here = await house.register({ registerId, place: '1号柜' });
  const there = await house.register({ registerId, place: '2号柜' });
  const foreign = await house.register();
  const id = await start(registerId, '1号柜');
  expect(await count(id, there.copies[0]?.code ?? '')).toMatchObject({
    result: { expected: false, strays: 1, counted: 0, of: 1 },
  });
  expect(await count(id, foreign.copies[0]?.code ?? '')).toMatchObject(refused('stocktaking.unknown.code'));
  expect(await page(id)).toMatchObject({
    expected: 1,
    found: 0,
    strays: 1,
    missing: [{ copyId: here.copyIds[0] }],
  });
});

test('a copy that had been reported missing turns up as a stray and is still missing until it is recorded as found', async () => {
  const registerId = await openRegister('四号台账');
  const made = await house.register({ registerId });
  await house.w.done(house.officer, 'copy.reportMissing', { copyId: made.copyIds[0] });
  const id = await start(registerId);
  expect(await count(id, made.copies[0]?.code ?? '')).toMatchObject({
    result: { expected: false, state: 'missing' },
  });
  expect(await house.custodyOf(made.copyIds[0] ?? '')).toEqual(['register', 'report-missing']);
});

test('closing lists what was not found, and what left lawfully meanwhile is not missing', async () => {
  const registerId = await openRegister('五号台账');
  const kept = await house.register({ registerId });
  const left = await house.register({ registerId });
  const id = await start(registerId);
  expect(await house.owed('carrier.finish-stocktaking')).toContainEqual(
    expect.objectContaining({ subject_id: id }),
  );
  await house.w.done(house.clerk, 'delivery.send', {
    registerId,
    copyIds: left.copyIds,
    counterpart: '示范局',
    channel: 'messenger',
  });
  expect(await house.w.run(house.clerk, 'stocktaking.start', { registerId })).toMatchObject(
    refused('stocktaking.open.already'),
  );
  expect(await house.w.done(house.clerk, 'stocktaking.close', { stocktakingId: id })).toMatchObject({
    expected: 2,
    found: 0,
    missing: 1,
    missingCopies: [{ copyId: kept.copyIds[0], number: kept.number, copyNo: '01' }],
  });
  expect(await count(id, kept.copies[0]?.code ?? '')).toMatchObject(refused('stocktaking.closed'));
  expect(await house.owed('carrier.finish-stocktaking')).not.toContainEqual(
    expect.objectContaining({ subject_id: id }),
  );
  const sheet = await house.file(house.clerk, 'stocktaking.sheet', { stocktakingId: id });
  expect(sheet.fileName).toMatch(/^盘2026-\d{4}\.pdf$/);
});

test('only who handles the register counts it and sees its counts', async () => {
  const registerId = await openRegister('六号台账');
  const id = await start(registerId);
  const stranger = await house.w.as('document-clerk', 'south');
  expect(await house.w.run(stranger, 'stocktaking.start', { registerId })).toMatchObject(
    refused('not.found'),
  );
  expect(await house.w.run(stranger, 'stocktaking.close', { stocktakingId: id })).toMatchObject(
    refused('not.found'),
  );
  expect(await house.w.ask(stranger, 'stocktaking.list', {}, StocktakingList)).toEqual({ rows: [] });
  expect(await house.w.run(house.unitLeader, 'stocktaking.close', { stocktakingId: id })).toMatchObject(
    refused('not.permitted'),
  );
});

test('ten thousand copies are listed in a few statements', async () => {
  const registerId = await openRegister('大台账');
  const made = await house.register({ registerId });
  const ids = Array.from({ length: 9_999 }, () => randomUUID());
  await house.rows(
    `with entry as (select set_config('fengni.entry', $3, true))
     insert into copy (id, carrier_id, register_id, copy_no, code, state, place, since)
     select id, $2, $4, 'n' || n, 'FN-' || lpad((n / 1000)::text, 4, '0') || '-' || lpad((n % 1000)::text, 4, '0') || '-TEST',
       'in-store', '1号柜', now() from entry, unnest($1::uuid[]) with ordinality as u (id, n)`,
    [ids, made.carrierId, randomUUID(), registerId],
  );
  const id = await start(registerId);
  expect(await page(id)).toMatchObject({ expected: 10_000, found: 0 });
  expect(await count(id, `${made.number}-n77`)).toMatchObject({ result: { counted: 1, of: 10_000 } });
  expect(await house.w.done(house.clerk, 'stocktaking.close', { stocktakingId: id })).toMatchObject({
    missing: 9_999,
  });
});
