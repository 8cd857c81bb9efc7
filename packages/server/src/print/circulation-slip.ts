import { drawFields } from './blocks.ts';
import type { Printing } from './canvas.ts';
import { formatCopyNumber } from './format.ts';
import { Page } from './page.ts';
import { type Cell, drawTable } from './table.ts';
import { mm, typeSize } from './units.ts';

export interface SlipReader {
  unit: string;
  name: string;
  received?: Date | undefined;
  /** When he had read it and gave it back. */
  returned?: Date | undefined;
  /** What stands for the signature if it was made in the program; absent = to be signed on paper. */
  signature?: string | undefined;
  remark?: string | undefined;
}

/** A circulation slip (传阅单). Mark, copy number and urgency stand in `Printing`. */
export interface CirculationSlip {
  number: string;
  /** Who may only handle prints no title: absent leaves a blank line. */
  title?: string | undefined;
  /** The issuer of the document. */
  issuer?: string | undefined;
  /** In the order of reading. */
  readers: SlipReader[];
  /** Longest time with one reader, in days. Default 2. */
  daysPerReader?: number | undefined;
  /** Empty rows for readers added by decision. Default 3. */
  spareRows?: number | undefined;
}

// The rule stays on the page of the last reader.
const ruleHeight = 22 * mm;

/** The slip that goes with the copy from reader to reader. */
export async function printCirculationSlip(slip: CirculationSlip, printing: Printing): Promise<Uint8Array> {
  const page = new Page(printing, { title: 'slip.title' });
  const { texts } = page;
  drawFields(page, [
    [
      { label: texts['number'], value: slip.number },
      { label: texts['copy.number'], value: formatCopyNumber(printing.copyNumber ?? '') },
    ],
    [
      { label: texts['mark'], value: printing.mark },
      { label: texts['issuer'], value: slip.issuer },
    ],
    [{ label: texts['document.title'], value: slip.title }],
  ]);
  page.skip(4 * mm);
  const spare = Array.from({ length: slip.spareRows ?? 3 }, (): SlipReader => ({ unit: '', name: '' }));
  drawTable(page, {
    columns: [
      { head: texts['order'], weight: 8, align: 'center' },
      { head: texts['unit'], weight: 22 },
      { head: texts['name'], weight: 15, align: 'center', shrink: true },
      { head: texts['slip.received'], weight: 25, align: 'center', shrink: true },
      { head: texts['slip.returned'], weight: 25, align: 'center', shrink: true },
      { head: texts['signature'], weight: 20, align: 'center' },
      { head: texts['remark'], weight: 16 },
    ],
    rows: [...slip.readers, ...spare].map((reader, index): Cell[] => [
      String(index + 1),
      reader.unit,
      reader.name,
      page.timeLines(reader.received),
      page.timeLines(reader.returned),
      reader.signature ?? '',
      reader.remark ?? '',
    ]),
    size: typeSize.five,
    rowHeightMin: 12 * mm,
    tailHeight: ruleHeight,
  });
  page.skip(3 * mm);
  page.paragraph(page.t('slip.rule', { days: slip.daysPerReader ?? 2 }), { size: typeSize.five, indent: 2 });
  return page.finish();
}
