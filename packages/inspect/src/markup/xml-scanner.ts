import { decodeEntities } from './entities.ts';

/** What is told of a document, in its order. Every `open` has its `close`, even where the document forgets it. */
export interface XmlHandler {
  open(name: string, attributes: XmlAttributes): void;
  close(name: string): void;
  /** Text with its entities resolved; one run of text may come in several pieces. */
  text(text: string): void;
  comment?(text: string): void;
  /** What stands between `<!DOCTYPE` and its end. No entity it declares is ever expanded. */
  doctype?(text: string): void;
}

/** Elements within elements; writers of documents stay below a hundred. */
const xmlDepthMax = 4096;
/** UTF-16 units of one tag or comment. */
const tokenUnitsMax = 64 * 1024 * 1024;
/** Attributes of one element; more are not read. */
const attributesMax = 4096;
/** An entity is told from a lone ampersand within so many units. */
const entityUnitsMax = 12;

/** Canonical prefixes for the namespaces looked for, as `uri → prefix`; an empty prefix gives bare names. */
export type Namespaces = ReadonlyMap<string, string>;

const noNamespaces: Namespaces = new Map();

interface Scope {
  parent: Scope | undefined;
  /** The number of elements open when it began. */
  depth: number;
  prefixes: Map<string, string>;
  names: Map<string, ElementName>;
  /** The same names by a sum of their letters: looked up before a string is made of them. */
  bySum: Map<number, ElementName>;
}

interface ElementName {
  /** As the document writes it. */
  written: string;
  /** With the canonical prefix. */
  name: string;
}

/** The attributes of the tag being told, taken apart when first asked for; of no use once `open` has returned. */
export class XmlAttributes {
  readonly #scanner: XmlScanner;
  #text = '';
  #from = 0;
  #to = 0;
  #isRead = true;
  /** Written over by each tag; only the first `#count` count. */
  readonly #names: string[] = [];
  readonly #values: string[] = [];
  #count = 0;

  constructor(scanner: XmlScanner) {
    this.#scanner = scanner;
  }

  /** Turns to the tag whose attributes stand in this stretch of the text. */
  turnTo(text: string, from: number, to: number): void {
    this.#text = text;
    this.#from = from;
    this.#to = to;
    this.#isRead = from >= to;
    this.#count = 0;
  }

  get(name: string): string | undefined {
    if (!this.#isRead) this.#read();
    for (let at = 0; at < this.#count; at += 1) {
      if (this.#names[at] === name) return decodeEntities(this.#values[at] ?? '');
    }
    return undefined;
  }

  all(): ReadonlyMap<string, string> {
    if (!this.#isRead) this.#read();
    const values = this.#values.slice(0, this.#count);
    return new Map(values.map((value, at) => [this.#names[at] ?? '', decodeEntities(value)]));
  }

  /** Names as written, with their values; before the scope they declare is known. */
  written(): [name: string, value: string][] {
    const list: [string, string][] = [];
    readAttributes(this.#text.slice(this.#from, this.#to), (name, value) => void list.push([name, value]));
    return list;
  }

  #read(): void {
    this.#isRead = true;
    readAttributes(this.#text.slice(this.#from, this.#to), (name, value) => {
      this.#names[this.#count] = name.includes(':') ? this.#scanner.attributeName(name) : name;
      this.#values[this.#count] = value;
      this.#count += 1;
    });
  }
}

/** By hand: a pattern would try again from every place of a long word that has no value. */
function readAttributes(raw: string, tell: (name: string, value: string) => void): void {
  let at = 0;
  for (let count = 0; count < attributesMax; count += 1) {
    const sign = raw.indexOf('=', at);
    if (sign === -1) return;
    const name = lastWord(raw, at, sign);
    let from = sign + 1;
    while (raw.charCodeAt(from) <= 0x20) from += 1;
    const quote = raw.charAt(from);
    const quoted = quote === '"' || quote === "'";
    const end = quoted ? raw.indexOf(quote, from + 1) : endOfWord(raw, from);
    const stop = end === -1 ? raw.length : end;
    if (name !== '') tell(name, raw.slice(quoted ? from + 1 : from, stop));
    at = stop + (quoted ? 1 : 0);
  }
}

function lastWord(raw: string, from: number, to: number): string {
  let end = to;
  while (end > from && raw.charCodeAt(end - 1) <= 0x20) end -= 1;
  let start = end;
  while (start > from && raw.charCodeAt(start - 1) > 0x20) start -= 1;
  return raw.slice(start, end);
}

function endOfWord(raw: string, from: number): number {
  let end = from;
  while (end < raw.length && raw.charCodeAt(end) > 0x20) end += 1;
  return end;
}

/**
 * Reads XML (1.0, fifth edition) piece by piece, without a tree and without ever failing: what is not well-formed is
 * stepped over and noted in `faulty`, for half a document is still to be inspected. Names come with the canonical
 * prefix of their namespace, whatever prefix the document uses.
 */
export class XmlScanner {
  /** True once something was not well-formed. */
  faulty = false;
  readonly #handler: XmlHandler;
  readonly #namespaces: Namespaces;
  readonly #open: string[] = [];
  /** The names as the document writes them, for its ends to be told at a glance. */
  readonly #written: string[] = [];
  readonly #attributes = new XmlAttributes(this);
  readonly #singles = new Finder("'");
  readonly #declarations = new Finder('xmlns');
  #scope: Scope = { parent: undefined, depth: 0, prefixes: new Map(), names: new Map(), bySum: new Map() };
  #rest = '';
  /** Units to wait for before a token that was cut off is looked at again; doubles, so that work stays linear. */
  #wanted = 0;
  #tooDeep = 0;

  constructor(handler: XmlHandler, namespaces: Namespaces = noNamespaces) {
    this.#handler = handler;
    this.#namespaces = namespaces;
  }

  write(chunk: string): void {
    this.#rest += chunk;
    if (this.#rest.length < this.#wanted) return;
    this.#scan(false);
  }

  end(): void {
    this.#scan(true);
    if (this.#open.length > 0) this.faulty = true;
    while (this.#open.length > 0) this.#closeLast();
  }

  /** The canonical name of an attribute with a prefix. */
  attributeName(raw: string): string {
    return this.#nameOf(raw);
  }

  #scan(last: boolean): void {
    const text = this.#rest;
    this.#singles.turnTo(text);
    this.#declarations.turnTo(text);
    let at = 0;
    while (at < text.length) {
      const start = text.indexOf('<', at);
      if (start === -1) {
        at = this.#tellTail(text, at, last);
        break;
      }
      if (start > at) this.#tell(text.slice(at, start));
      const next = this.#scanToken(text, start);
      if (next === -1) {
        at = this.#waitForMore(text, start, last);
        this.#rest = text.slice(at);
        return;
      }
      at = next;
    }
    this.#rest = text.slice(at);
    this.#wanted = 0;
  }

  /** Text up to the end of the piece, keeping back what may be the start of an entity. */
  #tellTail(text: string, at: number, last: boolean): number {
    const ampersand = text.lastIndexOf('&');
    const cut =
      !last && ampersand >= at && text.length - ampersand < entityUnitsMax ? ampersand : text.length;
    if (cut > at) this.#tell(text.slice(at, cut));
    return cut;
  }

  #waitForMore(text: string, start: number, last: boolean): number {
    const units = text.length - start;
    if (!last && units <= tokenUnitsMax) {
      this.#wanted = units * 2;
      return start;
    }
    this.faulty = true;
    this.#wanted = 0;
    // A tag that never ends: what follows its sign is text as far as anyone can tell.
    this.#tell(text.slice(start + 1));
    return text.length;
  }

  #tell(text: string): void {
    if (this.#open.length > 0) this.#handler.text(decodeEntities(text));
  }

  /** Reads the token at `start`; the place after it, or -1 when its end is not there. */
  #scanToken(text: string, start: number): number {
    switch (text.charCodeAt(start + 1)) {
      case slash:
        return this.#scanClose(text, start);
      case exclamation:
        return this.#scanDeclaration(text, start);
      case question:
        return after(text, '?>', start + 2);
      default:
        return this.#scanOpen(text, start);
    }
  }

  #scanClose(text: string, start: number): number {
    const last = this.#written.at(-1);
    if (last !== undefined && this.#tooDeep === 0 && text.startsWith(last, start + 2)) {
      const stop = start + 2 + last.length;
      if (text.charCodeAt(stop) === greater) {
        this.#closeLast();
        return stop + 1;
      }
    }
    const end = text.indexOf('>', start + 2);
    if (end === -1) return -1;
    this.#close(this.#nameOf(text.slice(start + 2, end).trimEnd()));
    return end + 1;
  }

  #close(name: string): void {
    if (this.#tooDeep > 0) {
      this.#tooDeep -= 1;
      return;
    }
    if (this.#open.at(-1) === name) {
      this.#closeLast();
      return;
    }
    this.faulty = true;
    if (!this.#open.includes(name)) return;
    while (this.#open.length > 0 && this.#open.at(-1) !== name) this.#closeLast();
    this.#closeLast();
  }

  #closeLast(): void {
    const name = this.#open.pop();
    this.#written.pop();
    if (name !== undefined) this.#handler.close(name);
    if (this.#scope.depth > this.#open.length && this.#scope.parent !== undefined)
      this.#scope = this.#scope.parent;
  }

  #scanDeclaration(text: string, start: number): number {
    if (text.startsWith('<!--', start)) {
      const end = text.indexOf('-->', start + 4);
      if (end !== -1) this.#handler.comment?.(text.slice(start + 4, end));
      return end === -1 ? -1 : end + 3;
    }
    if (text.startsWith('<![CDATA[', start)) {
      const end = text.indexOf(']]>', start + 9);
      if (end !== -1 && this.#open.length > 0) this.#handler.text(text.slice(start + 9, end));
      return end === -1 ? -1 : end + 3;
    }
    const end = endOfDoctype(text, start + 2);
    if (end !== -1) this.#handler.doctype?.(text.slice(start + 2, end));
    return end === -1 ? -1 : end + 1;
  }

  #scanOpen(text: string, start: number): number {
    let nameEnd = start + 1;
    let unit = text.charCodeAt(nameEnd);
    let sum = 0;
    while (unit > 0x20 && unit !== greater && unit !== slash) {
      sum = (Math.imul(sum, 31) + unit) | 0;
      nameEnd += 1;
      unit = text.charCodeAt(nameEnd);
    }
    const end = unit === greater ? nameEnd : endOfTag(text, nameEnd, this.#singles);
    if (end === -1) return -1;
    const closed = text.charCodeAt(end - 1) === slash;
    if (nameEnd === start + 1) this.faulty = true;
    else {
      this.#attributes.turnTo(text, nameEnd + 1, closed ? end - 1 : end);
      if (this.#declarations.next(nameEnd) < end) this.#declare();
      this.#openElement(this.#elementName(text, { start: start + 1, end: nameEnd, sum }), closed);
    }
    return end + 1;
  }

  #elementName(text: string, the: { start: number; end: number; sum: number }): ElementName {
    const known = this.#scope.bySum.get(the.sum);
    const units = the.end - the.start;
    if (known !== undefined && known.written.length === units && text.startsWith(known.written, the.start))
      return known;
    const found = this.#findName(text.slice(the.start, the.end));
    this.#scope.bySum.set(the.sum, found);
    return found;
  }

  #openElement({ name, written }: ElementName, closed: boolean): void {
    const scoped = this.#scope.depth > this.#open.length;
    if (this.#open.length >= xmlDepthMax) {
      this.faulty = true;
      if (!closed) this.#tooDeep += 1;
      if (scoped && this.#scope.parent !== undefined) this.#scope = this.#scope.parent;
      return;
    }
    this.#open.push(name);
    this.#written.push(written);
    this.#handler.open(name, this.#attributes);
    if (closed) this.#closeLast();
  }

  #declare(): void {
    const prefixes = new Map<string, string>();
    for (const [name, value] of this.#attributes.written()) {
      if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
      const prefix = name.slice('xmlns:'.length);
      prefixes.set(prefix, this.#namespaces.get(decodeEntities(value)) ?? prefix);
    }
    this.#scope = {
      parent: this.#scope,
      depth: this.#open.length + 1,
      prefixes,
      names: new Map(),
      bySum: new Map(),
    };
  }

  #nameOf(raw: string): string {
    return this.#findName(raw).name;
  }

  #findName(written: string): ElementName {
    const known = this.#scope.names.get(written);
    if (known !== undefined) return known;
    const colon = written.indexOf(':');
    const prefix = this.#canonicalPrefix(colon === -1 ? '' : written.slice(0, colon));
    const local = written.slice(colon + 1);
    const found = { written, name: prefix === '' ? local : `${prefix}:${local}` };
    this.#scope.names.set(written, found);
    return found;
  }

  #canonicalPrefix(prefix: string): string {
    for (let scope: Scope | undefined = this.#scope; scope !== undefined; scope = scope.parent) {
      const canonical = scope.prefixes.get(prefix);
      if (canonical !== undefined) return canonical;
    }
    return prefix;
  }
}

const slash = 0x2f;
const exclamation = 0x21;
const question = 0x3f;
const doubleQuote = 0x22;
const singleQuote = 0x27;
const equals = 0x3d;
const greater = 0x3e;

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? -1 : found + mark.length;
}

/** The `>` that ends a tag: one within quotes does not. */
function endOfTag(text: string, from: number, singles: Finder): number {
  let end = text.indexOf('>', from);
  if (end === -1 || (endsPlainly(text, end) && singles.next(from) > end)) return end;
  let at = from;
  while (end !== -1) {
    const quote = nextQuote(text, at, end);
    if (quote === -1) return end;
    const close = text.indexOf(text.charAt(quote), quote + 1);
    if (close === -1) return -1;
    at = close + 1;
    if (close > end) end = text.indexOf('>', at);
  }
  return -1;
}

/** Whether a double quote stands right before the end and closes a value: with no single ones about, all have partners. */
function endsPlainly(text: string, end: number): boolean {
  const last = text.charCodeAt(end - 1) === slash ? end - 2 : end - 1;
  if (text.charCodeAt(last) !== doubleQuote) return false;
  const before = text.charCodeAt(last - 1);
  return before !== equals && before > 0x20;
}

/** Where a mark comes next, remembered: looking for what is not there from every tag on would read the text each time. */
class Finder {
  readonly #mark: string;
  #text = '';
  #found = -1;

  constructor(mark: string) {
    this.#mark = mark;
  }

  turnTo(text: string): void {
    this.#text = text;
    this.#found = -1;
  }

  /** The next place from `from` on, which never goes back; infinite where there is none. */
  next(from: number): number {
    if (this.#found >= from) return this.#found;
    const at = this.#text.indexOf(this.#mark, from);
    this.#found = at === -1 ? Infinity : at;
    return this.#found;
  }
}

function nextQuote(text: string, from: number, end: number): number {
  for (let at = from; at < end; at += 1) {
    const unit = text.charCodeAt(at);
    if ((unit === doubleQuote || unit === singleQuote) && opensValue(text, at)) return at;
  }
  return -1;
}

function opensValue(text: string, quote: number): boolean {
  let at = quote - 1;
  while (text.charCodeAt(at) <= 0x20) at -= 1;
  return text.charCodeAt(at) === equals;
}

function endOfDoctype(text: string, from: number): number {
  const bracket = text.indexOf('[', from);
  const end = text.indexOf('>', from);
  if (bracket === -1 || (end !== -1 && end < bracket)) return end;
  const close = text.slice(bracket).search(/\]\s*>/);
  return close === -1 ? -1 : text.indexOf('>', bracket + close);
}
