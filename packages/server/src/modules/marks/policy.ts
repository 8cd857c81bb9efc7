import { definePolicy, duty, everyone } from '@fengni/kernel/access/policy';

/** Whoever knows a thing may mark its file; papers are printed by who handles it. */
export const marksPolicy = definePolicy({
  'marks.use': everyone(),
  'marks.print': duty('officer', 'document-clerk', 'cipher-clerk'),
});
