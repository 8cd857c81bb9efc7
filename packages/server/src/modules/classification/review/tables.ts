import type { JsonObject } from '@fengni/kernel/command/define';
import { table } from '@fengni/kernel/db/table';
import type { ReviewDecision, ReviewReason } from './rules.ts';

export interface ReviewRow {
  id: string;
  unit_id: string;
  unit_path: string;
  year: number;
  state: 'open' | 'closed';
  due_on: string;
  opened_at: Date;
  opened_by: string;
  closed_at: Date | null;
  closed_by: string | null;
  counts: JsonObject | null;
}
export interface ReviewItemRow {
  id: string;
  review_id: string;
  unit_id: string;
  unit_path: string;
  determination_id: string | null;
  carrier_id: string | null;
  number: string;
  decision: ReviewDecision | null;
  reason: ReviewReason | null;
  decided_by: string | null;
  decided_at: Date | null;
}
export interface FilingRow {
  id: string;
  unit_id: string;
  unit_path: string;
  year: number;
  filed_on: string;
  filed_to: string;
  receipt_no: string;
  counts: JsonObject;
  filed_at: Date;
  filed_by: string;
}
export const reviews = table<ReviewRow>('classification_review');
export const reviewItems = table<ReviewItemRow>('classification_review_item');
export const filings = table<FilingRow>('classification_filing');
export interface ReviewTables {
  classification_review: ReviewRow;
  classification_review_item: ReviewItemRow;
  classification_filing: FilingRow;
  unit: { id: string; name: string; path: string };
  person: { id: string; name: string };
}
