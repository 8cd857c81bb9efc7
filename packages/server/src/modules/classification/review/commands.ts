import type { Actor } from '@fengni/kernel/access/actor';
import { isWithin } from '@fengni/kernel/access/policy';
import { type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import { rowsFor } from '@fengni/kernel/db/tx';
import { calendarKind } from '@fengni/kernel/obligation/kinds';
import { owe, settle, settleCalendar } from '@fengni/kernel/obligation/owe';
import { units } from '@fengni/kernel/org/tables';
import { CloseReview, DecideReview, OpenReview } from './contract.ts';
import { reviewPolicy } from './policy.ts';
import { fits, reportedScheme, reviewItemsMax, reviewedSchemes } from './rules.ts';
import { type ReviewFact, db, readFacts, readProgress, readTitles, refuse } from './store.ts';
import { type ReviewItemRow, type ReviewRow, reviewItems, reviews } from './tables.ts';

const reviewDebt = 'classification.review';

interface Candidate {
  determination_id: string | null;
  carrier_id: string | null;
  number: string;
  unit_id: string;
  unit_path: string;
}

/**
 * What the unit has classified itself and still stands, in registers the caller handles: determinations, and own carriers
 * of old ledgers that rest on none. Units that owe for themselves review for themselves; what a compartment keeps in a
 * register of its own is reviewed by its members and would tell here that there is one.
 */
async function readCandidates(tx: LoadTx, unit: { readonly path: string }): Promise<Candidate[]> {
  return tx.readSql<Candidate>(
    `with below as (select path from unit where path <@ $1::ltree and path <> $1::ltree
       and kind in ('group', 'company', 'plant', 'bureau'))
     select null::uuid as determination_id, c.id as carrier_id, c.number, c.unit_id, c.unit_path
     from carrier c join register r on r.id = c.register_id and r.kind = 'carrier' and r.compartment_id is null
     where c.unit_path <@ $1::ltree and c.origin = 'own' and c.level_rank > 0 and c.state <> 'ended'
       and c.determination_id is null and c.scheme = any($2)
       and not exists (select from below b where c.unit_path <@ b.path)
     union all
     select d.id, null, d.number, d.unit_id, d.unit_path from determination d
     where d.unit_path <@ $1::ltree and d.state in ('decided', 'provisional') and d.level_rank > 0 and d.scheme = any($2)
       and not exists (select from below b where d.unit_path <@ b.path)
     order by number limit $3`,
    [unit.path, reviewedSchemes, reviewItemsMax + 1],
  );
}

/** Begins the yearly review: the list stands, each thing waits for a classifier who knows it (CLS-8). */
const openReview = defineCommand({
  name: 'review.open',
  title: { zh: '开始年度定密审核', en: 'Open the yearly review' },
  input: OpenReview,
  rule: reviewPolicy['classification.review.run'],
  async load(tx, input) {
    const unit = await tx.lock(units, input.unitId);
    const known = await tx.readOne(
      db
        .selectFrom('classification_review')
        .select('id')
        .where('unit_id', '=', unit.id)
        .where('year', '=', input.year),
    );
    return { unit, known: known !== undefined, candidates: await readCandidates(tx, unit) };
  },
  unitPath: ({ unit }) => unit.path,
  async handle(tx, { input, target: { unit, known, candidates }, actor }) {
    const thisYear = Number(tx.today.slice(0, 4));
    if (input.year > thisYear || input.year < thisYear - 1) throw refuse('review.year');
    if (known) throw refuse('review.exists', { year: input.year });
    if (input.dueOn < tx.today) throw refuse('review.due');
    if (candidates.length === 0) throw refuse('review.nothing');
    if (candidates.length > reviewItemsMax) throw refuse('review.too.many', { max: reviewItemsMax });
    const review: ReviewRow = {
      id: tx.newId(),
      unit_id: unit.id,
      unit_path: unit.path,
      year: input.year,
      state: 'open',
      due_on: input.dueOn,
      opened_at: tx.now,
      opened_by: actor.personId,
      closed_at: null,
      closed_by: null,
      counts: null,
    };
    const items = candidates.map((one): ReviewItemRow => ({
      ...one,
      id: tx.newId(),
      review_id: review.id,
      decision: null,
      reason: null,
      decided_by: null,
      decided_at: null,
    }));
    await tx.insertTogether(rowsFor(reviews, [review]), rowsFor(reviewItems, items));
    await owe(tx, {
      kind: reviewDebt,
      unitPath: unit.path,
      duty: 'classifier',
      subject: { table: 'classification_review', id: review.id, number: String(input.year) },
      dueOn: input.dueOn,
      basis: `${reportedScheme}#own-secrets-review`,
    });
    return { subject: review.id, result: { reviewId: review.id, items: items.length } };
  },
});

/** Whether a classifier's duty reaches a level of a scheme; the first responsible person is the statutory classifier. */
function mayDecide(actor: Actor, item: ReviewItemRow, fact: ReviewFact): boolean {
  return actor.duties.some(
    (held) =>
      isWithin(item.unit_path, held.unitPath) &&
      (held.duty === 'first-responsible' ||
        (held.duty === 'classifier' &&
          (held.scheme === null || held.scheme === fact.scheme) &&
          (held.levelRank === null || held.levelRank >= fact.level_rank))),
  );
}

const decideReview = defineCommand({
  name: 'review.decide',
  title: { zh: '审核定密事项', en: 'Decide on classified matters' },
  input: DecideReview,
  rule: reviewPolicy['classification.review.decide'],
  async load(tx, input) {
    const [[review], items] = await tx.lockTogether([
      { of: reviews, ids: [input.reviewId] },
      { of: reviewItems, ids: input.itemIds },
    ]);
    const subjects = items.map((item) => item.carrier_id ?? item.determination_id ?? item.id);
    const facts = await readFacts(tx, input.itemIds);
    const titles = await readTitles(tx, subjects);
    return { review, items, facts, unknown: subjects.filter((id) => !titles.has(id)).length };
  },
  // the things may lie in departments below the unit the review is of: each is asked for itself
  subjectId: ({ review, items }) => review?.id ?? items[0]?.review_id ?? '',
  async handle(tx, { input, target: { review, items, facts, unknown }, actor }) {
    if (review?.state !== 'open' || items.some((item) => item.review_id !== review.id))
      throw refuse('review.closed');
    if (!fits(input.decision, input.reason)) throw refuse('review.reason');
    if (unknown > 0) throw refuse('review.not.known', { count: unknown });
    for (const item of items) {
      const fact = facts.get(item.id);
      if (fact?.standing !== true) throw refuse('review.settled', { number: item.number });
      if (!mayDecide(actor, item, fact)) throw refuse('review.beyond.authority', { mark: fact.mark });
    }
    await tx.updateAll(reviewItems, items, {
      decision: input.decision,
      reason: input.reason,
      decided_by: actor.personId,
      decided_at: tx.now,
    });
    return { result: { decided: items.length, decision: input.decision, reason: input.reason } };
  },
});

/** Ends a review in which nothing waits any more, with its figures; the calendar's yearly duty ends with it (ORG-10). */
const closeReview = defineCommand({
  name: 'review.close',
  title: { zh: '办结年度定密审核', en: 'Close the yearly review' },
  input: CloseReview,
  rule: reviewPolicy['classification.review.run'],
  async load(tx, input) {
    const review = await tx.lock(reviews, input.reviewId);
    const progress = await readProgress(tx, [review.id]);
    return { review, progress: progress(review.id) };
  },
  unitPath: ({ review }) => review.unit_path,
  subjectId: ({ review }) => review.id,
  async handle(tx, { target: { review, progress }, actor }) {
    if (review.state !== 'open') throw refuse('review.closed');
    if (progress.waiting > 0) throw refuse('review.undecided', { count: progress.waiting });
    await tx.update(reviews, review, {
      state: 'closed',
      closed_at: tx.now,
      closed_by: actor.personId,
      counts: { ...progress },
    });
    await settle(tx, { kind: reviewDebt, subjectId: review.id, byId: actor.personId });
    await settleCalendar(tx, {
      kind: calendarKind(reportedScheme, 'own-secrets-review'),
      unitId: review.unit_id,
      year: review.year,
      byId: actor.personId,
    });
    return { result: { reviewId: review.id, ...progress } };
  },
});

export const reviewCommands = [openReview, decideReview, closeReview];
