import type { Hidden } from '../document/place.ts';
import type { XmlAttributes, XmlHandler } from '../markup/xml-scanner.ts';
import { type Look, hexColour, hiddenByLook } from './colours.ts';

/** What the style of a cell says of how it is shown. */
interface CellStyle {
  format: string | number;
  hidden: Hidden | undefined;
}

/** The first colours of a theme, in the order SpreadsheetML counts them, as far as they are sure: light and dark. */
const themeColours: readonly (string | undefined)[] = ['FFFFFF', '000000'];
const indexedColours: Readonly<Record<string, string>> = {
  0: '000000',
  1: 'FFFFFF',
  8: '000000',
  9: 'FFFFFF',
};
const plain: CellStyle = { format: 0, hidden: undefined };
const stylesMax = 65_536;

/** The cell styles of a workbook (ECMA-376 part 1, 18.8). */
export class XlsxStyles implements XmlHandler {
  readonly #formats = new Map<number, string>();
  readonly #fonts: Look[] = [];
  readonly #fills: Look[] = [];
  readonly #cells: CellStyle[] = [];
  #section: 'fonts' | 'fills' | 'cellXfs' | undefined;
  #isSolid = false;

  open(name: string, attributes: XmlAttributes): void {
    switch (name) {
      case 'fonts':
      case 'fills':
      case 'cellXfs':
        this.#section = name;
        return;
      case 'numFmt':
        this.#formats.set(Number(attributes.get('numFmtId')), attributes.get('formatCode') ?? 'General');
        return;
      case 'xf':
        if (this.#section === 'cellXfs' && this.#cells.length < stylesMax) this.#addCell(attributes);
        return;
      default:
        if (this.#section === 'fonts') this.#readFont(name, attributes);
        else if (this.#section === 'fills') this.#readFill(name, attributes);
    }
  }

  #readFont(name: string, attributes: XmlAttributes): void {
    const font = this.#fonts.at(-1);
    if (name === 'font') this.#fonts.push({});
    else if (font !== undefined && name === 'color') font.colour = readColour(attributes);
    else if (font !== undefined && name === 'sz') font.points = Number(attributes.get('val'));
  }

  #readFill(name: string, attributes: XmlAttributes): void {
    const fill = this.#fills.at(-1);
    if (name === 'fill') this.#fills.push({ fill: 'FFFFFF' });
    else if (fill === undefined) return;
    else if (name === 'patternFill') {
      const pattern = attributes.get('patternType');
      this.#isSolid = pattern === 'solid';
      if (pattern !== undefined && pattern !== 'none') fill.fill = undefined;
    } else if (name === 'gradientFill') fill.fill = undefined;
    else if (name === 'fgColor' && this.#isSolid) fill.fill = readColour(attributes);
  }

  #addCell(attributes: XmlAttributes): void {
    const format = Number(attributes.get('numFmtId') ?? 0);
    const font = this.#fonts[Number(attributes.get('fontId') ?? 0)] ?? {};
    const fill = this.#fills[Number(attributes.get('fillId') ?? 0)] ?? { fill: 'FFFFFF' };
    this.#cells.push({ format: this.#formats.get(format) ?? format, hidden: hiddenByLook(font, fill.fill) });
  }

  close(name: string): void {
    if (name === this.#section) this.#section = undefined;
  }

  text(): void {
    // Styles are all attributes.
  }

  styleOf(index: number): CellStyle {
    return this.#cells[index] ?? plain;
  }
}

function readColour(attributes: XmlAttributes): string | undefined {
  const tint = Number(attributes.get('tint') ?? 0);
  if (tint !== 0) return undefined;
  const rgb = hexColour(attributes.get('rgb'));
  if (rgb !== undefined) return rgb;
  const theme = attributes.get('theme');
  if (theme !== undefined) return themeColours[Number(theme)];
  return indexedColours[attributes.get('indexed') ?? ''];
}
