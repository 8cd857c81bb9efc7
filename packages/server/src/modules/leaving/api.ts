import type { JsonObject } from '@fengni/kernel/command/define';
import type { Tx } from '@fengni/kernel/db/tx';
import { incidentSeeds } from './tables.ts';

/** Where an incident begins: what was found, by whom, and at which thing. `facts` are of the handle tier. Returns its id. */
export async function seedIncident(
  tx: Tx,
  the: {
    readonly unitId: string;
    readonly unitPath: string;
    readonly source: { readonly table: string; readonly id: string };
    readonly personId: string | null;
    readonly facts: JsonObject;
    readonly byId: string;
  },
): Promise<string> {
  const id = tx.newId();
  await tx.insert(incidentSeeds, {
    id,
    unit_id: the.unitId,
    unit_path: the.unitPath,
    source_table: the.source.table,
    source_id: the.source.id,
    person_id: the.personId,
    facts: the.facts,
    made_at: tx.now,
    made_by: the.byId,
  });
  return id;
}
