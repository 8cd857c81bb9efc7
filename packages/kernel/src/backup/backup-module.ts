import type { Module } from '../command/define.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { createConfirmRestore } from './confirm-restore.ts';
import { backupErrors } from './errors.ts';

/** Backup and restore are the command line's; what two administrators confirm is a command. */
export function createBackupModule(the: { readonly keys: KeyRing }): Module {
  return {
    name: 'backup',
    commands: [createConfirmRestore(the.keys)],
    queries: [],
    files: [],
    errors: backupErrors,
    audits: [],
    clockwork: [],
  };
}
