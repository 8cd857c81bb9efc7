import { userInfo } from 'node:os';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Kernel } from '@fengni/kernel/command/kernel';
import { findUnsafeSettings } from '@fengni/kernel/db/durability';
import { compareMigrations } from '@fengni/kernel/db/migrate';
import type { HouseKeys } from '@fengni/kernel/keys/house-keys';
import type { Settings } from '@fengni/kernel/settings/settings';
import type { Vault } from '@fengni/kernel/vault/vault';
import type pg from 'pg';
import { closedGate } from '../settings/setup-gate.ts';
import { type HouseDatabase, reachDatabase } from './database.ts';
import { createKernel, createVault, keysFolder, openDataFolder } from './house.ts';
import { failed } from './io.ts';

/** A house as the command line works on it, beside a running server or alone. */
export interface OpenHouse {
  readonly settings: Settings;
  readonly kernel: Kernel;
  readonly keys: HouseKeys;
  readonly database: HouseDatabase;
  /** Locked: nothing at the command line needs its content. */
  readonly vault: Vault;
  /** Connection of the database's owner: what only root and the database's administrator can do. */
  readonly owner: pg.ClientConfig;
  readonly unsafe: readonly string[];
  /** Who runs the command, as the operating system knows him: on record with everything done here. */
  readonly operator: string;
}

/** Runs a command of the command line on an existing house and closes everything after it. */
export async function withHouse<T>(settings: Settings, work: (house: OpenHouse) => Promise<T>): Promise<T> {
  requireHouse(settings);
  const keys = await openDataFolder(settings);
  const database = await reachDatabase(settings, () => undefined);
  let kernel: Kernel | undefined;
  try {
    const { owner } = database;
    if (owner === null) {
      throw failed(
        '此命令须以数据库所有者的身份进行，请设置 FENGNI_OWNER_URL。',
        'This command acts as the owner of the database; set FENGNI_OWNER_URL.',
      );
    }
    if ((await compareMigrations(database.runtime)) !== 'same') {
      throw failed(
        '数据库结构与本程序不符，请先启动一次或运行 fengni migrate。',
        'The schema does not fit this program; start it once or run fengni migrate first.',
      );
    }
    const unsafe = await findUnsafeSettings(database.runtime);
    const vault = createVault(settings, keys);
    kernel = await createKernel({
      settings,
      database,
      keys,
      vault,
      gate: closedGate,
      address: () => '',
      onFault: rethrow,
      onPoolError: () => undefined,
    });
    return await work({ settings, kernel, keys, database, vault, owner, unsafe, operator: operatorName() });
  } finally {
    await kernel?.pool.end();
    await database.close();
  }
}

/** A command never makes a house: a mistyped folder must not look like an empty one. */
export function requireHouse(settings: Settings): void {
  if (existsSync(path.join(keysFolder(settings.dataDir), 'root.key'))) return;
  throw failed(
    `${settings.dataDir} 中没有本程序的数据。请用 --data 或 FENGNI_DATA 指定数据文件夹。`,
    `There is no house in ${settings.dataDir}. Name the data folder with --data or FENGNI_DATA.`,
  );
}

/** At the command line a fault of the program ends the command. */
function rethrow(error: unknown): void {
  throw error;
}

function operatorName(): string {
  const { SUDO_USER: sudo } = process.env;
  const name = userInfo().username;
  return sudo === undefined ? name : `${name} (sudo: ${sudo})`;
}
