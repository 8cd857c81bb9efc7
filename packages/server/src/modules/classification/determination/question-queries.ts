import type { Actor } from '@fengni/kernel/access/actor';
import { type Command, type Query, defineQuery } from '@fengni/kernel/command/define';
import { readPage } from '@fengni/kernel/register/page';
import type { z } from 'zod';
import { describeAction } from '../../carriers/api.ts';
import { type QuestionLine, QuestionList, QuestionListQuery } from './contract.ts';
import { determinationPolicy } from './policy.ts';
import { db, wordsOf } from './store.ts';
import type { QuestionRow } from './tables.ts';

type NamedQuestion = QuestionRow & {
  readonly unit: string;
  readonly raiser: string;
  readonly answerer: string | null;
  readonly reason: string | null;
  readonly answer: string | null;
  readonly answered_body: string | null;
  readonly answer_no: string | null;
};

function selectQuestions() {
  return db
    .selectFrom('classification_question as q')
    .innerJoin('unit as u', 'u.id', 'q.unit_id')
    .innerJoin('person as r', 'r.id', 'q.raised_by')
    .leftJoin('person as b', 'b.id', 'q.answered_by')
    .leftJoin('classification_question_matter as m', 'm.id', 'q.id')
    .selectAll('q')
    .select(['u.name as unit', 'r.name as raiser', 'b.name as answerer'])
    .select(['m.reason', 'm.answer', 'm.answered_body', 'm.answer_no']);
}

/** Queries about doubts and disputes; `find` gives the commands whose rules say what the caller can do. */
export function createQuestionQueries(find: (name: string) => Command | undefined): Query[] {
  const list = defineQuery({
    name: 'classification.questions',
    title: { zh: '定密疑问与争议', en: 'Doubts and disputes' },
    input: QuestionListQuery,
    output: QuestionList,
    rule: determinationPolicy['determination.read'],
    async run(tx, { input, actor }) {
      const states = input.state === 'open' ? (['open'] as const) : (['answered', 'withdrawn'] as const);
      const page = await readPage(tx, selectQuestions().where('q.state', 'in', states), {
        keys: ['q.raised_at', 'q.id'],
        types: ['timestamptz', 'uuid'],
        after: input.after,
        rowsMax: questionRowsMax,
      });
      return { rows: page.rows.map((row) => present({ row, find, actor })), next: page.next };
    },
  });
  return [list];
}
const questionRowsMax = 50;

function present(the: {
  readonly row: NamedQuestion;
  readonly find: (name: string) => Command | undefined;
  readonly actor: Actor;
}): z.input<typeof QuestionLine> {
  const { row, actor } = the;
  const closed = row.state === 'open' ? null : wordsOf('question.closed');
  const own = row.kind === 'doubt' && row.raised_by === actor.personId ? wordsOf('question.own') : null;
  const obstacles = {
    'classification.answerQuestion': closed ?? own,
    'classification.withdrawQuestion': closed,
  };
  const knows = row.reason !== null;
  const actions = Object.entries(obstacles).flatMap(([name, obstacle]) => {
    const command = knows ? the.find(name) : undefined;
    if (command === undefined) return [];
    return [describeAction({ command, actor, unitPath: row.unit_path, obstacle, target: { question: row } })];
  });
  return {
    id: row.id,
    kind: row.kind,
    subject: {
      table: row.carrier_id === null ? 'determination' : 'carrier',
      id: row.carrier_id ?? row.determination_id ?? '',
      number: row.subject_number,
    },
    mark: row.subject_mark,
    scheme: row.scheme,
    unit: row.unit,
    claim: row.claim,
    claimedLevel: row.claimed_level,
    raisedBy: row.raiser,
    raisedAt: row.raised_at.toISOString(),
    dueOn: row.due_on,
    state: row.state,
    outcome: row.outcome,
    answeredBy: row.answerer,
    answeredAt: row.answered_at?.toISOString() ?? null,
    reason: row.reason,
    answer: row.answer,
    answeredBody: row.answered_body,
    answerNo: row.answer_no,
    mine: row.raised_by === actor.personId,
    actions,
  };
}
