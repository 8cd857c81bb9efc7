import type { Bilingual } from '@fengni/kernel/command/define';
import type { ErrorList } from '@fengni/kernel/command/refusal';
import { know } from '@fengni/kernel/command/tier';
import { z } from 'zod';
import { lifeEventAnswers, lifeEventKinds, lifeEventStates } from './rules.ts';

const Id = z.uuid();
const Day = z.iso.date();
const Words = know(z.string().trim().min(2).max(4000));
const After = z.string().max(300).nullable().default(null);

export const ReportLifeEvent = z.object({
  kind: z.enum(lifeEventKinds),
  happenedOn: Day,
  content: Words,
});
export const ReportLifeEventFor = ReportLifeEvent.extend({ personId: Id });
export const LifeEventCall = z.object({ eventId: Id });
export const AskLifeEvent = z.object({ eventId: Id, words: Words });
export const AnswerLifeEvent = z.object({
  eventId: Id,
  answer: z.enum(lifeEventAnswers),
  /** What the person is told. */
  words: know(z.string().trim().max(4000)).default(''),
  restrictedUntil: Day.nullable().default(null),
  /** Ask personnel for a review of the person; he is not told. */
  review: z.boolean().default(false),
  reviewReason: know(z.string().trim().max(2000)).default(''),
});

export const lifeEventSorts = ['reported', 'happened', 'due'] as const;
export const LifeEventFilter = z.object({
  /** Only the caller's own. */
  mine: z.boolean().default(false),
  state: z.enum(lifeEventStates).nullable().default(null),
  kind: z.enum(lifeEventKinds).nullable().default(null),
  /** Only those reported too late. */
  late: z.boolean().default(false),
  /** Only those whose answer is overdue. */
  overdue: z.boolean().default(false),
  search: z.string().trim().max(60).default(''),
  sort: z.enum(lifeEventSorts).default('reported'),
  direction: z.enum(['asc', 'desc']).default('desc'),
});
export const LifeEventListQuery = LifeEventFilter.extend({ after: After });
const LifeEventLine = z.object({
  id: z.string(),
  personId: z.string(),
  person: z.string(),
  unit: z.string(),
  kind: z.string(),
  happenedOn: z.string(),
  reportedAt: z.string(),
  lateDays: z.int(),
  state: z.enum(lifeEventStates),
  dueOn: z.string(),
  answer: z.enum(lifeEventAnswers).nullable(),
  restrictedUntil: z.string().nullable(),
});
export type LifeEventLineView = z.infer<typeof LifeEventLine>;
export const LifeEventList = z.object({ rows: z.array(LifeEventLine), next: z.string().nullable() });

export const LifeEventPage = LifeEventLine.extend({
  content: z.string(),
  reportedBy: z.string(),
  answeredAt: z.string().nullable(),
  answeredBy: z.string().nullable(),
  answerWords: z.string(),
  liftedOn: z.string().nullable(),
  words: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['question', 'reply']),
      by: z.string(),
      at: z.string(),
      words: z.string(),
    }),
  ),
  /** A review asked for; never there for the person himself. */
  inquiries: z.array(z.object({ id: z.string(), by: z.string(), at: z.string(), reason: z.string() })),
  isMine: z.boolean(),
  mayAnswer: z.boolean(),
});

export const lifeEventObligations = {
  'life-event.answer': { zh: '答复个人有关事项报告', en: 'Answer a reported event' },
  'life-event.reply': { zh: '补充个人有关事项报告', en: 'Add to a reported event' },
  'life-event.restriction': { zh: '复核对个人的限制要求', en: 'Look again at a restriction' },
} as const satisfies Record<string, Bilingual>;

export const lifeEventErrors = {
  'life-event.state': {
    status: 409,
    zh: '该报告{state}，不能办理此事。请刷新页面查看下一步。',
    en: 'The report is {state}; this cannot be done. Reload the page for the next step.',
  },
  'life-event.far': {
    status: 422,
    zh: '发生日期不能早于十年前，也不能晚于一年后。请核对。',
    en: 'The day lies neither more than ten years back nor more than a year ahead. Check it.',
  },
  'life-event.person.left': { status: 409, zh: '此人已离开本单位。', en: 'The person has left.' },
  'life-event.words.missing': {
    status: 422,
    zh: '提醒和限制要求须写明内容。',
    en: 'Say in words what is advised or restricted.',
  },
  'life-event.until': {
    status: 422,
    zh: '限制要求须写明截止日期，且不早于今天；其他答复不填。',
    en: 'A restriction names its last day, not before today; other answers have none.',
  },
  'life-event.review.reason': {
    status: 422,
    zh: '请写明提请复审的理由。',
    en: 'Give the reason for asking for a review.',
  },
  'life-event.not.restricted': {
    status: 409,
    zh: '没有生效的限制要求。',
    en: 'There is no restriction in force.',
  },
} as const satisfies ErrorList;
