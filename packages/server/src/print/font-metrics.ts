/** What a font holds and how wide it is. Only what laying out text needs; the drawing itself is pdfkit's. */
export interface FontMetrics {
  /** Whether the font has a picture for this code point. */
  has: (codePoint: number) => boolean;
  /** Advance width in ems (1 = the size of the type); 0 where the font has no glyph. */
  advance: (codePoint: number) => number;
}

interface Groups {
  starts: Uint32Array;
  ends: Uint32Array;
  glyphs: Uint32Array;
}

/**
 * Reads `cmap` (format 12), `hhea` and `hmtx` of a TrueType file.
 * Source: OpenType 1.9, chapters "cmap", "hhea", "hmtx". Throws on a file without a format 12 table: the fonts are ours.
 */
export function readFontMetrics(bytes: Uint8Array): FontMetrics {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const unitsPerEm = view.getUint16(tableOffset(view, 'head') + 18);
  const wideCount = view.getUint16(tableOffset(view, 'hhea') + 34);
  const hmtx = tableOffset(view, 'hmtx');
  const groups = readGroups(view, tableOffset(view, 'cmap'));
  const glyphOf = (codePoint: number): number => findGlyph(groups, codePoint);
  return {
    has: (codePoint) => glyphOf(codePoint) !== 0,
    advance(codePoint) {
      const glyph = glyphOf(codePoint);
      if (glyph === 0) return 0;
      return view.getUint16(hmtx + Math.min(glyph, wideCount - 1) * 4) / unitsPerEm;
    },
  };
}

function tableOffset(view: DataView, tag: string): number {
  const tables = view.getUint16(4);
  for (let index = 0; index < tables; index += 1) {
    const record = 12 + index * 16;
    const name = String.fromCharCode(...[0, 1, 2, 3].map((byte) => view.getUint8(record + byte)));
    if (name === tag) return view.getUint32(record + 8);
  }
  throw new Error(`font has no ${tag} table`);
}

function readGroups(view: DataView, cmap: number): Groups {
  const subtable = format12Offset(view, cmap);
  const count = view.getUint32(subtable + 12);
  const groups: Groups = {
    starts: new Uint32Array(count),
    ends: new Uint32Array(count),
    glyphs: new Uint32Array(count),
  };
  for (let index = 0; index < count; index += 1) {
    const at = subtable + 16 + index * 12;
    groups.starts[index] = view.getUint32(at);
    groups.ends[index] = view.getUint32(at + 4);
    groups.glyphs[index] = view.getUint32(at + 8);
  }
  return groups;
}

function format12Offset(view: DataView, cmap: number): number {
  const subtables = view.getUint16(cmap + 2);
  for (let index = 0; index < subtables; index += 1) {
    const offset = cmap + view.getUint32(cmap + 4 + index * 8 + 4);
    if (view.getUint16(offset) === 12) return offset;
  }
  throw new Error('font has no cmap of format 12');
}

function findGlyph(groups: Groups, codePoint: number): number {
  let low = 0;
  let high = groups.starts.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const start = groups.starts[middle] ?? 0;
    if (codePoint < start) high = middle - 1;
    else if (codePoint > (groups.ends[middle] ?? 0)) low = middle + 1;
    else return (groups.glyphs[middle] ?? 0) + codePoint - start;
  }
  return 0;
}
