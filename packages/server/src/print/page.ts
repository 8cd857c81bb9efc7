import { Canvas, type Align, type Printing, type TextStyle } from './canvas.ts';
import { assertCode, drawQr } from './code.ts';
import type { Face } from './fonts.ts';
import { formatCopyNumber, formatDay, formatTime, type Day } from './format.ts';
import { fillText, type Lang, type TextKey, type Texts, textsOf } from './texts.ts';
import { a4, mm, typeSize } from './units.ts';

/** A4 upright with the margins of official documents: top 37, left 28, type area 156 × 225 mm (GB/T 9704-2012, 5.2.1). */
const officialMargins = { top: 37 * mm, right: 26 * mm, bottom: 35 * mm, left: 28 * mm } as const;
/** Registers lie across the sheet and need the width. */
const registerMargins = { top: 30 * mm, right: 15 * mm, bottom: 20 * mm, left: 15 * mm } as const;

const qrSide = 18 * mm;

interface PageOptions {
  title: TextKey | { words: string };
  /** Line under the title: the number of the paper. */
  subtitle?: string | undefined;
  layout?: 'portrait' | 'landscape' | undefined;
}

interface ParagraphOptions {
  face?: Face;
  size?: number;
  align?: Align;
  /** Indent of the first line in characters; official prose has two. */
  indent?: number;
  leading?: number;
  /** Space after the paragraph in points. */
  after?: number;
  /** Left edge of the text, from the left of the type area, in points. */
  inset?: number;
}

/** An official form: title and mark on the first page, running head, foot and code on each, and a cursor that flows over pages. */
export class Page {
  readonly canvas: Canvas;
  readonly texts: Texts;
  readonly lang: Lang;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly bottom: number;
  /** Where the next thing goes, in points from the top of the sheet. */
  y: number;
  /** Pages begun so far. */
  pages = 0;
  readonly #printing: Printing;
  readonly #title: string;
  readonly #subtitle: string;
  readonly #sheet: { width: number; height: number };

  constructor(printing: Printing, options: PageOptions) {
    assertCode(printing.code);
    const across = options.layout === 'landscape';
    const margins = across ? registerMargins : officialMargins;
    this.#printing = printing;
    this.#sheet = across ? { width: a4.height, height: a4.width } : a4;
    this.left = margins.left;
    this.top = margins.top;
    this.y = margins.top;
    this.width = this.#sheet.width - margins.left - margins.right;
    this.bottom = this.#sheet.height - margins.bottom;
    const { title } = options;
    this.#title = typeof title === 'string' ? textsOf(printing.lang ?? 'zh')[title] : title.words;
    this.canvas = new Canvas(printing, this.#title);
    this.texts = this.canvas.texts;
    this.lang = this.canvas.lang;
    this.#subtitle = options.subtitle ?? '';
    this.addPage();
    this.#drawHead();
  }

  /** Word of the text table with its places filled. */
  t(key: TextKey, values: Record<string, string | number> = {}): string {
    return fillText(this.texts[key], values);
  }

  /** An instant in words; empty if it has not come yet. */
  time(at: Date | undefined): string {
    return at === undefined ? '' : formatTime(at, this.lang, this.canvas.timeZone);
  }

  /** The same in two lines, for narrow columns. */
  timeLines(at: Date | undefined): string {
    return this.time(at).replace(/ (?=\d+:\d+$)/u, '\n');
  }

  day(day: Day | undefined): string {
    return day === undefined ? '' : formatDay(day, this.lang);
  }

  addPage(): void {
    this.canvas.addPage(this.#sheet.width, this.#sheet.height);
    this.pages += 1;
    this.y = this.top;
  }

  /** Height left on this page. */
  get room(): number {
    return this.bottom - this.y;
  }

  /** Begins a new page unless `height` points fit on this one (or the page is still empty). */
  need(height: number): boolean {
    if (height <= this.room || this.y <= this.top) return false;
    this.addPage();
    return true;
  }

  skip(height: number): void {
    this.y += height;
  }

  /** Sets a paragraph, line by line over as many pages as it takes. */
  paragraph(text: string, options: ParagraphOptions = {}): void {
    const { face = 'song', size = typeSize.smallFour, align = 'left', inset = 0 } = options;
    const style: TextStyle = { face, size, width: this.width - inset, leading: options.leading ?? 1.6 };
    const block = this.canvas.layout('　'.repeat(options.indent ?? 0) + text, style);
    for (const line of block.lines) {
      this.need(block.lineHeight);
      this.canvas.drawLine({ ...block, line, x: this.left + inset, y: this.y, align });
      this.y += block.lineHeight;
    }
    this.y += options.after ?? 0;
  }

  /** A head that stays with at least `keep` points of what follows. */
  heading(text: string, keep = 20 * mm): void {
    const size = typeSize.smallFour;
    this.need(size * 1.6 + keep);
    this.y += 6;
    this.paragraph(text, { face: 'hei', size, after: 3 });
  }

  /** Writes head and foot of every page, now that their number is known, and returns the file. */
  async finish(): Promise<Uint8Array> {
    for (let index = 0; index < this.pages; index += 1) {
      this.canvas.doc.switchToPage(index);
      this.#drawRunningHead(index);
      this.#drawFoot(index);
      if (this.#printing.demo === true) this.canvas.drawDemo(this.#sheet.width, this.#sheet.height);
    }
    return this.canvas.finish();
  }

  #drawHead(): void {
    const { copyNumber, mark, urgency, organisation } = this.#printing;
    const lines: [string | undefined, Face][] = [
      [copyNumber === undefined ? undefined : formatCopyNumber(copyNumber), 'song'],
      [mark, 'hei'],
      [urgency, 'hei'],
    ];
    for (const [text, face] of lines) {
      if (text === undefined) continue;
      const style = { face, size: typeSize.three, width: this.width, leading: 1.5, shrinkTo: 9 };
      const block = this.canvas.layoutLine(text, style);
      this.canvas.drawBlock(block, this.left, this.y);
      this.y += block.height;
    }
    const name = { face: 'song', size: typeSize.four, width: this.width, linesMax: 2, leading: 1.5 } as const;
    this.#drawCentred(organisation, name);
    const title = {
      face: 'title',
      size: typeSize.two,
      width: this.width,
      linesMax: 3,
      leading: 1.5,
    } as const;
    this.#drawCentred(this.#title, title);
    if (this.#subtitle !== '') {
      this.#drawCentred(this.#subtitle, {
        face: 'song',
        size: typeSize.smallFour,
        width: this.width,
        linesMax: 2,
      });
    }
    this.y += 8;
  }

  #drawCentred(text: string, style: TextStyle): void {
    const block = this.canvas.layout(text, style);
    this.canvas.drawBlock(block, this.left, this.y, 'center');
    this.y += block.height;
  }

  // The code stands in the top margin; from page 2 on, mark and title are said again beside it.
  #drawRunningHead(index: number): void {
    const { code, mark } = this.#printing;
    const right = this.left + this.width;
    const qrTop = this.top - qrSide - 7 * mm;
    drawQr(this.canvas.doc, code, { x: right - qrSide, y: qrTop, side: qrSide });
    const small = { face: 'hei', size: 7, width: 80 * mm, leading: 1.3, shrinkTo: 5 } as const;
    this.canvas.drawBlock(
      this.canvas.layoutLine(code, small),
      right - 80 * mm,
      qrTop + qrSide + 1 * mm,
      'right',
    );
    if (index === 0) return;
    const words = [mark, this.#title, this.#subtitle, this.texts.continued].filter(
      (word) => word !== undefined && word !== '',
    );
    const line = { face: 'hei', size: typeSize.five, width: this.width - qrSide - 10 * mm } as const;
    this.canvas.drawBlock(this.canvas.layoutLine(words.join('　'), line), this.left, this.top - 9 * mm);
  }

  #drawFoot(index: number): void {
    const { organisation, printedBy, printedAt } = this.#printing;
    const y = this.bottom + 5 * mm;
    const right = this.left + this.width;
    this.canvas.doc.strokeColor('#666666');
    this.canvas.rule([this.left, y], [right, y], 0.4);
    this.canvas.doc.strokeColor('black');
    const style = {
      face: 'song',
      size: typeSize.smallFive,
      width: this.width * 0.27,
      shrinkTo: 6.5,
    } as const;
    const count = this.t('page', { page: index + 1, pages: this.pages });
    const foot = (text: string, share: number): ReturnType<Canvas['layoutLine']> =>
      this.canvas.layoutLine(text, { ...style, width: this.width * share });
    this.canvas.drawBlock(foot(organisation, 0.3), this.left, y + 3);
    this.canvas.drawBlock(
      foot(this.t('printed.by', { name: printedBy }), 0.18),
      this.left + this.width * 0.31,
      y + 3,
    );
    const when = this.t('printed.at', { time: this.time(printedAt) });
    this.canvas.drawBlock(foot(when, 0.32), this.left + this.width * 0.5, y + 3);
    this.canvas.drawBlock(foot(count, 0.17), this.left + this.width * 0.83, y + 3, 'right');
    const notes = [
      this.canvas.replaced ? this.texts['note.replaced'] : '',
      this.canvas.cut ? this.texts['note.cut'] : '',
    ];
    const note = { ...style, width: this.width, size: 7.5, linesMax: 2 };
    this.canvas.drawBlock(this.canvas.layout(notes.filter(Boolean).join(' '), note), this.left, y + 16);
  }
}
