import type { Bilingual } from '@fengni/kernel/command/define';
import { type Packs, builtinPacks, levelOf, limitOf, periodOf } from '@fengni/schemes/packs';
import { addPeriod, parseLocalDate, parsePeriod } from '@fengni/schemes/term';

export const stateScheme = 'cn-state-secret';
/** From the lowest up (保守国家秘密法 art. 43). */
export const gradeCodes = ['GENERAL', 'IMPORTANT', 'CORE'] as const;
export type GradeCode = (typeof gradeCodes)[number];
export const postGradeTitles: Readonly<Record<GradeCode | 'NONE', Bilingual>> = {
  CORE: { zh: '核心涉密岗位', en: 'core classified post' },
  IMPORTANT: { zh: '重要涉密岗位', en: 'important classified post' },
  GENERAL: { zh: '一般涉密岗位', en: 'general classified post' },
  NONE: { zh: '非涉密岗位', en: 'not classified' },
};
export const personGradeTitles: Readonly<Record<GradeCode, Bilingual>> = {
  CORE: { zh: '核心涉密人员', en: 'core classified personnel' },
  IMPORTANT: { zh: '重要涉密人员', en: 'important classified personnel' },
  GENERAL: { zh: '一般涉密人员', en: 'general classified personnel' },
};

/** Its place among the grades, from 1; 0 for none. */
export function rankOfGrade(grade: GradeCode | null): number {
  return grade === null ? 0 : gradeCodes.indexOf(grade) + 1;
}

/** The grade that goes with a level of state secrets: core with 绝密, important with 机密, general with 秘密; null below. */
export function gradeOfLevel(rank: number): GradeCode | null {
  return gradeCodes[rank - 1] ?? null;
}

export const reviewKinds = ['posting', 'interval', 'event', 'move'] as const;
export type ReviewKind = (typeof reviewKinds)[number];
export const reviewKindTitles: Readonly<Record<ReviewKind, Bilingual>> = {
  posting: { zh: '上岗前审查', en: 'before posting' },
  interval: { zh: '定期复审', en: 'at the interval' },
  event: { zh: '有情况时复审', en: 'after an event' },
  move: { zh: '岗位调整审查', en: 'on a move' },
};
export const reviewStates = ['open', 'decided', 'withdrawn'] as const;
export type ReviewState = (typeof reviewStates)[number];
export const reviewStateTitles: Readonly<Record<ReviewState, Bilingual>> = {
  open: { zh: '审查中', en: 'under way' },
  decided: { zh: '已作结论', en: 'decided' },
  withdrawn: { zh: '已撤销', en: 'withdrawn' },
};
export const reviewResults = ['pass', 'conditions', 'fail'] as const;
export type ReviewResult = (typeof reviewResults)[number];
export const reviewResultTitles: Readonly<Record<ReviewResult, Bilingual>> = {
  pass: { zh: '通过', en: 'passed' },
  conditions: { zh: '有条件通过', en: 'passed on conditions' },
  fail: { zh: '不通过', en: 'failed' },
};
export const headAnswers = ['fine', 'remark', 'concern'] as const;
export type HeadAnswer = (typeof headAnswers)[number];
export const headAnswerTitles: Readonly<Record<HeadAnswer, Bilingual>> = {
  fine: { zh: '符合', en: 'fine' },
  remark: { zh: '需说明', en: 'remark' },
  concern: { zh: '有疑问', en: 'concern' },
};
export const opinionSides = ['personnel', 'office'] as const;
export type OpinionSide = (typeof opinionSides)[number];
export const opinionSideTitles: Readonly<Record<OpinionSide, Bilingual>> = {
  personnel: { zh: '人事部门', en: 'Personnel' },
  office: { zh: '保密办', en: 'Confidentiality office' },
};
export const opinionVerdicts = ['agree', 'conditions', 'against'] as const;
export type OpinionVerdict = (typeof opinionVerdicts)[number];
export const opinionVerdictTitles: Readonly<Record<OpinionVerdict, Bilingual>> = {
  agree: { zh: '同意', en: 'for' },
  conditions: { zh: '附条件同意', en: 'for, on conditions' },
  against: { zh: '不同意', en: 'against' },
};

export interface ReviewHead extends Bilingual {
  readonly id: string;
  /** What is looked at, in a line. */
  readonly ask: Bilingual;
  /** Where it comes from; without one it is the practice of houses, and the house's to judge. */
  readonly cite: readonly string[];
  readonly confidence: 'verified' | 'secondary' | 'unverified';
}

/**
 * Heads of a review. The law asks for political soundness, conduct, training and ability (保守国家秘密法 art. 43; 实施条例
 * art. 50), the official questions and answers (no. 36) for nationality; family abroad, contacts, residence permits and
 * money are what later has to be reported (no. 45).
 */
export const reviewHeads: readonly ReviewHead[] = [
  {
    id: 'nationality',
    zh: '国籍和身份',
    en: 'Nationality and identity',
    ask: {
      zh: '具有中华人民共和国国籍，身份、学历、履历真实。',
      en: 'A citizen; identity, education and career are true.',
    },
    cite: ['CN-QA-BOOKLET#36'],
    confidence: 'secondary',
  },
  {
    id: 'politics',
    zh: '政治素质',
    en: 'Political soundness',
    ask: { zh: '政治立场坚定，忠诚可靠。', en: 'Loyal and reliable.' },
    cite: ['CN-LGSS-2024#43'],
    confidence: 'verified',
  },
  {
    id: 'conduct',
    zh: '品行',
    en: 'Conduct',
    ask: {
      zh: '品行良好，没有犯罪、失信和严重违纪记录。',
      en: 'Good conduct; no record of crime, bad faith or grave breach.',
    },
    cite: ['CN-LGSS-2024#43'],
    confidence: 'verified',
  },
  {
    id: 'ability',
    zh: '胜任能力和培训',
    en: 'Ability and training',
    ask: {
      zh: '胜任岗位，受过保密教育培训，掌握保密知识技能。',
      en: 'Able to fill the post, trained in keeping secrets.',
    },
    cite: ['CN-LGSS-2024#43', 'CN-LGSS-IR-2024#50'],
    confidence: 'verified',
  },
  {
    id: 'breaches',
    zh: '遵守保密制度',
    en: 'Keeping the rules',
    ask: {
      zh: '没有泄密和严重违反保密规定的行为；以往问题已整改。',
      en: 'No leak or grave breach; earlier findings are mended.',
    },
    cite: ['CN-LGSS-2024#43'],
    confidence: 'verified',
  },
  {
    id: 'family',
    zh: '配偶子女移居国（境）外',
    en: 'Family abroad',
    ask: {
      zh: '配偶、子女未取得外国国籍或者境外永久居留，未与外国人结婚。',
      en: 'Spouse and children hold no foreign nationality or residence; no marriage to a foreigner.',
    },
    cite: ['CN-QA-BOOKLET#45'],
    confidence: 'secondary',
  },
  {
    id: 'contacts',
    zh: '境外机构和人员往来',
    en: 'Foreign contacts',
    ask: {
      zh: '没有未报告的境外机构、组织、人员往来和资助。',
      en: 'No unreported contact with, or support from, bodies or persons abroad.',
    },
    cite: ['CN-QA-BOOKLET#45'],
    confidence: 'secondary',
  },
  {
    id: 'papers',
    zh: '出国（境）证件和经历',
    en: 'Travel papers and journeys',
    ask: {
      zh: '因私证件已交单位保管，出国（境）均经批准。',
      en: 'Private travel papers are with the office; journeys were approved.',
    },
    cite: ['CN-LGSS-2024#45'],
    confidence: 'verified',
  },
  {
    id: 'money',
    zh: '经济状况',
    en: 'Money',
    ask: {
      zh: '没有大额债务、赌博等易受利用的情况。',
      en: 'No heavy debts, gambling or the like that could be used.',
    },
    cite: [],
    confidence: 'unverified',
  },
  {
    id: 'commitment',
    zh: '保密承诺书',
    en: 'Commitment letter',
    ask: { zh: '已签订或者同意签订保密承诺书。', en: 'Signed, or agreed to be signed.' },
    cite: ['CN-LGSS-2024#43'],
    confidence: 'verified',
  },
];

/** Where a head comes from, in words; null for what is practice only. */
export function sourceOfHead(head: ReviewHead, packs: Packs = builtinPacks): Bilingual | null {
  const named = head.cite.map((cite): Bilingual => {
    const [key = '', article = ''] = cite.split('#');
    const instrument = packs.get(stateScheme)?.instruments.find((one) => one.key === key);
    return {
      zh: `${instrument?.zh ?? key}第${article}条`,
      en: `${instrument?.en ?? key} art. ${article}`,
    };
  });
  if (named.length === 0) return null;
  return { zh: named.map((one) => one.zh).join('、'), en: named.map((one) => one.en).join('; ') };
}
export const reviewHeadIds = reviewHeads.map((head) => head.id);

/** Where post, clearance and review disagree, the first to be seen to. */
export const gaps = [
  'failed',
  'no-clearance',
  'no-post',
  'too-low',
  'too-high',
  'no-review',
  'review-below',
  'lapsed',
  'due',
] as const;
export type Gap = (typeof gaps)[number];
export const gapTitles: Readonly<Record<Gap, Bilingual>> = {
  failed: { zh: '审查不通过，仍有涉密等级', en: 'failed the review, still cleared' },
  'no-clearance': { zh: '在涉密岗位，未定涉密等级', en: 'in a graded post, not cleared' },
  'no-post': { zh: '有涉密等级，不在涉密岗位', en: 'cleared, in no graded post' },
  'too-low': { zh: '涉密等级低于岗位', en: 'cleared below the post' },
  'too-high': { zh: '涉密等级高于岗位', en: 'cleared above the post' },
  'no-review': { zh: '没有审查记录', en: 'not reviewed' },
  'review-below': { zh: '审查的等级低于岗位', en: 'reviewed for a lower grade' },
  lapsed: { zh: '审查已过期', en: 'the review has lapsed' },
  due: { zh: '六十日内到期复审', en: 'to be reviewed within 60 days' },
};
/** What is to be done about each. */
export const gapAdvice: Readonly<Record<Gap, Bilingual>> = {
  failed: {
    zh: '由安全保密管理员取消涉密等级，并调离岗位。',
    en: 'The security administrator withdraws the clearance; the post ends.',
  },
  'no-clearance': {
    zh: '先审查，通过后由安全保密管理员确定涉密等级。',
    en: 'Review first; then the security administrator clears.',
  },
  'no-post': {
    zh: '任命到涉密岗位，或者取消涉密等级。',
    en: 'Assign a graded post, or withdraw the clearance.',
  },
  'too-low': {
    zh: '按岗位等级审查，重新确定涉密等级。',
    en: 'Review for the post’s grade, then clear anew.',
  },
  'too-high': { zh: '按岗位降低涉密等级。', en: 'Lower the clearance to the post.' },
  'no-review': { zh: '补办上岗审查。', en: 'Hold the review that was missed.' },
  'review-below': { zh: '按岗位等级重新审查。', en: 'Review again for the post’s grade.' },
  lapsed: { zh: '立即复审；未复审前不应接触国家秘密。', en: 'Review at once; until then no access.' },
  due: { zh: '在到期前复审。', en: 'Review before the day.' },
};

export const filingStates = ['made', 'sent', 'received', 'dropped'] as const;
export type FilingState = (typeof filingStates)[number];
export const filingStateTitles: Readonly<Record<FilingState, Bilingual>> = {
  made: { zh: '已编制', en: 'drawn up' },
  sent: { zh: '已报送', en: 'sent' },
  received: { zh: '已回执', en: 'receipt entered' },
  dropped: { zh: '已作废', en: 'dropped' },
};
export const filingChanges = ['same', 'added', 'changed', 'removed'] as const;
export type FilingChange = (typeof filingChanges)[number];
export const filingChangeTitles: Readonly<Record<FilingChange, Bilingual>> = {
  same: { zh: '无变化', en: 'unchanged' },
  added: { zh: '新增', en: 'added' },
  changed: { zh: '等级变更', en: 'grade changed' },
  removed: { zh: '减少', en: 'no longer' },
};

export type Intervals = Readonly<Record<GradeCode, number>>;

/** Months between reviews as the pack has them: by the level the grade is cleared to. */
export function packIntervals(packs: Packs = builtinPacks): Intervals {
  const pack = packs.get(stateScheme);
  const period = pack === undefined ? undefined : periodOf(pack, 'personnel-review');
  const months = (grade: GradeCode): number => {
    const clearedTo = pack?.grades.find((one) => one.code === grade)?.clearedTo;
    const parsed = period === undefined ? null : parsePeriod(limitOf(period, clearedTo));
    return parsed === null ? 12 : parsed.years * 12 + parsed.months;
  };
  return { CORE: months('CORE'), IMPORTANT: months('IMPORTANT'), GENERAL: months('GENERAL') };
}

/** Key of what the interval rests on. */
export const intervalBasis = `${stateScheme}#personnel-review`;

/** The last day a review of a grade holds when decided on a day. */
export function validUntil(grade: GradeCode, decidedOn: string, intervals: Intervals): string {
  const day = parseLocalDate(decidedOn);
  return day === null ? decidedOn : addPeriod(day, { years: 0, months: intervals[grade], days: 0 });
}

/** What a post's grade can be proposed from; ranks are of levels of state secrets. */
export interface PostFacts {
  /** Highest level of the catalogue's items that name the post, as far as the reader sees them. */
  readonly itemRank: number;
  readonly items: number;
  readonly heldRank: number;
  readonly held: number;
  readonly knownRank: number;
}
export interface GradeProposal {
  readonly grade: GradeCode | null;
  readonly reasons: Bilingual[];
}

/** The grade that follows from a post's matters and from what its holders hold and know: the highest of them. */
export function proposeGrade(facts: PostFacts, packs: Packs = builtinPacks): GradeProposal {
  const grade = gradeOfLevel(Math.max(facts.itemRank, facts.heldRank, facts.knownRank));
  const reasons: Bilingual[] = [];
  const named = (rank: number): Bilingual => {
    const code = packs.get(stateScheme)?.levels.find((level) => level.rank === rank)?.code ?? '';
    const level = levelOf(stateScheme, code, packs);
    return { zh: level?.zh ?? '', en: level?.en ?? '' };
  };
  if (facts.itemRank > 0)
    reasons.push({
      zh: `事项一览表中由本岗位承办 ${facts.items} 项，最高${named(facts.itemRank).zh}。`,
      en: `${facts.items} items of the catalogue are this post's, the highest ${named(facts.itemRank).en}.`,
    });
  if (facts.heldRank > 0)
    reasons.push({
      zh: `任职人员现持有国家秘密载体 ${facts.held} 份，最高${named(facts.heldRank).zh}。`,
      en: `Its holders keep ${facts.held} copies, the highest ${named(facts.heldRank).en}.`,
    });
  if (facts.knownRank > 0)
    reasons.push({
      zh: `任职人员知悉范围内的国家秘密最高为${named(facts.knownRank).zh}。`,
      en: `The highest level its holders may know is ${named(facts.knownRank).en}.`,
    });
  if (reasons.length === 0)
    reasons.push({
      zh: '没有承办的国家秘密事项，任职人员不持有也不知悉国家秘密。',
      en: 'No item is its, and its holders neither hold nor know state secrets.',
    });
  return { grade, reasons };
}

export interface AccessLine {
  readonly personId: string;
  readonly grade: GradeCode;
}
/** How each person stands against the filing before, and who is no longer on the list. */
export function compareFilings<Line extends AccessLine, Former extends AccessLine>(
  lines: readonly Line[],
  former: readonly Former[],
): {
  readonly now: readonly {
    readonly line: Line;
    readonly change: FilingChange;
    readonly formerGrade: GradeCode | null;
  }[];
  readonly gone: readonly Former[];
} {
  const before = new Map(former.map((one) => [one.personId, one]));
  const present = new Set(lines.map((one) => one.personId));
  return {
    now: lines.map((line) => {
      const was = before.get(line.personId);
      const change = was === undefined ? 'added' : was.grade === line.grade ? 'same' : 'changed';
      return { line, change, formerGrade: change === 'changed' ? (was?.grade ?? null) : null };
    }),
    gone: former.filter((one) => !present.has(one.personId)),
  };
}
