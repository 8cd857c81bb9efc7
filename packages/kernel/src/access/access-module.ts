import type { Module } from '../command/define.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { createAccountCommands } from './account-commands.ts';
import { type SetupGate, createBeginHouse } from './begin-house.ts';
import { accessErrors } from './contract.ts';
import { accessQueries } from './queries.ts';
import { createSignInCommands } from './sign-in.ts';

/** Set-up, sign-in, accounts, sessions, second factors, terminals. */
export function createAccessModule(the: { readonly keys: KeyRing; readonly gate: SetupGate }): Module {
  return {
    name: 'access',
    commands: [createBeginHouse(the), ...createSignInCommands(the.keys), ...createAccountCommands(the.keys)],
    queries: accessQueries,
    files: [],
    errors: accessErrors,
    audits: [],
    clockwork: [],
  };
}
