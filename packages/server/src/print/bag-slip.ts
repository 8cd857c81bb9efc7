import { drawFields, drawSignatures, signaturesHeight } from './blocks.ts';
import type { Printing } from './canvas.ts';
import type { Day } from './format.ts';
import { Page } from './page.ts';
import { type Cell, drawTable } from './table.ts';
import { mm, typeSize } from './units.ts';

export interface Bag {
  /** Room the papers come from. */
  room: string;
  contents?: string | undefined;
  /** Kilograms. */
  weightKg: number;
  sealNumber: string;
  remark?: string | undefined;
}

/** Bags of papers and newspapers without level, on their way to the same destruction (CAR-16). */
export interface BagSlip {
  number: string;
  unit: string;
  day: Day;
  bags: Bag[];
}

/** The slip that goes with the bags: room, weight, seal; signed by who brings, who takes, who watches. */
export async function printBagSlip(slip: BagSlip, printing: Printing): Promise<Uint8Array> {
  const page = new Page(printing, { title: 'bag.title', subtitle: slip.number });
  const { texts } = page;
  drawFields(page, [
    [
      { label: texts['unit'], value: slip.unit },
      { label: texts['day'], value: page.day(slip.day) },
    ],
  ]);
  page.skip(4 * mm);
  drawTable(page, {
    columns: [
      { head: texts['order'], weight: 10, align: 'center' },
      { head: texts['bag.room'], weight: 24 },
      { head: texts['bag.contents'], weight: 34 },
      { head: texts['bag.weight'], weight: 22, align: 'right' },
      { head: texts['bag.seal'], weight: 26, align: 'center', shrink: true },
      { head: texts['remark'], weight: 24 },
    ],
    rows: slip.bags.map((bag, index): Cell[] => [
      String(index + 1),
      bag.room,
      bag.contents ?? '',
      bag.weightKg.toFixed(1),
      bag.sealNumber,
      bag.remark ?? '',
    ]),
    rowHeightMin: 8 * mm,
    tailHeight: 12 * mm + signaturesHeight(4),
  });
  page.skip(3 * mm);
  const kilograms = slip.bags.reduce((sum, bag) => sum + bag.weightKg, 0).toFixed(1);
  page.need(10 * mm);
  page.paragraph(page.t('bag.count', { count: slip.bags.length, kilograms }), {
    face: 'hei',
    size: typeSize.smallFour,
  });
  const roles = [texts['bag.hands.over'], texts['bag.takes.over'], texts['witness'], texts['witness']];
  drawSignatures(
    page,
    roles.map((role) => ({ role })),
    { heading: texts['signatures.heading'] },
  );
  return page.finish();
}
