import type { XmlAttributes, XmlHandler } from '../markup/xml-scanner.ts';
import { type Look, hexColour, highlightColours } from './colours.ts';

interface DocxStyle {
  basedOn: string | undefined;
  look: Look;
  isHeading: boolean;
  isDefault: boolean;
  isTable: boolean;
  fills: boolean;
}

const highlights = new Map(highlightColours);
const styleChainMax = 32;

/** Takes over what a property of a run or paragraph says of its look (ECMA-376 part 1, 17.3.2). */
export function readLook(look: Look, name: string, attributes: XmlAttributes): void {
  const value = attributes.get('w:val');
  switch (name) {
    case 'w:vanish':
    case 'w:specVanish':
      look.vanish = value !== '0' && value !== 'false' && value !== 'off';
      return;
    case 'w:color':
      look.colour = hexColour(value);
      return;
    case 'w:sz':
      look.points =
        value === undefined ? undefined : Number(value.replace(/pt$/, '')) / (value.endsWith('pt') ? 1 : 2);
      return;
    case 'w:shd':
      look.fill = hexColour(attributes.get('w:fill'));
      return;
    case 'w:highlight':
      look.fill = highlights.get(value ?? '') ?? look.fill;
      return;
    default:
  }
}

/** Lays `over` upon `under`, property by property. */
export function layLook(under: Look, over: Look): Look {
  return {
    vanish: over.vanish ?? under.vanish,
    colour: over.colour ?? under.colour,
    fill: over.fill ?? under.fill,
    points: over.points ?? under.points,
  };
}

/** The styles of a document, as far as they decide whether a text is seen. */
export class DocxStyles implements XmlHandler {
  readonly #styles = new Map<string, DocxStyle>();
  readonly #resolved = new Map<string, Look>();
  #defaults: Look = {};
  #style: DocxStyle | undefined;
  #inDefaults = false;
  #defaultParagraph: string | undefined;

  open(name: string, attributes: XmlAttributes): void {
    switch (name) {
      case 'w:docDefaults':
        this.#inDefaults = true;
        return;
      case 'w:style':
        this.#openStyle(attributes);
        return;
      case 'w:name':
        if (this.#style !== undefined)
          this.#style.isHeading = /^(?:heading \d|title|标题)/i.test(attributes.get('w:val') ?? '');
        return;
      case 'w:basedOn':
        if (this.#style !== undefined) this.#style.basedOn = attributes.get('w:val');
        return;
      default:
        this.#readProperty(name, attributes);
    }
  }

  #openStyle(attributes: XmlAttributes): void {
    const type = attributes.get('w:type');
    const id = attributes.get('w:styleId') ?? '';
    const isDefault = ['1', 'true', 'on'].includes(attributes.get('w:default') ?? '');
    this.#style = {
      basedOn: undefined,
      look: {},
      isHeading: false,
      isDefault,
      isTable: type === 'table',
      fills: false,
    };
    this.#styles.set(id, this.#style);
    if (type === 'paragraph' && isDefault) this.#defaultParagraph = id;
  }

  #readProperty(name: string, attributes: XmlAttributes): void {
    if (this.#style?.isTable === true) {
      if (name === 'w:shd' && hexColour(attributes.get('w:fill')) !== undefined) this.#style.fills = true;
    } else if (this.#style !== undefined) readLook(this.#style.look, name, attributes);
    else if (this.#inDefaults) readLook(this.#defaults, name, attributes);
  }

  close(name: string): void {
    if (name === 'w:style') this.#style = undefined;
    else if (name === 'w:docDefaults') this.#inDefaults = false;
  }

  text(): void {
    // Styles are all attributes.
  }

  isHeading(id: string | undefined): boolean {
    return id !== undefined && this.#styles.get(id)?.isHeading === true;
  }

  /** Whether a table of this style draws colours behind its cells; which ones depends on the place of the cell. */
  fillsCells(id: string | undefined): boolean {
    return this.#chain(id).some((style) => style.fills);
  }

  /** The look of a run without formatting of its own. */
  lookOf(paragraphStyle: string | undefined, runStyle: string | undefined): Look {
    const key = `${paragraphStyle ?? ''}\n${runStyle ?? ''}`;
    const known = this.#resolved.get(key);
    if (known !== undefined) return known;
    let look = this.#defaults;
    for (const id of [paragraphStyle ?? this.#defaultParagraph, runStyle]) {
      for (const style of this.#chain(id).toReversed()) look = layLook(look, style.look);
    }
    this.#resolved.set(key, look);
    return look;
  }

  #chain(id: string | undefined): DocxStyle[] {
    const chain: DocxStyle[] = [];
    for (let next = id; next !== undefined && chain.length < styleChainMax;) {
      const style = this.#styles.get(next);
      if (style === undefined || chain.includes(style)) break;
      chain.push(style);
      next = style.basedOn;
    }
    return chain;
  }
}
