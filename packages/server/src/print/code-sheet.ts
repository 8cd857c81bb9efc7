import { drawFields } from './blocks.ts';
import type { Printing } from './canvas.ts';
import { Page } from './page.ts';
import { drawTable } from './table.ts';
import { mm, typeSize } from './units.ts';

/** Most codes on one sheet. */
const sheetCodesMax = 100;
const perLine = 4;

/** Printed second-factor codes, each good once. The bytes are as secret as the codes. */
export interface CodeSheet {
  name: string;
  /** Number of this sheet; a new sheet ends the older ones. */
  sheetNumber: string;
  /** In the order of use, as a rule 40. */
  codes: string[];
}

/** One-time codes, numbered, in a grid; a used one is struck out by hand. */
export async function printCodeSheet(sheet: CodeSheet, printing: Printing): Promise<Uint8Array> {
  if (sheet.codes.length > sheetCodesMax) throw new Error(`a sheet holds at most ${sheetCodesMax} codes`);
  const page = new Page(printing, { title: 'codes.title' });
  const { texts } = page;
  drawFields(page, [
    [
      { label: texts['name'], value: sheet.name },
      { label: texts['codes.sheet'], value: sheet.sheetNumber },
    ],
  ]);
  page.skip(4 * mm);
  page.paragraph(texts['codes.how'], { size: typeSize.five, indent: 2, after: 6 });
  const column = Math.ceil(sheet.codes.length / perLine);
  const rows = Array.from({ length: column }, (_, row) =>
    Array.from({ length: perLine }, (__, line) => {
      const index = line * column + row;
      const code = sheet.codes[index];
      return code === undefined ? ['', ''] : [String(index + 1), code];
    }).flat(),
  );
  const number = { head: texts['order'], weight: 10, align: 'center' as const };
  const code = {
    head: texts['codes.code'],
    weight: 29,
    align: 'center' as const,
    face: 'hei' as const,
    shrink: true,
  };
  const columns = Array.from({ length: perLine }, () => [number, code]).flat();
  drawTable(page, { columns, rows, size: typeSize.smallFour, rowHeightMin: 11 * mm });
  page.skip(3 * mm);
  page.paragraph(texts['codes.warning'], { size: typeSize.five, indent: 2 });
  return page.finish();
}
