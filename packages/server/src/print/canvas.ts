import PdfKit from 'pdfkit';
import { defaultTimeZone } from './format.ts';
import { type Face, loadFont } from './fonts.ts';
import { type CleanText, cleanText, cutLine, measureText, wrapText } from './text.ts';
import { type Lang, type Texts, textsOf } from './texts.ts';

/** What every paper bears, whatever stands on it. */
export interface Printing {
  /** Language of the printed words; the data stay as they are. Default `zh`. */
  lang?: Lang | undefined;
  /** The organisation whose paper it is. */
  organisation: string;
  /** Time of printing; also the creation date in the file, so that equal input gives equal bytes. */
  printedAt: Date;
  /** Name of the person who printed. */
  printedBy: string;
  /** Random id that leads back to the thing, such as `FN-7Q4K-2M9X`; at most 64 of A-Z a-z 0-9 and hyphen. */
  code: string;
  /** Classification mark as it shall stand, such as `机密★10年`; top left, 黑体, size 3 (GB/T 9704, 7.2.2). */
  mark?: string | undefined;
  /** Number of this copy, above the mark (GB/T 9704, 7.2.1); digits alone are filled up to six. */
  copyNumber?: string | undefined;
  /** Urgency, below the mark (GB/T 9704, 7.2.3): 特急, 加急. */
  urgency?: string | undefined;
  /** IANA zone of the printed times. Default `Asia/Shanghai`. */
  timeZone?: string | undefined;
  /** Grey 演示 across each page. */
  demo?: boolean | undefined;
  /** `false` leaves the content readable for tests. Default `true`. */
  compress?: boolean | undefined;
}

/** How a piece of text is set. Sizes and lengths in points. */
export interface TextStyle {
  face: Face;
  size: number;
  width: number;
  /** Distance of the lines as a multiple of the size. Default 1.4. */
  leading?: number | undefined;
  /** More lines than this are cut, visibly. */
  linesMax?: number | undefined;
  /** Size down to which the text may shrink so that no line of it must be broken. */
  shrinkTo?: number | undefined;
}

/** Text broken into lines, ready to be drawn. */
export interface TextBlock {
  face: Face;
  size: number;
  width: number;
  lineHeight: number;
  lines: string[];
  height: number;
}

export type Align = 'left' | 'center' | 'right';

const defaultLeading = 1.4;
// Han glyphs of the Noto faces stand from 0.12 em below to 0.88 em above the baseline (OS/2 sTypoAscender).
const ascent = 0.88;

/** Owns the PDF under construction: faces, measured text, drawing by coordinates from the top left, and the bytes at the end. */
export class Canvas {
  readonly doc: PDFKit.PDFDocument;
  readonly lang: Lang;
  readonly texts: Texts;
  readonly timeZone: string;
  /** Some character could not be printed and stands as 〓. */
  replaced = false;
  /** Some text was too long for its place and was cut. */
  cut = false;
  readonly #faces = new Set<Face>();
  readonly #chunks: Buffer[] = [];
  readonly #ended: Promise<void>;

  constructor(printing: Pick<Printing, 'lang' | 'timeZone' | 'compress' | 'printedAt'>, title: string) {
    this.lang = printing.lang ?? 'zh';
    this.texts = textsOf(this.lang);
    this.timeZone = printing.timeZone ?? defaultTimeZone;
    this.doc = new PdfKit({
      autoFirstPage: false,
      bufferPages: true,
      compress: printing.compress ?? true,
      font: '',
      lang: this.lang === 'zh' ? 'zh-CN' : 'en',
      displayTitle: true,
      info: { Title: title, Creator: 'Fengni', Producer: 'Fengni', CreationDate: printing.printedAt },
    });
    this.doc.on('data', (chunk: Buffer) => this.#chunks.push(chunk));
    this.#ended = new Promise((resolve, reject) => {
      this.doc.on('end', resolve);
      this.doc.on('error', reject);
    });
  }

  addPage(width: number, height: number): void {
    this.doc.addPage({ size: [width, height], margin: 0 });
  }

  /** Text as it can be printed in this face; remembers what was lost. */
  clean(text: string, face: Face): string {
    const cleaned: CleanText = cleanText(text, loadFont(face).metrics.has);
    this.replaced ||= cleaned.replaced;
    this.cut ||= cleaned.cut;
    return cleaned.text;
  }

  measure(text: string, face: Face, size: number): number {
    return measureText(text, loadFont(face).metrics, size);
  }

  /** Breaks text into lines; shrinks or cuts it as the style says. An empty text has the height of one line. */
  layout(text: string, style: TextStyle): TextBlock {
    const { face, width, linesMax = Number.POSITIVE_INFINITY } = style;
    const { metrics } = loadFont(face);
    const clean = this.clean(text, face);
    const size = shrunkSize(
      Math.max(...clean.split('\n').map((line) => measureText(line, metrics, 1))),
      style,
    );
    const all = wrapText(clean, metrics, size, width);
    const lines = all.slice(0, linesMax);
    if (all.length > lines.length) {
      this.cut = true;
      const last = lines.pop() ?? '';
      lines.push(cutLine(`${last}…`, metrics, size, width));
    }
    const lineHeight = size * (style.leading ?? defaultLeading);
    return { face, size, width, lineHeight, lines, height: lines.length * lineHeight };
  }

  /** One line, cut to the width if need be. */
  layoutLine(text: string, style: TextStyle): TextBlock {
    return this.layout(text.replace(/[\s--\u3000]+/gv, ' '), { ...style, linesMax: 1 });
  }

  /** Draws the block with its top left corner at (x, y). */
  drawBlock(block: TextBlock, x: number, y: number, align: Align = 'left'): void {
    for (const [index, line] of block.lines.entries()) {
      this.drawLine({ ...block, line, x, y: y + index * block.lineHeight, align });
    }
  }

  drawLine(
    place: Omit<TextBlock, 'lines' | 'height'> & { line: string; x: number; y: number; align: Align },
  ): void {
    if (place.line === '') return;
    const spare = place.align === 'left' ? 0 : place.width - this.measure(place.line, place.face, place.size);
    const x = place.x + (place.align === 'center' ? spare / 2 : spare);
    const baseline = place.y + (place.lineHeight - place.size) / 2 + ascent * place.size;
    this.useFont(place.face, place.size);
    this.doc.text(place.line, x, baseline, { lineBreak: false, baseline: 'alphabetic' });
  }

  useFont(face: Face, size: number): void {
    if (!this.#faces.has(face)) {
      this.doc.registerFont(face, Buffer.from(loadFont(face).bytes.buffer));
      this.#faces.add(face);
    }
    this.doc.font(face, size);
  }

  /** A straight line; thickness in points. */
  rule(from: [number, number], to: [number, number], thickness = 0.5): void {
    this.doc
      .lineWidth(thickness)
      .moveTo(...from)
      .lineTo(...to)
      .stroke();
  }

  /** Grey 演示 on the diagonal of the page in hand. */
  drawDemo(width: number, height: number): void {
    const word = this.texts.demo;
    const size = Math.min(width, height) * (this.lang === 'zh' ? 0.3 : 0.22);
    const angle = (-Math.atan2(height, width) * 180) / Math.PI;
    this.doc.save();
    this.doc.rotate(angle, { origin: [width / 2, height / 2] });
    this.doc.fillColor('#808080').fillOpacity(0.18);
    const line = { line: word, face: 'hei', size, width, lineHeight: size } as const;
    this.drawLine({ ...line, x: 0, y: (height - size) / 2, align: 'center' });
    this.doc.restore();
    this.doc.fillColor('black').fillOpacity(1);
  }

  /** Closes the file. The canvas is of no use afterwards. */
  async finish(): Promise<Uint8Array> {
    this.doc.end();
    await this.#ended;
    return new Uint8Array(Buffer.concat(this.#chunks));
  }
}

function shrunkSize(widthAtOne: number, style: TextStyle): number {
  if (style.shrinkTo === undefined || widthAtOne === 0) return style.size;
  const fitting = Math.floor((style.width / widthAtOne) * 10) / 10;
  return fitting >= style.shrinkTo ? Math.min(style.size, fitting) : style.size;
}
