import { table } from '@fengni/kernel/db/table';
import type { Mark } from '@fengni/schemes/mark';
import type { ItemChange, ListState, MeasureKind, SecretKind } from './rules.ts';

export interface TradeSecretListRow {
  id: string;
  unit_id: string;
  unit_path: string;
  year: number;
  version: number;
  state: ListState;
  based_on: string | null;
  made_at: Date;
  made_by: string;
  approved_at: Date | null;
  filed_on: string | null;
  filed_to: string;
  receipt_no: string;
  filed_by: string | null;
}
/** A line of a list; handle tier. */
export interface TradeSecretItemRow {
  id: string;
  list_id: string;
  unit_id: string;
  unit_path: string;
  /** The same secret over versions and years. */
  secret_id: string;
  number: string;
  level: string;
  level_rank: number;
  validity: Mark['validity'];
  mark: string;
  /** The day it was determined: its term runs from it. */
  since: string;
  expires_on: string | null;
  change: ItemChange;
}
/** What an item is, whose and who holds it; know tier. */
export interface TradeSecretMatterRow {
  id: string;
  unit_path: string;
  level_rank: number;
  name: string;
  kind: SecretKind;
  content: string;
  value_note: string;
  owner_person: string | null;
  owner_post: string | null;
  holder_persons: string[];
  holder_posts: string[];
  measures: MeasureKind[];
  measures_note: string;
  carrier_ids: string[];
  change_reason: string;
}
export const tradeSecretLists = table<TradeSecretListRow>('trade_secret_list');
export const tradeSecretItems = table<TradeSecretItemRow>('trade_secret_item');
export const tradeSecretMatters = table<TradeSecretMatterRow>('trade_secret_matter');
export interface TradeSecretsTables {
  trade_secret_list: TradeSecretListRow;
  trade_secret_item: TradeSecretItemRow;
  trade_secret_matter: TradeSecretMatterRow;
  unit: { id: string; name: string; path: string };
  person: { id: string; name: string };
  post: { id: string; name: string; unit_id: string };
  carrier: { id: string; number: string };
}
