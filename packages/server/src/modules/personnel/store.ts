import type { LoadTx } from '@fengni/kernel/command/define';
import { refuser } from '@fengni/kernel/command/refusal';
import { tables } from '@fengni/kernel/db/table';
import type { Locked } from '@fengni/kernel/db/tx';
import type { OrgTables } from '@fengni/kernel/org/tables';
import { z } from 'zod';
import { personnelErrors } from './contract.ts';
import { type Intervals, packIntervals } from './rules.ts';
import { type PersonReviewRow, type PersonnelTables, personReviews } from './tables.ts';

export const db = tables<PersonnelTables & OrgTables>();
export const refuse = refuser(personnelErrors);

export const intervalsSetting = 'personnel.reviewMonths';
const Kept = z.object({ CORE: z.int(), IMPORTANT: z.int(), GENERAL: z.int() });

/** Months between reviews: the pack's, or the house's own where it set shorter ones. */
export async function readIntervals(tx: Pick<LoadTx, 'readSql'>): Promise<Intervals> {
  const rows = await tx.readSql<{ value: unknown }>('select value from setting where name = $1', [
    intervalsSetting,
  ]);
  const most = packIntervals();
  const kept = Kept.safeParse(rows[0]?.value);
  if (!kept.success) return most;
  return {
    CORE: Math.min(kept.data.CORE, most.CORE),
    IMPORTANT: Math.min(kept.data.IMPORTANT, most.IMPORTANT),
    GENERAL: Math.min(kept.data.GENERAL, most.GENERAL),
  };
}

export interface ReviewTarget {
  readonly review: Locked<PersonReviewRow>;
  readonly personId: string;
  readonly path: string;
  readonly person: string;
}

export async function lockReview(tx: LoadTx, reviewId: string): Promise<ReviewTarget> {
  const review = await tx.lock(personReviews, reviewId);
  const named = await tx.readOne(db.selectFrom('person').select('name').where('id', '=', review.person_id));
  return { review, personId: review.person_id, path: review.unit_path, person: named?.name ?? '' };
}

/** Whether a request about this waits for its decision. */
export async function readPending(
  tx: Pick<LoadTx, 'readSql'>,
  subjectId: string,
  command: string,
): Promise<string | null> {
  const rows = await tx.readSql<{ id: string }>(
    `select id from approval where subject_id = $1 and command = $2 and state = 'pending' order by created_at limit 1`,
    [subjectId, command],
  );
  return rows[0]?.id ?? null;
}

export function requireOpenReview(target: ReviewTarget): void {
  if (target.review.state !== 'open') throw refuse('person-review.closed');
}

/** Once its decision is asked for, what it rests on stands still. */
export async function requireUnasked(tx: Pick<LoadTx, 'readSql'>, target: ReviewTarget): Promise<void> {
  if ((await readPending(tx, target.review.id, 'personnel.decideReview')) !== null)
    throw refuse('person-review.pending');
}
