import { drawFields, drawSignatures } from './blocks.ts';
import type { Printing } from './canvas.ts';
import type { Day } from './format.ts';
import { Page } from './page.ts';
import { type Cell, drawTable } from './table.ts';
import { mm, typeSize } from './units.ts';

/** Copies whose mark on paper is to be changed by hand: the old one struck out, the new one beside it (FACTS M12, M13). */
export interface ReMarkingSlip {
  unit: string;
  day: Day;
  copies: { number: string; copyNumber: string; former: string; mark: string; where: string }[];
}

const endHeight = 40 * mm;

/** The slip that goes with the clerk from copy to copy; it bears numbers and marks, no titles. */
export async function printReMarkingSlip(slip: ReMarkingSlip, printing: Printing): Promise<Uint8Array> {
  const page = new Page(printing, { title: 'remark.title' });
  const { texts } = page;
  drawFields(page, [
    [
      { label: texts['unit'], value: slip.unit },
      { label: texts['day'], value: page.day(slip.day) },
    ],
  ]);
  page.skip(4 * mm);
  page.paragraph(texts['remark.words'], { size: typeSize.five, leading: 1.6, after: 3 * mm });
  drawTable(page, {
    columns: [
      { head: texts['order'], weight: 8, align: 'center' },
      { head: texts['number'], weight: 28, shrink: true },
      { head: texts['copy.number'], weight: 14, align: 'center', shrink: true },
      { head: texts['regrading.former'], weight: 26, align: 'center', shrink: true },
      { head: texts['regrading.mark'], weight: 26, align: 'center', shrink: true },
      { head: texts['remark.where'], weight: 26, shrink: true },
      { head: texts['remark.done'], weight: 20, align: 'center' },
    ],
    rows: slip.copies.map((copy, index): Cell[] => [
      String(index + 1),
      copy.number,
      copy.copyNumber,
      copy.former,
      copy.mark,
      copy.where,
      '',
    ]),
    rowHeightMin: 9 * mm,
    tailHeight: endHeight,
  });
  page.need(endHeight);
  page.skip(3 * mm);
  drawSignatures(page, [{ role: texts['remark.by'] }, { role: texts['receipt.checker'] }], {
    heading: texts['signatures.heading'],
  });
  return page.finish();
}
