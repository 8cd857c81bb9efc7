import type { Module } from '@fengni/kernel/command/define';
import { type PaperOptions, createSheetRoutes } from './files.ts';

export type { PaperOptions } from './files.ts';

/** Papers of set-up and of accounts: activation sheets and code sheets. */
export function createAdministrationModule(the: PaperOptions): Module {
  return {
    name: 'administration',
    commands: [],
    queries: [],
    files: createSheetRoutes(the),
    errors: {},
    audits: [],
    clockwork: [],
  };
}
