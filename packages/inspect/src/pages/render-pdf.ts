import { createCanvas } from '@napi-rs/canvas';
import type { Canvas } from '@napi-rs/canvas';
import { pdfjs } from './load-pdfjs.ts';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { PartRefused } from '../document/extraction.ts';
import type { ExtractionLimits } from '../document/extraction.ts';
import { pdfjsFolders } from './open-pdf.ts';

export interface RenderRequest {
  /** Counts from one. */
  page: number;
  limits: ExtractionLimits;
  password?: string;
}

/** Long side of a drawn page: a letter of A4 is then about 30 pixels high. */
const pageSidePixels = 2200;

let kept: { bytes: Uint8Array; document: PDFDocumentProxy } | undefined;

/**
 * Draws a page of a PDF. The document of the call before is kept open, so that pages of the same array are drawn one by one
 * without parsing it again. Needs native addons.
 * @throws PartRefused `damaged`, `encrypted`, `page-not-read`
 */
export async function renderPdfPage(
  bytes: Uint8Array,
  { page: number, limits, password }: RenderRequest,
): Promise<Canvas> {
  const document = await openForDrawing(bytes, { limits, password });
  try {
    const page = await document.getPage(number);
    const { width, height } = page.getViewport({ scale: 1 });
    const scale = Math.min(8, pageSidePixels / Math.max(1, width, height));
    const viewport = page.getViewport({ scale });
    const canvas = createCanvas(
      Math.max(1, Math.round(viewport.width)),
      Math.max(1, Math.round(viewport.height)),
    );
    const context = canvas.getContext('2d');
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    await page.render({
      canvas,
      canvasContext: context,
      viewport,
      annotationMode: pdfjs.AnnotationMode.ENABLE,
    }).promise;
    page.cleanup();
    return canvas;
  } catch {
    throw new PartRefused({ reason: 'page-not-read', page: number });
  }
}

/**
 * Opens a PDF for drawing; the document of the call before is kept open as long as the bytes are the same array.
 * @throws PartRefused `damaged`, `encrypted`
 */
export async function openForDrawing(
  bytes: Uint8Array,
  { limits, password }: { limits: Pick<ExtractionLimits, 'pixelsMax'>; password: string | undefined },
): Promise<PDFDocumentProxy> {
  if (kept?.bytes === bytes) return kept.document;
  await kept?.document.loadingTask.destroy();
  kept = undefined;
  const task = pdfjs.getDocument({
    data: new Uint8Array(bytes),
    ...pdfjsFolders,
    ...(password === undefined ? {} : { password }),
    maxImageSize: limits.pixelsMax,
    useSystemFonts: false,
    disableFontFace: true,
    useWorkerFetch: false,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  });
  try {
    const document = await task.promise;
    kept = { bytes, document };
    return document;
  } catch (error) {
    await task.destroy();
    const isPassword = error instanceof Error && error.name === 'PasswordException';
    throw new PartRefused({ reason: isPassword ? 'encrypted' : 'damaged' });
  }
}
