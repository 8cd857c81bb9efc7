import { table } from '@fengni/kernel/db/table';
import type { Manner } from './contract.ts';

export interface CarrierSourceRow {
  id: string;
  carrier_id: string;
  register_id: string;
  source_id: string | null;
  manner: Manner;
  added_at: Date;
  added_by: string;
  ended_at: Date | null;
}
export interface CarrierSourceMatterRow {
  id: string;
  words: string;
}
export interface DerivationReviewRow {
  id: string;
  carrier_id: string;
  register_id: string;
  unit_id: string;
  regrading_id: string;
  source_id: string;
  state: 'open' | 'followed' | 'kept';
  made_at: Date;
  decided_at: Date | null;
  decided_by: string | null;
}
export interface SourcesTables {
  carrier_source: CarrierSourceRow;
  carrier_source_matter: CarrierSourceMatterRow;
  derivation_review: DerivationReviewRow;
}

export const carrierSources = table<CarrierSourceRow>('carrier_source');
export const carrierSourceMatters = table<CarrierSourceMatterRow>('carrier_source_matter');
export const derivationReviews = table<DerivationReviewRow>('derivation_review');
