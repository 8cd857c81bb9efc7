import { definePolicy, duty, everyone } from '@fengni/kernel/access/policy';

/** Who records what a carrier rests on, and who decides about it. All must know the carrier: the database sees to that. */
export const sourcesPolicy = definePolicy({
  'sources.read': everyone(),
  'sources.record': duty('officer', 'document-clerk', 'classifier', 'first-responsible'),
  'derivation.decide': duty('classifier', 'first-responsible', 'officer'),
});
