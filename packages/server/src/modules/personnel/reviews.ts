import { type Command, defineCommand } from '@fengni/kernel/command/define';
import type { Locked, Tx } from '@fengni/kernel/db/tx';
import { owe, settle } from '@fengni/kernel/obligation/owe';
import { people } from '@fengni/kernel/org/tables';
import { AnswerHeads, BeginReview, GiveOpinion, WithdrawReview } from './contract.ts';
import { personnelPolicy } from './policy.ts';
import { type GradeCode, intervalBasis } from './rules.ts';
import { db, lockReview, refuse, requireOpenReview, requireUnasked } from './store.ts';
import {
  type PersonReviewRow,
  personReviewHeadMatters,
  personReviewHeads,
  personReviewMatters,
  personReviewOpinionMatters,
  personReviewOpinions,
  personReviewTerms,
  personReviews,
} from './tables.ts';

const begin: Command = defineCommand({
  name: 'personnel.beginReview',
  title: { zh: '开始审查', en: 'Begin a review' },
  input: BeginReview,
  rule: personnelPolicy['personnel.review'],
  async load(tx, input) {
    const person = await tx.lock(people, input.personId);
    const unit = await tx.readOne(db.selectFrom('unit').select('path').where('id', '=', person.unit_id));
    const post =
      input.postId === null
        ? undefined
        : await tx.readOne(db.selectFrom('post').selectAll().where('id', '=', input.postId));
    if (input.postId !== null && post === undefined) throw refuse('person-review.grade.missing');
    return { person, personId: person.id, path: unit?.path ?? '', post };
  },
  unitPath: ({ path }) => path,
  subjectId: ({ person }) => person.id,
  async handle(tx, { input, target: { person, path, post }, actor }) {
    if (person.left_on !== null) throw refuse('person-review.person.left');
    if (input.dueOn < tx.today) throw refuse('person-review.due.past');
    const [standing] = await tx.writeSql<{ open: boolean; grade: GradeCode | null }>(
      'select review_under_way($1) as open, grade_now($1) as grade',
      [person.id],
    );
    if (standing?.open === true) throw refuse('person-review.open');
    const grade = input.grade ?? post?.grade ?? standing?.grade ?? null;
    if (grade === null) throw refuse('person-review.grade.missing');
    const row: PersonReviewRow = {
      id: tx.newId(),
      person_id: person.id,
      post_id: input.postId,
      unit_id: person.unit_id,
      unit_path: path,
      kind: input.kind,
      grade,
      state: 'open',
      result: null,
      due_on: input.dueOn,
      begun_at: tx.now,
      begun_by: actor.personId,
      decided_at: null,
      valid_until: null,
      told_at: null,
      lapsed_at: null,
      ended_at: null,
    };
    await tx.insert(personReviews, row);
    await tx.insert(personReviewMatters, { id: row.id, cause: input.cause, reason: '' });
    await tx.insert(personReviewTerms, { id: row.id, conditions: '' });
    await settle(tx, { kind: 'person-review.begin', subjectId: person.id, byId: actor.personId });
    const same = {
      unitPath: path,
      hiddenFrom: person.id,
      subject: { table: 'person_review', id: row.id, number: person.name },
      dueOn: input.dueOn,
      basis: intervalBasis,
    };
    await owe(
      tx,
      { ...same, kind: 'person-review.decide', duty: 'personnel' },
      { ...same, kind: 'person-review.opinion', duty: 'officer' },
    );
    return { subject: row.id, result: { reviewId: row.id, grade } };
  },
});

/** Answers heads of the form; what was answered before is replaced. */
const answerHeads = defineCommand({
  name: 'personnel.answerHeads',
  title: { zh: '填写审查项目', en: 'Answer heads of a review' },
  input: AnswerHeads,
  rule: personnelPolicy['personnel.review'],
  async load(tx, input) {
    const target = await lockReview(tx, input.reviewId);
    const known = await tx.read(
      db
        .selectFrom('person_review_head')
        .select(['id', 'head'])
        .where('review_id', '=', target.review.id)
        .where(
          'head',
          'in',
          input.answers.map((one) => one.head),
        ),
    );
    const ids = known.map((row) => row.id);
    const [heads, matters] = await tx.lockTogether([
      { of: personReviewHeads, ids },
      { of: personReviewHeadMatters, ids },
    ]);
    return { ...target, heads, matters };
  },
  unitPath: ({ path }) => path,
  subjectId: ({ review }) => review.id,
  async handle(tx, { input, target, actor }) {
    requireOpenReview(target);
    await requireUnasked(tx, target);
    if (input.answers.some((one) => one.answer !== 'fine' && one.note === ''))
      throw refuse('person-review.note.missing');
    const said = { answered_by: actor.personId, answered_at: tx.now };
    for (const { head, answer, note } of input.answers) {
      const row = target.heads.find((one) => one.head === head);
      const matter = target.matters.find((one) => one.id === row?.id);
      if (row !== undefined && matter !== undefined) {
        await tx.update(personReviewHeads, row, { answer, ...said });
        await tx.update(personReviewHeadMatters, matter, { note });
        continue;
      }
      const id = tx.newId();
      await tx.insert(personReviewHeads, { id, review_id: target.review.id, head, answer, ...said });
      await tx.insert(personReviewHeadMatters, { id, note });
    }
    return { result: { answered: input.answers.length } };
  },
});

/** The opinions of personnel and of the office, of two people; a later one of a side stands in place of the earlier. */
const giveOpinion = defineCommand({
  name: 'personnel.giveOpinion',
  title: { zh: '出具审查意见', en: 'Give an opinion on a review' },
  input: GiveOpinion,
  rule: personnelPolicy['personnel.opinion'],
  secondFactor: true,
  async load(tx, input) {
    const target = await lockReview(tx, input.reviewId);
    const others = await tx.read(
      db
        .selectFrom('person_review_opinion')
        .select('given_by')
        .where('review_id', '=', target.review.id)
        .where('side', '<>', input.side),
    );
    return { ...target, side: input.side, others: others.map((row) => row.given_by) };
  },
  unitPath: ({ path }) => path,
  subjectId: ({ review }) => review.id,
  async handle(tx, { input, target, actor }) {
    requireOpenReview(target);
    await requireUnasked(tx, target);
    if (target.others.includes(actor.personId)) throw refuse('person-review.opinion.same');
    const id = tx.newId();
    await tx.insert(personReviewOpinions, {
      id,
      review_id: target.review.id,
      side: input.side,
      verdict: input.verdict,
      given_by: actor.personId,
      given_at: tx.now,
    });
    await tx.insert(personReviewOpinionMatters, { id, opinion: input.opinion });
    if (input.side === 'office')
      await settle(tx, { kind: 'person-review.opinion', subjectId: target.review.id, byId: actor.personId });
    return { result: { opinionId: id } };
  },
});

const withdraw = defineCommand({
  name: 'personnel.withdrawReview',
  title: { zh: '撤销审查', en: 'Withdraw a review' },
  input: WithdrawReview,
  rule: personnelPolicy['personnel.review'],
  load: (tx, input) => lockReview(tx, input.reviewId),
  unitPath: ({ path }) => path,
  subjectId: ({ review }) => review.id,
  async handle(tx, { input, target, actor }) {
    requireOpenReview(target);
    await requireUnasked(tx, target);
    await endReview(tx, target.review, actor.personId);
    const [matter] = await tx.lockNamed(personReviewMatters, [target.review.id]);
    if (matter !== undefined) await tx.update(personReviewMatters, matter, { reason: input.reason });
    return {};
  },
});

/** Ends an open review without a result, with what is owed for it. */
async function endReview(tx: Tx, review: Locked<PersonReviewRow>, byId: string): Promise<void> {
  await tx.update(personReviews, review, { state: 'withdrawn', ended_at: tx.now });
  for (const kind of ['person-review.decide', 'person-review.opinion'])
    await settle(tx, { kind, subjectId: review.id, outcome: 'cancelled', byId });
}

export const reviewCommands: readonly Command[] = [begin, answerHeads, giveOpinion, withdraw];
