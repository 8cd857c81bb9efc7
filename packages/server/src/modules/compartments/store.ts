import type { Actor } from '@fengni/kernel/access/actor';
import { isWithin } from '@fengni/kernel/access/policy';
import type { LoadTx } from '@fengni/kernel/command/define';
import { invariant } from '@fengni/kernel/command/invariant';
import { refuser } from '@fengni/kernel/command/refusal';
import { tables } from '@fengni/kernel/db/table';
import type { Locked, Tx } from '@fengni/kernel/db/tx';
import type { OrgTables } from '@fengni/kernel/org/tables';
import type { RegisterTables } from '@fengni/kernel/register/tables';
import type { CarriersTables } from '../carriers/api.ts';
import { compartmentErrors } from './contract.ts';
import { deciderDuties } from './policy.ts';
import { type CompartmentRow, type CompartmentTables, compartmentMembers, compartments } from './tables.ts';

export const db = tables<CompartmentTables & CarriersTables & OrgTables & RegisterTables>();
export const refuse = refuser(compartmentErrors);

export interface CompartmentTarget {
  readonly compartment: Locked<CompartmentRow>;
  readonly unitPath: string;
  /** Those in it now who could decide about it, by person. */
  readonly deciderIds: readonly string[];
}

/** A compartment of the caller's with the path of its unit, locked. */
export async function lockCompartment(tx: LoadTx, compartmentId: string): Promise<CompartmentTarget> {
  const compartment = await tx.lock(compartments, compartmentId);
  const unit = await tx.readOne(db.selectFrom('unit').select('path').where('id', '=', compartment.unit_id));
  invariant(unit !== undefined, 'a compartment has a unit');
  const deciders = await tx.readSql<{ person_id: string }>(
    `select distinct n.person_id from compartment_knower n join duty d on d.person_id = n.person_id
       join person p on p.id = n.person_id and p.frozen_at is null
     where n.compartment_id = $1 and d.duty = any ($2) and $3::ltree <@ d.unit_path
       and d.started_on <= house_today() and (d.ended_on is null or d.ended_on >= house_today())`,
    [compartmentId, deciderDuties, unit.path],
  );
  return { compartment, unitPath: unit.path, deciderIds: deciders.map((row) => row.person_id) };
}

/** Whether the caller, a member by having loaded it, decides by himself. */
export function decidesAlone(actor: Actor, { unitPath }: Pick<CompartmentTarget, 'unitPath'>): boolean {
  return actor.duties.some(
    (held) => deciderDuties.some((one) => one === held.duty) && isWithin(unitPath, held.unitPath),
  );
}

/** A request nobody could consent to is refused at once: who decides must be in the compartment. */
export function requireDecider(actor: Actor, target: CompartmentTarget): void {
  if (decidesAlone(actor, target)) return;
  if (!target.deciderIds.some((id) => id !== actor.personId)) throw refuse('compartment.nobody.decides');
}

/** The persons of these who are in the compartment. The caller is a member. */
export async function readMembers(
  tx: LoadTx,
  compartmentId: string,
  personIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (personIds.length === 0) return new Set();
  const rows = await tx.read(
    db
      .selectFrom('compartment_knower')
      .select('person_id')
      .where('compartment_id', '=', compartmentId)
      .where('person_id', 'in', personIds),
  );
  return new Set(rows.map((row) => row.person_id));
}

/** Adds members by decision; the database lets them know at once what is in the compartment and in their scope. */
export async function addMembers(
  tx: Tx,
  the: { readonly compartmentId: string; readonly personIds: readonly string[]; readonly byId: string },
): Promise<void> {
  await tx.insert(
    compartmentMembers,
    ...the.personIds.map((personId) => ({
      id: tx.newId(),
      compartment_id: the.compartmentId,
      person_id: personId,
      added_at: tx.now,
      added_by: the.byId,
      ended_at: null,
    })),
  );
}
