import { definePolicy, power } from '../access/policy.ts';

/** The log is the auditor's; he alone cannot take anything from it (SEC-1, BEY-7). */
export const logPolicy = definePolicy({
  'log.read': power('audit'),
  'log.export': power('audit'),
  'log.witness': power('audit'),
  'log.prune': power('audit'),
});
