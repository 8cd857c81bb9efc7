import { type Mark, checkMark, formatMark } from '@fengni/schemes/mark';
import { builtinPacks, clearanceRank, levelOf } from '@fengni/schemes/packs';
import { daysBetween, parseLocalDate, unionTerms } from '@fengni/schemes/term';

interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** Items of one catalogue, and of one file read into it. */
export const catalogueItemsMax = 2_000;
export const stateScheme = 'cn-state-secret';
/** Days after approval in which the list is to be filed with the same-level bureau: a house default (实施条例 art. 13 names none). */
export const filingDays = 30;
/** Days after which a list not looked at again is overdue (保守国家秘密法 art. 24: review every year). */
export const reviewDays = 366;

export const catalogueStates = ['draft', 'in-force', 'superseded', 'dropped'] as const;
export type CatalogueState = (typeof catalogueStates)[number];
export const itemOrigins = ['own', 'received'] as const;
export const placeKinds = ['department', 'site'] as const;
export type PlaceKind = (typeof placeKinds)[number];
export const placeStates = ['proposed', 'determined', 'ended', 'dropped'] as const;
export type PlaceState = (typeof placeStates)[number];

const titles: Readonly<Record<string, Bilingual>> = {
  'cn-state-secret': { zh: '国家秘密事项一览表', en: 'List of state-secret matters' },
  'cn-work-secret': { zh: '工作秘密事项清单', en: 'List of work-secret matters' },
  'cn-soe-trade-secret': { zh: '商业秘密事项目录', en: 'Catalogue of trade-secret matters' },
};

/** What a unit's list of a scheme is called. */
export function catalogueTitle(scheme: string): Bilingual {
  const pack = builtinPacks.get(scheme);
  return (
    titles[scheme] ?? {
      zh: `${pack?.zh ?? scheme}事项清单`,
      en: `List of matters: ${pack?.en ?? scheme}`,
    }
  );
}

/** One line of a catalogue, as it is compared between versions. */
export interface ItemFacts {
  readonly lineId: string;
  readonly number: string;
  readonly name: string;
  readonly mark: string;
  readonly scopeText: string;
  readonly basis: string;
  readonly owner: string;
  readonly origin: string;
  readonly link: string;
}
export const comparedFields = [
  'number',
  'name',
  'mark',
  'scopeText',
  'basis',
  'owner',
  'origin',
  'link',
] as const;
export type ComparedField = (typeof comparedFields)[number];

export interface ItemDifference<Item extends ItemFacts = ItemFacts> {
  readonly kind: 'added' | 'dropped' | 'changed';
  readonly lineId: string;
  readonly before: Item | null;
  readonly after: Item | null;
  /** Which facts differ; empty for what is new or gone. */
  readonly fields: readonly ComparedField[];
}

/** What changed from one version to the next, in the order of the next, what is gone at the end. */
export function compareItems<Item extends ItemFacts>(
  before: readonly Item[],
  after: readonly Item[],
): ItemDifference<Item>[] {
  const old = new Map(before.map((item) => [item.lineId, item]));
  const kept = new Set(after.map((item) => item.lineId));
  const changes = after.flatMap((item): ItemDifference<Item>[] => {
    const former = old.get(item.lineId);
    if (former === undefined)
      return [{ kind: 'added', lineId: item.lineId, before: null, after: item, fields: [] }];
    const fields = comparedFields.filter((field) => former[field] !== item[field]);
    return fields.length === 0
      ? []
      : [{ kind: 'changed', lineId: item.lineId, before: former, after: item, fields }];
  });
  const gone = before
    .filter((item) => !kept.has(item.lineId))
    .map((item): ItemDifference<Item> => ({
      kind: 'dropped',
      lineId: item.lineId,
      before: item,
      after: null,
      fields: [],
    }));
  return [...changes, ...gone];
}

/** The highest level and the longest term of these marks of one scheme, counted from today (FACTS D11); null for none. */
export function markOfItems(marks: readonly Mark[], today: string): Mark | null {
  const [first] = marks;
  const pack = first === undefined ? undefined : builtinPacks.get(first.scheme);
  const issuedOn = parseLocalDate(today);
  if (first === undefined || pack === undefined || issuedOn === null) return null;
  const terms = marks.map(({ scheme, level, validity }) => ({
    mark: { scheme, level, validity },
    issuedOn,
  }));
  const { level, validity } = unionTerms(terms, pack);
  const mark: Mark = { scheme: first.scheme, level, validity };
  const plain = levelOf(first.scheme, level)?.markKind === 'plain';
  const writable = !plain && isWritable(mark);
  return writable ? mark : { scheme: first.scheme, level, validity: { kind: 'unstated' } };
}

function isWritable(mark: Mark): boolean {
  const problem = checkMark(mark);
  return problem === null || problem.code === 'over-maximum';
}

/** The columns of a mark wherever one is kept. */
export function markFacts(mark: Mark) {
  const level = levelOf(mark.scheme, mark.level);
  return {
    scheme: mark.scheme,
    level: mark.level,
    level_rank: level?.rank ?? 0,
    validity: mark.validity,
    mark: formatMark(mark),
  };
}

/** What an item of a scope catalogue asks of an item that rests on it. */
export interface ScopeFacts {
  readonly level: string;
  readonly validity: Mark['validity'];
}
export const itemWarnings = ['level-differs', 'term-longer', 'term-unfounded', 'owner-missing'] as const;
export type ItemWarning = (typeof itemWarnings)[number];

/** What deserves a look before a list is submitted; nothing of it forbids anything. */
export function judgeItem(
  item: { readonly mark: Mark; readonly hasOwner: boolean },
  scope: ScopeFacts | null,
): ItemWarning[] {
  const warnings: ItemWarning[] = [];
  if (scope !== null && scope.level !== item.mark.level) warnings.push('level-differs');
  if (scope !== null && isLongerThan(item.mark.validity, scope.validity)) warnings.push('term-longer');
  // 长期 only where the scope catalogue says so (国家秘密定密管理规定; FACTS M3)
  if (item.mark.validity.kind === 'indefinite' && scope?.validity.kind !== 'indefinite')
    warnings.push('term-unfounded');
  if (!item.hasOwner) warnings.push('owner-missing');
  return warnings;
}

/** Whether a length of time is longer than the one the scope catalogue has; what cannot be compared is not. */
export function isLongerThan(validity: Mark['validity'], limit: Mark['validity']): boolean {
  if (limit.kind !== 'duration') return false;
  if (validity.kind === 'indefinite') return true;
  return validity.kind === 'duration' && daysOf(validity) > daysOf(limit);
}

function daysOf(duration: Extract<Mark['validity'], { kind: 'duration' }>): number {
  if ('years' in duration) return duration.years * 365.25;
  return 'months' in duration ? duration.months * 30.4375 : duration.days;
}

/** Over the maximum of the pack only where the scope catalogue has that very term (国家秘密法 art. 20: 除另有规定外). */
export function isTermAllowed(mark: Mark, scope: ScopeFacts | null): boolean {
  const problem = checkMark(mark);
  if (problem === null) return true;
  return problem.code === 'over-maximum' && JSON.stringify(scope?.validity) === JSON.stringify(mark.validity);
}

export interface ThreeFacts {
  readonly today: string;
  /** The list of state-secret matters in force; null where there is none. */
  readonly list: {
    readonly known: boolean;
    readonly filedOn: string | null;
    readonly inForceFrom: string;
    readonly reviewedOn: string | null;
    /** Ranks of the unit's own matters, as far as the caller may know them. */
    readonly ownRanks: readonly number[];
  } | null;
  readonly places: readonly {
    readonly id: string;
    /** What it is called. */
    readonly name: string;
    readonly levelRank: number;
    readonly hasKeeper: boolean;
    readonly confirmed: boolean;
  }[];
  readonly posts: readonly {
    readonly id: string;
    readonly name: string;
    readonly grade: string;
    readonly holders: number;
  }[];
}
export const gapCodes = [
  'no-list',
  'list-not-filed',
  'list-review-overdue',
  'level-without-post',
  'top-without-place',
  'place-without-matter',
  'place-without-keeper',
  'place-unconfirmed',
  'post-without-holder',
] as const;
export interface Gap {
  readonly code: (typeof gapCodes)[number];
  /** The level, place or post it is about. */
  readonly about: string;
}

/** Where the three determinations of a unit (matters, places, posts and people) do not fit one another. */
export function findGaps(facts: ThreeFacts): Gap[] {
  return [...gapsOfList(facts), ...gapsOfPlaces(facts), ...gapsOfPosts(facts)];
}

function gapsOfList({ list, today }: ThreeFacts): Gap[] {
  if (list === null) return [{ code: 'no-list', about: '' }];
  const gaps: Gap[] = [];
  if (list.filedOn === null) gaps.push({ code: 'list-not-filed', about: list.inForceFrom });
  const last = list.reviewedOn ?? list.inForceFrom;
  if (daysApart(last, today) > reviewDays) gaps.push({ code: 'list-review-overdue', about: last });
  return gaps;
}

function daysApart(from: string, to: string): number {
  const [first, last] = [parseLocalDate(from), parseLocalDate(to)];
  return first === null || last === null ? 0 : daysBetween(first, last);
}

function levelName(rank: number): string {
  return builtinPacks.get(stateScheme)?.levels.find((level) => level.rank === rank)?.zh ?? String(rank);
}

function topRank(): number {
  return Math.max(...(builtinPacks.get(stateScheme)?.levels ?? []).map((level) => level.rank));
}

/** Where matters of the top level are produced there is a key place; a place without such matters is one too many (art. 39). */
function gapsOfPlaces({ list, places }: ThreeFacts): Gap[] {
  const gaps: Gap[] = [];
  const highest = Math.max(0, ...(list?.ownRanks ?? []));
  if (highest >= topRank() && !places.some((place) => place.levelRank >= topRank()))
    gaps.push({ code: 'top-without-place', about: levelName(topRank()) });
  for (const place of places) {
    const about = place.name;
    if (list?.known === true && place.levelRank > highest) gaps.push({ code: 'place-without-matter', about });
    if (!place.hasKeeper) gaps.push({ code: 'place-without-keeper', about });
    if (!place.confirmed) gaps.push({ code: 'place-unconfirmed', about });
  }
  return gaps;
}

/** Each level of matters needs a post graded for it, and each graded post somebody who holds it. */
function gapsOfPosts({ list, posts }: ThreeFacts): Gap[] {
  const reached = Math.max(0, ...posts.map((post) => clearanceRank(post.grade)));
  const unreached = [...new Set(list?.ownRanks ?? [])]
    .filter((rank) => rank > reached)
    .toSorted((a, b) => a - b);
  return [
    ...unreached.map((rank): Gap => ({ code: 'level-without-post', about: levelName(rank) })),
    ...posts
      .filter((post) => post.holders === 0)
      .map((post): Gap => ({ code: 'post-without-holder', about: post.name })),
  ];
}
