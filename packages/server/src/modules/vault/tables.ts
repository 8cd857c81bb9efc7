import { table } from '@fengni/kernel/db/table';

export type UploadState = 'open' | 'examining' | 'ready' | 'attached' | 'dropped';
export type ExaminationOutcome = 'whole' | 'partly' | 'failed';

export interface UploadRow {
  id: string;
  object_id: string;
  size_bytes: number;
  state: UploadState;
  outcome: ExaminationOutcome | null;
  text_object_id: string | null;
  pages_object_id: string | null;
  page_count: number | null;
  copy_id: string | null;
  begun_at: Date;
  begun_by: string;
  finished_at: Date | null;
  ended_at: Date | null;
}
export interface UploadMatterRow {
  id: string;
  file_name: string;
}
/** Machinery of the server: how far an examination is. */
export interface ExaminationRow {
  id: string;
  phase: 'waiting' | 'reading' | 'rendering' | 'keeping';
  done: number;
  total: number;
  attempts: number;
  lease_until: Date | null;
  changed_at: Date;
}
export interface ElectronicCopyRow {
  id: string;
  carrier_id: string;
  register_id: string;
  object_id: string;
  text_object_id: string | null;
  pages_object_id: string | null;
  byte_count: number;
  page_count: number;
  outcome: ExaminationOutcome;
  attached_at: Date;
  attached_by: string;
  follow: boolean;
  fingerprinted: boolean;
}
export interface ElectronicCopyMatterRow {
  id: string;
  carrier_id: string;
  file_name: string;
}
export type ReleaseKind = 'print' | 'save' | 'copy-text';
export interface VaultReleaseRow {
  id: string;
  copy_id: string;
  carrier_id: string;
  register_id: string;
  kind: ReleaseKind;
  person_id: string;
  medium_no: string;
  granted_at: Date;
  until: Date;
  ended_at: Date | null;
}
export const uploads = table<UploadRow>('upload');
export const uploadMatters = table<UploadMatterRow>('upload_matter');
export const electronicCopies = table<ElectronicCopyRow>('electronic_copy');
export const electronicCopyMatters = table<ElectronicCopyMatterRow>('electronic_copy_matter');
export const vaultReleases = table<VaultReleaseRow>('vault_release');

export interface VaultModuleTables {
  upload: UploadRow;
  upload_matter: UploadMatterRow;
  examination: ExaminationRow;
  electronic_copy: ElectronicCopyRow;
  electronic_copy_matter: ElectronicCopyMatterRow;
  vault_release: VaultReleaseRow;
}
