import type { Hidden } from '../document/place.ts';
import { hiddenByLook } from './colours.ts';

interface Font {
  points: number;
  colour: number;
}

/** How cells are shown: fonts, fills and number formats of a binary workbook. */
export class XlsLooks {
  readonly #formats = new Map<number, string>();
  readonly #fonts: Font[] = [];
  readonly #cells: { format: number; hidden: Hidden | undefined }[] = [];
  readonly #palette = new Map<number, string>([
    [0, '000000'],
    [1, 'FFFFFF'],
    [8, '000000'],
    [9, 'FFFFFF'],
  ]);

  addFormat(id: number, format: string): void {
    this.#formats.set(id, format);
  }

  addFont(data: Buffer): void {
    if (data.length < 6) return;
    this.#fonts.push({ points: data.readUInt16LE(0) / 20, colour: data.readUInt16LE(4) });
    // There is no font 4 ([MS-XLS] 2.5.129).
    if (this.#fonts.length === 4) this.#fonts.push({ points: 10, colour: 0x7fff });
  }

  setPalette(data: Buffer): void {
    const count = data.length < 2 ? 0 : data.readUInt16LE(0);
    for (let index = 0; index < count && 6 + index * 4 <= data.length; index += 1) {
      const at = 2 + index * 4;
      this.#palette.set(8 + index, data.toString('hex', at, at + 3).toUpperCase());
    }
  }

  /** [MS-XLS] 2.4.353; Excel 5 has the fill in another place. */
  addCell(data: Buffer, isOld: boolean): void {
    if (data.length < 16) return;
    const font = this.#fonts[data.readUInt16LE(0)];
    const [pattern, fore] = isOld ? oldFill(data) : newFill(data);
    const fill = pattern === 0 ? 'FFFFFF' : pattern === 1 ? this.#palette.get(fore) : undefined;
    const colour = font === undefined ? undefined : this.#palette.get(font.colour);
    const same = pattern === 1 && font?.colour === fore;
    const hidden = same ? 'background-colour' : hiddenByLook({ colour, points: font?.points }, fill);
    this.#cells.push({ format: data.readUInt16LE(2), hidden });
  }

  of(index: number): { format: string | number; hidden: Hidden | undefined } {
    const cell = this.#cells[index];
    if (cell === undefined) return { format: 0, hidden: undefined };
    return { format: this.#formats.get(cell.format) ?? cell.format, hidden: cell.hidden };
  }
}

function newFill(data: Buffer): [pattern: number, fore: number] {
  if (data.length < 20) return [0, 0];
  return [data.readUInt32LE(14) >>> 26, data.readUInt16LE(18) & 0x7f];
}

function oldFill(data: Buffer): [pattern: number, fore: number] {
  const fill = data.readUInt16LE(8);
  return [data.readUInt16LE(10) & 0x3f, fill & 0x7f];
}
