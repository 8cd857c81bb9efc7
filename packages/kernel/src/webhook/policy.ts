import { definePolicy, duty, either, power } from '../access/policy.ts';

/** Where messages go is the security administrator's; that they arrive is looked after by the system's and the officers. */
export const webhookPolicy = definePolicy({
  'webhook.manage': power('security'),
  'webhook.resend': either(power('system'), duty('officer')),
  'webhook.read': either(power('security', 'system'), duty('officer')),
});
