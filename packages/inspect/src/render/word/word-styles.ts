import { familyOf, serifFamily } from '../fonts.ts';
import type { Paragraph, TextStyle } from '../flow/flow.ts';
import { child, down, numberAt } from '../part-tree.ts';
import type { XmlNode } from '../part-tree.ts';

/** Twentieths of a point. */
export const twips = 20;

export type TextLook = Partial<TextStyle> & { isHidden?: boolean };

export interface ParagraphLook {
  align?: Paragraph['align'];
  indentLeft?: number;
  indentRight?: number;
  indentFirst?: number;
  before?: number;
  after?: number;
  line?: Paragraph['line'];
  breaksBefore?: boolean;
  fill?: string;
  numbering?: { id: string; level: number };
}

interface Style {
  basedOn: string | undefined;
  text: TextLook;
  paragraph: ParagraphLook;
}

const chainMax = 20;

/** Looks by style (ECMA-376 part 1, 17.7): defaults of the document, then the chain a style is based on. */
export class WordStyles {
  readonly #styles = new Map<string, Style>();
  readonly #defaults: Style = { basedOn: undefined, text: {}, paragraph: {} };
  #defaultParagraph: string | undefined;

  constructor(root: XmlNode | undefined) {
    const styles = child(root, 'w:styles');
    const defaults = child(styles, 'w:docDefaults');
    this.#defaults.text = textLookOf(down(defaults, 'w:rPrDefault', 'w:rPr'));
    this.#defaults.paragraph = paragraphLookOf(down(defaults, 'w:pPrDefault', 'w:pPr'));
    for (const style of styles?.children ?? []) {
      if (style.name !== 'w:style') continue;
      const id = style.attributes.get('w:styleId') ?? '';
      const isDefault = style.attributes.get('w:default') === '1';
      if (isDefault && style.attributes.get('w:type') === 'paragraph') this.#defaultParagraph = id;
      this.#styles.set(id, {
        basedOn: child(style, 'w:basedOn')?.attributes.get('w:val'),
        text: textLookOf(child(style, 'w:rPr')),
        paragraph: paragraphLookOf(child(style, 'w:pPr')),
      });
    }
  }

  paragraphLook(properties: XmlNode | undefined): ParagraphLook {
    const own = paragraphLookOf(properties);
    const chain = this.#chain(styleOf(properties, 'w:pStyle') ?? this.#defaultParagraph);
    return Object.assign({}, this.#defaults.paragraph, ...chain.map(({ paragraph }) => paragraph), own);
  }

  textLook(paragraph: XmlNode | undefined, run: XmlNode | undefined): TextLook {
    const ofParagraph = this.#chain(styleOf(paragraph, 'w:pStyle') ?? this.#defaultParagraph);
    const ofRun = this.#chain(styleOf(run, 'w:rStyle'));
    const looks = [...ofParagraph, ...ofRun].map(({ text }) => text);
    return Object.assign({}, this.#defaults.text, ...looks, textLookOf(run));
  }

  /** A style and what it is based on, the base first. */
  #chain(id: string | undefined): Style[] {
    const chain: Style[] = [];
    for (let next = id; next !== undefined && chain.length < chainMax;) {
      const style = this.#styles.get(next);
      if (style === undefined) break;
      chain.unshift(style);
      next = style.basedOn;
    }
    return chain;
  }
}

function styleOf(properties: XmlNode | undefined, name: string): string | undefined {
  return child(properties, name)?.attributes.get('w:val');
}

/** On, unless it says that it is not (17.17.4). */
function toggle(properties: XmlNode, name: string): boolean | undefined {
  const node = child(properties, name);
  if (node === undefined) return undefined;
  return !['0', 'false', 'off', 'none'].includes(node.attributes.get('w:val') ?? '1');
}

function textLookOf(properties: XmlNode | undefined): TextLook {
  const look: TextLook = {};
  if (properties === undefined) return look;
  const size = numberAt(child(properties, 'w:sz'), 'w:val');
  if (size !== undefined && size > 0) look.size = Math.min(400, size / 2);
  const fonts = child(properties, 'w:rFonts')?.attributes;
  const font = fonts?.get('w:eastAsia') ?? fonts?.get('w:ascii');
  if (font !== undefined) look.family = familyOf(font);
  const flags = [
    ['bold', 'w:b'],
    ['italic', 'w:i'],
    ['underline', 'w:u'],
    ['strike', 'w:strike'],
    ['isHidden', 'w:vanish'],
  ] as const;
  for (const [key, name] of flags) {
    const value = toggle(properties, name);
    if (value !== undefined) look[key] = value;
  }
  const colour = child(properties, 'w:color')?.attributes.get('w:val');
  if (colour !== undefined) look.colour = /^[0-9a-f]{6}$/i.test(colour) ? `#${colour}` : '#000000';
  const raise = child(properties, 'w:vertAlign')?.attributes.get('w:val');
  if (raise === 'superscript') look.raise = 'super';
  else if (raise === 'subscript') look.raise = 'sub';
  return look;
}

/** With every property filled in. */
export function textStyleOf(look: TextLook): TextStyle {
  const { isHidden: _hidden, ...style } = look;
  return {
    size: 10.5,
    bold: false,
    italic: false,
    underline: false,
    strike: false,
    colour: '#000000',
    family: serifFamily,
    raise: 'none',
    ...style,
  };
}

const aligns: Readonly<Record<string, Paragraph['align']>> = {
  center: 'centre',
  right: 'right',
  end: 'right',
  both: 'justify',
  distribute: 'justify',
  left: 'left',
  start: 'left',
};

function paragraphLookOf(properties: XmlNode | undefined): ParagraphLook {
  const look: ParagraphLook = {};
  if (properties === undefined) return look;
  const align = aligns[child(properties, 'w:jc')?.attributes.get('w:val') ?? ''];
  if (align !== undefined) look.align = align;
  readIndents(child(properties, 'w:ind'), look);
  readSpacing(child(properties, 'w:spacing'), look);
  const breaks = toggle(properties, 'w:pageBreakBefore');
  if (breaks !== undefined) look.breaksBefore = breaks;
  const fill = child(properties, 'w:shd')?.attributes.get('w:fill') ?? '';
  if (/^[0-9a-f]{6}$/i.test(fill) && !/^f{6}$/i.test(fill)) look.fill = `#${fill}`;
  const numbering = child(properties, 'w:numPr');
  const id = child(numbering, 'w:numId')?.attributes.get('w:val');
  if (id !== undefined)
    look.numbering = { id, level: Math.min(8, numberAt(child(numbering, 'w:ilvl'), 'w:val') ?? 0) };
  return look;
}

const indentPointsMax = 400;
/** Hundredths of a character, counted as five-and-a-quarter points each half: 五号 is 10.5 points. */
const characterPoints = 10.5;

const bounded = (value: number): number => Math.min(indentPointsMax, Math.max(-indentPointsMax, value));

function readIndents(indent: XmlNode | undefined, look: ParagraphLook): void {
  const points = (name: string, characters: string): number | undefined => {
    const inCharacters = numberAt(indent, characters);
    if (inCharacters !== undefined && inCharacters !== 0) return (inCharacters / 100) * characterPoints;
    const inTwips = numberAt(indent, name);
    return inTwips === undefined ? undefined : inTwips / twips;
  };
  const left = points('w:left', 'w:leftChars') ?? points('w:start', 'w:startChars');
  const right = points('w:right', 'w:rightChars') ?? points('w:end', 'w:endChars');
  const first = points('w:firstLine', 'w:firstLineChars');
  const hanging = points('w:hanging', 'w:hangingChars');
  if (left !== undefined) look.indentLeft = bounded(left);
  if (right !== undefined) look.indentRight = bounded(right);
  if (first !== undefined) look.indentFirst = bounded(first);
  if (hanging !== undefined && hanging > 0) look.indentFirst = -bounded(hanging);
}

function readSpacing(spacing: XmlNode | undefined, look: ParagraphLook): void {
  const before = numberAt(spacing, 'w:before');
  const after = numberAt(spacing, 'w:after');
  const line = numberAt(spacing, 'w:line');
  if (before !== undefined) look.before = Math.min(300, Math.max(0, before / twips));
  if (after !== undefined) look.after = Math.min(300, Math.max(0, after / twips));
  if (line === undefined || line <= 0) return;
  const rule = spacing?.attributes.get('w:lineRule') ?? 'auto';
  // A single line of the fonts used is 1.3 of their size.
  look.line =
    rule === 'exact'
      ? { points: Math.min(400, line / twips) }
      : rule === 'atLeast'
        ? { times: 1.35 }
        : { times: Math.min(6, (line / 240) * 1.3) };
}
