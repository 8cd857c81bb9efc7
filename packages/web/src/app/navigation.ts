import type { PlainKey } from '../lib/i18n.ts';
import { paths } from '../lib/paths.ts';
import { type SessionActor, holdsDuty } from '../lib/session.ts';

export type NavigationGroup = 'start' | 'registers' | 'business' | 'queries' | 'administration';

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
  { group: 'registers', label: 'nav.registers' },
  { group: 'business', label: 'nav.business' },
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
const auditsData = (actor: SessionActor) =>
  administers(actor) || holdsDuty(actor, 'officer', 'leader-in-charge', 'inspector');

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
  { group: 'registers', to: paths.carriers(), label: 'nav.carriers', visible: ordinary, key: 'c' },
  { group: 'registers', to: paths.held(), label: 'nav.held', visible: ordinary, key: 'm' },
  { group: 'business', to: paths.deliveries(), label: 'nav.deliveries', visible: keepsCopies, key: 'd' },
  { group: 'business', to: paths.stocktakings(), label: 'nav.stocktakings', visible: countsCopies, key: 's' },
  { group: 'business', to: paths.handOvers(), label: 'nav.handovers', visible: ordinary },
  { group: 'business', to: paths.recalls(), label: 'nav.recalls', visible: keepsCopies, key: 'r' },
  { group: 'business', to: paths.destructions(), label: 'nav.destructions', visible: ordinary, key: 'x' },
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
  { group: 'administration', to: paths.accounts(), label: 'nav.accounts', visible: administers },
  {
    group: 'administration',
    to: paths.sessions(),
    label: 'nav.sessions',
    visible: (actor) => actor.power === 'system' || actor.power === 'audit',
  },
  { group: 'administration', to: paths.clock(), label: 'nav.clock', visible: administers },
  { group: 'administration', to: paths.terminals(), label: 'nav.terminals', visible: administers },
];

/** The entry an address belongs to: the longest that begins it. */
export function currentEntry(pathname: string): NavigationEntry | undefined {
  return navigation
    .filter((entry) => pathname === entry.to || (entry.to !== '/' && pathname.startsWith(`${entry.to}/`)))
    .toSorted((a, b) => b.to.length - a.to.length)[0];
}
