import { table } from '@fengni/kernel/db/table';
import type { Mark } from '@fengni/schemes/mark';
import type { CatalogueState, PlaceKind, PlaceState, itemOrigins } from './rules.ts';

/** Days are `YYYY-MM-DD` in the house's zone. */
export interface ScopeCatalogueRow {
  id: string;
  unit_id: string;
  unit_path: string;
  scheme: string;
  title: string;
  issuing_body: string;
  document_no: string;
  mark_scheme: string;
  level_rank: number;
  mark: string;
  in_force_from: string;
  in_force_to: string | null;
  file_digest: string;
  imported_at: Date;
  imported_by: string;
}
/** Written by the database from `place`: what lists sort by. */
interface Placed {
  place_key: string;
}
export interface ScopeItemRow {
  id: string;
  catalogue_id: string;
  place: number;
  number: string;
  field: string;
  name: string;
  scheme: string;
  level: string;
  level_rank: number;
  validity: Mark['validity'];
  mark: string;
  scope_text: string;
  tier: string;
}
export interface CatalogueRow {
  id: string;
  unit_id: string;
  unit_path: string;
  scheme: string;
  version: number;
  state: CatalogueState;
  /** Whether the mark was stated by hand; else it is the highest of the items. */
  mark_stated: boolean;
  mark_scheme: string;
  level_rank: number;
  mark: string;
  /** The highest level of its items. */
  item_rank: number;
  based_on: string | null;
  begun_at: Date;
  begun_by: string;
  in_force_from: string | null;
  superseded_on: string | null;
  filed_on: string | null;
  filed_with: string;
  filed_no: string;
}
export interface CatalogueItemRow {
  id: string;
  catalogue_id: string;
  line_id: string;
  place: number;
  number: string;
  name: string;
  scheme: string;
  level: string;
  level_rank: number;
  validity: Mark['validity'];
  mark: string;
  scope_text: string;
  scope_item_id: string | null;
  basis: string;
  owner_unit_id: string | null;
  owner_post_id: string | null;
  origin: (typeof itemOrigins)[number];
  link: string;
  dropped: boolean;
}
export interface CatalogueReviewRow {
  id: string;
  catalogue_id: string;
  outcome: 'unchanged' | 'new-version';
  reviewed_on: string;
  reviewed_by: string;
}
export interface KeyPlaceRow {
  id: string;
  unit_id: string;
  unit_path: string;
  ordinal: number;
  kind: PlaceKind;
  level: string;
  level_rank: number;
  keeper_id: string | null;
  post_id: string | null;
  state: PlaceState;
  proposed_at: Date;
  proposed_by: string;
  determined_on: string | null;
  confirmed_on: string | null;
  confirmed_by: string;
  confirmed_no: string;
  ended_on: string | null;
}
export interface KeyPlaceMatterRow {
  id: string;
  name: string;
  place: string;
  reason: string;
  end_reason: string;
}

export const scopeCatalogues = table<ScopeCatalogueRow>('scope_catalogue');
export const scopeItems = table<ScopeItemRow>('scope_item');
export const catalogues = table<CatalogueRow>('catalogue');
export const catalogueItems = table<CatalogueItemRow>('catalogue_item');
export const catalogueReviews = table<CatalogueReviewRow>('catalogue_review');
export const keyPlaces = table<KeyPlaceRow>('key_place');
export const keyPlaceMatters = table<KeyPlaceMatterRow>('key_place_matter');

export interface CatalogueTables {
  scope_catalogue: ScopeCatalogueRow;
  scope_item: ScopeItemRow & Placed;
  catalogue: CatalogueRow;
  catalogue_item: CatalogueItemRow & Placed;
  catalogue_review: CatalogueReviewRow;
  key_place: KeyPlaceRow;
  key_place_matter: KeyPlaceMatterRow;
}
