import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { launchPostgres } from '../db/embedded/launch.ts';
import { migrate } from '../db/migrate.ts';
import { withClient } from '../db/pool.ts';
import {
  type TestServer,
  ownerConnection,
  runtimePassword,
  runtimeRole,
  templateDatabase,
} from './server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    server: TestServer;
    /** Whether the owner may set session_replication_role. */
    pastTriggers: boolean;
  }
}

/**
 * One PostgreSQL for the whole run and one migrated template database; each test file copies it.
 * `FENGNI_TEST_OWNER_URL` runs the same tests on a server of the organisation's own, as an owner who is no superuser
 * but has CREATEDB and CREATEROLE (docs/settings.md).
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['FENGNI_TEST_OWNER_URL'];
  if (given !== undefined) {
    const server: TestServer = { kind: 'url', ownerUrl: given };
    await makeTemplate(server);
    project.provide('server', server);
    const pastTriggers = await mayPassTriggers(server);
    if (!pastTriggers)
      process.stdout.write(
        'The owner may not set session_replication_role: tests that forge rows are skipped.\n',
      );
    project.provide('pastTriggers', pastTriggers);
    return async () => undefined;
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'fengni-test-'));
  // as root the database runs under an account of its own, which must get in
  await chmod(folder, 0o711);
  const launched = await launchPostgres({
    dataDir: path.join(folder, 'data'),
    roles: { owner: 'fengni_owner', runtime: runtimeRole },
  });
  const server: TestServer = {
    kind: 'socket',
    host: launched.socketDir,
    port: launched.port,
    owner: 'fengni_owner',
  };
  await makeTemplate(server);
  project.provide('server', server);
  project.provide('pastTriggers', true);
  return async () => {
    await launched.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

async function mayPassTriggers(server: TestServer): Promise<boolean> {
  return withClient(ownerConnection(server, 'postgres'), async (client) => {
    const { rows } = await client.query<{ may: boolean }>(
      "select has_parameter_privilege('session_replication_role', 'set') as may",
    );
    return rows[0]?.may === true;
  });
}

async function makeTemplate(server: TestServer): Promise<void> {
  await withClient(ownerConnection(server, 'postgres'), async (client) => {
    await client.query(`drop database if exists ${templateDatabase}`);
    await client.query(`create database ${templateDatabase}`);
  });
  await migrate(ownerConnection(server, templateDatabase), { runtime: { role: runtimeRole } });
  if (server.kind === 'socket') return;
  await withClient(ownerConnection(server, templateDatabase), (client) =>
    client.query(`alter role ${runtimeRole} password '${runtimePassword}'`),
  );
}
