import type { XmlAttributes, XmlHandler } from '../markup/xml-scanner.ts';
import { type Look, hexColour } from './colours.ts';
import { layLook } from './docx-styles.ts';

interface OdfStyle {
  parent: string | undefined;
  look: Look;
  isHiddenTable: boolean;
  isHiddenPage: boolean;
}

const chainMax = 32;

/** The styles of an OpenDocument file, as far as they decide whether a text is seen (OpenDocument 1.3 part 3, 16). */
export class OdfStyles implements XmlHandler {
  readonly #styles = new Map<string, OdfStyle>();
  #style: OdfStyle | undefined;

  open(name: string, attributes: XmlAttributes): void {
    if (name === 'style:style') {
      const key = `${attributes.get('style:family') ?? ''} ${attributes.get('style:name') ?? ''}`;
      this.#style = {
        parent: attributes.get('style:parent-style-name'),
        look: {},
        isHiddenTable: false,
        isHiddenPage: false,
      };
      this.#styles.set(key, this.#style);
    } else if (this.#style !== undefined) this.#read(this.#style, name, attributes);
  }

  #read(style: OdfStyle, name: string, attributes: XmlAttributes): void {
    switch (name) {
      case 'style:text-properties':
        style.look.colour = hexColour(attributes.get('fo:color'));
        style.look.fill = hexColour(attributes.get('fo:background-color')) ?? style.look.fill;
        style.look.points = pointsOf(attributes.get('fo:font-size'));
        if (attributes.get('text:display') === 'none') style.look.vanish = true;
        return;
      case 'style:paragraph-properties':
      case 'style:table-cell-properties':
      case 'style:graphic-properties':
        style.look.fill = hexColour(attributes.get('fo:background-color')) ?? style.look.fill;
        return;
      case 'style:table-properties':
        style.isHiddenTable = attributes.get('table:display') === 'false';
        return;
      case 'style:drawing-page-properties':
        style.isHiddenPage = attributes.get('presentation:visibility') === 'hidden';
        return;
      default:
    }
  }

  close(name: string): void {
    if (name === 'style:style') this.#style = undefined;
  }

  text(): void {
    // Styles are all attributes.
  }

  look(family: string, name: string | undefined): Look {
    let look: Look = {};
    let next = name;
    for (let count = 0; next !== undefined && count < chainMax; count += 1) {
      const style: OdfStyle | undefined = this.#styles.get(`${family} ${next}`);
      if (style === undefined) break;
      look = layLook(style.look, look);
      next = style.parent;
    }
    return look;
  }

  hidesTable(name: string | undefined): boolean {
    return this.#styles.get(`table ${name ?? ''}`)?.isHiddenTable === true;
  }

  hidesPage(name: string | undefined): boolean {
    return this.#styles.get(`drawing-page ${name ?? ''}`)?.isHiddenPage === true;
  }
}

const pointsOfUnit: Readonly<Record<string, number>> = { pt: 1, cm: 28.35, mm: 2.835, in: 72, px: 0.75 };

function pointsOf(size: string | undefined): number | undefined {
  const found = /^([\d.]{1,12})(pt|cm|mm|in|px)$/.exec(size ?? '');
  return found === null ? undefined : Number(found[1]) * (pointsOfUnit[found[2] ?? ''] ?? 1);
}
