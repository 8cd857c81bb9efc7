import { dayAfter } from '@fengni/schemes/term';
import { z } from 'zod';
import { type LoadTx, type Query, defineQuery } from '../command/define.ts';
import { tables } from '../db/table.ts';
import type { OrgTables } from '../org/tables.ts';
import {
  KeyStoreNotices,
  KeyStorePage,
  type KeyStoreGenerationView,
  type KeyStoreNotice,
} from './contract.ts';
import { countAlive, firstRehearsalDays, rehearsalEveryDays } from './key-commands.ts';
import { vaultPolicy } from './policy.ts';
import type { VaultGenerationRow, VaultTables } from './tables.ts';
import type { Vault } from './vault.ts';

const db = tables<VaultTables & OrgTables>();
/** Days after which a generation is old: what was kept since is lost with the store. */
const generationDaysMax = 92;
/** A page of former generations and rehearsals. */
const linesMax = 50;

export function createKeyQueries(vault: Vault): Query[] {
  return [
    defineQuery({
      name: 'vault.keyStore',
      title: { zh: '密钥库', en: 'The key store' },
      input: z.object({}),
      output: KeyStorePage,
      rule: vaultPolicy['vault.keysRead'],
      run: (tx) => readPage(tx, vault),
    }),
    defineQuery({
      name: 'vault.keyNotices',
      title: { zh: '密钥库提示', en: 'What is to be done with the key store' },
      input: z.object({}),
      output: KeyStoreNotices,
      rule: vaultPolicy['vault.keysRead'],
      async run(tx, { actor }) {
        // what is to be done is the security administrator's
        return { notices: actor.power === 'security' ? await readNotices(tx, vault) : [] };
      },
    }),
  ];
}

async function readPage(tx: LoadTx, vault: Vault): Promise<z.input<typeof KeyStorePage>> {
  const generations = await readGenerations(tx);
  const rehearsals = await tx.read(
    db
      .selectFrom('vault_rehearsal as r')
      .innerJoin('vault_generation as g', 'g.id', 'r.generation_id')
      .innerJoin('person as p', 'p.id', 'r.recorded_by')
      .select(['r.id', 'g.number', 'r.rehearsed_on', 'r.custodians', 'p.name'])
      .orderBy('r.rehearsed_on', 'desc')
      .orderBy('r.id', 'desc')
      .limit(linesMax),
  );
  const names = await readNames(tx, [
    ...generations.flatMap((one) => [...one.custodians, ...one.witnesses]),
    ...rehearsals.flatMap((one) => one.custodians),
  ]);
  const named = (ids: readonly string[]) => ids.map((id) => ({ id, name: names.get(id) ?? '' }));
  const facts = await readFacts(tx);
  return {
    ...readStore(vault),
    objects: facts,
    generations: generations.map((one) => ({
      ...viewOf(one, vault),
      custodians: named(one.custodians),
      witnesses: named(one.witnesses),
      heldDestroyed: one.held,
    })),
    rehearsals: rehearsals.map((one) => ({
      id: one.id,
      generation: one.number,
      rehearsedOn: one.rehearsed_on,
      custodians: named(one.custodians),
      recordedBy: one.name,
    })),
    rehearsalDueOn: dueOn(generations, rehearsals[0]?.rehearsed_on),
  };
}

function readStore(
  vault: Vault,
): Pick<z.input<typeof KeyStorePage>, 'status' | 'suite' | 'sinceGeneration' | 'levelKeys'> {
  if (vault.status !== 'open')
    return { status: vault.status, suite: null, sinceGeneration: null, levelKeys: [] };
  const { suite, levelKeys, shares, lastGeneration } = vault.store.state;
  const since = [...shares.values()].filter((share) => share.afterGeneration >= lastGeneration).length;
  return {
    status: 'open',
    suite,
    sinceGeneration: since,
    levelKeys: [...levelKeys]
      .map(([name, versions]) => ({
        name,
        version: versions.at(-1)?.version ?? 0,
        madeAt: versions.at(-1)?.madeAt ?? '',
        former: versions.length - 1,
      }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

function viewOf(
  one: VaultGenerationRow,
  vault: Vault,
): Omit<KeyStoreGenerationView, 'custodians' | 'witnesses' | 'heldDestroyed'> {
  return {
    id: one.id,
    number: one.number,
    madeAt: one.made_at.toISOString(),
    threshold: one.threshold,
    objectCount: one.object_count,
    state: one.state,
    destroyedOn: one.destroyed_on,
    note: one.note,
    sheetsUntil: vault.desk.until(one.id)?.toISOString() ?? null,
  };
}

type HeldGeneration = VaultGenerationRow & { readonly held: number };

async function readGenerations(tx: LoadTx): Promise<HeldGeneration[]> {
  const rows = await tx.read(
    db.selectFrom('vault_generation').selectAll().orderBy('number', 'desc').limit(linesMax),
  );
  const alive = rows.filter((row) => row.state === 'alive').map((row) => row.number);
  const held = await tx.readSql<{ number: number; held: number }>(
    'select number, held::int from destroyed_but_held($1)',
    [alive],
  );
  const byNumber = new Map(held.map((one) => [one.number, one.held]));
  return rows.map((row) => ({ ...row, held: byNumber.get(row.number) ?? 0 }));
}

async function readNames(tx: LoadTx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const different = [...new Set(ids)];
  if (different.length === 0) return new Map();
  const rows = await tx.read(db.selectFrom('person').select(['id', 'name']).where('id', 'in', different));
  return new Map(rows.map((row) => [row.id, row.name]));
}

async function readFacts(tx: LoadTx): Promise<z.input<typeof KeyStorePage>['objects']> {
  const rows = await tx.readSql<{ kept: number; opened: number; destroying: number; waiting: number }>(
    'select kept::int, opened::int, destroying::int, waiting::int from vault_facts()',
  );
  const { kept = 0, opened = 0, destroying = 0, waiting = 0 } = rows[0] ?? {};
  return { kept, open: opened, destroying, waiting };
}

function dueOn(generations: readonly VaultGenerationRow[], lastRehearsed: string | undefined): string | null {
  if (lastRehearsed !== undefined) return dayAfter(lastRehearsed, rehearsalEveryDays);
  const first = generations.at(-1);
  return first === undefined ? null : dayAfter(first.made_at.toISOString().slice(0, 10), firstRehearsalDays);
}

async function readNotices(tx: LoadTx, vault: Vault): Promise<KeyStoreNotice[]> {
  if (vault.status === 'none') return (await countAlive(tx)) > 0 ? ['lost'] : ['none'];
  const notices: KeyStoreNotice[] = vault.status === 'locked' ? ['locked'] : [];
  const generations = await readGenerations(tx);
  const newest = generations.find((one) => one.state === 'alive');
  const isOld =
    newest !== undefined && newest.made_at.getTime() < tx.now.getTime() - generationDaysMax * 86_400_000;
  if (newest === undefined) notices.push('no-generation');
  else if (isOld) notices.push('old-generation');
  const rehearsed = await tx.readOne(
    db.selectFrom('vault_rehearsal').select('rehearsed_on').orderBy('rehearsed_on', 'desc').limit(1),
  );
  const due = dueOn(generations, rehearsed?.rehearsed_on);
  if (due !== null && due <= tx.today) notices.push('rehearsal-due');
  if (generations.some((one) => one.state === 'alive' && one.held > 0)) notices.push('generation-to-destroy');
  return notices;
}
