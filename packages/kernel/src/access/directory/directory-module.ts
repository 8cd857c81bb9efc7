import type { Module } from '../../command/define.ts';
import type { KeyRing } from '../../keys/key-ring.ts';
import { directoryErrors } from './contract.ts';
import { createDirectoryCommands } from './directory-commands.ts';
import { directoryQueries } from './directory-queries.ts';

/** Sign-in against the organisation's directory: its settings, and who signs in so. */
export function createDirectoryModule({ keys }: { readonly keys: KeyRing }): Module {
  return {
    name: 'directory',
    commands: createDirectoryCommands(keys),
    queries: directoryQueries,
    files: [],
    errors: directoryErrors,
    audits: [],
    clockwork: [],
  };
}
