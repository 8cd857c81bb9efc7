import type { LogOutcome } from './write-entry.ts';

export interface LogEntryRow {
  id: string;
  recorded_at: Date;
  leaf: Buffer;
  leaf_index: number | null;
}
export interface LogDetailRow {
  entry_id: string;
  salt: Buffer;
  details: string;
  account_id: string | null;
  person_id: string | null;
  command: string;
  outcome: LogOutcome;
  subject_id: string | null;
  recorded_at: Date;
}
export interface LogTables {
  log_entry: LogEntryRow;
  log_detail: LogDetailRow;
}
