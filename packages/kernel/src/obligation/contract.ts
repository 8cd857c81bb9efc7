import { z } from 'zod';
import type { ErrorList } from '../command/refusal.ts';
import { dutyNames } from '../org/contract.ts';

/** Lines of each list on the home page; the counts beside them stop at {@link homeCountMax}. */
export const homeLinesMax = 20;
export const homeCountMax = 1000;

export const ChaseObligation = z.object({ obligationId: z.uuid() });
export const EndObligation = z.object({
  obligationId: z.uuid(),
  outcome: z.enum(['done', 'cancelled']),
  reason: z.string().trim().min(2).max(300),
});

export const ObligationLine = z.object({
  id: z.string(),
  kind: z.string(),
  title: z.object({ zh: z.string(), en: z.string() }),
  unit: z.string(),
  unitId: z.string(),
  person: z.string().nullable(),
  personId: z.string().nullable(),
  duty: z.string().nullable(),
  subjectTable: z.string().nullable(),
  subjectId: z.string().nullable(),
  subjectNumber: z.string(),
  /** Title of the thing, only for who may know it. */
  subjectTitle: z.string().nullable(),
  mark: z.string().nullable(),
  levelToken: z.string().nullable(),
  dueOn: z.string(),
  /** Calendar days: negative before, positive after the day it was due. */
  daysLate: z.int(),
  /** The rule behind the date; null where none is known. */
  basis: z
    .object({
      text: z.object({ zh: z.string(), en: z.string() }),
      source: z.object({ zh: z.string(), en: z.string() }),
      confidence: z.enum(['verified', 'secondary', 'superseded', 'unverified']),
    })
    .nullable(),
  chased: z.int(),
  escalated: z.int(),
  mine: z.boolean(),
});
export type ObligationLineView = z.infer<typeof ObligationLine>;

export const HomeToday = z.object({
  today: z.string(),
  late: z.array(ObligationLine),
  dueToday: z.array(ObligationLine),
  thisWeek: z.array(ObligationLine),
  waitingForOthers: z.array(ObligationLine),
  counts: z.object({
    late: z.int(),
    dueToday: z.int(),
    thisWeek: z.int(),
    waitingForOthers: z.int(),
    forMySignature: z.int(),
  }),
  /** Bars of the year so far: done of owed, by kind, over what the caller oversees. */
  year: z.array(
    z.object({
      kind: z.string(),
      title: z.object({ zh: z.string(), en: z.string() }),
      done: z.int(),
      owed: z.int(),
    }),
  ),
  witnessedAt: z.string().nullable(),
  clockStopped: z.boolean(),
  demo: z.boolean(),
});
export const ObligationListQuery = z.object({
  state: z.enum(['open', 'late', 'done', 'cancelled']).default('open'),
  kind: z.string().max(80).nullable().default(null),
  unitId: z.uuid().nullable().default(null),
  mine: z.boolean().default(false),
  after: z.string().max(200).nullable().default(null),
});
/** Kinds a list can be narrowed to, besides those of the year's calendar. */
export const ObligationKinds = z.object({
  kinds: z.array(z.object({ kind: z.string(), title: z.object({ zh: z.string(), en: z.string() }) })),
});
export const ObligationList = z.object({ rows: z.array(ObligationLine), next: z.string().nullable() });

/** A rule of the house: what is owed each year on the same day of these months. */
export const AddHouseRule = z.object({
  unitId: z.uuid(),
  title: z.string().trim().min(2).max(60),
  basis: z.string().trim().max(100).default(''),
  owes: z.enum(dutyNames),
  /** `below`: each group, company, plant and bureau from the unit down owes it for itself. */
  reach: z.enum(['unit', 'below']).default('unit'),
  months: z.array(z.int().min(1).max(12)).min(1).max(12),
  /** 31 is the last day of any month. */
  monthDay: z.int().min(1).max(31),
  onDayOff: z.enum(['keep', 'before', 'after']).default('before'),
  leadDays: z.int().min(0).max(90).default(7),
});
export const EndHouseRule = z.object({ ruleId: z.uuid() });

const Words = z.object({ zh: z.string(), en: z.string() });
/** What the calendar asks of a year: entries of the packs in use and rules of the house. */
export const YearCalendar = z.object({
  year: z.int(),
  entries: z.array(
    z.object({
      key: z.string(),
      title: Words,
      /** A duty, or `unit` and `office` as packs have them. */
      owes: z.string(),
      /** Days of the year on which it falls due, in order. */
      dueOn: z.array(z.string()),
      leadDays: z.int(),
      source: Words.nullable(),
      /** How far the date itself can be trusted; null for a rule of the house. */
      dateConfidence: z.enum(['verified', 'secondary', 'superseded', 'unverified']).nullable(),
      rule: z
        .object({
          id: z.string(),
          unitId: z.string(),
          unit: z.string(),
          reach: z.enum(['unit', 'below']),
          mayEnd: z.boolean(),
        })
        .nullable(),
    }),
  ),
});
export const YearCalendarQuery = z.object({
  year: z.int().min(2000).max(2200).nullable().default(null),
});

export const obligationErrors = {
  'calendar.rule.ended': { status: 409, zh: '该规定已停止。', en: 'This rule has ended already.' },
  'calendar.rule.unit': {
    status: 409,
    zh: '该机构已撤销，不能再立规定。',
    en: 'The unit has ended and takes no rule.',
  },
  'obligation.ended': { status: 409, zh: '此事项已办结。', en: 'This obligation has ended already.' },
  'obligation.chased.today': {
    status: 409,
    zh: '今天已催办过。明天可再催，或按程序上报。',
    en: 'It was chased today already. Chase again tomorrow, or escalate.',
  },
  'obligation.by.deed': {
    status: 409,
    zh: '此事项须通过办理载体本身来完成，不能直接办结。',
    en: 'This ends by doing the thing itself (return, receipt …), not by hand.',
  },
  'obligation.cancel.overseer': {
    status: 409,
    zh: '取消事项须由保密员、分管保密领导或主要负责人办理。',
    en: 'Cancelling is for the officer, the leader in charge or the first responsible person.',
  },
} as const satisfies ErrorList;
