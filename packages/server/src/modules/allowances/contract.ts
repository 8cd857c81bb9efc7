import type { Bilingual } from '@fengni/kernel/command/define';
import type { ErrorList } from '@fengni/kernel/command/refusal';
import { know } from '@fengni/kernel/command/tier';
import { z } from 'zod';
import {
  allowanceGrades,
  appealStates,
  deductionWays,
  lapseFacts,
  lineKinds,
  listStates,
  monthlyFenMax,
} from './rules.ts';

const Id = z.uuid();
const Words = know(z.string().trim().min(2).max(1000));
const After = z.string().max(300).nullable().default(null);
const Both = z.object({ zh: z.string(), en: z.string() });
/** `2026-11`. */
const Month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/);
const Fen = z.int().min(0).max(monthlyFenMax);
const Rates = z.object({ CORE: Fen, IMPORTANT: Fen, GENERAL: Fen });
const Deduction = z
  .object({
    fact: z.enum(lapseFacts),
    way: z.enum(deductionWays),
    value: z.int().min(1).max(monthlyFenMax),
    each: z.boolean(),
  })
  .refine((one) => one.way === 'amount' || one.value <= 100, { path: ['value'] });
const Deductions = z
  .array(Deduction)
  .max(lapseFacts.length)
  .refine((all) => new Set(all.map((one) => one.fact)).size === all.length);

export const SetAllowanceTerms = z.object({
  unitId: Id,
  fromMonth: Month,
  rates: Rates,
  coolingRates: Rates.default({ CORE: 0, IMPORTANT: 0, GENERAL: 0 }),
  deductions: Deductions.default([]),
  dueDay: z.int().min(1).max(28).default(10),
  appealDays: z.int().min(1).max(365).default(30),
  answerDays: z.int().min(1).max(90).default(15),
  basis: z.string().trim().max(200).default(''),
});
export const BeginAllowanceList = z.object({ unitId: Id, month: Month });
export const AllowanceListCall = z.object({ listId: Id });
export const CloseAllowanceList = z.object({ listId: Id, paidOn: z.iso.date() });
export const ReopenAllowanceList = z.object({ listId: Id, reason: z.string().trim().min(2).max(300) });
export const CorrectAllowance = z.object({ lineId: Id, amountFen: know(Fen), reason: Words });
export const AllowanceLineCall = z.object({ lineId: Id });
export const AppealAllowance = z.object({ lineId: Id, words: Words });
export const AnswerAllowanceAppeal = z.object({
  appealId: Id,
  /** What is paid besides; nothing where the appeal is not upheld. */
  differenceFen: know(Fen),
  answer: Words,
});

const Terms = z.object({
  id: z.string(),
  unitId: z.string(),
  unit: z.string(),
  fromMonth: z.string(),
  rates: Rates,
  coolingRates: Rates,
  deductions: z.array(
    z.object({
      fact: z.enum(lapseFacts),
      way: z.enum(deductionWays),
      value: z.int(),
      each: z.boolean(),
    }),
  ),
  dueDay: z.int(),
  appealDays: z.int(),
  answerDays: z.int(),
  basis: z.string(),
  setAt: z.string(),
  setBy: z.string(),
});
export type AllowanceTermsView = z.infer<typeof Terms>;
export const AllowanceTermsQuery = z.object({ after: After });
export const AllowanceTermsList = z.object({ rows: z.array(Terms), next: z.string().nullable() });

const List = z.object({
  id: z.string(),
  unitId: z.string(),
  unit: z.string(),
  month: z.string(),
  state: z.enum(listStates),
  edition: z.int(),
  people: z.int(),
  deducted: z.int(),
  corrected: z.int(),
  totalFen: z.int(),
  dueOn: z.string(),
  computedAt: z.string().nullable(),
  approvedAt: z.string().nullable(),
  paidOn: z.string().nullable(),
});
export type AllowanceListView = z.infer<typeof List>;
export const AllowanceListsQuery = z.object({
  state: z.enum(listStates).nullable().default(null),
  year: z.int().min(2000).max(2200).nullable().default(null),
  after: After,
});
export const AllowanceLists = z.object({ rows: z.array(List), next: z.string().nullable() });
export const AllowanceListPage = List.extend({
  computedBy: z.string().nullable(),
  closedAt: z.string().nullable(),
  terms: Terms,
  byGrade: z.array(
    z.object({
      kind: z.enum(lineKinds),
      grade: z.enum(allowanceGrades).nullable(),
      people: z.int(),
      fen: z.int(),
    }),
  ),
  /** The month before, to hold this one against. */
  before: z.object({ people: z.int(), totalFen: z.int() }).nullable(),
  openAppeals: z.int(),
  pending: z.array(z.object({ id: z.string(), command: z.string() })),
  mayKeep: z.boolean(),
});

const Line = z.object({
  id: z.string(),
  listId: z.string(),
  month: z.string(),
  personId: z.string(),
  person: z.string(),
  staffNo: z.string(),
  unit: z.string(),
  kind: z.enum(lineKinds),
  grade: z.enum(allowanceGrades).nullable(),
  days: z.int(),
  baseFen: z.int(),
  deductedFen: z.int(),
  amountFen: z.int(),
  corrected: z.boolean(),
});
export type AllowanceLineView = z.infer<typeof Line>;
export const AllowanceLinesQuery = z.object({
  listId: Id,
  kind: z.enum(lineKinds).nullable().default(null),
  grade: z.enum(allowanceGrades).nullable().default(null),
  /** Only those from which something was deducted, or that were corrected. */
  changed: z.boolean().default(false),
  text: know(z.string().trim().max(60)).default(''),
  after: After,
});
export const AllowanceLines = z.object({ rows: z.array(Line), next: z.string().nullable() });
const Lapse = z.object({ what: z.string(), title: Both, dueOn: z.string(), endedOn: z.string().nullable() });
const Appeal = z.object({
  id: z.string(),
  lineId: z.string(),
  personId: z.string(),
  person: z.string(),
  month: z.string(),
  state: z.enum(appealStates),
  madeAt: z.string(),
  words: z.string(),
  answeredAt: z.string().nullable(),
  answer: z.string(),
  differenceFen: z.int(),
  /** The month whose list pays the difference. */
  paidMonth: z.string().nullable(),
});
export type AllowanceAppealView = z.infer<typeof Appeal>;
export const AllowanceLinePage = Line.extend({
  listState: z.enum(listStates),
  daysOfMonth: z.int(),
  unclearedDays: z.int(),
  computedFen: z.int(),
  parts: z.array(
    z.object({
      grade: z.enum(allowanceGrades),
      from: z.string(),
      until: z.string(),
      days: z.int(),
      rate: z.int(),
      fen: z.int(),
    }),
  ),
  facts: z.array(
    z.object({
      fact: z.enum(lapseFacts),
      way: z.enum(deductionWays).nullable(),
      value: z.int(),
      each: z.boolean(),
      fen: z.int(),
      lapses: z.array(Lapse),
    }),
  ),
  correctedBy: z.string().nullable(),
  reason: z.string(),
  basis: z.string(),
  appeals: z.array(Appeal),
  /** Last day of appeals; null while the list is not approved. */
  appealUntil: z.string().nullable(),
  pending: z.array(z.object({ id: z.string(), command: z.string() })),
  isOwn: z.boolean(),
  mayCorrect: z.boolean(),
  mayAppeal: z.boolean(),
  mayAnswer: z.boolean(),
});
export const MyAllowanceQuery = z.object({ after: After });
export const AllowanceAppealsQuery = z.object({
  state: z.enum(appealStates).nullable().default(null),
  after: After,
});
export const AllowanceAppeals = z.object({
  rows: z.array(Appeal.omit({ words: true, answer: true })),
  next: z.string().nullable(),
});
export type AllowanceAppealLine = z.infer<typeof AllowanceAppeals>['rows'][number];

export const allowanceObligations = {
  'allowance.list': { zh: '编制保密补贴发放表', en: 'Make the month’s list of allowances' },
  'allowance.answer': { zh: '答复补贴申诉', en: 'Answer an appeal about an allowance' },
} as const satisfies Record<string, Bilingual>;

export const allowanceErrors = {
  'allowance.terms.paid': {
    status: 409,
    zh: '{month} 及以后的发放表已有批准的。请从尚未批准的月份起执行。',
    en: 'A list of {month} or later is approved already. Let the terms begin with a month that is not.',
  },
  'allowance.terms.none': {
    status: 409,
    zh: '该机构在该月没有补贴标准。请先在“补贴标准”中设定并报批。',
    en: 'No terms are in force for this unit and month. Set them first and have them approved.',
  },
  'allowance.unit.not.paying': {
    status: 422,
    zh: '补贴表由单位（集团、公司、厂、局）编制，科室随所在单位。请选择“{unit}”。',
    en: 'Lists are made by group, company, plant or bureau; departments are on theirs. Choose “{unit}”.',
  },
  'allowance.month.running': {
    status: 409,
    zh: '该月尚未结束，履职情况还不能确定。请在次月办理。',
    en: 'The month is not over and fulfilment is not known. Come back when it is.',
  },
  'allowance.list.exists': {
    status: 409,
    zh: '该机构该月的发放表已建立。请在该表中继续。',
    en: 'The list of this unit and month is there already. Go on with that one.',
  },
  'allowance.list.state': {
    status: 409,
    zh: '该表现为“{state}”，不能这样办理。{next}',
    en: 'The list is “{state}”; this cannot be done now. {next}',
  },
  'allowance.line.old': {
    status: 409,
    zh: '该表已重新计算，这一行是以前的。请在表中打开新的一行。',
    en: 'The list was computed anew and this is a former line. Open the new one from the list.',
  },
  'allowance.paid.early': {
    status: 422,
    zh: '发放日期须在批准之后、今天或之前。',
    en: 'The day of payment lies between the approval and today.',
  },
  'allowance.appeal.open': {
    status: 409,
    zh: '这一行已有待答复的申诉。',
    en: 'An appeal about this line is waiting for its answer.',
  },
  'allowance.appeal.early': {
    status: 409,
    zh: '发放表尚未批准，有误的请告知人事管理员更正；批准后可以申诉。',
    en: 'The list is not approved yet: tell personnel what to correct. Appeals are for approved lists.',
  },
  'allowance.reopen.appealed': {
    status: 409,
    zh: '该表有 {count} 件待答复的申诉。请先答复，再退回。',
    en: 'Appeals about this list wait for an answer: {count}. Answer them before it is reopened.',
  },
  'allowance.appeal.late': {
    status: 409,
    zh: '申诉期限已过（{day}止）。',
    en: 'The time for appeals has passed (until {day}).',
  },
  'allowance.appeal.answered': { status: 409, zh: '该申诉已答复。', en: 'The appeal is answered.' },
} as const satisfies ErrorList;
