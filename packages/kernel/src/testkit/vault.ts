import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Vault } from '../vault/vault.ts';
import type { SuiteName } from '../vault/suites.ts';

/** House of every vault made for a test. */
export const testHouse = 'fengni.test/log';
/** Passphrase of the key stores tests make. */
export const testPassphrase = 'sieben Kiefern am Hang';

/** A vault in a folder of its own, without a key store yet. The folder is made when something is put in it. */
export function createTestVault(the: { readonly clock?: () => Date; readonly folder?: string } = {}): Vault {
  const folder = the.folder ?? path.join(tmpdir(), `fengni-vault-${randomUUID()}`);
  return new Vault({
    folder: path.join(folder, 'vault'),
    storeFile: path.join(folder, 'key-store', 'store'),
    house: testHouse,
    clock: the.clock ?? (() => new Date()),
  });
}

/** The same with its key store made and open. */
export async function openTestVault(
  the: { readonly clock?: () => Date; readonly folder?: string; readonly suite?: SuiteName } = {},
): Promise<Vault> {
  const vault = createTestVault(the);
  await vault.create({ passphrase: testPassphrase, suite: the.suite ?? 'intl' });
  return vault;
}

/** Takes a test's vault and key store away. */
export async function removeTestVault(vault: Vault): Promise<void> {
  await vault.lock();
  await rm(path.dirname(vault.folder), { recursive: true, force: true });
}
