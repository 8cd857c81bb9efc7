import type { DutyName, Power } from '../../access/actor.ts';
import { Refusal, type RefusalParams } from '../../command/refusal.ts';
import type { Tx } from '../../db/tx.ts';

/** What is to be given to somebody: a duty or power, or a rank of a scheme. */
export type Wanted = { readonly duty: DutyName | Power } | { readonly scheme: string; readonly rank: number };

/**
 * Refuses what a rule of some module keeps from a person locked in this transaction (`add_bar_rule`): who is not staff is
 * not cleared beyond his kind, and holds no duty it does not have. The reason is a refusal of that module's own list.
 */
export async function requireUnbarred(tx: Tx, personId: string, wanted: Wanted): Promise<void> {
  const values =
    'duty' in wanted ? [personId, wanted.duty, null, null] : [personId, null, wanted.scheme, wanted.rank];
  const [bar] = await tx.writeSql<{ code: string; params: RefusalParams }>(
    'select code, params from bars_on($1, $2, $3, $4)',
    values,
  );
  if (bar !== undefined) throw new Refusal(bar.code, bar.params);
}
