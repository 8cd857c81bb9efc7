import { type Bilingual } from '@fengni/kernel/command/define';
import type { ErrorList } from '@fengni/kernel/command/refusal';
import { know } from '@fengni/kernel/command/tier';
import { z } from 'zod';
import { ScanInput } from '../scans/contract.ts';
import {
  filingChanges,
  filingStates,
  gaps,
  gradeCodes,
  headAnswers,
  opinionSides,
  opinionVerdicts,
  reviewHeadIds,
  reviewKinds,
  reviewResults,
  reviewStates,
} from './rules.ts';

const Id = z.uuid();
const Day = z.iso.date();
const Grade = z.enum(gradeCodes);
const Words = know(z.string().trim().min(2).max(2000));
const MaybeWords = know(z.string().trim().max(2000)).default('');
const After = z.string().max(300).nullable().default(null);
const Both = z.object({ zh: z.string(), en: z.string() });
const Search = z.string().trim().max(60).default('');

/** `grade` null: the post is not classified. */
export const GradePost = z.object({
  postId: Id,
  grade: Grade.nullable(),
  itemIds: know(z.array(Id).max(50)).default([]),
  tasks: MaybeWords,
  reason: Words,
});
const Months = z.int().min(1).max(120);
export const SetIntervals = z.object({ CORE: Months, IMPORTANT: Months, GENERAL: Months });

/** `grade` null: that of the post, or else the one the person has. */
export const BeginReview = z.object({
  personId: Id,
  kind: z.enum(reviewKinds),
  postId: Id.nullable().default(null),
  grade: Grade.nullable().default(null),
  dueOn: Day,
  cause: Words,
});
export const ReviewCall = z.object({ reviewId: Id });
export const AnswerHeads = z.object({
  reviewId: Id,
  answers: z
    .array(
      z.object({
        head: z.string().refine((head) => reviewHeadIds.includes(head)),
        answer: z.enum(headAnswers),
        note: MaybeWords,
      }),
    )
    .min(1)
    .max(40)
    .refine((answers) => new Set(answers.map((one) => one.head)).size === answers.length),
});
export const GiveOpinion = z.object({
  reviewId: Id,
  side: z.enum(opinionSides),
  verdict: z.enum(opinionVerdicts),
  opinion: Words,
});
/** `validUntil` null: as long as the interval goes. */
export const DecideReview = z.object({
  reviewId: Id,
  result: z.enum(reviewResults),
  validUntil: Day.nullable().default(null),
  conditions: MaybeWords,
  reason: Words,
});
export const WithdrawReview = z.object({ reviewId: Id, reason: Words });

export const MakeFiling = z.object({ unitId: Id, asOf: Day });
export const FilingCall = z.object({ filingId: Id });
export const SendFiling = z.object({ filingId: Id, bureau: z.string().trim().min(2).max(100), sentOn: Day });
export const ReceiveFiling = z.object({
  filingId: Id,
  receivedOn: Day,
  receiptNo: z.string().trim().max(60).default(''),
  scan: ScanInput.optional(),
});

export const BoardQuery = z.object({});
export const PostListQuery = z.object({
  grade: z
    .enum([...gradeCodes, 'NONE'])
    .nullable()
    .default(null),
  /** Only those whose facts ask for another grade. */
  differs: z.boolean().default(false),
  unitId: Id.nullable().default(null),
  postId: Id.nullable().default(null),
  search: Search,
  after: After,
});
export const PeopleQuery = z.object({
  gap: z
    .enum([...gaps, 'any'])
    .nullable()
    .default(null),
  grade: Grade.nullable().default(null),
  unitId: Id.nullable().default(null),
  search: Search,
  after: After,
});
export const ReviewListQuery = z.object({
  state: z.enum(reviewStates).nullable().default(null),
  kind: z.enum(reviewKinds).nullable().default(null),
  result: z.enum(reviewResults).nullable().default(null),
  late: z.boolean().default(false),
  personId: Id.nullable().default(null),
  search: Search,
  after: After,
});
export const PersonCall = z.object({ personId: Id });
export const PostCall = z.object({ postId: Id });
export const FilingListQuery = z.object({
  state: z.enum(filingStates).nullable().default(null),
  after: After,
});

const PostLine = z.object({
  id: z.string(),
  name: z.string(),
  unitId: z.string(),
  unit: z.string(),
  grade: Grade.nullable(),
  since: z.string().nullable(),
  holders: z.int(),
  proposed: Grade.nullable(),
  differs: z.boolean(),
  approvalId: z.string().nullable(),
});
export type PostLineView = z.infer<typeof PostLine>;
export const PostList = z.object({ rows: z.array(PostLine), next: z.string().nullable() });
export const PostGradePage = PostLine.extend({
  reasons: z.array(Both),
  items: z.array(z.object({ id: z.string(), number: z.string(), name: z.string(), mark: z.string() })),
  holdersNamed: z.array(
    z.object({ id: z.string(), name: z.string(), since: z.string(), cleared: Grade.nullable() }),
  ),
  history: z.array(
    z.object({
      id: z.string(),
      grade: Grade.nullable(),
      from: z.string(),
      until: z.string().nullable(),
      by: z.string().nullable(),
      tasks: z.string(),
      reason: z.string(),
      items: z.int(),
    }),
  ),
  mayGrade: z.boolean(),
});
export type PostGradeView = z.infer<typeof PostGradePage>;

const GradedPerson = z.object({
  id: z.string(),
  name: z.string(),
  staffNo: z.string(),
  unit: z.string(),
  frozen: z.boolean(),
  post: z.string().nullable(),
  postId: z.string().nullable(),
  postGrade: Grade.nullable(),
  clearedGrade: Grade.nullable(),
  clearedOn: z.string().nullable(),
  reviewId: z.string().nullable(),
  reviewedOn: z.string().nullable(),
  result: z.enum(reviewResults).nullable(),
  validUntil: z.string().nullable(),
  openReviewId: z.string().nullable(),
  gap: z.enum(gaps).nullable(),
});
export type GradedPersonView = z.infer<typeof GradedPerson>;
export const PeopleList = z.object({ rows: z.array(GradedPerson), next: z.string().nullable() });

const ReviewLine = z.object({
  id: z.string(),
  personId: z.string(),
  person: z.string(),
  unit: z.string(),
  post: z.string().nullable(),
  kind: z.enum(reviewKinds),
  grade: Grade,
  state: z.enum(reviewStates),
  result: z.enum(reviewResults).nullable(),
  dueOn: z.string(),
  begunAt: z.string(),
  decidedAt: z.string().nullable(),
  validUntil: z.string().nullable(),
  toldAt: z.string().nullable(),
  answered: z.int(),
  heads: z.int(),
  opinions: z.int(),
});
export type ReviewLineView = z.infer<typeof ReviewLine>;
export const ReviewList = z.object({ rows: z.array(ReviewLine), next: z.string().nullable() });

/** A review without its texts: those are opened as a file, which stands in the log. */
export const ReviewPage = ReviewLine.extend({
  begunBy: z.string(),
  headLines: z.array(
    z.object({
      id: z.string(),
      title: Both,
      ask: Both,
      source: Both.nullable(),
      answer: z.enum(headAnswers).nullable(),
      by: z.string().nullable(),
      at: z.string().nullable(),
    }),
  ),
  opinionLines: z.array(
    z.object({
      id: z.string(),
      side: z.enum(opinionSides),
      verdict: z.enum(opinionVerdicts),
      by: z.string(),
      at: z.string(),
      stands: z.boolean(),
    }),
  ),
  clearedGrade: Grade.nullable(),
  validUntilMost: z.string(),
  pending: z.array(z.object({ id: z.string(), command: z.string() })),
  missing: z.array(z.enum(['heads', 'personnel', 'office'])),
  own: z.boolean(),
  mayRun: z.boolean(),
  mayOpine: z.array(z.enum(opinionSides)),
  conditions: z.string(),
});
export type ReviewView = z.infer<typeof ReviewPage>;

/** The texts of a review, as `personnel.openReview` hands them out. */
export const ReviewTexts = z.object({
  cause: z.string(),
  reason: z.string(),
  notes: z.array(z.object({ head: z.string(), note: z.string() })),
  opinions: z.array(z.object({ id: z.string(), opinion: z.string() })),
});

const BoardPart = z.object({ count: z.int(), rows: z.array(GradedPerson) });
export const Board = z.object({
  people: z.int(),
  cleared: z.object({ CORE: z.int(), IMPORTANT: z.int(), GENERAL: z.int() }),
  lapsed: BoardPart,
  due: BoardPart,
  mismatched: BoardPart,
  open: z.object({ count: z.int(), late: z.int(), rows: z.array(ReviewLine) }),
  posts: z.object({ graded: z.int(), differing: z.int(), rows: z.array(PostLine) }),
  filing: z
    .object({
      id: z.string(),
      ordinal: z.int(),
      asOf: z.string(),
      state: z.enum(filingStates),
      sentOn: z.string().nullable(),
    })
    .nullable(),
  filingDueOn: z.string().nullable(),
  intervals: z.object({ CORE: z.int(), IMPORTANT: z.int(), GENERAL: z.int() }),
  intervalsMost: z.object({ CORE: z.int(), IMPORTANT: z.int(), GENERAL: z.int() }),
  maySetIntervals: z.boolean(),
  mayRun: z.boolean(),
});
/** What stands beside somebody's name: null for who does not look after him. */
export const PersonPanel = z.object({
  shown: z
    .object({
      own: z.boolean(),
      post: z.string().nullable(),
      postGrade: Grade.nullable(),
      clearedGrade: Grade.nullable(),
      clearedOn: z.string().nullable(),
      reviewId: z.string().nullable(),
      reviewedOn: z.string().nullable(),
      result: z.enum(reviewResults).nullable(),
      conditions: z.string(),
      validUntil: z.string().nullable(),
      openReviewId: z.string().nullable(),
      gap: z.enum(gaps).nullable(),
      mayBegin: z.boolean(),
    })
    .nullable(),
});

const FilingLine = z.object({
  id: z.string(),
  unit: z.string(),
  ordinal: z.int(),
  asOf: z.string(),
  state: z.enum(filingStates),
  people: z.int(),
  added: z.int(),
  changed: z.int(),
  removed: z.int(),
  madeAt: z.string(),
  madeBy: z.string(),
  bureau: z.string(),
  sentOn: z.string().nullable(),
  receivedOn: z.string().nullable(),
  receiptNo: z.string(),
  scanId: z.string().nullable(),
});
export type FilingLineView = z.infer<typeof FilingLine>;
export const FilingList = z.object({ rows: z.array(FilingLine), next: z.string().nullable() });
export const FilingPage = FilingLine.extend({
  previousAsOf: z.string().nullable(),
  mayRun: z.boolean(),
  lines: z.array(
    z.object({
      id: z.string(),
      personId: z.string(),
      name: z.string(),
      staffNo: z.string(),
      unit: z.string(),
      post: z.string(),
      grade: Grade,
      clearedOn: z.string(),
      reviewedOn: z.string().nullable(),
      change: z.enum(filingChanges),
      formerGrade: Grade.nullable(),
    }),
  ),
});

export const personnelObligations = {
  'person-review.begin': { zh: '办理涉密人员审查', en: 'Begin a review' },
  'person-review.decide': { zh: '完成涉密人员审查', en: 'Finish a review' },
  'person-review.opinion': { zh: '出具审查意见', en: 'Give the office’s opinion on a review' },
  'personnel-filing.receipt': { zh: '登记备案回执', en: 'Enter the receipt of a filing' },
} as const satisfies Record<string, Bilingual>;

export const personnelErrors = {
  'person-review.failed': {
    status: 409,
    zh: '此人 {day} 保密审查未通过，不得确定为涉密人员。须重新审查通过后再办理。',
    en: 'The review of {day} was not passed, so the person is not cleared for state secrets. Another review must be passed first.',
  },
  'post-grading.same': {
    status: 409,
    zh: '该岗位已是此等级。需要变更时另选等级。',
    en: 'The post has this grade already. Choose another to change it.',
  },
  'post-grading.post.ended': {
    status: 409,
    zh: '该岗位已撤销，不再定级。',
    en: 'The post has ended and is graded no more.',
  },
  'post-grading.pending': {
    status: 409,
    zh: '该岗位的定级正在报批。等待决定，或者撤回后重新申请。',
    en: 'A grading of this post waits for its decision. Await it, or withdraw it and ask again.',
  },
  'post-grading.item': {
    status: 422,
    zh: '所选事项不在您可见的现行事项一览表中。请重新选择。',
    en: 'An item chosen is on no catalogue in force that you see. Choose again.',
  },
  'post-grading.below': {
    status: 422,
    zh: '所选事项中有{level}级，岗位等级不能低于{grade}。请提高等级，或者去掉该事项。',
    en: 'An item chosen is {level}: the post is at least {grade}. Raise the grade, or leave out the item.',
  },
  'personnel.intervals.longer': {
    status: 422,
    zh: '复审间隔只能比默认的短：核心 {core} 个月、重要 {important} 个月、一般 {general} 个月以内。',
    en: 'Intervals can only be shortened: core {core}, important {important}, general {general} months at most.',
  },
  'person-review.open': {
    status: 409,
    zh: '此人的审查正在办理。请在该审查中继续。',
    en: 'A review of this person is under way. Go on with that one.',
  },
  'person-review.person.left': {
    status: 409,
    zh: '此人已离开本单位，不再审查。',
    en: 'The person has left and is reviewed no more.',
  },
  'person-review.grade.missing': {
    status: 422,
    zh: '未定审查的涉密等级：所选岗位不是涉密岗位，本人也没有涉密等级。请选定等级，或者先给岗位定级。',
    en: 'No grade to review for: the post is not classified and the person has no grade. Name a grade, or grade the post first.',
  },
  'person-review.due.past': {
    status: 422,
    zh: '完成期限不能早于今天。',
    en: 'The day it is to be finished by must not lie in the past.',
  },
  'person-review.closed': {
    status: 409,
    zh: '该审查已作结论或者已撤销，不能再改。需要时另行审查。',
    en: 'The review is decided or withdrawn and changes no more. Begin another where one is needed.',
  },
  'person-review.pending': {
    status: 409,
    zh: '结论正在报批，审查材料不再改动。等待决定，或者撤回报批。',
    en: 'Its decision is being asked for, so it changes no more. Await the decision, or withdraw the request.',
  },
  'person-review.heads.open': {
    status: 409,
    zh: '还有 {count} 项没有审查意见。请逐项填写后再报批。',
    en: '{count} heads have no answer. Answer each before asking for the decision.',
  },
  'person-review.note.missing': {
    status: 422,
    zh: '“需说明”和“有疑问”的项目须写明情况。',
    en: 'A remark or a concern needs its words.',
  },
  'person-review.opinion.missing': {
    status: 409,
    zh: '人事部门和保密办的意见须齐备：还缺{side}的意见。',
    en: 'Both opinions are needed; that of {side} is missing.',
  },
  'person-review.opinion.same': {
    status: 409,
    zh: '人事部门和保密办的意见由两个人分别出具，您已代表另一方出具。',
    en: 'The two opinions are of two people; you gave that of the other side.',
  },
  'person-review.conditions.missing': {
    status: 422,
    zh: '有条件通过的，须写明条件。',
    en: 'Who passes on conditions must be told which.',
  },
  'person-review.valid.wrong': {
    status: 422,
    zh: '有效期须在今天之后，最迟到 {most}（复审间隔）。',
    en: 'It is valid until a day after today, at the latest {most} (the interval).',
  },
  'person-review.told': { status: 409, zh: '已告知本人。', en: 'The person has been told.' },
  'person-review.undecided': {
    status: 409,
    zh: '尚未作出结论，不能告知本人。',
    en: 'It is not decided, so there is nothing to tell.',
  },
  'personnel-filing.future': {
    status: 422,
    zh: '名册的截止日期不能晚于今天。',
    en: 'The list is as of today or a day before.',
  },
  'personnel-filing.before': {
    status: 422,
    zh: '截止日期不能早于上一次名册（{asOf}）。',
    en: 'The list cannot be older than the last one ({asOf}).',
  },
  'personnel-filing.unsent': {
    status: 409,
    zh: '上一次名册（第 {ordinal} 次）尚未报送。请先报送或者作废。',
    en: 'The list before (no. {ordinal}) is not sent. Send it or drop it first.',
  },
  'personnel-filing.state': {
    status: 409,
    zh: '该名册现为“{state}”，不能这样办理。已编制的可报送或作废，已报送的登记回执。',
    en: 'The list is “{state}”. What is drawn up is sent or dropped; for what is sent the receipt is entered.',
  },
  'personnel-filing.day': {
    status: 422,
    zh: '日期须在名册截止日期（报送日期）之后、今天或之前。',
    en: 'The day lies after that of the list (or of sending it), today at the latest.',
  },
} as const satisfies ErrorList;
