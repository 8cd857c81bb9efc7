import type { Actor } from '@fengni/kernel/access/actor';
import { type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import type { Locked, Tx } from '@fengni/kernel/db/tx';
import { owe, settle } from '@fengni/kernel/obligation/owe';
import { levelOf } from '@fengni/schemes/packs';
import type { z } from 'zod';
import { type CarrierRow, carrierMatters, carriers } from '../../carriers/api.ts';
import { namesOr, readDeciders } from './authority.ts';
import { AnswerQuestion, RaiseDispute, RaiseDoubt, WithdrawQuestion } from './contract.ts';
import { determinationMark } from './marks.ts';
import { questionDay } from './periods.ts';
import { determinationPolicy } from './policy.ts';
import { giveBackMarks, raiseProtection } from './protection.ts';
import { decidersOf } from './rules.ts';
import { db, refuse } from './store.ts';
import {
  type DeterminationRow,
  type QuestionRow,
  determinationMatters,
  determinations,
  questionMatters,
  questions,
} from './tables.ts';

const answerQuestion = 'classification.answer';
type SubjectInput = z.output<typeof RaiseDoubt>['subject'];

/** What is questioned, as its caller knows it: of a determination or a carrier he does not know he finds nothing. */
export type Subject =
  | { readonly table: 'determination'; readonly row: Locked<DeterminationRow> }
  | { readonly table: 'carrier'; readonly row: Locked<CarrierRow> };

async function lockSubject(tx: LoadTx, subject: SubjectInput): Promise<Subject> {
  if (subject.table === 'carrier') {
    const row = await tx.lock(carriers, subject.id);
    await tx.lock(carrierMatters, subject.id);
    return { table: 'carrier', row };
  }
  const row = await tx.lock(determinations, subject.id);
  await tx.lock(determinationMatters, subject.id);
  return { table: 'determination', row };
}

function requireDecided({ table, row }: Subject): void {
  if (table === 'determination' && (row.state === 'draft' || row.state === 'dropped'))
    throw refuse('question.draft');
}

interface NewQuestion {
  readonly subject: Subject;
  readonly kind: QuestionRow['kind'];
  readonly claim: QuestionRow['claim'];
  readonly level: string | null;
  readonly reason: string;
  readonly actor: Actor;
}

async function raise(tx: Tx, the: NewQuestion): Promise<string> {
  const { subject, actor } = the;
  const { row } = subject;
  const id = tx.newId();
  const number = row.number ?? '';
  const dueOn = questionDay(tx.today);
  await tx.insert(questions, {
    id,
    kind: the.kind,
    determination_id: subject.table === 'determination' ? row.id : null,
    carrier_id: subject.table === 'carrier' ? row.id : null,
    subject_number: number,
    subject_mark: row.mark,
    scheme: row.scheme,
    unit_id: row.unit_id,
    unit_path: row.unit_path,
    register_id: row.register_id,
    claim: the.claim,
    claimed_level: the.level,
    raised_by: actor.personId,
    raised_at: tx.now,
    due_on: dueOn,
    state: 'open',
    outcome: null,
    answered_by: null,
    answered_at: null,
  });
  await tx.insert(questionMatters, {
    id,
    reason: the.reason,
    answer: '',
    answer_no: '',
    answered_body: '',
  });
  await owe(tx, {
    kind: answerQuestion,
    unitPath: row.unit_path,
    duty: 'classifier',
    ...(row.register_id === null ? {} : { registerId: row.register_id }),
    subject: { table: 'classification_question', id, number },
    dueOn,
    basis: 'house#classification-question',
  });
  return id;
}

/** Whoever knows a thing may say that it is classified too high, too low or wrongly; somebody must answer (CLS-8). */
const raiseDoubt = defineCommand({
  name: 'classification.raiseDoubt',
  title: { zh: '提出定密疑问', en: 'Raise a doubt' },
  input: RaiseDoubt,
  rule: determinationPolicy['question.raise'],
  load: (tx, input) => lockSubject(tx, input.subject),
  unitPath: ({ row }) => row.unit_path,
  subjectId: ({ row }) => row.id,
  async handle(tx, { input, target: subject, actor }) {
    requireDecided(subject);
    const { claim, reason } = input;
    const questionId = await raise(tx, { subject, kind: 'doubt', claim, level: null, reason, actor });
    return { result: { questionId } };
  },
});

/**
 * A dispute between bodies about a level: objection to the body that decided, then the bureau. Until it is decided the
 * highest level claimed protects (实施条例 art. 26).
 */
const raiseDispute = defineCommand({
  name: 'classification.raiseDispute',
  title: { zh: '登记定密争议', en: 'Enter a dispute' },
  input: RaiseDispute,
  rule: determinationPolicy['question.dispute'],
  async load(tx, input) {
    const subject = await lockSubject(tx, input.subject);
    const column = subject.table === 'carrier' ? 'carrier_id' : 'determination_id';
    const open = await tx.readOne(
      db
        .selectFrom('classification_question')
        .select('id')
        .where(column, '=', subject.row.id)
        .where('kind', '=', 'dispute')
        .where('state', '=', 'open'),
    );
    if (open !== undefined) throw refuse('question.open');
    return subject;
  },
  unitPath: ({ row }) => row.unit_path,
  subjectId: ({ row }) => row.id,
  async handle(tx, { input, target: subject, actor }) {
    requireDecided(subject);
    const { claim, level, reason } = input;
    checkClaim(subject, { claim, level });
    const questionId = await raise(tx, { subject, kind: 'dispute', claim, level, reason, actor });
    if (claim === 'under' && level !== null) await raiseProtection(tx, { subject, questionId, level });
    return { result: { questionId } };
  },
});

/** A claim names another level of the same scheme, in the direction it says; none where it is said to be no secret. */
function checkClaim(
  { row }: Subject,
  the: { readonly claim: 'over' | 'under' | 'not-secret'; readonly level: string | null },
): void {
  if (the.claim === 'not-secret') {
    if (the.level !== null) throw refuse('question.level');
    return;
  }
  const claimed = the.level === null ? undefined : levelOf(row.scheme, the.level);
  if (claimed === undefined || claimed.rank === row.level_rank) throw refuse('question.level');
  if ((the.claim === 'under') !== claimed.rank > row.level_rank) throw refuse('question.level');
}

interface QuestionTarget {
  readonly question: Locked<QuestionRow>;
  readonly subject: Subject;
}

async function lockQuestion(tx: LoadTx, questionId: string): Promise<QuestionTarget> {
  const question = await tx.lock(questions, questionId);
  const subject = await lockSubject(
    tx,
    question.carrier_id === null
      ? { table: 'determination', id: question.determination_id ?? '' }
      : { table: 'carrier', id: question.carrier_id },
  );
  return { question, subject };
}

/** Answered by who keeps the classification of the unit and knows the thing, with reasons; of a dispute, what was decided. */
const answer = defineCommand({
  name: 'classification.answerQuestion',
  title: { zh: '答复定密异议', en: 'Answer a question about a classification' },
  input: AnswerQuestion,
  rule: determinationPolicy['question.answer'],
  load: (tx, input) => lockQuestion(tx, input.questionId),
  unitPath: ({ question }) => question.unit_path,
  subjectId: ({ question }) => question.carrier_id ?? question.determination_id ?? question.id,
  async handle(tx, { input, target: { question, subject }, actor }) {
    if (question.state !== 'open') throw refuse('question.closed');
    const dispute = question.kind === 'dispute';
    // a dispute is decided outside; who entered it may enter that
    if (!dispute && question.raised_by === actor.personId) throw refuse('question.own');
    if (dispute && (input.answeredBody === '' || input.answerNo === '')) throw refuse('question.body');
    await changeDetermination(tx, { subject, input, byHouse: dispute ? null : actor });
    if (dispute) await giveBackMarks(tx, { question, subject, keep: input.outcome === 'changed' });
    await tx.update(questions, question, {
      state: 'answered',
      outcome: input.outcome,
      answered_by: actor.personId,
      answered_at: tx.now,
    });
    const matter = await tx.lock(questionMatters, question.id);
    await tx.update(questionMatters, matter, {
      answer: input.answer,
      answer_no: input.answerNo,
      answered_body: input.answeredBody,
    });
    await settle(tx, { kind: answerQuestion, subjectId: question.id, byId: actor.personId });
    return {};
  },
});

/** A determination found wrong is corrected at once (实施条例 art. 24); carriers follow by regrading. */
async function changeDetermination(
  tx: Tx,
  the: {
    readonly subject: Subject;
    readonly input: z.output<typeof AnswerQuestion>;
    /** Who changes it by his own authority; null where it was decided outside. */
    readonly byHouse: Actor | null;
  },
): Promise<void> {
  const { subject, input } = the;
  const wanted = subject.table === 'determination' && input.outcome === 'changed';
  if (!wanted) {
    if (input.mark !== null) throw refuse('question.mark');
    return;
  }
  const columns = input.mark === null ? null : determinationMark(input.mark);
  if (columns === null || columns.mark === subject.row.mark) throw refuse('question.mark');
  if (the.byHouse !== null)
    await requireClassifier(tx, { row: subject.row, after: columns, actor: the.byHouse });
  await tx.update(determinations, subject.row, { ...columns, proposed_mark: subject.row.mark });
}

/** A level is changed by who may set the higher of both, and by nobody who merely keeps the register. */
async function requireClassifier(
  tx: Tx,
  the: {
    readonly row: DeterminationRow;
    readonly after: Pick<DeterminationRow, 'scheme' | 'level' | 'level_rank'>;
    readonly actor: Actor;
  },
): Promise<void> {
  const { row, after } = the;
  const higher = after.scheme === row.scheme && after.level_rank < row.level_rank ? row : after;
  const { scheme, level } = higher;
  // who decides a derived one may correct it; what was reported upward is a classifier's like an original
  const kind = row.kind === 'derived' ? 'derived' : 'original';
  const { deciders } = await readDeciders(tx, { unitPath: row.unit_path, kind, scheme, level });
  if (!deciders.some((one) => one.id === the.actor.personId))
    throw refuse('question.classifier', { who: namesOr(deciders, decidersOf(kind)) });
}

const withdraw = defineCommand({
  name: 'classification.withdrawQuestion',
  title: { zh: '撤回定密异议', en: 'Withdraw a question' },
  input: WithdrawQuestion,
  rule: determinationPolicy['question.withdraw'],
  load: (tx, input) => lockQuestion(tx, input.questionId),
  unitPath: ({ question }) => question.unit_path,
  subjectId: ({ question }) => question.carrier_id ?? question.determination_id ?? question.id,
  async handle(tx, { target: { question, subject }, actor }) {
    if (question.state !== 'open') throw refuse('question.closed');
    if (question.kind === 'dispute') await giveBackMarks(tx, { question, subject, keep: false });
    await tx.update(questions, question, { state: 'withdrawn' });
    const ended = { kind: answerQuestion, subjectId: question.id, byId: actor.personId };
    await settle(tx, { ...ended, outcome: 'cancelled' });
    return {};
  },
});

export const questionCommands = [raiseDoubt, raiseDispute, answer, withdraw];
