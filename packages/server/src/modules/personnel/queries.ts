import type { Actor } from '@fengni/kernel/access/actor';
import { decide } from '@fengni/kernel/access/policy';
import { type LoadTx, type Query, defineQuery } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { listRowsMax, readPage } from '@fengni/kernel/register/page';
import { sql } from 'kysely';
import { ReviewCall, ReviewList, ReviewListQuery, type ReviewLineView, ReviewPage } from './contract.ts';
import { missingOf, readStanding } from './decide.ts';
import { personnelPolicy } from './policy.ts';
import { opinionSides, reviewHeads, sourceOfHead, stateScheme, validUntil } from './rules.ts';
import { db, readIntervals } from './store.ts';
import type { PersonReviewRow } from './tables.ts';

type ReadReview = PersonReviewRow & {
  readonly person: string;
  readonly unit: string;
  readonly post: string | null;
  readonly answered: number;
  readonly opinions: number;
};

export function selectReviews() {
  return db
    .selectFrom('person_review as r')
    .innerJoin('person as p', 'p.id', 'r.person_id')
    .innerJoin('unit as u', 'u.id', 'p.unit_id')
    .leftJoin('post as o', 'o.id', 'r.post_id')
    .selectAll('r')
    .select(['p.name as person', 'u.name as unit', 'o.name as post'])
    .select([
      sql<number>`(select count(*)::int from person_review_head h where h.review_id = r.id)`.as('answered'),
      sql<number>`(select count(distinct n.side)::int from person_review_opinion n where n.review_id = r.id)`.as(
        'opinions',
      ),
    ]);
}

export function presentReview(row: ReadReview): ReviewLineView {
  return {
    id: row.id,
    personId: row.person_id,
    person: row.person,
    unit: row.unit,
    post: row.post,
    kind: row.kind,
    grade: row.grade,
    state: row.state,
    result: row.result,
    dueOn: row.due_on,
    begunAt: row.begun_at.toISOString(),
    decidedAt: row.decided_at?.toISOString() ?? null,
    validUntil: row.valid_until,
    toldAt: row.told_at?.toISOString() ?? null,
    answered: row.answered,
    heads: reviewHeads.length,
    opinions: row.opinions,
  };
}

const list = defineQuery({
  name: 'personnel.reviews',
  title: { zh: '涉密人员审查', en: 'Reviews of people' },
  input: ReviewListQuery,
  output: ReviewList,
  rule: personnelPolicy['personnel.read'],
  async run(tx, { input }) {
    let query = selectReviews();
    if (input.state !== null) query = query.where('r.state', '=', input.state);
    if (input.kind !== null) query = query.where('r.kind', '=', input.kind);
    if (input.result !== null) query = query.where('r.result', '=', input.result);
    if (input.personId !== null) query = query.where('r.person_id', '=', input.personId);
    if (input.late) query = query.where('r.state', '=', 'open').where('r.due_on', '<', tx.today);
    if (input.search !== '')
      query = query.where(sql<boolean>`strpos(lower(p.name), lower(${input.search}::text)) > 0`);
    const page = await readPage(tx, query, {
      keys: ['r.begun_at', 'r.id'],
      types: ['timestamptz', 'uuid'],
      after: input.after,
      rowsMax: listRowsMax,
    });
    return { rows: page.rows.map(presentReview), next: page.next };
  },
});

async function readHeadLines(tx: LoadTx, reviewId: string) {
  const rows = await tx.read(
    db
      .selectFrom('person_review_head as h')
      .innerJoin('person as p', 'p.id', 'h.answered_by')
      .select(['h.head', 'h.answer', 'h.answered_at', 'p.name as by'])
      .where('h.review_id', '=', reviewId),
  );
  return reviewHeads.map((head) => {
    const row = rows.find((one) => one.head === head.id);
    return {
      id: head.id,
      title: { zh: head.zh, en: head.en },
      ask: head.ask,
      source: sourceOfHead(head),
      answer: row?.answer ?? null,
      by: row?.by ?? null,
      at: row?.answered_at.toISOString() ?? null,
    };
  });
}

async function readOpinionLines(tx: LoadTx, reviewId: string) {
  const rows = await tx.read(
    db
      .selectFrom('person_review_opinion as n')
      .innerJoin('person as p', 'p.id', 'n.given_by')
      .select(['n.id', 'n.side', 'n.verdict', 'n.given_at', 'p.name as by'])
      .where('n.review_id', '=', reviewId)
      .orderBy('n.given_at', 'desc')
      .orderBy('n.id', 'desc'),
  );
  return rows.map((row, i) => ({
    id: row.id,
    side: row.side,
    verdict: row.verdict,
    by: row.by,
    at: row.given_at.toISOString(),
    stands: rows.findIndex((one) => one.side === row.side) === i,
  }));
}

async function readWhatStands(tx: LoadTx, row: PersonReviewRow) {
  const rows = await tx.readSql<{
    conditions: string | null;
    grade: 'CORE' | 'IMPORTANT' | 'GENERAL' | null;
  }>(
    `select (select t.conditions from person_review_terms t where t.id = $1) as conditions,
       (select c.grade from clearance c where c.person_id = $2 and c.scheme = $3 and c.ended_on is null) as grade`,
    [row.id, row.person_id, stateScheme],
  );
  return rows[0];
}

function mayOpine(actor: Actor, row: PersonReviewRow) {
  return opinionSides.filter((side) => {
    const target = { personId: row.person_id, side, path: row.unit_path };
    return decide(personnelPolicy['personnel.opinion'], actor, target, row.unit_path).ok;
  });
}

const open = defineQuery({
  name: 'personnel.review',
  title: { zh: '查看审查', en: 'Open a review' },
  input: ReviewCall,
  output: ReviewPage,
  rule: personnelPolicy['personnel.read'],
  async run(tx, { input, actor }) {
    const row = await tx.readOne(
      selectReviews()
        .innerJoin('person as b', 'b.id', 'r.begun_by')
        .select('b.name as begun_name')
        .where('r.id', '=', input.reviewId),
    );
    if (row === undefined) throw new Refusal('not.found');
    const missing = missingOf(await readStanding(tx, row.id));
    const stands = await readWhatStands(tx, row);
    const pending = await tx.readSql<{ id: string; command: string }>(
      `select id, command from approval where subject_id = $1 and state = 'pending' order by created_at`,
      [row.id],
    );
    const own = row.person_id === actor.personId;
    return {
      ...presentReview(row),
      begunBy: own ? '' : row.begun_name,
      headLines: await readHeadLines(tx, row.id),
      opinionLines: await readOpinionLines(tx, row.id),
      clearedGrade: stands?.grade ?? null,
      validUntilMost: validUntil(row.grade, tx.today, await readIntervals(tx)),
      pending,
      missing: [...(missing.heads > 0 ? (['heads'] as const) : []), ...missing.sides],
      own,
      mayRun: decide(personnelPolicy['personnel.review'], actor, { personId: row.person_id }, row.unit_path)
        .ok,
      mayOpine: mayOpine(actor, row),
      conditions: stands?.conditions ?? '',
    };
  },
});

export const reviewQueries: readonly Query[] = [list, open];
