import { deflateSync } from 'node:zlib';

/** A PDF object's content; the stream, where it has one, apart. */
export interface PdfObject {
  text: string;
  stream?: Uint8Array;
}

/** A PDF (version 1.7) of the given objects, numbered from one; the first is the catalogue. */
export function packPdf(objects: readonly PdfObject[], trailer = ''): Buffer {
  const chunks: Buffer[] = [Buffer.from('%PDF-1.7\n', 'latin1')];
  const offsets: number[] = [];
  let at = 9;
  const push = (chunk: Buffer) => {
    chunks.push(chunk);
    at += chunk.length;
  };
  objects.forEach(({ text, stream }, index) => {
    offsets.push(at);
    push(Buffer.from(`${index + 1} 0 obj\n${text}\n`, 'utf8'));
    if (stream !== undefined)
      push(Buffer.concat([Buffer.from('stream\n'), stream, Buffer.from('\nendstream\n')]));
    push(Buffer.from('endobj\n'));
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(chunks);
}

/** Text as the font of {@link makePdf} writes it: code units of UTF-16. */
export function hexOf(text: string): string {
  return `<${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;
}

const toUnicode = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /X def /CMapType 2 def 1 begincodespacerange <0000> <ffff> endcodespacerange
1 beginbfrange <0000> <ffff> <0000> endbfrange endcmap end end`;

export interface PdfInput {
  /** The content stream of each page; fonts `/F1` (UTF-16 codes), page 595 by 842 points. */
  pages: readonly string[];
  /** Entries of the catalogue, of every page and of the resources; further objects begin at number 7. */
  catalogue?: string;
  page?: string;
  resources?: string;
  objects?: readonly PdfObject[];
  trailer?: string;
  /** False for a font that does not say what its glyphs mean. */
  hasCharacters?: boolean;
}

const fixedObjects = 6;

export function makePdf({
  pages,
  catalogue = '',
  page = '',
  resources = '',
  objects = [],
  trailer = '',
  hasCharacters = true,
}: PdfInput): Buffer {
  const first = fixedObjects + 1 + objects.length;
  const kids = pages.map((_content, index) => `${first + index * 2} 0 R`).join(' ');
  const ordering = 'Identity';
  return packPdf(
    [
      { text: `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>` },
      { text: `<< /Type /Pages /Count ${pages.length} /Kids [${kids}] /MediaBox [0 0 595 842] >>` },
      {
        text: `<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R] ${hasCharacters ? '/ToUnicode 6 0 R' : ''} >>`,
      },
      {
        text: `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (${ordering}) /Supplement 0 >> /FontDescriptor 5 0 R /DW 1000 /W [32 126 500] >>`,
      },
      {
        text: '<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>',
      },
      packStream('', Buffer.from(toUnicode)),
      ...objects,
      ...pages.flatMap((content, index) => [
        {
          text: `<< /Type /Page /Parent 2 0 R /Contents ${first + index * 2 + 1} 0 R /Resources << /Font << /F1 3 0 R >> ${resources} >> ${page} >>`,
        },
        packStream('', Buffer.from(content)),
      ]),
    ],
    trailer,
  );
}

/** A stream packed with Flate. */
export function packStream(entries: string, content: Uint8Array): PdfObject {
  const stream = deflateSync(content);
  return { text: `<< ${entries} /Filter /FlateDecode /Length ${stream.length} >>`, stream };
}

/** A PDF of plain pages, each a list of lines. */
export function makeTextPdf(pages: readonly (readonly string[])[]): Buffer {
  return makePdf({
    pages: pages.map((lines) => {
      const shown = lines.map((line, index) => `1 0 0 1 60 ${780 - index * 20} Tm ${hexOf(line)} Tj`);
      return `BT /F1 10.5 Tf\n${shown.join('\n')}\nET`;
    }),
  });
}
