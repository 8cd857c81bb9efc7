import type { SKRSContext2D } from '@napi-rs/canvas';
import type { OfdPackage } from '../../pages/ofd-package.ts';
import { find, numbersOf } from '../../pages/ofd-tree.ts';
import type { OfdElement } from '../../pages/ofd-tree.ts';
import type { PictureLoader } from '../flow/lay-out-paragraph.ts';
import { serifFamily } from '../fonts.ts';
import type { RenderOutput } from '../render-output.ts';
import { tracePath } from './ofd-path.ts';
import { colourOf } from './ofd-resources.ts';
import type { OfdResources } from './ofd-resources.ts';

const depthMax = 64;
const objectsMax = 500_000;
const lineWidthDefault = 0.353;
const textUnitsMax = 100_000;

interface State {
  depth: number;
  /** Drawing parameters of the layer and of what is around, outermost first. */
  params: readonly OfdElement[];
}

/** Draws what stands on a page; millimetres (GB/T 33190-2016, 8 to 13). */
export class OfdPainter {
  glyphsMissing = 0;
  readonly #context: SKRSContext2D;
  readonly #resources: OfdResources;
  readonly #parts: OfdPackage;
  readonly #loadPicture: PictureLoader;
  readonly #output: RenderOutput;
  #objects = 0;

  constructor(input: {
    context: SKRSContext2D;
    resources: OfdResources;
    parts: OfdPackage;
    loadPicture: PictureLoader;
    output: RenderOutput;
  }) {
    this.#context = input.context;
    this.#resources = input.resources;
    this.#parts = input.parts;
    this.#loadPicture = input.loadPicture;
    this.#output = input.output;
  }

  /** Draws everything below an element. */
  async draw(element: OfdElement, state: State = { depth: 0, params: [] }): Promise<void> {
    if (state.depth > depthMax) return;
    for (const child of element.children) {
      this.#objects += 1;
      if (this.#objects > objectsMax) return;
      if (child.attributes.get('Visible') === 'false') continue;
      const params = this.#resources.drawParams(child.attributes.get('DrawParam'));
      const inner: State = { depth: state.depth + 1, params: [...state.params, ...params] };
      switch (child.name) {
        case 'TextObject':
          this.#within(child, () => this.#drawText(child, inner));
          break;
        case 'PathObject':
          this.#within(child, () => this.#drawPath(child, inner));
          break;
        case 'ImageObject':
          await this.#drawPicture(child);
          break;
        case 'CompositeObject':
          await this.#drawComposite(child, inner);
          break;
        default:
          await this.draw(child, inner);
      }
    }
  }

  /** In the space of an object: from the corner of its boundary, turned by its matrix (8.5). */
  #within(element: OfdElement, draw: () => void): void {
    this.#context.save();
    this.#enter(element);
    draw();
    this.#context.restore();
  }

  #enter(element: OfdElement): void {
    const [x = 0, y = 0] = numbersOf(element.attributes.get('Boundary'));
    this.#context.translate(x, y);
    const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbersOf(element.attributes.get('CTM'));
    if (element.attributes.has('CTM')) this.#context.transform(a, b, c, d, e, f);
    const alpha = Number(element.attributes.get('Alpha') ?? 255) / 255;
    if (Number.isFinite(alpha)) this.#context.globalAlpha *= Math.min(1, Math.max(0, alpha));
  }

  async #drawComposite(element: OfdElement, state: State): Promise<void> {
    const graphic = this.#resources.composites.get(element.attributes.get('ResourceID') ?? '');
    if (graphic === undefined) return;
    this.#context.save();
    this.#enter(element);
    await this.draw(graphic, state);
    this.#context.restore();
  }

  #colour(name: 'FillColor' | 'StrokeColor', element: OfdElement, state: State) {
    const own = element.children.find((child) => child.name === name);
    if (own !== undefined && find(own, 'Pattern') !== undefined) {
      this.#output.gap({ reason: 'picture-not-drawn', page: this.#output.pages + 1 });
      return undefined;
    }
    const inherited = state.params.map((param) => param.children.find((child) => child.name === name));
    return colourOf(own ?? inherited.findLast((child) => child !== undefined));
  }

  #drawPath(element: OfdElement, state: State): void {
    const context = this.#context;
    const { attributes } = element;
    tracePath(context, find(element, 'AbbreviatedData')?.text ?? '');
    if (attributes.get('Fill') === 'true') {
      const fill = this.#colour('FillColor', element, state);
      if (fill !== undefined)
        this.#with(fill.alpha, () => {
          context.fillStyle = fill.css;
          context.fill(attributes.get('Rule') === 'Even-Odd' ? 'evenodd' : 'nonzero');
        });
    }
    if (attributes.get('Stroke') === 'false') return;
    const stroke = this.#colour('StrokeColor', element, state) ?? { css: '#000000', alpha: 1 };
    this.#with(stroke.alpha, () => {
      context.strokeStyle = stroke.css;
      this.#setLine(element, state);
      context.stroke();
    });
  }

  #setLine(element: OfdElement, state: State): void {
    const context = this.#context;
    const word = (name: string): string | undefined =>
      element.attributes.get(name) ??
      state.params.findLast((param) => param.attributes.has(name))?.attributes.get(name);
    const width = Number(word('LineWidth') ?? lineWidthDefault);
    context.lineWidth = Number.isFinite(width) && width > 0 ? width : 0.05;
    const dashes = numbersOf(word('DashPattern'))
      .filter((dash) => dash >= 0)
      .slice(0, 16);
    context.setLineDash(dashes.some((dash) => dash > 0) ? dashes : []);
    const cap = word('Cap');
    context.lineCap = cap === 'Round' ? 'round' : cap === 'Square' ? 'square' : 'butt';
    const join = word('Join');
    context.lineJoin = join === 'Round' ? 'round' : join === 'Bevel' ? 'bevel' : 'miter';
  }

  #with(alpha: number, draw: () => void): void {
    const before = this.#context.globalAlpha;
    this.#context.globalAlpha = before * alpha;
    draw();
    this.#context.globalAlpha = before;
  }

  #drawText(element: OfdElement, state: State): void {
    const { attributes } = element;
    const font = this.#resources.fonts.get(attributes.get('Font') ?? '');
    const size = Number(attributes.get('Size')) || 4;
    const isBold = font?.isBold === true || Number(attributes.get('Weight') ?? 400) >= 600;
    const isItalic = font?.isItalic === true || attributes.get('Italic') === 'true';
    const fill = this.#colour('FillColor', element, state) ?? { css: '#000000', alpha: 1 };
    const context = this.#context;
    context.font = `${isItalic ? 'italic ' : ''}${isBold ? 700 : 400} ${size}px "${font?.family ?? serifFamily}"`;
    context.fillStyle = fill.css;
    context.globalAlpha *= fill.alpha;
    if (attributes.get('Fill') === 'false') {
      const stroke = this.#colour('StrokeColor', element, state);
      context.fillStyle = stroke?.css ?? fill.css;
    }
    this.#drawCodes(element, {
      size,
      scale: Number(attributes.get('HScale')) || 1,
      turn: (Number(attributes.get('CharDirection')) || 0) * (Math.PI / 180),
    });
  }

  #drawCodes(
    element: OfdElement,
    { size, scale, turn }: { size: number; scale: number; turn: number },
  ): void {
    let [x, y] = [0, 0];
    for (const code of element.children) {
      if (code.name !== 'TextCode') continue;
      x = numberOf(code, 'X') ?? x;
      y = numberOf(code, 'Y') ?? y;
      const characters = Array.from(code.text.replaceAll(/[\r\n]/g, '')).slice(0, textUnitsMax);
      const right = deltasOf(code.attributes.get('DeltaX'), characters.length);
      const down = deltasOf(code.attributes.get('DeltaY'), characters.length);
      const isPlain = right.length === 0 && down.length === 0;
      let [atX, atY] = [x, y];
      for (const [place, character] of characters.entries()) {
        this.#drawCharacter(character, { x: atX, y: atY, scale, turn });
        atX +=
          right[place] ??
          (isPlain
            ? this.#context.measureText(character).width * scale
            : right.length > 0
              ? size * scale
              : 0);
        atY += down[place] ?? 0;
      }
    }
  }

  #drawCharacter(
    character: string,
    { x, y, scale, turn }: { x: number; y: number; scale: number; turn: number },
  ): void {
    // oxlint-disable-next-line no-control-regex -- what stands for a character that is not known
    if (/[\u0000-\u0008\ue000-\uf8ff\ufffd]/.test(character)) {
      this.glyphsMissing += 1;
      return;
    }
    if (character.trim() === '') return;
    const context = this.#context;
    if (scale === 1 && turn === 0) {
      context.fillText(character, x, y);
      return;
    }
    context.save();
    context.translate(x, y);
    context.rotate(turn);
    context.scale(scale, 1);
    context.fillText(character, 0, 0);
    context.restore();
  }

  /** A picture fills the unit square of its matrix, or its boundary where it has none (10). */
  async #drawPicture(element: OfdElement): Promise<void> {
    const name = this.#resources.pictures.get(element.attributes.get('ResourceID') ?? '');
    const bytes = name === undefined ? undefined : this.#parts.bytes(name);
    const picture = bytes === undefined ? undefined : await this.#loadPicture(bytes);
    if (picture === undefined) {
      if (bytes === undefined)
        this.#output.gap({ reason: 'picture-not-drawn', page: this.#output.pages + 1 });
      return;
    }
    this.#within(element, () => {
      const [, , width = 0, height = 0] = numbersOf(element.attributes.get('Boundary'));
      const hasMatrix = element.attributes.has('CTM');
      this.#context.drawImage(picture, 0, 0, hasMatrix ? 1 : width, hasMatrix ? 1 : height);
    });
  }
}

function numberOf(element: OfdElement, name: string): number | undefined {
  const value = Number(element.attributes.get(name) ?? Number.NaN);
  return Number.isFinite(value) ? value : undefined;
}

/** Steps between characters, where `g n v` stands for n times v (GB/T 33190-2016, 11.3). */
export function deltasOf(text: string | undefined, stepsMax: number): number[] {
  const words = text?.trim().split(/\s+/) ?? [];
  const steps: number[] = [];
  for (let at = 0; at < words.length && steps.length < stepsMax; at += 1) {
    const isGroup = words[at] === 'g';
    const value = Number(words[isGroup ? at + 2 : at]) || 0;
    const times = isGroup ? Math.min(stepsMax - steps.length, Math.max(0, Number(words[at + 1]) || 0)) : 1;
    for (let count = 0; count < times; count += 1) steps.push(value);
    if (isGroup) at += 2;
  }
  return steps;
}
