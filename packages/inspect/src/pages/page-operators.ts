import type { Hidden } from '../document/place.ts';
import type { FontDoubts, Glyph } from './font-doubts.ts';
import { boxOf, isWordGap, layOut, multiply } from './page-text.ts';
import type { Fragment, Matrix } from './page-text.ts';

/** Numbers of the operators, as pdf.js has them in `OPS`. */
export type OperatorNumbers = Readonly<Record<string, number>>;

export interface PageInput {
  fnArray: readonly number[];
  argsArray: readonly unknown[];
  ops: OperatorNumbers;
  /** From the page's own space to points from the top left corner of the page as it is shown. */
  base: Matrix;
  width: number;
  height: number;
  hasPictures: boolean;
  doubts: FontDoubts;
  /** Whether a layer (optional content) is shown. */
  isLayerVisible(layer: unknown): boolean;
  /** The matrix of a Type 3 font. */
  fontMatrixOf(fontName: string): readonly number[] | undefined;
}

export interface PageOutput {
  fragments: Fragment[];
  /** Something is painted besides text: lines, areas or pictures. */
  isPainted: boolean;
  /** Characters drawn, and those of them that have no meaning. */
  glyphs: number;
  unmapped: number;
  /** The share of the page that its largest picture covers, as far as can be told. */
  pictureShare: number;
}

interface State {
  ctm: Matrix;
  colour: string;
  alpha: number;
  font: string;
  size: number;
  charSpacing: number;
  wordSpacing: number;
  scale: number;
  leading: number;
  rise: number;
  mode: number;
}

interface Fill {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  isPale: boolean;
  /** How many fragments had been drawn before. */
  after: number;
}

const identity: Matrix = [1, 0, 0, 1, 0, 0];
const tinySizeMax = 1.5;
const fillsMax = 2000;
const fillSideMin = 3;
const alphaHiddenMax = 0.02;
const invisibleMode = 3;
const clipOnlyMode = 7;

/**
 * The text of one page out of its operator list (PDF 32000-1:2008, 9.4), with what hides it: an invisible rendering
 * mode, a layer switched off, transparency, the paper's own colour, an area painted over it, size, a place off the page.
 */
export function readOperators(input: PageInput): PageOutput {
  return new OperatorReader(input).read();
}

class OperatorReader {
  readonly #input: PageInput;
  readonly #stack: State[] = [];
  readonly #layers: boolean[] = [];
  readonly #fragments: Fragment[] = [];
  readonly #colours: string[] = [];
  readonly #fills: Fill[] = [];
  #state: State;
  #line: Matrix = identity;
  /** Where on the current line the next character begins, in text space. */
  #x = 0;
  #y = 0;
  #lineX = 0;
  #lineY = 0;
  #hiddenLayers = 0;
  #inAnnotation = false;
  #isPainted = false;
  #glyphs = 0;
  #unmapped = 0;
  #invisible = 0;
  /** True after a transformation that nothing has been painted with yet. */
  #isPlaced = false;
  #pictureShare = 0;

  constructor(input: PageInput) {
    this.#input = input;
    this.#state = {
      ctm: input.base,
      colour: '#000000',
      alpha: 1,
      font: '',
      size: 0,
      charSpacing: 0,
      wordSpacing: 0,
      scale: 1,
      leading: 0,
      rise: 0,
      mode: 0,
    };
  }

  read(): PageOutput {
    const { fnArray, argsArray, hasPictures } = this.#input;
    const handlers = this.#handlers();
    for (let index = 0; index < fnArray.length; index += 1) {
      const handle = handlers[fnArray[index] ?? 0];
      if (handle === undefined) continue;
      const args = argsArray[index];
      handle(Array.isArray(args) ? args : []);
    }
    // characters recognised earlier lie unseen under the picture of their page: all of a page's text, or none
    const isRecognised = hasPictures && this.#invisible > 0.8 * this.#glyphs;
    this.#fragments.forEach((fragment, place) => this.#judge(fragment, place, isRecognised));
    const isPainted = this.#isPainted || hasPictures;
    return {
      fragments: this.#fragments,
      isPainted,
      glyphs: this.#glyphs,
      unmapped: this.#unmapped,
      pictureShare: this.#pictureShare,
    };
  }

  #handlers(): ((args: readonly unknown[]) => void)[] {
    const { ops } = this.#input;
    const table: [string, (args: readonly unknown[]) => void][] = [
      ['save', () => this.#save()],
      ['restore', () => this.#restore()],
      ['transform', (args) => this.#transform(args)],
      ['paintFormXObjectBegin', ([matrix]) => this.#enterForm(matrix)],
      ['paintFormXObjectEnd', () => this.#restore()],
      ['beginGroup', () => this.#save()],
      ['endGroup', () => this.#restore()],
      ['beginAnnotation', (args) => this.#enterAnnotation(args)],
      ['endAnnotation', () => this.#leaveAnnotation()],
      ['beginMarkedContent', () => void this.#layers.push(false)],
      ['beginMarkedContentProps', (args) => this.#enterLayer(args)],
      ['endMarkedContent', () => this.#leaveLayer()],
      ['setGState', ([pairs]) => this.#setGraphics(pairs)],
      ['setFillRGBColor', ([colour]) => void (this.#state.colour = typeof colour === 'string' ? colour : '')],
      ['setFillColorN', () => void (this.#state.colour = '')],
      ['setFillTransparent', () => void (this.#state.colour = '')],
      ['constructPath', (args) => this.#fill(args)],
      ['shadingFill', () => void (this.#isPainted = true)],
      ['beginText', () => this.#place(identity)],
      ['setTextMatrix', ([matrix]) => this.#place(toMatrix(matrix))],
      ['setFont', ([name, size]) => this.#setFont(name, size)],
      ['setCharSpacing', ([value]) => void (this.#state.charSpacing = toNumber(value))],
      ['setWordSpacing', ([value]) => void (this.#state.wordSpacing = toNumber(value))],
      ['setHScale', ([value]) => void (this.#state.scale = toNumber(value) / 100)],
      ['setLeading', ([value]) => void (this.#state.leading = -toNumber(value))],
      ['setTextRise', ([value]) => void (this.#state.rise = toNumber(value))],
      ['setTextRenderingMode', ([value]) => void (this.#state.mode = toNumber(value))],
      ['moveText', ([x, y]) => this.#moveLine(toNumber(x), toNumber(y))],
      ['setLeadingMoveText', ([x, y]) => this.#moveLeading(toNumber(x), toNumber(y))],
      ['nextLine', () => this.#moveLine(0, this.#state.leading)],
      ['showText', ([glyphs]) => this.#show(glyphs)],
      ['showSpacedText', ([glyphs]) => this.#show(glyphs)],
    ];
    const handlers: ((args: readonly unknown[]) => void)[] = [];
    for (const [name, handle] of table) {
      const number = ops[name];
      if (number !== undefined) handlers[number] = handle;
    }
    return handlers;
  }

  #save(): void {
    this.#stack.push({ ...this.#state });
  }

  #restore(): void {
    if (this.#isPlaced && this.#input.hasPictures) this.#measurePicture();
    const state = this.#stack.pop();
    if (state !== undefined) this.#state = state;
  }

  /** Pictures leave no operator behind, only the transformation of the unit square they were to be drawn in. */
  #measurePicture(): void {
    this.#isPlaced = false;
    const { width, height } = this.#input;
    const [a, b, c, d, e, f] = this.#state.ctm;
    const [x0, x1] = [Math.min(e, e + a, e + c, e + a + c), Math.max(e, e + a, e + c, e + a + c)];
    const [y0, y1] = [Math.min(f, f + b, f + d, f + b + d), Math.max(f, f + b, f + d, f + b + d)];
    const across = Math.min(width, x1) - Math.max(0, x0);
    const down = Math.min(height, y1) - Math.max(0, y0);
    if (across > 0 && down > 0)
      this.#pictureShare = Math.max(this.#pictureShare, (across * down) / (width * height));
  }

  #transform(args: readonly unknown[]): void {
    this.#isPlaced = true;
    this.#state.ctm = multiply(this.#state.ctm, toMatrix(args));
  }

  #enterForm(matrix: unknown): void {
    this.#isPlaced = false;
    this.#save();
    if (matrix !== null && matrix !== undefined)
      this.#state.ctm = multiply(this.#state.ctm, toMatrix(matrix));
  }

  #enterAnnotation([, , transform, matrix]: readonly unknown[]): void {
    this.#save();
    this.#inAnnotation = true;
    this.#state.ctm = multiply(multiply(this.#input.base, toMatrix(transform)), toMatrix(matrix));
  }

  #leaveAnnotation(): void {
    this.#restore();
    this.#inAnnotation = false;
  }

  #enterLayer([tag, layer]: readonly unknown[]): void {
    const isHidden = tag === 'OC' && layer !== null && !this.#input.isLayerVisible(layer);
    this.#layers.push(isHidden);
    if (isHidden) this.#hiddenLayers += 1;
  }

  #leaveLayer(): void {
    if (this.#layers.pop() === true) this.#hiddenLayers -= 1;
  }

  #setGraphics(pairs: unknown): void {
    if (!Array.isArray(pairs)) return;
    for (const pair of pairs) {
      if (!Array.isArray(pair)) continue;
      if (pair[0] === 'ca') this.#state.alpha = toNumber(pair[1]);
      if (pair[0] === 'Font' && Array.isArray(pair[1])) this.#setFont(pair[1][0], pair[1][1]);
    }
  }

  #fill([operator, , bounds]: readonly unknown[]): void {
    const { ops } = this.#input;
    if (operator === ops['endPath'] || operator === ops['clip'] || operator === ops['eoClip']) return;
    this.#isPainted = true;
    this.#isPlaced = false;
    if (operator === ops['stroke'] || operator === ops['closeStroke'] || this.#hiddenLayers > 0) return;
    if (this.#fills.length >= fillsMax || this.#state.alpha < 1 || !isNumbers(bounds)) return;
    const [left = 0, bottom = 0, right = 0, top = 0] = bounds;
    const { ctm } = this.#state;
    const xs = [ctm[0] * left + ctm[2] * bottom + ctm[4], ctm[0] * right + ctm[2] * top + ctm[4]] as const;
    const ys = [ctm[1] * left + ctm[3] * bottom + ctm[5], ctm[1] * right + ctm[3] * top + ctm[5]] as const;
    const fill = {
      x0: Math.min(...xs),
      x1: Math.max(...xs),
      y0: Math.min(...ys),
      y1: Math.max(...ys),
      isPale: isPale(this.#state.colour),
      after: this.#fragments.length,
    };
    if (fill.x1 - fill.x0 < fillSideMin || fill.y1 - fill.y0 < fillSideMin) return;
    this.#fills.push(fill);
  }

  #setFont(name: unknown, size: unknown): void {
    this.#state.font = typeof name === 'string' ? name : '';
    this.#state.size = toNumber(size);
  }

  #place(matrix: Matrix): void {
    this.#line = matrix;
    this.#x = this.#lineX = 0;
    this.#y = this.#lineY = 0;
  }

  #moveLine(x: number, y: number): void {
    this.#x = this.#lineX += x;
    this.#y = this.#lineY += y;
  }

  #moveLeading(x: number, y: number): void {
    this.#state.leading = y;
    this.#moveLine(x, y);
  }

  #show(glyphs: unknown): void {
    if (!Array.isArray(glyphs) || glyphs.length === 0) return;
    this.#isPlaced = false;
    const state = this.#state;
    const unmapped = this.#input.doubts.count(state.font, glyphs);
    const { text, advance, isVertical, count } = this.#readGlyphs(glyphs);
    this.#glyphs += count;
    this.#unmapped += this.#input.doubts.isDoubtful(state.font) ? count : unmapped;
    const matrix = multiply(state.ctm, this.#line);
    const start = this.#pointAt(matrix);
    if (isVertical) this.#y += advance;
    else this.#x += advance;
    if (text === '') return;
    const end = this.#pointAt(matrix);
    const size = Math.abs(state.size) * Math.hypot(matrix[2], matrix[3]);
    const hidden = this.#hiddenBy();
    if (hidden === 'invisible') this.#invisible += count;
    this.#fragments.push({
      text,
      ...layOut(start, end, size),
      ...(hidden === undefined ? {} : { hidden: 'hidden-text' }),
      isAnnotation: this.#inAnnotation,
    });
    this.#colours.push(hidden === 'invisible' ? 'invisible' : state.colour);
  }

  #pointAt(matrix: Matrix): [number, number] {
    const y = this.#y + this.#state.rise;
    return [matrix[0] * this.#x + matrix[2] * y + matrix[4], matrix[1] * this.#x + matrix[3] * y + matrix[5]];
  }

  #readGlyphs(glyphs: readonly (Glyph | number)[]) {
    const { size, charSpacing, wordSpacing, scale, font } = this.#state;
    let widthScale = size * 0.001;
    const matrix = this.#input.fontMatrixOf(font);
    if (matrix !== undefined) widthScale = size * (matrix[0] ?? 0.001);
    let text = '';
    let advance = 0;
    let count = 0;
    let gap = 0;
    let isVertical = false;
    for (const glyph of glyphs) {
      if (typeof glyph === 'number') {
        const step = (glyph * size) / 1000;
        advance += isVertical ? step : -step;
        gap -= step;
        continue;
      }
      const { unicode, isSpace, vmetric } = glyph;
      if (gap > 0 && text !== '' && isWordGap(gap, Math.abs(size), text.slice(-1), unicode)) {
        if (!text.endsWith(' ') && unicode !== ' ') text += ' ';
      }
      gap = charSpacing;
      // a ligature read from right to left comes in the order of reading, all around it in that of drawing
      text +=
        unicode.length > 1 && /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/.test(unicode)
          ? Array.from(unicode).toReversed().join('')
          : unicode;
      count += 1;
      const spacing = isSpace ? wordSpacing + charSpacing : charSpacing;
      if (vmetric !== null && vmetric !== undefined) {
        isVertical = true;
        advance += (vmetric[0] ?? -1000) * widthScale - spacing;
      } else advance += glyph.width * widthScale + spacing;
    }
    return { text, advance: isVertical ? advance : advance * scale, isVertical, count };
  }

  #hiddenBy(): 'invisible' | 'layer' | undefined {
    const { mode, alpha } = this.#state;
    if (this.#hiddenLayers > 0) return 'layer';
    if (mode === invisibleMode || mode === clipOnlyMode) return 'invisible';
    return alpha <= alphaHiddenMax ? 'layer' : undefined;
  }

  #judge(fragment: Fragment, place: number, isRecognised: boolean): void {
    const colour = this.#colours[place] ?? '';
    if (colour === 'invisible' && isRecognised) delete fragment.hidden;
    if (fragment.hidden !== undefined) return;
    const hidden = this.#whyUnseen(fragment, { colour, place });
    if (hidden !== undefined) fragment.hidden = hidden;
  }

  #whyUnseen(fragment: Fragment, { colour, place }: { colour: string; place: number }): Hidden | undefined {
    const { width, height, hasPictures } = this.#input;
    const box = boxOf(fragment);
    const x = box.x + box.width / 2;
    const y = box.y + box.height / 2;
    if (x < 0 || y < 0 || x > width || y > height) return 'off-page';
    if (fragment.size < tinySizeMax) return 'tiny';
    if (hasPictures) return undefined;
    let backIsPale = true;
    for (const fill of this.#fills) {
      if (x < fill.x0 || x > fill.x1 || y < fill.y0 || y > fill.y1) continue;
      if (fill.after > place && !fragment.isAnnotation) return 'hidden-text';
      if (fill.after <= place) backIsPale = fill.isPale;
    }
    return backIsPale && isPale(colour) ? 'background-colour' : undefined;
  }
}

function isPale(colour: string): boolean {
  return /^#f[5-9a-f]f[5-9a-f]f[5-9a-f]$/i.test(colour);
}

function toNumber(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

function isNumbers(value: unknown): value is ArrayLike<number> & Iterable<number> {
  return value instanceof Float32Array || Array.isArray(value);
}

function toMatrix(value: unknown): Matrix {
  if (!isNumbers(value)) return identity;
  return [
    toNumber(value[0]),
    toNumber(value[1]),
    toNumber(value[2]),
    toNumber(value[3]),
    toNumber(value[4]),
    toNumber(value[5]),
  ];
}
