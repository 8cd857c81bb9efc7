import { pdfjs } from './load-pdfjs.ts';
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { LimitReached } from '../document/extraction.ts';
import type { Extraction } from '../document/extraction.ts';
import { FontDoubts } from './font-doubts.ts';
import { openPdf } from './open-pdf.ts';
import type { OpenPdf } from './open-pdf.ts';
import { readOperators } from './page-operators.ts';
import type { PageOutput } from './page-operators.ts';
import { asRead, boxOf, isSameParagraph, readLines, regionIn, withoutSpace } from './page-text.ts';
import type { Fragment, Matrix } from './page-text.ts';
import { enterAttachments, readAnnotations, readMetadata, readOutline, readScripts } from './pdf-parts.ts';
import { handOnPictures } from './pdf-pictures.ts';
import { readEarlierRevisions } from './pdf-revisions.ts';

/**
 * Reads a PDF (ISO 32000): the text of every page in reading order, line by line, with what hides it; annotations,
 * form fields, outline, metadata, scripts, attachments, pictures and earlier revisions. Pages without text are handed
 * on to be recognised. Text that is drawn as curves on a page with other text is not seen.
 */
export async function extractPdf(extraction: Extraction): Promise<void> {
  const bytes = extraction.readAll();
  const pdf = await openPdf(bytes, extraction.options.passwords);
  try {
    await readDocument(pdf, { bytes, extraction });
  } finally {
    await pdf.close();
  }
}

interface Input {
  bytes: Uint8Array;
  extraction: Extraction;
}

async function readDocument(pdf: OpenPdf, { bytes, extraction }: Input): Promise<void> {
  const { document } = pdf;
  if (pdf.isRepaired === true) extraction.skip({ reason: 'damaged' });
  const { hasXfa, isEncrypted } = (await tolerate(() => readMetadata(document, extraction), extraction)) ?? {
    hasXfa: false,
    isEncrypted: false,
  };
  if (hasXfa) extraction.skip({ reason: 'unsupported-feature' });
  await tolerate(() => readOutline(document, extraction), extraction);
  await tolerate(() => readScripts(document, extraction), extraction);
  const reader = new PdfReader(pdf, { bytes, extraction });
  await reader.readPages();
  await tolerate(() => enterAttachments(document, { extraction, entered: reader.entered }), extraction);
  if (reader.doubts.unmapped > 0)
    extraction.skip({ reason: 'unmapped-characters', count: reader.doubts.unmapped });
  if (reader.picturesAmongText > 0)
    handOnPictures(bytes, { extraction, isEncrypted, painted: reader.picturesAmongText });
  await readEarlierRevisions(bytes, { extraction, lines: reader.linesSeen });
}

/** What fails for one part costs that part. */
async function tolerate<Result>(
  read: () => Promise<Result>,
  extraction: Extraction,
  page?: number,
): Promise<Result | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof LimitReached) throw error;
    extraction.skip({ reason: 'damaged', ...(page === undefined ? {} : { page }) });
    return undefined;
  }
}

const scanShareMin = 0.5;
const scanGlyphsMax = 60;

/** Reads page after page, keeping what is told of the document at its end. */
class PdfReader {
  readonly doubts = new FontDoubts();
  readonly entered = new Set<string>();
  /** Every line of the document without white space, to tell what earlier revisions had besides. */
  readonly linesSeen = new Set<string>();
  picturesAmongText = 0;
  readonly #pdf: OpenPdf;
  readonly #input: Input;
  #paragraph = 0;

  constructor(pdf: OpenPdf, input: Input) {
    this.#pdf = pdf;
    this.#input = input;
  }

  async readPages(): Promise<void> {
    const { extraction } = this.#input;
    const { numPages } = this.#pdf.document;
    const count = Math.min(numPages, extraction.limits.pagesMax);
    const layers = await this.#pdf.document
      .getOptionalContentConfig({ intent: 'display' })
      .catch(() => undefined);
    const isLayerVisible = (layer: unknown) => {
      try {
        return layers?.isVisible(layer) !== false;
      } catch {
        return true;
      }
    };
    for (let number = 1; number <= count; number += 1) {
      await tolerate(() => this.#readPage(number, isLayerVisible), extraction, number);
    }
    if (count < numPages) extraction.skip({ reason: 'too-many-pages', limit: extraction.limits.pagesMax });
  }

  async #readPage(number: number, isLayerVisible: (layer: unknown) => boolean): Promise<void> {
    const { extraction } = this.#input;
    const page = await this.#pdf.document.getPage(number);
    const { output, size } = await this.#readText(page, isLayerVisible);
    const lines = readLines(output.fragments);
    this.#emitLines(lines, { page: number, size });
    const shown = new Set(lines.filter((line) => line.isAnnotation).map((line) => withoutSpace(line.text)));
    const all = lines.filter((line) => line.isAnnotation).map((line) => line.text);
    shown.add(withoutSpace(all.join('')));
    const viewport = page.getViewport({ scale: 1 });
    const regionOf = (rectangle: readonly number[]) => {
      const [left = 0, bottom = 0, right = 0, top = 0] = rectangle;
      const [x0 = 0, y0 = 0]: number[] = viewport.convertToViewportPoint(left, bottom);
      const [x1 = 0, y1 = 0]: number[] = viewport.convertToViewportPoint(right, top);
      return regionIn(size, {
        x: Math.min(x0, x1),
        y: Math.min(y0, y1),
        width: Math.abs(x1 - x0),
        height: Math.abs(y1 - y0),
      });
    };
    await tolerate(
      () =>
        readAnnotations({
          document: this.#pdf.document,
          page,
          number,
          regionOf,
          shown,
          extraction,
          entered: this.entered,
        }),
      extraction,
      number,
    );
    this.#judgePictures(output, number);
    page.cleanup();
  }

  async #readText(page: PDFPageProxy, isLayerVisible: (layer: unknown) => boolean) {
    const picturesBefore = this.#pdf.picturesMet();
    const operators = await page.getOperatorList({ annotationMode: pdfjs.AnnotationMode.ENABLE });
    const { width, height, transform } = page.getViewport({ scale: 1 });
    const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: number[] = transform;
    const base: Matrix = [a, b, c, d, e, f];
    const pictures = this.#pdf.picturesMet() - picturesBefore;
    const output = readOperators({
      fnArray: operators.fnArray,
      argsArray: operators.argsArray,
      ops: pdfjs.OPS,
      base,
      width,
      height,
      hasPictures: pictures > 0,
      doubts: this.doubts,
      isLayerVisible,
      fontMatrixOf: (name) => matrixOf(page, name),
    });
    if (output.fragments.length > 0) this.picturesAmongText += pictures;
    return { output, size: { width, height } };
  }

  #emitLines(
    lines: readonly Fragment[],
    { page, size }: { page: number; size: { width: number; height: number } },
  ): void {
    let before: Fragment | undefined;
    for (const line of lines) {
      if (before === undefined || !isSameParagraph(before, line)) this.#paragraph += 1;
      before = line;
      const text = asRead(line.text.trim());
      this.linesSeen.add(withoutSpace(text));
      const region = regionIn(size, boxOf(line));
      this.#input.extraction.emit({
        text,
        place: {
          kind: line.isAnnotation ? 'annotation' : 'body',
          page,
          paragraph: this.#paragraph,
          ...(region === undefined ? {} : { region }),
        },
        ...(line.hidden === undefined ? {} : { hidden: line.hidden }),
      });
    }
  }

  /**
   * A page whose glyphs say nothing, or that has none but shows something, is left to recognition; so is a picture of a
   * page that has but a few characters besides, as scanners print page numbers and dates on it.
   */
  #judgePictures({ isPainted, glyphs, unmapped, pictureShare }: PageOutput, page: number): void {
    const isScan = pictureShare > scanShareMin && glyphs < scanGlyphsMax;
    const isReadable = glyphs > 0 && unmapped < 0.5 * glyphs && !isScan;
    if (isReadable || !(isPainted || unmapped > 0)) return;
    const { password } = this.#pdf;
    this.#input.extraction.picture({
      bytes: this.#input.bytes,
      page,
      isPage: true,
      pdf: password === undefined ? {} : { password },
    });
  }
}

/** The matrix of a Type 3 font, the one kind whose widths are not thousandths. */
function matrixOf(page: PDFPageProxy, name: string): readonly number[] | undefined {
  if (!page.commonObjs.has(name)) return undefined;
  const font: unknown = page.commonObjs.get(name);
  if (typeof font !== 'object' || font === null || !('fontMatrix' in font)) return undefined;
  return Array.isArray(font.fontMatrix) ? font.fontMatrix : undefined;
}
