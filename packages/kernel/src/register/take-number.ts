import type { Tx } from '../db/tx.ts';
import { type NumberFacts, formatNumber, sequenceIn, seriesOf } from './number.ts';
import type { RegisterRow } from './tables.ts';

/**
 * Takes the next numbers of a register's series, in order, under a lock of the series' row: no number twice, no gap.
 * `kind` parts what counts apart in one register: carriers, deliveries, destruction lists.
 */
export async function takeNumbers(
  tx: Tx,
  register: Pick<RegisterRow, 'id' | 'number_grammar'>,
  the: { readonly facts: NumberFacts; readonly count: number; readonly kind?: string },
): Promise<string[]> {
  const series = `${the.kind ?? ''}${seriesOf(register.number_grammar, the.facts)}`;
  const first = await reserve(tx, { registerId: register.id, series, count: the.count });
  return Array.from({ length: the.count }, (_, i) =>
    formatNumber(register.number_grammar, the.facts, first + i),
  );
}

/** Moves a series past a number that was brought along, so that it is not given again. */
export async function passNumber(
  tx: Tx,
  register: Pick<RegisterRow, 'id' | 'number_grammar'>,
  the: { readonly facts: NumberFacts; readonly numbers: readonly string[] },
): Promise<void> {
  const highest = the.numbers.reduce(
    (top, number) => Math.max(top, sequenceIn(register.number_grammar, number) ?? 0),
    0,
  );
  if (highest === 0) return;
  const series = seriesOf(register.number_grammar, the.facts);
  await reserve(tx, { registerId: register.id, series, count: 0, above: highest });
}

async function reserve(
  tx: Tx,
  the: { registerId: string; series: string; count: number; above?: number },
): Promise<number> {
  const rows = await tx.writeSql<{ first: number }>('select take_numbers($1, $2, $3, $4, $5) as first', [
    tx.newId(),
    the.registerId,
    the.series,
    the.count,
    the.above ?? 0,
  ]);
  return Number(rows[0]?.first);
}
