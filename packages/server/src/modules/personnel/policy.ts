import { leaderStep } from '@fengni/kernel/approval/flow-steps';
import { type Condition, definePolicy, duty, everyone, isWithin, when } from '@fengni/kernel/access/policy';
import type { Flow } from '@fengni/kernel/command/define';
import type { GradeCode, OpinionSide } from './rules.ts';

/** Nobody reviews himself, nor does he have a part in it. */
const notTheReviewed: Condition<{ readonly personId: string }> = {
  code: 'person-review.not.own',
  zh: '本人的审查由他人办理',
  en: 'somebody else reviews him',
  holds: (actor, target) => actor.personId !== target.personId,
};
const dutyOfSide = { personnel: 'personnel', office: 'officer' } as const;
/** Personnel speak for personnel, the officer for the office. */
const ofThatSide: Condition<{ readonly side: OpinionSide; readonly path: string }> = {
  code: 'person-review.side',
  zh: '人事部门意见由人事管理员出具，保密办意见由保密员出具',
  en: 'personnel give the opinion of personnel, the officer that of the office',
  holds: (actor, { side, path }) =>
    actor.duties.some((held) => held.duty === dutyOfSide[side] && isWithin(path, held.unitPath)),
};
const keepers = duty('officer', 'personnel');
const readers = duty('officer', 'personnel', 'leader-in-charge', 'first-responsible');

export const personnelPolicy = definePolicy({
  'personnel.grade': keepers,
  'personnel.intervals': duty('officer', 'leader-in-charge'),
  'personnel.review': when(keepers, notTheReviewed),
  'personnel.opinion': when<{ readonly personId: string; readonly side: OpinionSide; readonly path: string }>(
    keepers,
    notTheReviewed,
    ofThatSide,
  ),
  'personnel.file': keepers,
  'personnel.read': everyone(),
  'personnel.board': readers,
  'personnel.export': readers,
});

const leader = leaderStep({ days: 5, must: 'handle' });
const first = {
  duties: ['first-responsible'],
  count: 1,
  days: 5,
  must: 'handle',
  name: { zh: '主要负责人', en: 'First responsible' },
} as const;

const flows = {
  grading: { id: 'personnel.grading', name: { zh: '岗位定级', en: 'Grade a post' }, steps: [leader] },
  gradingCore: {
    id: 'personnel.grading-core',
    name: { zh: '核心涉密岗位定级', en: 'Grade a core post' },
    steps: [leader, first],
  },
  review: { id: 'personnel.review', name: { zh: '审查结论', en: 'Decide a review' }, steps: [leader] },
  reviewCore: {
    id: 'personnel.review-core',
    name: { zh: '核心涉密人员审查结论', en: 'Decide a review for a core post' },
    steps: [first],
  },
} as const satisfies Record<string, Flow>;

/** Core is the first responsible's to decide. */
export function gradingFlow(grade: GradeCode | null): Flow {
  return grade === 'CORE' ? flows.gradingCore : flows.grading;
}
export function reviewFlow(grade: GradeCode): Flow {
  return grade === 'CORE' ? flows.reviewCore : flows.review;
}
