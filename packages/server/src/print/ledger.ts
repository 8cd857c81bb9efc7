import type { Align, Printing } from './canvas.ts';
import { Page } from './page.ts';
import { drawTable } from './table.ts';
import { mm, typeSize } from './units.ts';

export interface LedgerColumn {
  head: string;
  /** Share of the width against the other columns. Default 1. */
  weight?: number | undefined;
  align?: Align | undefined;
}

/** A register as it is printed (台账); the caller has already decided which columns and rows the printer may see. */
export interface Ledger {
  title: string;
  /** What was selected: the filter in words. */
  selection?: string | undefined;
  columns: LedgerColumn[];
  /** A cell for each column, in the order of the columns. */
  rows: string[][];
}

/** The register across A4, with running row numbers and the head on every page. */
export async function printLedger(ledger: Ledger, printing: Printing): Promise<Uint8Array> {
  const page = new Page(printing, {
    title: { words: ledger.title },
    subtitle: ledger.selection,
    layout: 'landscape',
  });
  const total = ledger.columns.reduce((sum, column) => sum + (column.weight ?? 1), 0);
  drawTable(page, {
    columns: [
      { head: page.texts['order'], weight: total * 0.045, align: 'center', shrink: true },
      ...ledger.columns.map(({ head, weight = 1, align = 'left' }) => ({ head, weight, align })),
    ],
    rows: ledger.rows.map((row, index) => [String(index + 1), ...row]),
    size: typeSize.smallFive,
    rowHeightMin: 6.5 * mm,
  });
  page.skip(2 * mm);
  page.need(8 * mm);
  page.paragraph(page.t('ledger.count', { count: ledger.rows.length }), { size: typeSize.five });
  return page.finish();
}
