import { table } from '@fengni/kernel/db/table';
import type {
  DeviceRule,
  DocumentKind,
  FindingKind,
  Secrecy,
  SupplyForm,
  SupplyState,
  Treatment,
  VisitKind,
  VisitState,
} from './rules.ts';

export interface VisitRow {
  id: string;
  unit_id: string;
  unit_path: string;
  year: number;
  ordinal: number;
  number: string;
  kind: VisitKind;
  host_id: string;
  asked_by: string;
  starts_on: string;
  ends_on: string;
  devices: DeviceRule;
  escort_ids: string[];
  visitors: number;
  foreigners: number;
  stops: number;
  key_places: number;
  state: VisitState;
  revision: number;
  made_at: Date;
  approved_at: Date | null;
  ended_at: Date | null;
}
export interface VisitMatterRow {
  id: string;
  purpose: string;
  firm: string;
  country: string;
  may_show: string;
  may_not: string;
  devices_note: string;
  report: string;
  end_reason: string;
}
export interface VisitVisitorRow {
  id: string;
  visit_id: string;
  place: number;
  foreigner: boolean;
  dropped: boolean;
}
export interface VisitVisitorMatterRow {
  id: string;
  name: string;
  firm: string;
  position: string;
  country: string;
  document_kind: DocumentKind;
  document_tail: string;
  /** `\x…` on the way in, bytes on the way out. */
  document_sealed: string | Buffer | null;
}
export interface VisitStopRow {
  id: string;
  visit_id: string;
  place: number;
  key_place_id: string | null;
  unit_id: string | null;
  treatment: Treatment;
  prepared_at: Date | null;
  prepared_by: string | null;
  dropped: boolean;
}
export interface VisitStopMatterRow {
  id: string;
  area: string;
  preparation: string;
  prepared_note: string;
}
export interface VisitEntryRow {
  id: string;
  visit_id: string;
  visitor_id: string;
  badge_no: string;
  arrived_at: Date;
  arrived_by: string;
  devices_kept: boolean;
  left_at: Date | null;
  left_by: string | null;
  devices_back: boolean;
}
export interface VisitEntryMatterRow {
  id: string;
  devices: string;
}
export interface VisitFindingRow {
  id: string;
  visit_id: string;
  place: number;
  kind: FindingKind;
  incident_id: string | null;
  entered_at: Date;
  by_id: string;
}
export interface VisitFindingMatterRow {
  id: string;
  words: string;
}
export interface SupplyRow {
  id: string;
  unit_id: string;
  unit_path: string;
  year: number;
  ordinal: number;
  number: string;
  visit_id: string | null;
  giver_id: string;
  asked_by: string;
  form: SupplyForm;
  secrecy: Secrecy;
  level_rank: number;
  mark: string;
  carrier_id: string | null;
  foreigner: boolean;
  return_by: string | null;
  permitted_on: string | null;
  permission_scan_id: string | null;
  agreed_on: string | null;
  agreement_scan_id: string | null;
  given_on: string | null;
  receipt_scan_id: string | null;
  returned_on: string | null;
  state: SupplyState;
  revision: number;
  made_at: Date;
  approved_at: Date | null;
  ended_at: Date | null;
}
export interface SupplyMatterRow {
  id: string;
  title: string;
  content: string;
  recipient: string;
  country: string;
  contact: string;
  purpose: string;
  sample_no: string;
  permission_by: string;
  permission_no: string;
  agreement_no: string;
  received_by: string;
  note: string;
}
export interface VisitsTables {
  visit: VisitRow;
  visit_matter: VisitMatterRow;
  visit_visitor: VisitVisitorRow;
  visit_visitor_matter: VisitVisitorMatterRow;
  visit_stop: VisitStopRow;
  visit_stop_matter: VisitStopMatterRow;
  visit_entry: VisitEntryRow;
  visit_entry_matter: VisitEntryMatterRow;
  visit_finding: VisitFindingRow;
  visit_finding_matter: VisitFindingMatterRow;
  supply: SupplyRow;
  supply_matter: SupplyMatterRow;
}

export const visits = table<VisitRow>('visit');
export const visitMatters = table<VisitMatterRow>('visit_matter');
export const visitVisitors = table<VisitVisitorRow>('visit_visitor');
export const visitVisitorMatters = table<VisitVisitorMatterRow>('visit_visitor_matter');
export const visitStops = table<VisitStopRow>('visit_stop');
export const visitStopMatters = table<VisitStopMatterRow>('visit_stop_matter');
export const visitEntries = table<VisitEntryRow>('visit_entry');
export const visitEntryMatters = table<VisitEntryMatterRow>('visit_entry_matter');
export const visitFindings = table<VisitFindingRow>('visit_finding');
export const visitFindingMatters = table<VisitFindingMatterRow>('visit_finding_matter');
export const supplies = table<SupplyRow>('supply');
export const supplyMatters = table<SupplyMatterRow>('supply_matter');
