import type { ReadRow } from './row-key.ts';

/** A row that says what an earlier one said already. */
export interface Duplicate {
  readonly row: ReadRow;
  readonly first: ReadRow;
  readonly kind: 'copy' | 'running' | 'differs';
}

/** A ledger numbers its copies in one run when so many copy numbers follow the one before, and enough stand there. */
const runningShareMin = 0.8;
const runningRowsMin = 10;

/**
 * Rows that name a copy an earlier row has named: the same number or document with the same copy number; the same
 * number over another document; and, where a sheet numbers its copies in one run, the same copy number at all.
 */
export function findDuplicates(rows: readonly ReadRow[]): Duplicate[] {
  const running = runningSheets(rows);
  const copies = new Map<string, ReadRow>();
  const numbers = new Map<string, ReadRow>();
  const runs = new Map<string, ReadRow>();
  return rows.flatMap((row): Duplicate[] => {
    const copy = nameCopy(row);
    const earlier = copy === null ? undefined : copies.get(copy);
    if (earlier !== undefined) return [{ row, first: earlier, kind: 'copy' }];
    const sameNumber = row.number === null ? undefined : numbers.get(row.number);
    if (sameNumber !== undefined && !isSameCarrier(row, sameNumber))
      return [{ row, first: sameNumber, kind: 'differs' }];
    const run =
      row.copyNo !== null && row.number === null && running.has(row.sheet)
        ? `${row.sheet}\n${row.copyNo}`
        : null;
    const sameRun = run === null ? undefined : runs.get(run);
    if (sameRun !== undefined) return [{ row, first: sameRun, kind: 'running' }];
    if (copy !== null) copies.set(copy, row);
    if (row.number !== null && sameNumber === undefined) numbers.set(row.number, row);
    if (run !== null) runs.set(run, row);
    return [];
  });
}

function nameCopy({ number, documentNo, copyNo }: ReadRow): string | null {
  if (number !== null) return JSON.stringify(['number', number, copyNo]);
  return documentNo === '' || copyNo === null ? null : JSON.stringify(['document', documentNo, copyNo]);
}

/** Whether two rows of one number speak of one carrier: then they are two of its copies. */
export function isSameCarrier(a: ReadRow, b: ReadRow): boolean {
  return (
    a.title === b.title &&
    a.documentNo === b.documentNo &&
    a.medium === b.medium &&
    a.mark.scheme === b.mark.scheme &&
    a.mark.level === b.mark.level &&
    JSON.stringify(a.mark.validity) === JSON.stringify(b.mark.validity)
  );
}

function runningSheets(rows: readonly ReadRow[]): ReadonlySet<string> {
  const counts = new Map<string, { rows: number; following: number; last: number }>();
  for (const { sheet, copyNo } of rows) {
    if (copyNo === null || !/^\d+$/.test(copyNo)) continue;
    const seen = counts.get(sheet) ?? { rows: 0, following: 0, last: Number.NaN };
    const value = Number(copyNo);
    counts.set(sheet, {
      rows: seen.rows + 1,
      following: seen.following + (value === seen.last + 1 ? 1 : 0),
      last: value,
    });
  }
  return new Set(
    [...counts].flatMap(([sheet, { rows: all, following }]) =>
      all >= runningRowsMin && following >= (all - 1) * runningShareMin ? [sheet] : [],
    ),
  );
}
