// CAR-14, CAR-16, CAR-8
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { refused, textOf } from '@fengni/kernel/testkit/world';
import { transact } from '@fengni/kernel/command/transact';
import { createHead, sealPending } from '@fengni/kernel/log/sealer';
import { generateSignerKey } from '@fengni/seal/note';
import { BagList, DestructionLists, DestructionPage } from './contract.ts';
import { readLogPlaces } from './log-places.ts';
import { type House, createHandlingHouse, reason, scan } from './testing/handling-house.ts';

const signer = generateSignerKey({ name: 'fengni.test/log', kind: 'ed25519' });
let house: House;
let one: { id: string; session: string };
let two: { id: string; session: string };
beforeAll(async () => {
  house = await createHandlingHouse();
  one = await house.cleared('甲一');
  two = await house.cleared('甲二');
});
beforeEach(() => house.later());
afterAll(async () => {
  expect(house.w.kernel.faults).toEqual([]);
  await house.close();
});

async function beginList(session = house.clerk): Promise<string> {
  const input = {
    registerId: house.registerId,
    point: '市销毁中心',
    method: 'pulping',
    plannedOn: '2026-11-05',
  };
  return textOf(await house.w.done(session, 'destruction.begin', input), 'listId');
}
async function listOf(copyIds: readonly string[], bagIds: readonly string[] = []): Promise<string> {
  const listId = await beginList();
  await house.w.done(house.clerk, 'destruction.add', { listId, copyIds, bagIds });
  return listId;
}
const submission = (listId: string) => ({ listId, witnessIds: [one.id, two.id], reason });
const submit = (listId: string) => house.parked(house.clerk, 'destruction.submit', submission(listId));
async function approved(copyIds: readonly string[], bagIds: readonly string[] = []): Promise<string> {
  const listId = await listOf(copyIds, bagIds);
  const approvalId = await submit(listId);
  await house.consent(house.unitLeader, approvalId);
  expect(await house.consent(house.leader, approvalId)).toMatchObject({ result: { state: 'done' } });
  house.later(30);
  return listId;
}
const page = (listId: string, session = house.clerk) =>
  house.w.ask(session, 'destruction.open', { listId }, DestructionPage);
const witness = async (person: { session: string }, listId: string) =>
  house.w.run(await house.fresh(person.session), 'destruction.witness', { listId });
const complete = async (listId: string, more: Record<string, unknown> = {}) =>
  house.w.run(await house.fresh(house.clerk), 'destruction.complete', {
    listId,
    destroyedAt: new Date(house.clock.now.getTime() - 60_000).toISOString(),
    ...more,
  });
const states = async (copyIds: readonly string[]) =>
  (await house.rows('select state from copy where id = any($1) order by copy_no', [copyIds])).map(
    (row) => row['state'],
  );
async function bag(sealNo: string, session = house.clerk, registerId = house.bagRegisterId): Promise<string> {
  const input = { registerId, room: '301室', kind: 'mixed', weightGrams: 4200, sealNo };
  return textOf(await house.w.done(session, 'bag.seal', input), 'bagId');
}

test('a list is destroyed only after two consents and two witnesses, and its chain of custody is whole', async () => {
  const made = await house.register({ copies: 2 });
  const bagId = await bag('D-1');
  const listId = await listOf(made.copyIds, [bagId]);
  expect(await states(made.copyIds)).toEqual(['for-destruction', 'for-destruction']);
  expect(await complete(listId)).toMatchObject(refused('destruction.not.approved'));
  const approvalId = await submit(listId);
  expect(await complete(listId)).toMatchObject(refused('destruction.not.approved'));
  expect(await house.consent(house.leader, approvalId)).toMatchObject(refused('not.permitted'));
  expect(await house.consent(house.unitLeader, approvalId)).toMatchObject({
    result: { state: 'pending', step: 1 },
  });
  expect(await complete(listId)).toMatchObject(refused('destruction.not.approved'));
  expect(await house.consent(house.leader, approvalId)).toMatchObject({ result: { state: 'done' } });
  const debtors = (await house.owed('carrier.witness-destruction')).map((debt) => debt['person_id']);
  expect(new Set(debtors)).toEqual(new Set([house.w.personOf(house.clerk), one.id, two.id]));

  house.later(30);
  expect(await complete(listId)).toMatchObject(refused('destruction.witnesses.missing'));
  expect(await witness(one, listId)).toMatchObject({ result: { signed: 1 } });
  expect(await witness(one, listId)).toMatchObject(refused('destruction.witness.not.named'));
  expect(await complete(listId)).toMatchObject(refused('destruction.witnesses.missing'));
  expect(await witness(two, listId)).toMatchObject({ result: { signed: 2 } });
  expect(await complete(listId, { destroyedAt: '2026-11-01T00:00:00Z' })).toMatchObject(
    refused('destruction.time'),
  );
  expect(await complete(listId, { destroyedAt: '2026-12-01T00:00:00Z' })).toMatchObject(
    refused('destruction.time'),
  );
  expect(await complete(listId)).toMatchObject({
    result: { certificateNo: '销证2026-0001', copies: 2, bags: 1 },
  });

  expect(await states(made.copyIds)).toEqual(['destroyed', 'destroyed']);
  expect(await house.custodyOf(made.copyIds[0] ?? '')).toEqual(['register', 'list', 'destroy']);
  const [carrier] = await house.rows('select state from carrier where id = $1', [made.carrierId]);
  expect(carrier).toEqual({ state: 'ended' });
  expect(await house.owed('carrier.witness-destruction')).toEqual([]);
  expect(await page(listId)).toMatchObject({
    state: 'destroyed',
    certificateNo: '销证2026-0001',
    copies: 2,
    bags: 1,
    bagItems: [{ id: bagId, state: 'destroyed' }],
    approvals: [{ person: 'unit-leader@north' }, { person: 'leader-in-charge@root' }],
    next: null,
  });
  expect(await complete(listId)).toMatchObject(refused('destruction.not.approved'));
});

test('the certificate bears the entry of the log and the digest of the list as it was approved', async () => {
  const made = await house.register();
  const listId = await approved(made.copyIds);
  await expect(house.file(house.clerk, 'destruction.certificate', { listId })).rejects.toMatchObject({
    code: 'not.found',
  });
  expect(await complete(listId, { scan })).toMatchObject({ kind: 'done' });
  const entry = await house.w.lastEntry();
  const [row] = await house.rows('select entry_id, approved_digest from destruction_list where id = $1', [
    listId,
  ]);
  const [approval] = await house.rows('select snapshot_hash from approval where subject_id = $1', [listId]);
  expect(row).toEqual({ entry_id: entry.id, approved_digest: approval?.['snapshot_hash'] });
  const paper = await house.file(house.clerk, 'destruction.certificate', { listId });
  expect(Buffer.from(paper.bytes).subarray(0, 5).toString()).toBe('%PDF-');
  expect(paper).toMatchObject({
    fileName: expect.stringMatching(/^销证/),
    mediaType: 'application/pdf',
    subject: listId,
  });
  const sheet = await house.file(house.clerk, 'destruction.listSheet', { listId });
  expect(Buffer.from(sheet.bytes).subarray(0, 5).toString()).toBe('%PDF-');
});

test('papers name an entry by its number once it is sealed, for who prints them, also of a list of bags alone', async () => {
  const bagId = await bag('D-L');
  const input = {
    registerId: house.bagRegisterId,
    point: '市销毁中心',
    method: 'pulping',
    plannedOn: '2026-11-05',
  };
  const listId = textOf(await house.w.done(house.clerk, 'destruction.begin', input), 'listId');
  await house.w.done(house.clerk, 'destruction.add', { listId, copyIds: [], bagIds: [bagId] });
  const approvalId = await submit(listId);
  await house.consent(house.unitLeader, approvalId);
  await house.consent(house.leader, approvalId);
  house.later(30);
  expect(await complete(listId, { scan })).toMatchObject({ kind: 'done' });
  const { id } = await house.w.lastEntry();
  const places = (session: string) =>
    transact(
      house.w.kernel,
      { sessionHash: session, entryId: house.w.kernel.newId(), mode: 'read only' },
      (tx) => readLogPlaces(tx, [id]),
    );
  await createHead(house.w.kernel, signer.name);
  expect((await places(house.clerk)).placeOf(id)).toEqual({ unsealedId: id });
  const sealing = { signers: [signer], onForeign: () => undefined };
  while ((await sealPending(house.w.kernel, sealing)).entries > 0) house.later();
  const [sealed] = await house.rows('select leaf_index from log_entry where id = $1', [id]);
  const number = Number(sealed?.['leaf_index']);
  expect((await places(house.clerk)).placeOf(id)).toEqual({ number });
  expect((await places(one.session)).placeOf(id)).toEqual({ number });
  const stranger = await house.w.as('document-clerk', 'south');
  expect((await places(stranger)).placeOf(id)).toEqual({ unsealedId: id });
});

test('a list whose consents are asked for is told apart from a draft, and names its witnesses already', async () => {
  const made = await house.register({ copies: 2 });
  const draft = await listOf(made.copyIds.slice(0, 1));
  const asked = await listOf(made.copyIds.slice(1));
  const approvalId = await submit(asked);
  const listed = async (state: string) => {
    const { rows } = await house.w.ask(house.clerk, 'destruction.list', { state }, DestructionLists);
    return rows.map((row) => [row.id, row.state]);
  };
  expect(await listed('draft')).toContainEqual([draft, 'draft']);
  expect(await listed('draft')).not.toContainEqual([asked, expect.anything()]);
  expect(await listed('submitted')).toEqual([[asked, 'submitted']]);
  expect((await page(draft)).witnesses).toEqual([]);
  const waiting = await page(asked);
  expect(waiting).toMatchObject({ state: 'submitted', approvalId });
  expect(new Set(waiting.witnesses.map((named) => named.person))).toEqual(new Set(['甲一', '甲二']));
  expect(waiting.witnesses.every((named) => named.signedAt === null)).toBe(true);
  await house.w.done(house.clerk, 'approval.withdraw', { approvalId });
  expect(await page(asked)).toMatchObject({ state: 'draft', witnesses: [] });
});

test('witnesses who signed on paper are entered with its scan; a file that is no scan is refused', async () => {
  const made = await house.register();
  const listId = await approved(made.copyIds);
  await witness(one, listId);
  const text = { ...scan, base64: Buffer.from('just text, no scan').toString('base64') };
  expect(await complete(listId, { scan: text })).toMatchObject(refused('scan.unreadable'));
  expect(await complete(listId, { scan })).toMatchObject({ kind: 'done' });
  expect((await page(listId)).witnesses).toMatchObject([
    { personId: [one.id, two.id].toSorted()[0], signed: expect.any(String) },
    { personId: [one.id, two.id].toSorted()[1], signed: expect.any(String) },
  ]);
  const signed = await house.rows(
    'select person_id, signed from destruction_witness where list_id = $1 order by signed',
    [listId],
  );
  expect(signed).toEqual([
    { person_id: two.id, signed: 'paper' },
    { person_id: one.id, signed: 'screen' },
  ]);
  const [stop] = await house.rows(
    `select signed, place from custody where copy_id = $1 and move = 'destroy'`,
    [made.copyIds[0]],
  );
  expect(stop).toEqual({ signed: 'paper', place: '市销毁中心' });
});

test('nobody approves a list of his own making, and only its maker submits it', async () => {
  const both = await house.cleared('乙一');
  await house.w.hold(both.id, 'document-clerk', 'north');
  await house.w.hold(both.id, 'unit-leader', 'north');
  const made = await house.register();
  const listId = await beginList(both.session);
  await house.w.done(both.session, 'destruction.add', { listId, copyIds: made.copyIds });
  expect(await house.w.run(house.clerk, 'destruction.submit', submission(listId))).toMatchObject({
    ...refused('condition.unmet'),
    params: { why: { zh: '清单由经办人本人报批' } },
  });
  const offered = (await page(listId)).actions.find((action) => action.command === 'destruction.submit');
  expect(offered).toMatchObject({ allowed: false, why: '清单由经办人本人报批' });
  const approvalId = await house.parked(both.session, 'destruction.submit', submission(listId));
  expect(await house.consent(both.session, approvalId)).toMatchObject(refused('approval.own'));
});

test('the two witnesses are two persons, and none of them made the list', async () => {
  const listId = await listOf((await house.register()).copyIds);
  const clerkId = house.w.personOf(house.clerk);
  for (const witnessIds of [
    [one.id, one.id],
    [one.id, clerkId],
  ]) {
    const outcome = await house.w.run(house.clerk, 'destruction.submit', { listId, witnessIds, reason });
    expect(outcome).toMatchObject(refused('destruction.witness.twice'));
  }
  const stranger = await house.cleared('丙一');
  const ready = await approved((await house.register()).copyIds);
  expect(await witness(stranger, ready)).toMatchObject(refused('not.found'));
});

test('a named witness sees the list he is to watch and nothing else of the register, and only while it is due', async () => {
  const made = await house.register();
  const other = await house.register();
  const listId = await approved(made.copyIds, [await bag('D-2')]);
  const shown = await page(listId, one.session);
  expect(shown.items.map((item) => [item.number, item.title])).toEqual([[made.number, null]]);
  expect(shown.bagItems.map((item) => item.sealNo)).toEqual(['D-2']);
  expect(shown.next).toBe('destruction.witness');
  const opened = (carrierId: string) => house.w.query(one.session, 'carrier.open', { carrierId });
  await expect(opened(made.carrierId)).resolves.toMatchObject({ number: made.number, title: null });
  await expect(opened(other.carrierId)).rejects.toMatchObject({ code: 'not.found' });
  await complete(listId, { scan });
  expect((await page(listId, one.session)).items).toEqual([]);
  await expect(opened(made.carrierId)).rejects.toMatchObject({ code: 'not.found' });
});

test('what must go back cannot be destroyed or archived here, even when the recall comes after the consents', async () => {
  const returned = await house.register({ mustReturn: true });
  const listId = await beginList();
  const add = (copyIds: readonly string[]) =>
    house.w.run(house.clerk, 'destruction.add', { listId, copyIds });
  expect(await add(returned.copyIds)).toMatchObject({
    ...refused('copy.recalled'),
    params: { copyNo: '01' },
  });
  expect(
    await house.w.run(house.clerk, 'archive.store', { copyIds: returned.copyIds, place: '档案室' }),
  ).toMatchObject(refused('copy.recalled'));
  const made = await house.register();
  const ready = await approved(made.copyIds);
  const recall = {
    registerId: house.registerId,
    issuer: '示范局',
    dueOn: '2026-11-30',
    carrierIds: [made.carrierId],
  };
  await house.w.done(house.clerk, 'recall.begin', recall);
  expect(await complete(ready, { scan })).toMatchObject(refused('copy.recalled'));
  expect(await states(made.copyIds)).toEqual(['for-destruction']);
  await house.w.done(house.clerk, 'destruction.cancel', { listId: ready, reason });
  expect(await states(made.copyIds)).toEqual(['in-store']);
});

test('a submitted list rests; when what is on it changes all the same, the approval is stale', async () => {
  const made = await house.register({ copies: 2 });
  const listId = await listOf(made.copyIds);
  const approvalId = await submit(listId);
  const more = await house.register();
  for (const [name, input] of [
    ['destruction.add', { listId, copyIds: more.copyIds }],
    ['destruction.takeOff', { listId, copyIds: made.copyIds }],
    ['destruction.submit', submission(listId)],
    ['destruction.cancel', { listId, reason }],
  ] as const) {
    expect(await house.w.run(house.clerk, name, input), name).toMatchObject(refused('destruction.not.draft'));
  }
  await house.w.done(house.officer, 'copy.reportMissing', { copyId: made.copyIds[0] });
  expect(await house.consent(house.unitLeader, approvalId)).toMatchObject({ result: { state: 'stale' } });
  await house.w.done(house.clerk, 'destruction.add', { listId, copyIds: more.copyIds });
  const again = await submit(listId);
  await house.consent(house.unitLeader, again);
  expect(await house.consent(house.leader, again)).toMatchObject({ result: { state: 'done' } });
  expect((await page(listId)).items.map((item) => item.copyId)).toEqual([made.copyIds[1], more.copyIds[0]]);
});

test('what is not in the store is not listed; what is taken off is in the store again', async () => {
  const borrower = await house.cleared('丁一');
  const made = await house.register({ copies: 2, knowers: [borrower.id] });
  await house.lend(made.copyIds[0] ?? '', borrower);
  const listId = await beginList();
  const input = { listId, copyIds: made.copyIds };
  expect(await house.w.run(house.clerk, 'destruction.add', input)).toMatchObject({
    ...refused('copy.move.impossible'),
    params: { copyNo: '01', state: { zh: '借出' } },
  });
  expect(await house.w.run(house.clerk, 'destruction.submit', submission(listId))).toMatchObject(
    refused('destruction.empty'),
  );
  await house.w.done(house.clerk, 'destruction.add', { listId, copyIds: made.copyIds.slice(1) });
  const other = await beginList();
  const mistaken = { listId: other, copyIds: made.copyIds.slice(1) };
  expect(await house.w.run(house.clerk, 'destruction.takeOff', mistaken)).toMatchObject(refused('not.found'));
  await house.w.done(house.clerk, 'destruction.takeOff', { listId, copyIds: made.copyIds.slice(1) });
  expect(await states(made.copyIds)).toEqual(['on-loan', 'in-store']);
});

test('a cancelled list lets go of copies and bags', async () => {
  const made = await house.register();
  const bagId = await bag('D-3');
  const listId = await listOf(made.copyIds, [bagId]);
  expect(await house.w.run(house.clerk, 'destruction.add', { listId, bagIds: [bagId] })).toMatchObject(
    refused('bag.state'),
  );
  await house.w.done(house.clerk, 'destruction.cancel', { listId, reason });
  expect(await states(made.copyIds)).toEqual(['in-store']);
  const bags = await house.w.ask(house.clerk, 'bag.list', { state: 'sealed' }, BagList);
  expect(bags.rows.map((row) => row.id)).toContain(bagId);
  expect(await house.w.run(house.clerk, 'destruction.add', { listId, bagIds: [bagId] })).toMatchObject(
    refused('destruction.not.draft'),
  );
});

test('bags are numbered by their register, their slip is printed, and another unit sees neither bag nor list', async () => {
  const bagId = await bag('D-4');
  const slip = await house.file(house.clerk, 'bag.slip', { bagIds: [bagId] });
  expect(slip.fileName).toMatch(/^废2026-\d{4}\.pdf$/);
  const stranger = await house.w.as('document-clerk', 'south');
  await expect(house.file(stranger, 'bag.slip', { bagIds: [bagId] })).rejects.toMatchObject({
    code: 'not.found',
  });
  expect(await house.w.ask(stranger, 'destruction.list', {}, DestructionLists)).toMatchObject({ rows: [] });
  const both = await house.cleared('戊一');
  await house.w.hold(both.id, 'document-clerk', 'north');
  await house.w.hold(both.id, 'officer', 'south');
  const input = { unitId: house.w.units.south.id, kind: 'paper-bag', name: '南部废纸' };
  const south = textOf(await house.w.done(both.session, 'register.open', input), 'registerId');
  const foreign = await bag('S-1', both.session, south);
  const listId = await beginList(both.session);
  expect(await house.w.run(both.session, 'destruction.add', { listId, bagIds: [foreign] })).toMatchObject(
    refused('bag.other.unit'),
  );
});

test('the completion asks for the second factor again', async () => {
  const listId = await approved((await house.register()).copyIds);
  house.later(30);
  const input = { listId, destroyedAt: house.clock.now.toISOString(), scan };
  expect(await house.w.run(house.clerk, 'destruction.complete', input)).toMatchObject(
    refused('second.factor.required'),
  );
});

test('archived copies leave the store and come back for a reason', async () => {
  const made = await house.register();
  await house.w.done(house.clerk, 'archive.store', { copyIds: made.copyIds, place: '档案室3架' });
  expect(await states(made.copyIds)).toEqual(['archived']);
  await house.w.done(house.clerk, 'archive.retrieve', { copyId: made.copyIds[0], place: '1号柜', reason });
  expect(await house.custodyOf(made.copyIds[0] ?? '')).toEqual(['register', 'archive', 'retrieve']);
});
