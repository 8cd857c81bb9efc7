import type { Bilingual } from '@fengni/kernel/command/define';
import type { ErrorList } from '@fengni/kernel/command/refusal';
import { z } from 'zod';
import {
  outlierKinds,
  reviewAtOnceMax,
  reviewDecisions,
  reviewReasons,
  reviewStates,
  termBands,
} from './rules.ts';

const Id = z.uuid();
const After = z.string().max(300).nullable().default(null);
const Year = z.coerce.number().int().min(2000).max(2200);

export const OpenReview = z.object({ unitId: Id, year: z.int().min(2000).max(2200), dueOn: z.iso.date() });
export const DecideReview = z.object({
  reviewId: Id,
  itemIds: z.array(Id).min(1).max(reviewAtOnceMax),
  decision: z.enum(reviewDecisions),
  reason: z.enum(reviewReasons),
});
export const CloseReview = z.object({ reviewId: Id });
export const RecordFiling = z.object({
  unitId: Id,
  year: z.int().min(2000).max(2200),
  filedOn: z.iso.date(),
  filedTo: z.string().trim().min(2).max(100),
  receiptNo: z.string().trim().max(60).default(''),
});

const Progress = z.object({
  total: z.int(),
  kept: z.int(),
  changing: z.int(),
  /** Released or ended since the review began. */
  settled: z.int(),
  waiting: z.int(),
});
export type ReviewProgress = z.output<typeof Progress>;
const ReviewFacts = {
  id: z.string(),
  unit: z.string(),
  unitId: z.string(),
  year: z.int(),
  state: z.enum(reviewStates),
  dueOn: z.string(),
  openedAt: z.string(),
  closedAt: z.string().nullable(),
  /** Of what the caller sees of it. */
  progress: Progress,
};
export const YearlyReviewListQuery = z.object({
  state: z.enum(reviewStates).nullable().default(null),
  after: After,
});
export const YearlyReviewList = z.object({
  rows: z.array(z.object(ReviewFacts)),
  next: z.string().nullable(),
});
export const ReviewPage = z.object({
  ...ReviewFacts,
  openedBy: z.string(),
  closedBy: z.string().nullable(),
  /** Figures of the whole review at its close. */
  closing: Progress.nullable(),
  reasons: z.array(z.object({ reason: z.enum(reviewReasons), items: z.int() })),
});

export const ReviewItemsQuery = z.object({
  reviewId: Id,
  show: z.enum(['all', 'undecided', 'keep', 'change']).default('all'),
  after: After,
});
export const ReviewItem = z.object({
  id: z.string(),
  about: z.enum(['determination', 'carrier']),
  subjectId: z.string(),
  number: z.string(),
  unit: z.string(),
  mark: z.string(),
  levelToken: z.string(),
  kind: z.string(),
  madeOn: z.string().nullable(),
  expiresOn: z.string().nullable(),
  standing: z.boolean(),
  /** Null where the caller may only handle: then he cannot decide either. */
  title: z.string().nullable(),
  decision: z.enum(reviewDecisions).nullable(),
  reason: z.enum(reviewReasons).nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
});
export type ReviewItemView = z.output<typeof ReviewItem>;
export const ReviewItems = z.object({ rows: z.array(ReviewItem), next: z.string().nullable() });

export const StatisticsQuery = z.object({ unitId: Id, year: Year });
const Totals = z.object({
  standing: z.int(),
  made: z.int(),
  original: z.int(),
  derived: z.int(),
  atMaximum: z.int(),
  basisKnown: z.int(),
  withoutBasis: z.int(),
  released: z.int(),
  changed: z.int(),
});
const Bands = z.record(z.enum(termBands), z.int());
export const Statistics = z.object({
  unit: z.string(),
  year: z.int(),
  total: Totals,
  bands: Bands,
  levels: z.array(
    z.object({
      scheme: z.string(),
      level: z.string(),
      title: z.object({ zh: z.string(), en: z.string() }),
      token: z.string(),
      totals: Totals,
      bands: Bands,
    }),
  ),
  units: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      totals: Totals,
      /** Matters of the highest level of the scheme reported. */
      top: z.int(),
      /** Where its share lies above that of the others by more than chance explains. */
      outliers: z.array(z.enum(outlierKinds)),
    }),
  ),
  filing: z
    .object({
      filedOn: z.string(),
      filedTo: z.string(),
      receiptNo: z.string(),
      filedBy: z.string(),
    })
    .nullable(),
});
export type StatisticsView = z.output<typeof Statistics>;

export const reviewObligations = {
  'classification.review': { zh: '逐件复核本单位定密事项', en: 'Review what the unit has classified' },
} as const satisfies Record<string, Bilingual>;

export const reviewErrors = {
  'review.exists': {
    status: 409,
    zh: '本单位{year}年度的审核已经开始。',
    en: 'The review of {year} has already been opened for this unit.',
  },
  'review.year': {
    status: 422,
    zh: '只能开始今年或去年的审核。',
    en: 'Only the review of this year or the last can be opened.',
  },
  'review.due': {
    status: 422,
    zh: '完成期限不能早于今天。',
    en: 'The day by which it is done cannot lie in the past.',
  },
  'review.nothing': {
    status: 409,
    zh: '你所管的台账里，本单位没有仍在保密期限内的自定密事项，无须审核。',
    en: 'In the registers you handle the unit has nothing it classified itself that still stands; there is nothing to review.',
  },
  'review.too.many': {
    status: 422,
    zh: '一次审核最多 {max} 件。请按下级单位分别审核。',
    en: 'A review takes at most {max} things. Review by the units below.',
  },
  'review.closed': {
    status: 409,
    zh: '这次审核已经办结。',
    en: 'This review is closed.',
  },
  'review.reason': {
    status: 422,
    zh: '理由与决定不符。请重新选择。',
    en: 'The reason does not belong to the decision. Choose again.',
  },
  'review.not.known': {
    status: 409,
    zh: '其中 {count} 件不在你的知悉范围内，不能由你审核。请由知悉的定密责任人审核。',
    en: '{count} of these are outside your knowledge; a classifier who knows them must review them.',
  },
  'review.beyond.authority': {
    status: 409,
    zh: '其中有超出你定密权限的（{mark}）。请由有权限的定密责任人审核。',
    en: 'Among them is one beyond your authority ({mark}). A classifier with that authority must review it.',
  },
  'review.settled': {
    status: 409,
    zh: '其中 {number} 已解密或已终结，无须审核。',
    en: '{number} among them has been released or has ended and needs no review.',
  },
  'review.undecided': {
    status: 409,
    zh: '还有 {count} 件没有审核，不能办结。',
    en: '{count} things are not decided yet; the review cannot be closed.',
  },
  'classification.filed': {
    status: 409,
    zh: '{year}年度统计已于 {day} 报送。',
    en: 'The statistics of {year} were filed on {day}.',
  },
  'classification.filed.on': {
    status: 422,
    zh: '报送日期须在统计年度终了之后，且不晚于今天。',
    en: 'The day of filing lies after the year it is about and not in the future.',
  },
} as const satisfies ErrorList;
