import { definePolicy, duty, everyone } from '@fengni/kernel/access/policy';
import type { DutyName } from '@fengni/kernel/access/actor';
import type { Flow } from '@fengni/kernel/command/define';

/** Who decides about a matter that is divided: who decides about its scope (FACTS K3, K4). */
export const deciderDuties = [
  'classifier',
  'leader-in-charge',
  'first-responsible',
] as const satisfies readonly DutyName[];

/** Only members see a compartment; these are the duties besides. */
export const compartmentsPolicy = definePolicy({
  'compartment.open': duty(...deciderDuties),
  'compartment.read': everyone(),
  'compartment.ask': everyone(),
  'compartment.decide': duty(...deciderDuties),
  'compartment.register': duty('officer', ...deciderDuties),
});

/** Who asks and may not decide himself has it decided by one who is in the compartment. */
export const compartmentFlows = {
  decide: {
    id: 'compartment.decide',
    name: { zh: '隔离组事项', en: 'Compartment' },
    steps: [
      {
        duties: deciderDuties,
        count: 1,
        days: 3,
        must: 'know',
        name: { zh: '组内定密责任人或分管保密领导', en: 'Classifier or leader in charge who is a member' },
      },
    ],
  },
} as const satisfies Record<string, Flow>;
