import type { DutyName } from '../access/actor.ts';
import { table } from '../db/table.ts';
import type { bodyKinds, grades, unitKinds } from './contract.ts';

export type UnitKind = (typeof unitKinds)[number];
export type GradeCode = (typeof grades)[number];
export type BodyKind = (typeof bodyKinds)[number];

/** Dates are `YYYY-MM-DD` in the house's zone; `ended_on` is the last day in force. */
export interface UnitRow {
  id: string;
  parent_id: string | null;
  /** ltree of unit ids without hyphens, from the root down to this unit. */
  path: string;
  kind: UnitKind;
  name: string;
  code: string | null;
  position: number;
  started_on: string;
  ended_on: string | null;
}
export interface PostRow {
  id: string;
  unit_id: string;
  name: string;
  grade: GradeCode | null;
  started_on: string;
  ended_on: string | null;
}
export interface PersonRow {
  id: string;
  name: string;
  staff_no: string | null;
  unit_id: string;
  frozen_at: Date | null;
  left_on: string | null;
}
export interface HoldingRow {
  id: string;
  person_id: string;
  post_id: string;
  started_on: string;
  ended_on: string | null;
}
export interface ClearanceRow {
  id: string;
  person_id: string;
  scheme: string;
  level_rank: number;
  grade: GradeCode | null;
  decided_on: string;
  ended_on: string | null;
}
export interface DutyRow {
  id: string;
  person_id: string;
  duty: DutyName;
  unit_id: string;
  unit_path: string;
  line: string | null;
  scheme: string | null;
  level_rank: number | null;
  started_on: string;
  ended_on: string | null;
  /** The duty this one stands in for; a deputy's duty always ends. */
  deputy_of: string | null;
  reason: string | null;
}
export interface BodyRow {
  id: string;
  unit_id: string;
  kind: BodyKind;
  name: string;
  term_from: string;
  term_to: string | null;
  ended_on: string | null;
}
export interface BodyMemberRow {
  id: string;
  body_id: string;
  person_id: string;
  role: string;
  duties: string;
  started_on: string;
  ended_on: string | null;
}

export const units = table<UnitRow>('unit');
export const posts = table<PostRow>('post');
export const people = table<PersonRow>('person');
export const holdings = table<HoldingRow>('holding');
export const clearances = table<ClearanceRow>('clearance');
export const duties = table<DutyRow>('duty');
export const bodies = table<BodyRow>('body');
export const bodyMembers = table<BodyMemberRow>('body_member');

export interface OrgTables {
  unit: UnitRow;
  post: PostRow;
  person: PersonRow;
  holding: HoldingRow;
  clearance: ClearanceRow;
  duty: DutyRow;
  body: BodyRow;
  body_member: BodyMemberRow;
}
