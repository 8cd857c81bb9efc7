import { definePolicy, duty } from '@fengni/kernel/access/policy';

const readers = duty(
  'officer',
  'leader-in-charge',
  'first-responsible',
  'unit-leader',
  'classifier',
  'inspector',
);

/** Who reviews what is classified: the classifier decides on what he knows; officers open, watch and report. */
export const reviewPolicy = definePolicy({
  'classification.review.read': readers,
  'classification.review.run': duty('officer'),
  'classification.review.decide': duty('classifier', 'first-responsible'),
  'classification.statistics.read': readers,
  'classification.statistics.file': duty('officer'),
});
