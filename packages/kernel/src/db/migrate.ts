import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { DatabaseError, errorCodeOf } from './database-error.ts';
import { withClient } from './pool.ts';
import { type RuntimeLogin, grantRuntime, refuseMightyRole } from './runtime-role.ts';

/** Migrations of the repository: plain SQL, forward only. */
export const migrationsFolder = fileURLToPath(new URL('../../../../migrations/', import.meta.url));

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly digest: string;
}

// any fixed number will do: two starters at once take turns on it
const migrationLock = 4_115_207;
/** PostgreSQL 15, as `server_version_num` writes it. */
const serverVersionMin = 150_000;
const insufficientPrivilege = '42501';
/** What stepping into a role that is missing or not granted ends with. */
const notMigrated = new Set([insufficientPrivilege, '42704', '22023']);

export async function readMigrations(folder = migrationsFolder): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_[a-z_]+\.sql$/.test(name)).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(path.join(folder, name), 'utf8');
      return { name, sql, digest: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

export interface MigrateOptions {
  /** Login role of the running server. It gets no right but to step into the narrow roles. */
  readonly runtime: RuntimeLogin;
  /** Name of the last migration to apply; absent: all. A backup is loaded into the schema it was made with. */
  readonly last?: string | undefined;
}

/**
 * Brings a database to this program's schema, as its owner, who need not be a superuser. Returns the names applied now.
 * @throws DatabaseError where the database, the owner or the runtime role cannot be used, and when the database knows
 *   more than this program or was migrated by other files.
 */
export async function migrate(owner: pg.ClientConfig, { runtime, last }: MigrateOptions): Promise<string[]> {
  const migrations = await readMigrations();
  return withClient(owner, async (client) => {
    await requireServer(client);
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    try {
      await client.query(
        'create table if not exists migration (name text primary key, digest text not null, applied_at timestamptz not null default now())',
      );
      await refuseMightyRole(client, runtime.role);
      const pending = (await pendingOf(client, migrations)).filter(
        ({ name }) => last === undefined || name <= last,
      );
      for (const migration of pending) await apply(client, migration);
      await grantRuntime(client, runtime);
      await client.query('grant select on table migration to fengni_reader');
      return pending.map(({ name }) => name);
    } catch (error) {
      if (errorCodeOf(error) !== insufficientPrivilege || !(error instanceof Error)) throw error;
      throw new DatabaseError('rights-missing', { reason: error.message }, error);
    }
  });
}

async function apply(client: pg.Client, { name, sql, digest }: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query('insert into migration (name, digest) values ($1, $2)', [name, digest]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    const reason = error instanceof Error ? error.message : String(error);
    if (errorCodeOf(error) === insufficientPrivilege) throw error;
    const isExtension = /extension/.test(reason) && /control file|not available/.test(reason);
    throw new DatabaseError(isExtension ? 'extension-missing' : 'migration-failed', { name, reason }, error);
  }
}

/**
 * Refuses a server this program cannot work on.
 * @throws DatabaseError `too-old`, `encoding`.
 */
export async function requireServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: string; number: number; encoding: string }>(
    `select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
       current_setting('server_encoding') as encoding`,
  );
  const [server] = rows;
  if (server === undefined || server.number < serverVersionMin)
    throw new DatabaseError('too-old', { found: server?.version ?? '' });
  if (server.encoding !== 'UTF8') throw new DatabaseError('encoding', { found: server.encoding });
}

/**
 * Whether this program and the database fit together, asked by the running server, which cannot migrate:
 * `behind` needs `migrate`, `ahead` needs a newer program.
 */
export async function compareMigrations(runtime: pg.ClientConfig): Promise<'same' | 'behind' | 'ahead'> {
  const migrations = await readMigrations();
  return withClient(runtime, async (client) => {
    await requireServer(client);
    const known = await client.query<{ known: boolean }>(
      "select to_regclass('migration') is not null as known",
    );
    if (known.rows[0]?.known !== true) return 'behind';
    await refuseMightyRole(client);
    const rows = await readApplied(client);
    if (rows === null) return 'behind';
    const ours = new Map(migrations.map(({ name, digest }) => [name, digest]));
    if (rows.some((row) => ours.get(row.name) !== row.digest)) return 'ahead';
    return rows.length === migrations.length ? 'same' : 'behind';
  });
}

/** Null where a migration has not ended or the runtime user was named since: it may not step into its roles yet. */
async function readApplied(client: pg.Client): Promise<{ name: string; digest: string }[] | null> {
  try {
    await client.query('begin read only; set local role fengni_reader');
    const { rows } = await client.query<{ name: string; digest: string }>(
      'select name, digest from migration',
    );
    return rows;
  } catch (error) {
    if (!notMigrated.has(errorCodeOf(error))) throw error;
    return null;
  } finally {
    await client.query('rollback');
  }
}

async function pendingOf(client: pg.Client, migrations: readonly Migration[]): Promise<Migration[]> {
  const { rows } = await client.query<{ name: string; digest: string }>('select name, digest from migration');
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const row of rows) {
    const ours = known.get(row.name);
    if (ours === undefined) throw new DatabaseError('newer-schema', { name: row.name });
    if (ours.digest !== row.digest) throw new DatabaseError('other-migration', { name: row.name });
  }
  const done = new Set(rows.map((row) => row.name));
  return migrations.filter((migration) => !done.has(migration.name));
}
