import type { Bilingual } from '@fengni/kernel/command/define';
import { parseMarkTolerant } from '@fengni/schemes/mark';
import { levelOf } from '@fengni/schemes/packs';

export const visitKinds = ['visit', 'negotiation', 'delegation', 'exchange', 'service', 'press'] as const;
export type VisitKind = (typeof visitKinds)[number];
export const visitStates = ['draft', 'approved', 'finished', 'cancelled'] as const;
export type VisitState = (typeof visitStates)[number];
export const deviceRules = ['kept', 'sealed', 'allowed'] as const;
export type DeviceRule = (typeof deviceRules)[number];
export const treatments = ['open', 'prepared', 'closed'] as const;
export type Treatment = (typeof treatments)[number];
export const documentKinds = ['id-card', 'passport', 'permit', 'other', 'none'] as const;
export type DocumentKind = (typeof documentKinds)[number];
export const findingKinds = ['question', 'photograph', 'attempt', 'other'] as const;
export type FindingKind = (typeof findingKinds)[number];
export const supplyForms = ['paper', 'disc', 'electronic', 'oral', 'sample', 'letter'] as const;
export type SupplyForm = (typeof supplyForms)[number];
export const supplyStates = ['draft', 'approved', 'given', 'returned', 'cancelled'] as const;
export type SupplyState = (typeof supplyStates)[number];
export const secrecies = ['none', 'work', 'trade', 'state'] as const;
export type Secrecy = (typeof secrecies)[number];

export const visitorsMax = 200;
export const stopsMax = 60;
export const escortsMax = 30;
/** Visitors one escort can keep in sight: a house default. */
export const visitorsPerEscortMax = 10;
/** Days after the last one in which the visit is reported on: a house default. */
export const reportDays = 5;
/** Characters of an identity document that lists show. */
export const documentTailChars = 4;

export const visitKindTitles: Readonly<Record<VisitKind, Bilingual>> = {
  visit: { zh: '参观访问', en: 'visit' },
  negotiation: { zh: '商务谈判', en: 'negotiation' },
  delegation: { zh: '代表团来访', en: 'delegation' },
  exchange: { zh: '技术交流', en: 'technical exchange' },
  service: { zh: '施工维修服务', en: 'work and service' },
  press: { zh: '新闻采访', en: 'press' },
};
export const visitStateTitles: Readonly<Record<VisitState, Bilingual>> = {
  draft: { zh: '拟制中', en: 'being planned' },
  approved: { zh: '已批准', en: 'approved' },
  finished: { zh: '已办结', en: 'finished' },
  cancelled: { zh: '已取消', en: 'cancelled' },
};
export const deviceRuleTitles: Readonly<Record<DeviceRule, Bilingual>> = {
  kept: { zh: '入口处集中存放', en: 'kept at the door' },
  sealed: { zh: '封贴摄像头后带入', en: 'cameras sealed' },
  allowed: { zh: '允许带入', en: 'allowed' },
};
export const treatmentTitles: Readonly<Record<Treatment, Bilingual>> = {
  open: { zh: '正常参观', en: 'seen as it is' },
  prepared: { zh: '处置后进入', en: 'prepared first' },
  closed: { zh: '不进入', en: 'closed' },
};
export const documentKindTitles: Readonly<Record<DocumentKind, Bilingual>> = {
  'id-card': { zh: '居民身份证', en: 'identity card' },
  passport: { zh: '护照', en: 'passport' },
  permit: { zh: '通行证、居留证', en: 'travel or residence permit' },
  other: { zh: '其他证件', en: 'another document' },
  none: { zh: '未登记', en: 'none entered' },
};
export const findingKindTitles: Readonly<Record<FindingKind, Bilingual>> = {
  question: { zh: '超出范围的提问', en: 'questions beyond what was agreed' },
  photograph: { zh: '拍照、录音', en: 'photographs or recordings' },
  attempt: { zh: '擅自离队、试图进入', en: 'leaving the group, attempts to enter' },
  other: { zh: '其他情况', en: 'other' },
};
export const supplyFormTitles: Readonly<Record<SupplyForm, Bilingual>> = {
  paper: { zh: '纸质资料', en: 'paper' },
  disc: { zh: '光盘、存储介质', en: 'disc or other medium' },
  electronic: { zh: '电子传输', en: 'sent electronically' },
  oral: { zh: '口头介绍', en: 'told' },
  sample: { zh: '实物样品', en: 'sample' },
  letter: { zh: '信函', en: 'letter' },
};
export const supplyStateTitles: Readonly<Record<SupplyState, Bilingual>> = {
  draft: { zh: '待审查', en: 'to be reviewed' },
  approved: { zh: '可以提供', en: 'may be given' },
  given: { zh: '已提供', en: 'given' },
  returned: { zh: '已收回', en: 'returned' },
  cancelled: { zh: '已取消', en: 'cancelled' },
};
export const secrecyTitles: Readonly<Record<Secrecy, Bilingual>> = {
  none: { zh: '不涉密', en: 'no secret' },
  work: { zh: '工作秘密或内部', en: 'work secret or internal' },
  trade: { zh: '商业秘密', en: 'trade secret' },
  state: { zh: '国家秘密', en: 'state secret' },
};

/** Something the plan of a visit lacks or should be looked at. A `stop` keeps it from going to review. */
export interface PlanCheck {
  readonly code: string;
  readonly weight: 'stop' | 'warn';
  readonly zh: string;
  readonly en: string;
}

export interface PlanFacts {
  readonly today: string;
  readonly startsOn: string;
  readonly devices: DeviceRule;
  readonly mayNot: string;
  readonly visitors: readonly {
    readonly name: string;
    readonly foreigner: boolean;
    readonly documentKind: DocumentKind;
  }[];
  readonly stops: readonly {
    readonly area: string;
    readonly keyPlace: boolean;
    readonly treatment: Treatment;
    readonly preparation: string;
  }[];
  readonly escorts: number;
  /** Escorts who are frozen or have left. */
  readonly escortsGone: number;
  /** Copies out of store in the areas of the route, of those the reader handles. */
  readonly copiesOut: number;
  /** Key places of the unit that the route does not mention, as far as the reader may know them. */
  readonly keyPlacesAside: readonly string[];
}

/** Looks a plan over: what it lacks, what is near a secret (FOR-3; State Secrets Law art. 37, 39). */
export function checkPlan(facts: PlanFacts): PlanCheck[] {
  return [...checkPeople(facts), ...checkRoute(facts)];
}

function checkPeople({ today, startsOn, visitors, escorts, escortsGone }: PlanFacts): PlanCheck[] {
  const found: PlanCheck[] = [];
  const say = (weight: PlanCheck['weight'], code: string, zh: string, en: string) =>
    found.push({ code, weight, zh, en });
  if (visitors.length === 0)
    say(
      'stop',
      'visitors',
      '没有来访人员。请逐人登记。',
      'Nobody is named as a visitor. Enter each of them.',
    );
  if (startsOn < today) say('stop', 'past', '来访日期已过。请改日期。', 'The days have passed. Change them.');
  if (escorts === 0)
    say('stop', 'escorts', '没有陪同人员。请指定全程陪同。', 'Nobody escorts. Name who stays with them.');
  if (escortsGone > 0)
    say(
      'stop',
      'escort-gone',
      `${escortsGone} 名陪同人员已冻结或离岗。请更换。`,
      `${escortsGone} of the escorts are frozen or have left. Name others.`,
    );
  if (escorts > 0 && visitors.length > escorts * visitorsPerEscortMax)
    say(
      'warn',
      'few-escorts',
      `每名陪同人员平均带 ${Math.ceil(visitors.length / escorts)} 人，超过 ${visitorsPerEscortMax} 人。建议增加陪同。`,
      `${Math.ceil(visitors.length / escorts)} visitors to an escort; more than ${visitorsPerEscortMax} cannot be kept in sight.`,
    );
  const unnamed = visitors.filter((one) => one.documentKind === 'none');
  const foreign = unnamed.filter((one) => one.foreigner).length;
  if (foreign > 0)
    say(
      'stop',
      'foreign-document',
      `${foreign} 名外籍人员没有登记证件。请补登护照或居留证件。`,
      `${foreign} foreigners have no document entered. Enter passport or permit.`,
    );
  if (unnamed.length > foreign)
    say(
      'warn',
      'document',
      `${unnamed.length - foreign} 名来访人员没有登记证件，入门时须核验。`,
      `${unnamed.length - foreign} visitors have no document entered; it is checked at the door.`,
    );
  return found;
}

function checkRoute(facts: PlanFacts): PlanCheck[] {
  const found: PlanCheck[] = [];
  const say = (weight: PlanCheck['weight'], code: string, zh: string, en: string) =>
    found.push({ code, weight, zh, en });
  const { stops } = facts;
  const foreign = facts.visitors.some((one) => one.foreigner);
  const entered = stops.filter((stop) => stop.keyPlace && stop.treatment !== 'closed');
  if (stops.length === 0)
    say('stop', 'route', '没有参观路线。请逐处填写。', 'There is no route. Enter each place.');
  for (const stop of entered.filter((one) => one.treatment === 'open'))
    say(
      'stop',
      'key-place-open',
      `“${stop.area}”是保密要害部门、部位，不能按正常参观安排。请改为处置后进入或不进入。`,
      `“${stop.area}” is a key place and cannot be seen as it is. Prepare it first, or close it.`,
    );
  for (const stop of stops.filter((one) => one.treatment === 'prepared' && one.preparation === ''))
    say(
      'stop',
      'preparation',
      `“${stop.area}”没有写明怎样处置。请写明遮盖、关机、撤走的内容。`,
      `It is not said how “${stop.area}” is prepared: what is covered, switched off, removed.`,
    );
  if (foreign && entered.length > 0)
    say(
      'warn',
      'foreign-key-place',
      `外籍人员将进入 ${entered.length} 处保密要害部门、部位，须由主要负责人批准。能绕行的改为不进入。`,
      `Foreigners will enter ${entered.length} key places, which the first-responsible decides. Close those that can be passed by.`,
    );
  if (entered.length > 0 && facts.devices === 'allowed')
    say(
      'stop',
      'devices',
      '进入保密要害部门、部位不得携带手机等设备。请改为集中存放。',
      'No telephones or devices in key places. Let them be kept at the door.',
    );
  if (facts.mayNot === '')
    say(
      'stop',
      'may-not',
      '没有写明不得介绍、展示的内容。请写明谈话和展示的界限。',
      'It is not said what must not be shown or told. Say where the limits are.',
    );
  if (facts.copiesOut > 0)
    say(
      'warn',
      'copies-out',
      `路线所经单位有 ${facts.copiesOut} 份涉密载体不在库。请在来访前收回入柜。`,
      `${facts.copiesOut} copies are out of store in the units on the route. Have them put away first.`,
    );
  if (facts.keyPlacesAside.length > 0)
    say(
      'warn',
      'key-places-aside',
      `未列入路线的要害部门、部位：${facts.keyPlacesAside.join('、')}。请确认路线不经过。`,
      `Key places the route does not mention: ${facts.keyPlacesAside.join(', ')}. Make sure it does not pass them.`,
    );
  return found;
}

/** What a visit is decided by: foreigners and key places ask for more (FOR-3). */
export function weightOfVisit(facts: {
  readonly foreigners: number;
  readonly keyPlaces: number;
}): 'plain' | 'foreign' | 'key-place' {
  if (facts.keyPlaces > 0) return 'key-place';
  return facts.foreigners > 0 ? 'foreign' : 'plain';
}

/**
 * Number of a unit's register in a year: `V2026-JYK-003`. It names the unit by its code, or by a part of its id, so that badges
 * and receipts of two units are told apart without a count over the house.
 */
export function registerNumber(
  letter: 'V' | 'S',
  the: {
    readonly year: number;
    readonly ordinal: number;
    readonly unit: { readonly id: string; readonly code: string | null };
  },
): string {
  const { unit } = the;
  const short = /^[A-Za-z0-9]{1,8}$/.test(unit.code ?? '')
    ? (unit.code ?? '')
    : unit.id.slice(0, 4).toUpperCase();
  return `${letter}${the.year}-${short}-${String(the.ordinal).padStart(3, '0')}`;
}

/** The last characters of a document, never more than half of it. */
export function documentTail(number: string): string {
  return number.slice(number.length - Math.min(documentTailChars, Math.floor(number.length / 2)));
}

export interface SupplySecrecy {
  readonly secrecy: Secrecy;
  readonly rank: number;
  readonly mark: string;
}
const schemesOfState: Readonly<Record<string, Secrecy>> = {
  'cn-state-secret': 'state',
  'cn-soe-trade-secret': 'trade',
};

export function secrecyOf(scheme: string, rank: number): Secrecy {
  return rank === 0 ? 'none' : (schemesOfState[scheme] ?? 'work');
}

/** What the mark on something to be given says, or null where it is no mark. */
export function readSupplyMark(text: string): SupplySecrecy | null {
  if (text === '') return { secrecy: 'none', rank: 0, mark: '' };
  const read = parseMarkTolerant(text, { allowOverMaximum: true });
  if (!read.ok) return null;
  const rank = levelOf(read.mark.scheme, read.mark.level)?.rank ?? 0;
  return { secrecy: secrecyOf(read.mark.scheme, rank), rank, mark: text };
}

/**
 * What is still missing before something may be given out. State secrets: permission under law and an agreement (State Secrets
 * Law art. 37, implementing regulations art. 44); a trade secret: an agreement.
 */
export function missingForSupply(supply: {
  readonly secrecy: Secrecy;
  readonly permitted: boolean;
  readonly agreed: boolean;
}): readonly ('permission' | 'agreement')[] {
  const wanted: ('permission' | 'agreement')[] = [];
  if (supply.secrecy === 'state' && !supply.permitted) wanted.push('permission');
  if ((supply.secrecy === 'state' || supply.secrecy === 'trade') && !supply.agreed) wanted.push('agreement');
  return wanted;
}

/** 绝密 carriers never leave the country (implementing regulations art. 29(5)). */
export const topRank = 3;
export function isBarred(supply: {
  readonly secrecy: Secrecy;
  readonly rank: number;
  readonly foreigner: boolean;
}): boolean {
  return supply.secrecy === 'state' && supply.rank >= topRank && supply.foreigner;
}
