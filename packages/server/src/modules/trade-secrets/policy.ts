import { definePolicy, duty, everyone } from '@fengni/kernel/access/policy';
import type { Flow } from '@fengni/kernel/command/define';

/** Who keeps the lists of trade secrets; knowing an item is the database's to decide. */
export const tradeSecretsPolicy = definePolicy({
  'tradeSecret.read': duty(
    'officer',
    'leader-in-charge',
    'first-responsible',
    'unit-leader',
    'classifier',
    'inspector',
  ),
  'tradeSecret.mine': everyone(),
  'tradeSecret.keep': duty('officer', 'unit-leader', 'leader-in-charge', 'classifier'),
  'tradeSecret.file': duty('officer', 'unit-leader'),
  'tradeSecret.export': duty('officer', 'leader-in-charge', 'first-responsible', 'unit-leader'),
});

export const tradeSecretFlows = {
  /** The business department proposes, the competent leader approves, the office records (国资发〔2010〕41号 art. 12). */
  approveList: {
    id: 'tradeSecret.approve-list',
    name: { zh: '审定商业秘密清单', en: 'Approve the list of trade secrets' },
    steps: [
      {
        duties: ['first-responsible'],
        count: 1,
        days: 5,
        must: 'know',
        name: { zh: '主要负责人', en: 'First responsible person' },
      },
    ],
  },
} as const satisfies Record<string, Flow>;
