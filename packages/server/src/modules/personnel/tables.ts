import { table } from '@fengni/kernel/db/table';
import type {
  FilingChange,
  FilingState,
  GradeCode,
  HeadAnswer,
  OpinionSide,
  OpinionVerdict,
  ReviewKind,
  ReviewResult,
  ReviewState,
} from './rules.ts';

/** Days are `YYYY-MM-DD` in the house's zone. */
export interface PostGradingRow {
  id: string;
  post_id: string;
  unit_id: string;
  unit_path: string;
  grade: GradeCode | null;
  started_on: string;
  ended_on: string | null;
  decided_at: Date | null;
  asked_by: string | null;
}
export interface PostGradingMatterRow {
  id: string;
  tasks: string;
  reason: string;
  item_ids: string[];
}
export interface PersonReviewRow {
  id: string;
  person_id: string;
  post_id: string | null;
  unit_id: string;
  unit_path: string;
  kind: ReviewKind;
  grade: GradeCode;
  state: ReviewState;
  result: ReviewResult | null;
  due_on: string;
  begun_at: Date;
  begun_by: string;
  decided_at: Date | null;
  valid_until: string | null;
  told_at: Date | null;
  lapsed_at: Date | null;
  ended_at: Date | null;
}
export interface PersonReviewMatterRow {
  id: string;
  cause: string;
  reason: string;
}
export interface PersonReviewTermsRow {
  id: string;
  conditions: string;
}
export interface PersonReviewHeadRow {
  id: string;
  review_id: string;
  head: string;
  answer: HeadAnswer;
  answered_by: string;
  answered_at: Date;
}
export interface PersonReviewHeadMatterRow {
  id: string;
  note: string;
}
export interface PersonReviewOpinionRow {
  id: string;
  review_id: string;
  side: OpinionSide;
  verdict: OpinionVerdict;
  given_by: string;
  given_at: Date;
}
export interface PersonReviewOpinionMatterRow {
  id: string;
  opinion: string;
}
export interface PersonnelFilingRow {
  id: string;
  unit_id: string;
  unit_path: string;
  ordinal: number;
  as_of: string;
  previous_id: string | null;
  state: FilingState;
  made_at: Date;
  made_by: string;
  bureau: string;
  sent_on: string | null;
  received_on: string | null;
  receipt_no: string;
  scan_id: string | null;
}
export interface PersonnelFilingLineRow {
  id: string;
  filing_id: string;
  place: number;
  person_id: string;
  name: string;
  staff_no: string;
  unit: string;
  post: string;
  grade: GradeCode;
  cleared_on: string;
  reviewed_on: string | null;
  change: FilingChange;
  former_grade: GradeCode | null;
}

export const postGradings = table<PostGradingRow>('post_grading');
export const postGradingMatters = table<PostGradingMatterRow>('post_grading_matter');
export const personReviews = table<PersonReviewRow>('person_review');
export const personReviewMatters = table<PersonReviewMatterRow>('person_review_matter');
export const personReviewTerms = table<PersonReviewTermsRow>('person_review_terms');
export const personReviewHeads = table<PersonReviewHeadRow>('person_review_head');
export const personReviewHeadMatters = table<PersonReviewHeadMatterRow>('person_review_head_matter');
export const personReviewOpinions = table<PersonReviewOpinionRow>('person_review_opinion');
export const personReviewOpinionMatters = table<PersonReviewOpinionMatterRow>('person_review_opinion_matter');
export const personnelFilings = table<PersonnelFilingRow>('personnel_filing');
export const personnelFilingLines = table<PersonnelFilingLineRow>('personnel_filing_line');

export interface PersonnelTables {
  post_grading: PostGradingRow;
  post_grading_matter: PostGradingMatterRow;
  person_review: PersonReviewRow;
  person_review_matter: PersonReviewMatterRow;
  person_review_terms: PersonReviewTermsRow;
  person_review_head: PersonReviewHeadRow;
  person_review_head_matter: PersonReviewHeadMatterRow;
  person_review_opinion: PersonReviewOpinionRow;
  person_review_opinion_matter: PersonReviewOpinionMatterRow;
  personnel_filing: PersonnelFilingRow;
  personnel_filing_line: PersonnelFilingLineRow;
}
