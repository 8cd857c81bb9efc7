import { type Signed, drawSignatures, signaturesHeight } from './blocks.ts';
import type { Printing } from './canvas.ts';
import type { Day } from './format.ts';
import { Page } from './page.ts';
import { type Cell, drawTable } from './table.ts';
import { mm, typeSize } from './units.ts';

/** A line of a month's list of allowances; amounts in yuan, as they are written. */
interface AllowancePaperLine {
  readonly staffNo: string;
  readonly person: string;
  readonly unit: string;
  readonly kind: string;
  readonly grade: string;
  readonly days: string;
  readonly base: string;
  readonly deducted: string;
  readonly amount: string;
  readonly remark: string;
}

/** A month's list of allowances (保密补贴发放表) for the pay office. */
export interface AllowanceListPaper {
  readonly unit: string;
  /** `2026-11`. */
  readonly month: string;
  readonly state: string;
  readonly paidOn: Day | undefined;
  readonly people: number;
  readonly total: string;
  readonly lines: readonly AllowancePaperLine[];
  readonly maker: Signed;
  readonly leader: Signed;
}

/** The list across A4 with its total and the lines for who made it, who approved it and the pay office. */
export async function printAllowanceList(list: AllowanceListPaper, printing: Printing): Promise<Uint8Array> {
  const page = new Page(printing, {
    title: 'allowance.title',
    subtitle: [list.unit, list.month, list.state].join('　'),
    layout: 'landscape',
  });
  const { texts } = page;
  drawTable(page, {
    columns: [
      { head: texts['order'], weight: 8, align: 'center', shrink: true },
      { head: texts['leaving.staffno'], weight: 14, shrink: true },
      { head: texts['name'], weight: 16, shrink: true },
      { head: texts['unit'], weight: 28 },
      { head: texts['kind'], weight: 20, shrink: true },
      { head: texts['allowance.grade'], weight: 12, align: 'center' },
      { head: texts['allowance.days'], weight: 8, align: 'center' },
      { head: texts['allowance.base'], weight: 16, align: 'right', shrink: true },
      { head: texts['allowance.deducted'], weight: 14, align: 'right', shrink: true },
      { head: texts['allowance.amount'], weight: 16, align: 'right', shrink: true },
      { head: texts['remark'], weight: 40 },
    ],
    rows: list.lines.map((line, i): Cell[] => [
      String(i + 1),
      line.staffNo,
      line.person,
      line.unit,
      line.kind,
      line.grade,
      line.days,
      line.base,
      line.deducted,
      line.amount,
      line.remark,
    ]),
    size: typeSize.smallFive,
    rowHeightMin: 7 * mm,
    tailHeight: signaturesHeight(3) + 16 * mm,
  });
  page.skip(2 * mm);
  page.need(8 * mm);
  const words = [page.t('allowance.total', { people: list.people, total: list.total })];
  if (list.paidOn !== undefined) words.push(page.t('allowance.paid', { day: page.day(list.paidOn) }));
  page.paragraph(words.join('　'), { size: typeSize.five });
  drawSignatures(page, [
    { role: texts['allowance.maker'], ...list.maker },
    { role: texts['leader.charge'], ...list.leader },
    { role: texts['allowance.office'] },
  ]);
  return page.finish();
}
