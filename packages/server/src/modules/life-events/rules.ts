import type { DutyName } from '@fengni/kernel/access/actor';
import type { Bilingual } from '@fengni/kernel/command/define';
import { daysBetween, parseLocalDate } from '@fengni/schemes/term';

export const lifeEventStates = ['open', 'asked', 'answered', 'withdrawn'] as const;
export type LifeEventState = (typeof lifeEventStates)[number];
export const lifeEventAnswers = ['noted', 'advice', 'restriction'] as const;
export type LifeEventAnswer = (typeof lifeEventAnswers)[number];

export const lifeEventStateTitles: Readonly<Record<LifeEventState, Bilingual>> = {
  open: { zh: '待答复', en: 'to be answered' },
  asked: { zh: '待补充', en: 'more was asked' },
  answered: { zh: '已答复', en: 'answered' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
};
export const lifeEventAnswerTitles: Readonly<Record<LifeEventAnswer, Bilingual>> = {
  noted: { zh: '已备案', en: 'noted' },
  advice: { zh: '有提醒', en: 'advice' },
  restriction: { zh: '有限制要求', en: 'restriction' },
};

/** What kind of event has to be reported, and how it is answered. */
export interface LifeEventRule {
  readonly title: Bilingual;
  /** Days of the house within which it is reported; one that is foreseen is reported before. */
  readonly reportDays: number;
  /** It is reported before it happens. */
  readonly ahead?: true;
  readonly answerDays: number;
  readonly answeredBy: Extract<DutyName, 'officer' | 'personnel'>;
  /** A review of the person is proposed with the answer; the person does not see it. */
  readonly reviewAgain: boolean;
  /** Where it stands that it is reported; the days have no public source. */
  readonly source: Bilingual;
}

const booklet: Bilingual = {
  zh: '重大事项报告（保密知识问答第45问）；天数为程序默认',
  en: 'report of major matters (booklet of questions, no. 45); the days are a default of the program',
};
const houseDefault: Bilingual = {
  zh: '无公开依据，程序默认',
  en: 'no public source: default of the program',
};

export const lifeEventKinds = [
  'leak-danger',
  'recruitment',
  'foreign-support',
  'marriage-foreign',
  'family-foreign-status',
  'family-emigrating',
  'marriage-change',
  'foreign-contact',
  'foreign-offer',
  'private-travel',
  'money-trouble',
  'papers-lost',
  'legal-trouble',
  'other',
] as const;
export type LifeEventKind = (typeof lifeEventKinds)[number];

export const lifeEventRules: Readonly<Record<LifeEventKind, LifeEventRule>> = {
  'leak-danger': {
    title: { zh: '发生泄密或者存在重大泄密隐患', en: 'a leak, or a great danger of one' },
    reportDays: 1,
    answerDays: 1,
    answeredBy: 'officer',
    reviewAgain: false,
    source: booklet,
  },
  recruitment: {
    title: { zh: '遭遇拉拢、策反', en: 'being approached or recruited' },
    reportDays: 1,
    answerDays: 3,
    answeredBy: 'officer',
    reviewAgain: true,
    source: booklet,
  },
  'foreign-support': {
    title: { zh: '接受境外机构、组织或者非亲属人员资助', en: 'support from foreign bodies or non-relatives' },
    reportDays: 7,
    answerDays: 10,
    answeredBy: 'personnel',
    reviewAgain: true,
    source: booklet,
  },
  'marriage-foreign': {
    title: { zh: '本人与境外人员结婚', en: 'marriage to a foreigner' },
    reportDays: 10,
    answerDays: 10,
    answeredBy: 'personnel',
    reviewAgain: true,
    source: booklet,
  },
  'family-foreign-status': {
    title: {
      zh: '配偶、子女取得境外永久居留资格或者外国国籍',
      en: 'spouse or child gets foreign residence or nationality',
    },
    reportDays: 10,
    answerDays: 10,
    answeredBy: 'personnel',
    reviewAgain: true,
    source: booklet,
  },
  'family-emigrating': {
    title: { zh: '配偶、子女移居国（境）外', en: 'spouse or child emigrates' },
    reportDays: 30,
    answerDays: 10,
    answeredBy: 'personnel',
    reviewAgain: true,
    source: houseDefault,
  },
  'marriage-change': {
    title: { zh: '结婚、离婚', en: 'marriage or divorce' },
    reportDays: 30,
    answerDays: 10,
    answeredBy: 'personnel',
    reviewAgain: false,
    source: houseDefault,
  },
  'foreign-contact': {
    title: { zh: '与境外机构、人员联系交往', en: 'contact with foreign bodies or persons' },
    reportDays: 7,
    answerDays: 10,
    answeredBy: 'officer',
    reviewAgain: false,
    source: houseDefault,
  },
  'foreign-offer': {
    title: { zh: '境外机构、外资企业聘用邀请', en: 'offer of employment by a foreign body or firm' },
    reportDays: 7,
    answerDays: 10,
    answeredBy: 'personnel',
    reviewAgain: true,
    source: houseDefault,
  },
  'private-travel': {
    title: { zh: '因私出国（境）打算', en: 'intended private travel abroad' },
    reportDays: 0,
    ahead: true,
    answerDays: 10,
    answeredBy: 'personnel',
    reviewAgain: false,
    source: houseDefault,
  },
  'money-trouble': {
    title: { zh: '重大债务、财产变化', en: 'heavy debts or changes of property' },
    reportDays: 30,
    answerDays: 10,
    answeredBy: 'personnel',
    reviewAgain: true,
    source: houseDefault,
  },
  'papers-lost': {
    title: { zh: '证件、出入证件、密钥介质遗失', en: 'loss of papers, passes or keys' },
    reportDays: 1,
    answerDays: 3,
    answeredBy: 'officer',
    reviewAgain: false,
    source: houseDefault,
  },
  'legal-trouble': {
    title: { zh: '涉及诉讼，受到处分、处罚', en: 'lawsuits, discipline or punishment' },
    reportDays: 7,
    answerDays: 10,
    answeredBy: 'personnel',
    reviewAgain: true,
    source: houseDefault,
  },
  other: {
    title: {
      zh: '其他可能影响履行保密职责的情况',
      en: 'anything else that may touch the duty to keep secrets',
    },
    reportDays: 10,
    answerDays: 10,
    answeredBy: 'personnel',
    reviewAgain: false,
    source: booklet,
  },
};

/** Whether a text names a kind: rows keep it as text, so that a kind may be given up. */
export function isLifeEventKind(kind: unknown): kind is LifeEventKind {
  return typeof kind === 'string' && Object.hasOwn(lifeEventRules, kind);
}
export function lifeEventTitle(kind: unknown): Bilingual {
  return isLifeEventKind(kind) ? lifeEventRules[kind].title : { zh: String(kind), en: String(kind) };
}

/** Days by which a report came too late; none for what lies ahead. */
export function lateDays(rule: Pick<LifeEventRule, 'reportDays'>, happenedOn: string, today: string): number {
  const [happened, now] = [parseLocalDate(happenedOn), parseLocalDate(today)];
  if (happened === null || now === null) return 0;
  return Math.max(0, daysBetween(happened, now) - rule.reportDays);
}
