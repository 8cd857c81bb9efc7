import { type bodyKinds, dutyTitles, type grades, type unitKinds } from '@fengni/kernel/org/contract';
import { pick, t } from '../../lib/i18n.ts';
import { type SessionActor, holdsDuty } from '../../lib/session.ts';
import type { Choice } from '../../ui/form-field.tsx';

export type UnitKind = (typeof unitKinds)[number];
export type Grade = (typeof grades)[number];
export type BodyKind = (typeof bodyKinds)[number];
export type DutyKey = keyof typeof dutyTitles;

export function unitKindWords(kind: UnitKind): string {
  const words: Record<UnitKind, string> = {
    group: t('unit.kind.group'),
    company: t('unit.kind.company'),
    plant: t('unit.kind.plant'),
    bureau: t('unit.kind.bureau'),
    department: t('unit.kind.department'),
    section: t('unit.kind.section'),
  };
  return words[kind];
}

export function gradeWords(grade: Grade | null): string {
  if (grade === null) return t('grade.none');
  const words: Record<Grade, string> = {
    CORE: t('grade.core'),
    IMPORTANT: t('grade.important'),
    GENERAL: t('grade.general'),
  };
  return words[grade];
}

export function bodyKindWords(kind: BodyKind): string {
  const words: Record<BodyKind, string> = {
    committee: t('body.kind.committee'),
    'leading-group': t('body.kind.group'),
    office: t('body.kind.office'),
  };
  return words[kind];
}

export function isDuty(name: string): name is DutyKey {
  return Object.hasOwn(dutyTitles, name);
}

export function dutyWords(duty: DutyKey): string {
  return pick(dutyTitles[duty]);
}

export function choicesOf<Key extends string>(
  keys: readonly Key[],
  words: (key: Key) => string,
): readonly Choice[] {
  return keys.map((value) => ({ value, label: words(value) }));
}

/** Who keeps units, posts and people. The server decides again, for the unit in question. */
export function whyNotKeep(actor: SessionActor): string | null {
  const may = actor.power === 'system' || (actor.power === null && holdsDuty(actor, 'officer', 'personnel'));
  return may ? null : t('org.who.keep');
}

export function whyNotFreeze(actor: SessionActor): string | null {
  const may =
    actor.power === 'security' ||
    (actor.power === null && holdsDuty(actor, 'officer', 'personnel', 'leader-in-charge'));
  return may ? null : t('org.who.freeze');
}

/** Grants, clearances, restoring: the security administrator's. */
export function whyNotSecurity(actor: SessionActor): string | null {
  return actor.power === 'security' ? null : t('org.who.security');
}

export function whyNotDeputise(actor: SessionActor, holderId: string): string | null {
  return actor.power === 'security' || actor.personId === holderId ? null : t('org.who.deputise');
}
