import { leaderStep } from '@fengni/kernel/approval/flow-steps';
import { type Condition, definePolicy, duty, everyone, when } from '@fengni/kernel/access/policy';
import type { Flow } from '@fengni/kernel/command/define';

/** Nobody runs his own leaving: what he holds is looked at by somebody else. */
const notTheLeaver: Condition<{ readonly personId: string }> = {
  code: 'leaving.not.own',
  zh: '本人的离岗手续由他人办理',
  en: 'somebody else runs the procedure of who leaves',
  holds: (actor, target) => actor.personId !== target.personId,
};
const keepers = duty('officer', 'personnel');

export const leavingPolicy = definePolicy({
  'leaving.run': when(keepers, notTheLeaver),
  'leaving.freeze': when(duty('officer', 'personnel', 'leader-in-charge'), notTheLeaver),
  'leaving.read': everyone(),
  'cooling.decide': when(keepers, notTheLeaver),
  'cooling.visit': when(keepers, notTheLeaver),
});

const leader = leaderStep({ days: 5, must: 'handle' });

export const leavingFlows = {
  /** Something stays out: whoever closes it so opens an incident, and does not decide alone (PER-3). */
  closeShort: {
    id: 'leaving.close-short',
    name: { zh: '未交清办结', en: 'Close with something missing' },
    steps: [leader],
  },
  cooling: {
    id: 'leaving.cooling',
    name: { zh: '确定脱密期', en: 'Decide the cooling-off period' },
    steps: [leader],
  },
} as const satisfies Record<string, Flow>;
