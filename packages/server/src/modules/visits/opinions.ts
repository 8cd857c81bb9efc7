import { readDecisions } from '@fengni/kernel/approval/requests';
import type { LoadTx } from '@fengni/kernel/command/define';
import type { OpinionView } from './contract.ts';

/** What was decided on a visit or supply, and said to it, newest first. */
export async function readOpinions(tx: LoadTx, id: string): Promise<OpinionView[]> {
  const decisions = await readDecisions(tx, { subjectId: id, commands: ['visit.submit', 'supply.submit'] });
  return decisions.map((one) => ({
    step: one.stepName,
    person: one.person,
    verdict: one.verdict,
    reason: one.words,
    decidedAt: one.decidedAt.toISOString(),
  }));
}
