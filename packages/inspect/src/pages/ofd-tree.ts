import { PartRefused } from '../document/extraction.ts';
import { xmlEncodingOf } from '../markup/xml-encoding.ts';
import { XmlScanner } from '../markup/xml-scanner.ts';

/** An element of a part; names without prefix, for producers differ in their namespaces. */
export interface OfdElement {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: OfdElement[];
  text: string;
}

const elementsMax = 2_000_000;
const depthMax = 128;
const noAttributes: ReadonlyMap<string, string> = new Map();

function localName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}

/**
 * A part of a package as a tree; what is not well-formed is stepped over. Elements deeper than a hundred and more are
 * left out, with their text, and said in `faulty`.
 * @throws PartRefused `too-many-entries` over two million elements
 */
export function readTree(bytes: Uint8Array): { root: OfdElement; faulty: boolean } {
  const root: OfdElement = { name: '', attributes: noAttributes, children: [], text: '' };
  const open = [root];
  let elements = 0;
  let depth = 0;
  let cut = false;
  const scanner = new XmlScanner({
    open: (name, attributes) => {
      depth += 1;
      elements += 1;
      if (elements > elementsMax) throw new PartRefused({ reason: 'too-many-entries', limit: elementsMax });
      if (depth > depthMax) {
        cut = true;
        return;
      }
      const all = new Map<string, string>();
      for (const [key, value] of attributes.all()) all.set(localName(key), value);
      const element = { name: localName(name), attributes: all, children: [], text: '' };
      open.at(-1)?.children.push(element);
      open.push(element);
    },
    close: () => {
      if (depth <= depthMax) open.pop();
      depth -= 1;
    },
    text: (text) => {
      const element = open.at(-1);
      if (element !== undefined && depth <= depthMax) element.text += text;
    },
  });
  scanner.write(new TextDecoder(xmlEncodingOf(bytes)).decode(bytes));
  scanner.end();
  return { root, faulty: scanner.faulty || cut };
}

/** All elements of a name below `element`, in document order. */
export function* findAll(element: OfdElement, name: string): Generator<OfdElement> {
  for (const child of element.children) {
    if (child.name === name) yield child;
    yield* findAll(child, name);
  }
}

export function find(element: OfdElement, name: string): OfdElement | undefined {
  return findAll(element, name).next().value ?? undefined;
}

/** Numbers parted by blanks, as the standard writes arrays and boxes (GB/T 33190-2016, 7.3). */
export function numbersOf(text: string | undefined): number[] {
  if (text === undefined) return [];
  return text
    .trim()
    .split(/\s+/)
    .map(Number)
    .map((number) => (Number.isFinite(number) ? number : 0));
}
