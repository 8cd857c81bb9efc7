import type { Extraction } from '../document/extraction.ts';
import type { Hidden, Place, PlaceKind } from '../document/place.ts';
import type { XmlAttributes, XmlHandler } from '../markup/xml-scanner.ts';
import { type Look, hexColour, hiddenByLook } from './colours.ts';
import { Runs } from './runs.ts';

export interface SlideContext {
  extraction: Extraction;
  kind: PlaceKind;
  slide: number | undefined;
  hidden: Hidden | undefined;
  /** Layouts and masters: the texts of placeholders are prompts nobody sees. */
  skipsPlaceholders: boolean;
  /** Width and height of a slide in EMU; undefined where positions say nothing. */
  size: { width: number; height: number } | undefined;
  /** Behind the shapes, undefined where it is not known. */
  background: string | undefined;
}

interface Shape {
  isPlaceholder: boolean;
  isOff: boolean;
  isGroup: boolean;
  /** `RRGGBB`, or `unknown` where there is one, or `none`. */
  fill: string;
}

const shapes: ReadonlySet<string> = new Set(['p:sp', 'p:pic', 'p:graphicFrame', 'p:cxnSp', 'p:grpSp']);
const described = ['descr', 'title'] as const;

/** Reads a slide, a page of notes, a layout or a master (ECMA-376 part 1, 19.3). */
export class PptxSlide implements XmlHandler {
  readonly #context: SlideContext;
  readonly #open: string[] = [];
  readonly #shapes: Shape[] = [];
  readonly #runs = new Runs();
  readonly #offered = new Set<string>();
  #look: Look = {};
  #inText = 0;
  #tables = 0;
  #fallbacks = 0;
  #alternatives = 0;

  constructor(context: SlideContext) {
    this.#context = context;
  }

  open(name: string, attributes: XmlAttributes): void {
    const parent = this.#open.at(-1);
    this.#open.push(name);
    if (shapes.has(name)) {
      this.#shapes.push({ isPlaceholder: false, isOff: false, isGroup: name === 'p:grpSp', fill: 'none' });
      return;
    }
    switch (name) {
      case 'a:t':
        this.#inText += 1;
        return;
      case 'a:p':
        this.#flush();
        return;
      case 'a:r':
      case 'a:fld':
        this.#look = {};
        return;
      case 'a:br':
        this.#runs.add('\n', undefined);
        return;
      case 'a:rPr':
        this.#look = { points: Number(attributes.get('sz') ?? Number.NaN) / 100 };
        if (Number.isNaN(this.#look.points)) this.#look = {};
        return;
      case 'a:solidFill':
      case 'a:gradFill':
      case 'a:blipFill':
      case 'a:pattFill':
        if (parent === 'p:spPr') this.#fill('unknown');
        return;
      case 'a:srgbClr':
      case 'a:schemeClr':
        this.#readColour(name, attributes);
        return;
      default:
        this.#openOther(name, attributes, parent);
    }
  }

  #openOther(name: string, attributes: XmlAttributes, parent: string | undefined): void {
    const shape = this.#shapes.at(-1);
    switch (name) {
      case 'p:ph':
        if (shape !== undefined) shape.isPlaceholder = true;
        return;
      case 'a:off':
        if (shape !== undefined && parent === 'a:xfrm') this.#placeShape(shape, attributes);
        return;
      case 'a:ext':
        if (shape !== undefined && parent === 'a:xfrm') this.#sizeShape(shape, attributes);
        return;
      case 'a:tbl':
        this.#tables += 1;
        return;
      case 'mc:AlternateContent':
        this.#alternatives += 1;
        return;
      case 'mc:Fallback':
        this.#fallbacks += 1;
        return;
      case 'p:cNvPr':
        for (const key of described) this.#describe(key, attributes.get(key));
        return;
      case 'a:hlinkClick':
      case 'a:hlinkHover':
        this.#describe('tooltip', attributes.get('tooltip'));
        return;
      default:
    }
  }

  #off: { x: number; y: number } | undefined;

  #placeShape(_shape: Shape, attributes: XmlAttributes): void {
    this.#off = { x: Number(attributes.get('x')), y: Number(attributes.get('y')) };
  }

  /** Shapes within a group are placed by the group's own measure, which is not followed. */
  #sizeShape(shape: Shape, attributes: XmlAttributes): void {
    const { size } = this.#context;
    const off = this.#off;
    const inGroup = this.#shapes.slice(0, -1).some((outer) => outer.isGroup);
    if (size === undefined || off === undefined || inGroup) return;
    const right = off.x + Number(attributes.get('cx'));
    const bottom = off.y + Number(attributes.get('cy'));
    shape.isOff = right <= 0 || bottom <= 0 || off.x >= size.width || off.y >= size.height;
  }

  #readColour(name: string, attributes: XmlAttributes): void {
    const value = attributes.get('val');
    const colour = name === 'a:srgbClr' ? hexColour(value) : schemeColours[value ?? ''];
    const [, outer, fill] = this.#open.slice(-3).toReversed();
    if (outer !== 'a:solidFill') return;
    if (fill === 'a:rPr') this.#look.colour = colour;
    else if (fill === 'p:spPr') this.#fill(colour ?? 'unknown');
  }

  #fill(fill: string): void {
    const shape = this.#shapes.at(-1);
    if (shape !== undefined) shape.fill = fill;
  }

  close(name: string): void {
    this.#open.pop();
    if (shapes.has(name)) {
      this.#flush();
      this.#shapes.pop();
      return;
    }
    switch (name) {
      case 'a:t':
        this.#inText -= 1;
        return;
      case 'a:p':
        this.#flush();
        return;
      case 'a:tbl':
        this.#tables -= 1;
        return;
      case 'mc:AlternateContent':
        this.#alternatives -= 1;
        return;
      case 'mc:Fallback':
        this.#fallbacks -= 1;
        return;
      default:
    }
  }

  text(text: string): void {
    if (this.#inText > 0) this.#runs.add(text, this.#hiddenByLook());
  }

  #hiddenByLook(): Hidden | undefined {
    if (this.#tables > 0) return hiddenByLook({ points: this.#look.points }, undefined);
    const fill = this.#shapes.at(-1)?.fill ?? 'none';
    const background = fill === 'none' ? this.#context.background : fill === 'unknown' ? undefined : fill;
    return hiddenByLook(this.#look, background);
  }

  #flush(): void {
    const kind = this.#tables > 0 ? 'table' : this.#context.kind;
    this.#runs.flush((text, hidden) => this.#tell(text, { kind }, hidden));
  }

  #describe(name: string, text: string | undefined): void {
    if (text !== undefined) this.#tell(text, { kind: 'attribute', name }, 'property');
  }

  #tell(text: string, place: Omit<Place, 'path'>, reason: Hidden | undefined): void {
    if (text.trim() === '') return;
    if (this.#context.skipsPlaceholders && this.#shapes.some((shape) => shape.isPlaceholder)) return;
    if (this.#alternatives > 0) {
      if (this.#fallbacks > 0 && this.#offered.has(text)) return;
      this.#offered.add(text);
    }
    const { extraction, slide } = this.#context;
    const off = this.#shapes.some((shape) => shape.isOff) ? 'off-page' : undefined;
    const fallback = this.#fallbacks > 0 ? 'hidden-text' : undefined;
    const hidden = this.#context.hidden ?? reason ?? off ?? fallback;
    extraction.emit({
      text,
      place: { ...place, ...(slide === undefined ? {} : { slide }) },
      ...(hidden === undefined ? {} : { hidden }),
    });
  }
}

/** Colours of a theme as nearly every theme has them; the others are not known without it. */
const schemeColours: Readonly<Record<string, string>> = {
  bg1: 'FFFFFF',
  lt1: 'FFFFFF',
  tx1: '000000',
  dk1: '000000',
};
