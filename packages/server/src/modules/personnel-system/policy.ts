import { consentOfSecurity } from '@fengni/kernel/approval/flow-steps';
import {
  definePolicy,
  duty,
  either,
  everyAccount,
  everyone,
  power,
  signedOut,
} from '@fengni/kernel/access/policy';
import type { Flow } from '@fengni/kernel/command/define';

export const personnelSystemPolicy = definePolicy({
  'personnelToken.manage': power('system'),
  'personnelToken.read': either(power('system', 'security'), duty('officer', 'personnel')),
  /** The token stands for a caller. */
  'personnelSystem.deliver': signedOut(),
  'personnelSystem.decide': duty('officer', 'personnel'),
  'personnelSystem.set': duty('officer'),
  'personnelSystem.read': everyone(),
  'personnelSystem.readSettings': everyAccount(),
});

export const personnelSystemFlows = {
  /** A token speaks for the house's people without anybody at a terminal: two administrators. */
  token: {
    id: 'personnelToken.make',
    name: { zh: '人事系统接口令牌', en: 'Token for the personnel system' },
    steps: [consentOfSecurity],
  },
  /** Units nobody entered here come from outside: somebody else looks before they are made. */
  units: {
    id: 'personnelSystem.units',
    name: { zh: '采用含新机构的人员变动', en: 'Changes that make new units' },
    steps: [
      {
        duties: ['officer', 'leader-in-charge', 'first-responsible'],
        count: 1,
        days: 5,
        must: 'handle',
        name: { zh: '保密员或领导核对', en: 'Officer or leader looks' },
      },
    ],
  },
} as const satisfies Record<string, Flow>;
