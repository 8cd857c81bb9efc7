import { table } from '@fengni/kernel/db/table';

export interface CompartmentRow {
  id: string;
  unit_id: string;
  name: string;
  matter: string;
  link: string;
  state: 'open' | 'closed';
  opened_at: Date;
  opened_by: string;
  closed_at: Date | null;
}
export interface CompartmentMemberRow {
  id: string;
  compartment_id: string;
  person_id: string;
  added_at: Date;
  added_by: string;
  ended_at: Date | null;
}
/** Who is in a compartment now: kept by the database, written by no command. */
export interface CompartmentKnowerRow {
  person_id: string;
  compartment_id: string;
}
export interface CompartmentTables {
  compartment: CompartmentRow;
  compartment_member: CompartmentMemberRow;
  compartment_knower: CompartmentKnowerRow;
}
export const compartments = table<CompartmentRow>('compartment');
export const compartmentMembers = table<CompartmentMemberRow>('compartment_member');
