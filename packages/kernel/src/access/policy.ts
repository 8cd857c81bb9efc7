import { invariant } from '../command/invariant.ts';
import type { ActingDuty, Actor, DutyName, Power } from './actor.ts';

/**
 * A named condition over actor and target, such as "not the author". `code` is in the golden permission table and
 * its texts are shown where the condition refuses.
 */
export interface Condition<Target> {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly holds: (actor: Actor, target: Target) => boolean;
}

/** Who may do a thing: any of these duties over the target's unit, or a power, or everybody signed in. */
export interface Rule<Target = unknown> {
  readonly permission: string;
  readonly duties: readonly DutyName[];
  readonly powers: readonly Power[];
  readonly everyone: boolean;
  /** Sign-in and set-up: called before there is a caller. */
  readonly signedOut: boolean;
  /** Besides people: what acts by itself. */
  readonly clockwork: boolean;
  readonly conditions: readonly Condition<Target>[];
}
type Unnamed<Target> = Omit<Rule<Target>, 'permission'>;

const nobody = {
  duties: [],
  powers: [],
  everyone: false,
  signedOut: false,
  clockwork: false,
  conditions: [],
};

export function duty(...duties: readonly DutyName[]): Unnamed<unknown> {
  return { ...nobody, duties };
}
export function power(...powers: readonly Power[]): Unnamed<unknown> {
  return { ...nobody, powers };
}
/** Every signed-in person with an ordinary account; what he sees of it is the database's to decide. */
export function everyone(): Unnamed<unknown> {
  return { ...nobody, everyone: true };
}
/** Every account, the administrators' included: one's own session, password and factors. */
export function everyAccount(): Unnamed<unknown> {
  return { ...nobody, everyone: true, powers: ['system', 'security', 'audit'] };
}
export function signedOut(): Unnamed<unknown> {
  return { ...nobody, signedOut: true };
}
export function clockwork(): Unnamed<unknown> {
  return { ...nobody, clockwork: true };
}
/** Whoever one of the rules admits. Conditions bind the whole, so they are added afterwards, with `when`. */
export function either(...rules: readonly Unnamed<unknown>[]): Unnamed<unknown> {
  invariant(
    rules.every((rule) => rule.conditions.length === 0),
    'conditions are added to the whole',
  );
  return {
    ...nobody,
    duties: [...new Set(rules.flatMap((rule) => rule.duties))],
    powers: [...new Set(rules.flatMap((rule) => rule.powers))],
    everyone: rules.some((rule) => rule.everyone),
    signedOut: rules.some((rule) => rule.signedOut),
    clockwork: rules.some((rule) => rule.clockwork),
  };
}
/** Adds conditions; all must hold. */
export function when<Target>(rule: Unnamed<unknown>, ...conditions: Condition<Target>[]): Unnamed<Target> {
  return { ...rule, conditions };
}

/** Stamps each rule with the name of its permission: the table is the policy of a module. */
export function definePolicy<Rules extends Record<string, Unnamed<never>>>(rules: Rules) {
  const named = Object.entries(rules).map(([permission, rule]) => [permission, { ...rule, permission }]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same keys, each rule stamped with its own
  return Object.fromEntries(named) as {
    [Permission in keyof Rules]: Rules[Permission] & { readonly permission: string };
  };
}

export type Decision =
  | { readonly ok: true; readonly by: ActingDuty | null }
  | { readonly ok: false; readonly why: 'duty'; readonly who: readonly (DutyName | Power)[] }
  | { readonly ok: false; readonly why: 'condition'; readonly condition: Condition<never> };

/** True where `path` lies in the subtree of `root` (ltree order: equal or below). */
export function isWithin(path: string, root: string): boolean {
  return path === root || path.startsWith(`${root}.`);
}

/**
 * Decides by duty and condition alone; clearance and scope are the database's and are not repeated here.
 * `unitPath` is the unit the target belongs to; null where the thing belongs to no unit: then the duty held anywhere counts.
 */
export function decide<Target>(
  rule: Rule<Target>,
  actor: Actor,
  target: Target,
  unitPath: string | null,
): Decision {
  const by =
    actor.power === null
      ? actor.duties.find(
          (held) =>
            rule.duties.includes(held.duty) && (unitPath === null || isWithin(unitPath, held.unitPath)),
        )
      : undefined;
  const allowed =
    by !== undefined || (actor.power === null ? rule.everyone : rule.powers.includes(actor.power));
  if (!allowed) return { ok: false, why: 'duty', who: [...rule.duties, ...rule.powers] };
  const unmet = rule.conditions.find((condition) => !condition.holds(actor, target));
  if (unmet !== undefined) return { ok: false, why: 'condition', condition: unmet };
  return { ok: true, by: by ?? null };
}
