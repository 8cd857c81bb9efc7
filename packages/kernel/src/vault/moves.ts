import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { JsonObject } from '../command/define.ts';
import type { Locked, Tx } from '../db/tx.ts';
import { refuseVault } from './errors.ts';
import { isMissing } from './object-file.ts';
import { unwrapKey, wrapKey } from './object-keys.ts';
import { type VaultObjectRow, vaultObjects } from './tables.ts';
import type { Vault } from './vault.ts';

/** Objects that belong to what this transaction has locked: numbered copies, or the objects themselves. */
export interface ObjectsOf {
  readonly partIds?: readonly string[];
  readonly objectIds?: readonly string[];
}

/** Rows worked through in one run of the clockwork; what is left is taken by the next. */
const rowsAtOnceMax = 500;
/** Hours for which share and file may wait for their row. */
const orphanHoursMin = 24;
/** Up to so many orphans are swept whatever their part of all. */
const orphansPlain = 20;

/** The objects, with all that was derived from them, locked and granted, though the caller may not see them. */
async function lockObjectsOf(tx: Tx, of: ObjectsOf): Promise<Locked<VaultObjectRow>[]> {
  const found = await tx.writeSql<{ id: string }>('select id from vault_objects_of($1, $2)', [
    of.partIds ?? [],
    of.objectIds ?? [],
  ]);
  return tx.lockNamed(
    vaultObjects,
    found.map((row) => row.id),
  );
}

/** Makes uploads the content of a numbered copy of a thing, wrapped under its level's key, with what was derived from them. */
export async function attachObjects(
  vault: Vault,
  tx: Tx,
  the: {
    readonly objectId: string;
    readonly levelKey: string;
    readonly subjectId: string;
    readonly partId: string;
  },
): Promise<void> {
  const rows = await lockObjectsOf(tx, { objectIds: [the.objectId] });
  const original = rows.find((row) => row.id === the.objectId);
  if (original === undefined || original.state !== 'kept' || original.subject_id !== null)
    throw refuseVault('vault.state');
  const alive = rows.filter(isAlive);
  await tx.updateAll(vaultObjects, alive, { subject_id: the.subjectId, part_id: the.partId });
  await rewrapRows(vault, tx, alive, () => the.levelKey);
}

function isAlive(row: VaultObjectRow): boolean {
  return row.state === 'open' || row.state === 'kept';
}

async function rewrapRows(
  vault: Vault,
  tx: Tx,
  rows: readonly Locked<VaultObjectRow>[],
  levelKeyFor: (row: VaultObjectRow) => string,
): Promise<void> {
  if (rows.length === 0) return;
  const patches = [];
  for (const row of rows) {
    const key = unwrapKey(vault.store, row);
    patches.push({ id: row.id, ...(await wrapKey(vault.store, row, { levelKey: levelKeyFor(row), key })) });
    key.fill(0);
  }
  await tx.writeSql(
    `update ${vaultObjects.name} t set level_key = p.level_key, key_version = p.key_version, wrapped_key = p.wrapped_key,
       wanted_level_key = null
     from jsonb_to_recordset($1) as p (id uuid, level_key text, key_version int, wrapped_key text) where t.id = p.id`,
    [JSON.stringify(patches)],
  );
}

/**
 * Marks objects for destruction in the transaction that decides it: they open no more as soon as it commits. Their keys
 * go once the store is open ({@link finishDestructions}). Returns how many there are.
 */
export async function beginDestruction(tx: Tx, of: ObjectsOf): Promise<number> {
  const rows = (await lockObjectsOf(tx, of)).filter(isAlive);
  await markDestroying(
    tx,
    rows.map((row) => row.id),
  );
  return rows.length;
}

async function markDestroying(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.writeSql(
    `update ${vaultObjects.name} o set state = 'destroying', wanted_level_key = null, generations_left = (
       select coalesce(array_agg(g.number order by g.number), '{}') from vault_generations_alive() g where g.made_at >= o.made_at)
     where o.id = any($1)`,
    [ids],
  );
}

/** As the clockwork: takes the shares out of the store, then the files away, then notes it. Resumed wherever it broke off. */
export async function finishDestructions(vault: Vault, tx: Tx): Promise<number> {
  if (vault.status !== 'open') return 0;
  const found = await tx.readSql<{ id: string }>(
    `select id from ${vaultObjects.name} where state = 'destroying' order by id limit $1`,
    [rowsAtOnceMax],
  );
  const rows = await tx.lockAll(
    vaultObjects,
    found.map((row) => row.id),
  );
  const due = rows.filter((row) => row.state === 'destroying');
  if (due.length === 0) return 0;
  const alive = await tx.writeSql<{ number: number }>('select number from vault_generations_alive()');
  const ids = due.map((row) => row.id);
  // read before the shares go: which generations hold them is known to the store best
  const traces = due.map((row) => {
    const share = vault.store.state.shares.get(row.id);
    const holding =
      share === undefined
        ? row.generations_left
        : alive.map((one) => one.number).filter((number) => number > share.afterGeneration);
    return { id: row.id, generations_left: [...holding].toSorted((a, b) => a - b) };
  });
  await vault.store.destroyShares(ids);
  await vault.removeFiles(ids);
  await tx.writeSql(
    `update ${vaultObjects.name} t set state = 'destroyed', wrapped_key = null, destroyed_at = $2, generations_left = p.generations_left
     from jsonb_to_recordset($1) as p (id uuid, generations_left int[]) where t.id = p.id`,
    [JSON.stringify(traces), tx.now],
  );
  return due.length;
}

/** As the clockwork: wraps anew what waits for it, and what is wrapped under a former version of its level's key. */
export async function rewrapDue(vault: Vault, tx: Tx): Promise<number> {
  if (vault.status !== 'open') return 0;
  const versions = [...vault.store.state.levelKeys].map(([name, all]) => ({
    name,
    version: all.at(-1)?.version ?? 1,
  }));
  const found = await tx.readSql<{ id: string }>(
    `select id from (
       (select o.id from ${vaultObjects.name} o where o.wanted_level_key is not null limit $3)
       union
       (select o.id from unnest($1::text[], $2::int[]) v (name, version) join ${vaultObjects.name} o
          on o.level_key = v.name and o.key_version < v.version and o.state in ('open', 'kept') limit $3)) due
     order by id limit $3`,
    [versions.map((one) => one.name), versions.map((one) => one.version), rowsAtOnceMax],
  );
  const rows = await tx.lockAll(
    vaultObjects,
    found.map((row) => row.id),
  );
  // one whose share is gone cannot be wrapped and is for the sweep to tell
  const due = rows.filter((row) => isAlive(row) && vault.store.state.shares.has(row.id));
  await rewrapRows(vault, tx, due, (row) => row.wanted_level_key ?? row.level_key);
  return due.length;
}

/**
 * As the clockwork, once a day: drops shares and files that never came to a row, destroys anew what a restored database
 * holds although its key was destroyed, and counts rows whose keys are lost. Where most shares seem to be orphans the
 * database is not the one they belong to, and nothing is dropped.
 */
export async function sweepVault(vault: Vault, tx: Tx): Promise<JsonObject> {
  if (vault.status !== 'open') return {};
  const { shares, tombstones } = vault.store.state;
  const rows = await tx.readSql<{ id: string; state: VaultObjectRow['state'] }>(
    `select id, state from ${vaultObjects.name}`,
  );
  const stateOf = new Map(rows.map((row) => [row.id, row.state]));
  const oldest = Math.floor(tx.now.getTime() / 1000) - orphanHoursMin * 3_600;
  const orphans = [...shares]
    .filter(([id, share]) => share.madeAt < oldest && !stateOf.has(id))
    .map(([id]) => id);
  const isOtherDatabase = orphans.length > orphansPlain && orphans.length * 2 > shares.size;
  if (!isOtherDatabase && orphans.length > 0) {
    await vault.store.dropShares(orphans);
    await vault.removeFiles(orphans);
  }
  const stray = isOtherDatabase ? 0 : await removeStrayFiles(vault, oldest, stateOf);
  // rows of a database restored from before their destruction, and shares of a store restored from before it
  const revived = rows
    .filter((row) => (row.state === 'open' || row.state === 'kept') && tombstones.has(row.id))
    .map((row) => row.id);
  await tx.lockAll(vaultObjects, revived);
  await markDestroying(tx, revived);
  const undone = rows.filter((row) => row.state === 'destroyed' && shares.has(row.id)).map((row) => row.id);
  if (undone.length > 0) await vault.store.destroyShares(undone);
  const lost = rows.filter((row) => isKeyless(row, vault)).length;
  return {
    orphans: isOtherDatabase ? 0 : orphans.length,
    stray,
    revived: revived.length + undone.length,
    lost,
    otherDatabase: isOtherDatabase,
  };
}

function isKeyless(
  row: { readonly id: string; readonly state: VaultObjectRow['state'] },
  vault: Vault,
): boolean {
  const { shares, tombstones } = vault.store.state;
  return (row.state === 'open' || row.state === 'kept') && !shares.has(row.id) && !tombstones.has(row.id);
}

const idForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Files neither share nor row speaks of any more: of objects whose destruction or sweeping broke off. */
async function removeStrayFiles(
  vault: Vault,
  oldestSeconds: number,
  stateOf: ReadonlyMap<string, VaultObjectRow['state']>,
): Promise<number> {
  const { shares } = vault.store.state;
  let removed = 0;
  for (const folder of await readdir(vault.folder)) {
    const inside = await readdir(path.join(vault.folder, folder)).catch((): string[] => []);
    for (const name of inside.filter((one) => idForm.test(one) && !shares.has(one))) {
      // of a store restored from an older generation: the file stays, should a newer one turn up
      if (stateOf.has(name) && stateOf.get(name) !== 'destroyed') continue;
      const made = await stat(path.join(vault.folder, folder, name)).catch((error: unknown) => {
        if (isMissing(error)) return null;
        throw error;
      });
      if (made === null || made.mtimeMs / 1000 >= oldestSeconds) continue;
      await vault.removeFiles([name]);
      removed += 1;
    }
  }
  return removed;
}
