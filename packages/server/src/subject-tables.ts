import type { SubjectTable } from '@fengni/kernel/approval/queries';

/** Things approvals are about, that have a page. */
const tables = [
  'carrier',
  'regrading',
  'destruction_list',
  'register',
  'person',
  'leaving',
  'cooling_off',
  'compartment',
  'catalogue',
  'key_place',
  'trade_secret_list',
  'determination',
  'classification_question',
] as const;
const text = tables
  .map((table) => `select '${table}' as found from ${table} where id = $1`)
  .join(' union all ');

/** Row-level security decides: who does not see the thing gets no way to it. */
export const findSubjectTable: SubjectTable = async (tx, id) => {
  const rows = await tx.readSql<{ found: string }>(text, [id]);
  return rows[0]?.found ?? null;
};
