import type { LoadTx } from '../command/define.ts';
import { tables } from '../db/table.ts';
import type { DutyRow, OrgTables } from './tables.ts';
import { requiredDuties } from './contract.ts';

const db = tables<OrgTables>();

/** Required duties in force today, over any unit; nobody holds a duty while he is frozen. */
export async function readRequiredHeld(tx: LoadTx): Promise<Pick<DutyRow, 'duty' | 'unit_path'>[]> {
  return tx.read(
    db
      .selectFrom('duty as d')
      .innerJoin('person as p', 'p.id', 'd.person_id')
      .select(['d.duty', 'd.unit_path'])
      .distinct()
      .where('d.duty', 'in', [...requiredDuties])
      .where('d.started_on', '<=', tx.today)
      .where((where) => where.or([where('d.ended_on', 'is', null), where('d.ended_on', '>=', tx.today)]))
      .where('p.frozen_at', 'is', null),
  );
}

/** Duties with the names a screen shows; `deputyFor` is the person a deputy stands in for. */
export function selectDuties() {
  return db
    .selectFrom('duty as d')
    .innerJoin('person as p', 'p.id', 'd.person_id')
    .innerJoin('unit as u', 'u.id', 'd.unit_id')
    .leftJoin('duty as lent', 'lent.id', 'd.deputy_of')
    .leftJoin('person as principal', 'principal.id', 'lent.person_id')
    .select([
      'd.id',
      'd.duty',
      'd.person_id as personId',
      'p.name as person',
      'd.unit_id as unitId',
      'u.name as unit',
      'd.line',
      'd.started_on as startedOn',
      'd.ended_on as endedOn',
      'principal.name as deputyFor',
    ])
    .orderBy('d.started_on', 'desc')
    .orderBy('d.id');
}
