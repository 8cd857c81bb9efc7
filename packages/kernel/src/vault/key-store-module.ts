import type { Module } from '../command/define.ts';
import { vaultObligations } from './contract.ts';
import { vaultErrors } from './errors.ts';
import { createKeyCommands } from './key-commands.ts';
import { createKeyQueries } from './key-queries.ts';
import { createVaultTasks } from './tasks.ts';
import type { Vault } from './vault.ts';

/** The key store of the vault: made, opened, copied to custodians, rehearsed, rotated (SEC-4). Content is the server's module. */
export function createKeyStoreModule({ vault }: { readonly vault: Vault }): Module {
  return {
    name: 'key-store',
    commands: createKeyCommands(vault),
    queries: createKeyQueries(vault),
    files: [],
    errors: vaultErrors,
    audits: [],
    clockwork: createVaultTasks(vault),
    obligations: vaultObligations,
  };
}
