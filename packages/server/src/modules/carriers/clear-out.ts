import { defineCommand } from '@fengni/kernel/command/define';
import type { Tx } from '@fengni/kernel/db/tx';
import { owe, settle } from '@fengni/kernel/obligation/owe';
import { units } from '@fengni/kernel/org/tables';
import { sql } from 'kysely';
import { OpenClearOut } from './contract.ts';
import { carriersPolicy } from './policy.ts';
import { outStates } from './rules.ts';
import { db } from './store.ts';

export const clearOut = 'carrier.clear-out';

/**
 * Ends what persons owe as a whole once they hold nothing of it any more: year-end clear-outs and recalls. Called
 * whenever copies leave a person; the database looks at all he holds, also past the caller's sight.
 */
export async function settleClearOuts(
  tx: Tx,
  personIds: string | readonly string[],
  byId: string,
): Promise<void> {
  const persons = typeof personIds === 'string' ? [personIds] : [...new Set(personIds)];
  if (persons.length === 0) return;
  const done = await tx.writeSql<{ kind: string; person_id: string; subject_id: string }>(
    'select kind, person_id, subject_id from debts_without_copies($1)',
    [persons],
  );
  for (const debt of done) {
    await settle(tx, { kind: debt.kind, subjectId: debt.subject_id, personId: debt.person_id, byId });
  }
}

/** Year-end: everybody who has carriers of these units in his hands is to give them back or hand them over (CAR-7). */
const openClearOut = defineCommand({
  name: 'clearout.open',
  title: { zh: '部署年终清退', en: 'Open the clear-out' },
  input: OpenClearOut,
  rule: carriersPolicy['clearout.open'],
  load: (tx, input) => tx.lock(units, input.unitId),
  unitPath: (unit) => unit.path,
  subjectId: (unit) => unit.id,
  async handle(tx, { input, target: unit }) {
    const holders = await tx.read(
      db
        .selectFrom('copy as c')
        .innerJoin('register as r', 'r.id', 'c.register_id')
        .select('c.holder_id')
        .distinct()
        .where('c.state', 'in', outStates)
        .where('c.holder_id', 'is not', null)
        .where(sql<boolean>`r.unit_path <@ ${unit.path}::ltree`),
    );
    const personIds = holders.flatMap((row) => row.holder_id ?? []);
    await owe(
      tx,
      ...personIds.map((personId) => ({
        kind: clearOut,
        unitPath: unit.path,
        personId,
        subject: { table: 'unit', id: unit.id, number: String(input.year) },
        period: String(input.year),
        dueOn: input.dueOn,
        basis: 'cn-state-secret#return',
      })),
    );
    return { result: { persons: personIds.length } };
  },
});

export const clearOutCommands = [openClearOut];
