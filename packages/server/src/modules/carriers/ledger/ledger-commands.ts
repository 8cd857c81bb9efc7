import type { Command, FileRoute, Query } from '@fengni/kernel/command/define';
import { exportCommands } from './export-ledger.ts';
import { importCommands } from './import-ledger.ts';
import { type LedgerFileOptions, createLedgerFiles } from './ledger-files.ts';
import { ledgerQueries as queries } from './ledger-queries.ts';

/** What the module of carriers takes over from here; its errors are in `ledger-errors.ts`. */
export const ledgerCommands: readonly Command[] = [...importCommands, ...exportCommands];
export const ledgerQueries: readonly Query[] = queries;
export function ledgerFiles(options: LedgerFileOptions): readonly FileRoute[] {
  return createLedgerFiles(options);
}
