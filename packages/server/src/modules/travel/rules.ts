import type { Bilingual } from '@fengni/kernel/command/define';
import type { GradeCode } from '@fengni/kernel/org/tables';

export { regionCodes, regionName, regionNames } from './regions.ts';

export const journeyKinds = ['private', 'official'] as const;
export type JourneyKind = (typeof journeyKinds)[number];
export const journeyKindTitles: Readonly<Record<JourneyKind, Bilingual>> = {
  private: { zh: '因私', en: 'private' },
  official: { zh: '因公', en: 'official' },
};
export const journeyStates = ['draft', 'approved', 'away', 'returned', 'closed', 'cancelled'] as const;
export type JourneyState = (typeof journeyStates)[number];
export const journeyStateTitles: Readonly<Record<JourneyState, Bilingual>> = {
  draft: { zh: '待报批', en: 'to be asked for' },
  approved: { zh: '已批准', en: 'approved' },
  away: { zh: '在外', en: 'under way' },
  returned: { zh: '已返回', en: 'returned' },
  closed: { zh: '已办结', en: 'closed' },
  cancelled: { zh: '已取消', en: 'cancelled' },
};
export const documentKinds = [
  'passport',
  'official-passport',
  'hk-macau-permit',
  'taiwan-permit',
  'other',
] as const;
export type DocumentKind = (typeof documentKinds)[number];
export const documentKindTitles: Readonly<Record<DocumentKind, Bilingual>> = {
  passport: { zh: '普通护照', en: 'passport' },
  'official-passport': { zh: '公务护照', en: 'service passport' },
  'hk-macau-permit': { zh: '往来港澳通行证', en: 'permit for Hong Kong and Macao' },
  'taiwan-permit': { zh: '往来台湾通行证', en: 'permit for Taiwan' },
  other: { zh: '其他出入境证件', en: 'other travel document' },
};
export const documentStates = ['kept', 'lent', 'with-holder', 'missing'] as const;
export type DocumentState = (typeof documentStates)[number];
export const documentStateTitles: Readonly<Record<DocumentState | 'expired', Bilingual>> = {
  kept: { zh: '集中保管', en: 'kept' },
  lent: { zh: '已借出', en: 'lent' },
  'with-holder': { zh: '本人持有', en: 'with its holder' },
  missing: { zh: '遗失', en: 'missing' },
  expired: { zh: '已过期', en: 'expired' },
};
export const documentMoves = ['taken-in', 'asked-for', 'lent', 'returned', 'handed-back', 'missing'] as const;
export type DocumentMove = (typeof documentMoves)[number];
export const documentMoveTitles: Readonly<Record<DocumentMove, Bilingual>> = {
  'taken-in': { zh: '收存', en: 'taken in' },
  'asked-for': { zh: '登记，限期上交', en: 'entered, to be handed in' },
  lent: { zh: '借出', en: 'lent' },
  returned: { zh: '交回', en: 'returned' },
  'handed-back': { zh: '发还本人', en: 'handed back to its holder' },
  missing: { zh: '报失', en: 'reported missing' },
};

/** What is asked of each traveller after his return (保守国家秘密法实施条例 art. 52: matters abroad are reported). */
export const debriefHeads = [
  'contact',
  'pressure',
  'questions',
  'loss',
  'search',
  'watched',
  'route',
] as const;
export type DebriefHead = (typeof debriefHeads)[number];
export const debriefHeadTitles: Readonly<Record<DebriefHead, Bilingual>> = {
  contact: { zh: '境外机构、人员主动接触或拉拢', en: 'approached or courted by a foreign body or person' },
  pressure: { zh: '受到威胁、胁迫或利诱', en: 'threatened, pressed or tempted' },
  questions: { zh: '被打听涉密或内部事项', en: 'asked about secret or internal matters' },
  loss: { zh: '载体、设备或证件遗失、离身', en: 'a carrier, device or paper lost or out of hand' },
  search: { zh: '行李、设备被检查或扣留', en: 'luggage or devices searched or held' },
  watched: { zh: '有被跟踪、窃听的迹象', en: 'signs of being followed or listened to' },
  route: { zh: '行程、停留地有变化', en: 'the route or a stay was changed' },
};

/**
 * What must not be done abroad, until the house puts its own list in force. Drawn from the public list of technical
 * must-nots and from 保守国家秘密法 arts. 28 and 29; no statute has such a list for travellers.
 */
export const builtinProhibitions: readonly Bilingual[] = [
  {
    zh: '不得携带涉密载体、涉密设备出境；确需携带的，按规定报批。',
    en: 'No secret carrier or device is taken abroad; where it must be, approval is asked for first.',
  },
  {
    zh: '不得在境外谈论、记录、传递涉密和内部事项，不得使用普通电话、互联网、社交软件涉及上述内容。',
    en: 'Nothing secret or internal is spoken of, noted or sent abroad, by telephone, internet or messengers least of all.',
  },
  {
    zh: '不得让存有工作内容的手机、电脑、存储介质离身，不得交他人保管、维修。',
    en: 'Telephones, computers and media with contents of work do not leave the traveller and are not given to others.',
  },
  {
    zh: '不得擅自改变行程、延长在外时间，不得擅自脱离团组活动。',
    en: 'The route is not changed, the stay not prolonged, the delegation not left on one’s own account.',
  },
  {
    zh: '不得擅自接受境外机构、人员的资助、馈赠、采访和邀请。',
    en: 'No support, gift, interview or invitation of a foreign body or person is accepted on one’s own account.',
  },
  {
    zh: '不得接入他人提供的不明网络、存储介质和充电设备。',
    en: 'No unknown network, medium or charger offered by others is used.',
  },
  {
    zh: '遇有接触、拉拢、胁迫、检查、遗失等情况，立即向带队负责人和我驻外机构报告，返回后如实汇报。',
    en: 'Approaches, pressure, searches and losses are reported at once to the leader and the mission abroad, and again after the return.',
  },
];
/** Days after the return, until the house decides others: practice, no statutory figure. */
export const builtinReturnDays = 10;
export const builtinDebriefDays = 10;
/** Papers valid at least so long after the journey are accepted abroad as a rule. Months. */
export const validityMonthsMin = 6;

/** Papers a journey asks for, by where it goes. */
export function documentKindsFor(the: {
  readonly kind: JourneyKind;
  readonly regions: readonly string[];
}): readonly DocumentKind[] {
  const wanted = new Set<DocumentKind>();
  for (const region of the.regions) {
    if (region === 'HK' || region === 'MO') wanted.add('hk-macau-permit');
    else if (region === 'TW') wanted.add('taiwan-permit');
    else wanted.add(the.kind === 'official' ? 'official-passport' : 'passport');
  }
  return [...wanted];
}

/** First and last two characters stay: enough to find the paper in the cabinet, not enough to use it. */
export function maskNumber(number: string): string {
  const bare = number.replaceAll(/\s/gu, '');
  if (bare.length < 6) return '*'.repeat(bare.length);
  return `${bare.slice(0, 1)}${'*'.repeat(bare.length - 3)}${bare.slice(-2)}`;
}

/** The lowest unit above all of these (ltree paths). */
export function commonPath(paths: readonly string[]): string {
  const [parts, ...others] = paths.map((path) => path.split('.'));
  if (parts === undefined) return '';
  for (const other of others) {
    const differs = parts.findIndex((part, i) => other[i] !== part);
    if (differs >= 0) parts.length = differs;
  }
  return parts.join('.');
}

export const checkIds = [
  'grade',
  'cooling',
  'leaving',
  'undebriefed',
  'letters',
  'held',
  'document',
  'review',
] as const;
export type CheckId = (typeof checkIds)[number];
/** `against`: speaks against the journey; `todo`: to be settled before it begins; `note`: to be known; `fine`. */
export type CheckVerdict = 'against' | 'todo' | 'note' | 'fine';

export interface TravelFacts {
  readonly grade: GradeCode | null;
  readonly coolingUntil: string | null;
  readonly leavingOn: string | null;
  readonly unsigned: number;
  readonly undebriefed: number;
  /** Carriers and devices he holds. */
  readonly held: number;
  /** Whether a review of him is open, as far as the reader may know. */
  readonly reviewOpen: boolean;
  readonly documents: readonly {
    readonly kind: DocumentKind;
    readonly state: DocumentState;
    readonly validUntil: string;
    readonly here: boolean;
  }[];
}
export interface TravelCheck {
  readonly id: CheckId;
  readonly verdict: CheckVerdict;
  readonly fact: Bilingual;
  /** What to do; null where nothing is. */
  readonly advice: Bilingual | null;
}

const gradeNames: Readonly<Record<GradeCode, Bilingual>> = {
  CORE: { zh: '核心涉密人员', en: 'core classified personnel' },
  IMPORTANT: { zh: '重要涉密人员', en: 'important classified personnel' },
  GENERAL: { zh: '一般涉密人员', en: 'general classified personnel' },
};

/** What is to be thought of before one traveller goes, each with its reason and what to do (FOR-1). */
export function checkTraveller(
  facts: TravelFacts,
  journey: {
    readonly kind: JourneyKind;
    readonly regions: readonly string[];
    readonly untilOn: string;
    readonly validUntilMin: string;
  },
): TravelCheck[] {
  const checks: TravelCheck[] = [checkGrade(facts.grade), ...checkBounds(facts)];
  checks.push(
    facts.unsigned === 0
      ? fine('letters', '没有待签的承诺书。', 'No letter waits to be signed.')
      : {
          id: 'letters',
          verdict: 'todo',
          fact: {
            zh: `有 ${facts.unsigned} 份承诺书待签。`,
            en: `${facts.unsigned} letters wait to be signed.`,
          },
          advice: {
            zh: '由本人签订，没有账号的由办公室录入。',
            en: 'He signs them; for who has no account the office enters them.',
          },
        },
    facts.held === 0
      ? fine('held', '手中没有涉密载体和设备。', 'He holds no carrier or device.')
      : {
          id: 'held',
          verdict: 'todo',
          fact: {
            zh: `手中有 ${facts.held} 份载体、设备。`,
            en: `He holds ${facts.held} carriers and devices.`,
          },
          advice: {
            zh: '出境前清退或移交；确有理由留在手中的，报分管领导决定。',
            en: 'Returned or handed over before departure; with a reason the leader may decide otherwise.',
          },
        },
    ...documentKindsFor(journey).map((kind) => checkDocument(kind, facts.documents, journey.validUntilMin)),
  );
  if (facts.reviewOpen) {
    checks.push({
      id: 'review',
      verdict: 'note',
      fact: { zh: '有一项保密审查正在进行。', en: 'A review of him is under way.' },
      advice: {
        zh: '办结前慎重批准；不向本人透露。',
        en: 'Decide with care before it is closed; he is not told of it.',
      },
    });
  }
  return checks;
}

function fine(id: CheckId, zh: string, en: string): TravelCheck {
  return { id, verdict: 'fine', fact: { zh, en }, advice: null };
}

function checkGrade(grade: GradeCode | null): TravelCheck {
  if (grade === null) return fine('grade', '不是涉密人员。', 'He has no access to state secrets.');
  return {
    id: 'grade',
    verdict: 'note',
    fact: gradeNames[grade],
    advice:
      grade === 'CORE'
        ? { zh: '由主要负责人批准。', en: 'The first responsible person decides.' }
        : { zh: '由分管保密领导批准。', en: 'The leader in charge decides.' },
  };
}

function checkBounds(facts: TravelFacts): TravelCheck[] {
  return [
    facts.coolingUntil === null
      ? fine('cooling', '不在脱密期。', 'He is in no cooling-off period.')
      : {
          id: 'cooling',
          verdict: 'against',
          fact: {
            zh: `在脱密期内，到 ${facts.coolingUntil}。`,
            en: `In his cooling-off period until ${facts.coolingUntil}.`,
          },
          advice: {
            zh: '脱密期内未经批准不得出境；须由主要负责人批准。',
            en: 'No journey abroad without approval; the first responsible person decides.',
          },
        },
    facts.leavingOn === null
      ? fine('leaving', '没有办理离岗。', 'He is not leaving.')
      : {
          id: 'leaving',
          verdict: 'against',
          fact: {
            zh: `正在办理离岗，离岗日期 ${facts.leavingOn}。`,
            en: `He is leaving; last day ${facts.leavingOn}.`,
          },
          advice: {
            zh: '先办结离岗手续，或由主要负责人批准。',
            en: 'Close the procedure first, or let the first responsible person decide.',
          },
        },
    facts.undebriefed === 0
      ? fine('undebriefed', '以前的出境都已汇报。', 'Earlier journeys were all talked over.')
      : {
          id: 'undebriefed',
          verdict: 'against',
          fact: {
            zh: `有 ${facts.undebriefed} 次出境尚未汇报。`,
            en: `${facts.undebriefed} earlier journeys were not talked over.`,
          },
          advice: { zh: '先完成回国谈话。', en: 'Hold the talk after that return first.' },
        },
  ];
}

function checkDocument(
  kind: DocumentKind,
  documents: TravelFacts['documents'],
  validUntilMin: string,
): TravelCheck {
  const title = documentKindTitles[kind];
  const own = documents.filter((one) => one.kind === kind && one.state !== 'missing');
  const valid = own.find((one) => one.validUntil >= validUntilMin);
  if (own.length === 0) {
    return {
      id: 'document',
      verdict: 'todo',
      fact: { zh: `没有登记${title.zh}。`, en: `No ${title.en} is entered.` },
      advice: { zh: '办理或上交后登记。', en: 'Enter it once it is issued or handed in.' },
    };
  }
  if (valid === undefined) {
    return {
      id: 'document',
      verdict: 'todo',
      fact: {
        zh: `${title.zh}在返回后不足 ${validityMonthsMin} 个月即到期。`,
        en: `The ${title.en} ends within ${validityMonthsMin} months of the return.`,
      },
      advice: { zh: '先换发。', en: 'Have it renewed first.' },
    };
  }
  if (valid.state === 'with-holder' || (valid.state === 'lent' && !valid.here)) {
    return {
      id: 'document',
      verdict: 'todo',
      fact: { zh: `${title.zh}不在办公室。`, en: `The ${title.en} is not with the office.` },
      advice: {
        zh: '先交回办公室，再按本次行程借出。',
        en: 'It comes back to the office first and is lent for this journey.',
      },
    };
  }
  return fine(
    'document',
    `${title.zh}有效，由办公室保管或已为本次借出。`,
    `The ${title.en} is valid and with the office, or lent for this journey.`,
  );
}

/** Steps of a journey as a line: which are done, which is next. */
export const journeySteps = ['apply', 'brief', 'clear', 'depart', 'return', 'debrief', 'close'] as const;
export type JourneyStep = (typeof journeySteps)[number];
export const journeyStepTitles: Readonly<Record<JourneyStep, Bilingual>> = {
  apply: { zh: '报批', en: 'approval' },
  brief: { zh: '行前教育', en: 'briefing' },
  clear: { zh: '清退载体', en: 'carriers handed in' },
  depart: { zh: '出境', en: 'departure' },
  return: { zh: '返回', en: 'return' },
  debrief: { zh: '回国谈话', en: 'talk after the return' },
  close: { zh: '办结', en: 'closed' },
};

/** The step a journey stands at. */
export function stepOf(the: {
  readonly state: JourneyState;
  readonly travellers: readonly {
    readonly acknowledgedAt: string | null;
    readonly clearedAt: string | null;
    readonly debriefedOn: string | null;
  }[];
}): JourneyStep | null {
  switch (the.state) {
    case 'draft':
      return 'apply';
    case 'approved':
      if (the.travellers.some((one) => one.acknowledgedAt === null)) return 'brief';
      return the.travellers.some((one) => one.clearedAt === null) ? 'clear' : 'depart';
    case 'away':
      return 'return';
    case 'returned':
      return the.travellers.some((one) => one.debriefedOn === null) ? 'debrief' : 'close';
    case 'closed':
    case 'cancelled':
      return null;
    default:
      return the.state satisfies never;
  }
}
