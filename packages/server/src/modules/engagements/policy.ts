import { leaderStep } from '@fengni/kernel/approval/flow-steps';
import { type Condition, definePolicy, duty, everyone, when } from '@fengni/kernel/access/policy';
import type { Flow, FlowStep } from '@fengni/kernel/command/define';

/** Nobody engages himself, and who sponsors does not decide how it is kept. */
const notHimself: Condition<{ readonly personId: string | null }> = {
  code: 'engagement.not.own',
  zh: '本人的聘用事项由他人办理',
  en: 'somebody else keeps one’s own engagement',
  holds: (actor, target) => actor.personId !== target.personId,
};
const keepers = duty('officer', 'personnel');

export const engagementsPolicy = definePolicy({
  'engagement.keep': when(keepers, notHimself),
  'engagement.firm.keep': keepers,
  'engagement.rule': duty('officer'),
  'engagement.read': everyone(),
});

const headOfUnit: FlowStep = {
  duties: ['unit-leader', 'first-responsible'],
  count: 1,
  days: 5,
  must: 'handle',
  name: { zh: '用人部门负责人', en: 'Head of the unit that needs him' },
};
const leader = leaderStep({ days: 5, must: 'handle' });

const agree: Flow = {
  id: 'engagement.agree',
  name: { zh: '同意使用', en: 'Agree to an engagement' },
  steps: [headOfUnit],
};
const agreeCleared: Flow = {
  id: 'engagement.agree-cleared',
  name: { zh: '同意使用（涉密）', en: 'Agree to an engagement with access' },
  steps: [headOfUnit, leader],
};

/** Who is to have access needs the leader in charge besides the head of the unit. */
export function flowOf(engagement: { readonly cleared_to: string | null }): Flow {
  return engagement.cleared_to === null ? agree : agreeCleared;
}
export const engagementFlows = {
  sponsor: {
    id: 'engagement.sponsor',
    name: { zh: '更换用人负责人', en: 'Another sponsor' },
    steps: [headOfUnit],
  },
  area: {
    id: 'engagement.area',
    name: { zh: '准予进入要害部门部位', en: 'Entry to a key place' },
    steps: [leader],
  },
  rule: {
    id: 'engagement.rule',
    name: { zh: '调整非在编人员规则', en: 'Rule for who is not staff' },
    steps: [leader],
  },
} as const satisfies Record<string, Flow>;
