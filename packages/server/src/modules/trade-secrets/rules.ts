import type { Bilingual } from '@fengni/kernel/command/define';
import { type Mark, checkMark, formatMark } from '@fengni/schemes/mark';
import { builtinPacks } from '@fengni/schemes/packs';
import { expiryOf, parseLocalDate, unionTerms } from '@fengni/schemes/term';

/** The scheme of the lists: trade secrets of central enterprises (国资发〔2010〕41号). */
export const tradeSecretScheme = 'cn-soe-trade-secret';
export const secretKinds = ['business', 'technical'] as const;
export type SecretKind = (typeof secretKinds)[number];

/** The six kinds of measure a court counts (法释〔2020〕7号 art. 6). */
export const measureKinds = ['agreement', 'rules', 'premises', 'marking', 'systems', 'leaving'] as const;
export type MeasureKind = (typeof measureKinds)[number];
export const measureTitles: Readonly<Record<MeasureKind, Bilingual>> = {
  agreement: { zh: '签订保密协议、约定保密义务', en: 'secrecy agreements and clauses' },
  rules: { zh: '规章、培训、书面告知', en: 'rules, training, written notice' },
  premises: { zh: '限制进入涉密场所', en: 'restricted premises' },
  marking: {
    zh: '标记、分级、隔离、加密、封存、限制接触人员',
    en: 'marking, isolating, encrypting, limiting people',
  },
  systems: { zh: '限制使用、访问、存储、复制的设备和网络', en: 'controls on devices and networks' },
  leaving: { zh: '离职人员登记、返还、清除、销毁', en: 'return and clearing by leavers' },
};

export const listStates = ['draft', 'in-force', 'superseded', 'dropped'] as const;
export type ListState = (typeof listStates)[number];
export const listStateTitles: Readonly<Record<ListState, Bilingual>> = {
  draft: { zh: '草稿', en: 'draft' },
  'in-force': { zh: '现行有效', en: 'in force' },
  superseded: { zh: '已被替代', en: 'superseded' },
  dropped: { zh: '已作废', en: 'dropped' },
};

/** What became of an item against the list before. */
export const itemChanges = ['carried', 'added', 'changed', 'ended', 'dropped'] as const;
export type ItemChange = (typeof itemChanges)[number];
export const changeTitles: Readonly<Record<ItemChange, Bilingual>> = {
  carried: { zh: '沿用', en: 'carried over' },
  added: { zh: '新增', en: 'added' },
  changed: { zh: '变更', en: 'changed' },
  ended: { zh: '终止', en: 'ended' },
  dropped: { zh: '已移除', en: 'removed' },
};
/** Changes under which an item is a secret of the list. */
export const liveChanges: readonly ItemChange[] = ['carried', 'added', 'changed'];
export function isLive(item: { readonly change: ItemChange }): boolean {
  return liveChanges.includes(item.change);
}

/** Items of one list at most: a unit that keeps more keeps none. */
export const listItemsMax = 500;
/** Years a list may lie from the present one. */
export const listYearsAway = 1;

export type MarkedColumns = {
  readonly level: string;
  readonly level_rank: number;
  readonly validity: Mark['validity'];
  readonly mark: string;
  readonly expires_on: string | null;
};

/** What a mark becomes in an item, from the day the secret was determined; or why it is no mark of a trade secret. */
export function readMark(mark: Mark, since: string): MarkedColumns | Bilingual {
  const pack = builtinPacks.get(mark.scheme);
  const level = pack?.levels.find((one) => one.code === mark.level);
  const day = parseLocalDate(since);
  if (mark.scheme !== tradeSecretScheme || pack === undefined || level === undefined || day === null)
    return { zh: '不是商业秘密的密级', en: 'it is no level of a trade secret' };
  const problem = checkMark(mark, { issuedOn: day });
  if (problem !== null) return { zh: problem.zh, en: problem.en };
  return {
    level: level.code,
    level_rank: level.rank,
    validity: mark.validity,
    mark: formatMark(mark),
    expires_on: expiryOf(mark, day, pack),
  };
}

export interface MarkedItem {
  readonly level: string;
  readonly validity: Mark['validity'];
  readonly since: string;
}

/** The mark a list bears: the highest level and the longest term of its items (FACTS D11); '' for an empty one. */
export function markOfList(items: readonly MarkedItem[]): string {
  const pack = builtinPacks.get(tradeSecretScheme);
  if (pack === undefined) return '';
  const sources = items.flatMap(({ level, validity, since }) => {
    const issuedOn = parseLocalDate(since);
    return issuedOn === null ? [] : [{ mark: { scheme: tradeSecretScheme, level, validity }, issuedOn }];
  });
  if (sources.length === 0) return '';
  const { level, validity } = unionTerms(sources, pack);
  const mark: Mark = { scheme: tradeSecretScheme, level, validity };
  return formatMark(checkMark(mark) === null ? mark : { ...mark, validity: { kind: 'unstated' } });
}

export interface ListCounts {
  readonly items: number;
  readonly core: number;
  readonly ordinary: number;
  readonly added: number;
  readonly changed: number;
  readonly ended: number;
}

/** Figures of a list: items that are secrets of it by level, and what changed against the list before. */
export function countItems(
  items: readonly { readonly level: string; readonly change: ItemChange }[],
): ListCounts {
  const live = items.filter(isLive);
  const core = live.filter((item) => item.level === 'CORE').length;
  const by = (change: ItemChange) => items.filter((item) => item.change === change).length;
  return {
    items: live.length,
    core,
    ordinary: live.length - core,
    added: by('added'),
    changed: by('changed'),
    ended: by('ended'),
  };
}

export interface Pair<Item> {
  readonly secretId: string;
  readonly before: Item | null;
  readonly after: Item | null;
}

/** Two lists side by side, secret by secret; order: as in the later list, then what it no longer has. */
export function pairItems<Item extends { readonly secretId: string; readonly change: ItemChange }>(
  before: readonly Item[],
  after: readonly Item[],
): Pair<Item>[] {
  const then = new Map(before.filter(isLive).map((item) => [item.secretId, item]));
  const now = after.filter(isLive);
  const there = new Set(now.map((item) => item.secretId));
  const kept = now.map((item) => ({
    secretId: item.secretId,
    before: then.get(item.secretId) ?? null,
    after: item,
  }));
  const gone = [...then.values()].filter((item) => !there.has(item.secretId));
  return [...kept, ...gone.map((item) => ({ secretId: item.secretId, before: item, after: null }))];
}
