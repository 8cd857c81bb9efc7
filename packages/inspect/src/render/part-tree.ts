import { PartRefused } from '../document/extraction.ts';
import type { OfficePackage } from '../office/office-package.ts';

/** An element of an Office part; names with the engine's own prefixes (`w:p`, `a:t`). */
export interface XmlNode {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: XmlNode[];
  text: string;
}

/** Elements of one part that are drawn: a page has a few thousand. */
const elementsMax = 3_000_000;
const depthMax = 200;
const noAttributes: ReadonlyMap<string, string> = new Map();

/**
 * A part of a package as a tree; undefined when there is no such part. What is deeper than two hundred elements is left out.
 * @throws PartRefused `too-many-entries`
 */
export async function readPartTree(pack: OfficePackage, name: string): Promise<XmlNode | undefined> {
  const root: XmlNode = { name: '', attributes: noAttributes, children: [], text: '' };
  const open = [root];
  let elements = 0;
  let depth = 0;
  const isThere = await pack.scan(name, {
    open: (element, attributes) => {
      depth += 1;
      elements += 1;
      if (elements > elementsMax) throw new PartRefused({ reason: 'too-many-entries', limit: elementsMax });
      if (depth > depthMax) return;
      const node: XmlNode = { name: element, attributes: attributes.all(), children: [], text: '' };
      open.at(-1)?.children.push(node);
      open.push(node);
    },
    close: () => {
      if (depth <= depthMax) open.pop();
      depth -= 1;
    },
    text: (text) => {
      const node = open.at(-1);
      if (node !== undefined && depth <= depthMax) node.text += text;
    },
  });
  return isThere ? root : undefined;
}

/** The first child of this name. */
export function child(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node?.children.find((one) => one.name === name);
}

/** Goes down by names: `down(shape, 'p:spPr', 'a:xfrm')`. */
export function down(node: XmlNode | undefined, ...names: string[]): XmlNode | undefined {
  let at = node;
  for (const name of names) at = child(at, name);
  return at;
}

/** The first element of this name below, in document order. */
export function findBelow(node: XmlNode, name: string): XmlNode | undefined {
  for (const one of node.children) {
    if (one.name === name) return one;
    const found = findBelow(one, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** An attribute as a number. */
export function numberAt(node: XmlNode | undefined, name: string): number | undefined {
  const text = node?.attributes.get(name);
  const value = text === undefined ? Number.NaN : Number.parseFloat(text);
  return Number.isFinite(value) ? value : undefined;
}

/** What stands between alternatives: the first choice, which today's programs take (ECMA-376 part 3, section 10). */
export function chosen(node: XmlNode): XmlNode[] {
  if (node.name !== 'mc:AlternateContent') return [node];
  const choice = child(node, 'mc:Choice') ?? child(node, 'mc:Fallback');
  return choice === undefined ? [] : choice.children.flatMap((one) => chosen(one));
}
