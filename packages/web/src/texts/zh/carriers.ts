export const carriersZh = {
  'nav.carriers': '载体',
} as const;
