import { Refusal } from '@fengni/kernel/command/refusal';
import type { LoadTx } from '@fengni/kernel/command/define';
import type { Locked, Tx } from '@fengni/kernel/db/tx';
import { type Move, db, moveCopies, refuse } from './store.ts';
import type { CarrierRow, CopyRow } from './tables.ts';

/** Moves copies and leaves each in the hand and with the day it has: what only changes what is planned with them. */
export async function moveInPlace(
  tx: Tx,
  moved: readonly Locked<CopyRow>[],
  the: Omit<Move, 'holderId' | 'dueOn'> & { readonly holderId?: string },
): Promise<void> {
  const groups = Map.groupBy(moved, (copy) => `${copy.holder_id ?? ''} ${copy.due_on ?? ''}`);
  for (const group of groups.values()) {
    const first = group[0];
    if (first === undefined) continue;
    await moveCopies(tx, group, { ...the, holderId: the.holderId ?? first.holder_id, dueOn: first.due_on });
  }
}

/** Refuses copies that are promised: in an open circulation, or approved for a loan. */
export async function requireFree(tx: LoadTx, wanted: readonly CopyRow[]): Promise<void> {
  const numbers = new Map(wanted.map((copy) => [copy.id, copy.copy_no]));
  const ids = [...numbers.keys()];
  const circulated = await tx.readOne(
    db.selectFrom('circulation').select('copy_id').where('copy_id', 'in', ids).where('state', '=', 'open'),
  );
  if (circulated !== undefined)
    throw refuse('copy.in.circulation', { copyNo: numbers.get(circulated.copy_id) ?? '' });
  const promised = await tx.readOne(
    db.selectFrom('loan').select('copy_id').where('copy_id', 'in', ids).where('state', '=', 'approved'),
  );
  if (promised !== undefined) throw refuse('copy.reserved', { copyNo: numbers.get(promised.copy_id) ?? '' });
}

/** What must go back to its issuer, and telegrams, are neither archived nor destroyed here (CAR-14, CAR-15). */
export function requireOurs(
  wanted: readonly CopyRow[],
  carriers: ReadonlyMap<string, Pick<CarrierRow, 'medium' | 'must_return' | 'recall_id'>>,
): void {
  for (const copy of wanted) {
    const carrier = carriers.get(copy.carrier_id);
    if (carrier?.medium === 'telegram') throw refuse('carrier.telegram.rule');
    if (carrier === undefined || carrier.must_return || carrier.recall_id !== null)
      throw refuse('copy.recalled', { copyNo: copy.copy_no });
  }
}

/** Persons who can be named for a deed: they exist, have not left and are not frozen. */
export async function requirePersons(tx: LoadTx, ids: readonly string[]): Promise<void> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return;
  const found = await tx.read(
    db
      .selectFrom('person')
      .select('id')
      .where('id', 'in', wanted)
      .where('frozen_at', 'is', null)
      .where('left_on', 'is', null),
  );
  if (found.length < wanted.length) throw new Refusal('not.found', {}, 'a person named is gone or frozen');
}
