import { definePolicy, duty, either, power } from '../access/policy.ts';

/** What a check finds is what its caller may see: row-level security decides, and the check keeps to his registers. */
export const auditPolicy = definePolicy({
  'audit.run': either(duty('officer', 'leader-in-charge', 'inspector'), power('system', 'security', 'audit')),
  'audit.waive': duty('officer', 'leader-in-charge'),
  'audit.switch': power('security'),
});
