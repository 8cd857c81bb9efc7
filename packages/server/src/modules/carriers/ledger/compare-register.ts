import type { LedgerRow } from '../contract.ts';
import { describeFault } from './faults.ts';
import type { Standing } from './ledger-queries.ts';
import type { Fault, LedgerPlan, PlannedSheet } from './plan-types.ts';

/** A plan that knows what the register has already. */
export interface StandingPlan extends Omit<LedgerPlan, 'good' | 'counts'> {
  /** `known`: in the register already, and left alone. */
  readonly good: readonly (LedgerRow & { readonly known: boolean })[];
  readonly counts: LedgerPlan['counts'] & {
    /** Of the good rows, those the register has already. */
    readonly known: number;
    /** Of the good rows, those that would come in. */
    readonly fresh: number;
  };
}

/** Good rows the register has are marked; those whose number is another thing's there become faults. */
export function compareWithRegister(plan: LedgerPlan, standing: Standing): StandingPlan {
  const known = new Set(standing.known);
  const taken = new Set(standing.taken);
  const good = plan.good.flatMap((row, place) =>
    taken.has(place) ? [] : [{ ...row, known: known.has(place) }],
  );
  const faults = plan.good.flatMap((row, place) => (taken.has(place) ? [takenFault(row, plan.sheets)] : []));
  const order = new Map(plan.sheets.map(({ name }, place) => [name, place]));
  return {
    ...plan,
    good,
    faults: [...plan.faults, ...faults].toSorted(
      (a, b) => (order.get(a.sheet) ?? 0) - (order.get(b.sheet) ?? 0) || a.row - b.row,
    ),
    counts: {
      ...plan.counts,
      good: good.length,
      rejected: plan.counts.rejected + faults.length,
      copies: good.reduce((sum, row) => sum + row.copies, 0),
      marksMended: good.filter((row) => row.markNotes.length > 0).length,
      known: known.size,
      fresh: good.length - known.size,
    },
  };
}

function takenFault(row: LedgerRow, sheets: readonly PlannedSheet[]): Fault {
  const columns = sheets.find(({ name }) => name === row.sheet)?.columns ?? [];
  const column = columns.find(({ field }) => field === 'number');
  const number = row.number ?? '';
  return {
    sheet: row.sheet,
    row: row.row,
    column: column === undefined ? '' : `${column.letter} ${column.header}`.trim(),
    value: number,
    code: 'number-taken',
    ...describeFault('number-taken', { number }),
  };
}
