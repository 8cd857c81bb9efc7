import { type Condition, definePolicy, duty, everyone, when } from '@fengni/kernel/access/policy';

/** Nobody answers what he reported himself. */
const notHimself: Condition<{ readonly personId: string }> = {
  code: 'life-event.not.own',
  zh: '本人的报告由他人答复',
  en: 'somebody else answers what one reported oneself',
  holds: (actor, target) => actor.personId !== target.personId,
};
/** Only the person adds to his report or takes it back. */
const himself: Condition<{ readonly personId: string }> = {
  code: 'life-event.own',
  zh: '由本人办理',
  en: 'the person himself does it',
  holds: (actor, target) => actor.personId === target.personId,
};

export const lifeEventsPolicy = definePolicy({
  'life-event.report': everyone(),
  'life-event.report-for': duty('officer', 'personnel'),
  'life-event.answer': when(duty('officer', 'personnel', 'leader-in-charge'), notHimself),
  'life-event.own': when(everyone(), himself),
  'life-event.read': everyone(),
});
