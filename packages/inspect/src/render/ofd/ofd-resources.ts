import type { OfdPackage } from '../../pages/ofd-package.ts';
import { find, findAll, numbersOf } from '../../pages/ofd-tree.ts';
import type { OfdElement } from '../../pages/ofd-tree.ts';
import { familyOf } from '../fonts.ts';

export interface OfdFont {
  family: string;
  isBold: boolean;
  isItalic: boolean;
}

/** What pages refer to by id: fonts, pictures, vector graphics, drawing parameters (GB/T 33190-2016, 7.9). */
export class OfdResources {
  readonly fonts = new Map<string, OfdFont>();
  /** Part names of pictures. */
  readonly pictures = new Map<string, string>();
  readonly composites = new Map<string, OfdElement>();
  readonly #drawParams = new Map<string, OfdElement>();
  readonly #parts: OfdPackage;

  constructor(parts: OfdPackage) {
    this.#parts = parts;
  }

  /** Those of the document and these besides. */
  extended(): OfdResources {
    const more = new OfdResources(this.#parts);
    for (const [id, value] of this.fonts) more.fonts.set(id, value);
    for (const [id, value] of this.pictures) more.pictures.set(id, value);
    for (const [id, value] of this.composites) more.composites.set(id, value);
    for (const [id, value] of this.#drawParams) more.#drawParams.set(id, value);
    return more;
  }

  /** Reads a part of resources; a part that is not there adds nothing. */
  add(name: string): void {
    const tree = this.#parts.tree(name);
    if (tree === undefined) return;
    const folder = find(tree, 'Res')?.attributes.get('BaseLoc') ?? '';
    for (const item of findAll(tree, 'Font')) this.fonts.set(idOf(item), fontOf(item));
    for (const item of findAll(tree, 'CompositeGraphicUnit')) this.composites.set(idOf(item), item);
    for (const item of findAll(tree, 'DrawParam')) this.#drawParams.set(idOf(item), item);
    for (const item of findAll(tree, 'MultiMedia')) {
      const file = find(item, 'MediaFile')?.text.trim() ?? '';
      const full = this.#parts.resolve(folder === '' ? file : `${folder}/${file}`, name);
      this.pictures.set(idOf(item), this.#parts.has(full) ? full : this.#parts.resolve(file, name));
    }
  }

  /** Parameters by id, those they build on first; a chain that comes back to itself ends. */
  drawParams(id: string | undefined): OfdElement[] {
    const chain: OfdElement[] = [];
    for (let next = id; next !== undefined && chain.length < 16;) {
      const found = this.#drawParams.get(next);
      if (found === undefined) break;
      chain.unshift(found);
      next = found.attributes.get('Relative');
    }
    return chain;
  }
}

const idOf = (element: OfdElement): string => element.attributes.get('ID') ?? '';

function fontOf({ attributes }: OfdElement): OfdFont {
  const name = `${attributes.get('FontName') ?? ''} ${attributes.get('FamilyName') ?? ''}`;
  return {
    family: familyOf(name),
    isBold: attributes.get('Bold') === 'true' || /bold|粗|大标宋/i.test(name),
    isItalic: attributes.get('Italic') === 'true',
  };
}

/** A colour as canvas says it (GB/T 33190-2016, 8.3); gradients by their first colour. */
export function colourOf(element: OfdElement | undefined): { css: string; alpha: number } | undefined {
  if (element === undefined) return undefined;
  const value = element.attributes.get('Value') ?? find(element, 'Color')?.attributes.get('Value');
  const alpha = Number(element.attributes.get('Alpha') ?? 255) / 255;
  const channels = (value ?? '').includes('#')
    ? (value ?? '')
        .trim()
        .split(/\s+/)
        .map((part) => Number.parseInt(part.replace('#', ''), 16) || 0)
    : numbersOf(value === undefined || value.trim() === '' ? undefined : value);
  return { css: cssOf(channels), alpha: Number.isFinite(alpha) ? Math.min(1, Math.max(0, alpha)) : 1 };
}

function cssOf(channels: readonly number[]): string {
  const [a = 0, b = 0, c = 0, d = 0] = channels.map((channel) =>
    Math.min(255, Math.max(0, Math.round(channel))),
  );
  if (channels.length === 1) return `rgb(${a},${a},${a})`;
  if (channels.length === 4) {
    const mix = (ink: number): number => Math.round(((255 - ink) * (255 - d)) / 255);
    return `rgb(${mix(a)},${mix(b)},${mix(c)})`;
  }
  return `rgb(${a},${b},${c})`;
}
