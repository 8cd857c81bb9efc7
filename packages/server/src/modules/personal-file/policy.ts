import { definePolicy, everyone } from '@fengni/kernel/access/policy';

/** Whose file somebody reads besides his own is asked in the database (`answers_for_person`): it is not found by others. */
export const personalFilePolicy = definePolicy({
  'personalFile.read': everyone(),
  'personalFile.export': everyone(),
});
