import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { TestRunner, inject } from 'vitest';
import type { Kernel } from '../command/kernel.ts';
import type { Registry } from '../command/registry.ts';
import { errorCodeOf } from '../db/database-error.ts';
import { createPool, withClient } from '../db/pool.ts';
import { createKeyRing } from '../keys/key-ring.ts';
import { createSecretBox } from '../keys/secret-box.ts';
import { ownerConnection, runtimeConnection, templateDatabase } from './server.ts';

/** A database of a test file's own, copied from the migrated template. */
export interface TestDatabase {
  readonly name: string;
  readonly pool: pg.Pool;
  /** As the database's owner, past the program: what the log must find out. */
  readonly asOwner: <T>(work: (client: pg.Client) => Promise<T>) => Promise<T>;
  /** As the owner past triggers and foreign keys too; skips the test where the owner has no right to that. */
  readonly pastTriggers: <T>(work: (client: pg.Client) => Promise<T>) => Promise<T>;
  readonly ownerConfig: pg.ClientConfig;
  readonly runtimeConfig: pg.ClientConfig;
  readonly close: () => Promise<void>;
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('server');
  const name = `t_${randomBytes(6).toString('hex')}`;
  await withClient(ownerConnection(server, 'postgres'), (client) =>
    client.query(`create database ${name} template ${templateDatabase}`),
  );
  const ownerConfig = ownerConnection(server, name);
  const runtimeConfig = runtimeConnection(server, name);
  const pool = createPool(runtimeConfig, () => undefined);
  return {
    name,
    pool,
    ownerConfig,
    runtimeConfig,
    asOwner: (work) => withClient(ownerConfig, work),
    async pastTriggers(work) {
      skipUnlessPastTriggers();
      return withClient(ownerConfig, async (client) => {
        await client.query('set session_replication_role = replica');
        return work(client);
      });
    },
    async close() {
      await pool.end();
      await withClient(ownerConnection(server, 'postgres'), (client) => dropDatabase(client, name));
    },
  };
}

/** Skips the running test, with a printed word, where the tests' owner may not switch triggers off. */
export function skipUnlessPastTriggers(): void {
  if (inject('pastTriggers')) return;
  TestRunner.getCurrentTest()?.context.skip(
    'the owner may not set session_replication_role (docs/settings.md)',
  );
}

const insufficientPrivilege = '42501';
const dropTriesMax = 20;

/** An owner who is no superuser may not end the server's own cleaning of the database, and waits for it. */
async function dropDatabase(client: pg.Client, name: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await client.query(`drop database if exists ${name} with (force)`);
      return;
    } catch (error) {
      if (errorCodeOf(error) !== insufficientPrivilege || tries === dropTriesMax) throw error;
      await setTimeout(250);
    }
  }
}

/** A clock the test turns. */
export interface TestClock {
  now: Date;
}

/** The kernel over a test's database with its own clock, ids and keys. Faults of the program fail the test. */
export function createTestKernel(the: {
  readonly database: TestDatabase;
  readonly registry: Registry;
  readonly clock: TestClock;
  readonly newId?: () => string;
  readonly rootKey?: Buffer;
}): Kernel & { readonly faults: unknown[] } {
  const root = the.rootKey ?? randomBytes(32);
  const faults: unknown[] = [];
  return {
    pool: the.database.pool,
    registry: the.registry,
    keys: createKeyRing(root, createSecretBox(root)),
    clock: () => the.clock.now,
    newId: the.newId ?? (() => randomUUID()),
    zone: 'Asia/Shanghai',
    onFault: (error) => faults.push(error),
    faults,
  };
}
