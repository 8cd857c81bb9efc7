// SEC-4, SEC-1, CAR-9: the key store is the security administrator's; what he does with it is on record, keys never are
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRegistry } from '../command/registry.ts';
import { runCommand } from '../command/run.ts';
import { ObligationList } from '../obligation/contract.ts';
import { createObligationModule } from '../obligation/obligation-module.ts';
import { asClockwork } from '../schedule/as-clockwork.ts';
import { type TestDatabase, createTestDatabase } from '../testkit/database.ts';
import { createTestVault, removeTestVault, testPassphrase } from '../testkit/vault.ts';
import { type World, createWorld, refused, testTerminal, textOf } from '../testkit/world.ts';
import { KeyStoreNotices, KeyStorePage } from './contract.ts';
import { openGeneration } from './generations.ts';
import { createKeyStoreModule } from './key-store-module.ts';
import { beginDestruction } from './moves.ts';
import { vaultObjects } from './tables.ts';
import type { Vault } from './vault.ts';

const clock = { now: new Date('2026-03-02T04:00:00Z') };
let database: TestDatabase;
let w: World;
let vault: Vault;
let security: string;
let custodians: string[];
let witnesses: string[];
beforeAll(async () => {
  database = await createTestDatabase();
  vault = createTestVault({ clock: () => clock.now });
  const registry = createRegistry([
    createKeyStoreModule({ vault }),
    createObligationModule({
      kinds: () => registry.obligations,
      zone: 'Asia/Shanghai',
      subjectTitles: async () => new Map(),
    }),
  ]);
  w = await createWorld({ database, registry, clock });
  security = await w.administrator('security');
  const people = await Promise.all(['甲一', '乙二', '丙三', '丁四'].map((name) => w.person(name, 'north')));
  custodians = people.map((one) => one.id);
  witnesses = custodians.slice(0, 2);
});
afterAll(async () => {
  expect(w.kernel.faults).toEqual([]);
  await removeTestVault(vault);
  await database.close();
});

const page = (session = security) => w.ask(session, 'vault.keyStore', {}, KeyStorePage);
const notices = async (session = security) =>
  (await w.ask(session, 'vault.keyNotices', {}, KeyStoreNotices)).notices;
const shown = () => w.signIn(custodians[0] ?? '');
const task = (name: string) =>
  asClockwork(w.kernel, w.kernel.newId(), async (tx) => {
    const found = w.kernel.registry.clockwork.find((one) => one.name === name);
    return found?.run(tx, { lastRanAt: null });
  });
const owedKinds = async () => {
  const list = await w.ask(await w.as('officer', 'root'), 'obligation.list', {}, ObligationList);
  return list.rows.map((row) => row.kind).toSorted();
};

test('the security administrator makes the store, locks and unlocks it, and nobody else', async () => {
  expect(await notices()).toEqual(['none']);
  expect((await page()).status).toBe('none');
  for (const other of [
    await w.administrator('system'),
    await w.administrator('audit'),
    await w.as('officer', 'root'),
  ]) {
    expect(await w.run(other, 'vault.createStore', { passphrase: testPassphrase })).toEqual(
      expect.objectContaining(refused('not.permitted')),
    );
  }
  expect(await w.run(security, 'vault.createStore', { passphrase: 'zu kurz' })).toMatchObject(
    refused('vault.passphrase.short'),
  );
  expect(await w.run(security, 'vault.unlock', { passphrase: testPassphrase })).toMatchObject(
    refused('vault.none'),
  );
  await w.done(security, 'vault.createStore', { passphrase: testPassphrase });
  const entry = await w.lastEntry();
  expect(entry.command).toBe('vault.createStore');
  expect(JSON.stringify(entry.details)).not.toContain(testPassphrase);
  expect(await w.run(security, 'vault.createStore', { passphrase: testPassphrase })).toMatchObject(
    refused('vault.exists'),
  );
  expect(await w.run(security, 'vault.unlock', { passphrase: testPassphrase })).toMatchObject(
    refused('vault.open'),
  );
  await w.done(security, 'vault.lock', { reason: '例行维护' });
  expect(await notices()).toEqual(['locked', 'no-generation']);
  expect(await notices(await w.administrator('system'))).toEqual([]);
  expect(await w.run(security, 'vault.unlock', { passphrase: 'acht Kiefern am Hang' })).toMatchObject(
    refused('vault.passphrase.wrong'),
  );
  expect((await w.lastEntry()).outcome).toBe('refused');
  await w.done(security, 'vault.unlock', { passphrase: testPassphrase });
  expect(await page(await w.administrator('audit'))).toMatchObject({
    status: 'open',
    suite: 'intl',
    levelKeys: [],
  });
});

test('a generation goes to different people in service, never to who has the passphrase', async () => {
  const make = (custodianIds: readonly string[], threshold = 2) =>
    w.run(security, 'vault.makeGeneration', { custodianIds, threshold });
  const [a = '', b = '', c = ''] = custodians;
  expect(await make([a, b, b])).toMatchObject(refused('vault.custodians'));
  expect(await make([a, b, w.personOf(security)])).toMatchObject(refused('vault.custodians'));
  expect(await make([a, b, c], 4)).toMatchObject(refused('vault.custodians'));
  expect(await make([a, b])).toMatchObject(refused('input.invalid'));
  expect((await page()).generations).toEqual([]);
});

test('file and sheets are taken within the hour; the custodians together open what they were given', async () => {
  const id = textOf(
    await w.done(security, 'vault.makeGeneration', { custodianIds: custodians.slice(0, 3), threshold: 2 }),
    'generationId',
  );
  const { details } = await w.lastEntry();
  const file = Buffer.from(vault.desk.file(id));
  const shares = custodians.slice(0, 3).map((one) => vault.desk.share(id, one));
  expect(shares.every((share) => !JSON.stringify(details).includes(share))).toBe(true);
  expect(() => vault.desk.share(id, custodians[3] ?? '')).toThrow('vault.generation.gone');
  const [view] = (await page()).generations;
  expect(view).toMatchObject({ number: 1, state: 'alive', threshold: 2, heldDestroyed: 0 });
  expect(view?.custodians.map((one) => one.name)).toEqual(['甲一', '乙二', '丙三']);
  expect(view?.sheetsUntil).toBe('2026-03-02T05:00:00.000Z');
  expect(await owedKinds()).toEqual(['vault.rehearsal']);

  const opened = await openGeneration(file, shares.slice(1));
  const record = (changed: object) =>
    w.run(security, 'vault.recordRehearsal', {
      generationId: id,
      rehearsedOn: '2026-03-02',
      code: opened.rehearsalCode('2026-03-02'),
      custodianIds: custodians.slice(1, 3),
      ...changed,
    });
  expect(await record({ code: 'ABCD-ABCD-ABCD-ABCD' })).toMatchObject(refused('vault.rehearsal.code'));
  expect(await record({ rehearsedOn: '2026-03-01' })).toMatchObject(refused('vault.rehearsal.code'));
  expect(await record({ rehearsedOn: '2025-03-01' })).toMatchObject(refused('vault.rehearsal.day'));
  expect(await record({ custodianIds: [custodians[1], custodians[3]] })).toMatchObject(
    refused('vault.shares.few'),
  );
  expect(await record({ code: opened.rehearsalCode('2026-03-02').toLowerCase() })).toMatchObject({
    kind: 'done',
  });
  expect(await page()).toMatchObject({ rehearsalDueOn: '2027-03-02', rehearsals: [{ generation: 1 }] });
  expect(await owedKinds()).toEqual(['vault.rehearsal']);

  const now = clock.now;
  clock.now = new Date(now.getTime() + 61 * 60_000);
  expect(() => vault.desk.file(id)).toThrow('vault.generation.gone');
  expect((await page()).generations[0]?.sheetsUntil).toBeNull();
  clock.now = now;
});

test('a generation that still opens what was destroyed is shown, owed its end, and its end is witnessed', async () => {
  const maker = custodians[0] ?? '';
  const begun = await w.fixture((tx) =>
    vault.begin(tx, { levelKey: 'internal/INTERNAL', purpose: 'original', madeBy: maker }),
  );
  expect((await page()).sinceGeneration).toBe(1);
  const second = textOf(
    await w.done(security, 'vault.makeGeneration', { custodianIds: custodians, threshold: 3 }),
    'generationId',
  );
  expect(
    await w.run(security, 'vault.makeGeneration', { custodianIds: custodians, threshold: 3 }),
  ).toMatchObject(refused('vault.generations.full'));
  expect((await page()).sinceGeneration).toBe(0);
  await w.fixture((tx) => {
    tx.grant([begun.id]);
    return beginDestruction(tx, { objectIds: [begun.id] });
  });
  expect((await page()).objects).toMatchObject({ destroying: 1 });
  await task('vault.finishDestructions');
  expect(await owedKinds()).toEqual([
    'vault.destroy-generation',
    'vault.destroy-generation',
    'vault.rehearsal',
  ]);
  const held = (await page()).generations.map((one) => [one.number, one.heldDestroyed]);
  expect(held).toEqual([
    [2, 1],
    [1, 0],
  ]);
  expect(await notices()).toEqual(['generation-to-destroy']);

  const record = (changed: object = {}) =>
    w.run(security, 'vault.recordGenerationDestroyed', {
      generationId: second,
      destroyedOn: '2026-03-02',
      witnessIds: witnesses,
      note: '',
      ...changed,
    });
  expect(await record({ witnessIds: [witnesses[0], witnesses[0]] })).toMatchObject(
    refused('vault.witnesses'),
  );
  expect(await record({ witnessIds: [witnesses[0], w.personOf(security)] })).toMatchObject(
    refused('vault.witnesses'),
  );
  expect(await record({ destroyedOn: '2026-03-03' })).toMatchObject(refused('vault.generation.day'));
  expect(await record({ destroyedOn: '2026-03-01' })).toMatchObject(refused('vault.generation.day'));
  expect(await record()).toMatchObject({ kind: 'done' });
  expect(await record()).toMatchObject(refused('vault.generation.destroyed'));
  expect(await owedKinds()).toEqual(['vault.destroy-generation', 'vault.rehearsal']);
  expect((await page()).generations[0]).toMatchObject({ state: 'destroyed', destroyedOn: '2026-03-02' });
});

test('a store that went missing is not replaced by a slip', async () => {
  // the file is gone: another server's vault over the same database
  const bare = createTestVault({ clock: () => clock.now });
  const registry = createRegistry([createKeyStoreModule({ vault: bare })]);
  const kernel = { ...w.kernel, registry };
  const create = (afterLoss: boolean) =>
    runCommand(kernel, {
      name: 'vault.createStore',
      commandId: randomUUID(),
      input: { passphrase: testPassphrase, afterLoss },
      sessionHash: security,
      terminal: testTerminal,
    });
  const begun = { levelKey: 'internal/INTERNAL', purpose: 'original', madeBy: custodians[0] ?? '' } as const;
  const kept = await w.fixture((tx) => vault.begin(tx, begun));
  expect(await create(false)).toMatchObject({ ...refused('vault.store.lost'), params: { count: 1 } });
  expect(bare.status).toBe('none');
  expect(await create(true)).toMatchObject({ kind: 'done' });
  await removeTestVault(bare);
  await w.fixture((tx) => {
    tx.grant([kept.id]);
    return beginDestruction(tx, { objectIds: [kept.id] });
  });
  await task('vault.finishDestructions');
});

test('what is at hand and what a level key is rotated to is told; who handles nothing sees nothing', async () => {
  expect(await w.run(security, 'vault.rotateLevelKey', { levelKey: 'nothing/NONE' })).toMatchObject(
    refused('vault.level.none'),
  );
  const maker = custodians[0] ?? '';
  const row = await w.fixture((tx) =>
    vault.begin(tx, { levelKey: 'internal/INTERNAL', purpose: 'original', madeBy: maker }),
  );
  await w.done(security, 'vault.rotateLevelKey', { levelKey: 'internal/INTERNAL' });
  expect((await page()).levelKeys).toMatchObject([{ name: 'internal/INTERNAL', version: 2, former: 1 }]);
  await task('vault.rewrap');
  const after = await asClockwork(w.kernel, w.kernel.newId(), (tx) => tx.lock(vaultObjects, row.id));
  expect(after.key_version).toBe(2);
  await expect(page(await shown())).rejects.toThrow('not.permitted');
  await w.done(security, 'vault.changePassphrase', { current: testPassphrase, next: 'neun Birken am Ufer' });
  await w.done(security, 'vault.lock', { reason: '核对口令' });
  expect(await w.run(security, 'vault.unlock', { passphrase: testPassphrase })).toMatchObject(
    refused('vault.passphrase.wrong'),
  );
  await w.done(security, 'vault.unlock', { passphrase: 'neun Birken am Ufer' });
});

test('a share changes hands on record: from a custodian to somebody who holds none of that generation', async () => {
  const [a = '', b = '', c = '', d = ''] = custodians;
  const made = await w.done(security, 'vault.makeGeneration', { custodianIds: [a, b, c], threshold: 2 });
  const generationId = textOf(made, 'generationId');
  const handOver = (fromId: string, toId: string, handedOn = w.kernel.clock().toISOString().slice(0, 10)) =>
    w.run(security, 'vault.handOverShare', { generationId, fromId, toId, handedOn });
  expect(await handOver(d, a)).toMatchObject(refused('vault.share.holder'));
  expect(await handOver(a, b)).toMatchObject(refused('vault.share.holder'));
  expect(await handOver(a, w.personOf(security))).toMatchObject(refused('vault.share.holder'));
  expect(await handOver(a, d, '2020-01-01')).toMatchObject(refused('vault.generation.day'));
  expect(await handOver(a, d)).toMatchObject({ kind: 'done' });
  const after = (await page()).generations.find((one) => one.id === generationId);
  expect(after?.custodians.map((one) => one.id)).toEqual([d, b, c]);
  await w.done(security, 'vault.recordGenerationDestroyed', {
    generationId,
    destroyedOn: w.kernel.clock().toISOString().slice(0, 10),
    witnessIds: witnesses,
  });
  expect(await handOver(b, a)).toMatchObject(refused('vault.generation.destroyed'));
});
