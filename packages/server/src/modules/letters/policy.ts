import { definePolicy, duty, everyone } from '@fengni/kernel/access/policy';

/** Letters are drafted and handed out by the office and personnel; what is in force is decided by who leads. */
export const lettersPolicy = definePolicy({
  'letter.template.keep': duty('officer', 'personnel'),
  'letter.template.issue': duty('leader-in-charge', 'first-responsible'),
  'letter.issue': duty('officer', 'personnel', 'first-responsible', 'unit-leader'),
  'letter.sign': everyone(),
  'letter.enter': duty('officer', 'personnel'),
  'letter.void': duty('officer', 'personnel', 'leader-in-charge'),
  'letter.check': duty('officer', 'inspector', 'leader-in-charge', 'first-responsible', 'unit-leader'),
  'letter.read': everyone(),
});
