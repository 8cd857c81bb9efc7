import { expect, test } from 'vitest';
import { type Tokens, darkTokens, lightTokens } from './tokens.ts';

const textContrastMin = 4.5; // WCAG 2.2, 1.4.3 (AA)
const controlContrastMin = 3; // WCAG 2.2, 1.4.11

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const themes: [string, Tokens][] = [
  ['light', lightTokens],
  ['dark', darkTokens],
];

test.each(themes)('%s: every text can be read on its ground', (_, theme) => {
  const white = '#ffffff';
  const pairs: [keyof Tokens, string][] = [];
  for (const text of ['ink', 'ink2', 'ink3', 'seal', 'late', 'ok'] as const)
    pairs.push([text, theme.paper], [text, theme.bg]);
  pairs.push(
    ['seal', theme.sealWeak],
    ['ink', theme.sealWeak],
    ['ink2', theme.sealWeak],
    ['ok', theme.okWeak],
    ['late', theme.lateWeak],
  );
  for (const ground of ['top', 'high', 'sec', 'work', 'core', 'int', 'sealFill'] as const)
    pairs.push([ground, white]);
  const poor = pairs.filter(([name, ground]) => contrast(theme[name], ground) < textContrastMin);
  expect(poor).toEqual([]);
});

test.each(themes)('%s: the edge of an input can be seen', (_, theme) => {
  expect(contrast(theme.control, theme.paper)).toBeGreaterThanOrEqual(controlContrastMin);
});
