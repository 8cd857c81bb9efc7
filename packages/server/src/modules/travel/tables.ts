import { table } from '@fengni/kernel/db/table';
import type {
  DebriefHead,
  DocumentKind,
  DocumentMove,
  DocumentState,
  JourneyKind,
  JourneyState,
} from './rules.ts';

export interface TravelRuleRow {
  id: string;
  unit_id: string;
  unit_path: string;
  version: number;
  items: readonly string[];
  return_days: number;
  debrief_days: number;
  state: 'draft' | 'in-force' | 'ended';
  drafted_at: Date;
  issued_at: Date | null;
  ended_at: Date | null;
}
export interface JourneyRow {
  id: string;
  unit_id: string;
  unit_path: string;
  kind: JourneyKind;
  regions: readonly string[];
  from_on: string;
  until_on: string;
  leader_id: string;
  state: JourneyState;
  rule_id: string | null;
  drafted_at: Date;
  applied_by: string;
  approved_at: Date | null;
  departed_on: string | null;
  returned_on: string | null;
  ended_at: Date | null;
}
export interface JourneyMatterRow {
  id: string;
  purpose: string;
  funding: string;
  contacts: string;
  invitation: string;
  return_note: string;
  cancel_reason: string;
}
export interface JourneyTravellerRow {
  id: string;
  journey_id: string;
  person_id: string;
  state: 'listed' | 'dropped';
  letter_id: string | null;
  acknowledged_at: Date | null;
  acknowledged: 'screen' | 'paper' | null;
  scan_id: string | null;
  cleared_at: Date | null;
  cleared_by: string | null;
  kept_out: number;
  debriefed_on: string | null;
}
export interface JourneyContactRow {
  id: string;
  journey_id: string;
  contacted_on: string;
  by_id: string;
  entered_at: Date;
}
export interface JourneyDebriefRow {
  id: string;
  journey_id: string;
  person_id: string;
  held_on: string;
  by_id: string;
  findings: readonly DebriefHead[];
  incident_id: string | null;
  entered_at: Date;
}
export interface NoteRow {
  id: string;
  note: string;
}
export interface TravelDocumentRow {
  id: string;
  person_id: string;
  kind: DocumentKind;
  number_masked: string;
  valid_until: string;
  state: DocumentState;
  place: string;
  journey_id: string | null;
  due_on: string | null;
  entered_at: Date;
}
export interface TravelDocumentMatterRow {
  id: string;
  sealed: unknown;
}
export interface TravelDocumentMoveRow {
  id: string;
  document_id: string;
  kind: DocumentMove;
  journey_id: string | null;
  by_id: string;
  moved_at: Date;
}
export interface TravelDocumentMoveMatterRow {
  id: string;
  reason: string;
}
export interface OverseasUnitRow {
  id: string;
  unit_id: string;
  unit_path: string;
  region: string;
  responsible_id: string;
  since_on: string;
  ended_on: string | null;
}
export interface OverseasReportRow {
  id: string;
  overseas_id: string;
  unit_path: string;
  year: number;
  filed_at: Date;
  filed_by: string;
}
export interface OverseasReportMatterRow {
  id: string;
  words: string;
}
export interface TravelTables {
  travel_rule: TravelRuleRow;
  journey: JourneyRow;
  journey_matter: JourneyMatterRow;
  journey_traveller: JourneyTravellerRow;
  journey_contact: JourneyContactRow;
  journey_contact_matter: NoteRow;
  journey_debrief: JourneyDebriefRow;
  journey_debrief_matter: NoteRow;
  travel_document: TravelDocumentRow;
  travel_document_matter: TravelDocumentMatterRow;
  travel_document_move: TravelDocumentMoveRow;
  travel_document_move_matter: TravelDocumentMoveMatterRow;
  overseas_unit: OverseasUnitRow;
  overseas_report: OverseasReportRow;
  overseas_report_matter: OverseasReportMatterRow;
}
export const travelRules = table<TravelRuleRow>('travel_rule');
export const journeys = table<JourneyRow>('journey');
export const journeyMatters = table<JourneyMatterRow>('journey_matter');
export const journeyTravellers = table<JourneyTravellerRow>('journey_traveller');
export const journeyContacts = table<JourneyContactRow>('journey_contact');
export const journeyContactMatters = table<NoteRow>('journey_contact_matter');
export const journeyDebriefs = table<JourneyDebriefRow>('journey_debrief');
export const journeyDebriefMatters = table<NoteRow>('journey_debrief_matter');
export const travelDocuments = table<TravelDocumentRow>('travel_document');
export const travelDocumentMatters = table<TravelDocumentMatterRow>('travel_document_matter');
export const travelDocumentMoves = table<TravelDocumentMoveRow>('travel_document_move');
export const travelDocumentMoveMatters = table<TravelDocumentMoveMatterRow>('travel_document_move_matter');
export const overseasUnits = table<OverseasUnitRow>('overseas_unit');
export const overseasReports = table<OverseasReportRow>('overseas_report');
export const overseasReportMatters = table<OverseasReportMatterRow>('overseas_report_matter');
