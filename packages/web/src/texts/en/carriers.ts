export const carriersEn = {
  'nav.carriers': 'Carriers',
} as const;
