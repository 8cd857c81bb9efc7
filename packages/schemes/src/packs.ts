import internal from '../packs/internal.json' with { type: 'json' };
import tradeSecret from '../packs/cn-soe-trade-secret.json' with { type: 'json' };
import stateSecret from '../packs/cn-state-secret.json' with { type: 'json' };
import workSecret from '../packs/cn-work-secret.json' with { type: 'json' };
import { parsePack } from './pack.ts';
import type { CarrierRule, CarrierStage, Level, Pack, PackPeriod } from './pack.ts';

/** Id of a pack, such as `cn-state-secret`. Other packs may be loaded beside the built-in ones. */
export type PackId = string;
export type Packs = ReadonlyMap<PackId, Pack>;

/** One level of one scheme. It is one value: a level means nothing without its scheme. */
export type SchemeLevel = { readonly scheme: PackId; readonly level: string };

/** The four packs that ship, keyed by id, each read and checked once at start. */
export const builtinPacks: Packs = new Map(
  [stateSecret, workSecret, tradeSecret, internal].map((json) => {
    const parsed = parsePack(json);
    if (!parsed.ok) throw new Error(`a built-in pack is faulty: ${JSON.stringify(parsed.faults)}`);
    return [parsed.pack.id, parsed.pack];
  }),
);

/** The level with this code in this scheme, or undefined. */
export function levelOf(scheme: PackId, code: string, packs: Packs = builtinPacks): Level | undefined {
  return packs.get(scheme)?.levels.find((level) => level.code === code);
}

/**
 * Negative, zero or positive as `a` is below, equal to or above `b`; undefined across schemes or for an unknown level.
 * There is no order across schemes and none may be made up: equivalence exists only by treaty.
 */
export function compareLevels(
  a: SchemeLevel,
  b: SchemeLevel,
  packs: Packs = builtinPacks,
): number | undefined {
  if (a.scheme !== b.scheme) return undefined;
  const [first, second] = [levelOf(a.scheme, a.level, packs), levelOf(b.scheme, b.level, packs)];
  return first === undefined || second === undefined ? undefined : first.rank - second.rank;
}

/**
 * Rank of the highest level a grade of classified personnel reaches (CORE 核心 → 绝密, IMPORTANT 重要 → 机密, GENERAL 一般 → 秘密)
 * among the ranks of `scheme`; 0, below every level, for no grade or an unknown one.
 */
export function clearanceRank(
  grade: string | null,
  scheme: PackId = 'cn-state-secret',
  packs: Packs = builtinPacks,
): number {
  const clearedTo = packs.get(scheme)?.grades.find((item) => item.code === grade)?.clearedTo;
  return clearedTo === undefined ? 0 : (levelOf(scheme, clearedTo, packs)?.rank ?? 0);
}

/** What a person is cleared for: his grade, and in every scheme that clears by grant the highest level granted. */
export type Clearance = {
  readonly grade: string | null;
  readonly schemes: Readonly<Record<PackId, string>>;
};

/**
 * Whether clearance alone lets a person know things of a level; scope and compartment are asked elsewhere.
 * A scheme cleared by grade (state secrets) looks at the grade only, one cleared by grant at its own grant only:
 * a core grade opens no trade secret, a trade-secret grant opens no state secret. A level for which no clearance
 * is required is open to everybody. An unknown scheme, level, grade or grant is a refusal.
 */
export function mayBeClearedFor(
  person: Clearance,
  wanted: SchemeLevel,
  packs: Packs = builtinPacks,
): boolean {
  const pack = packs.get(wanted.scheme);
  const level = levelOf(wanted.scheme, wanted.level, packs);
  if (pack === undefined || level === undefined) return false;
  if (!level.clearanceRequired) return true;
  if (pack.clearance === 'grade') {
    const held = pack.grades.find((item) => item.code === person.grade);
    return held !== undefined && clearanceRank(held.code, pack.id, packs) >= level.rank;
  }
  const granted = Object.hasOwn(person.schemes, pack.id) ? person.schemes[pack.id] : undefined;
  const held = granted === undefined ? undefined : levelOf(pack.id, granted, packs);
  return held !== undefined && held.rank >= level.rank;
}

/** The period with this id, or undefined. */
export function periodOf(pack: Pack, id: string): PackPeriod | undefined {
  return pack.periods.find((period) => period.id === id);
}

/** ISO 8601 length of a period for a level: its own where the pack has one, else the general. */
export function limitOf(period: PackPeriod, level?: string): string {
  return (level === undefined ? undefined : period.byLevel?.[level]) ?? period.limit;
}

/** Whether a level may go by a channel. An unknown channel or one for no level is never allowed. */
export function isChannelAllowed(pack: Pack, channelId: string, level: string): boolean {
  return pack.channels.find((channel) => channel.id === channelId)?.levels.includes(level) ?? false;
}

/** The rules of one stage in a carrier's life that bind a level, each with what it requires and where it stands. */
export function carrierRulesFor(pack: Pack, stage: CarrierStage, level: string): readonly CarrierRule[] {
  return pack.carrierRules.filter((rule) => rule.stage === stage && rule.levels.includes(level));
}
