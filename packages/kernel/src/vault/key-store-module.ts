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
    held: [
      {
        id: 'key-store.shares',
        title: { zh: '托管的密钥分片', en: 'Shares of the key store' },
        advice: {
          zh: '当面交给接任的托管人，由安全保密管理员登记；或另做一代并销毁旧代。',
          en: 'Hand it to the next custodian in person and have the security administrator record it, or make another generation and destroy this one.',
        },
        table: 'vault_generation',
        movesAlong: true,
        sql: 'select * from held_key_shares($1)',
      },
    ],
  };
}
