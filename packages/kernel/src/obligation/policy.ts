import type { Actor, DutyName } from '../access/actor.ts';
import {
  type Condition,
  definePolicy,
  duty,
  everyAccount,
  everyone,
  isWithin,
  when,
} from '../access/policy.ts';
import type { ObligationRow } from './tables.ts';

/** Duties that see to it that others do what they owe: the same as in the database's policy on obligations. */
const overseers: ReadonlySet<DutyName> = new Set(['officer', 'leader-in-charge', 'first-responsible']);

export interface ObligationTarget {
  readonly row: Pick<ObligationRow, 'unit_path' | 'duty'>;
  /** Whether the caller is who owes it: himself, or as the nearest holder of the duty. */
  readonly mine: boolean;
}

/** True for who looks after the unit, for all that is owed there. */
export function looksAfter(actor: Actor, unitPath: string): boolean {
  return actor.duties.some((held) => overseers.has(held.duty) && isWithin(unitPath, held.unitPath));
}

function oversees(actor: Actor, { row }: ObligationTarget): boolean {
  const holdsIt = actor.duties.some(
    (held) => held.duty === row.duty && isWithin(row.unit_path, held.unitPath),
  );
  return holdsIt || looksAfter(actor, row.unit_path);
}

const whoOversees: Condition<ObligationTarget> = {
  code: 'obligation.overseer',
  zh: '只有负责督促此事的人可以催办，本人所欠事项不必催办',
  en: 'only who oversees it chases, and nobody chases himself',
  holds: (actor, target) => !target.mine && oversees(actor, target),
};
const whoOwesOrOversees: Condition<ObligationTarget> = {
  code: 'obligation.owner-or-overseer',
  zh: '只有承办人或负责督促的人可以办结',
  en: 'only who owes it or oversees it can end it',
  holds: (actor, target) => target.mine || oversees(actor, target),
};

/** Who sets what the house asks of itself through the year. */
export const calendarKeepers: readonly DutyName[] = ['officer', 'leader-in-charge'];

/** Which obligations one sees at all is the database's to decide. */
export const obligationPolicy = definePolicy({
  'obligation.read': everyAccount(),
  'calendar.keep': duty(...calendarKeepers),
  'obligation.chase': when(everyone(), whoOversees),
  'obligation.end': when(everyone(), whoOwesOrOversees),
});
