import { table } from '@fengni/kernel/db/table';

export interface ScanRow {
  id: string;
  register_id: string | null;
  subject_id: string | null;
  name: string;
  media_type: 'application/pdf' | 'image/png' | 'image/jpeg';
  byte_count: number;
  digest: string;
  /** `\x…` on the way in, bytes on the way out. */
  sealed: string | Buffer;
  added_at: Date;
}
export interface ScansTables {
  scan: ScanRow;
}

export const scans = table<ScanRow>('scan');
