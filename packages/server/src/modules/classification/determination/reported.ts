import { type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import { owe, settle } from '@fengni/kernel/obligation/owe';
import { EnterAnswer, RecordReport } from './contract.ts';
import { determinationMark } from './marks.ts';
import { answerDay } from './periods.ts';
import { determinationPolicy } from './policy.ts';
import { refuse } from './store.ts';
import { reportUpward } from './submit.ts';
import { determinationMatters, determinations } from './tables.ts';

const awaitAnswer = 'determination.answer';

async function lockProvisional(tx: LoadTx, determinationId: string) {
  const determination = await tx.lock(determinations, determinationId);
  const matter = await tx.lock(determinationMatters, determinationId);
  if (determination.state !== 'provisional') throw refuse('determination.not.provisional');
  return { determination, matter };
}

/** A matter without authority, or an unclear one, went upward on paper: when, to whom, under which number. */
const recordReport = defineCommand({
  name: 'determination.recordReport',
  title: { zh: '登记上报', en: 'Record the report upward' },
  input: RecordReport,
  rule: determinationPolicy['determination.report'],
  load: (tx, input) => lockProvisional(tx, input.determinationId),
  unitPath: ({ determination }) => determination.unit_path,
  subjectId: ({ determination }) => determination.id,
  async handle(tx, { input, target: { determination, matter }, actor }) {
    const draftedOn = determination.drafted_at.toISOString().slice(0, 10);
    if (input.reportedOn > tx.today || input.reportedOn < draftedOn) throw refuse('determination.date');
    const dueOn = answerDay(determination, input.reportedOn);
    await tx.update(determinations, determination, { reported_on: input.reportedOn, answer_due_on: dueOn });
    await tx.update(determinationMatters, matter, { report_to: input.reportTo, report_no: input.reportNo });
    await settle(tx, { kind: reportUpward, subjectId: determination.id, byId: actor.personId });
    await owe(tx, {
      kind: awaitAnswer,
      unitPath: determination.unit_path,
      personId: determination.drafted_by,
      subject: { table: 'determination', id: determination.id, number: determination.number ?? '' },
      dueOn,
      basis:
        determination.kind === 'unclear' ? 'cn-state-secret#unclear-matter-decision' : 'cn-state-secret#D5',
    });
    return {};
  },
});

/** What the superior, or the bureau, made of it. Carriers marked by it follow by regrading (CLS-7). */
const enterAnswer = defineCommand({
  name: 'determination.enterAnswer',
  title: { zh: '登记上级答复', en: 'Enter the answer' },
  input: EnterAnswer,
  rule: determinationPolicy['determination.report'],
  load: (tx, input) => lockProvisional(tx, input.determinationId),
  unitPath: ({ determination }) => determination.unit_path,
  subjectId: ({ determination }) => determination.id,
  async handle(tx, { input, target: { determination, matter }, actor }) {
    if (determination.reported_on === null) throw refuse('determination.report.missing');
    if (input.answeredOn > tx.today || input.answeredOn < determination.reported_on)
      throw refuse('determination.date');
    const columns = input.mark === null ? null : determinationMark(input.mark);
    const changed = columns !== null && columns.mark !== determination.mark;
    if (changed !== (input.answer === 'changed') || (columns !== null && !changed))
      throw refuse('determination.answer.mark');
    await tx.update(determinations, determination, {
      ...columns,
      state: input.answer === 'not-secret' ? 'released' : 'decided',
      answered_on: input.answeredOn,
      answer: input.answer,
      proposed_mark: changed ? determination.mark : null,
    });
    await tx.update(determinationMatters, matter, {
      answered_by: input.answeredBy,
      answer_no: input.answerNo,
      answer_words: input.words,
    });
    await settle(tx, { kind: awaitAnswer, subjectId: determination.id, byId: actor.personId });
    return {};
  },
});

export const reportCommands = [recordReport, enterAnswer];
