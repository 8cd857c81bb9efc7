import type { Bilingual } from '@fengni/kernel/command/define';
import { type Packs, builtinPacks, levelOf } from '@fengni/schemes/packs';
import { parsePeriod } from '@fengni/schemes/term';

export const leavingKinds = ['move', 'resign', 'retire', 'dismiss', 'contract-end', 'long-leave'] as const;
export type LeavingKind = (typeof leavingKinds)[number];
export const leavingKindTitles: Readonly<Record<LeavingKind, Bilingual>> = {
  move: { zh: '岗位调整', en: 'move to another post' },
  resign: { zh: '辞职', en: 'resignation' },
  retire: { zh: '退休', en: 'retirement' },
  dismiss: { zh: '辞退、开除', en: 'dismissal' },
  'contract-end': { zh: '合同到期', en: 'end of contract' },
  'long-leave': { zh: '长期离岗', en: 'long leave' },
};
export const leavingStates = ['open', 'closed', 'cancelled'] as const;
export type LeavingState = (typeof leavingStates)[number];
export const leavingStateTitles: Readonly<Record<LeavingState, Bilingual>> = {
  open: { zh: '办理中', en: 'under way' },
  closed: { zh: '已办结', en: 'closed' },
  cancelled: { zh: '已取消', en: 'cancelled' },
};
export const managers = ['house', 'new-house', 'bureau'] as const;
export type Manager = (typeof managers)[number];
export const managerTitles: Readonly<Record<Manager, Bilingual>> = {
  house: { zh: '本单位', en: 'this house' },
  'new-house': { zh: '新单位', en: 'the new house' },
  bureau: { zh: '保密行政管理部门', en: 'the bureau' },
};
export const visitFindings = ['nothing', 'remark', 'breach'] as const;
export type VisitFinding = (typeof visitFindings)[number];
export const visitFindingTitles: Readonly<Record<VisitFinding, Bilingual>> = {
  nothing: { zh: '未发现问题', en: 'nothing found' },
  remark: { zh: '有情况，已提醒', en: 'something to remark' },
  breach: { zh: '违反脱密期规定', en: 'breach of the restrictions' },
};

/** Who goes for good: only a move keeps the person in the house with his rights. */
export function leavesHouse(kind: LeavingKind): boolean {
  return kind !== 'move' && kind !== 'long-leave';
}

export type GradeCode = 'CORE' | 'IMPORTANT' | 'GENERAL';
const gradeOrder: readonly GradeCode[] = ['GENERAL', 'IMPORTANT', 'CORE'];

/** Highest levels a person held or could know, by scheme, as registers and scopes have it. */
export interface Access {
  readonly scheme: string;
  readonly heldRank: number | null;
  readonly knownRank: number | null;
  readonly held: number;
  readonly lastAt: string | null;
}

export interface CoolingProposal {
  /** The grade the proposal goes by: the decided one, or the higher one that access asks for. */
  readonly grade: GradeCode;
  readonly monthsMin: number;
  readonly monthsMax: number;
  readonly months: number;
  readonly reasons: Bilingual[];
}

function monthsOf(period: string): number {
  const parsed = parsePeriod(period);
  return parsed === null ? 0 : parsed.years * 12 + parsed.months;
}

/** The grade that goes with a level of state secrets: core with 绝密, important with 机密, general with 秘密. */
export function gradeOfRank(rank: number): GradeCode | null {
  return gradeOrder[rank - 1] ?? null;
}

/**
 * Cooling-off proposed from what a person really had access to (BEY-3): the span of his grade, or of the grade his access
 * asks for where that is higher; the longer the closer to the highest level he came and the more recently he held it.
 * @returns null where he had no access to state secrets, by grade or in fact.
 */
export function proposeCooling(
  the: { readonly grade: GradeCode | null; readonly access: readonly Access[]; readonly today: string },
  packs: Packs = builtinPacks,
): CoolingProposal | null {
  const pack = packs.get('cn-state-secret');
  const state = the.access.find((one) => one.scheme === 'cn-state-secret');
  const rank = Math.max(state?.heldRank ?? 0, state?.knownRank ?? 0);
  const asked = gradeOfRank(rank);
  const grade = higher(the.grade, asked);
  const rule = pack?.grades.find((one) => one.code === grade);
  if (grade === null || rule === undefined) return null;
  const monthsMin = monthsOf(rule.coolingOff.min);
  const monthsMax = monthsOf(rule.coolingOff.max);
  const reasons: Bilingual[] = [gradeReason(grade, monthsMin, monthsMax)];
  if (grade !== the.grade) reasons.push(accessReason(state, packs));
  const recent = state?.lastAt !== null && state?.lastAt !== undefined && isRecent(state.lastAt, the.today);
  const full = gradeOfRank(state?.heldRank ?? 0) === grade && recent;
  if (full) reasons.push(recentReason(state?.held ?? 0));
  else reasons.push(restReason());
  return { grade, monthsMin, monthsMax, months: full ? monthsMax : monthsMin, reasons };
}

function higher(a: GradeCode | null, b: GradeCode | null): GradeCode | null {
  const at = (grade: GradeCode | null): number => (grade === null ? -1 : gradeOrder.indexOf(grade));
  return at(a) >= at(b) ? a : b;
}

/** Within three years of today. */
const recentYears = 3;
function isRecent(at: string, today: string): boolean {
  const limit = `${Number(today.slice(0, 4)) - recentYears}${today.slice(4, 10)}`;
  return at.slice(0, 10) >= limit;
}

const gradeNames: Readonly<Record<GradeCode, Bilingual>> = {
  CORE: { zh: '核心涉密人员', en: 'core classified personnel' },
  IMPORTANT: { zh: '重要涉密人员', en: 'important classified personnel' },
  GENERAL: { zh: '一般涉密人员', en: 'general classified personnel' },
};
function gradeReason(grade: GradeCode, min: number, max: number): Bilingual {
  return {
    zh: `按${gradeNames[grade].zh}，脱密期 ${min} 至 ${max} 个月。`,
    en: `For ${gradeNames[grade].en}: ${min} to ${max} months.`,
  };
}
function accessReason(state: Access | undefined, packs: Packs): Bilingual {
  const rank = Math.max(state?.heldRank ?? 0, state?.knownRank ?? 0);
  const level = packs.get('cn-state-secret')?.levels.find((one) => one.rank === rank);
  const named = level === undefined ? undefined : levelOf('cn-state-secret', level.code, packs);
  return {
    zh: `实际接触到${named?.zh ?? ''}，高于所定涉密等级，按实际接触的密级确定。`,
    en: `He had access to ${named?.en ?? ''}, above his grade; the proposal goes by the access.`,
  };
}
function recentReason(held: number): Bilingual {
  return {
    zh: `三年内持有过该级载体（共经手 ${held} 件），取上限。`,
    en: `He held carriers of that level within three years (${held} in all): the upper limit.`,
  };
}
function restReason(): Bilingual {
  return {
    zh: '三年内没有持有过该级载体，取下限。',
    en: 'He held no carrier of that level within three years: the lower limit.',
  };
}
