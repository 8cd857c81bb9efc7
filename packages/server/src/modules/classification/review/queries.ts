import { defineQuery } from '@fengni/kernel/command/define';
import { refuse as refuseKernel } from '@fengni/kernel/command/refusal';
import { listRowsMax, readPage } from '@fengni/kernel/register/page';
import { levelOf } from '@fengni/schemes/packs';
import { z } from 'zod';
import {
  type ReviewItemView,
  type ReviewProgress,
  ReviewItems,
  ReviewItemsQuery,
  YearlyReviewList,
  YearlyReviewListQuery,
  ReviewPage,
} from './contract.ts';
import { reviewPolicy } from './policy.ts';
import type { ReviewReason } from './rules.ts';
import { db, readFacts, readProgress, readTitles } from './store.ts';
import type { ReviewRow } from './tables.ts';

function selectReviews() {
  return db
    .selectFrom('classification_review as r')
    .innerJoin('unit as u', 'u.id', 'r.unit_id')
    .selectAll('r')
    .select('u.name as unit');
}

function presentReview(row: ReviewRow & { unit: string }, progress: ReviewProgress) {
  return {
    id: row.id,
    unit: row.unit,
    unitId: row.unit_id,
    year: row.year,
    state: row.state,
    dueOn: row.due_on,
    openedAt: row.opened_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    progress,
  };
}

const list = defineQuery({
  name: 'review.list',
  title: { zh: '年度定密审核', en: 'Yearly reviews' },
  input: YearlyReviewListQuery,
  output: YearlyReviewList,
  rule: reviewPolicy['classification.review.read'],
  async run(tx, { input }) {
    let query = selectReviews();
    if (input.state !== null) query = query.where('r.state', '=', input.state);
    const page = await readPage(tx, query, {
      keys: ['r.opened_at', 'r.id'],
      types: ['timestamptz', 'uuid'],
      after: input.after,
      rowsMax: listRowsMax,
    });
    const progress = await readProgress(
      tx,
      page.rows.map((row) => row.id),
    );
    return { rows: page.rows.map((row) => presentReview(row, progress(row.id))), next: page.next };
  },
});

const open = defineQuery({
  name: 'review.show',
  title: { zh: '查看年度定密审核', en: 'Show a yearly review' },
  input: z.object({ reviewId: z.uuid() }),
  output: ReviewPage,
  rule: reviewPolicy['classification.review.read'],
  async run(tx, { input }) {
    const row = await tx.readOne(
      selectReviews()
        .innerJoin('person as o', 'o.id', 'r.opened_by')
        .leftJoin('person as c', 'c.id', 'r.closed_by')
        .select(['o.name as opener', 'c.name as closer'])
        .where('r.id', '=', input.reviewId),
    );
    if (row === undefined) throw refuseKernel('not.found');
    const progress = await readProgress(tx, [row.id]);
    const reasons = await tx.readSql<{ reason: ReviewReason; items: number }>(
      `select reason, count(*)::int as items from classification_review_item
       where review_id = $1 and reason is not null group by reason order by items desc, reason`,
      [row.id],
    );
    return {
      ...presentReview(row, progress(row.id)),
      openedBy: row.opener,
      closedBy: row.closer,
      closing: row.counts === null ? null : ReviewPage.shape.closing.parse(row.counts),
      reasons,
    };
  },
});

const items = defineQuery({
  name: 'review.items',
  title: { zh: '待审核的定密事项', en: 'Matters of a review' },
  input: ReviewItemsQuery,
  output: ReviewItems,
  rule: reviewPolicy['classification.review.read'],
  async run(tx, { input }) {
    let query = db
      .selectFrom('classification_review_item as i')
      .innerJoin('unit as u', 'u.id', 'i.unit_id')
      .leftJoin('person as p', 'p.id', 'i.decided_by')
      .selectAll('i')
      .select(['u.name as unit', 'p.name as decider'])
      .where('i.review_id', '=', input.reviewId);
    if (input.show === 'undecided') query = query.where('i.decision', 'is', null);
    else if (input.show !== 'all') query = query.where('i.decision', '=', input.show);
    const page = await readPage(tx, query, {
      keys: ['i.number', 'i.id'],
      types: ['text', 'uuid'],
      direction: 'asc',
      after: input.after,
      rowsMax: listRowsMax,
    });
    const facts = await readFacts(
      tx,
      page.rows.map((row) => row.id),
    );
    const titles = await readTitles(
      tx,
      page.rows.map((row) => row.carrier_id ?? row.determination_id ?? row.id),
    );
    const rows = page.rows.map((row): ReviewItemView => {
      const fact = facts.get(row.id);
      const subjectId = row.carrier_id ?? row.determination_id ?? row.id;
      return {
        id: row.id,
        about: row.carrier_id === null ? 'determination' : 'carrier',
        subjectId,
        number: row.number,
        unit: row.unit,
        mark: fact?.mark ?? '',
        levelToken: levelOf(fact?.scheme ?? '', fact?.level ?? '')?.colour ?? 'neutral',
        kind: fact?.kind ?? 'original',
        madeOn: fact?.made_on ?? null,
        expiresOn: fact?.expires_on ?? null,
        standing: fact?.standing === true,
        title: titles.get(subjectId) ?? null,
        decision: row.decision,
        reason: row.reason,
        decidedBy: row.decider,
        decidedAt: row.decided_at?.toISOString() ?? null,
      };
    });
    return { rows, next: page.next };
  },
});

export const reviewQueries = [list, open, items];
