import type { ClockworkTask } from '@fengni/kernel/command/define';
import { dayAfter } from '@fengni/schemes/term';
import { obligations } from '@fengni/kernel/obligation/tables';
import { reviewOwed } from './api.ts';
import { oweClearance } from './decide.ts';
import type { GradeCode, ReviewKind } from './rules.ts';
import { personReviews } from './tables.ts';

/** Days ahead of the end of a review that the next is owed. */
export const reviewAheadDays = 60;
/** Who took a graded post longer ago is on the board, and owed to nobody: the house began without reviews. */
const postedBackDays = 30;
/** Rows of one run; the next takes what is left. */
const atOnceMax = 500;

interface Due {
  readonly person_id: string;
  readonly post_id: string | null;
  readonly kind: ReviewKind;
  readonly due_on: string;
}

/** Reviews come due again in time, and who took a graded post without one is reviewed at once (PER-1). */
export const reviewsFallDue: ClockworkTask = {
  name: 'personnel.reviewsFallDue',
  title: { zh: '到期复审提醒', en: 'Reviews fall due' },
  everyMinutes: 24 * 60,
  async run(tx) {
    const due = await tx.writeSql<Due>(
      'select person_id, post_id, kind, due_on::text from reviews_due($1, $2, $3)',
      [dayAfter(tx.today, reviewAheadDays), dayAfter(tx.today, -postedBackDays), atOnceMax],
    );
    for (const one of due)
      await reviewOwed(tx, {
        personId: one.person_id,
        postId: one.post_id,
        kind: one.kind,
        byId: null,
        dueOn: one.due_on,
      });
    return { result: { owed: due.length } };
  },
};

interface Lapsed {
  readonly review_id: string;
  readonly person_id: string;
}

/** A review that ran out with none after it asks for the withdrawal of the clearance; reviews of who has left end. */
export const reviewsLapse: ClockworkTask = {
  name: 'personnel.reviewsLapse',
  title: { zh: '审查过期', en: 'Reviews lapse' },
  everyMinutes: 24 * 60,
  async run(tx) {
    const lapsed = await tx.writeSql<Lapsed>('select review_id, person_id from reviews_lapsed($1)', [
      atOnceMax,
    ]);
    const rows = await tx.lockAll(
      personReviews,
      lapsed.map((one) => one.review_id),
    );
    await tx.updateAll(personReviews, rows, { lapsed_at: tx.now });
    const named = await tx.readSql<{ id: string; name: string }>(
      'select id, name from person where id = any ($1)',
      [rows.map((row) => row.person_id)],
    );
    for (const row of rows) {
      const none: GradeCode | null = null;
      await oweClearance(tx, {
        personId: row.person_id,
        person: named.find((one) => one.id === row.person_id)?.name ?? '',
        unitPath: row.unit_path,
        grade: none,
        byId: null,
      });
    }
    const gone = await tx.readSql<{ id: string }>(
      `select r.id from person_review r join person p on p.id = r.person_id
       where r.state = 'open' and p.left_on is not null order by r.id limit $1`,
      [atOnceMax],
    );
    const left = await tx.lockAll(
      personReviews,
      gone.map((row) => row.id),
    );
    await tx.updateAll(personReviews, left, { state: 'withdrawn', ended_at: tx.now });
    await settleGone(
      tx,
      gone.map((row) => row.id),
    );
    return { result: { lapsed: rows.length, ended: left.length } };
  },
};

/** What was owed for reviews of who has left. */
async function settleGone(
  tx: Parameters<ClockworkTask['run']>[0],
  reviewIds: readonly string[],
): Promise<void> {
  if (reviewIds.length === 0) return;
  const open = await tx.readSql<{ id: string }>(
    `select id from obligation where subject_id = any ($1) and kind in ('person-review.decide', 'person-review.opinion') and state = 'open'`,
    [reviewIds],
  );
  const rows = await tx.lockAll(
    obligations,
    open.map((row) => row.id),
  );
  await tx.updateAll(obligations, rows, { state: 'cancelled', ended_at: tx.now });
}
