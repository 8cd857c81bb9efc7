import type { ErrorList } from '@fengni/kernel/command/refusal';
import { z } from 'zod';

const Id = z.uuid();
const Day = z.iso.date();
const Both = z.object({ zh: z.string(), en: z.string() });

/** Lines on one page of the time line. */
export const fileLinesMax = 300;
/** Lines of a printed file; what is older is left out and said so. */
export const printedLinesMax = 3000;
/** Lines of an exported file. */
export const exportedLinesMax = 50_000;
/** Things in the answer to what somebody held; more are counted and said to be left out. */
export const heldThingsMax = 50_000;
/** Things of it that a page or a printed list shows. */
export const heldShownMax = 2000;

const Filter = z.object({
  /** Whose file; null is one's own. */
  personId: Id.nullable().default(null),
  /** Ids of the sources shown; null shows all. */
  sources: z.array(z.string().max(60)).max(100).nullable().default(null),
  /** Those of them left out: a long scope would bury the rest. */
  without: z.array(z.string().max(60)).max(100).default([]),
  from: Day.nullable().default(null),
  to: Day.nullable().default(null),
});
export const PrintFile = Filter;
export const OpenFile = Filter.extend({ after: z.string().max(300).nullable().default(null) });

const Section = z.object({
  id: z.string(),
  title: Both,
  /** Its lines say that he held something or could open it. */
  access: z.boolean(),
  count: z.int(),
});
export type SectionView = z.infer<typeof Section>;
const Line = z.object({
  source: z.string(),
  table: z.string(),
  /** Null where the reader does not see the thing itself. */
  id: z.string().nullable(),
  at: z.string(),
  /** Null for what happened at once, and for what lasts. */
  until: z.string().nullable(),
  lasts: z.boolean(),
  words: Both,
});
export type LineView = z.infer<typeof Line>;
const Head = z.object({
  personId: z.string(),
  person: z.string(),
  staffNo: z.string().nullable(),
  unit: z.string(),
  posts: z.array(
    z.object({ post: z.string(), unit: z.string(), grade: z.string().nullable(), since: z.string() }),
  ),
  clearances: z.array(
    z.object({
      scheme: z.string(),
      grade: z.string().nullable(),
      rank: z.int(),
      since: z.string(),
    }),
  ),
  frozenAt: z.string().nullable(),
  leftOn: z.string().nullable(),
  leaving: z.object({ id: z.string(), lastOn: z.string() }).nullable(),
  coolingUntil: z.string().nullable(),
});
export type HeadView = z.infer<typeof Head>;
export const PersonalFile = z.object({
  head: Head,
  own: z.boolean(),
  /** Empty on the pages after the first. */
  sections: z.array(Section),
  lines: z.array(Line),
  next: z.string().nullable(),
});
export type PersonalFileView = z.infer<typeof PersonalFile>;

export const HeldInSpan = z
  .object({ personId: Id.nullable().default(null), from: Day, to: Day })
  .refine((span) => span.from <= span.to, { path: ['to'] });
const HeldThing = z.object({
  table: z.string(),
  id: z.string().nullable(),
  /** Empty where the reader does not see the thing itself. */
  number: z.string(),
  level: z.object({ scheme: z.string(), code: z.string(), words: Both, token: z.string() }).nullable(),
  /** Ids of the sources that say so. */
  how: z.array(z.string()),
  firstAt: z.string(),
  lastAt: z.string(),
  lasts: z.boolean(),
  words: Both,
});
export type HeldThingView = z.infer<typeof HeldThing>;
export const HeldAnswer = z.object({
  person: z.string(),
  personId: z.string(),
  from: z.string(),
  to: z.string(),
  sources: z.array(z.object({ id: z.string(), title: Both })),
  counts: z.array(z.object({ words: Both, token: z.string(), count: z.int() })),
  total: z.int(),
  things: z.array(HeldThing),
});
export type HeldAnswerView = z.infer<typeof HeldAnswer>;

export const personalFileErrors = {
  'personalFile.source.unknown': {
    status: 422,
    zh: '没有这一类记录。请重新选择类别。',
    en: 'There is no such kind of record. Choose the kinds again.',
  },
} as const satisfies ErrorList;
