import { grades } from '@fengni/kernel/org/contract';
import type { Grade } from '../organisation/org-words.ts';

export function isGrade(code: string): code is Grade {
  return grades.some((grade) => grade === code);
}
