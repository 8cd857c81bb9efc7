import { rmSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type EmbeddedPostgres, launchPostgres } from '@fengni/kernel/db/embedded/launch';
import { migrate } from '@fengni/kernel/db/migrate';
import { createPool, withClient } from '@fengni/kernel/db/pool';
import { createKeyRing } from '@fengni/kernel/keys/key-ring';
import { createSecretBox } from '@fengni/kernel/keys/secret-box';
import type { TestDatabase } from '@fengni/kernel/testkit/database';
import { type World, createWorld } from '@fengni/kernel/testkit/world';
import type { Vault } from '@fengni/kernel/vault/vault';
import { createTestVault, removeTestVault } from '../packages/kernel/src/testkit/vault.ts';
import { composeRegistry } from '../packages/server/src/composition.ts';

const roles = { owner: 'fengni_owner', runtime: 'fengni_runtime' } as const;
const databaseName = 'bench';

const folders = new Set<string>();
/** Ended from outside, a bench still leaves nothing; the database ends with this process. */
function removeAll(): never {
  for (const folder of folders)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  process.exit(1);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, removeAll);

/** A folder that goes when the bench is done; the database's own account can pass through. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fengni-bench-'));
  folders.add(folder);
  await chmod(folder, 0o711);
  try {
    return await work(folder);
  } finally {
    folders.delete(folder);
    await rm(folder, { recursive: true, force: true });
  }
}

export interface Stage {
  readonly world: World;
  readonly database: TestDatabase;
  /** Without a key store until a bench makes it. */
  readonly vault: Vault;
}

/** A small house over the settings that users get, on a database of its own. */
export async function withStage<T>(work: (stage: Stage) => Promise<T>): Promise<T> {
  return withFolder(async (folder) => {
    const postgres = await launchPostgres({ dataDir: path.join(folder, 'db'), roles });
    try {
      return await withHouse(postgres, work);
    } finally {
      await postgres.stop();
    }
  });
}

async function withHouse<T>(postgres: EmbeddedPostgres, work: (stage: Stage) => Promise<T>): Promise<T> {
  await withClient(postgres.connection('owner', 'postgres'), (client) =>
    client.query(`create database ${databaseName}`),
  );
  const ownerConfig = postgres.connection('owner', databaseName);
  const runtimeConfig = postgres.connection('runtime', databaseName);
  await migrate(ownerConfig, { runtime: { role: roles.runtime } });
  const pool = createPool(runtimeConfig, () => undefined);
  const database: TestDatabase = {
    name: databaseName,
    pool,
    ownerConfig,
    runtimeConfig,
    asOwner: (inner) => withClient(ownerConfig, inner),
    pastTriggers: (inner) =>
      withClient(ownerConfig, async (client) => {
        await client.query('set session_replication_role = replica');
        return inner(client);
      }),
    close: () => pool.end(),
  };
  const rootKey = Buffer.alloc(32, 7);
  const vault = createTestVault();
  const registry = composeRegistry({
    keys: createKeyRing(rootKey, createSecretBox(rootKey)),
    gate: { admits: () => false },
    zone: 'Asia/Shanghai',
    address: () => 'http://127.0.0.1:8700',
    verifiers: [],
    signers: () => [],
    vault,
  });
  try {
    const clock = { now: new Date('2026-11-22T01:00:00Z') };
    const world = await createWorld({ database, registry, clock, rootKey });
    return await work({ world, database, vault });
  } finally {
    await removeTestVault(vault);
    await database.close();
  }
}
