import type { LoadTx } from '@fengni/kernel/command/define';
import { refuser } from '@fengni/kernel/command/refusal';
import { tables } from '@fengni/kernel/db/table';
import type { Locked } from '@fengni/kernel/db/tx';
import type { OrgTables, PersonRow } from '@fengni/kernel/org/tables';
import { people } from '@fengni/kernel/org/tables';
import { leavingErrors } from './contract.ts';
import { type CoolingOffRow, type LeavingRow, type LeavingTables, coolingOffs, leavings } from './tables.ts';

export const db = tables<LeavingTables & OrgTables>();
export const refuse = refuser(leavingErrors);

export interface LeavingTarget {
  readonly leaving: Locked<LeavingRow>;
  readonly person: Locked<PersonRow>;
  readonly personId: string;
}

export async function lockLeaving(tx: LoadTx, leavingId: string): Promise<LeavingTarget> {
  const leaving = await tx.lock(leavings, leavingId);
  const person = await tx.lock(people, leaving.person_id);
  return { leaving, person, personId: person.id };
}

export interface CoolingTarget {
  readonly cooling: Locked<CoolingOffRow>;
  readonly personId: string;
}

export async function lockCooling(tx: LoadTx, coolingId: string): Promise<CoolingTarget> {
  const cooling = await tx.lock(coolingOffs, coolingId);
  return { cooling, personId: cooling.person_id };
}

export function requireOpen({ leaving }: LeavingTarget): void {
  if (leaving.state !== 'open') throw refuse('leaving.not.open');
}
