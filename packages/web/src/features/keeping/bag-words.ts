import { t } from '../../lib/i18n.ts';

export function bagKindWords(kind: 'papers' | 'newspapers' | 'mixed'): string {
  const words = {
    papers: t('bag.kind.papers'),
    newspapers: t('bag.kind.newspapers'),
    mixed: t('bag.kind.mixed'),
  };
  return words[kind];
}

export function bagStateWords(state: 'sealed' | 'for-destruction' | 'destroyed'): string {
  const words = {
    sealed: t('bag.state.sealed'),
    'for-destruction': t('bag.state.listed'),
    destroyed: t('bag.state.destroyed'),
  };
  return words[state];
}

/** Weight as it is written on the slip. `grams` is a whole number. */
export function formatKilograms(grams: number): string {
  return t('bag.kilograms', { n: (grams / 1000).toFixed(2) });
}
