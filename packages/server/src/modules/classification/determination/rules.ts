import type { Bilingual } from '@fengni/kernel/command/define';
import type { FlowStep } from '@fengni/kernel/command/define';
import type { Pack } from '@fengni/schemes/pack';
import { builtinPacks, levelOf } from '@fengni/schemes/packs';
import { type TermSource, type UnionOfTerms, unionTerms } from '@fengni/schemes/term';

/** How a matter comes to be decided (CLS-3). */
export const determinationKinds = ['original', 'derived', 'no-authority', 'unclear'] as const;
export type DeterminationKind = (typeof determinationKinds)[number];
export const determinationStates = ['draft', 'dropped', 'decided', 'provisional', 'released'] as const;
export type DeterminationState = (typeof determinationStates)[number];
/** The four cases of derived classification (派生国家秘密定密管理暂行办法 art. 7). */
export const derivations = ['identical', 'key-point', 'summary', 'demand'] as const;
export type Derivation = (typeof derivations)[number];
/** Grounds on which nothing may be classified (国家秘密定密管理暂行规定 art. 19; 实施条例 art. 5): each must be ruled out. */
export const exclusions = ['public', 'other-kind', 'known', 'required'] as const;
export type Exclusion = (typeof exclusions)[number];

export const kindTitles: Readonly<Record<DeterminationKind, Bilingual>> = {
  original: { zh: '原始定密', en: 'original' },
  derived: { zh: '派生定密', en: 'derived' },
  'no-authority': { zh: '无定密权先行保护', en: 'no authority, protected first' },
  unclear: { zh: '不明确事项', en: 'unclear matter' },
};
export const derivationTitles: Readonly<Record<Derivation, Bilingual>> = {
  identical: { zh: '与已定密事项内容一致', en: 'identical with a classified matter' },
  'key-point': { zh: '涉及已定密事项的密点', en: 'touches a key point of a classified matter' },
  summary: { zh: '概括、摘编、细化', en: 'summary, edition or detailing' },
  demand: { zh: '原定密单位明确要求', en: 'demanded by the original classifier' },
};
export const exclusionTitles: Readonly<Record<Exclusion, Bilingual>> = {
  public: {
    zh: '不属于需要社会公众广泛知晓或者参与的事项',
    en: 'the public need not know of it widely or take part',
  },
  'other-kind': {
    zh: '不属于工作秘密、商业秘密、个人隐私',
    en: 'it is no work secret, trade secret or private matter',
  },
  known: { zh: '尚未公开，知悉范围可以控制', en: 'it is not public yet, and who knows it can be controlled' },
  required: {
    zh: '不属于法律法规规定应当公开的事项',
    en: 'no law or regulation requires its publication',
  },
};

/**
 * Whether a scheme limits by body who may decide: state secrets do (保守国家秘密法 art. 17), a work or trade secret is decided by
 * the head of whatever body it is, or whom he names.
 */
export function needsAuthority(pack: Pack): boolean {
  return pack.authority.some((body) => body.maySet.length < pack.levels.length);
}

/** Whether the grounds against classification must be ruled out: they are of state secrets. */
export function needsExclusions(pack: Pack): boolean {
  return pack.kind === 'state-secret';
}

export interface Authority {
  readonly scheme: string;
  readonly levels: readonly string[];
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly endedOn: string | null;
}

/** Whether one of a body's authorities reaches a level on a day. Days are `YYYY-MM-DD`; the last day is in force. */
export function isAuthorised(
  authorities: readonly Authority[],
  wanted: { readonly scheme: string; readonly level: string; readonly on: string },
): boolean {
  return authorities.some(
    (one) =>
      one.scheme === wanted.scheme &&
      one.levels.includes(wanted.level) &&
      one.startsOn <= wanted.on &&
      (one.endsOn === null || one.endsOn >= wanted.on) &&
      (one.endedOn === null || one.endedOn > wanted.on),
  );
}

/** The statutory levels of a body by the pack's entry (A1, A2), or those a grant under it may name. */
export function statutoryLevels(pack: Pack, rule: string): readonly string[] {
  return pack.authority.find((body) => body.id === rule)?.maySet ?? [];
}

/**
 * What several sources make of what is derived from them: highest level, longest term (FACTS D11). Null where there is no
 * source, or sources of several schemes, which have no order.
 */
export function deriveMark(sources: readonly TermSource[]): UnionOfTerms | null {
  const [first] = sources;
  const pack = first === undefined ? undefined : builtinPacks.get(first.mark.scheme);
  if (first === undefined || pack === undefined) return null;
  if (sources.some(({ mark }) => levelOf(first.mark.scheme, mark.level) === undefined)) return null;
  if (sources.some(({ mark }) => mark.scheme !== first.mark.scheme)) return null;
  return unionTerms(sources, pack);
}

/** The level that protects while levels are disputed: the highest claimed (实施条例 art. 26). */
export function highestClaimed(scheme: string, levels: readonly string[]): string | null {
  const ranked = levels.flatMap((code) => levelOf(scheme, code) ?? []);
  return (
    ranked.reduce<(typeof ranked)[number] | null>(
      (top, level) => (top === null || level.rank > top.rank ? level : top),
      null,
    )?.code ?? null
  );
}

/** Duties that review a proposal, and those that decide one; the first fits best. */
export const reviewDuties = ['unit-leader', 'line-leader', 'leader-in-charge', 'first-responsible'] as const;
export const decideDuties = ['classifier', 'first-responsible'] as const;
/** Derived ones are approved by the head or whom he names, whatever the body's authority (CLS-3). */
export const deriveDuties = ['classifier', 'first-responsible', 'leader-in-charge', 'unit-leader'] as const;

/** Who may decide a kind of determination. */
export function decidersOf(kind: DeterminationKind): FlowStep['duties'] {
  return kind === 'derived' ? deriveDuties : decideDuties;
}

/** Scope above which a whole unit is warned of: smallest possible, to named persons if it can be (保守国家秘密法 art. 21). */
export const wholeUnitShare = 0.8;
export const wholeUnitPersonsMin = 3;
/** A doubt is answered within so many days: the house's own period. */
export const doubtDays = 30;
export const scopeEntriesMax = 500;
export const sourcesMax = 50;
