import type { Module } from '@fengni/kernel/command/define';
import { compartmentCommands } from './commands.ts';
import { compartmentErrors } from './contract.ts';
import { compartmentQueries } from './queries.ts';

/** Compartments: a matter divided by link of the process (CLS-6). */
export const compartmentsModule: Module = {
  name: 'compartments',
  commands: compartmentCommands,
  queries: compartmentQueries,
  files: [],
  errors: compartmentErrors,
  audits: [],
  clockwork: [],
  pages: ['compartment'],
};
