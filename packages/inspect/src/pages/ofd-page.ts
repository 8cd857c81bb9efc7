import type { Hidden, PlaceKind } from '../document/place.ts';
import { numbersOf } from './ofd-tree.ts';
import type { OfdElement } from './ofd-tree.ts';
import { boxOf, layOut, multiply } from './page-text.ts';
import type { Fragment, Matrix } from './page-text.ts';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface PagePicture {
  resource: string;
  box: Box;
}

export interface PageContent {
  fragments: Fragment[];
  pictures: PagePicture[];
  /** Glyphs drawn by their number alone. */
  unmapped: number;
  isPainted: boolean;
}

/** What a page may draw by reference: vector graphics of its resources (GB/T 33190-2016, 13). */
export type Composites = ReadonlyMap<string, OfdElement>;

const identity: Matrix = [1, 0, 0, 1, 0, 0];
const depthMax = 64;
const objectsMax = 1_000_000;
/** Half a millimetre is a point and a half. */
const tinySizeMax = 0.53;
const paleMin = 245;
const hiddenAlphaMax = 5;

interface Frame {
  matrix: Matrix;
  hidden: boolean;
  depth: number;
  isAnnotation: boolean;
}

/** Gathers texts and pictures of a page, its template and its annotations, in the order they are drawn; millimetres. */
export class PageGatherer {
  readonly content: PageContent = { fragments: [], pictures: [], unmapped: 0, isPainted: false };
  readonly #page: Box;
  readonly #composites: Composites;
  readonly #covers: Box[] = [];
  #objects = 0;

  constructor(page: Box, composites: Composites) {
    this.#page = page;
    this.#composites = composites;
  }

  /** Reads what is drawn below an element: the content of a page, or the appearance of an annotation. */
  gather(
    element: OfdElement,
    { origin, hidden, isAnnotation }: { origin: Box; hidden: boolean; isAnnotation: boolean },
  ): void {
    this.#walk(element, { matrix: [1, 0, 0, 1, origin.x, origin.y], hidden, depth: 0, isAnnotation });
  }

  #walk(element: OfdElement, frame: Frame): void {
    if (frame.depth > depthMax) return;
    for (const child of element.children) {
      this.#objects += 1;
      if (this.#objects > objectsMax) return;
      switch (child.name) {
        case 'TextObject':
          this.#readText(child, frame);
          break;
        case 'ImageObject':
          this.#readPicture(child, frame);
          break;
        case 'PathObject':
          this.#readPath(child, frame);
          break;
        case 'CompositeObject':
          this.#readComposite(child, frame);
          break;
        default:
          this.#walk(child, this.#within(child, frame));
      }
    }
  }

  #within(element: OfdElement, frame: Frame): Frame {
    return { ...frame, hidden: frame.hidden || isUnseen(element), depth: frame.depth + 1 };
  }

  #readComposite(element: OfdElement, frame: Frame): void {
    const graphic = this.#composites.get(element.attributes.get('ResourceID') ?? '');
    if (graphic === undefined) return;
    const inner = this.#within(element, frame);
    this.#walk(graphic, { ...inner, matrix: placeOf(element, frame.matrix) });
  }

  #readPicture(element: OfdElement, frame: Frame): void {
    const resource = element.attributes.get('ResourceID') ?? '';
    const [x = 0, y = 0, width = 0, height = 0] = numbersOf(element.attributes.get('Boundary'));
    const box = { x: frame.matrix[4] + x, y: frame.matrix[5] + y, width, height };
    this.content.pictures.push({ resource, box });
    this.content.isPainted = true;
    this.#covers.push(box);
  }

  #readPath(element: OfdElement, frame: Frame): void {
    this.content.isPainted = true;
    // an area may be filled with a pattern of objects (GB/T 33190-2016, 8.3.3), as watermarks are
    if (element.children.length > 0) this.#walk(element, this.#within(element, frame));
    if (element.attributes.get('Fill') !== 'true' || isPale(colourOf(element))) return;
    const [x = 0, y = 0, width = 0, height = 0] = numbersOf(element.attributes.get('Boundary'));
    if (this.#covers.length < 2000)
      this.#covers.push({ x: frame.matrix[4] + x, y: frame.matrix[5] + y, width, height });
  }

  #readText(element: OfdElement, frame: Frame): void {
    const matrix = placeOf(element, frame.matrix);
    const size = Number(element.attributes.get('Size')) || 0;
    const scale = Number(element.attributes.get('HScale')) || 1;
    let from: [number, number] = [0, 0];
    let glyphs = 0;
    let characters = 0;
    let spaces = 0;
    for (const child of element.children) {
      if (child.name === 'CGTransform') glyphs += numbersOf(textOfChild(child, 'Glyphs')).length;
      if (child.name !== 'TextCode') continue;
      from = [numberOf(child, 'X') ?? from[0], numberOf(child, 'Y') ?? from[1]];
      const text = child.text.replaceAll(/[\r\n]/g, '');
      // oxlint-disable-next-line no-control-regex -- what stands for a character that is not known
      const unknown = text.match(/[\u0000-\u0008\ue000-\uf8ff\ufffd]/g)?.length ?? 0;
      this.content.unmapped += unknown;
      characters += text.trim().length - unknown;
      if (text.trim() === '') {
        spaces += text.length;
        continue;
      }
      const extent = extentOf(child, { count: Array.from(text).length, size: size * scale });
      this.#push(text, { matrix, from, extent, size, element, frame });
    }
    if (characters === 0) this.content.unmapped += Math.max(0, glyphs - spaces);
  }

  #push(
    text: string,
    input: {
      matrix: Matrix;
      from: [number, number];
      extent: [number, number];
      size: number;
      element: OfdElement;
      frame: Frame;
    },
  ): void {
    const { matrix, from, extent, size, element, frame } = input;
    const at = (x: number, y: number): [number, number] => [
      matrix[0] * x + matrix[2] * y + matrix[4] - this.#page.x,
      matrix[1] * x + matrix[3] * y + matrix[5] - this.#page.y,
    ];
    const height = size * (Math.hypot(matrix[2], matrix[3]) || 1);
    const place = layOut(at(...from), at(from[0] + extent[0], from[1] + extent[1]), height);
    const hidden =
      frame.hidden || isUnseen(element) ? 'hidden-text' : this.#whyUnseen(place, colourOf(element));
    this.content.fragments.push({
      text,
      ...place,
      ...(hidden === undefined ? {} : { hidden }),
      isAnnotation: frame.isAnnotation,
    });
  }

  #whyUnseen(place: ReturnType<typeof layOut>, colour: readonly number[]): Hidden | undefined {
    const box = boxOf({ ...place, isAnnotation: false });
    const x = box.x + box.width / 2;
    const y = box.y + box.height / 2;
    const { width, height } = this.#page;
    if (width > 0 && height > 0 && (x < 0 || y < 0 || x > width || y > height)) return 'off-page';
    if (place.size < tinySizeMax && place.size > 0) return 'tiny';
    if (!isPale(colour)) return undefined;
    const isOnColour = this.#covers.some(
      (cover) =>
        x >= cover.x - this.#page.x &&
        y >= cover.y - this.#page.y &&
        x <= cover.x - this.#page.x + cover.width &&
        y <= cover.y - this.#page.y + cover.height,
    );
    return isOnColour ? undefined : 'background-colour';
  }
}

/** An object has its own space from the corner of its boundary (GB/T 33190-2016, 8.5). */
function placeOf(element: OfdElement, outer: Matrix): Matrix {
  const [x = 0, y = 0] = numbersOf(element.attributes.get('Boundary'));
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbersOf(element.attributes.get('CTM'));
  return multiply(
    multiply(outer, [1, 0, 0, 1, x, y]),
    element.attributes.has('CTM') ? [a, b, c, d, e, f] : identity,
  );
}

function isUnseen(element: OfdElement): boolean {
  if (element.attributes.get('Visible') === 'false') return true;
  const alpha = element.attributes.get('Alpha');
  if (alpha !== undefined && Number(alpha) <= hiddenAlphaMax) return true;
  const fill = element.children.find((child) => child.name === 'FillColor')?.attributes.get('Alpha');
  return fill !== undefined && Number(fill) <= hiddenAlphaMax;
}

function colourOf(element: OfdElement): number[] {
  const fill = element.children.find((child) => child.name === 'FillColor');
  return numbersOf(fill?.attributes.get('Value'));
}

function isPale(colour: readonly number[]): boolean {
  return colour.length > 0 && colour.length !== 4 && colour.every((channel) => channel >= paleMin);
}

function numberOf(element: OfdElement, name: string): number | undefined {
  const value = Number(element.attributes.get(name) ?? Number.NaN);
  return Number.isFinite(value) ? value : undefined;
}

function textOfChild(element: OfdElement, name: string): string | undefined {
  return element.children.find((child) => child.name === name)?.text;
}

/** How far a text goes to the right and down: the steps between its characters, and one character. */
function extentOf(code: OfdElement, { count, size }: { count: number; size: number }): [number, number] {
  const right = sumOf(code.attributes.get('DeltaX'), count - 1);
  const down = sumOf(code.attributes.get('DeltaY'), count - 1);
  if (down !== 0 && Math.abs(down) > Math.abs(right)) return [right, down + Math.sign(down) * size];
  return [right === 0 ? count * size : right + Math.sign(right) * size, down];
}

/** The sum of steps, where `g n v` stands for n times v (GB/T 33190-2016, 11.3). */
function sumOf(deltas: string | undefined, stepsMax: number): number {
  if (deltas === undefined) return 0;
  const words = deltas.trim().split(/\s+/);
  let sum = 0;
  let steps = 0;
  for (let at = 0; at < words.length && steps < stepsMax; at += 1) {
    const isGroup = words[at] === 'g';
    const times = isGroup ? Math.min(Number(words[at + 1]) || 0, stepsMax - steps) : 1;
    sum += times * (Number(words[isGroup ? at + 2 : at]) || 0);
    steps += Math.max(1, times);
    if (isGroup) at += 2;
  }
  return sum;
}

export function boxFrom(text: string | undefined): Box | undefined {
  const [x, y, width, height] = numbersOf(text);
  if (x === undefined || y === undefined || width === undefined || height === undefined) return undefined;
  return { x, y, width, height };
}

export function placeKindOf(line: Fragment): PlaceKind {
  return line.isAnnotation ? 'annotation' : 'body';
}
