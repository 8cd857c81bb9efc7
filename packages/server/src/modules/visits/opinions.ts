import type { LoadTx } from '@fengni/kernel/command/define';
import type { OpinionView } from './contract.ts';

/** What was decided on a visit or supply, and said to it, newest first. */
export async function readOpinions(tx: LoadTx, id: string): Promise<OpinionView[]> {
  const rows = await tx.readSql<{
    step_name: { zh: string; en: string } | null;
    person: string;
    verdict: string;
    reason: string;
    decided_at: Date;
  }>('select step_name, person, verdict, reason, decided_at from visit_opinions($1)', [id]);
  return rows.map((row) => ({
    step: row.step_name,
    person: row.person,
    verdict: row.verdict,
    reason: row.reason,
    decidedAt: row.decided_at.toISOString(),
  }));
}
