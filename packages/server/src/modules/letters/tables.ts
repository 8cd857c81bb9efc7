import { table } from '@fengni/kernel/db/table';
import type { ItemState, LetterKind, LetterOccasion, LetterState, LetterTask } from './rules.ts';

export interface LetterTemplateRow {
  id: string;
  family_id: string;
  version: number;
  unit_id: string;
  unit_path: string;
  kind: LetterKind;
  occasion: LetterOccasion;
  name: string;
  body: string;
  items: readonly LetterTask[];
  valid_months: number | null;
  state: 'draft' | 'in-force' | 'ended';
  drafted_at: Date;
  issued_at: Date | null;
  ended_at: Date | null;
}
export interface LetterRow {
  id: string;
  template_id: string;
  kind: LetterKind;
  occasion: LetterOccasion;
  unit_id: string;
  unit_path: string;
  year: number;
  name: string;
  body: string;
  /** SHA-256 of the text and its tasks, in hex: what signatures name. */
  body_digest: string;
  signer_id: string;
  counter_id: string | null;
  parent_id: string | null;
  state: LetterState;
  due_on: string;
  issued_at: Date;
  /** Null where the clockwork issued it. */
  issued_by: string | null;
  completed_at: Date | null;
  expires_on: string | null;
  void_reason: string;
}
export interface LetterItemRow {
  id: string;
  letter_id: string;
  unit_path: string;
  position: number;
  task: string;
  measure: string;
  target: number | null;
  count_word: string;
  done: number;
  state: ItemState;
}
export interface LetterItemCheckRow {
  id: string;
  item_id: string;
  done: number;
  state: ItemState;
  note: string;
  checked_at: Date;
  checked_by: string;
}
export interface LetterSignatureRow {
  id: string;
  letter_id: string;
  person_id: string;
  part: 'signer' | 'counter';
  signed: 'screen' | 'paper';
  signed_at: Date;
  note: string;
  scan_id: string | null;
  entered_by: string;
  entry_id: string;
}
export interface LettersTables {
  letter_template: LetterTemplateRow;
  letter: LetterRow;
  letter_item: LetterItemRow;
  letter_item_check: LetterItemCheckRow;
  letter_signature: LetterSignatureRow;
}
export const letterTemplates = table<LetterTemplateRow>('letter_template');
export const letters = table<LetterRow>('letter');
export const letterItems = table<LetterItemRow>('letter_item');
export const letterItemChecks = table<LetterItemCheckRow>('letter_item_check');
export const letterSignatures = table<LetterSignatureRow>('letter_signature');
