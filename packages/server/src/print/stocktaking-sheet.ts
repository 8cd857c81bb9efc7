import { drawFields, drawSignatures, signaturesHeight } from './blocks.ts';
import type { Printing } from './canvas.ts';
import type { Day } from './format.ts';
import { Page } from './page.ts';
import { type Cell, drawTable } from './table.ts';
import { mm, typeSize } from './units.ts';

export interface StocktakingRow {
  number: string;
  copyNumber: string;
  mark?: string | undefined;
  /** Where it should be. */
  place: string;
  holder?: string | undefined;
  /** `found` and `missing` are printed; absent leaves a box to tick by hand. */
  result?: 'found' | 'missing' | undefined;
  remark?: string | undefined;
}

/** A stocktaking sheet (清点表): handle tier only, no titles. */
export interface StocktakingSheet {
  /** What is counted: the room, the cabinet, the unit. */
  scope: string;
  day: Day;
  rows: StocktakingRow[];
}

/** The sheet that is ticked off at the cabinet by two people, or the record of one done by scanner. */
export async function printStocktakingSheet(
  sheet: StocktakingSheet,
  printing: Printing,
): Promise<Uint8Array> {
  const page = new Page(printing, { title: 'stocktaking.title' });
  const { texts } = page;
  const found = sheet.rows.filter((row) => row.result === 'found').length;
  const missing = sheet.rows.filter((row) => row.result === 'missing').length;
  drawFields(page, [
    [
      { label: texts['stocktaking.scope'], value: sheet.scope },
      { label: texts['day'], value: page.day(sheet.day) },
    ],
  ]);
  page.skip(4 * mm);
  drawTable(page, {
    columns: [
      { head: texts['order'], weight: 11, align: 'center', shrink: true },
      { head: texts['number'], weight: 22, shrink: true },
      { head: texts['copy.number'], weight: 14, align: 'center', shrink: true },
      { head: texts['mark'], weight: 25, align: 'center', shrink: true },
      { head: texts['place'], weight: 30 },
      { head: texts['holder'], weight: 16, align: 'center', shrink: true },
      { head: texts['stocktaking.result'], weight: 24, align: 'center', shrink: true },
      { head: texts['remark'], weight: 22 },
    ],
    rows: sheet.rows.map((row, index): Cell[] => [
      String(index + 1),
      row.number,
      row.copyNumber,
      row.mark ?? '',
      row.place,
      row.holder ?? '',
      texts[`stocktaking.${row.result ?? 'open'}`],
      row.remark ?? '',
    ]),
    rowHeightMin: 7.5 * mm,
    tailHeight: 12 * mm + signaturesHeight(2),
  });
  page.skip(3 * mm);
  const count = { count: sheet.rows.length, found, missing, open: sheet.rows.length - found - missing };
  page.need(10 * mm);
  page.paragraph(page.t('stocktaking.count', count), { face: 'hei', size: typeSize.five });
  const counter = { role: texts['stocktaking.counter'] };
  drawSignatures(page, [counter, counter], { heading: texts['signatures.heading'] });
  return page.finish();
}
