import { type Command, type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import { owe, settle } from '@fengni/kernel/obligation/owe';
import { dayAfter } from '@fengni/schemes/term';
import { AnswerAllowanceAppeal, AppealAllowance } from './contract.ts';
import { houseDayOf } from './lists.ts';
import { allowanceFlows, allowancesPolicy } from './policy.ts';
import { yuan } from './rules.ts';
import { monthOf, readLineOf, refuse } from './store.ts';
import { allowanceAppealMatters, allowanceAppeals } from './tables.ts';

interface AppealTime {
  readonly approved_at: Date | null;
  readonly appeal_days: number;
  readonly answer_days: number;
  readonly unit_id: string;
  readonly basis: string;
}
/** When the list of a line was approved and how long one may appeal; for who sees the line. */
export async function readAppealTime(tx: LoadTx, lineId: string): Promise<AppealTime | undefined> {
  const rows = await tx.readSql<AppealTime>('select * from allowance_appeal_time($1)', [lineId]);
  return rows[0];
}
/** Last day of appeals; null while the list is not approved. */
export async function appealUntil(tx: LoadTx, time: AppealTime | undefined): Promise<string | null> {
  if (time === undefined || time.approved_at === null) return null;
  return dayAfter(await houseDayOf(tx, time.approved_at), time.appeal_days);
}

const appeal: Command = defineCommand({
  name: 'allowance.appeal',
  title: { zh: '补贴申诉', en: 'Appeal about an allowance' },
  input: AppealAllowance,
  rule: allowancesPolicy['allowance.appeal'],
  async load(tx, input) {
    const target = await readLineOf(tx, input.lineId);
    return { ...target, time: await readAppealTime(tx, input.lineId) };
  },
  subjectId: ({ line }) => line.id,
  async handle(tx, { input, target: { line, time, personId }, actor }) {
    const until = await appealUntil(tx, time);
    if (time === undefined) throw refuse('allowance.line.old');
    if (until === null) throw refuse('allowance.appeal.early');
    if (until < tx.today) throw refuse('allowance.appeal.late', { day: until });
    const [open] = await tx.readSql(`select id from allowance_appeal where line_id = $1 and state = 'open'`, [
      line.id,
    ]);
    if (open !== undefined) throw refuse('allowance.appeal.open');
    const id = tx.newId();
    await tx.insert(allowanceAppeals, {
      id,
      line_id: line.id,
      list_id: line.list_id,
      unit_id: time.unit_id,
      unit_path: line.unit_path,
      person_id: personId,
      state: 'open',
      made_at: tx.now,
      made_by: actor.personId,
      answered_at: null,
      answered_by: null,
      difference_fen: 0,
      paid_list_id: null,
    });
    await tx.insert(allowanceAppealMatters, { id, words: input.words, answer: '' });
    await owe(tx, {
      kind: 'allowance.answer',
      unitPath: line.unit_path,
      duty: 'personnel',
      subject: { table: 'allowance_line', id: line.id, number: monthOf(line.month) },
      dueOn: dayAfter(tx.today, time.answer_days),
    });
    return { result: { appealId: id } };
  },
});

/** Upheld with what is paid besides, or not upheld; either way the leader consents, and the reason is kept. */
const answer: Command = defineCommand({
  name: 'allowance.answerAppeal',
  title: { zh: '答复补贴申诉', en: 'Answer an appeal about an allowance' },
  input: AnswerAllowanceAppeal,
  rule: allowancesPolicy['allowance.answer'],
  async load(tx, input) {
    const appealed = await tx.lock(allowanceAppeals, input.appealId);
    const target = await readLineOf(tx, appealed.line_id);
    const matter = await tx.lock(allowanceAppealMatters, appealed.id);
    return { ...target, appeal: appealed, matter };
  },
  unitPath: ({ line }) => line.unit_path,
  subjectId: ({ line }) => line.id,
  subjectNumber: ({ person, line }) => `${person} ${monthOf(line.month)}`,
  parks: () => allowanceFlows.appeal,
  snapshot: ({ target: { person, line } }) => ({
    person,
    month: monthOf(line.month),
    amount: yuan(line.amount_fen),
  }),
  matter: ({ input, target: { matter } }) => ({
    words: matter.words,
    answer: input.answer,
    difference: yuan(input.differenceFen),
  }),
  async handle(tx, { input, target, actor }) {
    if (target.appeal.state !== 'open') throw refuse('allowance.appeal.answered');
    await tx.update(allowanceAppeals, target.appeal, {
      state: input.differenceFen > 0 ? 'upheld' : 'rejected',
      difference_fen: input.differenceFen,
      answered_at: tx.now,
      answered_by: actor.personId,
    });
    await tx.update(allowanceAppealMatters, target.matter, { answer: input.answer });
    await settle(tx, { kind: 'allowance.answer', subjectId: target.line.id, byId: actor.personId });
    return {};
  },
});

export const appealCommands: readonly Command[] = [appeal, answer];
