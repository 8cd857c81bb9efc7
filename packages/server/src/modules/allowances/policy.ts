import { leaderStep } from '@fengni/kernel/approval/flow-steps';
import { type Condition, definePolicy, duty, everyone, when } from '@fengni/kernel/access/policy';
import type { Flow } from '@fengni/kernel/command/define';

interface About {
  readonly personId: string;
}

/** Nobody changes what he is paid himself. */
const notOwn: Condition<About> = {
  code: 'allowance.not.own',
  zh: '本人的补贴由他人更正、答复',
  en: 'somebody else corrects and answers about one’s own allowance',
  holds: (actor, target) => actor.personId !== target.personId,
};
/** He appeals himself; personnel enter what somebody says who has no account any more. */
const ownOrEntered: Condition<About> = {
  code: 'allowance.appeal.own',
  zh: '由本人申诉，或者由人事管理员代为登记',
  en: 'one appeals oneself, or personnel enter it',
  holds: (actor, target) =>
    actor.personId === target.personId || actor.duties.some((held) => held.duty === 'personnel'),
};
const keepers = duty('personnel', 'officer');

export const allowancesPolicy = definePolicy({
  'allowance.read': everyone(),
  'allowance.keep': keepers,
  'allowance.correct': when(keepers, notOwn),
  'allowance.answer': when(keepers, notOwn),
  'allowance.appeal': when(everyone(), ownOrEntered),
  'allowance.export': duty('personnel', 'officer', 'leader-in-charge', 'first-responsible'),
});

const leader = leaderStep({ days: 5, must: 'handle' });

export const allowanceFlows = {
  terms: {
    id: 'allowance.terms',
    name: { zh: '确定补贴标准', en: 'Decide what is paid' },
    steps: [leader],
  },
  list: {
    id: 'allowance.list',
    name: { zh: '审批补贴发放表', en: 'Approve a month’s list' },
    steps: [leader],
  },
  appeal: {
    id: 'allowance.appeal',
    name: { zh: '答复补贴申诉', en: 'Answer an appeal' },
    steps: [leader],
  },
} as const satisfies Record<string, Flow>;
