// CAR-11
import { asClockwork } from '@fengni/kernel/schedule/as-clockwork';
import { testPassphrase } from '@fengni/kernel/testkit/vault';
import { refused, textOf } from '@fengni/kernel/testkit/world';
import { beginDestruction } from '@fengni/kernel/vault/moves';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CarrierFiles, CopyPages, OpeningList } from './contract.ts';
import { examineNext } from './examination/run-examinations.ts';
import { type VaultHouse, createVaultHouse } from './testing/vault-house.ts';

let house: VaultHouse;
beforeAll(async () => {
  house = await createVaultHouse();
});
afterAll(() => house.close());

const text =
  '秘密★5年\n\n关于印发年度生产安排的通知\n\n各分公司：现将年度生产安排印发给你们，请按要求组织实施。\n第二季度检修窗口为四月。\n';

test("an upload is its own uploader's: begun, sent, examined, attached, and then the carrier's", async () => {
  const { w, clerk } = house;
  const other = await house.person('乙九', 3);
  const uploadId = await house.upload(clerk.session, '安排.txt', text);
  const found = await house.view(clerk.session, uploadId);
  expect(found).toMatchObject({
    state: 'ready',
    name: '安排.txt',
    kind: 'text',
    head: { title: '关于印发年度生产安排的通知', mark: { scheme: 'cn-state-secret', level: 'MIMI' } },
  });
  expect(found.pages).toBeGreaterThan(0);
  await expect(house.view(other.session, uploadId)).rejects.toMatchObject({ code: 'not.found' });

  const { carrierId, copyId } = await house.register({});
  const attached = await w.done(clerk.session, 'vault.attach', { uploadId, carrierId, copyId });
  expect(attached['copyId']).toBe(copyId);
  const files = await w.ask(clerk.session, 'vault.copies', { carrierId }, CarrierFiles);
  expect(files).toMatchObject({
    mayKnow: true,
    awaiting: [],
    rows: [{ copyId, name: '安排.txt', content: 'kept' }],
  });
  const [object] = await house.rows(
    'select level_key, subject_id, part_id from vault_object where part_id = $1 limit 1',
    [copyId],
  );
  expect(object).toEqual({ level_key: 'cn-state-secret/MIMI', subject_id: carrierId, part_id: copyId });
  expect(await w.run(clerk.session, 'vault.attach', { uploadId, carrierId, copyId })).toMatchObject(
    refused('upload.not.ready'),
  );
});

test('pages are shown to who may know, with a watermark of his own, and each opening is on the log', async () => {
  const { w, clerk } = house;
  const reader = await house.person('乙一', 1);
  const stranger = await house.person('乙二', 3);
  const { carrierId, copyId } = await house.keep({ text, knowers: [reader.id] });
  const pages = await w.ask(reader.session, 'vault.pages', { copyId }, CopyPages);
  expect(pages.count).toBeGreaterThan(0);
  const mine = await house.file(reader.session, 'vault.page', { copyId, page: 1, width: 900 });
  const clerks = await house.file(clerk.session, 'vault.page', { copyId, page: 1, width: 900 });
  expect(mine.mediaType).toBe('image/jpeg');
  expect(Buffer.from(mine.bytes).equals(clerks.bytes)).toBe(false);
  await expect(house.file(stranger.session, 'vault.page', { copyId, page: 1 })).rejects.toMatchObject({
    code: 'not.found',
  });
  await expect(w.query(stranger.session, 'vault.pages', { copyId })).rejects.toMatchObject({
    code: 'not.found',
  });
  await expect(house.file(reader.session, 'vault.page', { copyId, page: 99 })).rejects.toMatchObject({
    code: 'vault.page.none',
  });
  const seen = await w.ask(clerk.session, 'vault.openings', { carrierId }, OpeningList);
  expect(seen.rows.map(({ person, what, page }) => [person, what, page])).toEqual(
    expect.arrayContaining([
      ['乙一', 'page', 1],
      ['甲一', 'page', 1],
    ]),
  );
  // who handles the register is told who opened what, and reads nothing
  const handled = await w.ask(house.officer, 'vault.openings', { carrierId }, OpeningList);
  expect(handled.rows).toHaveLength(2);
  await expect(w.query(house.officer, 'vault.pages', { copyId })).rejects.toMatchObject({
    code: 'not.found',
  });
  const files = await w.ask(house.officer, 'vault.copies', { carrierId }, CarrierFiles);
  expect(files.rows).toMatchObject([{ copyId, name: null }]);
});

test('one more copy in the vault is a copy: it needs the consent copying needs', async () => {
  const { w, clerk } = house;
  const { carrierId } = await house.register({ medium: 'paper', knowers: [house.leader.id] });
  const uploadId = await house.upload(clerk.session, '扫描件.txt', text);
  const result = await house.granted(clerk.session, 'vault.attach', { uploadId, carrierId });
  expect(result['copyNo']).toBe('02');
  const files = await w.ask(clerk.session, 'vault.copies', { carrierId }, CarrierFiles);
  expect(files.rows).toMatchObject([{ copyNo: '02' }]);
  const stops = await house.rows('select move, place from custody where copy_id = $1', [result['copyId']]);
  expect(stops).toEqual([{ move: 'register', place: '密钥库' }]);
});

test('print and file are handed out once, to who asked, after consent; text while it is permitted', async () => {
  const { clerk, w } = house;
  const reader = await house.person('乙三', 1);
  const { copyId, carrierId } = await house.keep({ text, knowers: [reader.id, house.leader.id] });

  const print = await house.granted(reader.session, 'vault.print', { copyId, reason: '开会用' });
  const fresh = await w.signIn(reader.id);
  const printed = await house.file(fresh, 'vault.printFile', { releaseId: print['releaseId'] });
  expect(Buffer.from(printed.bytes.subarray(0, 5)).toString()).toBe('%PDF-');
  await expect(house.file(fresh, 'vault.printFile', { releaseId: print['releaseId'] })).rejects.toMatchObject(
    { code: 'vault.release.used' },
  );
  const makings = await house.rows('select kind, state, copies from making where carrier_id = $1', [
    carrierId,
  ]);
  expect(makings).toEqual([{ kind: 'copy', state: 'ordered', copies: 1 }]);

  const save = await house.granted(reader.session, 'vault.save', {
    copyId,
    mediumNo: 'U-07',
    reason: '报送',
  });
  const clerkNow = await w.signIn(clerk.id);
  await expect(
    house.file(clerkNow, 'vault.savedFile', { releaseId: save['releaseId'] }),
  ).rejects.toMatchObject({ code: 'not.found' });
  const saved = await house.file(await w.signIn(reader.id), 'vault.savedFile', {
    releaseId: save['releaseId'],
  });
  expect((await collect(saved.stream)).toString()).toBe(text);

  const words = await house.granted(reader.session, 'vault.copyText', { copyId, days: 1, reason: '引用' });
  for (let i = 0; i < 2; i += 1) {
    const taken = await house.file(reader.session, 'vault.text', { releaseId: words['releaseId'] });
    expect(Buffer.from(taken.bytes).toString()).toContain('检修窗口');
  }
  await w.onDay('2026-11-25', async () => {
    const later = await w.signIn(reader.id);
    await expect(house.file(later, 'vault.text', { releaseId: words['releaseId'] })).rejects.toMatchObject({
      code: 'vault.text.permission',
    });
  });
});

test('a copy follows the level of its carrier, and its key goes with it in destruction', async () => {
  const { carrierId, copyId } = await house.keep({ text });
  const grams = () => house.rows('select 1 as n from content_gram where carrier_id = $1', [carrierId]);
  expect(await grams()).toHaveLength(1);
  const { w } = house;
  await w.done(house.clerk.session, 'carrier.correct', {
    carrierId,
    medium: 'electronic',
    mark: { scheme: 'cn-state-secret', level: 'JIMI', validity: { kind: 'duration', years: 5 } },
    title: '年度生产安排（样例）',
    mustReturn: false,
    reason: '密级登记有误',
  });
  expect(await grams()).toHaveLength(0);
  await house.settleVault();
  await house.examine();
  expect(await grams()).toHaveLength(0);
  const keys = await house.rows(
    'select distinct level_key, wanted_level_key from vault_object where part_id = $1',
    [copyId],
  );
  expect(keys).toEqual([{ level_key: 'cn-state-secret/JIMI', wanted_level_key: null }]);
  expect(
    (await house.file(house.clerk.session, 'vault.page', { copyId, page: 1 })).bytes.length,
  ).toBeGreaterThan(1000);
});

test('near copies are told to who may know both, and of the others nothing', async () => {
  const passage =
    '各分公司须在四月底前完成全部装置的检修，检修期间的产量由邻近单位调剂，调剂数额另行下达，任何单位不得擅自对外说明。';
  const reader = await house.person('乙四', 3);
  const { carrierId } = await house.keep({ text: `秘密★5年\n${passage.repeat(2)}`, title: '检修安排' });
  const clerkUpload = await house.upload(
    house.clerk.session,
    '汇报.txt',
    `工作汇报\n${passage.repeat(2)}\n特此报告`,
  );
  const readerUpload = await house.upload(
    reader.session,
    '汇报.txt',
    `工作汇报\n${passage.repeat(2)}\n特此报告`,
  );
  const known = await house.view(house.clerk.session, clerkUpload);
  expect(known.nearCopies.map((one) => one.carrierId)).toContain(carrierId);
  const unknown = await house.view(reader.session, readerUpload);
  expect(unknown.nearCopies).toEqual([]);
});

test('an examination that broke off begins anew; after three attempts the file is given up and kept all the same', async () => {
  const { w, clerk, kernel, vault, examiner } = house;
  const begun = await w.done(clerk.session, 'vault.beginUpload', { size: 12, name: '断.txt' });
  const uploadId = textOf(begun, 'uploadId');
  await house.send(clerk.session, uploadId, Buffer.from('检修记录'));
  await w.done(clerk.session, 'vault.finishUpload', { uploadId });
  const derived = () =>
    house.rows(
      `select d.purpose, d.state from upload u join vault_object d on d.parent_id = u.object_id where u.id = $1 order by d.made_at, d.purpose`,
      [uploadId],
    );
  // the server is stopped in the middle of it
  await examineNext({ kernel, vault, examiner }, AbortSignal.abort());
  expect(await derived()).toEqual([
    { purpose: 'pages', state: 'open' },
    { purpose: 'text', state: 'open' },
  ]);
  await house.examine();
  expect(await house.view(clerk.session, uploadId)).toMatchObject({ state: 'ready', outcome: 'whole' });
  const states = (await derived()).map(({ state }) => state);
  expect(states).toHaveLength(4);
  expect(states.filter((state) => state === 'kept')).toHaveLength(2);
  expect(states.filter((state) => state === 'destroying')).toHaveLength(2);

  const second = textOf(
    await w.done(clerk.session, 'vault.beginUpload', { size: 12, name: '断2.txt' }),
    'uploadId',
  );
  await house.send(clerk.session, second, Buffer.from('检修记录'));
  await w.done(clerk.session, 'vault.finishUpload', { uploadId: second });
  for (let i = 0; i < 3; i += 1) await examineNext({ kernel, vault, examiner }, AbortSignal.abort());
  await house.examine();
  expect(await house.view(clerk.session, second)).toMatchObject({
    state: 'ready',
    outcome: 'failed',
    pages: 0,
  });
  const { carrierId, copyId } = await house.register({});
  await w.done(clerk.session, 'vault.attach', { uploadId: second, carrierId, copyId });
});

test('a destroyed copy opens no more, and its grams and fingerprints are gone', async () => {
  const { w, clerk, examiner } = house;
  const long = `秘密★5年\n关于仓储盘点的报告\n${'仓储盘点每月一次，由两人共同进行，结果当日登记并双签。'.repeat(4)}`;
  const { carrierId, copyId } = await house.keep({ text: long });
  const near = () => examiner.copies?.query(long).map(({ id }) => id) ?? [];
  expect(near()).toContain(copyId);
  await w.fixture(async (tx) => {
    tx.grant([copyId]);
    await beginDestruction(tx, { partIds: [copyId] });
  });
  await expect(house.file(clerk.session, 'vault.page', { copyId, page: 1 })).rejects.toMatchObject({
    code: 'vault.destroyed',
  });
  expect(await house.rows('select 1 as n from content_gram where carrier_id = $1', [carrierId])).toEqual([]);
  await house.settleVault();
  await house.examine();
  expect(near()).not.toContain(copyId);
  const files = await w.ask(clerk.session, 'vault.copies', { carrierId }, CarrierFiles);
  expect(files.rows).toMatchObject([{ copyId, content: 'destroyed' }]);
});

test('what was uploaded and left is removed after seven days, its key with it', async () => {
  const { w, clerk } = house;
  const begun = await w.done(clerk.session, 'vault.beginUpload', { size: 5, name: '遗留.txt' });
  const uploadId = textOf(begun, 'uploadId');
  const sweep = house.kernel.registry.clockwork.find((task) => task.name === 'vault.sweepUploads');
  expect(sweep).toBeDefined();
  const run = () =>
    asClockwork(house.kernel, house.kernel.newId(), async (tx) => sweep?.run(tx, { lastRanAt: null }));
  await run();
  expect(await house.rows('select state from upload where id = $1', [uploadId])).toEqual([{ state: 'open' }]);
  await w.onDay('2026-11-30', run);
  expect(
    await house.rows(
      'select u.state, o.state as object from upload u join vault_object o on o.id = u.object_id where u.id = $1',
      [uploadId],
    ),
  ).toEqual([{ state: 'dropped', object: 'destroying' }]);
});

test('a locked vault shows and takes nothing, and says who unlocks it', async () => {
  const { w, clerk, vault } = house;
  const { copyId } = await house.keep({ text });
  await vault.lock();
  try {
    expect(await w.run(clerk.session, 'vault.beginUpload', { size: 5, name: 'a.txt' })).toMatchObject(
      refused('vault.locked'),
    );
    await expect(house.file(clerk.session, 'vault.page', { copyId, page: 1 })).rejects.toMatchObject({
      code: 'vault.locked',
    });
    // unknown reads alike, locked or not
    const stranger = await house.person('乙五', 3);
    await expect(house.file(stranger.session, 'vault.page', { copyId, page: 1 })).rejects.toMatchObject({
      code: 'not.found',
    });
    expect(await w.query(clerk.session, 'vault.state')).toMatchObject({ status: 'locked' });
  } finally {
    await vault.unlock(testPassphrase);
  }
});

async function collect(stream: AsyncIterable<Uint8Array> | undefined): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream ?? []) parts.push(part);
  return Buffer.concat(parts);
}
