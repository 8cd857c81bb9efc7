import { table } from '../db/table.ts';
import type { ClockFault } from './contract.ts';

export interface ClockGuardRow {
  id: string;
  /** The wall clock when the fault was found: possibly a wrong time. */
  stopped_at: Date;
  /** The time the house was at before. */
  seen_at: Date;
  reason: ClockFault;
  confirmed_by_security: Date | null;
  confirmed_by_audit: Date | null;
  /** Size of the log when the clock was confirmed. */
  log_size: number | null;
}
/** No register: the clockwork's own book of runs. */
export interface ClockworkRunRow {
  task: string;
  slot: string | null;
  refused_slot: string | null;
  failed_slot: string | null;
  ran_at: Date | null;
}
export const clockGuards = table<ClockGuardRow>('clock_guard');
export interface ScheduleTables {
  clock_guard: ClockGuardRow;
  clockwork_run: ClockworkRunRow;
}
