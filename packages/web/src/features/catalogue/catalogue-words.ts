import { builtinPacks } from '@fengni/schemes/packs';
import {
  type CatalogueState,
  type ComparedField,
  type Gap,
  type ItemWarning,
  type PlaceKind,
  type PlaceState,
  catalogueTitle,
} from '@fengni/server/modules/catalogue/rules';
import { pick, t } from '../../lib/i18n.ts';
import type { Choice } from '../../ui/form-field.tsx';

export const catalogueDuties = ['officer', 'classifier'] as const;

export function catalogueStateWords(state: CatalogueState, isPending = false): string {
  const words: Record<CatalogueState, string> = {
    draft: isPending ? t('catalogue.state.pending') : t('catalogue.state.draft'),
    'in-force': t('catalogue.state.in-force'),
    superseded: t('catalogue.state.superseded'),
    dropped: t('catalogue.state.dropped'),
  };
  return words[state];
}

/** 国家秘密事项一览表 and the like. */
export function listTitle(scheme: string): string {
  return pick(catalogueTitle(scheme));
}

export function schemeWords(scheme: string): string {
  const pack = builtinPacks.get(scheme);
  return pack === undefined ? scheme : pick(pack);
}

export function schemeChoices(): Choice[] {
  return [...builtinPacks.values()].map((pack) => ({ value: pack.id, label: pick(pack) }));
}

export function originWords(origin: 'own' | 'received'): string {
  return origin === 'own' ? t('catalogue.origin.own') : t('catalogue.origin.received');
}

export function warningWords(warning: ItemWarning): string {
  const words: Record<ItemWarning, string> = {
    'level-differs': t('catalogue.warning.level'),
    'term-longer': t('catalogue.warning.term'),
    'term-unfounded': t('catalogue.warning.indefinite'),
    'owner-missing': t('catalogue.warning.owner'),
  };
  return words[warning];
}

export function fieldWords(field: ComparedField): string {
  const words: Record<ComparedField, string> = {
    number: t('catalogue.number'),
    name: t('catalogue.name'),
    mark: t('field.level'),
    scopeText: t('catalogue.scope'),
    basis: t('catalogue.basis'),
    owner: t('catalogue.owner'),
    origin: t('catalogue.origin'),
    link: t('catalogue.link'),
  };
  return words[field];
}

export function placeKindWords(kind: PlaceKind): string {
  return kind === 'department' ? t('place.kind.department') : t('place.kind.site');
}

export function placeStateWords(state: PlaceState, isPending = false): string {
  if (isPending) return t('catalogue.state.pending');
  const words: Record<PlaceState, string> = {
    proposed: t('place.state.proposed'),
    determined: t('place.state.determined'),
    ended: t('place.state.ended'),
    dropped: t('catalogue.state.dropped'),
  };
  return words[state];
}

/** What does not fit, and what to do about it. */
export function gapWords({ code, about }: Gap): string {
  const words: Record<Gap['code'], string> = {
    'no-list': t('gap.no-list'),
    'list-not-filed': t('gap.list-not-filed'),
    'list-review-overdue': t('gap.list-review-overdue', { day: about }),
    'level-without-post': t('gap.level-without-post', { level: about }),
    'top-without-place': t('gap.top-without-place', { level: about }),
    'place-without-matter': t('gap.place-without-matter', { place: about }),
    'place-without-keeper': t('gap.place-without-keeper', { place: about }),
    'place-unconfirmed': t('gap.place-unconfirmed', { place: about }),
    'post-without-holder': t('gap.post-without-holder', { post: about }),
  };
  return words[code];
}
