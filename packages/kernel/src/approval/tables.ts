import type { FlowStep, JsonObject } from '../command/define.ts';
import { table } from '../db/table.ts';

export type ApprovalState = 'pending' | 'sent-back' | 'stale' | 'done' | 'refused' | 'withdrawn' | 'failed';
export interface ApprovalRow {
  id: string;
  command: string;
  subject_id: string | null;
  subject_number: string;
  unit_id: string;
  unit_path: string;
  requester_person: string;
  requester_account: string;
  reason: string;
  snapshot: JsonObject;
  snapshot_hash: string;
  flow: string;
  steps: readonly FlowStep[];
  step: number;
  state: ApprovalState;
  nobody_decides: boolean;
  result: JsonObject | null;
  failure: JsonObject | null;
  created_at: Date;
  step_due_at: Date | null;
  ended_at: Date | null;
  /** Whom it is about and who must not know of it. */
  hidden_from?: string | null | undefined;
}
export type ApprovalVerdict = 'consent' | 'consent-with-condition' | 'send-back' | 'refuse';
export interface ApprovalDecisionRow {
  id: string;
  approval_id: string;
  step: number;
  person_id: string;
  duty_id: string | null;
  deputy_for: string | null;
  decision: ApprovalVerdict;
  reason: string;
  opened_at: Date;
  decided_at: Date;
  batch_size: number;
}
export interface ApprovalMatterRow {
  id: string;
  subject_id: string | null;
  facts: JsonObject;
}
export const approvalMatters = table<ApprovalMatterRow>('approval_matter');
export const approvals = table<ApprovalRow>('approval');
export const approvalDecisions = table<ApprovalDecisionRow>('approval_decision');
export interface ApprovalTables {
  approval: ApprovalRow;
  approval_decision: ApprovalDecisionRow;
  approval_matter: ApprovalMatterRow;
}
