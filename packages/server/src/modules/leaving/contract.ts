import type { Bilingual } from '@fengni/kernel/command/define';
import type { ErrorList } from '@fengni/kernel/command/refusal';
import { know } from '@fengni/kernel/command/tier';
import { z } from 'zod';
import { leavingKinds, leavingStates, managers, visitFindings } from './rules.ts';

const Id = z.uuid();
const Day = z.iso.date();
const Words = know(z.string().trim().min(2).max(2000));
const After = z.string().max(300).nullable().default(null);
const Both = z.object({ zh: z.string(), en: z.string() });

export const BeginLeaving = z.object({
  personId: Id,
  kind: z.enum(leavingKinds),
  /** Where he moves to: a graded post asks for its review. */
  toPostId: Id.nullable().default(null),
  lastOn: Day,
  reason: Words,
});
export const LeavingCall = z.object({ leavingId: Id });
export const RecordTalk = z.object({ leavingId: Id, talkedOn: Day, talk: Words });
export const CloseShort = z.object({ leavingId: Id, reason: Words });
export const CancelLeaving = z.object({ leavingId: Id, reason: Words });
export const DecideCooling = z.object({
  leavingId: Id,
  months: z.int().min(1).max(240),
  managedBy: z.enum(managers),
  visitEveryMonths: z.int().min(1).max(24).default(6),
  reason: Words,
});
export const RecordVisit = z.object({
  coolingId: Id,
  visitedOn: Day,
  finding: z.enum(visitFindings),
  note: know(z.string().trim().max(2000)).default(''),
});
export const ExtendCooling = z.object({ coolingId: Id, months: z.int().min(1).max(240), reason: Words });

export const LeavingListQuery = z.object({
  state: z.enum(leavingStates).nullable().default(null),
  kind: z.enum(leavingKinds).nullable().default(null),
  after: After,
});
const LeavingLine = z.object({
  id: z.string(),
  personId: z.string(),
  person: z.string(),
  unit: z.string(),
  kind: z.enum(leavingKinds),
  lastOn: z.string(),
  state: z.enum(leavingStates),
  begunAt: z.string(),
  frozenAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  missing: z.int(),
});
export type LeavingLineView = z.infer<typeof LeavingLine>;
export const LeavingList = z.object({ rows: z.array(LeavingLine), next: z.string().nullable() });

/** What somebody holds, source by source; what lies out of the caller's sight is counted with its place, without number. */
const HeldGroup = z.object({
  id: z.string(),
  title: Both,
  advice: Both,
  table: z.string(),
  lines: z.array(
    z.object({ id: z.string().nullable(), number: z.string(), place: z.string(), since: z.string() }),
  ),
});
export type HeldGroupView = z.infer<typeof HeldGroup>;
const Proposal = z.object({
  grade: z.enum(['CORE', 'IMPORTANT', 'GENERAL']),
  monthsMin: z.int(),
  monthsMax: z.int(),
  months: z.int(),
  reasons: z.array(Both),
});
const Cooling = z.object({
  id: z.string(),
  personId: z.string(),
  person: z.string(),
  unit: z.string(),
  grade: z.enum(['CORE', 'IMPORTANT', 'GENERAL']),
  months: z.int(),
  proposedMonths: z.int(),
  startsOn: z.string(),
  endsOn: z.string(),
  managedBy: z.enum(managers),
  visitEveryMonths: z.int(),
  state: z.enum(['running', 'ended']),
  visits: z.array(
    z.object({
      id: z.string(),
      visitedOn: z.string(),
      by: z.string(),
      finding: z.enum(visitFindings),
      note: z.string(),
    }),
  ),
});
export type CoolingView = z.infer<typeof Cooling>;
export const LeavingPage = LeavingLine.extend({
  reason: z.string(),
  talkedOn: z.string().nullable(),
  talkedBy: z.string().nullable(),
  talk: z.string(),
  letter: z.object({ id: z.string(), state: z.string(), dueOn: z.string() }).nullable(),
  held: z.array(HeldGroup),
  heldCount: z.int(),
  proposal: Proposal.nullable(),
  cooling: Cooling.nullable(),
  pending: z.array(z.object({ id: z.string(), command: z.string() })),
  mayRun: z.boolean(),
  mayFreeze: z.boolean(),
});
export const CoolingListQuery = z.object({
  state: z.enum(['running', 'ended']).nullable().default('running'),
  after: After,
});
export const CoolingList = z.object({
  rows: z.array(Cooling.omit({ visits: true })),
  next: z.string().nullable(),
});

export const leavingObligations = {
  'leaving.settle': { zh: '办结离岗手续', en: 'Close a leaving procedure' },
  'cooling.visit': { zh: '脱密期回访', en: 'Follow-up visit in the cooling-off period' },
} as const satisfies Record<string, Bilingual>;

export const leavingErrors = {
  'leaving.open': {
    status: 409,
    zh: '此人的离岗手续正在办理。请在该手续中继续。',
    en: 'A leaving procedure of this person is under way. Go on with that one.',
  },
  'leaving.not.open': {
    status: 409,
    zh: '该离岗手续已办结或已取消。',
    en: 'The procedure is closed or cancelled.',
  },
  'leaving.post.ended': {
    status: 409,
    zh: '拟调任的岗位不存在或已撤销。请重新选择岗位。',
    en: 'The post he is to move to is not there or has ended. Choose another.',
  },
  'leaving.elsewhere': {
    status: 409,
    zh: '此人已调到其他单位，其所持物品由该单位掌握。请由该单位人事部门或本单位上级办结。',
    en: 'The person belongs to another unit now, which answers for what he holds. Its personnel, or the unit above both, close the procedure.',
  },
  'leaving.person.left': { status: 409, zh: '此人已离开本单位。', en: 'The person has left already.' },
  'leaving.holds': {
    status: 409,
    zh: '还有 {count} 项没有交清，不能办结。请逐项清退、移交或注销；确实交不出的，报批未交清办结。',
    en: '{count} things are still held or open. Settle each; for what cannot be produced, ask for closing with something missing.',
  },
  'leaving.nothing.missing': {
    status: 409,
    zh: '已全部交清，可直接办结。',
    en: 'Nothing is missing: close it directly.',
  },
  'leaving.talk.missing': {
    status: 409,
    zh: '尚未登记离岗谈话。请先谈话提醒并登记。',
    en: 'The talk on leaving is not recorded. Hold it and record it first.',
  },
  'leaving.talk.future': {
    status: 422,
    zh: '谈话日期不能晚于今天。',
    en: 'The day of the talk must not lie in the future.',
  },
  'leaving.cooling.missing': {
    status: 409,
    zh: '涉密人员离岗须先确定脱密期。',
    en: 'Decide the cooling-off period of a person with access first.',
  },
  'leaving.frozen': { status: 409, zh: '此人的权限已冻结。', en: 'The person is frozen already.' },
  'leaving.stays': {
    status: 409,
    zh: '岗位调整不冻结本人权限；原岗位的职责和知悉范围随任职结束而终止。',
    en: 'A move freezes nobody; duties and scopes of the old post end with it.',
  },
  'leaving.administrator': {
    status: 409,
    zh: '三名管理员须先更换，再办理离岗。',
    en: 'One of the three administrators is replaced before he leaves.',
  },
  'cooling.ended': { status: 409, zh: '该脱密期已结束。', en: 'The cooling-off period has ended.' },
  'cooling.decided': { status: 409, zh: '此人的脱密期已确定。', en: 'The cooling-off period is decided.' },
  'cooling.visit.future': {
    status: 422,
    zh: '回访日期须在脱密期开始之后、今天或之前。',
    en: 'The visit lies between the beginning of the period and today.',
  },
} as const satisfies ErrorList;
