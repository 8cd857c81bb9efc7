import { allowanceGrades, lapseFacts } from '@fengni/server/modules/allowances/rules';
import { t } from '../../lib/i18n.ts';
import { gradeWords } from '../organisation/org-words.ts';
import { factWords } from './allowance-words.ts';

/** What the facts of a request to set what is paid are called: a rate by grade, a deduction by its fact. */
export function allowanceFactNames(): Readonly<Record<string, () => string>> {
  return Object.fromEntries([
    ...allowanceGrades.flatMap((grade) => [
      [`pay-${grade}`, () => t('fact.pay', { grade: gradeWords(grade) })] as const,
      [`cooling-${grade}`, () => t('fact.cooling', { grade: gradeWords(grade) })] as const,
    ]),
    ...lapseFacts.map((fact) => [`lapse-${fact}`, () => t('fact.lapse', { fact: factWords(fact) })] as const),
  ]);
}
