import { defineCommand } from '../../command/define.ts';
import { settleClearance } from '../clearance-debts.ts';
import { SetClearanceByLevel } from '../contract.ts';
import { orgPolicy } from '../policy.ts';
import { clearanceRanks } from '../rules.ts';
import { type ClearanceRow, clearances, people } from '../tables.ts';
import { requireUnbarred } from './bars.ts';
import { db, refuse, requirePresent } from './common.ts';

/** Decides a person's clearance as a whole. What stood before ends and stays on record; no scheme named ends all. */
export const setClearance = defineCommand({
  name: 'org.setClearance',
  title: { zh: '确定涉密等级', en: 'Set the clearance' },
  input: SetClearanceByLevel,
  rule: orgPolicy['org.clearance.set'],
  secondFactor: true,
  load: (tx, input) => tx.lock(people, input.personId),
  subjectId: (person) => person.id,
  async handle(tx, { input, target: person, actor }) {
    // who grants does not grant himself: his ordinary account is somebody's else to clear
    if (person.id === actor.personId) throw refuse('org.clearance.self');
    requirePresent(person);
    if (input.decidedOn > tx.today) throw refuse('org.date.future');
    const ranks = clearanceRanks(input);
    if ('fault' in ranks) throw refuse(`org.clearance.${ranks.fault}`, { scheme: ranks.scheme });
    for (const cleared of ranks) await requireUnbarred(tx, person.id, cleared);
    const former = await tx.read(
      db
        .selectFrom('clearance')
        .select('id')
        .where('person_id', '=', person.id)
        .where('ended_on', 'is', null),
    );
    const ending = await tx.lockAll(
      clearances,
      former.map((row) => row.id),
    );
    if (ending.some((row) => row.decided_on > input.decidedOn)) throw refuse('org.dates.reversed');
    await tx.updateAll(clearances, ending, { ended_on: input.decidedOn });
    const added = ranks.map(({ scheme, rank }): ClearanceRow => ({
      id: tx.newId(),
      person_id: person.id,
      scheme,
      level_rank: rank,
      grade: input.grade,
      decided_on: input.decidedOn,
      ended_on: null,
    }));
    await tx.insert(clearances, ...added);
    await settleClearance(tx, { personId: person.id, byId: actor.personId });
    return {};
  },
});
