import type { DutyName } from '../access/actor.ts';
import type { JsonObject } from '../command/define.ts';
import { table } from '../db/table.ts';

export interface ObligationRow {
  id: string;
  kind: string;
  unit_id: string;
  unit_path: string;
  person_id: string | null;
  duty: DutyName | null;
  register_id: string | null;
  subject_table: string | null;
  subject_id: string | null;
  subject_number: string;
  period: string;
  due_on: string;
  remind_on: string | null;
  state: 'open' | 'done' | 'cancelled';
  basis: string;
  params: JsonObject;
  chased: number;
  chased_at: Date | null;
  escalated: number;
  escalated_at: Date | null;
  made_at: Date;
  ended_at: Date | null;
  ended_by: string | null;
}
export const obligations = table<ObligationRow>('obligation');
export interface ObligationTables {
  obligation: ObligationRow;
}
