import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { type HouseState, type SetupGate, readHouseState } from '@fengni/kernel/access/begin-house';
import type { Kernel } from '@fengni/kernel/command/kernel';
import { transact } from '@fengni/kernel/command/transact';
import { makeDataFolder } from '@fengni/kernel/db/embedded/folders';
import { createPool } from '@fengni/kernel/db/pool';
import { type HouseKeys, hasHouseKeys, openHouseKeys } from '@fengni/kernel/keys/house-keys';
import { createHead } from '@fengni/kernel/log/sealer';
import type { Settings } from '@fengni/kernel/settings/settings';
import { Vault } from '@fengni/kernel/vault/vault';
import { composeRegistry } from '../composition.ts';
import type { HouseDatabase } from './database.ts';
import { failed } from './io.ts';

export const keysFolder = (dataDir: string): string => path.join(dataDir, 'keys');

/** Makes the data folder and the keys in it, or finds them. A database whose keys are gone gets no new ones. */
export async function openDataFolder(settings: Settings): Promise<HouseKeys> {
  makeDataFolder(settings.dataDir);
  const folder = keysFolder(settings.dataDir);
  if (existsSync(path.join(settings.dataDir, 'db', 'cluster')) && !(await hasHouseKeys(folder))) {
    throw failed(
      `${folder} 中的密钥不见了，而数据库还在。请从密钥备份放回 keys 文件夹，不要新建。`,
      `The keys in ${folder} are gone while the database is there. Put the keys folder back from its backup; new keys would not fit.`,
    );
  }
  return openHouseKeys(folder);
}

/** The key store's own file: never in a backup of the database. */
export const keyStoreFile = (dataDir: string): string => path.join(dataDir, 'key-store', 'store');

/** The house's vault, locked until its passphrase is given. Each server that is started has its own. */
export function createVault(settings: Settings, keys: HouseKeys): Vault {
  const { dataDir } = settings;
  return new Vault({
    folder: path.join(dataDir, 'vault'),
    storeFile: keyStoreFile(dataDir),
    house: keys.origin,
    clock: () => new Date(),
  });
}

/** Keys of another house would sign a log that is not theirs and open no second factor. */
async function requireOwnLog(kernel: Kernel, keys: HouseKeys): Promise<void> {
  const options = { sessionHash: '', entryId: kernel.newId(), mode: 'read only', readAs: 'sealer' } as const;
  const rows = await transact(kernel, options, (tx) =>
    tx.readSql<{ origin: string }>('select origin from log_head'),
  );
  const found = rows[0]?.origin ?? '';
  if (found === keys.origin) return;
  throw failed(
    `密钥属于另一个系统（${keys.origin}），数据库属于 ${found}。请放入该系统的 keys 文件夹。`,
    `The keys are of another house (${keys.origin}); the database is of ${found}. Put the keys folder of that house in place.`,
  );
}

export interface KernelOptions {
  readonly settings: Settings;
  readonly database: HouseDatabase;
  readonly keys: HouseKeys;
  readonly vault: Vault;
  readonly gate: SetupGate;
  readonly address: () => string;
  readonly onFault: Kernel['onFault'];
  readonly onPoolError: (error: Error) => void;
}

/** The kernel over a migrated database, with the head of the log made. */
export async function createKernel(the: KernelOptions): Promise<Kernel> {
  const { settings, database, keys } = the;
  const registry = composeRegistry({
    keys: keys.ring,
    gate: the.gate,
    zone: settings.zone,
    address: the.address,
    verifiers: keys.verifiers,
    signers: keys.signers,
    vault: the.vault,
  });
  const kernel: Kernel = {
    pool: createPool(database.runtime, the.onPoolError),
    registry,
    keys: keys.ring,
    clock: () => new Date(),
    newId: randomUUID,
    zone: settings.zone,
    onFault: the.onFault,
  };
  await createHead(kernel, keys.origin);
  await requireOwnLog(kernel, keys);
  return kernel;
}

export async function readState(kernel: Kernel): Promise<HouseState> {
  const options = { sessionHash: '', entryId: kernel.newId(), mode: 'read only' } as const;
  return transact(kernel, options, readHouseState);
}

/** The suite of the log's signatures, as chosen at set-up. */
export function suiteOf(state: HouseState): 'intl' | 'guomi' | null {
  const suite = state.settings['house.suite'];
  return suite === 'intl' || suite === 'guomi' ? suite : null;
}
