// CAR-9: destruction of an electronic copy takes its key, and the certificate says what still opens it
import { transact } from '@fengni/kernel/command/transact';
import { asClockwork } from '@fengni/kernel/schedule/as-clockwork';
import { openTestVault, removeTestVault, testPassphrase } from '@fengni/kernel/testkit/vault';
import { textOf } from '@fengni/kernel/testkit/world';
import { makeGeneration } from '@fengni/kernel/vault/generations';
import { attachObjects } from '@fengni/kernel/vault/moves';
import { type VaultObjectRow, vaultGenerations, vaultObjects } from '@fengni/kernel/vault/tables';
import { createVaultTasks } from '@fengni/kernel/vault/tasks';
import { type Vault, intakeLevelKey, levelKeyOf } from '@fengni/kernel/vault/vault';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type House, createHandlingHouse, reason } from './testing/handling-house.ts';

let house: House;
let vault: Vault;
let one: { id: string; session: string };
let two: { id: string; session: string };
beforeAll(async () => {
  house = await createHandlingHouse();
  vault = await openTestVault({ clock: () => house.clock.now });
  one = await house.cleared('甲一');
  two = await house.cleared('甲二');
});
beforeEach(() => house.later());
afterAll(async () => {
  expect(house.w.kernel.faults).toEqual([]);
  await removeTestVault(vault);
  await house.close();
});

async function* bytesOf(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

/** A copy whose content lies in the vault. */
async function electronicCopy(copyId: string, carrierId: string, text: string): Promise<string> {
  const madeBy = house.w.personOf(house.clerk);
  const begun = await house.w.fixture((tx) =>
    vault.begin(tx, { levelKey: intakeLevelKey, purpose: 'original', madeBy }),
  );
  await vault.append(begun, { offset: 0, source: bytesOf(text), ends: 'source' });
  await asClockwork(house.w.kernel, house.w.kernel.newId(), async (tx) =>
    vault.finish(tx, await tx.lock(vaultObjects, begun.id)),
  );
  await house.w.fixture((tx) => {
    tx.grant([begun.id]);
    const levelKey = levelKeyOf('cn-state-secret', 'JIMI');
    return attachObjects(vault, tx, { objectId: begun.id, levelKey, subjectId: carrierId, partId: copyId });
  });
  return begun.id;
}

async function generation(): Promise<number> {
  const made = await makeGeneration(vault.store, { custodians: 3, threshold: 2, now: house.clock.now });
  const person = house.w.personOf(house.clerk);
  await house.w.fixture((tx) =>
    tx.insert(vaultGenerations, {
      id: tx.newId(),
      number: made.number,
      made_at: made.madeAt,
      made_by: person,
      threshold: 2,
      custodians: [person, one.id, two.id],
      object_count: made.objectCount,
      state: 'alive',
      destroyed_on: null,
      destroyed_at: null,
      destroyed_by: null,
      witnesses: [],
      note: '',
    }),
  );
  return made.number;
}

async function runTasks(): Promise<void> {
  for (const task of createVaultTasks(vault))
    await asClockwork(house.w.kernel, house.w.kernel.newId(), (tx) => task.run(tx, { lastRanAt: null }));
}

interface Trace {
  readonly copy_id: string;
  readonly state: string;
  readonly destroyed_at: Date | null;
  readonly generations: readonly number[];
}
const tracesFor = (session: string, listId: string): Promise<Trace[]> =>
  transact(
    house.w.kernel,
    { sessionHash: session, entryId: house.w.kernel.newId(), mode: 'read only' },
    (tx) => tx.readSql<Trace>('select * from destruction_traces($1)', [listId]),
  );
const certificate = async (listId: string): Promise<number> =>
  (await house.file(house.clerk, 'destruction.certificate', { listId })).bytes.length;
const stateOf = async (id: string): Promise<unknown> =>
  (await house.rows('select state, wrapped_key from vault_object where id = $1', [id]))[0];

test('keys of listed copies go with the destruction, of others stay; what generations hold is told until they end', async () => {
  const made = await house.register({ copies: 3 });
  const [first = '', second = '', third = ''] = made.copyIds;
  const gone = await electronicCopy(first, made.carrierId, 'eins');
  const kept = await electronicCopy(second, made.carrierId, 'zwei');
  house.later();
  const number = await generation();

  const listId = textOf(
    await house.w.done(house.clerk, 'destruction.begin', {
      registerId: house.registerId,
      point: '市销毁中心',
      method: 'shredding',
      plannedOn: '2026-11-05',
    }),
    'listId',
  );
  await house.w.done(house.clerk, 'destruction.add', { listId, copyIds: [first, third], bagIds: [] });
  const approvalId = await house.parked(house.clerk, 'destruction.submit', {
    listId,
    witnessIds: [one.id, two.id],
    reason,
  });
  await house.consent(house.unitLeader, approvalId);
  await house.consent(house.leader, approvalId);
  house.later(30);
  // consents destroy nothing yet
  expect(await stateOf(gone)).toMatchObject({ state: 'kept' });
  for (const person of [one, two])
    await house.w.done(await house.fresh(person.session), 'destruction.witness', { listId });
  await vault.lock();
  await house.w.done(await house.fresh(house.clerk), 'destruction.complete', {
    listId,
    destroyedAt: new Date(house.clock.now.getTime() - 60_000).toISOString(),
  });

  // the store is locked: nothing opens it any more, and the certificate does not claim more than that
  expect(await tracesFor(house.clerk, listId)).toEqual([
    { copy_id: first, state: 'destroying', destroyed_at: null, generations: [number] },
  ]);
  expect(await stateOf(kept)).toMatchObject({ state: 'kept' });
  const waiting = await certificate(listId);
  await runTasks();
  expect(await stateOf(gone)).toMatchObject({ state: 'destroying' });

  await vault.unlock(testPassphrase);
  await runTasks();
  expect(await stateOf(gone)).toEqual({ state: 'destroyed', wrapped_key: null });
  expect(await tracesFor(house.clerk, listId)).toMatchObject([
    { copy_id: first, state: 'destroyed', generations: [number] },
  ]);
  expect(await house.owed('vault.destroy-generation')).toMatchObject([{ subject_number: String(number) }]);
  expect(waiting).toBeGreaterThan(0);
  expect(await certificate(listId)).toBeGreaterThan(0);

  await house.w.fixture(async (tx) => {
    const [row] = await house.rows('select id from vault_generation where number = $1', [number]);
    const id = String(row?.['id']);
    tx.grant([id]);
    await tx.writeSql(`update vault_generation set state = 'destroyed' where id = $1`, [id]);
  });
  expect(await tracesFor(house.clerk, listId)).toMatchObject([{ state: 'destroyed', generations: [] }]);
  // who neither handles the register nor is to witness sees no trace of it
  expect(await tracesFor(await house.w.as('document-clerk', 'south'), listId)).toEqual([]);
  const [row] = await house.rows('select * from vault_object where id = $1', [kept]);
  const pieces: Buffer[] = [];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the row as the database has it, its size as the driver gives it
  for await (const piece of vault.read({ ...(row as unknown as VaultObjectRow), byte_count: 4 }))
    pieces.push(piece);
  expect(Buffer.concat(pieces).toString()).toBe('zwei');
});
