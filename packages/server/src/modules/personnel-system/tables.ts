import { table } from '@fengni/kernel/db/table';
import type { Facts, Found } from './contract.ts';
import type { DifferenceKind, DifferenceState, Trouble } from './rules.ts';

export interface PersonnelTokenRow {
  id: string;
  name: string;
  unit_id: string;
  unit_path: string;
  token_hash: string;
  addresses: string[];
  made_at: Date;
  made_by: string;
  expires_on: string;
  first_used_at: Date | null;
  last_used_at: Date | null;
  revoked_at: Date | null;
}
export interface PersonnelDeliveryRow {
  id: string;
  reference: string;
  source: 'api' | 'sheet';
  token_id: string | null;
  unit_id: string;
  unit_path: string;
  whole: boolean;
  digest: string;
  people: number;
  found: Found;
  received_at: Date;
  by_id: string | null;
}
export interface PersonnelDifferenceRow {
  id: string;
  delivery_id: string;
  unit_path: string;
  kind: DifferenceKind;
  staff_no: string;
  name: string;
  person_id: string | null;
  trouble: Trouble | null;
  facts: Facts;
  digest: string;
  state: DifferenceState;
  made_at: Date;
  decided_at: Date | null;
  decided_by: string | null;
}
export interface PersonnelDifferenceMatterRow {
  id: string;
  reason: string;
}
export interface PersonnelSystemTables {
  personnel_token: PersonnelTokenRow;
  personnel_delivery: PersonnelDeliveryRow;
  personnel_difference: PersonnelDifferenceRow;
  personnel_difference_matter: PersonnelDifferenceMatterRow;
}
export const personnelTokens = table<PersonnelTokenRow>('personnel_token');
export const personnelDeliveries = table<PersonnelDeliveryRow>('personnel_delivery');
export const personnelDifferences = table<PersonnelDifferenceRow>('personnel_difference');
export const personnelDifferenceMatters = table<PersonnelDifferenceMatterRow>('personnel_difference_matter');
