import type { Module } from '../command/define.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { createAccountCommands } from './account-commands.ts';
import { type SetupGate, createBeginHouse } from './begin-house.ts';
import { createActivationCommands } from './activation.ts';
import { accessErrors } from './contract.ts';
import { createFactorCommands } from './factor-commands.ts';
import { accessQueries } from './queries.ts';
import { createOutsideSignInCommands } from './directory/outside-sign-in.ts';
import { attemptsOf } from './sign-in-attempts.ts';
import { createSignInCommands } from './sign-in.ts';

/** Set-up, sign-in, accounts, sessions, second factors, terminals. */
export function createAccessModule(the: { readonly keys: KeyRing; readonly gate: SetupGate }): Module {
  const { keys } = the;
  const attempts = attemptsOf(keys);
  return {
    name: 'access',
    commands: [
      createBeginHouse(the),
      ...createSignInCommands({ keys, attempts }),
      ...createOutsideSignInCommands({ keys, attempts }),
      ...createActivationCommands({ keys, attempts }),
      ...createAccountCommands(keys),
      ...createFactorCommands(keys),
    ],
    queries: accessQueries,
    files: [],
    errors: accessErrors,
    audits: [],
    clockwork: [],
    trail: [
      {
        id: 'access.accounts',
        title: { zh: '账号', en: 'Accounts' },
        table: 'account',
        sql: 'select * from trail_accounts($1, $2, $3)',
        explain: (params) =>
          params['closed'] === true
            ? { zh: '开通账号（已注销）', en: 'Account opened (closed since)' }
            : { zh: '账号', en: 'Account' },
      },
    ],
    held: [
      {
        id: 'access.accounts',
        title: { zh: '账号', en: 'Account' },
        advice: { zh: '由系统管理员注销。', en: 'The system administrator closes it.' },
        table: 'account',
        movesAlong: true,
        sql: 'select * from held_accounts($1)',
      },
    ],
  };
}
