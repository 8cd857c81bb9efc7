import { table } from '@fengni/kernel/db/table';
import type {
  AllowanceGrade,
  AppealState,
  Deduction,
  LineFact,
  LineKind,
  LinePart,
  ListState,
  Rates,
} from './rules.ts';

/** Months are named by their first day; amounts are in fen. */
export interface AllowanceTermsRow {
  id: string;
  unit_id: string;
  unit_path: string;
  from_month: string;
  rates: Rates;
  cooling_rates: Rates;
  deductions: readonly Deduction[];
  due_day: number;
  appeal_days: number;
  answer_days: number;
  basis: string;
  set_at: Date;
  set_by: string;
}
export interface AllowanceListRow {
  id: string;
  unit_id: string;
  unit_path: string;
  month: string;
  state: ListState;
  terms_id: string;
  edition: number;
  people: number;
  deducted: number;
  corrected: number;
  total_fen: number;
  begun_at: Date;
  computed_at: Date | null;
  computed_by: string | null;
  approved_at: Date | null;
  closed_at: Date | null;
  closed_by: string | null;
  paid_on: string | null;
}
export interface AllowanceLineRow {
  id: string;
  list_id: string;
  edition: number;
  unit_path: string;
  month: string;
  person_id: string;
  person_unit_id: string;
  kind: LineKind;
  grade: AllowanceGrade | null;
  days: number;
  uncleared_days: number;
  base_fen: number;
  deducted_fen: number;
  computed_fen: number;
  amount_fen: number;
  corrected_by: string | null;
  parts: readonly LinePart[];
  facts: readonly LineFact[];
  appeal_id: string | null;
}
export interface AllowanceLineMatterRow {
  id: string;
  reason: string;
}
export interface AllowanceAppealRow {
  id: string;
  line_id: string;
  list_id: string;
  unit_id: string;
  unit_path: string;
  person_id: string;
  state: AppealState;
  made_at: Date;
  made_by: string;
  answered_at: Date | null;
  answered_by: string | null;
  difference_fen: number;
  paid_list_id: string | null;
}
export interface AllowanceAppealMatterRow {
  id: string;
  words: string;
  answer: string;
}
export interface AllowanceTables {
  allowance_terms: AllowanceTermsRow;
  allowance_list: AllowanceListRow;
  allowance_line: AllowanceLineRow;
  allowance_line_matter: AllowanceLineMatterRow;
  allowance_appeal: AllowanceAppealRow;
  allowance_appeal_matter: AllowanceAppealMatterRow;
}
export const allowanceTerms = table<AllowanceTermsRow>('allowance_terms');
export const allowanceLists = table<AllowanceListRow>('allowance_list');
export const allowanceLines = table<AllowanceLineRow>('allowance_line');
export const allowanceLineMatters = table<AllowanceLineMatterRow>('allowance_line_matter');
export const allowanceAppeals = table<AllowanceAppealRow>('allowance_appeal');
export const allowanceAppealMatters = table<AllowanceAppealMatterRow>('allowance_appeal_matter');
