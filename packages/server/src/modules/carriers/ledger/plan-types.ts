import type { Bilingual } from '@fengni/kernel/command/define';
import type { LedgerRow } from '../contract.ts';
import type { FaultCode } from './faults.ts';
import type { LedgerField } from './fields.ts';

/** What is wrong in a cell, or what deserves a look: where, what it says, why. */
export interface Fault {
  readonly sheet: string;
  /** Row as the spreadsheet program shows it, from 1. */
  readonly row: number;
  /** Letter and header of the column, as `D 密级`; empty where the whole row or sheet is meant. */
  readonly column: string;
  readonly value: string;
  readonly code: FaultCode;
  readonly zh: string;
  readonly en: string;
}

export interface PlannedColumn {
  /** From 0. */
  readonly index: number;
  readonly letter: string;
  readonly header: string;
  readonly field: LedgerField | null;
  /** From 0 to 1; 1 where the user chose. */
  readonly confidence: number;
  readonly examples: readonly string[];
}

export interface PlannedSheet {
  readonly name: string;
  readonly kind: 'table' | 'prose' | 'empty';
  readonly hidden: boolean;
  /** Whether its rows are taken. */
  readonly used: boolean;
  /** Why a sheet is left alone. */
  readonly note: Bilingual | null;
  /** Last row of the header, from 1; null where there is none. */
  readonly headerRow: number | null;
  readonly columns: readonly PlannedColumn[];
  /** Rows of data found. */
  readonly rows: number;
}

/** What an import of a file would do: a dry run. */
export interface LedgerPlan {
  readonly sheets: readonly PlannedSheet[];
  /** Each keeps its row from being taken. */
  readonly faults: readonly Fault[];
  /** The row is taken; somebody should look. */
  readonly notices: readonly Fault[];
  readonly good: readonly LedgerRow[];
  readonly counts: {
    readonly rows: number;
    readonly good: number;
    readonly rejected: number;
    readonly copies: number;
    /** Marks that were understood though not written in the standard form. */
    readonly marksMended: number;
  };
}

/** What the user chose for one sheet, by its name. */
export interface SheetMapping {
  /** Whether the sheet is taken at all; left out, every visible table is. */
  readonly use?: boolean | undefined;
  /** Last row of the header as shown, from 1; 0 for a table without one. */
  readonly headerRow?: number | undefined;
  /** Field by column index from 0; null leaves the column out. */
  readonly columns?: Readonly<Record<string, LedgerField | null>> | undefined;
}
export type LedgerMapping = Readonly<Record<string, SheetMapping>>;
