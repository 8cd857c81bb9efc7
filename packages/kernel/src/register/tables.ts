import { table } from '../db/table.ts';
import type { NumberGrammar } from './number.ts';

export interface RegisterRow {
  id: string;
  kind: string;
  unit_id: string;
  unit_path: string;
  name: string;
  number_grammar: NumberGrammar;
  ended_on: string | null;
  /** Set where only the members of a compartment handle it, whatever their duty. */
  compartment_id: string | null;
}
export interface NumberSeriesRow {
  id: string;
  register_id: string;
  series: string;
  next_number: number;
}
export const registers = table<RegisterRow>('register');
export const numberSeries = table<NumberSeriesRow>('number_series');
export interface RegisterTables {
  register: RegisterRow;
  number_series: NumberSeriesRow;
}
