import { table } from '@fengni/kernel/db/table';
import type { Mark } from '@fengni/schemes/mark';
import type { Derivation, DeterminationKind, DeterminationState } from './rules.ts';

type Validity = Mark['validity'];

/** Dates are `YYYY-MM-DD` in the house's zone. `ends_on` is the last day of a grant, `ended_on` the day it was ended before. */
export interface AuthorityRow {
  id: string;
  unit_id: string;
  unit_path: string;
  scheme: string;
  kind: 'statutory' | 'granted';
  rule: string;
  levels: string[];
  grantor: string;
  grant_no: string;
  matters: string;
  starts_on: string;
  ends_on: string | null;
  entered_at: Date;
  entered_by: string;
  ended_on: string | null;
  end_reason: string;
}
export interface DeterminationRow {
  id: string;
  register_id: string | null;
  number: string | null;
  number_sort: string | null;
  unit_id: string;
  unit_path: string;
  scheme: string;
  level: string;
  level_rank: number;
  /** Rank needed to know it: the highest claimed while levels are disputed. */
  protected_rank: number;
  validity: Validity;
  mark: string;
  kind: DeterminationKind;
  state: DeterminationState;
  drafted_by: string;
  drafted_at: Date;
  reviewer_id: string | null;
  decider_id: string | null;
  decided_by: string | null;
  decided_at: Date | null;
  catalogue_item_id: string | null;
  report_due_on: string | null;
  reported_on: string | null;
  answer_due_on: string | null;
  answered_on: string | null;
  answer: 'confirmed' | 'changed' | 'not-secret' | null;
  proposed_mark: string | null;
}
export interface DeterminationMatterRow {
  id: string;
  title: string;
  content: string;
  harm: string;
  citation: string;
  key_points: string;
  ruled_out: string[];
  condition: string;
  report_to: string;
  report_no: string;
  answered_by: string;
  answer_no: string;
  answer_words: string;
}
export interface DeterminationScopeRow {
  id: string;
  determination_id: string;
  person_id: string | null;
  post_id: string | null;
  added_at: Date;
  added_by: string;
  ended_at: Date | null;
}
export interface DeterminationSourceRow {
  id: string;
  determination_id: string;
  carrier_id: string | null;
  words: string;
  scheme: string;
  level: string;
  level_rank: number;
  validity: Validity;
  mark: string;
  issued_on: string | null;
  manner: Derivation;
  ended_at: Date | null;
}
export interface QuestionRow {
  id: string;
  kind: 'doubt' | 'dispute';
  determination_id: string | null;
  carrier_id: string | null;
  subject_number: string;
  subject_mark: string;
  scheme: string;
  unit_id: string;
  unit_path: string;
  register_id: string | null;
  claim: 'over' | 'under' | 'not-secret' | 'term' | 'scope' | 'mark';
  claimed_level: string | null;
  raised_by: string;
  raised_at: Date;
  due_on: string;
  state: 'open' | 'answered' | 'withdrawn';
  outcome: 'kept' | 'changed' | null;
  answered_by: string | null;
  answered_at: Date | null;
}
export interface QuestionMatterRow {
  id: string;
  reason: string;
  answer: string;
  answer_no: string;
  answered_body: string;
}
/** A carrier's mark before a dispute raised what protects it. */
export interface RaisedMarkRow {
  id: string;
  question_id: string;
  carrier_id: string;
  level: string;
  level_rank: number;
  mark: string;
  ended_at: Date | null;
}

export interface DeterminationTables {
  classification_authority: AuthorityRow;
  determination: DeterminationRow;
  determination_matter: DeterminationMatterRow;
  determination_scope: DeterminationScopeRow;
  determination_source: DeterminationSourceRow;
  classification_question: QuestionRow;
  classification_question_matter: QuestionMatterRow;
  classification_raised_mark: RaisedMarkRow;
}

export const authorities = table<AuthorityRow>('classification_authority');
export const determinations = table<DeterminationRow>('determination');
export const determinationMatters = table<DeterminationMatterRow>('determination_matter');
export const determinationScopes = table<DeterminationScopeRow>('determination_scope');
export const determinationSources = table<DeterminationSourceRow>('determination_source');
export const questions = table<QuestionRow>('classification_question');
export const questionMatters = table<QuestionMatterRow>('classification_question_matter');
export const raisedMarks = table<RaisedMarkRow>('classification_raised_mark');
