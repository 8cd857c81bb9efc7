import { drawFields, drawSignatures } from './blocks.ts';
import type { Printing } from './canvas.ts';
import { drawQr } from './code.ts';
import { formatCapitals, type Day } from './format.ts';
import { Page } from './page.ts';
import { type Cell, drawTable } from './table.ts';
import { mm, typeSize } from './units.ts';

export interface ReceiptCopy {
  number: string;
  copyNumber: string;
  mark?: string | undefined;
  /** Pages of this copy. */
  pages: number;
}

/** A consignment of copies between two units, with what the addressee signs for. */
export interface Receipt {
  number: string;
  sender: string;
  addressee: string;
  /** The way it goes: 机要交通, 专人送达 … */
  channel: string;
  /** Number on the seal of the envelope. */
  sealNumber: string;
  day?: Day | undefined;
  copies: ReceiptCopy[];
}

type Part = 'stub' | 'receipt';

const cutHeight = 10 * mm;
const endHeight = 34 * mm;
const receiptQrSide = 15 * mm;
/** Up to so many copies both parts fit on the sheet in larger type. */
const roomyCopiesMax = 4;

/** Hand-over slip: the stub that stays, and the receipt that is signed and comes back, on one sheet if both fit. */
export async function printReceipt(receipt: Receipt, printing: Printing): Promise<Uint8Array> {
  const page = new Page(printing, { title: 'receipt.title', subtitle: receipt.number });
  const start = page.y;
  drawPart(page, receipt, 'stub');
  const used = page.pages === 1 ? page.y - start : Number.POSITIVE_INFINITY;
  if (used + cutHeight + receiptQrSide + 2 * mm <= page.room) drawCutLine(page);
  else page.addPage();
  drawReceiptHead(page, receipt, printing);
  drawPart(page, receipt, 'receipt');
  return page.finish();
}

function drawCutLine(page: Page): void {
  const y = page.y + cutHeight / 2;
  page.canvas.doc.dash(3, { space: 3 });
  page.canvas.rule([page.left, y], [page.left + page.width, y]);
  page.canvas.doc.undash();
  page.skip(cutHeight);
}

// Cut off, the receipt must still say whose it is and lead back by its own code.
function drawReceiptHead(page: Page, receipt: Receipt, printing: Printing): void {
  const { canvas } = page;
  const bottom = page.y + receiptQrSide + 2 * mm;
  drawQr(canvas.doc, printing.code, {
    x: page.left + page.width - receiptQrSide,
    y: page.y,
    side: receiptQrSide,
  });
  const style = { face: 'title', size: typeSize.three, width: page.width - receiptQrSide - 6 * mm } as const;
  const title = canvas.layoutLine(page.texts['receipt.title'], style);
  const whose = [printing.organisation, receipt.number, printing.code].join('　');
  const line = canvas.layoutLine(whose, { ...style, face: 'song', size: typeSize.smallFive, shrinkTo: 6.5 });
  canvas.drawBlock(title, page.left, page.y);
  canvas.drawBlock(line, page.left, page.y + title.height + 1 * mm);
  page.y = bottom;
}

function drawPart(page: Page, receipt: Receipt, part: Part): void {
  const { texts } = page;
  const size = receipt.copies.length <= roomyCopiesMax ? typeSize.five : typeSize.smallFive;
  page.paragraph(texts[`receipt.${part}`], { face: 'hei', size: typeSize.five, leading: 1.3, after: 2 });
  drawFields(
    page,
    [
      [
        { label: texts['receipt.sender'], value: receipt.sender },
        { label: texts['receipt.addressee'], value: receipt.addressee },
      ],
      [
        { label: texts['receipt.channel'], value: receipt.channel },
        { label: texts['receipt.seal'], value: receipt.sealNumber },
      ],
    ],
    size,
  );
  drawCopies(page, receipt.copies, size);
  drawEnd(page, { receipt, part, size });
}

function drawCopies(page: Page, copies: ReceiptCopy[], size: number): void {
  const { texts } = page;
  drawTable(page, {
    columns: [
      { head: texts['order'], weight: 8, align: 'center' },
      { head: texts['number'], weight: 34, shrink: true },
      { head: texts['copy.number'], weight: 18, align: 'center', shrink: true },
      { head: texts['mark'], weight: 24, align: 'center', shrink: true },
      { head: texts['pages'], weight: 12, align: 'center' },
    ],
    rows: copies.map((copy, index): Cell[] => [
      String(index + 1),
      copy.number,
      copy.copyNumber,
      copy.mark ?? '',
      String(copy.pages),
    ]),
    size,
    tailHeight: endHeight,
  });
}

function drawEnd(page: Page, end: { receipt: Receipt; part: Part; size: number }): void {
  const { texts } = page;
  const { receipt, part, size } = end;
  const copies = receipt.copies.length;
  const pages = receipt.copies.reduce((sum, copy) => sum + copy.pages, 0);
  const capitals = page.lang === 'zh' ? formatCapitals(copies) : String(copies);
  page.need(endHeight);
  page.skip(1 * mm);
  page.paragraph(page.t('receipt.count', { copies, capitals, pages }), { size, leading: 1.5 });
  const statement =
    part === 'receipt' ? texts['receipt.statement'] : `${texts['receipt.day']}${page.day(receipt.day)}`;
  page.paragraph(statement, { size, leading: 1.5, after: 3 });
  const roles =
    part === 'receipt'
      ? [texts['receipt.receiver'], texts['receipt.checker']]
      : [texts['receipt.handler'], texts['receipt.carrier']];
  drawSignatures(
    page,
    roles.map((role) => ({ role })),
    { rowHeight: 9 * mm },
  );
}
