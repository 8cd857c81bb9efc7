import type { DutyName } from '@fengni/kernel/access/actor';
import type { Bilingual } from '@fengni/kernel/command/define';
import { builtinPacks, levelOf } from '@fengni/schemes/packs';
import { daysBetween, parseLocalDate } from '@fengni/schemes/term';

export const engagementKinds = [
  'temporary',
  'seconded',
  'outsourced',
  'cleaner',
  'typist',
  'waste-collector',
] as const;
export type EngagementKind = (typeof engagementKinds)[number];
export const engagementStates = ['proposed', 'running', 'ended', 'withdrawn'] as const;
export type EngagementState = (typeof engagementStates)[number];
export const placeRules = ['never', 'escorted', 'alone'] as const;
export type PlaceRule = (typeof placeRules)[number];
/** Levels of state secrets somebody who is not staff can be cleared to; none for who is never cleared. */
export const clearedLevels = ['MIMI', 'JIMI', 'JUEMI'] as const;
export type ClearedLevel = (typeof clearedLevels)[number];

export const engagementKindTitles: Readonly<Record<EngagementKind, Bilingual>> = {
  temporary: { zh: '临时聘用', en: 'temporary' },
  seconded: { zh: '借调', en: 'seconded' },
  outsourced: { zh: '外包服务', en: 'outsourced' },
  cleaner: { zh: '保洁', en: 'cleaner' },
  typist: { zh: '打字复印', en: 'typist' },
  'waste-collector': { zh: '废品回收', en: 'waste collector' },
};
export const engagementStateTitles: Readonly<Record<EngagementState, Bilingual>> = {
  proposed: { zh: '待批准', en: 'to be agreed' },
  running: { zh: '在岗', en: 'engaged' },
  ended: { zh: '已结束', en: 'ended' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
};
export const placeRuleTitles: Readonly<Record<PlaceRule, Bilingual>> = {
  never: { zh: '不得进入', en: 'never' },
  escorted: { zh: '须有人陪同', en: 'only escorted' },
  alone: { zh: '可单独进入', en: 'alone' },
};

/** What somebody of a kind may have, and what is asked of him first. */
export interface KindRule {
  /** The highest level of state secrets he may be cleared for; null: no clearance, in no scheme. */
  readonly clearedTo: ClearedLevel | null;
  /** Duties he may hold; every other one is refused him. */
  readonly duties: readonly DutyName[];
  readonly keyPlaces: PlaceRule;
  readonly letter: boolean;
  readonly briefing: boolean;
  /** Days from first to last; beyond them he is engaged anew. */
  readonly daysMax: number;
  /** He comes by a contract with a firm that signed its own duties. */
  readonly firm: boolean;
  readonly source: Bilingual;
}

const houseDefault: Bilingual = {
  zh: '无公开依据，程序默认，可改',
  en: 'no public source: default of the program, change it',
};
const trained: Bilingual = {
  zh: '上岗应当审查、培训、签订承诺书（保守国家秘密法第四十三条）；密级上限和天数为程序默认，可改',
  en: 'Who has access is reviewed, trained and signs (Law on Guarding State Secrets, art. 43); level and days are defaults',
};

/** The program's rules; the house may decide its own (`engagement.setRule`). */
export const kindRules: Readonly<Record<EngagementKind, KindRule>> = {
  temporary: {
    clearedTo: 'MIMI',
    duties: [],
    keyPlaces: 'escorted',
    letter: true,
    briefing: true,
    daysMax: 366,
    firm: false,
    source: trained,
  },
  seconded: {
    clearedTo: 'JIMI',
    duties: ['unit-leader', 'line-leader', 'document-clerk', 'device-keeper', 'reviewer', 'teacher'],
    keyPlaces: 'alone',
    letter: true,
    briefing: true,
    daysMax: 731,
    firm: false,
    source: trained,
  },
  outsourced: {
    clearedTo: 'MIMI',
    duties: [],
    keyPlaces: 'escorted',
    letter: true,
    briefing: true,
    daysMax: 366,
    firm: true,
    source: trained,
  },
  cleaner: {
    clearedTo: null,
    duties: [],
    keyPlaces: 'escorted',
    letter: true,
    briefing: true,
    daysMax: 366,
    firm: false,
    source: {
      zh: '要害部位的保洁应当在监督下进行（保密知识问答第107问）；其余为程序默认，可改',
      en: 'Cleaners of key places are supervised (booklet of questions, no. 107); the rest are defaults',
    },
  },
  typist: {
    clearedTo: 'JIMI',
    duties: [],
    keyPlaces: 'escorted',
    letter: true,
    briefing: true,
    daysMax: 366,
    firm: false,
    source: trained,
  },
  'waste-collector': {
    clearedTo: null,
    duties: [],
    keyPlaces: 'never',
    letter: true,
    briefing: true,
    daysMax: 366,
    firm: true,
    source: houseDefault,
  },
};

/** The pack whose levels a rule bounds. */
const stateScheme = 'cn-state-secret';

/** Rank of a level of state secrets; null for none. */
export function rankOf(level: ClearedLevel | null): number | null {
  return level === null ? null : (levelOf(stateScheme, level)?.rank ?? null);
}

/** Name of a level, or that there is none. */
export function clearedWords(level: string | null): Bilingual {
  if (level === null) return { zh: '不涉密', en: 'not cleared' };
  const found = builtinPacks.get(stateScheme)?.levels.find((one) => one.code === level);
  return found === undefined ? { zh: level, en: level } : { zh: found.zh, en: found.en };
}

/** Whether a level lies within what a rule allows. */
export function isWithinRule(level: ClearedLevel | null, allowed: ClearedLevel | null): boolean {
  return (rankOf(level) ?? -1) <= (rankOf(allowed) ?? -1);
}

/** Days an engagement lasts, both ends counted. */
export function daysOf(from: string, until: string): number {
  const [a, b] = [parseLocalDate(from), parseLocalDate(until)];
  return a === null || b === null ? 0 : daysBetween(a, b) + 1;
}

export type ContractFault = 'missing' | 'ended' | 'agreement' | 'ends';
/** What is wrong with the contract somebody is to come by. */
export function faultOfContract(
  contract: {
    readonly until_on: string;
    readonly agreement_on: string | null;
    readonly ended_at: Date | null;
  } | null,
  the: { readonly needed: boolean; readonly until: string },
): ContractFault | null {
  if (contract === null) return the.needed ? 'missing' : null;
  if (contract.ended_at !== null) return 'ended';
  if (contract.agreement_on === null) return 'agreement';
  return contract.until_on < the.until ? 'ends' : null;
}
