import type { PlainKey } from '../lib/i18n.ts';
import { paths } from '../lib/paths.ts';
import { type SessionActor, holdsDuty } from '../lib/session.ts';

export type NavigationGroup =
  | 'start'
  | 'carriers'
  | 'classification'
  | 'people'
  | 'queries'
  | 'administration';

/** An entry of the navigation. Features add theirs here: one entry, one page in `router.tsx`. */
export interface NavigationEntry {
  readonly group: NavigationGroup;
  readonly to: string;
  readonly label: PlainKey;
  /** Shown only to who can use it; the server decides again. */
  readonly visible: (actor: SessionActor) => boolean;
  /** Second key after `g`. */
  readonly key?: string;
  /** Number beside it, out of the counts of home. */
  readonly count?: 'due' | 'forMySignature';
}

/** Groups in order, with their headings. */
export const navigationGroups: readonly {
  readonly group: NavigationGroup;
  readonly label: PlainKey | null;
}[] = [
  { group: 'start', label: null },
  { group: 'carriers', label: 'nav.group.carriers' },
  { group: 'classification', label: 'nav.group.classification' },
  { group: 'people', label: 'nav.group.people' },
  { group: 'queries', label: 'nav.queries' },
  { group: 'administration', label: 'nav.administration' },
];

const always = () => true;
const ordinary = (actor: SessionActor) => actor.power === null;
const administers = (actor: SessionActor) => actor.power !== null;
const keepsOrganisation = (actor: SessionActor) =>
  administers(actor) ||
  holdsDuty(
    actor,
    'first-responsible',
    'leader-in-charge',
    'unit-leader',
    'officer',
    'personnel',
    'inspector',
  );

const keepsCopies = (actor: SessionActor) => holdsDuty(actor, 'officer', 'document-clerk', 'cipher-clerk');
const countsCopies = (actor: SessionActor) => keepsCopies(actor) || holdsDuty(actor, 'inspector');
const keepsPeople = (actor: SessionActor) =>
  holdsDuty(actor, 'officer', 'personnel', 'leader-in-charge', 'first-responsible');
const auditsData = (actor: SessionActor) =>
  administers(actor) || holdsDuty(actor, 'officer', 'leader-in-charge', 'inspector');

const reviewsClassification = (actor: SessionActor) =>
  holdsDuty(
    actor,
    'officer',
    'leader-in-charge',
    'first-responsible',
    'unit-leader',
    'classifier',
    'inspector',
  );

export const navigation: readonly NavigationEntry[] = [
  { group: 'start', to: paths.home(), label: 'nav.home', visible: always, key: 'h', count: 'due' },
  {
    group: 'start',
    to: paths.approvals(),
    label: 'nav.approvals',
    visible: always,
    key: 'a',
    count: 'forMySignature',
  },
  { group: 'carriers', to: paths.carriers(), label: 'nav.carriers', visible: ordinary, key: 'c' },
  { group: 'carriers', to: paths.held(), label: 'nav.held', visible: ordinary, key: 'm' },
  { group: 'carriers', to: paths.deliveries(), label: 'nav.deliveries', visible: keepsCopies, key: 'd' },
  { group: 'carriers', to: paths.stocktakings(), label: 'nav.stocktakings', visible: countsCopies, key: 's' },
  { group: 'carriers', to: paths.handOvers(), label: 'nav.handovers', visible: ordinary },
  { group: 'carriers', to: paths.recalls(), label: 'nav.recalls', visible: keepsCopies, key: 'r' },
  { group: 'carriers', to: paths.destructions(), label: 'nav.destructions', visible: ordinary, key: 'x' },
  { group: 'classification', to: paths.classification(), label: 'nav.classification', visible: ordinary },
  { group: 'classification', to: paths.catalogues(), label: 'nav.catalogue', visible: ordinary, key: 'i' },
  { group: 'classification', to: paths.regradings(), label: 'nav.regrading', visible: ordinary },
  { group: 'classification', to: paths.compartments(), label: 'nav.compartments', visible: ordinary },
  { group: 'classification', to: paths.checkMarks(), label: 'nav.marks', visible: ordinary },
  {
    group: 'classification',
    to: paths.classificationReviews(),
    label: 'nav.reviews',
    visible: reviewsClassification,
  },
  {
    group: 'classification',
    to: paths.classificationStatistics(),
    label: 'nav.statistics',
    visible: reviewsClassification,
  },
  { group: 'classification', to: paths.tradeSecrets(), label: 'nav.trade.secrets', visible: ordinary },
  { group: 'people', to: paths.personalFile(), label: 'nav.file', visible: ordinary },
  { group: 'people', to: paths.personnel(), label: 'nav.personnel', visible: keepsPeople },
  { group: 'people', to: paths.letters(), label: 'nav.letters', visible: ordinary },
  { group: 'people', to: paths.engagements(), label: 'nav.engagements', visible: ordinary },
  { group: 'people', to: paths.lifeEvents(), label: 'nav.life.events', visible: ordinary },
  { group: 'people', to: paths.journeys(), label: 'nav.travel', visible: ordinary },
  { group: 'people', to: paths.leavings(), label: 'nav.leavings', visible: keepsPeople },
  { group: 'people', to: paths.allowances(), label: 'nav.allowances', visible: keepsPeople },
  { group: 'people', to: paths.myAllowance(), label: 'nav.allowance.mine', visible: ordinary },
  { group: 'people', to: paths.visits(), label: 'nav.visits', visible: ordinary },
  { group: 'people', to: paths.supplied(), label: 'nav.supplied', visible: ordinary },
  { group: 'queries', to: paths.searchText(), label: 'nav.vault.search', visible: ordinary, key: 'f' },
  { group: 'queries', to: paths.audit(), label: 'nav.audit', visible: auditsData },
  { group: 'queries', to: paths.obligations(), label: 'nav.obligations', visible: ordinary, key: 'o' },
  {
    group: 'queries',
    to: paths.log(),
    label: 'nav.log',
    visible: (actor) => actor.power === 'audit',
    key: 'l',
  },
  {
    group: 'administration',
    to: paths.organisation(),
    label: 'nav.organisation',
    visible: keepsOrganisation,
    key: 'u',
  },
  { group: 'administration', to: paths.people(), label: 'nav.people', visible: keepsOrganisation, key: 'p' },
  {
    group: 'administration',
    to: paths.personnelSystem(),
    label: 'nav.step',
    visible: (actor) =>
      actor.power === 'system' ||
      actor.power === 'security' ||
      holdsDuty(actor, 'officer', 'personnel', 'leader-in-charge', 'first-responsible'),
  },
  {
    group: 'administration',
    to: paths.webhooks(),
    label: 'nav.webhooks',
    visible: (actor) => actor.power === 'system' || actor.power === 'security' || holdsDuty(actor, 'officer'),
  },
  {
    group: 'administration',
    to: paths.classificationAuthority(),
    label: 'authority.title',
    visible: (actor) => actor.power === 'security',
  },
  { group: 'administration', to: paths.accounts(), label: 'nav.accounts', visible: administers },
  {
    group: 'administration',
    to: paths.sessions(),
    label: 'nav.sessions',
    visible: (actor) => actor.power === 'system' || actor.power === 'audit',
  },
  { group: 'administration', to: paths.keyStore(), label: 'nav.keystore', visible: administers, key: 'k' },
  { group: 'administration', to: paths.clock(), label: 'nav.clock', visible: administers },
  { group: 'administration', to: paths.terminals(), label: 'nav.terminals', visible: administers },
  { group: 'administration', to: paths.directory(), label: 'nav.directory', visible: administers },
];

/** The entry an address belongs to: the longest that begins it. */
export function currentEntry(pathname: string): NavigationEntry | undefined {
  return navigation
    .filter((entry) => pathname === entry.to || (entry.to !== '/' && pathname.startsWith(`${entry.to}/`)))
    .toSorted((a, b) => b.to.length - a.to.length)[0];
}
