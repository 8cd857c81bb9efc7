import { z } from 'zod';
import { isLocalDate, parseHours, parsePeriod } from './local-date.ts';
import type { LocalDate } from './local-date.ts';

/** Most entries in one list of a pack; a real pack has less than a hundred. */
const packEntriesMax = 1000;
const shortTextCharsMax = 120;
const longTextCharsMax = 1200;

const words = z.string().trim().min(1, 'empty').max(longTextCharsMax);
const label = z.string().trim().min(1, 'empty').max(shortTextCharsMax);
const date = z.custom<LocalDate>((value) => typeof value === 'string' && isLocalDate(value), 'date');
const key = z.string().regex(/^[A-Za-z][A-Za-z0-9._-]{0,63}$/, 'key');
const packId = z.string().regex(/^[a-z][a-z0-9-]{1,63}$/, 'pack-id');
const levelCode = z.string().regex(/^[A-Z][A-Z0-9_-]{0,31}$/, 'level-code');
const list = <T extends z.ZodType>(item: T) => z.array(item).max(packEntriesMax);

const calendarPeriod = z.string().refine((text) => parsePeriod(text) !== null, 'period');
const limit = z
  .string()
  .refine((text) => parsePeriod(text) !== null || parseHours(text) !== null, 'period-or-hours');

/**
 * How far an entry can be trusted.
 * `verified`: read in the instrument in force. `secondary`: read in a booklet, an explainer, a quotation.
 * `superseded`: read in an instrument since replaced; the content probably lives on. `unverified`: from knowledge, or the house's own.
 */
const confidence = z.enum(['verified', 'secondary', 'superseded', 'unverified']);

/** Every entry of fact says where it comes from (`INSTRUMENT` or `INSTRUMENT#article`), how sure it is, and when to look again. */
const fact = {
  cite: list(z.string().regex(/^[A-Z][A-Z0-9-]{1,63}(?:#[A-Za-z0-9().,–-]{1,32})?$/, 'cite')),
  confidence,
  reviewBy: date,
};

const instrument = z.strictObject({
  key: z.string().regex(/^[A-Z][A-Z0-9-]{1,63}$/, 'key'),
  zh: label,
  en: label,
  inForce: date.nullable(),
  status: z.enum(['in-force', 'superseded', 'secondary']),
  partial: z.boolean().optional(),
});

const level = z.strictObject({
  code: levelCode,
  rank: z.int().min(0).max(99),
  zh: label,
  en: label,
  definition: z.strictObject({ zh: words, en: words }),
  chip: z.strictObject({ zh: label, en: label }),
  colour: z.enum(['deep-red', 'orange-red', 'amber', 'blue', 'grey', 'green', 'neutral']),
  maxTerm: calendarPeriod.nullable(),
  markKind: z.enum(['star', 'plain', 'owner-level']),
  /** What may stand on paper for the level; the first is what the program writes. */
  markWords: z.array(label).min(1, 'empty').max(20),
  copyNumberRequired: z.boolean(),
  clearanceRequired: z.boolean(),
  ...fact,
});

const markRules = z.strictObject({
  /** Stands between level and term. ★ belongs to state secrets alone. */
  separator: z.enum(['★', '▲', '△', '●', '◆']).nullable(),
  /** What a mark without term means: the level's statutory maximum, or that no end is known. */
  missingTerm: z.enum(['maximum', 'open']),
  indefiniteWord: label,
  /** A condition must end with one of these, so that a misread term is not taken for a condition. */
  conditionEndings: z.array(label).max(40),
  ...fact,
});

const rule = z.strictObject({
  id: key,
  topic: z.enum(['mark', 'term', 'classification', 'delegation', 'scope', 'carrier', 'clearance', 'general']),
  zh: words,
  en: words,
  ...fact,
});

const authorityBody = z.strictObject({
  id: key,
  zh: words,
  en: words,
  maySet: list(levelCode),
  ...fact,
});

const role = z.strictObject({
  code: levelCode,
  zh: label,
  en: label,
  does: z.strictObject({ zh: words, en: words }),
  ...fact,
});

const grade = z.strictObject({
  code: levelCode,
  zh: label,
  en: label,
  clearedTo: levelCode,
  coolingOff: z.strictObject({ min: calendarPeriod, max: calendarPeriod }),
  coolingOffConfidence: confidence,
  ...fact,
});

const period = z.strictObject({
  id: key,
  zh: words,
  en: words,
  limit,
  /** Where the length depends on the level; a level not named here has `limit`. */
  byLevel: z.record(levelCode, limit).optional(),
  days: z.enum(['calendar', 'working']),
  ref: key.optional(),
  note: z.strictObject({ zh: words, en: words }).optional(),
  ...fact,
});

const channel = z.strictObject({
  id: key,
  zh: label,
  en: label,
  means: z.enum(['physical', 'electronic']),
  /** Levels that may go this way; none = never. */
  levels: list(levelCode),
  note: z.strictObject({ zh: words, en: words }).optional(),
  ...fact,
});

const carrierStages = [
  'make',
  'receive',
  'transfer',
  'read',
  'copy',
  'compile',
  'keep',
  'repair',
  'carry-out',
  'take-abroad',
  'return',
  'destroy',
  'hand-over',
] as const;

const carrierRule = z.strictObject({
  id: key,
  stage: z.enum(carrierStages),
  levels: list(levelCode).min(1, 'empty'),
  zh: words,
  en: words,
  require: z.strictObject({
    approver: levelCode.optional(),
    forbidden: z.boolean().optional(),
    escortsMin: z.int().min(1).max(9).optional(),
    witnessesMin: z.int().min(1).max(9).optional(),
    designatedPlace: z.boolean().optional(),
    namedPerson: z.boolean().optional(),
    serialNumber: z.boolean().optional(),
    stampCopy: z.boolean().optional(),
    signature: z.boolean().optional(),
  }),
  ...fact,
});

const monthDay = z.strictObject({ month: z.int().min(1).max(12), day: z.int().min(1).max(31) });

/** When in the year a duty falls due. A day past the month's end means the month's last day. */
const dateRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('month-days'), on: z.array(monthDay).min(1, 'empty').max(24) }),
  z.strictObject({
    kind: z.literal('month-ends'),
    months: z.array(z.int().min(1).max(12)).min(1, 'empty').max(12),
  }),
  z.strictObject({ kind: z.literal('relative'), to: key, after: calendarPeriod }),
  z.strictObject({
    kind: z.literal('holiday'),
    when: z.enum(['last-working-day-before', 'first-working-day-after']),
    holidays: z.array(key).min(1, 'empty').max(20),
  }),
]);

const calendarEntry = z.strictObject({
  id: key,
  zh: words,
  en: words,
  owes: z.enum(['unit', 'office']),
  due: dateRule,
  /** What to do when the day is no working day. */
  onDayOff: z.enum(['keep', 'before', 'after']),
  leadDays: z.int().min(0).max(180),
  /** The duty may be verified while its date is the house's choice. */
  dateConfidence: confidence,
  note: z.strictObject({ zh: words, en: words }).optional(),
  ...fact,
});

const holidayYear = z.strictObject({
  year: z.int().min(1900).max(2999),
  off: z.array(z.strictObject({ key, zh: label, en: label, from: date, to: date })).max(60),
  /** Days of a weekend that are worked in exchange. */
  work: z.array(date).max(60),
  ...fact,
});

const holidays = z.strictObject({
  weekend: z.array(z.int().min(1).max(7)).max(6),
  years: z.array(holidayYear).max(50),
});

/** A policy pack: one scheme of secrecy as data. Read it with `parsePack`, which also checks what this schema cannot. */
export const Pack = z.strictObject({
  id: packId,
  packVersion: z.string().regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/, 'version'),
  asOf: date,
  kind: z.enum(['state-secret', 'work-secret', 'trade-secret', 'internal', 'other']),
  jurisdiction: label,
  zh: label,
  en: label,
  instruments: list(instrument),
  levels: z.array(level).min(1, 'empty').max(20),
  marks: markRules,
  /** How a person comes to be cleared: by grade of the post, or by a grant of this scheme. */
  clearance: z.enum(['grade', 'grant']),
  authority: list(authorityBody),
  roles: list(role),
  grades: list(grade),
  rules: list(rule),
  periods: list(period),
  channels: list(channel),
  carrierRules: list(carrierRule),
  calendar: list(calendarEntry),
  holidays,
});

export type Pack = z.infer<typeof Pack>;
export type Level = z.infer<typeof level>;
export type Confidence = z.infer<typeof confidence>;
export type CalendarEntry = z.infer<typeof calendarEntry>;
export type CarrierRule = z.infer<typeof carrierRule>;
export type CarrierStage = (typeof carrierStages)[number];
export type PackPeriod = z.infer<typeof period>;
export type Channel = z.infer<typeof channel>;
export type Grade = z.infer<typeof grade>;
export type Holidays = z.infer<typeof holidays>;
