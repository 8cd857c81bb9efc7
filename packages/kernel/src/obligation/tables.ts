import type { DutyName, Power } from '../access/actor.ts';
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
  /** Whom it is about and who must not know of it. */
  hidden_from?: string | null | undefined;
  /** An administrator's: who owes it then holds no duty. */
  power?: Power | null | undefined;
}
/** A rule of the house's own: on these days of the year this is owed. */
export interface HouseRuleRow {
  id: string;
  unit_id: string;
  unit_path: string;
  title: string;
  basis: string;
  owes: DutyName;
  /** `below`: each group, company, plant and bureau from the unit down owes it for itself. */
  reach: 'unit' | 'below';
  months: number[];
  /** 31 is the last day of any month. */
  month_day: number;
  on_day_off: 'keep' | 'before' | 'after';
  lead_days: number;
  started_on: string;
  ended_on: string | null;
  made_by: string;
}
export const houseRules = table<HouseRuleRow>('house_rule');
export const obligations = table<ObligationRow>('obligation');
export interface ObligationTables {
  obligation: ObligationRow;
  house_rule: HouseRuleRow;
}
