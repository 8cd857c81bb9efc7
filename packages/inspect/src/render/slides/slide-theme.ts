import { child, down } from '../part-tree.ts';
import type { XmlNode } from '../part-tree.ts';

/** Names slides use for colours of the theme (ECMA-376 part 1, 19.3.1.6, as masters mostly map them). */
const mapped: Readonly<Record<string, string>> = { bg1: 'lt1', tx1: 'dk1', bg2: 'lt2', tx2: 'dk2' };

const preset: Readonly<Record<string, string>> = {
  black: '000000',
  white: 'ffffff',
  red: 'ff0000',
  green: '008000',
  blue: '0000ff',
  yellow: 'ffff00',
  gray: '808080',
};

/** Colours of a theme. */
export class SlideTheme {
  readonly #colours = new Map<string, string>([
    ['dk1', '000000'],
    ['lt1', 'ffffff'],
  ]);

  constructor(root: XmlNode | undefined) {
    for (const node of down(root, 'a:theme', 'a:themeElements', 'a:clrScheme')?.children ?? []) {
      const [colour] = node.children;
      const value = colour?.attributes.get('lastClr') ?? colour?.attributes.get('val') ?? '';
      if (/^[0-9a-f]{6}$/i.test(value)) this.#colours.set(node.name.replace('a:', ''), value);
    }
  }

  /** The colour within a fill, a line or the look of text; undefined where there is none of one colour. */
  colour(holder: XmlNode | undefined): string | undefined {
    for (const node of holder?.children ?? []) {
      const hex = this.#hexOf(node);
      if (hex !== undefined) return `#${modified(hex, node)}`;
    }
    return undefined;
  }

  #hexOf(node: XmlNode): string | undefined {
    const value = node.attributes.get('val') ?? '';
    if (node.name === 'a:srgbClr') return /^[0-9a-f]{6}$/i.test(value) ? value : undefined;
    if (node.name === 'a:sysClr') return node.attributes.get('lastClr');
    if (node.name === 'a:prstClr') return preset[value];
    return node.name === 'a:schemeClr' ? this.#colours.get(mapped[value] ?? value) : undefined;
  }

  /** Solid, or the first colour of a gradient; `none` where it says that there is none. */
  fill(properties: XmlNode | undefined): string | undefined {
    if (child(properties, 'a:noFill') !== undefined) return 'none';
    const solid = child(properties, 'a:solidFill');
    if (solid !== undefined) return this.colour(solid);
    return this.colour(down(properties, 'a:gradFill', 'a:gsLst', 'a:gs'));
  }
}

/** Lighter or darker by the share told in hundred thousandths, in steps between the colour and white or black. */
function modified(hex: string, node: XmlNode): string {
  const share = (name: string): number =>
    Number(child(node, name)?.attributes.get('val') ?? Number.NaN) / 100_000;
  const channels = [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) || 0);
  const [mod, off, shade, tint] = ['a:lumMod', 'a:lumOff', 'a:shade', 'a:tint'].map((name) => share(name));
  const changed = channels.map((channel) => {
    let value = channel;
    if (mod !== undefined && Number.isFinite(mod)) value *= mod;
    if (off !== undefined && Number.isFinite(off)) value += 255 * off;
    if (shade !== undefined && Number.isFinite(shade)) value *= shade;
    if (tint !== undefined && Number.isFinite(tint)) value = 255 - (255 - value) * tint;
    return Math.round(Math.min(255, Math.max(0, value)));
  });
  return changed.map((channel) => channel.toString(16).padStart(2, '0')).join('');
}
