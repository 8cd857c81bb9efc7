import { leaderStep } from '@fengni/kernel/approval/flow-steps';
import {
  type Condition,
  definePolicy,
  duty,
  either,
  everyone,
  power,
  when,
} from '@fengni/kernel/access/policy';
import type { Flow } from '@fengni/kernel/command/define';

const clerks = duty('officer', 'document-clerk', 'cipher-clerk');

/** Who asks for the destruction is who made the list, so that nobody can approve a list of his own making (CAR-9). */
const theMaker: Condition<{ readonly list: { readonly made_by: string } }> = {
  code: 'destruction.maker',
  zh: '清单由经办人本人报批',
  en: 'the list is submitted by who made it',
  holds: (actor, target) => target.list.made_by === actor.personId,
};

/** Who may do what with carriers. Knowing is the database's to decide; these are duties to handle (DESIGN §4). */
export const carriersPolicy = definePolicy({
  'carrier.read': everyone(),
  'register.manage': either(duty('officer'), power('security')),
  'carrier.register': clerks,
  'carrier.correct': clerks,
  'carrier.make': clerks,
  'carrier.scope.widen': everyone(),
  'carrier.scope.narrow': duty('officer', 'leader-in-charge', 'document-clerk', 'cipher-clerk'),
  'carrier.duplicate': everyone(),
  'circulation.run': clerks,
  'circulation.sign': everyone(),
  'loan.ask': everyone(),
  'loan.run': clerks,
  'copy.keep': clerks,
  'copy.missing': duty('officer', 'document-clerk', 'cipher-clerk', 'leader-in-charge'),
  'stocktaking.run': duty('officer', 'document-clerk', 'cipher-clerk', 'inspector'),
  'delivery.run': clerks,
  'handover.open': duty('officer', 'document-clerk', 'personnel', 'leader-in-charge'),
  'handover.sign': everyone(),
  'clearout.open': duty('officer', 'leader-in-charge'),
  'recall.run': clerks,
  'archive.run': clerks,
  'bag.seal': duty('officer', 'document-clerk'),
  'destruction.prepare': clerks,
  'destruction.submit': when(clerks, theMaker),
  'destruction.witness': everyone(),
  'destruction.complete': clerks,
  'ledger.import': duty('officer', 'document-clerk'),
  'ledger.export': duty('officer', 'document-clerk', 'leader-in-charge', 'inspector'),
  'carrier.prove': duty('officer', 'document-clerk', 'cipher-clerk', 'leader-in-charge', 'inspector'),
});

const knowingLeader = leaderStep({ days: 3, must: 'know' });
const leader = leaderStep({ days: 3, must: 'handle' });
const unitLeader = { duties: ['unit-leader', 'first-responsible'], count: 1, days: 3 } as const;

/** Flows as data: who consents, how many, how long, and whether they must know or only handle. */
export const carriersFlows = {
  /** Widening the scope: the classifier or the leader in charge, who knows the thing (FACTS K3, K4). */
  widen: {
    id: 'carrier.widen',
    name: { zh: '扩大知悉范围', en: 'Widen the scope' },
    steps: [
      {
        duties: ['classifier', 'leader-in-charge', 'first-responsible'],
        count: 1,
        days: 3,
        must: 'know',
        name: { zh: '定密责任人或分管保密领导', en: 'Classifier or leader in charge' },
      },
    ],
  },
  /** A lower level by way of correction: the same who would declassify. */
  correctLevel: {
    id: 'carrier.correct-level',
    name: { zh: '更正为较低密级', en: 'Correct to a lower level' },
    steps: [
      {
        duties: ['classifier', 'leader-in-charge', 'first-responsible'],
        count: 1,
        days: 3,
        must: 'know',
        name: { zh: '定密责任人或分管保密领导', en: 'Classifier or leader in charge' },
      },
    ],
  },
  /** Copies and extracts: head of the body or whom he names (实施条例 art. 27(5)). */
  duplicate: {
    id: 'carrier.duplicate',
    name: { zh: '复制、摘录', en: 'Copy or extract' },
    steps: [knowingLeader],
  },
  /** 绝密: the original classifier or its superior (保守国家秘密法 art. 26(2)). */
  duplicateTop: {
    id: 'carrier.duplicate-top',
    name: { zh: '复制、摘录绝密级载体', en: 'Copy or extract of a top secret carrier' },
    steps: [
      {
        duties: ['classifier'],
        count: 1,
        days: 3,
        must: 'know',
        name: { zh: '定密责任人', en: 'Responsible classifier' },
      },
      knowingLeader,
    ],
  },
  borrow: {
    id: 'carrier.borrow',
    name: { zh: '借阅', en: 'Loan for reading' },
    steps: [
      {
        duties: ['unit-leader', 'leader-in-charge', 'first-responsible'],
        count: 1,
        days: 2,
        must: 'handle',
        name: { zh: '部门负责人或分管保密领导', en: 'Head of unit or leader in charge' },
      },
    ],
  },
  takeOut: {
    id: 'carrier.take-out',
    name: { zh: '携带外出', en: 'Taking out' },
    steps: [leader],
  },
  /** Destruction: the unit's leader, then the leader in charge (CAR-9). */
  destroy: {
    id: 'carrier.destroy',
    name: { zh: '销毁', en: 'Destruction' },
    steps: [{ ...unitLeader, must: 'handle', name: { zh: '部门负责人', en: 'Head of unit' } }, leader],
  },
  export: {
    id: 'carrier.export',
    name: { zh: '导出台账', en: 'Export of a register' },
    steps: [leader],
  },
} as const satisfies Record<string, Flow>;
