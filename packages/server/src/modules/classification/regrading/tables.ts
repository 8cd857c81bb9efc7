import { table } from '@fengni/kernel/db/table';
import type { Mark } from '@fengni/schemes/mark';
import type { ChangeKind, Coverage } from './rules.ts';

export interface RegradingRow {
  id: string;
  register_id: string;
  unit_id: string;
  unit_path: string;
  number: string;
  kind: ChangeKind;
  coverage: Coverage;
  origin: 'own' | 'received';
  scheme: string | null;
  level: string | null;
  level_rank: number | null;
  validity: Mark['validity'] | null;
  mark: string | null;
  copy_id: string | null;
  scan_id: string | null;
  state: 'draft' | 'done' | 'withdrawn';
  made_at: Date;
  made_by: string | null;
  classifier_id: string | null;
  decided_at: Date | null;
  decided_on: string | null;
  spread_at: Date | null;
}
export interface RegradingItemRow {
  id: string;
  regrading_id: string;
  register_id: string;
  carrier_id: string;
  split_from: string | null;
  former_mark: string | null;
}
export interface ReleaseDayRow {
  id: string;
  carrier_id: string;
  register_id: string;
  day: string;
  set_at: Date;
  set_by: string;
  ended_at: Date | null;
}
export interface TermCheckRow {
  id: string;
  carrier_id: string;
  register_id: string;
  ends_on: string;
  outcome: 'lapses' | 'no-extension-found' | 'originator-asked';
  made_at: Date;
  made_by: string;
}
export interface SuggestionRow {
  id: string;
  carrier_id: string;
  register_id: string;
  suggested: 'release' | 'downgrade' | 'upgrade' | 'extend' | 'shorten';
  state: 'open' | 'accepted' | 'declined' | 'unanswered';
  made_at: Date;
  made_by: string;
  answered_at: Date | null;
}
export interface RegradingMatterRow {
  id: string;
  words: string;
  document_no: string;
}
export interface RemarkRow {
  id: string;
  regrading_id: string;
  carrier_id: string;
  copy_id: string;
  register_id: string;
  state: 'open' | 'done' | 'void';
  made_at: Date;
  done_at: Date | null;
  done_by: string | null;
  how: 'by-hand' | 'label' | null;
}
export interface NoticeRow {
  id: string;
  number: string;
  regrading_id: string;
  register_id: string;
  counterpart: string;
  copy_ids: string[];
  state: 'prepared' | 'sent' | 'receipted';
  due_on: string;
  made_at: Date;
  channel: string;
  sent_at: Date | null;
  receipt_signer: string;
  receipted_at: Date | null;
  scan_id: string | null;
}
export interface ExpiryBatchRow {
  id: string;
  unit_id: string;
  unit_path: string;
  before_on: string;
  carrier_count: number;
  state: 'waiting' | 'confirmed' | 'done';
  made_at: Date;
  confirmed_at: Date | null;
  confirmed_by: string | null;
}

export interface RegradingTables {
  regrading: RegradingRow;
  regrading_item: RegradingItemRow;
  release_day: ReleaseDayRow;
  term_check: TermCheckRow;
  regrading_suggestion: SuggestionRow;
  regrading_matter: RegradingMatterRow;
  regrading_remark: RemarkRow;
  regrading_notice: NoticeRow;
  expiry_batch: ExpiryBatchRow;
}

export const regradings = table<RegradingRow>('regrading');
export const regradingItems = table<RegradingItemRow>('regrading_item');
export const releaseDays = table<ReleaseDayRow>('release_day');
export const termChecks = table<TermCheckRow>('term_check');
export const suggestions = table<SuggestionRow>('regrading_suggestion');
export const regradingMatters = table<RegradingMatterRow>('regrading_matter');
export const remarks = table<RemarkRow>('regrading_remark');
export const notices = table<NoticeRow>('regrading_notice');
export const expiryBatches = table<ExpiryBatchRow>('expiry_batch');
