import { pdfjs } from '../pages/load-pdfjs.ts';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { PartRefused } from '../document/extraction.ts';
import { openForDrawing } from '../pages/render-pdf.ts';
import { registerFonts } from './fonts.ts';
import { pagePixelsMax } from './page-image.ts';
import type { RenderOutput } from './render-output.ts';

/** Draws every page of a PDF (ISO 32000) with pdf.js; a page that cannot be drawn leaves a blank one and a gap. */
export async function drawPdf(bytes: Uint8Array, output: RenderOutput): Promise<void> {
  registerFonts();
  const document = await openWithPasswords(bytes, output.options.passwords);
  const attachments: unknown = await document.getAttachments().catch(() => undefined);
  if (attachments instanceof Map && attachments.size > 0)
    output.gap({ reason: 'attachments-not-shown', count: attachments.size });
  for (let number = 1; number <= document.numPages; number += 1) await drawPage(document, number, output);
}

async function openWithPasswords(bytes: Uint8Array, passwords: readonly string[]): Promise<PDFDocumentProxy> {
  const limits = { pixelsMax: pagePixelsMax };
  for (const password of [undefined, ...passwords]) {
    try {
      return await openForDrawing(bytes, { limits, password });
    } catch (error) {
      if (!(error instanceof PartRefused) || error.gap.reason !== 'encrypted') throw error;
    }
  }
  throw new PartRefused({ reason: 'encrypted' });
}

const a4 = { width: 595, height: 842 };

async function drawPage(document: PDFDocumentProxy, number: number, output: RenderOutput): Promise<void> {
  const page = await document.getPage(number).catch(() => undefined);
  const size = page?.getViewport({ scale: 1 }) ?? a4;
  const { canvas, scale } = output.newPage(size.width, size.height);
  try {
    if (page === undefined) throw new Error('no page');
    await page.render({
      canvas,
      canvasContext: canvas.getContext('2d'),
      viewport: page.getViewport({ scale }),
      annotationMode: pdfjs.AnnotationMode.ENABLE,
    }).promise;
    page.cleanup();
  } catch {
    output.gap({ reason: 'page-not-drawn', page: number });
  }
  output.put(canvas);
}
