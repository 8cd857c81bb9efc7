import {
  type Condition,
  definePolicy,
  duty,
  either,
  everyAccount,
  everyone,
  isWithin,
  power,
  when,
} from '@fengni/kernel/access/policy';
import type { Flow, FlowStep } from '@fengni/kernel/command/define';
import { decidersOf, reviewDuties } from './rules.ts';
import type { DeterminationRow, QuestionRow } from './tables.ts';

const keepingDuties = ['officer', 'classifier', 'first-responsible', 'leader-in-charge'] as const;
const keepers = duty(...keepingDuties);

/** A proposal is its drafter's until it is decided: nobody else changes or submits it. */
const theDrafter: Condition<{ readonly determination: Pick<DeterminationRow, 'drafted_by'> }> = {
  code: 'determination.drafter',
  zh: '只有承办人本人可以修改和提交',
  en: 'only who drafted it changes and submits it',
  holds: (actor, { determination }) => determination.drafted_by === actor.personId,
};
/** Who brought it about, or keeps the unit's classification. */
const involved: Condition<{
  readonly determination: Pick<DeterminationRow, 'drafted_by' | 'reviewer_id' | 'decider_id' | 'unit_path'>;
}> = {
  code: 'determination.involved',
  zh: '由承办人、审核人、定密责任人或本单位保密员登记',
  en: 'drafter, reviewer, classifier or the officer of the unit records it',
  holds: (actor, { determination }) =>
    [determination.drafted_by, determination.reviewer_id, determination.decider_id].includes(
      actor.personId,
    ) ||
    actor.duties.some(
      (held) =>
        keepingDuties.some((one) => one === held.duty) && isWithin(determination.unit_path, held.unitPath),
    ),
};
const whoRaisedIt: Condition<{ readonly question: Pick<QuestionRow, 'raised_by'> }> = {
  code: 'question.raiser',
  zh: '只有提出人本人可以撤回',
  en: 'only who raised it withdraws it',
  holds: (actor, { question }) => question.raised_by === actor.personId,
};

/** Who may do what with determinations. Knowing is the database's to decide (docs/adr/0013-classification.md). */
export const determinationPolicy = definePolicy({
  'authority.keep': either(duty('first-responsible'), power('security')),
  'authority.read': everyAccount(),
  'determination.read': everyone(),
  'determination.propose': everyone(),
  'determination.change': when(everyone(), theDrafter),
  'determination.report': when(everyone(), involved),
  'question.raise': everyone(),
  'question.dispute': keepers,
  'question.answer': keepers,
  'question.withdraw': when(everyone(), whoRaisedIt),
});

const steps = {
  review: { zh: '审核', en: 'Review' },
  decide: { zh: '定密责任人决定', en: 'Decision of the classifier' },
  derive: { zh: '主要负责人或其指定的人批准', en: 'Approval by the head or whom he names' },
} as const;

function named(
  duties: FlowStep['duties'],
  the: { readonly person: string | null; readonly name: FlowStep['name'] },
): FlowStep {
  return {
    duties,
    persons: the.person === null ? [] : [the.person],
    count: 1,
    days: 3,
    must: 'know',
    name: the.name,
  };
}

/** The persons the proposal names, one after the other (CLS-3); what no authority reaches is protected without waiting. */
export function flowOf(row: Pick<DeterminationRow, 'kind' | 'reviewer_id' | 'decider_id'>): Flow | null {
  if (row.kind === 'no-authority') return null;
  const review = named(reviewDuties, { person: row.reviewer_id, name: steps.review });
  const decide = named(decidersOf(row.kind), {
    person: row.decider_id,
    name: row.kind === 'derived' ? steps.derive : steps.decide,
  });
  return {
    id: `determination.${row.kind}`,
    name: { zh: '定密审批', en: 'Determination' },
    steps: row.reviewer_id === null ? [decide] : [review, decide],
  };
}
