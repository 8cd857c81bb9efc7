import type { Bilingual } from '@fengni/kernel/command/define';
import type { ErrorList } from '@fengni/kernel/command/refusal';
import { know } from '@fengni/kernel/command/tier';
import { dutyNames } from '@fengni/kernel/org/contract';
import { z } from 'zod';
import { clearedLevels, engagementKinds, engagementStates, placeRules } from './rules.ts';

const Id = z.uuid();
const Day = z.iso.date();
const Reason = know(z.string().trim().min(2).max(2000));
const After = z.string().max(300).nullable().default(null);
const Both = z.object({ zh: z.string(), en: z.string() });
const Cleared = z.enum(clearedLevels).nullable();

export const ProposeEngagement = z.object({
  /** Somebody the house knows already, or the name of who is new. */
  personId: Id.nullable().default(null),
  name: z.string().trim().min(1).max(60).nullable().default(null),
  kind: z.enum(engagementKinds),
  contractId: Id.nullable().default(null),
  sponsorId: Id,
  fromOn: Day,
  untilOn: Day,
  clearedTo: Cleared.default(null),
  purpose: Reason,
});
export const EngagementCall = z.object({ engagementId: Id });
export const ProlongEngagement = z.object({ engagementId: Id, untilOn: Day, reason: Reason });
export const ChangeSponsor = z.object({ engagementId: Id, sponsorId: Id, reason: Reason });
export const RecordBriefing = z.object({
  engagementId: Id,
  briefedOn: Day,
  note: know(z.string().trim().max(2000)).default(''),
});
export const AllowArea = z.object({ engagementId: Id, keyPlaceId: Id, escorted: z.boolean().default(true) });
export const CloseArea = z.object({ areaId: Id });
export const EndEngagement = z.object({ engagementId: Id, reason: Reason });

export const AddFirm = z.object({
  unitId: Id,
  name: z.string().trim().min(1).max(100),
  code: z.string().trim().max(40).default(''),
  contact: z.string().trim().max(200).default(''),
});
export const AddContract = z.object({
  firmId: Id,
  number: z.string().trim().min(1).max(60),
  fromOn: Day,
  untilOn: Day,
  /** When the firm signed its duties of confidentiality; null where it has not yet. */
  agreementOn: Day.nullable().default(null),
  subject: know(z.string().trim().min(2).max(500)),
  duties: know(z.string().trim().max(2000)).default(''),
});
export const RecordAgreement = z.object({ contractId: Id, agreementOn: Day });
export const ContractCall = z.object({ contractId: Id });

export const SetRule = z.object({
  kind: z.enum(engagementKinds),
  clearedTo: Cleared,
  duties: z.array(z.enum(dutyNames)).max(13),
  keyPlaces: z.enum(placeRules),
  letter: z.boolean(),
  briefing: z.boolean(),
  daysMax: z.int().min(1).max(1830),
  reason: z.string().trim().min(2).max(500),
});

export const engagementSorts = ['from', 'until', 'name'] as const;
export const EngagementFilter = z.object({
  state: z.enum(engagementStates).nullable().default(null),
  kind: z.enum(engagementKinds).nullable().default(null),
  search: z.string().trim().max(60).default(''),
  /** Only those the caller sponsors. */
  mine: z.boolean().default(false),
  sort: z.enum(engagementSorts).default('from'),
  direction: z.enum(['asc', 'desc']).default('desc'),
});
export const EngagementListQuery = EngagementFilter.extend({ after: After });
const EngagementLine = z.object({
  id: z.string(),
  personId: z.string().nullable(),
  name: z.string(),
  kind: z.enum(engagementKinds),
  firm: z.string(),
  sponsorId: z.string(),
  sponsor: z.string(),
  unit: z.string(),
  fromOn: z.string(),
  untilOn: z.string(),
  clearedTo: Cleared,
  state: z.enum(engagementStates),
  handedBack: z.boolean(),
});
export type EngagementLineView = z.infer<typeof EngagementLine>;
export const EngagementList = z.object({ rows: z.array(EngagementLine), next: z.string().nullable() });

const Area = z.object({
  id: z.string(),
  place: z.string(),
  unit: z.string(),
  escorted: z.boolean(),
  allowedAt: z.string(),
  closedAt: z.string().nullable(),
});
export const EngagementPage = EngagementLine.extend({
  purpose: z.string(),
  duties: z.array(z.enum(dutyNames)),
  keyPlaces: z.enum(placeRules),
  contract: z.object({ id: z.string(), number: z.string(), untilOn: z.string() }).nullable(),
  proposedAt: z.string(),
  proposedBy: z.string(),
  begunAt: z.string().nullable(),
  needsLetter: z.boolean(),
  letter: z.object({ id: z.string(), state: z.string(), dueOn: z.string() }).nullable(),
  needsBriefing: z.boolean(),
  briefedOn: z.string().nullable(),
  briefing: z.string(),
  endedOn: z.string().nullable(),
  endReason: z.string(),
  handedBackAt: z.string().nullable(),
  frozen: z.boolean(),
  areas: z.array(Area),
  /** Key places the caller sees, to choose from. */
  places: z.array(z.object({ id: z.string(), name: z.string(), unit: z.string() })),
  /** What he still holds, by source; only for who answers for him. */
  held: z.array(z.object({ id: z.string(), title: Both, advice: Both, count: z.int() })),
  pending: z.array(z.object({ id: z.string(), command: z.string() })),
  mayKeep: z.boolean(),
});

const Contract = z.object({
  id: z.string(),
  firmId: z.string(),
  number: z.string(),
  fromOn: z.string(),
  untilOn: z.string(),
  agreementOn: z.string().nullable(),
  ended: z.boolean(),
  subject: z.string(),
  duties: z.string(),
  people: z.int(),
});
export const FirmListQuery = z.object({ search: z.string().trim().max(60).default(''), after: After });
const FirmLine = z.object({
  id: z.string(),
  name: z.string(),
  code: z.string(),
  contact: z.string(),
  unit: z.string(),
  contracts: z.array(Contract),
  mayKeep: z.boolean(),
});
export type FirmLineView = z.infer<typeof FirmLine>;
export const FirmList = z.object({ rows: z.array(FirmLine), next: z.string().nullable() });

export const RulesQuery = z.object({});
export const RuleList = z.object({
  rows: z.array(
    z.object({
      kind: z.enum(engagementKinds),
      clearedTo: Cleared,
      duties: z.array(z.enum(dutyNames)),
      keyPlaces: z.enum(placeRules),
      letter: z.boolean(),
      briefing: z.boolean(),
      daysMax: z.int(),
      firm: z.boolean(),
      source: Both,
      /** When the house decided it; null while the program's own holds. */
      decidedAt: z.string().nullable(),
    }),
  ),
  mayAsk: z.boolean(),
});

export const engagementObligations = {
  'engagement.briefing': { zh: '非在编人员保密教育', en: 'Brief who is not staff' },
  'engagement.ending': {
    zh: '使用期将满：续期或者办理离开',
    en: 'An engagement ends: prolong or see him off',
  },
  'engagement.handBack': { zh: '使用期满清退', en: 'Hand-back after an engagement' },
  'engagement.contract': { zh: '服务合同将满', en: 'A contract with a firm ends' },
  'engagement.agreement': {
    zh: '与服务单位签订保密协议',
    en: 'Have a firm sign its duties of confidentiality',
  },
} as const satisfies Record<string, Bilingual>;

export const engagementErrors = {
  'engagement.duty.barred': {
    status: 409,
    zh: '此人为非在编人员（使用期至 {until}），其类别不得担任该职责。请指定在编人员。',
    en: 'The person is not staff (engaged until {until}), and his kind may not hold this duty. Name a member of staff.',
  },
  'engagement.clearance.barred': {
    status: 409,
    zh: '此人为非在编人员（使用期至 {until}），涉密等级超出其类别允许的范围。请降低等级，或者由用人部门另行申请。',
    en: 'The person is not staff (engaged until {until}); the clearance is beyond what was agreed for his kind. Lower it, or have the unit ask anew.',
  },
  'engagement.person.missing': {
    status: 422,
    zh: '请选择已有人员，或者填写新人员的姓名，两者只填一项。',
    en: 'Choose somebody the house knows, or give the name of who is new: one of the two.',
  },
  'engagement.person.left': {
    status: 409,
    zh: '此人已办结离开。请按新人员填写姓名。',
    en: 'The person has left for good. Give the name as somebody new.',
  },
  'engagement.person.holds': {
    status: 409,
    zh: '此人现有 {posts} 个岗位、{duties} 项该类别不得担任的职责、{clearances} 项超出范围的涉密等级，不能按非在编人员使用。请先调整。',
    en: 'The person has {posts} posts, {duties} duties his kind may not hold and {clearances} clearances beyond it, and cannot be engaged so. Change these first.',
  },
  'engagement.running': {
    status: 409,
    zh: '此人已有待批准或者在岗的使用记录。请在原记录中续期。',
    en: 'The person is engaged already, or proposed. Prolong that engagement.',
  },
  'engagement.dates': {
    status: 422,
    zh: '结束日期须在开始日期之后，且不早于今天。',
    en: 'The last day lies after the first, and not before today.',
  },
  'engagement.too.long': {
    status: 422,
    zh: '该类别一次使用不超过 {days} 天。请缩短，期满再续。',
    en: 'One engagement of this kind lasts {days} days at most. Shorten it; it can be made anew.',
  },
  'engagement.cleared.beyond': {
    status: 422,
    zh: '该类别最高可授予：{level}。请降低，或者先调整规则。',
    en: 'This kind may be cleared at most for: {level}. Lower it, or have the rule changed first.',
  },
  'engagement.contract.missing': {
    status: 422,
    zh: '该类别须通过服务单位的合同使用。请选择合同，没有的先登记。',
    en: 'This kind comes by a contract with a firm. Choose one, or enter it first.',
  },
  'engagement.contract.ended': { status: 409, zh: '该合同已终止。', en: 'The contract has ended.' },
  'engagement.contract.agreement': {
    status: 409,
    zh: '服务单位尚未签订保密协议。请先签订并登记。',
    en: 'The firm has not signed its duties of confidentiality. Have them signed and entered first.',
  },
  'engagement.contract.ends': {
    status: 409,
    zh: '合同到 {until} 为止，使用期不能超过合同期。请缩短，或者先续签合同。',
    en: 'The contract ends on {until}; the engagement cannot last longer. Shorten it, or renew the contract first.',
  },
  'engagement.sponsor.unfit': {
    status: 422,
    zh: '用人负责人须为在编、在岗人员，且不是本人。请另选。',
    en: 'The sponsor is a member of staff who is here, and not the person himself. Choose another.',
  },
  'engagement.sponsor.same': { status: 409, zh: '用人负责人没有变化。', en: 'This is the sponsor already.' },
  'engagement.state': {
    status: 409,
    zh: '该使用记录{state}，不能办理此事。请刷新页面查看下一步。',
    en: 'The engagement is {state}; this cannot be done. Reload the page for the next step.',
  },
  'engagement.briefed.future': {
    status: 422,
    zh: '教育日期不能晚于今天。',
    en: 'The day of the briefing must not lie in the future.',
  },
  'engagement.letter.there': { status: 409, zh: '承诺书已发出。', en: 'The letter is issued already.' },
  'engagement.letter.none': {
    status: 409,
    zh: '没有在用的临时涉密承诺书模板。请先在“责任书与承诺书”中起草并批准。',
    en: 'No template of a letter for temporary access is in force. Draft and issue one among the letters first.',
  },
  'engagement.area.barred': {
    status: 409,
    zh: '该类别不得进入要害部门部位。',
    en: 'This kind may not enter key places.',
  },
  'engagement.area.escort': {
    status: 409,
    zh: '该类别只能在有人陪同时进入要害部门部位。',
    en: 'This kind enters key places only escorted.',
  },
  'engagement.area.held': {
    status: 409,
    zh: '已准予进入该处。',
    en: 'Entry to this place is allowed already.',
  },
  'engagement.area.closed': { status: 409, zh: '该处的准入已取消。', en: 'This entry is closed already.' },
  'engagement.area.ended': {
    status: 409,
    zh: '该要害部门部位已不在确定之列。',
    en: 'The place is no key place at present.',
  },
  'engagement.holds': {
    status: 409,
    zh: '还有 {count} 项没有交清。请逐项清退、移交或注销；确实交不出的，按离岗手续报批未交清办结。',
    en: '{count} things are still held or open. Settle each; for what cannot be produced, use a leaving procedure that closes with something missing.',
  },
  'engagement.firm.taken': {
    status: 409,
    zh: '代码为 {code} 的服务单位已登记。',
    en: 'A firm with the code {code} is entered already.',
  },
  'engagement.agreement.day': {
    status: 422,
    zh: '签订日期不能晚于今天。',
    en: 'The day of signing must not lie in the future.',
  },
  'engagement.contract.used': {
    status: 409,
    zh: '还有 {count} 人按该合同在岗或者待批准，不能终止。请先结束其使用。',
    en: '{count} people are engaged or proposed under the contract. End that first.',
  },
} as const satisfies ErrorList;
