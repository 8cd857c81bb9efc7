import { leaderStep } from '@fengni/kernel/approval/flow-steps';
import { type Condition, definePolicy, everyone, isWithin, when } from '@fengni/kernel/access/policy';
import type { Actor, DutyName } from '@fengni/kernel/access/actor';
import type { Flow, FlowStep } from '@fengni/kernel/command/define';
import type { Secrecy } from './rules.ts';

/** Who plans, runs and reports: the host, who asked, and these duties over the host's unit. */
const keepers: readonly DutyName[] = ['officer', 'unit-leader', 'document-clerk'];

export interface VisitHolder {
  readonly path: string;
  /** Who may act besides the duties: host, asker, escorts. */
  readonly persons: readonly string[];
}

function keeps(actor: Actor, target: VisitHolder): boolean {
  return (
    target.persons.includes(actor.personId) ||
    actor.duties.some((held) => keepers.includes(held.duty) && isWithin(target.path, held.unitPath))
  );
}
const theirs: Condition<VisitHolder> = {
  code: 'visit.theirs',
  zh: '由接待人、申请人、陪同人员或该单位的保密员、部门负责人、文书办理',
  en: 'the host, who asked, the escorts, or officer, unit leader and clerk over the unit do this',
  holds: keeps,
};

export const visitsPolicy = definePolicy({
  'visit.keep': when(everyone(), theirs),
  'visit.read': everyone(),
  'supply.keep': when(everyone(), theirs),
  'supply.read': everyone(),
});

const unitLeader: FlowStep = {
  duties: ['unit-leader', 'line-leader'],
  count: 1,
  days: 3,
  must: 'know',
  name: { zh: '接待部门负责人', en: 'Leader of the host unit' },
};
const office: FlowStep = {
  duties: ['officer'],
  count: 1,
  days: 3,
  must: 'know',
  name: { zh: '保密工作机构审查', en: 'Review by the confidentiality office' },
};
const leader = leaderStep({ days: 5, must: 'know' });
const head: FlowStep = {
  duties: ['first-responsible'],
  count: 1,
  days: 5,
  must: 'know',
  name: { zh: '主要负责人', en: 'First responsible' },
};

export const visitFlows: Readonly<Record<'plain' | 'foreign' | 'key-place', Flow>> = {
  plain: {
    id: 'visit.plain',
    name: { zh: '接待来访审批', en: 'Approve a visit' },
    steps: [unitLeader, office],
  },
  foreign: {
    id: 'visit.foreign',
    name: { zh: '接待外籍人员审批', en: 'Approve a visit of foreigners' },
    steps: [unitLeader, office, leader],
  },
  'key-place': {
    id: 'visit.key-place',
    name: { zh: '进入要害部门、部位审批', en: 'Approve a visit to key places' },
    steps: [unitLeader, office, head],
  },
};

const supplyFlows = {
  plain: {
    id: 'supply.plain',
    name: { zh: '对外提供资料保密审查', en: 'Review what is given to outsiders' },
    steps: [office],
  },
  foreign: {
    id: 'supply.foreign',
    name: { zh: '对外提供资料审批', en: 'Approve what is given out' },
    steps: [office, leader],
  },
  secret: {
    id: 'supply.secret',
    name: { zh: '对外提供国家秘密审批', en: 'Approve that a state secret is given out' },
    steps: [office, leader, head],
  },
} as const satisfies Record<string, Flow>;

export function supplyFlow(supply: { readonly secrecy: Secrecy; readonly foreigner: boolean }): Flow {
  if (supply.secrecy === 'state') return supplyFlows.secret;
  return supply.secrecy === 'none' && !supply.foreigner ? supplyFlows.plain : supplyFlows.foreign;
}
