import { definePolicy, power } from '../access/policy.ts';

/** Keys are the security administrator's; that there are generations and rehearsals is for all three to see (SEC-1). */
export const vaultPolicy = definePolicy({
  'vault.keys': power('security'),
  'vault.keysRead': power('system', 'security', 'audit'),
});
