import type { Bilingual } from '@fengni/kernel/command/define';
import { endOfMonth } from '@fengni/schemes/term';

export const allowanceGrades = ['CORE', 'IMPORTANT', 'GENERAL'] as const;
export type AllowanceGrade = (typeof allowanceGrades)[number];
export const listStates = ['begun', 'computed', 'approved', 'closed'] as const;
export type ListState = (typeof listStates)[number];
export const lineKinds = ['post', 'cooling', 'adjustment'] as const;
export type LineKind = (typeof lineKinds)[number];
export const lapseFacts = ['letter', 'return', 'obligation', 'breach'] as const;
export type LapseFact = (typeof lapseFacts)[number];
export const deductionWays = ['percent', 'amount'] as const;
export type DeductionWay = (typeof deductionWays)[number];
export const appealStates = ['open', 'upheld', 'rejected'] as const;
export type AppealState = (typeof appealStates)[number];

/** A month's allowance of one person at most, in fen: ten thousand yuan. */
export const monthlyFenMax = 1_000_000;

export const gradeTitles: Readonly<Record<AllowanceGrade, Bilingual>> = {
  CORE: { zh: '核心', en: 'core' },
  IMPORTANT: { zh: '重要', en: 'important' },
  GENERAL: { zh: '一般', en: 'general' },
};
export const listStateTitles: Readonly<Record<ListState, Bilingual>> = {
  begun: { zh: '待计算', en: 'to be computed' },
  computed: { zh: '待审批', en: 'to be approved' },
  approved: { zh: '已批准', en: 'approved' },
  closed: { zh: '已发放', en: 'paid and closed' },
};
export const lineKindTitles: Readonly<Record<LineKind, Bilingual>> = {
  post: { zh: '涉密岗位补贴', en: 'post with access' },
  cooling: { zh: '脱密期补偿', en: 'cooling-off' },
  adjustment: { zh: '申诉补发', en: 'paid after an appeal' },
};
export const lapseFactTitles: Readonly<Record<LapseFact, Bilingual>> = {
  letter: { zh: '责任书、承诺书逾期未签', en: 'letter not signed in time' },
  return: { zh: '载体逾期未还', en: 'carrier not returned in time' },
  obligation: { zh: '本人应办事项逾期', en: 'own obligation overdue' },
  breach: { zh: '脱密期回访发现违规', en: 'breach found in a cooling-off visit' },
};
export const appealStateTitles: Readonly<Record<AppealState, Bilingual>> = {
  open: { zh: '待答复', en: 'to be answered' },
  upheld: { zh: '支持', en: 'upheld' },
  rejected: { zh: '不支持', en: 'rejected' },
};

export type Rates = Readonly<Record<AllowanceGrade, number>>;

/** What is deducted for a fact, as the house decides it: a share of the month's allowance or an amount in fen. */
export interface Deduction {
  readonly fact: LapseFact;
  readonly way: DeductionWay;
  readonly value: number;
  /** For each occurrence, or once however often. */
  readonly each: boolean;
}

export interface Span {
  readonly from: string;
  readonly until: string;
}
export interface GradedSpan extends Span {
  readonly grade: AllowanceGrade;
}
/** Days of one grade in a month, and what they come to in fen. */
export interface LinePart extends GradedSpan {
  readonly days: number;
  readonly rate: number;
  readonly fen: number;
}

/** Something that speaks against fulfilment; `what` is a letter's name or a kind of obligation. */
export interface Lapse {
  readonly fact: LapseFact;
  readonly what: string;
  readonly dueOn: string;
  readonly endedOn: string | null;
}
export interface LineFact {
  readonly fact: LapseFact;
  readonly way: DeductionWay | null;
  readonly value: number;
  readonly each: boolean;
  /** What was deducted for it, in fen; less than the rule says where nothing was left. */
  readonly fen: number;
  readonly lapses: readonly Omit<Lapse, 'fact'>[];
}

/** First and last day of a month given by its first: `2026-11-01`. */
export function daysOfMonth(month: string): Span & { readonly days: number } {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const until = endOfMonth(year, number);
  return { from: `${month.slice(0, 7)}-01`, until, days: Number(until.slice(8)) };
}

/** The first day of the month that lies `by` months after that of `day`. */
export function monthAfter(day: string, by: number): string {
  const [year = 0, number = 1] = day.split('-').map(Number);
  const months = year * 12 + number - 1 + by;
  return endOfMonth(Math.floor(months / 12), (months % 12) + 1).replace(/\d\d$/, '01');
}

const isIn = (day: string, span: Span) => span.from <= day && day <= span.until;

/** The highest grade of those held on a day. */
function gradeOn(day: string, spans: readonly GradedSpan[]): AllowanceGrade | null {
  return (
    allowanceGrades.find((grade) => spans.some((span) => span.grade === grade && isIn(day, span))) ?? null
  );
}

/**
 * A month's days by grade, each at its share of the monthly rate, and the days on which a graded post was held without
 * clearance, which are not paid. `cleared` is null where clearance is not asked: in the cooling-off period it has ended.
 */
export function partMonth(the: {
  readonly month: string;
  readonly graded: readonly GradedSpan[];
  readonly cleared: readonly Span[] | null;
  readonly rates: Rates;
}): { readonly parts: LinePart[]; readonly uncleared: number } {
  const { month, graded, cleared, rates } = the;
  const { days: length } = daysOfMonth(month);
  const spans: { grade: AllowanceGrade; from: string; until: string; days: number }[] = [];
  let uncleared = 0;
  let open: (typeof spans)[number] | null = null;
  for (let number = 1; number <= length; number += 1) {
    const day = `${month.slice(0, 7)}-${String(number).padStart(2, '0')}`;
    const grade = gradeOn(day, graded);
    const isCleared = cleared === null || cleared.some((span) => isIn(day, span));
    if (grade !== null && !isCleared) uncleared += 1;
    if (grade === null || !isCleared) open = null;
    else if (open !== null && open.grade === grade) {
      open.until = day;
      open.days += 1;
    } else {
      open = { grade, from: day, until: day, days: 1 };
      spans.push(open);
    }
  }
  const parts = spans.map((span) => ({
    ...span,
    rate: rates[span.grade],
    fen: Math.round((rates[span.grade] * span.days) / length),
  }));
  return { parts, uncleared };
}

/** A breach weighs on the compensation of the cooling-off period, everything else on the allowance of the post. */
export function weighsOn(fact: LapseFact): LineKind {
  return fact === 'breach' ? 'cooling' : 'post';
}

/** What is deducted, rule by rule, never more than there is. Facts without a rule are named and deduct nothing. */
export function deduct(
  base: number,
  lapses: readonly Lapse[],
  rules: readonly Deduction[],
): { readonly facts: LineFact[]; readonly deducted: number } {
  let left = base;
  const facts: LineFact[] = [];
  for (const fact of lapseFacts) {
    const of = lapses
      .filter((lapse) => lapse.fact === fact)
      .map(({ what, dueOn, endedOn }) => ({ what, dueOn, endedOn }));
    if (of.length === 0) continue;
    const rule = rules.find((one) => one.fact === fact);
    const once =
      rule === undefined ? 0 : rule.way === 'amount' ? rule.value : Math.round((base * rule.value) / 100);
    const fen = Math.min(left, rule?.each === true ? once * of.length : once);
    left -= fen;
    facts.push({
      fact,
      way: rule?.way ?? null,
      value: rule?.value ?? 0,
      each: rule?.each ?? false,
      fen,
      lapses: of,
    });
  }
  return { facts, deducted: base - left };
}

/** The grade of most of a line's days; of as many, the higher. */
export function mainGrade(parts: readonly LinePart[]): AllowanceGrade | null {
  const days = (grade: AllowanceGrade) =>
    parts.filter((part) => part.grade === grade).reduce((sum, part) => sum + part.days, 0);
  const [first] = allowanceGrades.filter((grade) => days(grade) > 0).toSorted((a, b) => days(b) - days(a));
  return first ?? null;
}

/** Fen as yuan with two decimals: 12345 is `123.45`. */
export function yuan(fen: number): string {
  const sign = fen < 0 ? '-' : '';
  const whole = Math.abs(fen);
  return `${sign}${Math.floor(whole / 100)}.${String(whole % 100).padStart(2, '0')}`;
}

/** What a house without rules of its own begins its draft from: nothing is said in public about amounts. */
export const suggestedDeductions: readonly Deduction[] = [
  { fact: 'letter', way: 'percent', value: 100, each: false },
  { fact: 'return', way: 'percent', value: 20, each: true },
  { fact: 'obligation', way: 'percent', value: 10, each: true },
  { fact: 'breach', way: 'percent', value: 100, each: false },
];
