import { table } from '@fengni/kernel/db/table';
import type { JsonObject } from '@fengni/kernel/command/define';
import type { GradeCode, LeavingKind, LeavingState, Manager, VisitFinding } from './rules.ts';

export interface LeavingRow {
  id: string;
  person_id: string;
  unit_id: string;
  unit_path: string;
  kind: LeavingKind;
  last_on: string;
  state: LeavingState;
  begun_at: Date;
  begun_by: string;
  talked_on: string | null;
  talked_by: string | null;
  letter_id: string | null;
  frozen_at: Date | null;
  closed_at: Date | null;
  closed_by: string | null;
  missing: number;
}
export interface LeavingMatterRow {
  id: string;
  reason: string;
  talk: string;
}
export interface CoolingOffRow {
  id: string;
  person_id: string;
  leaving_id: string | null;
  unit_id: string;
  unit_path: string;
  grade: GradeCode;
  months: number;
  proposed_months: number;
  starts_on: string;
  ends_on: string;
  managed_by: Manager;
  visit_every_months: number;
  state: 'running' | 'ended';
  decided_at: Date;
  ended_at: Date | null;
}
export interface CoolingVisitRow {
  id: string;
  cooling_id: string;
  unit_path: string;
  visited_on: string;
  by_id: string;
  finding: VisitFinding;
  entered_at: Date;
}
export interface CoolingVisitMatterRow {
  id: string;
  note: string;
}
export interface IncidentSeedRow {
  id: string;
  unit_id: string;
  unit_path: string;
  source_table: string;
  source_id: string;
  person_id: string | null;
  facts: JsonObject;
  made_at: Date;
  made_by: string | null;
}
export interface LeavingTables {
  leaving: LeavingRow;
  leaving_matter: LeavingMatterRow;
  cooling_off: CoolingOffRow;
  cooling_visit: CoolingVisitRow;
  cooling_visit_matter: CoolingVisitMatterRow;
  incident_seed: IncidentSeedRow;
}
export const leavings = table<LeavingRow>('leaving');
export const leavingMatters = table<LeavingMatterRow>('leaving_matter');
export const coolingOffs = table<CoolingOffRow>('cooling_off');
export const coolingVisits = table<CoolingVisitRow>('cooling_visit');
export const coolingVisitMatters = table<CoolingVisitMatterRow>('cooling_visit_matter');
export const incidentSeeds = table<IncidentSeedRow>('incident_seed');
