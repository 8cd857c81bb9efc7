import type { Extraction } from '../document/extraction.ts';
import type { Hidden, Place, PlaceKind } from '../document/place.ts';
import { Runs } from '../office/runs.ts';
import { type PageLook, PageRules, hiddenOnPage, pageColour, readPageLook } from './html-styles.ts';

interface Element {
  name: string;
  /** Hidden with all that is in it. */
  hidden: Hidden | undefined;
  look: PageLook;
  background: string | undefined;
  isPreformatted: boolean;
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
/** Elements that begin and end a paragraph (HTML Standard, 15.3). */
const blocks = words(
  'address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption ' +
    'figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe input legend li main menu ' +
    'nav noframes noscript object ol optgroup option p pre script search section select style summary table tbody td ' +
    'template textarea tfoot th thead title tr ul video audio canvas svg text',
);
const headings = words('h1 h2 h3 h4 h5 h6');
const cells = words('td th caption');
const codes = words('script style');
/** Attributes whose values are said to somebody. */
const spoken = words(
  'alt title value placeholder label summary content aria-label aria-description srcdoc abbr',
);
const addresses = words('href src data poster action formaction cite background longdesc srcset');
/** Elements that load what their address names. */
const loading = words('img script iframe frame embed object source video audio track image');
/** Contents of a page's head that say how it is shown. */
const plainContents =
  /^(?:width=|text\/html|IE=|initial-scale|(?:no)?index|(?:no)?follow|all$|yes$|no$|max-age|no-cache|on$|off$|[\d.,:; -]*$|#[0-9a-f]{3,8}$)/i;
const depthMax = 2000;
const dataAddressesMax = 10_000;

/** Turns the tags and texts of a page into paragraphs, and says what a reader of the page does not see. */
export class PageReader {
  readonly dataAddresses: string[] = [];
  isTooDeep = false;
  readonly #extraction: Extraction;
  readonly #rules = new PageRules();
  readonly #open: Element[] = [];
  readonly #runs = new Runs();
  readonly #links = new Set<string>();
  #paragraph = 1;
  #outside = 0;
  #isSpaced = true;

  constructor(extraction: Extraction) {
    this.#extraction = extraction;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.#open.length >= depthMax) {
      this.isTooDeep = true;
      return;
    }
    if (blocks.has(name)) this.#flush();
    else if (name === 'br') this.#add('\n');
    this.#open.push(this.#elementOf(name, attributes));
    for (const [key, value] of Object.entries(attributes))
      this.#readAttribute(name, { key, value, attributes });
  }

  #elementOf(name: string, attributes: Readonly<Record<string, string>>): Element {
    const outer = this.#open.at(-1);
    const rule = this.#rules.of(name, { id: attributes['id'], classes: attributes['class'] });
    const own: PageLook = { ...rule, ...readPageLook(attributes['style'] ?? '') };
    const colour = own.colour ?? (name === 'font' ? pageColour(attributes['color'] ?? '') : undefined);
    const fill = own.fill ?? pageColour(attributes['bgcolor'] ?? '');
    const isKnown =
      attributes['class'] === undefined &&
      attributes['id'] === undefined &&
      attributes['background'] === undefined;
    const look = { ...outer?.look, ...definedOnly(own), ...(colour === undefined ? {} : { colour }) };
    const background = fill ?? (isKnown ? (outer === undefined ? 'FFFFFF' : outer.background) : undefined);
    const isHidden =
      attributes['hidden'] !== undefined || name === 'template' || attributes['type'] === 'hidden';
    return {
      name,
      hidden: outer?.hidden ?? (isHidden || own.vanish === true ? 'hidden-text' : undefined),
      look: { ...look, fill: undefined },
      background,
      isPreformatted: outer?.isPreformatted === true || name === 'pre' || name === 'textarea',
    };
  }

  #readAttribute(
    element: string,
    { key, value, attributes }: { key: string; value: string; attributes: Readonly<Record<string, string>> },
  ): void {
    if (value.trim() === '') return;
    if (addresses.has(key)) this.#readAddress(element, key, value);
    else if (key.startsWith('on')) this.#emit(value, { kind: 'attribute', name: key }, 'script');
    else if (key === 'content') {
      const name = attributes['name'] ?? attributes['property'] ?? attributes['http-equiv'] ?? 'meta';
      if (!plainContents.test(value.trim())) this.#emit(value, { kind: 'property', name }, 'property');
    } else if (key === 'value' && attributes['type'] === 'hidden')
      this.#emit(value, { kind: 'attribute', name: attributes['name'] ?? key }, 'hidden-text');
    else if (spoken.has(key) || key.startsWith('data-'))
      this.#emit(value, { kind: 'attribute', name: key }, this.#hiddenElement() ?? attributeHidden(key));
  }

  #readAddress(element: string, key: string, value: string): void {
    const plain = value.trim();
    if (/^data:/i.test(plain)) {
      if (this.dataAddresses.length < dataAddressesMax) this.dataAddresses.push(plain);
      else this.#extraction.skip({ reason: 'unsupported-feature', bytes: plain.length });
      return;
    }
    if (loading.has(element) && key !== 'cite' && key !== 'longdesc') this.#outside += 1;
    if (plain.startsWith('#') || this.#links.has(plain)) return;
    this.#links.add(plain);
    const isScript = /^(?:java|vb)script:/i.test(plain);
    this.#emit(plain, { kind: 'attribute', name: key }, isScript ? 'script' : 'property');
  }

  close(name: string): void {
    if (codes.has(name)) this.#closeCode(name);
    else if (blocks.has(name)) this.#flush();
    const last = this.#open.findLastIndex((element) => element.name === name);
    if (last !== -1) this.#open.length = last;
  }

  #code: string[] = [];

  #closeCode(name: string): void {
    const text = this.#code.join('');
    this.#code = [];
    if (name === 'style') this.#rules.add(text);
    this.#emit(text.trim(), { kind: 'attribute', name }, 'script');
  }

  text(text: string): void {
    const element = this.#open.at(-1);
    if (element !== undefined && codes.has(element.name)) this.#code.push(text);
    else this.#add(element?.isPreformatted === true ? text : this.#squeeze(text));
  }

  #squeeze(text: string): string {
    const plain = text.replace(/[\t\n\f\r ]+/g, ' ');
    return this.#isSpaced && plain.startsWith(' ') ? plain.slice(1) : plain;
  }

  #add(text: string): void {
    if (text === '') return;
    const element = this.#open.at(-1);
    const look = element?.look ?? {};
    this.#runs.add(text, element?.hidden ?? hiddenOnPage(look, element?.background));
    this.#isSpaced = /\s$/.test(text);
  }

  comment(text: string): void {
    this.#emit(text.trim(), { kind: 'comment' }, 'comment');
  }

  end(): void {
    this.#flush();
    if (this.#code.length > 0) this.#closeCode('script');
    if (this.#outside > 0) this.#extraction.skip({ reason: 'external-content', count: this.#outside });
  }

  #flush(): void {
    this.#isSpaced = true;
    const kind = this.#kind();
    let told = false;
    this.#runs.flush((text, hidden) => {
      told = true;
      const place =
        kind === 'property' ? ({ kind, name: 'title' } as const) : { kind, paragraph: this.#paragraph };
      this.#emit(text.trim(), place, hidden);
    });
    if (told) this.#paragraph += 1;
  }

  #kind(): PlaceKind {
    for (const { name } of this.#open.slice(-16).toReversed()) {
      if (headings.has(name)) return 'heading';
      if (cells.has(name)) return 'table';
      if (name === 'title') return 'property';
    }
    return 'body';
  }

  #hiddenElement(): Hidden | undefined {
    return this.#open.at(-1)?.hidden;
  }

  #emit(text: string, place: Omit<Place, 'path'>, hidden: Hidden | undefined): void {
    if (text.trim() === '') return;
    this.#extraction.emit({ text, place, ...(hidden === undefined ? {} : { hidden }) });
  }
}

/** What a page shows in a field or under the pointer is seen; the rest is for programs. */
function attributeHidden(key: string): Hidden | undefined {
  return key === 'value' || key === 'placeholder' || key === 'label' ? undefined : 'property';
}

function definedOnly(look: PageLook): PageLook {
  return Object.fromEntries(Object.entries(look).filter(([, value]) => value !== undefined));
}
