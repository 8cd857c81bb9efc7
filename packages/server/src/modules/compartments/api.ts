import type { LoadTx } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { db, readMembers, refuse } from './store.ts';

/**
 * What other modules may ask about compartments. All of it is the caller's own sight: of a compartment he is not in he
 * hears `not.found`, as of one that is not there.
 */

/** Refuses a compartment the caller is not in, or that is closed, and a scope with persons who are not in it. */
export async function requireCompartment(
  tx: LoadTx,
  compartmentId: string,
  personIds: readonly string[],
): Promise<void> {
  const found = await tx.readOne(
    db.selectFrom('compartment').select('state').where('id', '=', compartmentId),
  );
  if (found === undefined) throw new Refusal('not.found');
  if (found.state === 'closed') throw refuse('compartment.closed');
  await requireMembers(tx, compartmentId, personIds);
}

/** Refuses persons who would stand in a scope and still not know: naming them is for a caller who is a member. */
export async function requireMembers(
  tx: LoadTx,
  compartmentId: string,
  personIds: readonly string[],
): Promise<void> {
  if (personIds.length === 0) return;
  const members = await readMembers(tx, compartmentId, personIds);
  const strangers = personIds.filter((id) => !members.has(id));
  if (strangers.length === 0) return;
  const named = await tx.read(
    db.selectFrom('person').select('name').where('id', 'in', strangers).orderBy('name').limit(5),
  );
  throw refuse('compartment.not.member', { persons: named.map((row) => row.name).join('、') });
}

/** The compartment a register belongs to decides; a carrier asked into another one is refused. */
export function compartmentFor(
  register: { readonly compartment_id: string | null },
  asked: string | null,
): string | null {
  const own = register.compartment_id;
  if (own !== null && asked !== null && own !== asked) throw refuse('compartment.register.other');
  return asked ?? own;
}
