import type { DutyName } from '@fengni/kernel/access/actor';
import { table } from '@fengni/kernel/db/table';
import type { ClearedLevel, EngagementKind, EngagementState, PlaceRule } from './rules.ts';

export interface EngagementRuleRow {
  id: string;
  kind: EngagementKind;
  cleared_to: ClearedLevel | null;
  cleared_rank: number | null;
  duties: readonly DutyName[];
  key_places: PlaceRule;
  letter: boolean;
  briefing: boolean;
  days_max: number;
  unit_id: string;
  unit_path: string;
  decided_at: Date;
  decided_by: string;
  ended_at: Date | null;
}
export interface EngagementFirmRow {
  id: string;
  unit_id: string;
  unit_path: string;
  name: string;
  code: string;
  contact: string;
  added_at: Date;
}
export interface EngagementContractRow {
  id: string;
  firm_id: string;
  unit_id: string;
  unit_path: string;
  number: string;
  from_on: string;
  until_on: string;
  agreement_on: string | null;
  ended_at: Date | null;
  added_at: Date;
}
export interface EngagementContractMatterRow {
  id: string;
  subject: string;
  duties: string;
}
export interface EngagementRow {
  id: string;
  person_id: string | null;
  name: string;
  kind: EngagementKind;
  contract_id: string | null;
  sponsor_id: string;
  unit_id: string;
  unit_path: string;
  from_on: string;
  until_on: string;
  cleared_to: ClearedLevel | null;
  cleared_rank: number | null;
  duties: readonly DutyName[];
  key_places: PlaceRule;
  needs_letter: boolean;
  needs_briefing: boolean;
  state: EngagementState;
  proposed_at: Date;
  proposed_by: string;
  begun_at: Date | null;
  letter_id: string | null;
  briefed_on: string | null;
  ended_on: string | null;
  ended_at: Date | null;
  ended_by: string | null;
  handed_back_at: Date | null;
}
export interface EngagementMatterRow {
  id: string;
  purpose: string;
  briefing: string;
  end_reason: string;
}
export interface EngagementAreaRow {
  id: string;
  engagement_id: string;
  key_place_id: string;
  escorted: boolean;
  allowed_at: Date;
  closed_at: Date | null;
}
/** Of the catalogue's key places, what is read here. */
interface KeyPlaceRow {
  id: string;
  unit_id: string;
  ordinal: number;
  state: string;
}
export interface EngagementTables {
  engagement_rule: EngagementRuleRow;
  engagement_firm: EngagementFirmRow;
  engagement_contract: EngagementContractRow;
  engagement_contract_matter: EngagementContractMatterRow;
  engagement: EngagementRow;
  engagement_matter: EngagementMatterRow;
  engagement_area: EngagementAreaRow;
  key_place: KeyPlaceRow;
  key_place_matter: { id: string; name: string };
}
export const engagementRules = table<EngagementRuleRow>('engagement_rule');
export const engagementFirms = table<EngagementFirmRow>('engagement_firm');
export const engagementContracts = table<EngagementContractRow>('engagement_contract');
export const engagementContractMatters = table<EngagementContractMatterRow>('engagement_contract_matter');
export const engagements = table<EngagementRow>('engagement');
export const engagementMatters = table<EngagementMatterRow>('engagement_matter');
export const engagementAreas = table<EngagementAreaRow>('engagement_area');
