import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { type HouseState, type SetupGate, readHouseState } from '@fengni/kernel/access/begin-house';
import type { Kernel } from '@fengni/kernel/command/kernel';
import { transact } from '@fengni/kernel/command/transact';
import { makeDataFolder } from '@fengni/kernel/db/embedded/folders';
import { createPool } from '@fengni/kernel/db/pool';
import { type HouseKeys, openHouseKeys } from '@fengni/kernel/keys/house-keys';
import { createHead } from '@fengni/kernel/log/sealer';
import type { Settings } from '@fengni/kernel/settings/settings';
import { composeRegistry } from '../composition.ts';
import type { HouseDatabase } from './database.ts';

export const keysFolder = (dataDir: string): string => path.join(dataDir, 'keys');

/** Makes the data folder and the keys in it, or finds them. */
export async function openDataFolder(settings: Settings): Promise<HouseKeys> {
  makeDataFolder(settings.dataDir);
  return openHouseKeys(keysFolder(settings.dataDir));
}

export interface KernelOptions {
  readonly settings: Settings;
  readonly database: HouseDatabase;
  readonly keys: HouseKeys;
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
