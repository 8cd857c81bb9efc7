import { drawFields, drawSignatures } from './blocks.ts';
import type { Printing } from './canvas.ts';
import type { Day } from './format.ts';
import { Page } from './page.ts';
import { type Cell, drawTable } from './table.ts';
import { mm, typeSize } from './units.ts';

/** A notice to who has copies of what was changed (国家秘密变更、解密通知书). It bears numbers and marks, no titles. */
export interface RegradingNotice {
  number: string;
  sender: string;
  addressee: string;
  /** What was decided, in words: 延长保密期限, 提前解密 … */
  change: string;
  decidedOn?: Day | undefined;
  day?: Day | undefined;
  copies: { number: string; copyNumber: string; former: string; mark: string }[];
}

const endHeight = 60 * mm;

/** The notice with its receipt: what was changed, what the holder has to do, and where he signs that he has it. */
export async function printRegradingNotice(notice: RegradingNotice, printing: Printing): Promise<Uint8Array> {
  const page = new Page(printing, { title: 'regrading.title', subtitle: notice.number });
  const { texts } = page;
  drawFields(page, [
    [
      { label: texts['regrading.addressee'], value: notice.addressee },
      { label: texts['day'], value: page.day(notice.day) },
    ],
    [
      { label: texts['regrading.change'], value: notice.change },
      { label: texts['regrading.decided'], value: page.day(notice.decidedOn) },
    ],
  ]);
  page.skip(4 * mm);
  page.paragraph(texts['regrading.words'], { size: typeSize.five, leading: 1.6, after: 2 * mm });
  drawTable(page, {
    columns: [
      { head: texts['order'], weight: 8, align: 'center' },
      { head: texts['number'], weight: 30, shrink: true },
      { head: texts['copy.number'], weight: 16, align: 'center', shrink: true },
      { head: texts['regrading.former'], weight: 28, align: 'center', shrink: true },
      { head: texts['regrading.mark'], weight: 28, align: 'center', shrink: true },
    ],
    rows: notice.copies.map((copy, index): Cell[] => [
      String(index + 1),
      copy.number,
      copy.copyNumber,
      copy.former,
      copy.mark,
    ]),
    rowHeightMin: 7 * mm,
    tailHeight: endHeight,
  });
  page.need(endHeight);
  page.skip(3 * mm);
  page.paragraph(texts['regrading.todo'], { size: typeSize.five, leading: 1.6, after: 3 * mm });
  drawSignatures(page, [{ role: texts['regrading.sender'], name: notice.sender }], {});
  drawSignatures(page, [{ role: texts['receipt.receiver'] }, { role: texts['receipt.checker'] }], {
    heading: texts['regrading.receipt'],
  });
  return page.finish();
}
