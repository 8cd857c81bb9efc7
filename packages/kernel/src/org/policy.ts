import {
  type Condition,
  definePolicy,
  duty,
  either,
  everyAccount,
  everyone,
  power,
  when,
} from '../access/policy.ts';
import type { DutyRow } from './tables.ts';

/** ORG-11: a duty is lent by who holds it; the security administrator, who grants it, may see to it instead. */
const theHolderHimself: Condition<{ readonly duty: Pick<DutyRow, 'person_id'> }> = {
  code: 'org.duty.holder',
  zh: '只有职责的担任者本人或安全保密管理员可以指定代理人',
  en: 'only the holder of the duty or the security administrator can name a deputy',
  holds: (actor, target) => actor.power !== null || actor.personId === target.duty.person_id,
};

const keepers = either(duty('officer', 'personnel'), power('system'));

export const orgPolicy = definePolicy({
  'org.unit.keep': keepers,
  'org.post.keep': keepers,
  'org.person.keep': keepers,
  'org.holding.keep': keepers,
  'org.body.keep': keepers,
  'org.import': keepers,
  'org.person.freeze': either(duty('officer', 'personnel', 'leader-in-charge'), power('security')),
  'org.person.restore': power('security'),
  'org.clearance.set': power('security'),
  'org.duty.grant': power('security'),
  'org.duty.end': power('security'),
  'org.duty.deputise': when(either(everyone(), power('security')), theHolderHimself),
  'org.read': everyAccount(),
});
