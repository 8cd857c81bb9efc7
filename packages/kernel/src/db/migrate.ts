import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { withClient } from './pool.ts';

/** Migrations of the repository: plain SQL, forward only. */
export const migrationsFolder = fileURLToPath(new URL('../../../../migrations/', import.meta.url));

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly digest: string;
}

export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

// any fixed number will do: two starters at once take turns on it
const migrationLock = 4_115_207;

export async function readMigrations(folder = migrationsFolder): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_[a-z_]+\.sql$/.test(name)).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(path.join(folder, name), 'utf8');
      return { name, sql, digest: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/**
 * Brings a database to this program's schema, as its owner. A database that knows more than this program is refused,
 * so is one whose applied migrations differ from ours. Returns the names applied now.
 * @param runtimeRole login role of the running server; it is made where it is missing and gets no right but to step
 *   into the narrow roles.
 * @param last name of the last migration to apply; absent: all. A backup is loaded into the schema it was made with.
 */
export async function migrate(owner: pg.ClientConfig, runtimeRole: string, last?: string): Promise<string[]> {
  const migrations = await readMigrations();
  const applied = await withClient(owner, async (client) => {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await client.query(
      'create table if not exists migration (name text primary key, digest text not null, applied_at timestamptz not null default now())',
    );
    const pending = (await pendingOf(client, migrations)).filter(({ name }) => last === undefined || name <= last);
    for (const { name, sql, digest } of pending) {
      await client.query('begin');
      try {
        await client.query(sql);
        await client.query('insert into migration (name, digest) values ($1, $2)', [name, digest]);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        throw new MigrationError(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      }
    }
    return pending.map(({ name }) => name);
  });
  await withClient(owner, (client) => grantRuntime(client, runtimeRole));
  return applied;
}

/**
 * Whether this program and the database fit together, asked by the running server, which cannot migrate:
 * `behind` needs `migrate`, `ahead` needs a newer program.
 */
export async function compareMigrations(runtime: pg.ClientConfig): Promise<'same' | 'behind' | 'ahead'> {
  const migrations = await readMigrations();
  return withClient(runtime, async (client) => {
    const known = await client.query<{ known: boolean }>("select to_regclass('migration') is not null as known");
    if (known.rows[0]?.known !== true) return 'behind';
    await client.query('begin read only; set local role fengni_reader');
    const { rows } = await client.query<{ name: string; digest: string }>('select name, digest from migration');
    await client.query('rollback');
    const ours = new Map(migrations.map(({ name, digest }) => [name, digest]));
    if (rows.some((row) => ours.get(row.name) !== row.digest)) return 'ahead';
    return rows.length === migrations.length ? 'same' : 'behind';
  });
}

async function pendingOf(client: pg.Client, migrations: readonly Migration[]): Promise<Migration[]> {
  const { rows } = await client.query<{ name: string; digest: string }>('select name, digest from migration');
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const row of rows) {
    const ours = known.get(row.name);
    if (ours === undefined) {
      throw new MigrationError(`the database was migrated by a newer program (${row.name}); update this program`);
    }
    if (ours.digest !== row.digest) throw new MigrationError(`${row.name} differs from the one applied to this database`);
  }
  const done = new Set(rows.map((row) => row.name));
  return migrations.filter((migration) => !done.has(migration.name));
}

async function grantRuntime(client: pg.Client, runtimeRole: string): Promise<void> {
  const quoted = client.escapeIdentifier(runtimeRole);
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [runtimeRole]);
  if (rowCount === 0) await client.query(`create role ${quoted} login noinherit`);
  await client.query(`alter role ${quoted} noinherit`);
  await client.query(`grant fengni_reader, fengni_writer, fengni_sealer, fengni_clockwork to ${quoted}`);
  await client.query('grant select on table migration to fengni_reader');
}
