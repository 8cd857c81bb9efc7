import { leaderStep } from '@fengni/kernel/approval/flow-steps';
import { type Condition, definePolicy, duty, everyone, when } from '@fengni/kernel/access/policy';
import type { Actor } from '@fengni/kernel/access/actor';
import { isWithin } from '@fengni/kernel/access/policy';
import type { Flow } from '@fengni/kernel/command/define';

const clerks = duty('officer', 'document-clerk', 'cipher-clerk');
const clerkDuties = new Set(['officer', 'document-clerk', 'cipher-clerk']);

const theMaker: Condition<{ readonly regrading: { readonly made_by: string | null } }> = {
  code: 'regrading.maker',
  zh: '由提出人本人办理',
  en: 'done by who proposed it',
  holds: (actor, target) => target.regrading.made_by === actor.personId,
};

/** Whoever has the copies in hand says that he has marked them; for the others who keeps the register. */
const holdsOrKeeps: Condition<{
  readonly copies: readonly { readonly holder_id: string | null; readonly state: string }[];
  readonly unitPath: string;
}> = {
  code: 'regrading.holder',
  zh: '由持有人本人或台账经办人办理',
  en: 'done by the holder himself or by who keeps the register',
  holds: (actor, target) =>
    keeps(actor, target.unitPath) || target.copies.every((copy) => copy.holder_id === actor.personId),
};

function keeps(actor: Actor, unitPath: string): boolean {
  return actor.duties.some((held) => clerkDuties.has(held.duty) && isWithin(unitPath, held.unitPath));
}

/** Who may do what with marks that stand already. Who proposes must know the thing: the database sees to that. */
export const regradingPolicy = definePolicy({
  'regrading.read': everyone(),
  'regrading.propose': everyone(),
  'regrading.submit': when(everyone(), theMaker),
  'regrading.enter-notice': clerks,
  'regrading.suggest': everyone(),
  'regrading.answer': clerks,
  'regrading.check-term': duty(
    'classifier',
    'first-responsible',
    'officer',
    'document-clerk',
    'cipher-clerk',
  ),
  'regrading.condition': duty('classifier', 'first-responsible', 'officer'),
  'regrading.confirm-expiry': duty('classifier', 'first-responsible'),
  'regrading.acknowledge': when(everyone(), holdsOrKeeps),
  'regrading.notice': clerks,
});

/** An own mark is changed by the classifier named and the leader in charge (State Secrets Law art. 23, 24). */
export function changeFlow(classifierId: string): Flow {
  return {
    id: 'regrading.change',
    name: { zh: '密级变更、解密', en: 'Change of a mark' },
    steps: [
      {
        duties: ['classifier', 'first-responsible'],
        persons: [classifierId],
        count: 1,
        days: 3,
        must: 'know',
        name: { zh: '定密责任人', en: 'Responsible classifier' },
      },
      leaderStep({ days: 3, must: 'know' }),
    ],
  };
}

/** A received mark follows the originator's decision; somebody besides the clerk compares the entry with the paper. */
export const noticeFlow: Flow = {
  id: 'regrading.notice',
  name: { zh: '登记原定密单位的变更决定', en: "Entry of the originator's decision" },
  steps: [leaderStep({ days: 3, must: 'handle' })],
};
