import { definePolicy, duty, everyone } from '@fengni/kernel/access/policy';
import type { Flow } from '@fengni/kernel/command/define';

const keepers = duty('officer', 'classifier');

/** Who does what with catalogues and key places. What one may know of them is the database's to decide. */
export const cataloguePolicy = definePolicy({
  'catalogue.read': everyone(),
  'catalogue.keep': keepers,
  'catalogue.review': duty('officer', 'classifier', 'leader-in-charge', 'first-responsible'),
  'catalogue.file': duty('officer'),
  'catalogue.take-out': duty('officer', 'classifier', 'leader-in-charge', 'first-responsible'),
  'scope-catalogue.keep': duty('officer'),
  'key-place.keep': duty('officer'),
});

const firstResponsible = {
  duties: ['first-responsible'],
  count: 1,
  days: 7,
  name: { zh: '主要负责人审定', en: 'Approval by the first responsible person' },
} as const;

export const catalogueFlows = {
  /** The list is approved by the head of the body (实施条例 art. 13); before him, somebody who is not its author reads it. */
  list: {
    id: 'catalogue.submit',
    name: { zh: '审定保密事项目录', en: 'Approval of a catalogue of matters' },
    steps: [
      {
        duties: ['officer', 'leader-in-charge'],
        count: 1,
        days: 5,
        must: 'know',
        name: { zh: '保密员或分管保密领导审核', en: 'Review by an officer or the leader in charge' },
      },
      { ...firstResponsible, must: 'know' },
    ],
  },
  /** Key departments and sites are the body's to determine (实施条例 art. 31). */
  place: {
    id: 'key-place.determine',
    name: { zh: '确定保密要害部门、部位', en: 'Determination of a key department or site' },
    steps: [{ ...firstResponsible, must: 'know' }],
  },
  endPlace: {
    id: 'key-place.end',
    name: { zh: '撤销保密要害部门、部位', en: 'End of a key department or site' },
    steps: [{ ...firstResponsible, must: 'know' }],
  },
} as const satisfies Record<string, Flow>;
