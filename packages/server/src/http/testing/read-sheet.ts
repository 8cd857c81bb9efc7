import { inflateSync } from 'node:zlib';
import { readPdf } from '../../print/read-pdf.ts';

/** Words of a printed PDF as it is sent: its streams are compressed. */
export function readSheet(bytes: Buffer): string {
  const plain = bytes.toString('latin1').replace(/stream\n([^]*?)\nendstream/g, (whole, body: string) => {
    try {
      return `stream\n${inflateSync(Buffer.from(body, 'latin1')).toString('latin1')}\nendstream`;
    } catch {
      return whole;
    }
  });
  const pages = readPdf(Buffer.from(plain, 'latin1'));
  return pages.flatMap((page) => page.lines.map((line) => line.text)).join('\n');
}

/** The activation code on a sheet, as it is read off the paper. */
export function findActivationCode(bytes: Buffer): string {
  return /[A-Z2-9]{4}( - [A-Z2-9]{4}){3}/.exec(readSheet(bytes))?.[0] ?? '';
}

/** The one-time codes on a code sheet, in order. */
export function findSheetCodes(bytes: Buffer): string[] {
  return readSheet(bytes).match(/\d{4}-\d{4}/g) ?? [];
}
