// CAR-15, CAR-3
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { refused, textOf } from '@fengni/kernel/testkit/world';
import { DeliveryList, DeliveryPage } from './contract.ts';
import { type House, createHandlingHouse, scan } from './testing/handling-house.ts';

let house: House;
beforeAll(async () => {
  house = await createHandlingHouse();
});
beforeEach(() => house.later());
afterAll(async () => {
  expect(house.w.kernel.faults).toEqual([]);
  await house.close();
});

const to = { counterpart: '示范集团公司', channel: 'messenger', sealNo: 'F-01' };
async function send(copyIds: readonly string[], more: Record<string, unknown> = {}, session = house.clerk) {
  return house.w.run(session, 'delivery.send', { registerId: house.registerId, copyIds, ...to, ...more });
}
async function sent(copyIds: readonly string[], more: Record<string, unknown> = {}) {
  const outcome = await send(copyIds, more);
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return textOf(outcome.result, 'deliveryId');
}
const open = (deliveryId: string) => house.w.ask(house.clerk, 'delivery.open', { deliveryId }, DeliveryPage);
const states = async (copyIds: readonly string[]) =>
  (await house.rows('select state from copy where id = any($1) order by copy_no', [copyIds])).map(
    (row) => row['state'],
  );

test('ordinary post is refused for 机密, and the refusal names level and the ways that are allowed', async () => {
  const { copyIds } = await house.register();
  const outcome = await send(copyIds, { channel: 'ordinary-post' });
  expect(outcome).toMatchObject({
    ...refused('delivery.channel.forbidden'),
    params: {
      channel: { zh: '普通邮政' },
      level: { zh: '机密' },
      allowed: { zh: expect.stringContaining('机要交通、机要通信') },
    },
  });
  expect(await states(copyIds)).toEqual(['in-store']);
  expect(await house.w.lastEntry()).toMatchObject({ command: 'delivery.send', outcome: 'refused', rows: [] });
});

test('绝密 does not go by the exchange station, nor with one escort; it goes with two', async () => {
  const { copyIds } = await house.register({ level: '绝密' });
  const [one, two] = [await house.cleared('甲一'), await house.cleared('甲二')];
  expect(await send(copyIds, { channel: 'exchange-station' })).toMatchObject(
    refused('delivery.channel.forbidden'),
  );
  expect(await send(copyIds, { escortIds: [one.id, one.id] })).toMatchObject(refused('delivery.escorts'));
  const page = await open(await sent(copyIds, { escortIds: [one.id, two.id] }));
  expect(page.escorts.toSorted()).toEqual(['甲一', '甲二']);
});

test('a batch is numbered, its receipt is owed by the clerk and settled by the signed paper', async () => {
  const { copyIds } = await house.register({ copies: 2 });
  const deliveryId = await sent(copyIds);
  const page = await open(deliveryId);
  expect(page).toMatchObject({
    number: expect.stringMatching(/^发2026-\d{4}$/),
    state: 'sent',
    statedCount: 2,
  });
  expect(
    (await house.owed('carrier.confirm-receipt')).filter((one) => one['subject_id'] === deliveryId),
  ).toEqual([
    expect.objectContaining({ duty: 'document-clerk', subject_number: page.number, due_on: '2026-11-12' }),
  ]);
  await house.w.done(house.clerk, 'delivery.confirm', {
    deliveryId,
    receiptSigner: '乙一',
    arrivedCopyIds: copyIds,
    scan,
  });
  expect(await open(deliveryId)).toMatchObject({
    state: 'receipted',
    receiptSigner: '乙一',
    countedCount: 2,
  });
  expect(await states(copyIds)).toEqual(['delivered', 'delivered']);
  expect(await house.custodyOf(copyIds[0] ?? '')).toEqual(['register', 'send', 'confirm-receipt']);
  expect(
    (await house.owed('carrier.confirm-receipt')).filter((one) => one['subject_id'] === deliveryId),
  ).toEqual([]);
  const [kept] = await house.rows('select scan_id from delivery where id = $1', [deliveryId]);
  const opened = await house.file(house.clerk, 'scan.open', { scanId: kept?.['scan_id'] });
  expect(Buffer.from(opened.bytes).toString()).toBe('%PDF-1.7 signed');
  await expect(
    house.file(await house.w.as('document-clerk', 'south'), 'scan.open', { scanId: kept?.['scan_id'] }),
  ).rejects.toMatchObject({ code: 'not.found' });
});

test('what did not arrive is said, stays in dispute and is chased until it is known where it is', async () => {
  const { copyIds } = await house.register({ copies: 3 });
  const deliveryId = await sent(copyIds);
  const receipt = { deliveryId, receiptSigner: '乙二', arrivedCopyIds: copyIds.slice(0, 1) };
  expect(await house.w.run(house.clerk, 'delivery.confirm', receipt)).toMatchObject(
    refused('delivery.fault.unsaid'),
  );
  await house.w.done(house.clerk, 'delivery.confirm', { ...receipt, faults: ['short-count', 'seal-broken'] });
  expect(await open(deliveryId)).toMatchObject({
    state: 'disputed',
    faults: ['short-count', 'seal-broken'],
    endedAt: null,
  });
  expect(await states(copyIds)).toEqual(['delivered', 'sent', 'sent']);
  const chased = (await house.owed('carrier.confirm-receipt')).map((one) => one['subject_id']);
  expect(chased).toContain(deliveryId);
  const settle = (more: Record<string, unknown>) =>
    house.w.run(house.clerk, 'delivery.settle', { deliveryId, note: '对方已核对', ...more });
  expect(await settle({ cameBackCopyIds: copyIds.slice(1, 2) })).toMatchObject(
    refused('delivery.copies.open'),
  );
  await house.w.done(house.officer, 'copy.reportMissing', { copyId: copyIds[2] });
  expect(await settle({ cameBackCopyIds: copyIds.slice(1, 2), place: '1号柜' })).toMatchObject({
    kind: 'done',
  });
  expect(await states(copyIds)).toEqual(['delivered', 'in-store', 'missing']);
  expect(await open(deliveryId)).toMatchObject({ state: 'receipted' });
  expect((await house.owed('carrier.confirm-receipt')).map((one) => one['subject_id'])).not.toContain(
    deliveryId,
  );
});

test('a batch that comes back whole is on record as come back, and its copies are in the store again', async () => {
  const { copyIds } = await house.register({ copies: 2 });
  const deliveryId = await sent(copyIds);
  await house.w.done(house.clerk, 'delivery.settle', {
    deliveryId,
    cameBackCopyIds: copyIds,
    note: '查无此单位',
  });
  expect(await open(deliveryId)).toMatchObject({ state: 'came-back', faultNote: '查无此单位' });
  expect(await states(copyIds)).toEqual(['in-store', 'in-store']);
});

test('the receipt of one batch cannot end a copy of another', async () => {
  const [mine, other] = [await house.register(), await house.register()];
  const deliveryId = await sent(mine.copyIds);
  await sent(other.copyIds);
  const receipt = { deliveryId, receiptSigner: '乙三', arrivedCopyIds: [...mine.copyIds, ...other.copyIds] };
  expect(await house.w.run(house.clerk, 'delivery.confirm', receipt)).toMatchObject(
    refused('delivery.copy.foreign'),
  );
  expect(await states(other.copyIds)).toEqual(['sent']);
});

test('a broken seal and a short count are kept on record with what did arrive', async () => {
  const carrier = {
    medium: 'paper',
    mark: { scheme: 'cn-state-secret', level: 'MIMI', validity: { kind: 'duration', years: 3 } },
    title: '来文（样例）',
    copyNos: ['07', '08'],
  };
  const batch = {
    registerId: house.registerId,
    counterpart: '示范局',
    channel: 'messenger',
    sealNo: 'X-9',
    statedCount: 3,
    countedCount: 2,
    carriers: [carrier],
  };
  expect(await house.w.run(house.clerk, 'delivery.receive', batch)).toMatchObject(
    refused('delivery.fault.unsaid'),
  );
  const faults = ['seal-broken', 'short-count'];
  expect(
    await house.w.run(house.clerk, 'delivery.receive', { ...batch, faults, countedCount: 1 }),
  ).toMatchObject({ ...refused('delivery.count'), params: { counted: 1, listed: 2 } });
  const result = await house.w.done(house.clerk, 'delivery.receive', { ...batch, faults, note: '封口撕裂' });
  const page = await open(textOf(result, 'deliveryId'));
  expect(page).toMatchObject({
    direction: 'in',
    state: 'disputed',
    faults,
    faultNote: '封口撕裂',
    statedCount: 3,
    countedCount: 2,
  });
  expect(page.items.map((item) => [item.copyNo, item.state, item.title])).toEqual([
    ['07', 'in-store', null],
    ['08', 'in-store', null],
  ]);
  expect(await house.custodyOf(page.items[0]?.copyId ?? '')).toEqual(['receive']);
  await house.w.done(house.clerk, 'delivery.settle', { deliveryId: page.id, note: '发文单位补寄' });
  expect(await open(page.id)).toMatchObject({ state: 'received', faultNote: '封口撕裂；发文单位补寄' });
});

test('another unit sees nothing of a batch; lists show one direction', async () => {
  const stranger = await house.w.as('document-clerk', 'south');
  const deliveryId = await sent((await house.register()).copyIds);
  await expect(house.w.query(stranger, 'delivery.open', { deliveryId })).rejects.toMatchObject({
    code: 'not.found',
  });
  expect(await send((await house.register()).copyIds, {}, stranger)).toMatchObject(refused('not.found'));
  const list = await house.w.ask(house.clerk, 'delivery.list', { direction: 'in' }, DeliveryList);
  expect(new Set(list.rows.map((row) => row.direction))).toEqual(new Set(['in']));
  expect(await house.w.ask(stranger, 'delivery.list', {}, DeliveryList)).toMatchObject({ rows: [] });
});

test('a recalled carrier goes back to its issuer under the recall and nowhere else', async () => {
  const borrower = await house.cleared('丙一');
  const made = await house.register({ copies: 2, knowers: [borrower.id] });
  const loanId = await house.lend(made.copyIds[1] ?? '', borrower);
  const recall = {
    registerId: house.registerId,
    issuer: '示范局',
    dueOn: '2026-11-30',
    carrierIds: [made.carrierId],
  };
  const recallId = textOf(await house.w.done(house.clerk, 'recall.begin', recall), 'recallId');
  expect(await house.w.run(house.clerk, 'recall.begin', recall)).toMatchObject(refused('recall.taken'));
  expect(await house.owed('carrier.recall')).toMatchObject([
    { duty: 'document-clerk' },
    { person_id: borrower.id },
  ]);
  const [first, second] = made.copyIds.map((id) => [id]);
  expect(await send(first ?? [])).toMatchObject(refused('delivery.copy.recalled'));
  expect(await send((await house.register()).copyIds, { recallId })).toMatchObject(
    refused('recall.copy.foreign'),
  );
  const close = () => house.w.run(house.clerk, 'recall.close', { recallId, reason: '已全部退回' });
  expect(await close()).toMatchObject({ ...refused('recall.open.copies'), params: { count: 2 } });
  await house.w.done(house.clerk, 'loan.takeBack', { loanId });
  const deliveryId = await sent([...(first ?? []), ...(second ?? [])], { recallId });
  await house.w.done(house.clerk, 'delivery.confirm', {
    deliveryId,
    receiptSigner: '乙四',
    arrivedCopyIds: made.copyIds,
  });
  expect(await states(made.copyIds)).toEqual(['returned', 'returned']);
  expect(await close()).toMatchObject({ kind: 'done' });
  expect(await house.owed('carrier.recall')).toEqual([]);
});

test('a cipher telegram leaves only back to the cipher office', async () => {
  const cipher = await house.w.as('cipher-clerk', 'north');
  const registerId = textOf(
    await house.w.done(house.officer, 'register.open', {
      unitId: house.w.units.north.id,
      kind: 'cipher',
      name: '密码电报',
    }),
    'registerId',
  );
  const made = await house.register({ medium: 'telegram', registerId }, cipher);
  const input = { registerId, copyIds: made.copyIds, ...to };
  expect(await house.w.run(cipher, 'delivery.send', input)).toMatchObject(refused('carrier.telegram.rule'));
  expect(
    await house.w.run(cipher, 'archive.store', { copyIds: made.copyIds, place: '档案室' }),
  ).toMatchObject(refused('carrier.telegram.rule'));
  const recall = { registerId, issuer: '机要部门', dueOn: '2026-11-30', carrierIds: [made.carrierId] };
  const recallId = textOf(await house.w.done(cipher, 'recall.begin', recall), 'recallId');
  expect(await house.w.run(cipher, 'delivery.send', { ...input, recallId })).toMatchObject({ kind: 'done' });
});

test('a copy promised to a borrower is not sent away', async () => {
  const borrower = await house.cleared('丙二');
  const made = await house.register({ knowers: [borrower.id] });
  const approvalId = await house.parked(borrower.session, 'loan.borrow', {
    copyId: made.copyIds[0],
    dueOn: '2026-11-20',
    reason: '研究',
  });
  await house.consent(house.unitLeader, approvalId);
  expect(await send(made.copyIds)).toMatchObject(refused('copy.reserved'));
});

test('the receipt is printed for who handles the register, and the log says it was opened', async () => {
  const deliveryId = await sent((await house.register()).copyIds);
  const paper = await house.file(house.clerk, 'delivery.receipt', { deliveryId });
  expect(Buffer.from(paper.bytes).subarray(0, 5).toString()).toBe('%PDF-');
  expect(await house.w.lastEntry()).toMatchObject({
    command: 'delivery.receipt',
    outcome: 'opened',
    subjectId: deliveryId,
  });
});
