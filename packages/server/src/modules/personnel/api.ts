import { invariant } from '@fengni/kernel/command/invariant';
import type { Tx } from '@fengni/kernel/db/tx';
import { owe } from '@fengni/kernel/obligation/owe';
import { type ReviewKind, intervalBasis } from './rules.ts';

/**
 * Makes a review of somebody owed by the personnel over his unit: a move, an event of his life, a journey asked for it. Told
 * to nobody about himself. Nothing happens while one is under way or owed already.
 */
export async function reviewOwed(
  tx: Tx,
  the: {
    readonly personId: string;
    /** The post it is for, or null. */
    readonly postId: string | null;
    readonly kind: ReviewKind;
    /** Who made it owed; null for the clockwork. */
    readonly byId: string | null;
    readonly dueOn: string;
  },
): Promise<void> {
  const [person] = await tx.readSql<{ name: string; path: string }>(
    'select p.name, u.path::text as path from person p join unit u on u.id = p.unit_id where p.id = $1',
    [the.personId],
  );
  invariant(person !== undefined, 'who is reviewed is a person of the house');
  const [standing] = await tx.writeSql<{ open: boolean }>('select review_under_way($1) as open', [
    the.personId,
  ]);
  if (standing?.open === true) return;
  await owe(tx, {
    kind: 'person-review.begin',
    unitPath: person.path,
    duty: 'personnel',
    hiddenFrom: the.personId,
    subject: { table: 'person', id: the.personId, number: person.name },
    dueOn: the.dueOn < tx.today ? tx.today : the.dueOn,
    basis: intervalBasis,
    params: { kind: the.kind, postId: the.postId, by: the.byId },
  });
}
