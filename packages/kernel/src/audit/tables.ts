import { table } from '../db/table.ts';

export interface AuditWaiverRow {
  id: string;
  check_id: string;
  row_id: string;
  register_id: string | null;
  /** Unit of the register or of what was found: who looks after it sees the waiver. */
  unit_path: string;
  reason: string;
  /** Last day on which the finding is waived. */
  until: string;
  given_by: string;
  given_at: Date;
}
export const auditWaivers = table<AuditWaiverRow>('audit_waiver');
export interface AuditTables {
  audit_waiver: AuditWaiverRow;
}
