import { makeParagraph } from '../flow/flow.ts';
import type { Inline, Paragraph, TextStyle } from '../flow/flow.ts';
import { familyOf, sansFamily } from '../fonts.ts';
import { child, numberAt } from '../part-tree.ts';
import type { XmlNode } from '../part-tree.ts';
import type { SlideTheme } from './slide-theme.ts';

/** English Metric Units of a point. */
export const emus = 12_700;

const aligns: Readonly<Record<string, Paragraph['align']>> = {
  ctr: 'centre',
  r: 'right',
  just: 'justify',
  dist: 'justify',
};

export interface TextInput {
  theme: SlideTheme;
  /** Lists of looks by level, the most general first: master, layout, shape. */
  lists: readonly (XmlNode | undefined)[];
  /** What text shrinks by to fit its shape. */
  fontScale: number;
  /** Colour where nothing says one. */
  colour: string;
}

/** The paragraphs of a text body (ECMA-376 part 1, 21.1.2). */
export function paragraphsOf(body: XmlNode | undefined, input: TextInput): Paragraph[] {
  const counts: number[] = [];
  return (body?.children ?? [])
    .filter(({ name }) => name === 'a:p')
    .map((node) => paragraphOf(node, { ...input, counts }));
}

function paragraphOf(node: XmlNode, input: TextInput & { counts: number[] }): Paragraph {
  const own = child(node, 'a:pPr');
  const level = Math.min(8, Math.max(0, numberAt(own, 'lvl') ?? 0));
  const looks = [
    ...input.lists.map((list) => child(list, 'a:defPPr')),
    ...input.lists.map((list) => child(list, `a:lvl${level + 1}pPr`)),
    own,
  ];
  const attribute = (name: string): string | undefined =>
    looks.findLast((look) => look?.attributes.has(name) === true)?.attributes.get(name);
  const runDefaults = looks.map((look) => child(look, 'a:defRPr'));
  const inlines = node.children.flatMap((one) => inlineOf(one, { ...input, runDefaults }));
  if (inlines.length === 0)
    inlines.push({
      kind: 'text',
      text: '',
      style: styleOf(child(node, 'a:endParaRPr'), { ...input, runDefaults }),
    });
  const indent = Number(attribute('indent') ?? 0) / emus;
  const left = Number(attribute('marL') ?? 0) / emus;
  const style = firstStyle(inlines);
  const bullet = bulletOf(looks, { level, counts: input.counts, isEmpty: isEmpty(inlines) });
  return makeParagraph(inlines, {
    align: aligns[attribute('algn') ?? ''] ?? 'left',
    indentLeft: bounded(left),
    indentFirst: bullet === undefined ? bounded(indent) : 0,
    line: lineOf(looks),
    before: spaceOf(looks, 'a:spcBef', style.size),
    after: spaceOf(looks, 'a:spcAft', style.size),
    ...(bullet === undefined ? {} : { marker: { kind: 'text', text: bullet, style } }),
  });
}

const bounded = (points: number): number =>
  Number.isFinite(points) ? Math.min(500, Math.max(-500, points)) : 0;

function inlineOf(
  one: XmlNode,
  input: TextInput & { runDefaults: readonly (XmlNode | undefined)[] },
): Inline[] {
  if (one.name === 'a:br') return [{ kind: 'line-break' }];
  if (one.name !== 'a:r' && one.name !== 'a:fld') return [];
  const style = styleOf(child(one, 'a:rPr'), input);
  const text = child(one, 'a:t')?.text ?? '';
  if (one.name === 'a:fld' && one.attributes.get('type') === 'slidenum')
    return [{ kind: 'page-number', style }];
  return text
    .split(/[\v\n]/)
    .flatMap((line, at): Inline[] => [
      ...(at > 0 ? [{ kind: 'line-break' } as const] : []),
      { kind: 'text', text: line.replaceAll('\t', '    '), style },
    ]);
}

function styleOf(
  own: XmlNode | undefined,
  { theme, runDefaults, fontScale, colour }: TextInput & { runDefaults: readonly (XmlNode | undefined)[] },
): TextStyle {
  const looks = [...runDefaults, own];
  const attribute = (name: string): string | undefined =>
    looks.findLast((look) => look?.attributes.has(name) === true)?.attributes.get(name);
  const isSet = (name: string): boolean => ['1', 'true'].includes(attribute(name) ?? '');
  const font = looks
    .flatMap((look) => child(look, 'a:ea') ?? child(look, 'a:latin') ?? [])
    .at(-1)
    ?.attributes.get('typeface');
  const fill = looks
    .map((look) => theme.fill(look))
    .findLast((found) => found !== undefined && found !== 'none');
  const size = Number(attribute('sz') ?? 1800) / 100;
  const baseline = Number(attribute('baseline') ?? 0);
  return {
    size: Math.min(400, Math.max(1, (Number.isFinite(size) ? size : 18) * fontScale)),
    bold: isSet('b'),
    italic: isSet('i'),
    underline: !['none', undefined].includes(attribute('u')),
    strike: !['noStrike', undefined].includes(attribute('strike')),
    colour: fill ?? colour,
    family: font === undefined || font.startsWith('+') ? sansFamily : familyOf(font),
    raise: baseline > 0 ? 'super' : baseline < 0 ? 'sub' : 'none',
  };
}

function firstStyle(inlines: readonly Inline[]): TextStyle {
  for (const inline of inlines)
    if ('style' in inline) return { ...inline.style, underline: false, strike: false };
  throw new Error('A paragraph has a text at least.');
}

const isEmpty = (inlines: readonly Inline[]): boolean =>
  inlines.every((inline) => inline.kind === 'text' && inline.text.trim() === '');

function lineOf(looks: readonly (XmlNode | undefined)[]): Paragraph['line'] {
  const spacing = looks.flatMap((look) => child(look, 'a:lnSpc') ?? []).at(-1);
  const exact = numberAt(child(spacing, 'a:spcPts'), 'val');
  if (exact !== undefined) return { points: Math.min(400, exact / 100) };
  const share = numberAt(child(spacing, 'a:spcPct'), 'val') ?? 100_000;
  return { times: Math.min(5, Math.max(0.5, (share / 100_000) * 1.2)) };
}

function spaceOf(looks: readonly (XmlNode | undefined)[], name: string, size: number): number {
  const spacing = looks.flatMap((look) => child(look, name) ?? []).at(-1);
  const exact = numberAt(child(spacing, 'a:spcPts'), 'val');
  if (exact !== undefined) return Math.min(200, exact / 100);
  return Math.min(200, ((numberAt(child(spacing, 'a:spcPct'), 'val') ?? 0) / 100_000) * size);
}

/** Character of a list, or its number; the nearest look that says either decides. */
function bulletOf(
  looks: readonly (XmlNode | undefined)[],
  { level, counts, isEmpty: isBlank }: { level: number; counts: number[]; isEmpty: boolean },
): string | undefined {
  const names = ['a:buNone', 'a:buChar', 'a:buAutoNum'];
  const look = looks.findLast((one) => names.some((name) => child(one, name) !== undefined));
  const character = child(look, 'a:buChar')?.attributes.get('char');
  if (look === undefined || isBlank || child(look, 'a:buNone') !== undefined) return undefined;
  if (character !== undefined) return /[\ue000-\uf8ff]/.test(character) ? '•' : character.slice(0, 2);
  counts[level] = (counts[level] ?? 0) + 1;
  counts.length = level + 1;
  return `${counts[level] ?? 1}.`;
}
