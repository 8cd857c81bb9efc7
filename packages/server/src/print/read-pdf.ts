/** One drawn line of text as the file has it. Points, from the bottom left of the page. */
export interface PdfLine {
  text: string;
  x: number;
  baseline: number;
  size: number;
  /** PostScript name without the subset tag. */
  font: string;
}

export interface PdfPage {
  width: number;
  height: number;
  lines: PdfLine[];
}

/**
 * Reads back what pdfkit wrote with `compress: false`: pages, and their text by way of the ToUnicode tables.
 * For tests only; it knows nothing of other PDFs.
 */
export function readPdf(bytes: Uint8Array): PdfPage[] {
  const file = Buffer.from(bytes).toString('latin1');
  const objects = new Map<number, string>();
  for (const match of file.matchAll(/(\d+) 0 obj\n([^]*?)\nendobj/gu))
    objects.set(Number(match[1]), match[2] ?? '');
  const fonts = readFonts(objects);
  const pages = [...objects.values()].filter((object) => /\/Type \/Page\n/u.test(object));
  return pages.map((page) => {
    const box = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/u.exec(page);
    const content = objects.get(Number(/\/Contents (\d+) 0 R/u.exec(page)?.[1])) ?? '';
    return { width: Number(box?.[1]), height: Number(box?.[2]), lines: readLines(content, fonts) };
  });
}

interface ReadFont {
  name: string;
  unicode: Map<number, string>;
}

function readFonts(objects: Map<number, string>): Map<string, ReadFont> {
  const fonts = new Map<string, ReadFont>();
  for (const object of objects.values()) {
    for (const [, id, reference] of object.matchAll(/\/(F\d+) (\d+) 0 R/gu)) {
      const font = objects.get(Number(reference)) ?? '';
      const cmap = objects.get(Number(/\/ToUnicode (\d+) 0 R/u.exec(font)?.[1])) ?? '';
      const name = /\/BaseFont \/[A-Z]+\+(\S+)/u.exec(font)?.[1] ?? '';
      if (id !== undefined) fonts.set(id, { name, unicode: readToUnicode(cmap) });
    }
  }
  return fonts;
}

function readToUnicode(cmap: string): Map<number, string> {
  const unicode = new Map<number, string>();
  for (const [, start, , list] of cmap.matchAll(/<([0-9a-f]+)> <([0-9a-f]+)> \[([^\]]*)\]/gu)) {
    let code = Number.parseInt(start ?? '', 16);
    for (const [, hex] of (list ?? '').matchAll(/<([^>]*)>/gu)) {
      const units = (hex ?? '').split(' ').map((unit) => Number.parseInt(unit, 16));
      unicode.set(code, String.fromCharCode(...units));
      code += 1;
    }
  }
  return unicode;
}

function readLines(content: string, fonts: Map<string, ReadFont>): PdfLine[] {
  const lines: PdfLine[] = [];
  for (const [, block] of content.matchAll(/BT\n([^]*?)\nET/gu)) {
    const place = /1 0 0 1 ([\d.-]+) ([\d.-]+) Tm/u.exec(block ?? '');
    const set = /\/(F\d+) ([\d.]+) Tf/u.exec(block ?? '');
    const font = fonts.get(set?.[1] ?? '');
    const glyphs = [...(block ?? '').matchAll(/<([0-9a-f]+)>/gu)].flatMap(
      (run) => run[1]?.match(/.{4}/gu) ?? [],
    );
    const text = glyphs.map((glyph) => font?.unicode.get(Number.parseInt(glyph, 16)) ?? '\ufffd').join('');
    lines.push({
      text,
      x: Number(place?.[1]),
      baseline: Number(place?.[2]),
      size: Number(set?.[2]),
      font: font?.name ?? '',
    });
  }
  return lines;
}
