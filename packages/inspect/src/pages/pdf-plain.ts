import { pdfjs } from './load-pdfjs.ts';
import type { FontDoubts } from './font-doubts.ts';
import type { OpenPdf } from './open-pdf.ts';
import { readOperators } from './page-operators.ts';
import { asRead, readLines } from './page-text.ts';

/** The lines of one page, without places. */
export async function readPlainLines(
  pdf: OpenPdf,
  { page: number, doubts }: { page: number; doubts: FontDoubts },
): Promise<string[]> {
  const page = await pdf.document.getPage(number);
  const { fnArray, argsArray } = await page.getOperatorList({ annotationMode: pdfjs.AnnotationMode.ENABLE });
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: number[] = transform;
  const { fragments } = readOperators({
    fnArray,
    argsArray,
    ops: pdfjs.OPS,
    base: [a, b, c, d, e, f],
    width,
    height,
    hasPictures: true,
    doubts,
    isLayerVisible: () => true,
    fontMatrixOf: () => undefined,
  });
  page.cleanup();
  return readLines(fragments).map((line) => asRead(line.text.trim()));
}
