import { readSuite } from '../access/begin-house.ts';
import { dayAfter } from '@fengni/schemes/term';
import type { Actor } from '../access/actor.ts';
import { type Command, type LoadTx, defineCommand } from '../command/define.ts';
import { invariant } from '../command/invariant.ts';
import { tables } from '../db/table.ts';
import type { Locked, Tx } from '../db/tx.ts';
import { owe, settle } from '../obligation/owe.ts';
import type { OrgTables } from '../org/tables.ts';
import type { AccessTables } from '../access/tables.ts';
import {
  ChangePassphrase,
  CreateStore,
  HandOverShare,
  LockStore,
  MakeGeneration,
  RecordGenerationDestroyed,
  RecordRehearsal,
  RotateLevelKey,
  UnlockStore,
  custodiansMax,
  custodiansMin,
  destroyGenerationKind,
  generationsMax,
  rehearsalDaysMax,
  rehearsalKind,
} from './contract.ts';
import { refuseVault } from './errors.ts';
import { isRehearsalCode, makeGeneration } from './generations.ts';
import { vaultPolicy } from './policy.ts';
import { type VaultGenerationRow, type VaultTables, vaultGenerations, vaultRehearsals } from './tables.ts';
import type { Vault } from './vault.ts';

const db = tables<VaultTables & OrgTables & AccessTables>();
/** Days until an older generation is to be destroyed, and until the first rehearsal and each further one. */
export const destroyGenerationDays = 30;
export const rehearsalEveryDays = 365;
export const firstRehearsalDays = 90;

/**
 * Keys of the vault (SEC-4). What unlocks and locks the store acts on this server at once, before the entry commits: the
 * log may lack an unlocking whose commit failed, never name one that was not tried.
 */
export function createKeyCommands(vault: Vault): Command[] {
  return [...storeCommands(vault), ...generationCommands(vault)];
}

function storeCommands(vault: Vault): Command[] {
  const create = defineCommand({
    name: 'vault.createStore',
    title: { zh: '建立密钥库', en: 'Make the key store' },
    input: CreateStore,
    rule: vaultPolicy['vault.keys'],
    secondFactor: true,
    load: async (tx) => ({ suite: await readSuite(tx), alive: await countAlive(tx) }),
    async handle(_tx, { input, target: { suite, alive } }) {
      if (vault.status !== 'none') throw refuseVault('vault.exists');
      if (alive > 0 && !input.afterLoss) throw refuseVault('vault.store.lost', { count: alive });
      await vault.create({ passphrase: input.passphrase, suite });
      return { result: { suite } };
    },
  });

  const unlock = defineCommand({
    name: 'vault.unlock',
    title: { zh: '开启密钥库', en: 'Unlock the key store' },
    input: UnlockStore,
    rule: vaultPolicy['vault.keys'],
    secondFactor: true,
    load: async () => null,
    async handle(_tx, { input }) {
      if (vault.status === 'open') throw refuseVault('vault.open');
      await vault.unlock(input.passphrase);
      return { result: { objects: vault.store.state.shares.size } };
    },
  });

  const lock = defineCommand({
    name: 'vault.lock',
    title: { zh: '关闭密钥库', en: 'Lock the key store' },
    input: LockStore,
    rule: vaultPolicy['vault.keys'],
    secondFactor: true,
    load: async () => null,
    async handle() {
      requireOpen(vault);
      await vault.lock();
      return {};
    },
  });

  const changePassphrase = defineCommand({
    name: 'vault.changePassphrase',
    title: { zh: '更换密钥库口令', en: 'Change the passphrase of the key store' },
    input: ChangePassphrase,
    rule: vaultPolicy['vault.keys'],
    secondFactor: true,
    load: async () => null,
    async handle(_tx, { input }) {
      requireOpen(vault);
      await vault.store.changePassphrase(input.current, input.next);
      return {};
    },
  });

  const rotate = defineCommand({
    name: 'vault.rotateLevelKey',
    title: { zh: '更换密级密钥', en: 'Rotate the key of a level' },
    input: RotateLevelKey,
    rule: vaultPolicy['vault.keys'],
    secondFactor: true,
    load: async () => null,
    async handle(_tx, { input }) {
      requireOpen(vault);
      if (!vault.store.state.levelKeys.has(input.levelKey)) throw refuseVault('vault.level.none');
      const { version } = await vault.store.rotateLevelKey(input.levelKey);
      return { result: { levelKey: input.levelKey, version } };
    },
  });
  return [create, unlock, lock, changePassphrase, rotate];
}

function generationCommands(vault: Vault): Command[] {
  const make = defineCommand({
    name: 'vault.makeGeneration',
    title: { zh: '制作密钥库副本', en: 'Make a generation of the key store' },
    input: MakeGeneration,
    rule: vaultPolicy['vault.keys'],
    secondFactor: true,
    async load(tx, input, actor) {
      await requirePersons(tx, input.custodianIds, actor, 'vault.custodians');
      const alive = await tx.read(
        db
          .selectFrom('vault_generation')
          .select(['id', 'number'])
          .where('state', '=', 'alive')
          .orderBy('number'),
      );
      return { alive, root: await readRoot(tx) };
    },
    async handle(tx, { input, target: { alive, root }, actor }) {
      requireOpen(vault);
      const { custodianIds, threshold } = input;
      if (alive.length >= generationsMax)
        throw refuseVault('vault.generations.full', { max: generationsMax });
      const made = await makeGeneration(vault.store, {
        custodians: custodianIds.length,
        threshold,
        now: tx.now,
      });
      const id = tx.newId();
      await tx.insert(vaultGenerations, {
        id,
        number: made.number,
        made_at: made.madeAt,
        made_by: actor.personId,
        threshold,
        custodians: custodianIds,
        object_count: made.objectCount,
        state: 'alive',
        destroyed_on: null,
        destroyed_at: null,
        destroyed_by: null,
        witnesses: [],
        note: '',
      });
      // the new one is in the custodians' hands: those before it only keep destroyed keys alive
      await oweDestruction(tx, alive, root);
      await owe(tx, rehearsalDebt(root, dayAfter(tx.today, firstRehearsalDays)));
      vault.desk.put(id, made, custodianIds);
      return { subject: id, result: { generationId: id, number: made.number, objects: made.objectCount } };
    },
  });

  const recordDestroyed = defineCommand({
    name: 'vault.recordGenerationDestroyed',
    title: { zh: '登记销毁密钥库副本', en: 'Record that a generation was destroyed' },
    input: RecordGenerationDestroyed,
    rule: vaultPolicy['vault.keys'],
    secondFactor: true,
    async load(tx, input, actor) {
      const generation = await tx.lock(vaultGenerations, input.generationId);
      await requirePersons(tx, input.witnessIds, actor, 'vault.witnesses');
      return generation;
    },
    subjectId: (generation) => generation.id,
    subjectNumber: numberOf,
    async handle(tx, { input, target: generation, actor }) {
      if (generation.state === 'destroyed') throw refuseVault('vault.generation.destroyed');
      requireDayOf(generation, input.destroyedOn, tx.today);
      await tx.update(vaultGenerations, generation, {
        state: 'destroyed',
        destroyed_on: input.destroyedOn,
        destroyed_at: tx.now,
        destroyed_by: actor.personId,
        witnesses: input.witnessIds,
        note: input.note,
      });
      await settle(tx, { kind: destroyGenerationKind, subjectId: generation.id, byId: actor.personId });
      return { result: { number: generation.number } };
    },
  });

  const handOverShare = defineCommand({
    name: 'vault.handOverShare',
    title: { zh: '登记移交密钥分片', en: 'Record that a share changed hands' },
    input: HandOverShare,
    rule: vaultPolicy['vault.keys'],
    secondFactor: true,
    async load(tx, input, actor) {
      const generation = await tx.lock(vaultGenerations, input.generationId);
      await requirePersons(tx, [input.toId], actor, 'vault.share.holder');
      return generation;
    },
    subjectId: (generation) => generation.id,
    subjectNumber: numberOf,
    async handle(tx, { input: { fromId, toId, handedOn }, target: generation }) {
      if (generation.state === 'destroyed') throw refuseVault('vault.generation.destroyed');
      requireDayOf(generation, handedOn, tx.today);
      const { custodians } = generation;
      // two shares in one hand would bring the threshold nearer than it says
      if (!custodians.includes(fromId) || custodians.includes(toId)) throw refuseVault('vault.share.holder');
      const after = custodians.map((id) => (id === fromId ? toId : id));
      await tx.update(vaultGenerations, generation, { custodians: after });
      return { result: { number: generation.number } };
    },
  });

  const recordRehearsal = defineCommand({
    name: 'vault.recordRehearsal',
    title: { zh: '登记恢复演练', en: 'Record a rehearsal of restoring' },
    input: RecordRehearsal,
    rule: vaultPolicy['vault.keys'],
    secondFactor: true,
    async load(tx, input) {
      return { generation: await tx.lock(vaultGenerations, input.generationId), root: await readRoot(tx) };
    },
    subjectId: ({ generation }) => generation.id,
    subjectNumber: ({ generation }) => numberOf(generation),
    async handle(tx, { input, target: { generation, root }, actor }) {
      requireOpen(vault);
      requireRehearsal(vault, generation, { ...input, today: tx.today });
      const present = [...new Set(input.custodianIds)].filter((id) => generation.custodians.includes(id));
      if (present.length < generation.threshold)
        throw refuseVault('vault.shares.few', { threshold: generation.threshold });
      await tx.insert(vaultRehearsals, {
        id: tx.newId(),
        generation_id: generation.id,
        rehearsed_on: input.rehearsedOn,
        custodians: present,
        recorded_at: tx.now,
        recorded_by: actor.personId,
      });
      await settle(tx, { kind: rehearsalKind, subjectId: root.id, byId: actor.personId });
      await owe(tx, rehearsalDebt(root, dayAfter(input.rehearsedOn, rehearsalEveryDays)));
      return { result: { number: generation.number, rehearsedOn: input.rehearsedOn } };
    },
  });
  return [make, recordDestroyed, handOverShare, recordRehearsal];
}

/** What happens to a generation lies between its making and today. */
function requireDayOf(generation: VaultGenerationRow, day: string, today: string): void {
  const madeOn = generation.made_at.toISOString().slice(0, 10);
  if (day < madeOn || day > today) throw refuseVault('vault.generation.day');
}

function numberOf(generation: VaultGenerationRow): string {
  return String(generation.number);
}

function requireOpen(vault: Vault): void {
  if (vault.status !== 'open') throw refuseVault(vault.status === 'none' ? 'vault.none' : 'vault.locked');
}

function requireRehearsal(
  vault: Vault,
  generation: Locked<VaultGenerationRow>,
  the: { readonly rehearsedOn: string; readonly code: string; readonly today: string },
): void {
  const { rehearsedOn: day, code, today } = the;
  if (day > today || day < dayAfter(today, -rehearsalDaysMax))
    throw refuseVault('vault.rehearsal.day', { days: rehearsalDaysMax });
  if (!isRehearsalCode(vault.store, { number: generation.number, day, code }))
    throw refuseVault('vault.rehearsal.code');
}

/** Different persons in service, and none of them who does this. */
async function requirePersons(
  tx: LoadTx,
  ids: readonly string[],
  actor: Actor,
  code: 'vault.custodians' | 'vault.witnesses' | 'vault.share.holder',
): Promise<void> {
  const different = [...new Set(ids)];
  const found = await tx.read(
    db
      .selectFrom('person')
      .select('id')
      .where('id', 'in', different)
      .where('frozen_at', 'is', null)
      .where('left_on', 'is', null)
      .where('id', '<>', actor.personId),
  );
  if (different.length < ids.length || found.length < different.length)
    throw refuseVault(code, { min: custodiansMin, max: custodiansMax });
}

/** Objects that are not destroyed, whoever may know them. */
export async function countAlive(tx: LoadTx): Promise<number> {
  const [row] = await tx.readSql<{ alive: number }>(
    'select (kept + opened + destroying)::int as alive from vault_facts()',
  );
  return row?.alive ?? 0;
}

export interface RootUnit {
  readonly id: string;
  readonly path: string;
}

export async function readRoot(tx: Pick<Tx, 'read'>): Promise<RootUnit> {
  const [root] = await tx.read(
    db
      .selectFrom('unit')
      .select(['id', 'path'])
      .where('parent_id', 'is', null)
      .orderBy('started_on')
      .limit(1),
  );
  invariant(root !== undefined, 'a house that was set up has a root unit');
  return root;
}

/** Administrators owe nothing in the registers: the office sees to it, and the administrator records it. */
export async function oweDestruction(
  tx: Tx,
  generations: readonly { readonly id: string; readonly number: number }[],
  root: RootUnit,
): Promise<void> {
  await owe(
    tx,
    ...generations.map(({ id, number }) => ({
      kind: destroyGenerationKind,
      unitPath: root.path,
      duty: 'officer' as const,
      subject: { table: 'vault_generation', id, number: String(number) },
      dueOn: dayAfter(tx.today, destroyGenerationDays),
    })),
  );
}

function rehearsalDebt(root: RootUnit, dueOn: string) {
  return {
    kind: rehearsalKind,
    unitPath: root.path,
    duty: 'officer' as const,
    subject: { table: 'unit', id: root.id, number: '' },
    dueOn,
  };
}
