import type { Command, FileRoute, Query } from '@fengni/kernel/command/define';
import { exportCommands } from './export-ledger.ts';
import { importCommands } from './import-ledger.ts';
import { exportFiles } from './ledger-files.ts';
import { importQueries } from './ledger-queries.ts';

/** What the module of carriers takes over from here; the errors that go with it are in `ledger-errors.ts`. */
export const ledgerCommands: readonly Command[] = [...importCommands, ...exportCommands];
export const ledgerQueries: readonly Query[] = importQueries;
export const ledgerFiles: readonly FileRoute[] = exportFiles;
