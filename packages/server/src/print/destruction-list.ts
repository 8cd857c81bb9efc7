import { drawFields, drawSignatures, type Signed, signaturesHeight } from './blocks.ts';
import type { Printing } from './canvas.ts';
import { formatCapitals, type Day } from './format.ts';
import { Page } from './page.ts';
import { type Cell, drawTable } from './table.ts';
import { mm, typeSize } from './units.ts';

export interface DestructionItem {
  number: string;
  copyNumber: string;
  mark?: string | undefined;
  /** Kind of carrier: 纸质, 光盘 … */
  kind: string;
  pages?: number | undefined;
  /** Who may only handle prints no titles. */
  title?: string | undefined;
  remark?: string | undefined;
}

/** The two decisions without which nothing is destroyed (CAR-9); absent names leave lines to sign. */
export interface DestructionApprovals {
  unitLeader: Signed;
  leaderInCharge: Signed;
}

/** A destruction list (销毁清单). */
export interface DestructionList {
  number: string;
  unit: string;
  day?: Day | undefined;
  reason?: string | undefined;
  items: DestructionItem[];
  approvals: DestructionApprovals;
}

// Nobody signs a page on which nothing of the list stands: total and signatures stay with its last row.
const totalHeight = 12 * mm;

/** The list that is approved, taken to the destruction point and signed by two witnesses. */
export async function printDestructionList(list: DestructionList, printing: Printing): Promise<Uint8Array> {
  const page = new Page(printing, { title: 'destruction.list.title', subtitle: list.number });
  const { texts } = page;
  drawFields(page, [
    [
      { label: texts['destruction.unit'], value: list.unit },
      { label: texts['day'], value: page.day(list.day) },
    ],
    [{ label: texts['reason'], value: list.reason }],
  ]);
  page.skip(4 * mm);
  drawItems(page, list.items);
  page.skip(3 * mm);
  page.need(10 * mm);
  page.paragraph(totalWords(page, list.items.length), { face: 'hei', size: typeSize.smallFour });
  drawApprovals(page, list.approvals);
  const witness = { role: texts['witness'] };
  drawSignatures(page, [witness, witness], { heading: texts['witnesses.heading'] });
  return page.finish();
}

/** Total in figures and, in Chinese, in capitals, so that no digit can be added. */
export function totalWords(page: Page, count: number): string {
  return page.t('total', { count, capitals: page.lang === 'zh' ? formatCapitals(count) : String(count) });
}

/** The block of the two decisions, on list and certificate alike. */
export function drawApprovals(page: Page, approvals: DestructionApprovals): void {
  drawSignatures(
    page,
    [
      { role: page.texts['leader.unit'], ...approvals.unitLeader },
      { role: page.texts['leader.charge'], ...approvals.leaderInCharge },
    ],
    { heading: page.texts['approvals.heading'] },
  );
}

function drawItems(page: Page, items: DestructionItem[]): void {
  const { texts } = page;
  drawTable(page, {
    columns: [
      { head: texts['order'], weight: 10, align: 'center', shrink: true },
      { head: texts['number'], weight: 22, shrink: true },
      { head: texts['copy.number'], weight: 13, align: 'center', shrink: true },
      { head: texts['mark'], weight: 22, align: 'center', shrink: true },
      { head: texts['kind'], weight: 12, align: 'center', shrink: true },
      { head: texts['pages'], weight: 10, align: 'center' },
      { head: texts['document.title'], weight: 42 },
      { head: texts['remark'], weight: 15 },
    ],
    rows: items.map((item, index): Cell[] => [
      String(index + 1),
      item.number,
      item.copyNumber,
      item.mark ?? '',
      item.kind,
      item.pages === undefined ? '' : String(item.pages),
      item.title ?? '',
      item.remark ?? '',
    ]),
    rowHeightMin: 7 * mm,
    tailHeight: totalHeight + signaturesHeight(2) + signaturesHeight(2),
  });
}
