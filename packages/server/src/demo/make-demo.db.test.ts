import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestDatabase, createTestDatabase, createTestKernel } from '@fengni/kernel/testkit/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { copyStates } from '../modules/carriers/rules.ts';
import { createTestVault, removeTestVault } from '@fengni/kernel/testkit/vault';
import type { Vault } from '@fengni/kernel/vault/vault';
import { composeTestRegistry, testRootKey, testSetupCode } from '../registry/test-registry.ts';
import { clearedPeople, countyUnits, enterprises } from './cast.ts';
import { demoPassphraseFile } from './key-store.ts';
import { demoAccountsFile, makeDemo } from './make-demo.ts';

let database: TestDatabase;
let dataDir: string;
let vault: Vault;
const told: string[] = [];
let faults: readonly unknown[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  dataDir = await mkdtemp(path.join(tmpdir(), 'fengni-demo-'));
  vault = createTestVault();
  const kernel = createTestKernel({
    database,
    registry: composeTestRegistry({ vault }),
    clock: { now: new Date('2026-11-22T03:00:00Z') },
    rootKey: testRootKey,
  });
  await makeDemo(kernel, { setupCode: testSetupCode, dataDir, vault, print: (zh) => void told.push(zh) });
  faults = kernel.faults;
}, 300_000);
afterAll(async () => {
  await removeTestVault(vault);
  await database.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function count(sql: string): Promise<number> {
  const { rows } = await database.asOwner((client) =>
    client.query<{ n: number }>(`select count(*)::int as n from ${sql}`),
  );
  return rows[0]?.n ?? -1;
}

test('the demo is a county of 44 units and 6 enterprises with 127 people who have or had access', async () => {
  expect(countyUnits.length).toBe(44);
  expect(enterprises.length).toBe(6);
  expect(await count('unit where parent_id is not null')).toBe(50);
  expect(
    await count(
      `(select distinct person_id from clearance where scheme = 'cn-state-secret' and ended_on is null) p`,
    ),
    // one retired in the course of the year
  ).toBe(clearedPeople - 1);
});

test('every state a copy can be in is there, and things are overdue', async () => {
  const { rows } = await database.asOwner((client) =>
    client.query<{ state: string }>('select distinct state from copy'),
  );
  const states = rows.map((row) => row.state);
  expect(copyStates.filter((state) => !states.includes(state))).toEqual([]);
  expect(await count(`obligation where state = 'open' and due_on < '2026-11-22'`)).toBeGreaterThan(5);
  expect(await count(`approval where state = 'pending'`)).toBeGreaterThan(2);
});

test('nothing lies in the future and no fault of the program came up', async () => {
  expect(await count(`custody where entered_at > '2026-11-22T03:00:00Z'`)).toBe(0);
  expect(faults).toEqual([]);
});

test('the accounts to try are told and kept for the owner of the folder only', async () => {
  const file = path.join(dataDir, demoAccountsFile);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const accounts = z
    .array(z.object({ login: z.string(), password: z.string(), generator: z.string() }))
    .parse(JSON.parse(await readFile(file, 'utf8')));
  expect(accounts).toHaveLength(15);
  for (const account of accounts)
    expect(told.some((line) => line.includes(account.login) && line.includes(account.password))).toBe(true);
});

test('the key store of a demo is open, under a passphrase only the owner of the folder can read', async () => {
  const file = demoPassphraseFile(dataDir);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  await vault.lock();
  await vault.unlock((await readFile(file, 'utf8')).trim());
  expect(vault.store.state.lastGeneration).toBe(1);
  expect(await count(`vault_generation where state = 'alive'`)).toBe(1);
});
