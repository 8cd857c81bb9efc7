import path from 'node:path';
import { type EmbeddedPostgres, launchPostgres } from '@fengni/kernel/db/embedded/launch';
import { LaunchError } from '@fengni/kernel/db/embedded/launch-error';
import { findUnsafeSettings } from '@fengni/kernel/db/durability';
import { compareMigrations, migrate } from '@fengni/kernel/db/migrate';
import { withClient } from '@fengni/kernel/db/pool';
import type { RuntimeLogin } from '@fengni/kernel/db/runtime-role';
import type { Settings } from '@fengni/kernel/settings/settings';
import { failed } from './io.ts';
import { readRunFile } from './run-file.ts';

export const databaseName = 'fengni';
export const databaseRoles = { owner: 'fengni_owner', runtime: 'fengni_runtime' } as const;
type Connection = ReturnType<EmbeddedPostgres['connection']>;

/** The database of a house: its own server under this process, one that another process started, or a given one. */
export interface HouseDatabase {
  readonly runtime: Connection;
  /** As owner: for migrating and for the command line; null where only its address for running is known. */
  readonly owner: Connection | null;
  /** The server where this process launched it. */
  readonly postgres: EmbeddedPostgres | null;
  /** Stops the server if this process launched it. */
  readonly close: () => Promise<void>;
}

/** The server for a start: launched here, or the given one. Refused while another process uses the data folder. */
export async function launchDatabase(
  settings: Settings,
  log: (line: string) => void,
): Promise<HouseDatabase> {
  if (settings.databaseUrl !== null) return givenDatabase(settings, settings.databaseUrl);
  const postgres = await launchPostgres({
    dataDir: path.join(settings.dataDir, 'db'),
    roles: databaseRoles,
    log,
  });
  try {
    await ensureDatabase(postgres.connection('owner', 'postgres'));
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  return {
    runtime: postgres.connection('runtime', databaseName),
    owner: postgres.connection('owner', databaseName),
    postgres,
    close: postgres.stop,
  };
}

/** The server for a command: the running one if there is one, else launched for the length of the command. */
export async function reachDatabase(settings: Settings, log: (line: string) => void): Promise<HouseDatabase> {
  try {
    return await launchDatabase(settings, log);
  } catch (error) {
    if (!(error instanceof LaunchError) || error.code !== 'data-folder-in-use') throw error;
    const run = await readRunFile(settings.dataDir);
    if (run?.socketDir === undefined) throw error;
    const { socketDir: host, socketPort: port } = run;
    const of = (user: string): Connection => ({ host, port, user, database: databaseName, ssl: false });
    return {
      runtime: of(databaseRoles.runtime),
      owner: of(databaseRoles.owner),
      postgres: null,
      close: async () => undefined,
    };
  }
}

function givenDatabase(settings: Settings, url: string): HouseDatabase {
  const owner = settings.ownerUrl === null ? null : { connectionString: settings.ownerUrl };
  return { runtime: { connectionString: url }, owner, postgres: null, close: async () => undefined };
}

async function ensureDatabase(maintenance: Connection): Promise<void> {
  await withClient(maintenance, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [databaseName]);
    if (rowCount === 0) await client.query(`create database ${databaseName}`);
  });
}

/** Brings the schema up to date where this process owns the database, else demands that it is. */
export async function prepareSchema(settings: Settings, database: HouseDatabase): Promise<string[]> {
  const applied =
    settings.databaseUrl === null && database.owner !== null
      ? await migrate(database.owner, { runtime: runtimeLogin(settings) })
      : [];
  const unsafe = await findUnsafeSettings(database.runtime);
  if (unsafe.length > 0) {
    throw failed(
      `数据库设置 ${unsafe.join('、')} 已关闭，断电会丢失已确认的数据，因此不启动。请在 postgresql.conf 中改为 on 后重新启动数据库。`,
      `The database has ${unsafe.join(', ')} switched off and would lose acknowledged data in a power cut, so nothing is started. Switch it on in postgresql.conf and restart the database.`,
    );
  }
  const fit = await compareMigrations(database.runtime);
  if (fit === 'behind') {
    throw failed(
      '数据库结构尚未更新。请设置 FENGNI_OWNER_URL 并运行 fengni migrate，然后重新启动。',
      'The database schema is behind this program. Set FENGNI_OWNER_URL, run fengni migrate, then start again.',
    );
  }
  if (fit === 'ahead') {
    throw failed(
      '数据库由更新版本的程序更新过，本程序不能使用。请换用新版本的程序。',
      'The database was migrated by a newer program; this one cannot use it. Update the program.',
    );
  }
  return applied;
}

/** Who the server logs in as: named by DATABASE_URL, or the embedded database's own role. */
export function runtimeLogin(settings: Settings): RuntimeLogin {
  if (settings.databaseUrl === null) return { role: databaseRoles.runtime };
  const { username, password } = new URL(settings.databaseUrl);
  if (username === '') {
    throw failed('请在 DATABASE_URL 中写明运行时的用户名。', 'Name the runtime user in DATABASE_URL.');
  }
  return {
    role: decodeURIComponent(username),
    ...(password !== '' && { password: decodeURIComponent(password) }),
  };
}
