/** A character as pdf.js gives it. */
export interface Glyph {
  unicode: string;
  width: number;
  isSpace: boolean;
  originalCharCode?: number;
  vmetric?: readonly number[] | null;
}

interface FontCount {
  glyphs: number;
  /** Glyphs whose character is just their code in the font. */
  identical: number;
  implausible: number;
}

const glyphsToJudgeMin = 8;
/** A lone sign of a symbol font, which word processors put before the items of lists. */
const bulletGlyphsMax = 2;
const implausibleShareMin = 0.1;
const plausible =
  /[\u0020-\u007e\u00a0-\u024f\u0370-\u03ff\u0400-\u04ff\u0590-\u06ff\u0e00-\u0e7f\u2000-\u206f\u20a0-\u22ff\u2460-\u27bf\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]/;

/**
 * Counts glyphs whose characters are not known. pdf.js gives such a glyph its number as if it were a character: a font
 * where that holds for every glyph, and where the characters make no script, is taken as a font without characters.
 */
export class FontDoubts {
  readonly #fonts = new Map<string, FontCount>();
  #loose = 0;

  /** Takes note of the glyphs of one drawing; returns how many of them have no character for certain. */
  count(fontName: string, glyphs: readonly (Glyph | number)[]): number {
    const font = this.#fontOf(fontName);
    let unknown = 0;
    for (const glyph of glyphs) {
      if (typeof glyph === 'number') continue;
      const code = glyph.unicode.charCodeAt(0);
      if (glyphs.length <= bulletGlyphsMax && code >= 0xf000 && code <= 0xf0ff) continue;
      font.glyphs += 1;
      if (code >= 0x20 && code === glyph.originalCharCode) {
        font.identical += 1;
        if (code > 0x7e && !plausible.test(glyph.unicode)) font.implausible += 1;
        continue;
      }
      if (isUnknown(code)) {
        if (code === glyph.originalCharCode) {
          font.identical += 1;
          font.implausible += 1;
        } else this.#loose += 1;
        unknown += 1;
      }
    }
    return unknown;
  }

  #fontOf(name: string): FontCount {
    const known = this.#fonts.get(name);
    if (known !== undefined) return known;
    const made = { glyphs: 0, identical: 0, implausible: 0 };
    this.#fonts.set(name, made);
    return made;
  }

  /** True for a font whose glyphs have no characters, as far as was seen. */
  isDoubtful(fontName: string): boolean {
    const font = this.#fonts.get(fontName);
    return font !== undefined && isWithoutCharacters(font);
  }

  /** Glyphs without a character in the whole document. */
  get unmapped(): number {
    let sum = this.#loose;
    for (const font of this.#fonts.values())
      sum += isWithoutCharacters(font) ? font.glyphs : font.implausible;
    return sum;
  }
}

function isUnknown(code: number): boolean {
  if (code === 0x09 || code === 0x0a || code === 0x0d || code === 0xad) return false;
  return (
    !(code >= 0x20) || (code >= 0x7f && code <= 0x9f) || (code >= 0xe000 && code <= 0xf8ff) || code === 0xfffd
  );
}

function isWithoutCharacters({ glyphs, identical, implausible }: FontCount): boolean {
  if (glyphs < glyphsToJudgeMin) return implausible > 0 && identical === glyphs;
  return identical >= 0.98 * glyphs && implausible >= implausibleShareMin * glyphs;
}
