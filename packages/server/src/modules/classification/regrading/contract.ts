import { know } from '@fengni/kernel/command/tier';
import type { Bilingual } from '@fengni/kernel/command/define';
import type { ErrorList } from '@fengni/kernel/command/refusal';
import { z } from 'zod';
import { Action, MarkInput, Validity } from '../../carriers/contract.ts';
import { ScanInput } from '../../scans/contract.ts';
import { carriersAtOnceMax, changeKinds, coverages, decidedKinds } from './rules.ts';

const Id = z.uuid();
const Day = z.iso.date();
const Reason = know(z.string().trim().min(2).max(300));
const Note = know(z.string().trim().max(300)).default('');
const After = z.string().max(300).nullable().default(null);
const CarrierIds = z.array(Id).min(1).max(carriersAtOnceMax);

// Changes somebody decides (CLS-7)
export const ProposeRegrading = z.object({
  carrierIds: CarrierIds,
  kind: z.enum(decidedKinds),
  /** The new mark; null where it is released. */
  mark: MarkInput.nullable().default(null),
  coverage: z.enum(coverages).default('all'),
  /** The one copy, where the coverage is one copy. */
  copyId: Id.nullable().default(null),
  classifierId: Id,
  reason: Reason,
});
/** The originator's decision on received carriers, with his paper. */
export const EnterNotice = z.object({
  carrierIds: CarrierIds,
  kind: z.enum(decidedKinds),
  mark: MarkInput.nullable().default(null),
  documentNo: know(z.string().trim().min(1).max(60)),
  scan: ScanInput,
  note: Note,
});
export const SubmitRegrading = z.object({ regradingId: Id });
export const WithdrawRegrading = z.object({ regradingId: Id });
export const ConditionMet = z.object({ carrierIds: CarrierIds, reason: Reason });
export const SetReleaseDay = z.object({ carrierId: Id, day: Day, reason: Reason });
export const checkOutcomes = ['lapses', 'no-extension-found', 'originator-asked'] as const;
export const CheckTerm = z.object({ carrierIds: CarrierIds, outcome: z.enum(checkOutcomes), note: Note });
export const ConfirmExpiry = z.object({ batchId: Id });
export const AcknowledgeRemark = z.object({
  copyIds: z.array(Id).min(1).max(200),
  how: z.enum(['by-hand', 'label']).default('by-hand'),
});
export const suggestedChanges = ['release', 'downgrade', 'upgrade', 'extend', 'shorten'] as const;
export const SuggestRegrading = z.object({
  carrierId: Id,
  suggested: z.enum(suggestedChanges),
  reason: Reason,
});
export const AnswerSuggestion = z.object({
  suggestionId: Id,
  answer: z.enum(['accepted', 'declined', 'unanswered']),
});
export const SendNotice = z.object({ noticeId: Id, channel: z.string().trim().min(1).max(40) });
export const ReceiptNotice = z.object({
  noticeId: Id,
  signer: z.string().trim().min(1).max(60),
  scan: ScanInput.optional(),
});

// Queries
const CarrierRef = z.object({
  id: z.string(),
  number: z.string(),
  title: z.string().nullable(),
  mark: z.string(),
  levelToken: z.string(),
});
export const RegradingChoicesQuery = z.object({ carrierIds: CarrierIds });
const Choice = CarrierRef.extend({
  scheme: z.string(),
  level: z.string(),
  validity: Validity,
  issuedOn: z.string().nullable(),
  expiresOn: z.string().nullable(),
  releasedOn: z.string().nullable(),
  origin: z.enum(['own', 'received']),
  registerId: z.string(),
  copies: z.array(
    z.object({ id: z.string(), copyNo: z.string(), state: z.string(), holder: z.string().nullable() }),
  ),
  copiesOutside: z.int(),
});
/** What a proposal is made of: the carriers, those of the same determination, and who could decide. */
export const RegradingChoices = z.object({
  carriers: z.array(Choice),
  companions: z.array(CarrierRef),
  classifiers: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      /** By scheme the highest rank his duty reaches; null: every rank. `*` stands for every scheme. */
      reaches: z.array(z.object({ scheme: z.string(), rank: z.int().nullable() })),
    }),
  ),
});

export const RegradingQuery = z.object({ regradingId: Id });
const RegradingLine = z.object({
  id: z.string(),
  number: z.string(),
  kind: z.enum(changeKinds),
  coverage: z.enum(coverages),
  origin: z.enum(['own', 'received']),
  /** The new mark; null where released. */
  mark: z.string().nullable(),
  state: z.enum(['draft', 'pending', 'done', 'withdrawn']),
  firstNumber: z.string().nullable(),
  carriers: z.int(),
  madeBy: z.string().nullable(),
  madeAt: z.string(),
  decidedOn: z.string().nullable(),
});
export type RegradingLineView = z.infer<typeof RegradingLine>;
export const RegradingListQuery = z.object({
  box: z.enum(['open', 'done', 'mine']).default('open'),
  after: After,
});
export const RegradingList = z.object({ rows: z.array(RegradingLine), next: z.string().nullable() });

const NoticeLine = z.object({
  id: z.string(),
  number: z.string(),
  regradingId: z.string(),
  counterpart: z.string(),
  carriers: z.array(z.object({ number: z.string(), mark: z.string(), formerMark: z.string().nullable() })),
  copies: z.array(z.string()),
  state: z.enum(['prepared', 'sent', 'receipted']),
  dueOn: z.string(),
  sentAt: z.string().nullable(),
  channel: z.string(),
  receiptSigner: z.string(),
  receiptedAt: z.string().nullable(),
  scanId: z.string().nullable(),
  actions: z.array(Action),
});
export type NoticeLineView = z.infer<typeof NoticeLine>;
const RemarkLine = z.object({
  copyId: z.string(),
  carrierId: z.string(),
  number: z.string(),
  copyNo: z.string(),
  mark: z.string(),
  formerMark: z.string().nullable(),
  levelToken: z.string(),
  holder: z.string().nullable(),
  place: z.string(),
  since: z.string(),
  /** Days since the change. */
  days: z.int(),
  mayAcknowledge: z.boolean(),
});
export type RemarkLineView = z.infer<typeof RemarkLine>;
export const RegradingPage = RegradingLine.extend({
  registerId: z.string(),
  unit: z.string(),
  copyNo: z.string().nullable(),
  classifier: z.string().nullable(),
  /** Of the know tier: null for who may not know. */
  reason: z.string().nullable(),
  documentNo: z.string().nullable(),
  scanId: z.string().nullable(),
  approvalId: z.string().nullable(),
  items: z.array(
    CarrierRef.extend({
      formerMark: z.string().nullable(),
      splitFrom: z.object({ id: z.string(), number: z.string() }).nullable(),
      expiresOn: z.string().nullable(),
    }),
  ),
  notices: z.array(NoticeLine),
  remarks: z.array(RemarkLine),
  remarksDone: z.int(),
  next: z.string().nullable(),
  actions: z.array(Action),
});
export type RegradingPageView = z.infer<typeof RegradingPage>;

export const EndingListQuery = z.object({
  by: z.enum(['handled', 'known']).default('handled'),
  origin: z.enum(['own', 'received']).nullable().default(null),
  /** First and last month, as `2026-11`; null: from the beginning of time, without end. */
  from: z
    .string()
    .regex(/^\d{4}-\d\d$/)
    .nullable()
    .default(null),
  to: z
    .string()
    .regex(/^\d{4}-\d\d$/)
    .nullable()
    .default(null),
  after: After,
});
export const endingStates = [
  'due',
  'extension-pending',
  'waits-for-confirmation',
  'ask-originator',
  'checked',
] as const;
export const EndingList = z.object({
  rows: z.array(
    CarrierRef.extend({
      origin: z.enum(['own', 'received']),
      expiresOn: z.string(),
      /** Negative: over already. */
      daysLeft: z.int(),
      state: z.enum(endingStates),
    }),
  ),
  next: z.string().nullable(),
});
export const EndingMonthsQuery = z.object({ by: z.enum(['handled', 'known']).default('handled') });
/** How many end in each month from this one on, two years ahead. */
export const EndingMonths = z.object({
  months: z.array(z.object({ month: z.string(), own: z.int(), received: z.int() })),
  overdue: z.int(),
});
export const ExpiryBatches = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      unit: z.string(),
      beforeOn: z.string(),
      carriers: z.int(),
      state: z.enum(['waiting', 'confirmed']),
      madeAt: z.string(),
      actions: z.array(Action),
    }),
  ),
});
export const NoticeListQuery = z.object({
  state: z.enum(['prepared', 'sent', 'receipted']).nullable().default(null),
  after: After,
});
export const NoticeList = z.object({ rows: z.array(NoticeLine), next: z.string().nullable() });
export const RemarkListQuery = z.object({ mine: z.boolean().default(false), after: After });
export const RemarkList = z.object({ rows: z.array(RemarkLine), next: z.string().nullable() });
export const NoticePaper = z.object({ noticeId: Id });

/** All that stands about the mark of one carrier: for the tab on its page. */
export const CarrierChangesQuery = z.object({ carrierId: Id });
export const CarrierChanges = z.object({
  formerMark: z.string().nullable(),
  releasedOn: z.string().nullable(),
  releaseDay: z.string().nullable(),
  changes: z.array(RegradingLine),
  checks: z.array(
    z.object({
      id: z.string(),
      outcome: z.enum(checkOutcomes),
      endsOn: z.string(),
      by: z.string(),
      at: z.string(),
      note: z.string().nullable(),
    }),
  ),
  suggestions: z.array(
    z.object({
      id: z.string(),
      suggested: z.enum(suggestedChanges),
      state: z.enum(['open', 'accepted', 'declined', 'unanswered']),
      by: z.string(),
      madeAt: z.string(),
      reason: z.string().nullable(),
      actions: z.array(Action),
    }),
  ),
  remarks: z.array(RemarkLine),
  actions: z.array(Action),
});
export type CarrierChangesView = z.infer<typeof CarrierChanges>;

export const regradingErrors = {
  'regrading.released': {
    status: 409,
    zh: '{number} 已解密，标志不能再变更。需要重新定密的，请按定密程序办理。',
    en: '{number} is released already and its mark changes no more. To make it secret again, have it determined anew.',
  },
  'regrading.ended': {
    status: 409,
    zh: '{number} 在本单位已无在管份数，不能变更标志。',
    en: '{number} has no copy left here; its mark cannot be changed.',
  },
  'regrading.scheme': {
    status: 422,
    zh: '{number} 与所选标志不属于同一类别。改变类别须重新定密，不能以变更办理。',
    en: '{number} and the mark chosen are of different schemes. Another scheme needs a determination, not a change.',
  },
  'regrading.mark.missing': { status: 422, zh: '请填写新的标志。', en: 'Give the new mark.' },
  'regrading.mark.needless': {
    status: 422,
    zh: '解密不写新的标志。请清空新标志。',
    en: 'A release has no new mark. Leave it out.',
  },
  'regrading.not.higher': {
    status: 422,
    zh: '{number} 的新密级不高于现密级（{mark}）。请改选“降低密级”或另选密级。',
    en: 'The new level of {number} is not higher than {mark}. Choose a downgrade, or another level.',
  },
  'regrading.not.lower': {
    status: 422,
    zh: '{number} 的新密级不低于现密级（{mark}）。请改选“提高密级”或另选密级。',
    en: 'The new level of {number} is not lower than {mark}. Choose an upgrade, or another level.',
  },
  'regrading.other.level': {
    status: 422,
    zh: '{number} 现为 {mark}。只改期限时密级不变；要改密级，请选“提高密级”或“降低密级”。',
    en: '{number} is {mark}. A change of the term keeps the level; to change that, choose upgrade or downgrade.',
  },
  'regrading.not.longer': {
    status: 422,
    zh: '{number} 的新期限不比现期限（{mark}）长。期限自制发日算起；缩短期限请选“更正保密期限”。',
    en: 'The new term of {number} is no longer than {mark}. Terms run from the day of issue; to shorten one, choose correction.',
  },
  'regrading.not.shorter': {
    status: 422,
    zh: '{number} 的新期限须与现期限（{mark}）不同且不更长。延长请选“延长保密期限”。',
    en: 'The new term of {number} must differ from {mark} and not be longer. To prolong it, choose extension.',
  },
  'regrading.register': {
    status: 422,
    zh: '所选载体不在同一本台账。请按台账分别办理。',
    en: 'The carriers chosen are not of one register. Do it register by register.',
  },
  'regrading.not.own': {
    status: 409,
    zh: '{number} 是收文，只能由原定密单位变更。收到其决定后请登记；有意见可以向其提出建议。',
    en: '{number} was received: only its originator changes it. Enter his decision when it comes; you may suggest a change to him.',
  },
  'regrading.not.received': {
    status: 409,
    zh: '{number} 是本单位产生的，不能登记外单位的变更决定。请提出变更申请。',
    en: "{number} is this house's own and follows no other's decision. Propose a change instead.",
  },
  'regrading.one.copy': {
    status: 422,
    zh: '只变更一份时，请选一件载体和其中一份。',
    en: 'To change one copy only, choose one carrier and one copy of it.',
  },
  'regrading.copy.only': {
    status: 422,
    zh: '{number} 只有这一份。请选“本单位全部份数”或“全部份数”。',
    en: '{number} has this one copy only. Choose all copies here, or all copies.',
  },
  'regrading.copy.out': {
    status: 409,
    zh: '份号 {copyNo} 不在库或已有借阅、传阅安排。单份变更要另立编号，请先收回。',
    en: 'Copy {copyNo} is not in store, or promised. It becomes a carrier of its own: take it back first.',
  },
  'regrading.copy.electronic': {
    status: 409,
    zh: '份号 {copyNo} 是电子份，不能单独变更。请变更全部份数，或另行登记一件。',
    en: 'Copy {copyNo} is an electronic one and is not changed alone. Change all copies, or register it anew.',
  },
  'regrading.classifier': {
    status: 422,
    zh: '所选定密责任人不能决定此项变更：须在本单位任定密责任人、权限达到 {level}，并知悉全部所选载体。可选：{who}。',
    en: 'The classifier chosen cannot decide this: the duty must cover the unit and reach {level}, and he must know all carriers chosen. Could: {who}.',
  },
  'regrading.no.authority': {
    status: 409,
    zh: '{body}没有{level}级定密权，不能提高到该密级。请先采取保密措施，并报上级机关确定。',
    en: '{body} has no authority for {level} and cannot raise the level so far. Protect it, and have the superior body decide.',
  },
  'regrading.extension.late': {
    status: 409,
    zh: '{number} 的期限已于 {day} 届满。延长须在届满前决定；需要继续保密的，请按定密程序重新办理。',
    en: 'The term of {number} ended on {day}. An extension is decided before that; if it must stay secret, have it determined anew.',
  },
  'regrading.pending': {
    status: 409,
    zh: '此项变更正在审批。请等待结果，或先撤回申请。',
    en: 'This change is being decided. Wait for the result, or withdraw the request first.',
  },
  'regrading.closed': {
    status: 409,
    zh: '此项变更已办结或已撤销。',
    en: 'This change is done or withdrawn.',
  },
  'regrading.no.condition': {
    status: 422,
    zh: '{number} 的标志（{mark}）没有解密条件。请以“提前解密”办理。',
    en: 'The mark of {number} ({mark}) states no condition. Use an early release.',
  },
  'regrading.day.past': {
    status: 422,
    zh: '解密日须在今天之后。条件已经达成的，请直接登记“条件达成”。',
    en: 'The day must lie after today. If the condition is fulfilled already, say so instead.',
  },
  'regrading.no.term': {
    status: 409,
    zh: '{number} 没有届满日，不需要核对期限。',
    en: '{number} has no day on which its term ends: there is nothing to check.',
  },
  'regrading.check.origin': {
    status: 422,
    zh: '“到期自行解密”只用于本单位产生的载体；收文请选“未见延长通知”或“已询问原定密单位”。',
    en: 'Letting it lapse is for own carriers; for received ones choose "no extension found" or "originator asked".',
  },
  'regrading.batch.closed': {
    status: 409,
    zh: '此批到期解密已确认。',
    en: 'This batch is confirmed already.',
  },
  'regrading.remark.none': {
    status: 409,
    zh: '所选份数没有待改的标志。',
    en: 'No mark is waiting to be changed on the copies chosen.',
  },
  'regrading.notice.state': {
    status: 409,
    zh: '通知 {number} 的状态已变。请刷新后再办。',
    en: 'Notice {number} has moved on. Reload the page.',
  },
  'regrading.suggestion.closed': {
    status: 409,
    zh: '此项建议已有答复。',
    en: 'This suggestion is answered already.',
  },
} as const satisfies ErrorList;

export const regradingObligations = {
  'regrading.remark': { zh: '在载体上更改密级标志', en: 'Change the mark on the copy' },
  'regrading.send-notice': { zh: '送出变更通知书', en: 'Send the notice of a change' },
  'regrading.notice-receipt': { zh: '收回变更通知书回执', en: 'Obtain the receipt of a notice' },
  'regrading.confirm-expiry': { zh: '确认成批到期解密', en: 'Confirm a batch of expiries' },
  'regrading.ask-originator': { zh: '期限已满，询问原定密单位', en: 'Term over: ask the originator' },
} as const satisfies Record<string, Bilingual>;
