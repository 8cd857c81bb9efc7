import { know } from '@fengni/kernel/command/tier';
import type { Bilingual } from '@fengni/kernel/command/define';
import type { ErrorList } from '@fengni/kernel/command/refusal';
import { Mark } from '@fengni/schemes/mark';
import { z } from 'zod';
import {
  derivations,
  determinationKinds,
  determinationStates,
  exclusions,
  scopeEntriesMax,
  sourcesMax,
} from './rules.ts';

const Id = z.uuid();
const Day = z.iso.date();
const Words = (max: number) => know(z.string().trim().max(max)).default('');
const Reason = know(z.string().trim().min(4).max(500));
const After = z.string().max(300).nullable().default(null);

// Authority (FACTS A1–A6, G1–G4)
export const AddAuthority = z.object({
  unitId: Id,
  scheme: z.string().max(64),
  kind: z.enum(['statutory', 'granted']),
  rule: z.string().max(20).default(''),
  levels: z.array(z.string().max(32)).min(1).max(20),
  grantor: z.string().trim().max(100).default(''),
  grantNo: z.string().trim().max(60).default(''),
  matters: know(z.string().trim().max(300)).default(''),
  startsOn: Day,
  endsOn: Day.nullable().default(null),
});
export const EndAuthority = z.object({
  authorityId: Id,
  endedOn: Day,
  reason: know(z.string().trim().min(2).max(300)),
});

// The proposal: a row before it is submitted, so that who decides can be named and can know it
export const SourceInput = z.object({
  /** A carrier here, or the words that name one elsewhere with the mark it bears. */
  carrierId: Id.nullable().default(null),
  words: z.string().trim().max(200).default(''),
  mark: Mark.nullable().default(null),
  issuedOn: Day.nullable().default(null),
  manner: z.enum(derivations),
});
export const ProposalFields = {
  kind: z.enum(determinationKinds),
  mark: Mark,
  title: know(z.string().trim().min(1).max(300)),
  content: Words(2000),
  harm: Words(1000),
  catalogueItemId: know(Id.nullable()).default(null),
  citation: Words(900),
  keyPoints: Words(1000),
  ruledOut: know(z.array(z.enum(exclusions)).max(exclusions.length)).default([]),
  sources: know(z.array(SourceInput).max(sourcesMax)).default([]),
  scope: know(
    z.object({
      personIds: z.array(Id).max(scopeEntriesMax).default([]),
      postIds: z.array(Id).max(scopeEntriesMax).default([]),
    }),
  ).default({ personIds: [], postIds: [] }),
  reportTo: Words(100),
  reviewerId: Id.nullable().default(null),
  deciderId: Id.nullable().default(null),
};
export const BeginDetermination = z.object({ unitId: Id, ...ProposalFields });
export const SaveDetermination = z.object({ determinationId: Id, ...ProposalFields });
export const DropDetermination = z.object({ determinationId: Id });
export const SubmitDetermination = z.object({ determinationId: Id });
/** No authority, unclear: what was sent upward, and what came back. */
export const RecordReport = z.object({
  determinationId: Id,
  reportedOn: Day,
  reportTo: know(z.string().trim().min(1).max(100)),
  reportNo: Words(60),
});
export const EnterAnswer = z.object({
  determinationId: Id,
  answer: z.enum(['confirmed', 'changed', 'not-secret']),
  mark: Mark.nullable().default(null),
  answeredOn: Day,
  answeredBy: know(z.string().trim().min(1).max(100)),
  answerNo: Words(60),
  words: Words(500),
});

// Doubts and disputes (CLS-8)
export const questionClaims = ['over', 'under', 'not-secret', 'term', 'scope', 'mark'] as const;
const Subject = z.union([
  z.object({ table: z.literal('determination'), id: Id }),
  z.object({ table: z.literal('carrier'), id: Id }),
]);
export const RaiseDoubt = z.object({ subject: Subject, claim: z.enum(questionClaims), reason: Reason });
export const RaiseDispute = z.object({
  subject: Subject,
  claim: z.enum(['over', 'under', 'not-secret']),
  /** The level claimed; null where it is said to be no secret at all. */
  level: z.string().max(32).nullable().default(null),
  reason: Reason,
});
export const AnswerQuestion = z.object({
  questionId: Id,
  outcome: z.enum(['kept', 'changed']),
  answer: Reason,
  /** Of a dispute: the body that decided it and its document. */
  answeredBody: Words(100),
  answerNo: Words(60),
  /** The mark decided on, where that of a determination is changed. */
  mark: Mark.nullable().default(null),
});
export const WithdrawQuestion = z.object({ questionId: Id, reason: Reason });

// Queries
const Named = z.object({ id: z.string(), name: z.string() });
export const AuthorityView = z.object({
  id: z.string(),
  unitId: z.string(),
  unit: z.string(),
  scheme: z.string(),
  kind: z.enum(['statutory', 'granted']),
  rule: z.string(),
  levels: z.array(z.string()),
  grantor: z.string(),
  grantNo: z.string(),
  matters: z.string(),
  startsOn: z.string(),
  endsOn: z.string().nullable(),
  endedOn: z.string().nullable(),
  inForce: z.boolean(),
});
export const AuthorityList = z.object({
  rows: z.array(AuthorityView),
  /** Who may classify, and for what: published inside the body. */
  classifiers: z.array(
    z.object({
      personId: z.string(),
      person: z.string(),
      duty: z.string(),
      unit: z.string(),
      scheme: z.string().nullable(),
      levelRank: z.int().nullable(),
      endsOn: z.string().nullable(),
      deputyFor: z.string().nullable(),
    }),
  ),
});
export const CandidatesQuery = z.object({
  unitId: Id,
  kind: z.enum(determinationKinds),
  scheme: z.string().max(64),
  level: z.string().max(32),
});
const Candidate = z.object({
  id: z.string(),
  name: z.string(),
  duty: z.string(),
  unit: z.string(),
  deputyFor: z.string().nullable(),
});
export const Candidates = z.object({
  /** The body the unit belongs to, and whether its authority reaches the level today. */
  body: z.string(),
  authorised: z.boolean(),
  authorityNeeded: z.boolean(),
  reviewers: z.array(Candidate),
  deciders: z.array(Candidate),
});
export const DeterminationBox = z.enum(['mine', 'to-decide', 'decided', 'provisional']);
export const DeterminationListQuery = z.object({
  box: DeterminationBox.default('decided'),
  scheme: z.string().max(64).nullable().default(null),
  level: z.string().max(32).nullable().default(null),
  kind: z.enum(determinationKinds).nullable().default(null),
  search: z.string().trim().max(60).default(''),
  after: After,
  limit: z.int().min(1).max(100).default(50),
});
/** Where a proposal stands: the newest request for its decision. */
export const RequestState = z.enum([
  'none',
  'pending',
  'sent-back',
  'stale',
  'refused',
  'failed',
  'withdrawn',
  'done',
]);
export const DeterminationLine = z.object({
  id: z.string(),
  number: z.string().nullable(),
  title: z.string().nullable(),
  scheme: z.string(),
  level: z.string(),
  levelToken: z.string(),
  mark: z.string(),
  kind: z.enum(determinationKinds),
  state: z.enum(determinationStates),
  request: RequestState,
  unit: z.string(),
  draftedBy: z.string(),
  decidedBy: z.string().nullable(),
  at: z.string(),
  /** Day of what is owed next: report or answer. */
  dueOn: z.string().nullable(),
  disputed: z.boolean(),
});
export const DeterminationList = z.object({ rows: z.array(DeterminationLine), next: z.string().nullable() });

export const DeterminationAction = z.object({
  command: z.string(),
  allowed: z.boolean(),
  parks: z.boolean(),
  why: z.string().nullable(),
  who: z.array(z.string()),
});
export const DeterminationMatterView = z.object({
  title: z.string(),
  content: z.string(),
  harm: z.string(),
  catalogueItemId: z.string().nullable(),
  citation: z.string(),
  keyPoints: z.string(),
  ruledOut: z.array(z.enum(exclusions)),
  condition: z.string(),
  reportTo: z.string(),
  reportNo: z.string(),
  answeredBy: z.string(),
  answerNo: z.string(),
  answerWords: z.string(),
  scope: z.object({ persons: z.array(Named), posts: z.array(Named.extend({ unit: z.string() })) }),
  /** Units whose people are all, or nearly all, in the scope. */
  wholeUnits: z.array(z.string()),
  sources: z.array(
    z.object({
      id: z.string(),
      carrierId: z.string().nullable(),
      /** Number and title of a carrier the caller may see, or the words that name one elsewhere. */
      name: z.string(),
      mark: z.string(),
      scheme: z.string(),
      level: z.string(),
      validity: Mark.shape.validity,
      issuedOn: z.string().nullable(),
      manner: z.enum(derivations),
    }),
  ),
});
export const DeterminationQuery = z.object({ determinationId: Id });
export const DeterminationPage = DeterminationLine.extend({
  unitId: z.string(),
  markValue: Mark,
  reviewerId: z.string().nullable(),
  reviewer: z.string().nullable(),
  deciderId: z.string().nullable(),
  decider: z.string().nullable(),
  draftedAt: z.string(),
  decidedAt: z.string().nullable(),
  proposedMark: z.string().nullable(),
  /** The level that protects it while levels are disputed. */
  protectedLevel: z.string(),
  reportDueOn: z.string().nullable(),
  reportedOn: z.string().nullable(),
  answerDueOn: z.string().nullable(),
  answeredOn: z.string().nullable(),
  answer: z.enum(['confirmed', 'changed', 'not-secret']).nullable(),
  approvalId: z.string().nullable(),
  /** Of the newest request: who decided last, how, and his words. */
  lastDecision: z.object({ person: z.string(), verdict: z.string(), words: z.string() }).nullable(),
  /** null for who may only handle it. */
  matter: DeterminationMatterView.nullable(),
  /** Carriers marked by it that the caller may see. */
  carriers: z.array(z.object({ id: z.string(), number: z.string(), mark: z.string(), state: z.string() })),
  next: z.string().nullable(),
  actions: z.array(DeterminationAction),
});
export type DeterminationPageView = z.infer<typeof DeterminationPage>;
export const CarrierBasisQuery = z.object({ carrierId: Id });
/** The determination a carrier's mark rests on, for who knows both. */
export const CarrierBasis = z.object({
  determination: z
    .object({
      id: z.string(),
      number: z.string().nullable(),
      kind: z.enum(determinationKinds),
      mark: z.string(),
      citation: z.string(),
      condition: z.string(),
      decidedBy: z.string(),
      decidedOn: z.string(),
    })
    .nullable(),
});

export const QuestionListQuery = z.object({
  state: z.enum(['open', 'answered']).default('open'),
  after: After,
});
export const QuestionLine = z.object({
  id: z.string(),
  kind: z.enum(['doubt', 'dispute']),
  subject: z.object({ table: z.enum(['determination', 'carrier']), id: z.string(), number: z.string() }),
  mark: z.string(),
  scheme: z.string(),
  unit: z.string(),
  claim: z.enum(questionClaims),
  claimedLevel: z.string().nullable(),
  raisedBy: z.string(),
  raisedAt: z.string(),
  dueOn: z.string(),
  state: z.enum(['open', 'answered', 'withdrawn']),
  outcome: z.enum(['kept', 'changed']).nullable(),
  answeredBy: z.string().nullable(),
  answeredAt: z.string().nullable(),
  /** null for who may only handle it. */
  reason: z.string().nullable(),
  answer: z.string().nullable(),
  answeredBody: z.string().nullable(),
  answerNo: z.string().nullable(),
  mine: z.boolean(),
  actions: z.array(DeterminationAction),
});
export const QuestionList = z.object({ rows: z.array(QuestionLine), next: z.string().nullable() });

export const determinationObligations: Readonly<Record<string, Bilingual>> = {
  'determination.report': { zh: '将定密事项上报', en: 'Report a matter upward' },
  'determination.answer': { zh: '跟催上级对定密事项的答复', en: 'Follow up the answer to a reported matter' },
  'classification.answer': { zh: '答复定密异议', en: 'Answer a question about a classification' },
};

export const determinationErrors = {
  'authority.scheme': {
    status: 422,
    zh: '该密级体系不按机关定密权限管理，无须登记定密权。',
    en: 'This scheme does not limit by body who may classify; no authority is recorded for it.',
  },
  'authority.levels': {
    status: 422,
    zh: '所选密级超出该类机关的法定权限。请按定密权依据选择密级，或登记为定密授权。',
    en: 'The levels go beyond what such a body may set by law. Choose levels within it, or record a grant.',
  },
  'authority.grant': {
    status: 422,
    zh: '定密授权须写明授权机关和授权文号（定密授权应当是书面的）。',
    en: 'A grant is in writing: name who granted it and the number of the document.',
  },
  'authority.dates': {
    status: 422,
    zh: '终止日期不能早于起始日期。',
    en: 'The last day must not lie before the first.',
  },
  'authority.ended': {
    status: 409,
    zh: '这项定密权已经终止。',
    en: 'This authority has ended already.',
  },
  'determination.level.unknown': {
    status: 422,
    zh: '定密标志有误：{why}',
    en: 'The mark is not a good one: {why}',
  },
  'determination.public': {
    status: 422,
    zh: '公开事项无须定密。请选择密级。',
    en: 'What is public needs no determination. Choose a level.',
  },
  'determination.term.over': {
    status: 422,
    zh: '保密期限超过该密级的最长期限 {max}。请缩短；确需更长的，依据须为保密事项范围的规定。',
    en: 'The term is over the maximum {max} of the level. Shorten it.',
  },
  'determination.basis.old': {
    status: 409,
    zh: '所引目录事项已不是现行版本。请改引现行目录中的事项。',
    en: 'The item quoted is no longer in force. Quote one of a catalogue in force.',
  },
  'determination.indefinite': {
    status: 422,
    zh: '“长期”只能用于保密事项范围有此规定的事项；所引事项为“{mark}”。请填写年限、日期或条件。',
    en: '长期 (indefinite) needs an item that says so; the one quoted says “{mark}”. Give years, a day or a condition.',
  },
  'determination.drafter.clearance': {
    status: 409,
    zh: '拟定密级高于你的涉密等级，不能由你起草。请先按该密级保护，立即交由具备相应涉密等级的同事或保密员办理。',
    en: 'The level is above your clearance, so you cannot draft this. Protect the matter at that level and hand it at once to a colleague or officer who is cleared.',
  },
  'determination.not.draft': {
    status: 409,
    zh: '该事项已定密或已作废，不能再修改。',
    en: 'This matter is decided or dropped and can no longer be changed.',
  },
  'determination.pending': {
    status: 409,
    zh: '正在审批。要修改，请先撤回申请。',
    en: 'It is waiting for a decision. Withdraw the request to change it.',
  },
  'determination.incomplete': {
    status: 422,
    zh: '还缺：{missing}。请补全后提交。',
    en: 'Still missing: {missing}. Fill it in, then submit.',
  },
  'determination.excluded': {
    status: 422,
    zh: '以下情形没有排除，不得定密：{grounds}。如属误填请勾选；确有此情形的，不能确定为国家秘密。',
    en: 'Not ruled out: {grounds}. What is so must not be classified. Tick it if it was left out by mistake.',
  },
  'determination.no.authority': {
    status: 409,
    zh: '{body}没有确定“{level}”的定密权，本单位任何人都不能决定。请改选“无定密权先行保护”：立即按拟定密级保护并报上级确定。可登记定密权的：{who}。',
    en: '{body} has no authority to set “{level}”, so nobody here can decide it. Choose “no authority”: protect it at the proposed level and report it upward. Authority is recorded by: {who}.',
  },
  'determination.has.authority': {
    status: 409,
    zh: '{body}有确定“{level}”的定密权，应由本单位定密责任人决定。请改选“原始定密”。',
    en: '{body} has authority to set “{level}”: one of its classifiers decides. Choose “original”.',
  },
  'determination.decider': {
    status: 409,
    zh: '所选人员不能决定此项定密（须有定密职责、相应密级权限和涉密等级）。可以决定的：{who}。',
    en: 'The person named cannot decide this (duty, level and clearance are needed). Who can: {who}.',
  },
  'determination.reviewer': {
    status: 409,
    zh: '所选人员不能审核此项定密。可以审核的：{who}。',
    en: 'The person named cannot review this. Who can: {who}.',
  },
  'determination.persons': {
    status: 422,
    zh: '承办人、审核人、定密责任人须是三个不同的人。',
    en: 'Drafter, reviewer and classifier are three different persons.',
  },
  'determination.source.none': {
    status: 422,
    zh: '派生定密须写明所依据的已定密事项。请选择载体，或写明来文及其密级标志。',
    en: 'A derived determination names what it rests on. Choose a carrier, or name the document and its mark.',
  },
  'determination.source.words': {
    status: 422,
    zh: '来源须是本系统的载体，或写明来文名称、密级标志和制发日期，二者取其一。',
    en: 'A source is either a carrier here, or named in words with its mark and day of issue.',
  },
  'determination.source.schemes': {
    status: 422,
    zh: '各来源的密级体系不同，不能合并计算。请分别定密。',
    en: 'The sources are of different schemes, which have no common order. Decide them separately.',
  },
  'determination.source.mark': {
    status: 422,
    zh: '派生定密的密级和期限依来源确定，应为“{mark}”（取最高密级、最长期限）。',
    en: 'Level and term follow the sources: “{mark}” (highest level, longest term).',
  },
  'determination.source.persons': {
    status: 409,
    zh: '审核人和批准人须在来源的知悉范围之内。请改选，或先按程序扩大来源的知悉范围。',
    en: 'Reviewer and approver must be in the scope of every source. Name others, or have the scope of the source widened first.',
  },
  'determination.scope.wider': {
    status: 409,
    zh: '派生事项的知悉范围不能超出来源：{names}不在来源的知悉范围之内。',
    en: 'The scope must not be wider than that of the sources: {names} do not know them.',
  },
  'determination.not.provisional': {
    status: 409,
    zh: '该事项不是先行保护、待上级确定的事项。',
    en: 'This matter is not one protected provisionally and awaiting an answer.',
  },
  'determination.report.missing': {
    status: 409,
    zh: '尚未登记上报，不能登记答复。请先登记上报日期。',
    en: 'No report is on record, so no answer can be. Record the report first.',
  },
  'determination.date': {
    status: 422,
    zh: '日期不能晚于今天，也不能早于此前一步。',
    en: 'The day must not lie in the future nor before the step before it.',
  },
  'determination.answer.mark': {
    status: 422,
    zh: '答复改变密级或期限的，须填写改后的标志，且与原标志不同；其他答复不填。',
    en: 'An answer that changes the mark gives the new one, other than the old; other answers give none.',
  },
  'determination.not.decided': {
    status: 409,
    zh: '该事项尚未定密，不能据以登记载体。',
    en: 'This matter is not decided yet; no carrier can be registered from it.',
  },
  'determination.carrier.mark': {
    status: 422,
    zh: '载体标志须与定密一致：{mark}。',
    en: 'The mark of the carrier must be that of the determination: {mark}.',
  },
  'determination.carrier.scope': {
    status: 422,
    zh: '载体的知悉范围不能超出定密时确定的范围。要扩大的，登记后按程序办理。',
    en: 'The scope must not be wider than decided. Register it first, then have the scope widened.',
  },
  'determination.carrier.unit': {
    status: 422,
    zh: '所选台账不属于作出定密的单位。',
    en: 'The register does not belong to the body that decided.',
  },
  'question.open': {
    status: 409,
    zh: '此事项已有未办结的争议，请等其决定。',
    en: 'A dispute about this is open; wait for its decision.',
  },
  'question.closed': {
    status: 409,
    zh: '该异议已办结。',
    en: 'This question is closed.',
  },
  'question.draft': {
    status: 409,
    zh: '该事项尚未定密，不能提出异议。',
    en: 'This matter is not decided, so there is nothing to question yet.',
  },
  'question.own': {
    status: 409,
    zh: '不能答复本人提出的异议。',
    en: 'You cannot answer your own question.',
  },
  'question.level': {
    status: 422,
    zh: '主张的密级不在该密级体系之内，或与现密级相同。',
    en: 'The level claimed is not of this scheme, or is the present one.',
  },
  'question.mark': {
    status: 422,
    zh: '决定改变定密的，须填写改后的标志，且与原标志不同；维持原定密的不填。',
    en: 'A decision that changes the determination gives the new mark, other than the old; one that keeps it gives none.',
  },
  'question.classifier': {
    status: 403,
    zh: '改变密级或期限须由有相应权限的定密责任人决定。可以决定的：{who}。',
    en: 'Level and term are changed by a classifier whose authority reaches them. Who can: {who}.',
  },
  'question.body': {
    status: 422,
    zh: '争议须写明作出决定的机关和文号。',
    en: 'A dispute is closed with the body that decided it and the number of its document.',
  },
} as const satisfies ErrorList;
