import { drawSignatures, signaturesHeight } from './blocks.ts';
import type { Printing } from './canvas.ts';
import type { Day } from './format.ts';
import { Page } from './page.ts';
import { type Cell, drawTable } from './table.ts';
import { mm, typeSize } from './units.ts';

/** People with access as a list for the bureau. */
export interface PersonnelFiling {
  readonly unit: string;
  readonly ordinal: number;
  readonly asOf: Day;
  readonly bureau: string;
  readonly maker: string;
  readonly counts: {
    readonly people: number;
    readonly added: number;
    readonly changed: number;
    readonly removed: number;
  };
  readonly lines: readonly {
    readonly name: string;
    readonly staffNo: string;
    readonly unit: string;
    readonly post: string;
    readonly grade: string;
    readonly clearedOn: Day;
    readonly reviewedOn: Day | null;
    readonly change: string;
  }[];
}

/** Across A4, head on every page, with the counts and the places to sign below. */
export async function printPersonnelFiling(list: PersonnelFiling, printing: Printing): Promise<Uint8Array> {
  const page = new Page(printing, {
    title: 'personnel.filing.title',
    subtitle: list.unit,
    layout: 'landscape',
  });
  const { texts } = page;
  page.paragraph(
    page.t('personnel.filing.asof', { day: page.day(list.asOf), ordinal: list.ordinal, bureau: list.bureau }),
    { size: typeSize.five },
  );
  drawTable(page, {
    columns: [
      { head: texts['order'], weight: 5, align: 'center' },
      { head: texts['name'], weight: 11 },
      { head: texts['leaving.staffno'], weight: 10, shrink: true },
      { head: texts['unit'], weight: 20 },
      { head: texts['personnel.post'], weight: 16 },
      { head: texts['personnel.grade'], weight: 14, shrink: true },
      { head: texts['personnel.cleared'], weight: 12, align: 'center', shrink: true },
      { head: texts['personnel.reviewed'], weight: 12, align: 'center', shrink: true },
      { head: texts['personnel.change'], weight: 10, align: 'center', shrink: true },
    ],
    rows: list.lines.map((line, i): Cell[] => [
      String(i + 1),
      line.name,
      line.staffNo,
      line.unit,
      line.post,
      line.grade,
      page.day(line.clearedOn),
      line.reviewedOn === null ? '' : page.day(line.reviewedOn),
      line.change,
    ]),
    size: typeSize.smallFive,
    rowHeightMin: 7 * mm,
    tailHeight: signaturesHeight(2) + 20 * mm,
  });
  page.skip(2 * mm);
  page.need(8 * mm);
  page.paragraph(page.t('personnel.filing.total', list.counts), { size: typeSize.five });
  drawSignatures(
    page,
    [{ role: texts['personnel.maker'], name: list.maker }, { role: texts['personnel.approver'] }],
    { heading: texts['signatures.heading'] },
  );
  return page.finish();
}
