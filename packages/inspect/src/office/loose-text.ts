import type { Hidden, Place } from '../document/place.ts';
import type { XmlAttributes, XmlHandler } from '../markup/xml-scanner.ts';

type Emit = (segment: { text: string; place: Omit<Place, 'path'>; hidden?: Hidden }) => void;

const paragraphs: ReadonlySet<string> = new Set([
  'a:p',
  'w:p',
  'c:pt',
  'cx:pt',
  'dgm:t',
  'dgm:tx',
  'p:txBody',
]);
const texts: ReadonlySet<string> = new Set(['a:t', 'w:t', 'm:t', 'c:v', 'cx:pt', 'cx:v', 'v:textbox']);
const breaks: ReadonlySet<string> = new Set(['a:br', 'w:br', 'a:tab', 'w:tab', 'w:cr']);
const described = ['descr', 'title', 'alt', 'o:title', 'string'] as const;

/**
 * Reads what a drawing says, wherever it says it: paragraphs, cached labels and numbers of charts, nodes of diagrams,
 * alternative texts. A text told before is not told again, for diagrams are kept twice.
 */
export class LooseText implements XmlHandler {
  readonly #emit: Emit;
  readonly #place: Omit<Place, 'path'>;
  readonly #hidden: Hidden | undefined;
  readonly #seen: Set<string>;
  #parts: string[] = [];
  #inText = 0;

  constructor(the: {
    emit: Emit;
    place: Omit<Place, 'path'>;
    hidden?: Hidden | undefined;
    seen?: Set<string>;
  }) {
    this.#emit = the.emit;
    this.#place = the.place;
    this.#hidden = the.hidden;
    this.#seen = the.seen ?? new Set();
  }

  open(name: string, attributes: XmlAttributes): void {
    if (paragraphs.has(name)) this.#flush();
    if (texts.has(name)) this.#inText += 1;
    else if (breaks.has(name)) this.#parts.push(' ');
    for (const key of described) {
      const text = attributes.get(key);
      if (text !== undefined) this.#tell(text, { ...this.#place, kind: 'attribute', name: key });
    }
  }

  close(name: string): void {
    if (texts.has(name)) this.#inText -= 1;
    if (paragraphs.has(name) || name === 'c:v' || name === 'v:textbox') this.#flush();
  }

  text(text: string): void {
    if (this.#inText > 0) this.#parts.push(text);
  }

  #flush(): void {
    if (this.#parts.length === 0) return;
    this.#tell(this.#parts.join(''), this.#place);
    this.#parts = [];
  }

  #tell(text: string, place: Omit<Place, 'path'>): void {
    const plain = text.trim();
    if (plain === '' || this.#seen.has(plain)) return;
    this.#seen.add(plain);
    this.#emit({ text: plain, place, ...(this.#hidden === undefined ? {} : { hidden: this.#hidden }) });
  }
}
