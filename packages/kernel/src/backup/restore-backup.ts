import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createReadStream } from 'node:fs';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { refuser } from '../command/refusal.ts';
import { DatabaseError } from '../db/database-error.ts';
import { withClient } from '../db/pool.ts';
import { backupErrors } from './errors.ts';
import { listTables } from './make-backup.ts';
import { type BackupRecord, type Manifest, decodeRecords } from './records.ts';
import { type Opener, openStream } from './sealed-stream.ts';

const refuse = refuser(backupErrors);

/** Name of the setting under which a restored house serves nobody. */
export const unconfirmedSetting = 'restore.unconfirmed';

export interface RestoreOptions {
  readonly file: string;
  readonly opener: Opener;
  /** Connection of the database's owner, who may switch triggers off. */
  readonly owner: pg.ClientConfig;
  /** Brings the empty database to the schema the backup was made with: up to and including this migration. */
  readonly migrateTo: (last: string) => Promise<void>;
  readonly ourMigrations: readonly { readonly name: string; readonly digest: string }[];
  /** Origin of the log the keys in place belong to. */
  readonly origin: string;
}

export interface Restored {
  readonly manifest: Manifest;
  readonly tables: number;
  readonly rows: number;
}

/**
 * Loads a backup into an empty database, in one transaction and with triggers switched off, so that it is there whole
 * or not at all. The house is marked as unconfirmed; `beginEpoch` and two administrators come after.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const records = decodeRecords(openStream(createReadStream(options.file), options.opener));
  const manifest = await readManifest(records);
  checkMigrations(manifest, options.ourMigrations);
  if (manifest.head.origin !== options.origin) {
    throw refuse('backup.other.keys', { found: options.origin, wanted: manifest.head.origin });
  }
  // before anything is migrated: a house that is there already stays as it is
  await withClient(options.owner, requireEmpty);
  await withClient(options.owner, requireTriggerRights);
  await options.migrateTo(manifest.migrations.at(-1)?.name ?? '');
  return withClient(options.owner, async (client) => {
    await client.query('begin');
    try {
      await requireEmpty(client);
      const loaded = await load(client, records, manifest);
      await client.query('commit');
      return { manifest, ...loaded };
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    }
  });
}

async function readManifest(records: AsyncGenerator<BackupRecord>): Promise<Manifest> {
  const first = await records.next();
  if (first.done === true || !('note' in first.value) || first.value.note.kind !== 'manifest')
    throw refuse('backup.damaged');
  return first.value.note;
}

/** The backup's migrations must be the beginning of ours, word for word. */
function checkMigrations(manifest: Manifest, ours: RestoreOptions['ourMigrations']): void {
  const known = new Map(ours.map(({ name, digest }) => [name, digest]));
  for (const { name, digest } of manifest.migrations) {
    if (known.get(name) !== digest) throw refuse('backup.other.version', { name });
  }
}

async function requireEmpty(client: pg.Client): Promise<void> {
  const made = await client.query<{ made: boolean }>(`select to_regclass('public.unit') is not null as made`);
  if (made.rows[0]?.made !== true) return;
  const { rows } = await client.query<{ used: boolean }>(
    'select exists (select from unit) or exists (select from log_entry) as used',
  );
  if (rows[0]?.used !== false) throw refuse('backup.not.empty');
}

/** An owner who is no superuser needs this one right besides, and only for a restore. */
async function requireTriggerRights(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ may: boolean; role: string }>(
    "select has_parameter_privilege('session_replication_role', 'set') as may, quote_ident(current_user) as role",
  );
  const [owner] = rows;
  if (owner?.may !== true) throw new DatabaseError('restore-rights-missing', { role: owner?.role ?? '' });
}

async function load(
  client: pg.Client,
  records: AsyncGenerator<BackupRecord>,
  manifest: Manifest,
): Promise<{ tables: number; rows: number }> {
  const ours = await listTables(client);
  const columnsOf = new Map(ours.map((table) => [table.name, new Set(table.columns)]));
  await client.query('set local session_replication_role = replica');
  // what the migrations put in is in the backup as well
  await client.query(`truncate ${ours.map((table) => `public.${table.name}`).join(', ')}`);
  const total = { tables: 0, rows: 0 };
  let isDone = false;
  for await (const record of records) {
    if (!('note' in record)) throw refuse('backup.damaged');
    const { note } = record;
    if (note.kind === 'done') {
      isDone = note.tables === total.tables;
      continue;
    }
    const columns = note.kind === 'table' ? columnsOf.get(note.name) : undefined;
    if (
      note.kind !== 'table' ||
      columns === undefined ||
      !note.columns.every((column) => columns.has(column))
    ) {
      throw refuse('backup.damaged');
    }
    total.rows += await loadTable(client, note, records);
    total.tables += 1;
  }
  if (!isDone || total.tables !== manifest.tables.length) throw refuse('backup.damaged');
  await moveSequences(client);
  await client.query(
    'insert into setting (id, name, value) values ($1, $2, $3) on conflict (name) do update set value = excluded.value',
    [
      randomUUID(),
      unconfirmedSetting,
      JSON.stringify({ madeAt: manifest.madeAt, head: manifest.head, witnessed: manifest.witnessed }),
    ],
  );
  return total;
}

/** Feeds one table's data to COPY; the count of rows must be the one that was written. */
async function loadTable(
  client: pg.Client,
  table: { name: string; columns: string[] },
  records: AsyncGenerator<BackupRecord>,
): Promise<number> {
  const stream = client.query(copyFrom(`copy public.${table.name} (${table.columns.join(', ')}) from stdin`));
  let expected = -1;
  async function* pieces(): AsyncGenerator<Buffer> {
    for (;;) {
      const next = await records.next();
      if (next.done === true) throw refuse('backup.damaged');
      if ('data' in next.value) {
        yield next.value.data;
        continue;
      }
      const { note } = next.value;
      if (note.kind !== 'end' || note.name !== table.name) throw refuse('backup.damaged');
      expected = note.rows;
      return;
    }
  }
  await pipeline(Readable.from(pieces()), stream);
  if (stream.rowCount !== expected) throw refuse('backup.damaged');
  return expected;
}

/** Identity columns go on after the highest number loaded. */
async function moveSequences(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; column: string }>(
    `select c.relname as name, a.attname as column from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attidentity <> ''`,
  );
  for (const { name, column } of rows) {
    await client.query(
      `select setval(pg_get_serial_sequence('public.${name}', '${column}'), coalesce((select max(${column}) from public.${name}), 0) + 1, false)`,
    );
  }
}
