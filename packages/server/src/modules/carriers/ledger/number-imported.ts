import { invariant } from '@fengni/kernel/command/invariant';
import type { Tx } from '@fengni/kernel/db/tx';
import { type NumberFacts, formatNumber, sequenceIn, seriesOf } from '@fengni/kernel/register/number';
import type { RegisterRow } from '@fengni/kernel/register/tables';
import { passNumber, takeNumbers } from '@fengni/kernel/register/take-number';
import type { LedgerRow } from '../contract.ts';
import { numberFactsOf } from '../create-carrier.ts';

type Numbered = Pick<LedgerRow, 'number' | 'mark'>;

/**
 * Numbers of new carriers in their order: those the ledger gives are kept, and their series passed beyond them; the
 * others are taken from the register's own series.
 */
export async function numberImported(
  tx: Tx,
  register: RegisterRow,
  rows: readonly Numbered[],
): Promise<string[]> {
  await passGiven(tx, register, rows);
  const byLevel = new Map<string, { facts: NumberFacts; places: number[] }>();
  for (const [place, { number, mark }] of rows.entries()) {
    if (number !== null) continue;
    const facts = numberFactsOf(tx, mark, '');
    const group = byLevel.get(facts.level) ?? { facts, places: [] };
    group.places.push(place);
    byLevel.set(facts.level, group);
  }
  // one series may serve all levels, so places are put back in order within it
  const numbers = rows.map((row) => row.number);
  for (const { facts, places } of bySeries(register, [...byLevel.values()])) {
    const taken = await takeNumbers(tx, register, { facts, count: places.length });
    for (const [i, place] of places.entries()) numbers[place] = taken[i] ?? null;
  }
  return numbers.map((number) => {
    invariant(number !== null, 'every carrier has its number');
    return number;
  });
}

function bySeries(
  register: RegisterRow,
  groups: readonly { facts: NumberFacts; places: number[] }[],
): { facts: NumberFacts; places: number[] }[] {
  const series = new Map<string, { facts: NumberFacts; places: number[] }>();
  for (const { facts, places } of groups) {
    const name = seriesOf(register.number_grammar, facts);
    const known = series.get(name);
    series.set(name, { facts, places: [...(known?.places ?? []), ...places].toSorted((a, b) => a - b) });
  }
  return [...series.values()];
}

async function passGiven(tx: Tx, register: RegisterRow, rows: readonly Numbered[]): Promise<void> {
  const series = new Map<string, { facts: NumberFacts; numbers: string[] }>();
  for (const { number, mark } of rows) {
    if (number === null) continue;
    const facts = factsOf(register, number, numberFactsOf(tx, mark, ''));
    if (facts === null) continue;
    const name = seriesOf(register.number_grammar, facts);
    const known = series.get(name) ?? { facts, numbers: [] };
    known.numbers.push(number);
    series.set(name, known);
  }
  for (const { facts, numbers } of series.values()) await passNumber(tx, register, { facts, numbers });
}

/** The year a number was given in is one of the runs of four digits in it: the one with which the grammar makes it again. */
function factsOf(register: RegisterRow, number: string, facts: NumberFacts): NumberFacts | null {
  const sequence = sequenceIn(register.number_grammar, number);
  if (sequence === null) return null;
  const years = [facts.year, ...[...number.matchAll(/(?=(\d{4}))/g)].map((match) => Number(match[1]))];
  for (const year of years) {
    const candidate = { ...facts, year };
    if (formatNumber(register.number_grammar, candidate, sequence) === number) return candidate;
  }
  return null;
}
