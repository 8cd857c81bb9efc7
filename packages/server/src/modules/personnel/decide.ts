import { type Command, type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import type { Tx } from '@fengni/kernel/db/tx';
import { owe, settle } from '@fengni/kernel/obligation/owe';
import { clearanceDebt, clearanceObligations, settleClearance } from '@fengni/kernel/org/clearance-debts';
import { obligations } from '@fengni/kernel/obligation/tables';
import { dayAfter } from '@fengni/schemes/term';
import { DecideReview, ReviewCall } from './contract.ts';
import { personnelPolicy, reviewFlow } from './policy.ts';
import {
  type GradeCode,
  type OpinionSide,
  intervalBasis,
  opinionSideTitles,
  opinionSides,
  reviewHeads,
  validUntil,
} from './rules.ts';
import {
  type ReviewTarget,
  db,
  lockReview,
  readIntervals,
  readPending,
  refuse,
  requireOpenReview,
} from './store.ts';
import {
  type PersonReviewMatterRow,
  personReviewMatters,
  personReviewTerms,
  personReviews,
} from './tables.ts';

/** Days the security administrator has to clear who passed; who failed, or was not reviewed in time, is next day's work. */
const grantDays = 7;
const withdrawDays = 1;

/** What a decision rests on and what it still lacks. */
export interface ReviewStanding {
  readonly answers: Readonly<Record<string, string>>;
  /** The newest opinion of each side. */
  readonly opinions: ReadonlyMap<OpinionSide, { readonly verdict: string; readonly givenBy: string }>;
}

export async function readStanding(tx: LoadTx, reviewId: string): Promise<ReviewStanding> {
  const heads = await tx.read(
    db.selectFrom('person_review_head').select(['head', 'answer']).where('review_id', '=', reviewId),
  );
  const opinions = await tx.read(
    db
      .selectFrom('person_review_opinion')
      .select(['side', 'verdict', 'given_by'])
      .where('review_id', '=', reviewId)
      .orderBy('given_at')
      .orderBy('id'),
  );
  return {
    answers: Object.fromEntries(heads.map((row) => [row.head, row.answer])),
    opinions: new Map(opinions.map((row) => [row.side, { verdict: row.verdict, givenBy: row.given_by }])),
  };
}

export function missingOf(standing: ReviewStanding): {
  readonly heads: number;
  readonly sides: OpinionSide[];
} {
  return {
    heads: reviewHeads.filter((head) => standing.answers[head.id] === undefined).length,
    sides: opinionSides.filter((side) => !standing.opinions.has(side)),
  };
}

function requireWhole(target: ReviewTarget & { readonly standing: ReviewStanding }): void {
  requireOpenReview(target);
  const missing = missingOf(target.standing);
  if (missing.heads > 0) throw refuse('person-review.heads.open', { count: missing.heads });
  const side = missing.sides[0];
  if (side !== undefined) throw refuse('person-review.opinion.missing', { side: opinionSideTitles[side] });
}

/** The leader decides, for a core post the first responsible; whoever is reviewed neither sees nor decides it. */
const decideReview: Command = defineCommand({
  name: 'personnel.decideReview',
  title: { zh: '作出审查结论', en: 'Decide a review' },
  input: DecideReview,
  rule: personnelPolicy['personnel.review'],
  secondFactor: true,
  async load(tx, input, actor) {
    const target = await lockReview(tx, input.reviewId);
    const asks = actor.sessionKind !== 'approval';
    const pending = asks ? await readPending(tx, target.review.id, 'personnel.decideReview') : null;
    const most = validUntil(target.review.grade, tx.today, await readIntervals(tx));
    return {
      ...target,
      today: tx.today,
      pending,
      standing: await readStanding(tx, target.review.id),
      // who asked may not see them any more by the time of the consent: they are named by the review
      most,
    };
  },
  unitPath: ({ path }) => path,
  subjectId: ({ review }) => review.id,
  subjectNumber: ({ person }) => person,
  hiddenFrom: ({ personId }) => personId,
  parks({ input, target }) {
    requireWhole(target);
    if (target.pending !== null) throw refuse('person-review.pending');
    if (input.result === 'conditions' && input.conditions === '')
      throw refuse('person-review.conditions.missing');
    const until = input.validUntil;
    if (until !== null && (until <= target.today || until > target.most))
      throw refuse('person-review.valid.wrong', { most: target.most });
    return reviewFlow(target.review.grade);
  },
  snapshot: ({ input, target: { review, person, standing } }) => ({
    person,
    kind: review.kind,
    grade: review.grade,
    result: input.result,
    heads: standing.answers,
    opinions: Object.fromEntries([...standing.opinions].map(([side, one]) => [side, one.verdict])),
  }),
  matter: ({ input }) => ({ conditions: input.conditions, reason: input.reason }),
  async handle(tx, { input, target, actor }) {
    const { review, person, most } = target;
    const passed = input.result !== 'fail';
    // what comes of an inquiry, and a failure, is told in person first
    const told = passed && review.kind !== 'event';
    await tx.update(personReviews, review, {
      state: 'decided',
      result: input.result,
      decided_at: tx.now,
      valid_until: passed ? (input.validUntil ?? most) : null,
      told_at: told ? tx.now : null,
    });
    const [matter] = await tx.lockNamed<PersonReviewMatterRow>(personReviewMatters, [review.id]);
    if (matter !== undefined) await tx.update(personReviewMatters, matter, { reason: input.reason });
    const [terms] = await tx.lockNamed(personReviewTerms, [review.id]);
    if (terms !== undefined) await tx.update(personReviewTerms, terms, { conditions: input.conditions });
    for (const kind of ['person-review.decide', 'person-review.opinion'])
      await settle(tx, { kind, subjectId: review.id, byId: actor.personId });
    await oweClearance(tx, {
      personId: review.person_id,
      person,
      unitPath: review.unit_path,
      grade: passed ? review.grade : null,
      byId: actor.personId,
    });
    return { result: { result: input.result } };
  },
});

/** What a review asks of the security administrator, in place of what was asked before. `grade` null: to withdraw it. */
export async function oweClearance(
  tx: Tx,
  the: {
    readonly personId: string;
    readonly person: string;
    readonly unitPath: string;
    readonly grade: GradeCode | null;
    readonly byId: string | null;
  },
): Promise<void> {
  const [standing] = await tx.writeSql<{ grade: GradeCode | null }>('select grade_now($1) as grade', [
    the.personId,
  ]);
  await cancelAsked(tx, the.personId, the.byId);
  if ((standing?.grade ?? null) === the.grade) return;
  await owe(tx, {
    kind: clearanceDebt(the.grade),
    unitPath: the.unitPath,
    power: 'security',
    hiddenFrom: the.personId,
    subject: { table: 'person', id: the.personId, number: the.person },
    dueOn: dayAfter(tx.today, the.grade === null ? withdrawDays : grantDays),
    basis: intervalBasis,
    params: { grade: the.grade },
  });
}

/** The clockwork, which is nobody, ends what it sees itself. */
async function cancelAsked(tx: Tx, personId: string, byId: string | null): Promise<void> {
  if (byId !== null) {
    await settleClearance(tx, { personId, byId, outcome: 'cancelled' });
    return;
  }
  const open = await tx.readSql<{ id: string }>(
    `select id from obligation where kind = any ($2) and state = 'open' and subject_id = $1`,
    [personId, Object.keys(clearanceObligations)],
  );
  const rows = await tx.lockAll(
    obligations,
    open.map((row) => row.id),
  );
  await tx.updateAll(obligations, rows, { state: 'cancelled', ended_at: tx.now });
}

/** A failure, and what came of an inquiry, the person learns when he is told, and not before. */
const tellReview = defineCommand({
  name: 'personnel.tellReview',
  title: { zh: '告知本人审查结论', en: 'Tell the person the result' },
  input: ReviewCall,
  rule: personnelPolicy['personnel.review'],
  load: (tx, input) => lockReview(tx, input.reviewId),
  unitPath: ({ path }) => path,
  subjectId: ({ review }) => review.id,
  async handle(tx, { target: { review } }) {
    if (review.state !== 'decided') throw refuse('person-review.undecided');
    if (review.told_at !== null) throw refuse('person-review.told');
    await tx.update(personReviews, review, { told_at: tx.now });
    return {};
  },
});

export const decisionCommands: readonly Command[] = [decideReview, tellReview];
