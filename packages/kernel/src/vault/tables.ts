import { table } from '../db/table.ts';
import type { SuiteName } from './suites.ts';

/** `open`: being written; `kept`: whole and read-only; `destroying`: its key is about to go; `destroyed`: nothing opens it here. */
export type VaultObjectState = 'open' | 'kept' | 'destroying' | 'destroyed';
/** What an object holds: what was brought, its pages as images, or its text. The latter two are derived from the first. */
export type VaultPurpose = 'original' | 'pages' | 'text';

/** One encrypted file (docs/adr/0014-vault.md). */
export interface VaultObjectRow {
  id: string;
  suite: SuiteName;
  purpose: VaultPurpose;
  state: VaultObjectState;
  /** Name of the key its own key is wrapped under: `<scheme>/<level>`, or `intake` before it belongs to a thing. */
  level_key: string;
  key_version: number;
  /** base64url; null once the object is destroyed. */
  wrapped_key: string | null;
  /** The key it is to be wrapped under, where that could not be done at once. */
  wanted_level_key: string | null;
  /** Bytes of plain text; null while open. */
  byte_count: number | null;
  /** Keyed digest over the authenticators of all chunks in their order, in hex. */
  digest: string | null;
  /** The thing it is content of: who may know that may open this. Null: an upload, its maker's alone. */
  subject_id: string | null;
  /** The numbered copy it is. */
  part_id: string | null;
  /** What it was derived from: destroyed with it. */
  parent_id: string | null;
  made_at: Date;
  made_by: string;
  destroyed_at: Date | null;
  /** Generations of the key store that held its share when it was destroyed. */
  generations_left: readonly number[];
}
export const vaultObjects = table<VaultObjectRow>('vault_object');

/** A copy of the key store in the hands of custodians. */
export interface VaultGenerationRow {
  id: string;
  number: number;
  made_at: Date;
  made_by: string;
  /** How many custodians open it together. */
  threshold: number;
  custodians: readonly string[];
  /** Objects whose keys it holds. */
  object_count: number;
  state: 'alive' | 'destroyed';
  destroyed_on: string | null;
  destroyed_at: Date | null;
  destroyed_by: string | null;
  witnesses: readonly string[];
  note: string;
}
export const vaultGenerations = table<VaultGenerationRow>('vault_generation');

/** That custodians restored the key store from their shares, on record. */
export interface VaultRehearsalRow {
  id: string;
  generation_id: string;
  rehearsed_on: string;
  custodians: readonly string[];
  recorded_at: Date;
  recorded_by: string;
}
export const vaultRehearsals = table<VaultRehearsalRow>('vault_rehearsal');

export interface VaultTables {
  vault_object: VaultObjectRow;
  vault_generation: VaultGenerationRow;
  vault_rehearsal: VaultRehearsalRow;
}
