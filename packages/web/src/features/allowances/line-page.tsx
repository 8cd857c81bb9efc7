import {
  AllowanceLinePage as Contract,
  AnswerAllowanceAppeal,
  AppealAllowance,
  CorrectAllowance,
} from '@fengni/server/modules/allowances/contract';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { z } from 'zod';
import { formatDay, todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { AppLink } from '../../ui/link.tsx';
import { KeyValues, Card, PageFrame, TwoColumns } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { gradeWords } from '../organisation/org-words.ts';
import { lineKindWords, money, monthWords, stateWords } from './allowance-words.ts';
import { AppealsCard } from './appeals-card.tsx';
import { ExplanationCard } from './explanation-card.tsx';
import { moneyField } from './money-input.tsx';

export type AllowanceLineData = z.output<typeof Contract>;
type Act = 'correct' | 'appeal' | 'answer';

/** How somebody's allowance of a month comes about: the days, the facts, what was corrected, what he says to it. */
export function AllowanceLinePage() {
  const { id = '' } = useParams({ strict: false });
  const page = useQueryData({ name: 'allowance.line', input: { lineId: id }, output: Contract });
  return <QueryView query={page}>{(data) => <Loaded line={data} />}</QueryView>;
}

function Loaded({ line }: { line: AllowanceLineData }) {
  const [act, setAct] = useState<Act | null>(null);
  const crumbs = line.isOwn
    ? [{ label: t('nav.allowance.mine'), to: paths.myAllowance() }]
    : [
        { label: t('nav.allowances'), to: paths.allowances() },
        { label: monthWords(line.month), to: paths.allowanceList(line.listId) },
      ];
  return (
    <PageFrame
      title={t('allowance.line.of', { person: line.person, month: monthWords(line.month) })}
      crumbs={[...crumbs, { label: line.isOwn ? monthWords(line.month) : line.person }]}
      sub={[lineKindWords(line.kind), line.unit, stateWords(line.listState)].join(' · ')}
      actions={<Actions line={line} onAct={setAct} />}
    >
      <TwoColumns
        main={
          <>
            <ExplanationCard line={line} />
            <AppealsCard line={line} />
          </>
        }
        side={<FactsCard line={line} />}
      />
      {act === null ? null : <LineDialog act={act} line={line} onClose={() => setAct(null)} />}
    </PageFrame>
  );
}

function Actions({ line, onAct }: { line: AllowanceLineData; onAct: (act: Act) => void }) {
  const isOpen = line.appeals.some((one) => one.state === 'open');
  const answers = line.pending.some((one) => one.command === 'allowance.answerAppeal');
  const time =
    line.appealUntil === null
      ? t('allowance.appeal.early')
      : line.appealUntil < todayHere()
        ? t('allowance.appeal.late', { day: formatDay(line.appealUntil) })
        : null;
  const correct = {
    key: 'correct',
    label: t('allowance.correct'),
    disabledReason:
      (line.mayCorrect ? null : t('allowance.correct.who')) ??
      (line.listState === 'computed' ? null : t('allowance.correct.when')),
    onDo: () => onAct('correct'),
  };
  const appeal = {
    key: 'appeal',
    label: line.isOwn ? t('allowance.appeal') : t('allowance.appeal.enter'),
    disabledReason:
      (line.mayAppeal ? null : t('allowance.appeal.who')) ??
      (isOpen ? t('allowance.appeal.waits') : null) ??
      time,
    onDo: () => onAct('appeal'),
  };
  const answer = {
    key: 'answer',
    label: t('allowance.answer'),
    disabledReason:
      (line.mayAnswer ? null : t('allowance.correct.who')) ??
      (isOpen ? null : t('allowance.answer.none')) ??
      (answers ? t('allowance.answer.asked') : null),
    onDo: () => onAct('answer'),
  };
  // the person himself has one thing to do here, and does not see what others could
  if (line.isOwn && !line.mayCorrect) return <ActionBar next="appeal" actions={[appeal]} />;
  return <ActionBar next={isOpen ? 'answer' : 'correct'} actions={[correct, answer, appeal]} />;
}

function FactsCard({ line }: { line: AllowanceLineData }) {
  return (
    <Card title={t('allowance.facts')}>
      <KeyValues
        rows={[
          [
            t('allowance.person'),
            line.isOwn ? (
              line.person
            ) : (
              <AppLink key="person" to={paths.person(line.personId)}>
                {line.person}
              </AppLink>
            ),
          ],
          [t('allowance.grade'), line.grade === null ? '' : gradeWords(line.grade)],
          [t('allowance.amount'), t('allowance.yuan', { amount: money(line.amountFen) })],
          [t('field.state'), stateWords(line.listState)],
          [t('allowance.basis'), line.basis === '' ? t('allowance.basis.none') : line.basis],
          ...(line.appealUntil === null
            ? []
            : [[t('allowance.appeal.until'), formatDay(line.appealUntil)] as const]),
        ]}
      />
    </Card>
  );
}

function LineDialog({ act, line, onClose }: { act: Act; line: AllowanceLineData; onClose: () => void }) {
  const shared = { open: true, onClose };
  if (act === 'correct') {
    return (
      <FormDialog
        {...shared}
        title={t('allowance.correct')}
        contract={CorrectAllowance}
        command="allowance.correct"
        fixed={{ lineId: line.id }}
        initial={{ amountFen: line.amountFen, reason: line.reason }}
        submitLabel={t('allowance.correct')}
        doneText={t('allowance.correct.done')}
        fields={[
          moneyField({
            name: 'amountFen',
            label: t('allowance.amount'),
            why: t('allowance.correct.why', { amount: money(line.computedFen) }),
          }),
          { name: 'reason', label: t('field.reason'), kind: 'textarea', why: t('allowance.correct.seen') },
        ]}
      />
    );
  }
  if (act === 'appeal') {
    return (
      <FormDialog
        {...shared}
        title={t('allowance.appeal')}
        contract={AppealAllowance}
        command="allowance.appeal"
        fixed={{ lineId: line.id }}
        submitLabel={t('allowance.appeal.send')}
        doneText={t('allowance.appeal.done')}
        fields={[
          {
            name: 'words',
            label: t('allowance.appeal.words'),
            kind: 'textarea',
            why: t('allowance.appeal.why'),
          },
        ]}
      />
    );
  }
  const open = line.appeals.find((one) => one.state === 'open');
  return (
    <FormDialog
      {...shared}
      title={t('allowance.answer')}
      contract={AnswerAllowanceAppeal}
      command="allowance.answerAppeal"
      fixed={{ appealId: open?.id ?? '' }}
      initial={{ differenceFen: 0 }}
      submitLabel={t('allowance.answer.ask')}
      fields={[
        moneyField({
          name: 'differenceFen',
          label: t('allowance.difference'),
          why: t('allowance.difference.why'),
        }),
        { name: 'answer', label: t('allowance.answer.words'), kind: 'textarea' },
      ]}
    >
      <p className="note">{open?.words ?? ''}</p>
    </FormDialog>
  );
}
