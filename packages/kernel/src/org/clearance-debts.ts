import type { Bilingual } from '../command/define.ts';
import type { Tx } from '../db/tx.ts';
import { settle } from '../obligation/owe.ts';
import type { GradeCode } from './tables.ts';

/** What a review asks of the security administrator: to clear somebody for a grade, or to withdraw his clearance. */
export function clearanceDebt(grade: GradeCode | null): keyof typeof clearanceObligations {
  return grade === null ? 'clearance.withdraw' : kindOfGrade[grade];
}
const kindOfGrade = {
  CORE: 'clearance.core',
  IMPORTANT: 'clearance.important',
  GENERAL: 'clearance.general',
} as const;

export const clearanceObligations = {
  'clearance.core': { zh: '确定为核心涉密人员', en: 'Clear as core classified personnel' },
  'clearance.important': { zh: '确定为重要涉密人员', en: 'Clear as important classified personnel' },
  'clearance.general': { zh: '确定为一般涉密人员', en: 'Clear as general classified personnel' },
  'clearance.withdraw': { zh: '取消涉密等级', en: 'Withdraw the clearance' },
} as const satisfies Record<string, Bilingual>;

/** Ends what is asked about somebody's clearance, by the deed or because something else is asked now. */
export async function settleClearance(
  tx: Tx,
  the: { readonly personId: string; readonly byId: string; readonly outcome?: 'done' | 'cancelled' },
): Promise<void> {
  const { personId: subjectId, ...rest } = the;
  for (const kind of Object.keys(clearanceObligations)) await settle(tx, { kind, subjectId, ...rest });
}
