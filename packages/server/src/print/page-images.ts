import PdfKit from 'pdfkit';
import type { Printing } from './canvas.ts';
import { a4 } from './units.ts';

/** A page image to be printed: a JPEG, made when its turn comes. */
export interface ImageToPrint {
  readonly width: number;
  readonly height: number;
  readonly load: () => Promise<Uint8Array>;
}

/** Page images as a PDF, each on a sheet of A4 upright or across, as large as fits. Whatever is on them is theirs: mark and watermark stand in the images. */
export async function printPageImages(
  printing: Pick<Printing, 'organisation' | 'printedAt'> & { readonly title: string },
  images: readonly ImageToPrint[],
): Promise<Buffer> {
  const document = new PdfKit({
    autoFirstPage: false,
    info: { Title: printing.title, Creator: printing.organisation, CreationDate: printing.printedAt },
  });
  const parts: Buffer[] = [];
  document.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise<void>((resolve, reject) => {
    document.on('end', resolve);
    document.on('error', reject);
  });
  for (const { width, height, load } of images) {
    const sheet = width > height ? { width: a4.height, height: a4.width } : a4;
    document.addPage({ size: [sheet.width, sheet.height], margin: 0 });
    document.image(Buffer.from(await load()), 0, 0, { fit: [sheet.width, sheet.height], align: 'center' });
  }
  document.end();
  await ended;
  return Buffer.concat(parts);
}
