import { leaderStep } from '@fengni/kernel/approval/flow-steps';
import type { Actor } from '@fengni/kernel/access/actor';
import { type Condition, definePolicy, duty, everyone, isWithin, when } from '@fengni/kernel/access/policy';
import type { Flow, FlowStep } from '@fengni/kernel/command/define';

const keeperDuties: readonly string[] = ['officer', 'personnel'];
const applicantDuties: readonly string[] = ['officer', 'personnel', 'unit-leader'];

function holdsOver(actor: Actor, duties: readonly string[], unitPath: string): boolean {
  return actor.duties.some((held) => duties.includes(held.duty) && isWithin(unitPath, held.unitPath));
}

/** Whether somebody runs journeys of a unit: keeps its papers, confirms, talks with who comes back. */
export function keepsTravel(actor: Actor, unitPath: string): boolean {
  return holdsOver(actor, keeperDuties, unitPath);
}

interface Travelling {
  readonly path: string;
  readonly travellerIds: readonly string[];
}
/** One travels oneself, or asks for people one looks after. */
const travelsOrSends: Condition<Travelling> = {
  code: 'travel.own.or.sent',
  zh: '由出行人员本人，或其单位负责人、保密员、人事管理员办理',
  en: 'done by who travels, or by the head, officer or personnel of his unit',
  holds: (actor, target) =>
    target.travellerIds.includes(actor.personId) || holdsOver(actor, applicantDuties, target.path),
};
/** Who travels reports himself; who looks after him may do it for him. */
const travelsOrKeeps: Condition<Travelling> = {
  code: 'travel.own.or.kept',
  zh: '由出行人员本人，或保密员、人事管理员办理',
  en: 'done by who travels, or by the officer or personnel',
  holds: (actor, target) =>
    target.travellerIds.includes(actor.personId) || holdsOver(actor, keeperDuties, target.path),
};
/** Nobody confirms about himself. */
const notTheTraveller: Condition<{ readonly personId: string }> = {
  code: 'travel.not.own',
  zh: '本人的由他人办理',
  en: 'somebody else does this for who travels',
  holds: (actor, target) => actor.personId !== target.personId,
};
const isResponsible: Condition<{ readonly responsibleId: string; readonly path: string }> = {
  code: 'overseas.responsible',
  zh: '由境外机构的保密负责人，或保密员报送',
  en: 'filed by the responsible person of the unit abroad, or by the officer',
  holds: (actor, target) =>
    actor.personId === target.responsibleId || holdsOver(actor, ['officer'], target.path),
};
const keepers = duty('officer', 'personnel');

export const travelPolicy = definePolicy({
  'travel.read': everyone(),
  'travel.apply': when(everyone(), travelsOrSends),
  'travel.acknowledge': everyone(),
  'travel.report': when(everyone(), travelsOrKeeps),
  'travel.confirm': when(keepers, notTheTraveller),
  'travel.depart': keepers,
  'travel.close': keepers,
  'travel.document.keep': when(keepers, notTheTraveller),
  'travel.document.missing': when(everyone(), travelsOrKeeps),
  'travel.rule.draft': keepers,
  'travel.rule.issue': duty('leader-in-charge', 'first-responsible'),
  'overseas.keep': duty('officer'),
  'overseas.report': when(everyone(), isResponsible),
  'travel.export': duty('officer', 'personnel', 'leader-in-charge', 'first-responsible'),
});

const step = (duties: FlowStep['duties'], days: number, name: FlowStep['name']): FlowStep => ({
  duties,
  count: 1,
  days,
  must: 'handle',
  name,
});
const head = step(['unit-leader', 'line-leader'], 3, { zh: '部门负责人', en: 'Head of unit' });
const personnel = step(['personnel'], 3, { zh: '人事部门意见', en: 'Opinion of personnel' });
const office = step(['officer'], 3, { zh: '保密办公室意见', en: 'Opinion of the office' });
const leader = step(['leader-in-charge'], 5, { zh: '分管保密领导', en: 'Leader in charge' });
const first = step(['first-responsible'], 5, { zh: '主要负责人', en: 'First responsible person' });

/**
 * Personnel and the office give their opinions before somebody with access leaves the country
 * (保守国家秘密法实施条例 art. 52); the higher he is graded, the higher it is decided.
 */
export const travelFlows = {
  plain: {
    id: 'travel.plain',
    name: { zh: '出国（境）审批', en: 'Travel abroad' },
    steps: [head, office],
  },
  graded: {
    id: 'travel.graded',
    name: { zh: '涉密人员出国（境）审批', en: 'Travel abroad of people with access' },
    steps: [head, personnel, office, leader],
  },
  core: {
    id: 'travel.core',
    name: { zh: '核心涉密人员出国（境）审批', en: 'Travel abroad of core people' },
    steps: [head, personnel, office, leader, first],
  },
  /** He goes although he holds something (FOR-1). */
  holding: {
    id: 'travel.holding',
    name: { zh: '未清退载体出境', en: 'Departure while holding carriers' },
    steps: [leaderStep({ days: 5, must: 'handle' })],
  },
} as const satisfies Record<string, Flow>;
