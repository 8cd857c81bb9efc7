import { codeOf } from '../../command/transact.ts';
import type { LoadTx } from '../../command/define.ts';
import { invariant } from '../../command/invariant.ts';
import { type Refusal, refuser } from '../../command/refusal.ts';
import { type Table, tables } from '../../db/table.ts';
import type { Locked, Tx } from '../../db/tx.ts';
import { orgErrors } from '../contract.ts';
import { faultOfEnd, type Span } from '../rules.ts';
import type { OrgTables, PersonRow, UnitRow } from '../tables.ts';

export const db = tables<OrgTables>();
export const refuse = refuser(orgErrors);

/** Text that was left empty is absent: two units without a code do not share one. */
export function orNull(text: string | null): string | null {
  return text === null || text === '' ? null : text;
}

export async function pathOfUnit(tx: LoadTx, unitId: string): Promise<string> {
  const unit = await tx.readOne(db.selectFrom('unit').select('path').where('id', '=', unitId));
  invariant(unit !== undefined, 'a unit named by a row exists');
  return unit.path;
}

/** A unit whose end is decided takes nothing new. */
export function requireOpen(unit: Pick<UnitRow, 'ended_on'>): void {
  if (unit.ended_on !== null) throw refuse('org.unit.ended');
}

export function requirePresent(person: Pick<PersonRow, 'left_on'>): void {
  if (person.left_on !== null) throw refuse('org.person.left');
}

/** Refuses a day on which the thing cannot end. */
export function requireEnd(span: Span, endedOn: string, today: string): void {
  const fault = faultOfEnd(span, endedOn, today);
  if (fault === 'reversed') throw refuse('org.dates.reversed');
  if (fault === 'ended') throw refuse('org.ended.already', { endedOn: span.ended_on ?? '' });
}

/** Runs a write; where another transaction took the unique value first, the user hears the refusal of the check. */
export async function orTaken(write: Promise<unknown>, taken: () => Refusal): Promise<void> {
  try {
    await write;
  } catch (error) {
    // unique_violation
    if (codeOf(error) === '23505') throw taken();
    throw error;
  }
}

interface Ending extends Span {
  id: string;
}

/** Ends rows that fall with the thing they stand on; what had not begun ends on its first day. */
export async function endWith(
  tx: Tx,
  of: Table<Ending>,
  ids: readonly string[],
  endedOn: string,
): Promise<void> {
  const rows = await tx.lockAll(of, ids);
  const begun = (row: Locked<Ending>) => row.started_on <= endedOn;
  await tx.updateAll(of, rows.filter(begun), { ended_on: endedOn });
  for (const row of rows) if (!begun(row)) await tx.update(of, row, { ended_on: row.started_on });
}

/** Whether a row still runs past a day: what `endWith` has to end. */
export function runsPast(day: string) {
  return (row: Pick<Span, 'ended_on'>): boolean => row.ended_on === null || row.ended_on > day;
}
