import { invariant } from '@fengni/kernel/command/invariant';
import type { Locked, Tx } from '@fengni/kernel/db/tx';
import { formatMark } from '@fengni/schemes/mark';
import { levelOf } from '@fengni/schemes/packs';
import { type CarrierRow, carriers } from '../../carriers/api.ts';
import { highestClaimed } from './rules.ts';
import type { Subject } from './questions.ts';
import { type QuestionRow, type RaisedMarkRow, determinations, raisedMarks } from './tables.ts';

/** The carrier itself, or all carriers marked by the determination, wherever they are kept. */
async function protectedCarriers(tx: Tx, subject: Subject): Promise<readonly Locked<CarrierRow>[]> {
  if (subject.table === 'carrier') return [subject.row];
  const rows = await tx.writeSql<{ id: string }>('select id from carriers_of_determination($1)', [
    subject.row.id,
  ]);
  return tx.lockNamed(
    carriers,
    rows.map((row) => row.id),
  );
}

/**
 * Protects at the highest level claimed: clearance, custody and keeping follow the level in force, so it is raised, and what
 * it was is kept. No paper is marked anew for it.
 */
export async function raiseProtection(
  tx: Tx,
  the: { readonly subject: Subject; readonly questionId: string; readonly level: string },
): Promise<void> {
  const { subject } = the;
  const { scheme } = subject.row;
  const claimed = levelOf(scheme, highestClaimed(scheme, [subject.row.level, the.level]) ?? '');
  invariant(claimed !== undefined, 'the level claimed was checked');
  if (subject.table === 'determination')
    await tx.update(determinations, subject.row, { protected_rank: claimed.rank });
  const held = await protectedCarriers(tx, subject);
  const raised = held.filter(
    (row) => row.scheme === scheme && row.level_rank < claimed.rank && row.released_on === null,
  );
  await tx.insert(raisedMarks, ...raised.map((row) => raisedMark(tx, the.questionId, row)));
  for (const [, group] of Map.groupBy(raised, (row) => row.mark)) {
    const [first] = group;
    if (first === undefined) continue;
    const mark = formatMark({ scheme, level: claimed.code, validity: first.validity });
    await tx.updateAll(carriers, group, { level: claimed.code, level_rank: claimed.rank, mark });
  }
}

function raisedMark(tx: Tx, questionId: string, row: CarrierRow): RaisedMarkRow {
  return {
    id: tx.newId(),
    question_id: questionId,
    carrier_id: row.id,
    level: row.level,
    level_rank: row.level_rank,
    mark: row.mark,
    ended_at: null,
  };
}

/**
 * Ends what a dispute raised. Kept as decided before, the marks come back; where the decision changed them (`keep`) they
 * stay raised until the regrading that follows. A carrier regraded meanwhile keeps its new mark.
 */
export async function giveBackMarks(
  tx: Tx,
  the: { readonly question: QuestionRow; readonly subject: Subject; readonly keep: boolean },
): Promise<void> {
  const { question, subject } = the;
  if (subject.table === 'determination' && !the.keep)
    await tx.update(determinations, subject.row, { protected_rank: subject.row.level_rank });
  const ids = await tx.writeSql<{ id: string }>('select id from raised_marks_of($1)', [question.id]);
  const kept = await tx.lockNamed(
    raisedMarks,
    ids.map((row) => row.id),
  );
  await tx.updateAll(raisedMarks, kept, { ended_at: tx.now });
  if (the.keep) return;
  const rows = await tx.lockNamed(
    carriers,
    kept.map((row) => row.carrier_id),
  );
  const claimed = question.claimed_level;
  for (const before of kept) {
    const carrier = rows.find((row) => row.id === before.carrier_id);
    if (carrier === undefined || carrier.level !== claimed) continue;
    const { level, level_rank, mark } = before;
    await tx.update(carriers, carrier, { level, level_rank, mark });
  }
}
