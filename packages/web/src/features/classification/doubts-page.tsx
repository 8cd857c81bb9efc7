import { AnswerQuestion, QuestionList } from '@fengni/server/modules/classification/contract';
import { useState } from 'react';
import { formatDay, formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { type UrlFilters, useUrlFilters } from '../../lib/url-state.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { FieldSpec } from '../../ui/form-field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { LevelChip } from '../../ui/level-chip.tsx';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { pageAction } from '../keeping/copy-words.ts';
import { levelWords, markColour } from './classification-words.ts';
import { newMarkField } from './mark-field.tsx';
import { type Question, claimWords } from './question-words.ts';

type Act = { readonly kind: 'answer' | 'withdraw'; readonly question: Question };

/** Doubts and disputes about what is classified: each is answered with reasons. */
export function DoubtsPage() {
  const [filters, changeFilters] = useUrlFilters();
  const [act, setAct] = useState<Act | null>(null);
  const state = readState(filters);
  return (
    <PageFrame
      title={t('question.title')}
      crumbs={[
        { label: t('nav.classification'), to: paths.classification() },
        { label: t('question.title') },
      ]}
      sub={t('question.sub')}
      wide
    >
      <Tabs
        label={t('question.title')}
        current={state}
        onChange={(next) => changeFilters({ state: next === 'open' ? '' : next })}
        tabs={[
          { key: 'open', label: t('question.open') },
          { key: 'answered', label: t('question.answered') },
        ]}
      >
        <RegisterShell
          key={state}
          id={`question.${state}`}
          label={t('question.title')}
          query="classification.questions"
          output={QuestionList}
          input={() => ({ state })}
          columns={columns(state, setAct)}
          rowKey={(row) => row.id}
          empty={<EmptyState title={t('question.empty')} first={t('question.empty.first')} />}
        />
      </Tabs>
      {act?.kind === 'answer' ? <AnswerDialog question={act.question} onClose={() => setAct(null)} /> : null}
      {act?.kind === 'withdraw' ? (
        <ConfirmShell
          title={t('question.withdraw')}
          open
          onClose={() => setAct(null)}
          happens={[t('question.withdraw.happens')]}
          command="classification.withdrawQuestion"
          input={(reason) => ({ questionId: act.question.id, reason })}
          reasonLabel={t('field.reason')}
          confirmLabel={t('question.withdraw')}
          doneText={t('question.withdraw.done')}
        />
      ) : null}
    </PageFrame>
  );
}

function readState(filters: UrlFilters): 'open' | 'answered' {
  return filters['state'] === 'answered' ? 'answered' : 'open';
}

function columns(state: 'open' | 'answered', onAct: (act: Act) => void): readonly Column<Question>[] {
  const ended: readonly Column<Question>[] = [
    {
      key: 'outcome',
      title: t('question.outcome'),
      render: (row) => (row.outcome === null ? t('question.withdrawn') : outcomeWords(row)),
    },
    { key: 'answer', title: t('question.answer'), render: (row) => row.answer },
  ];
  const open: readonly Column<Question>[] = [
    { key: 'due', title: t('question.due'), numeric: true, render: (row) => formatDay(row.dueOn) },
    {
      key: 'act',
      title: t('action.group'),
      render: (row) => (row.actions.length === 0 ? null : <Acts row={row} onAct={onAct} />),
    },
  ];
  return [
    {
      key: 'subject',
      title: t('question.subject'),
      fixed: true,
      render: (row) => (
        <AppLink
          to={
            row.subject.table === 'carrier'
              ? paths.carrier(row.subject.id)
              : paths.determination(row.subject.id)
          }
        >
          {row.subject.number}
        </AppLink>
      ),
    },
    {
      key: 'kind',
      title: t('question.kind'),
      render: (row) => (row.kind === 'dispute' ? t('question.kind.dispute') : t('question.kind.doubt')),
    },
    {
      key: 'mark',
      title: t('field.level'),
      render: (row) => <LevelChip mark={row.mark} level={markColour(row.scheme, row.mark)} />,
    },
    {
      key: 'claim',
      title: t('question.claim'),
      render: (row) =>
        [claimWords(row.claim), row.claimedLevel === null ? '' : levelWords(row.scheme, row.claimedLevel)]
          .filter((part) => part !== '')
          .join(' '),
    },
    { key: 'reason', title: t('question.reason'), render: (row) => row.reason },
    { key: 'by', title: t('question.by'), render: (row) => `${row.raisedBy} ${formatInstant(row.raisedAt)}` },
    ...(state === 'open' ? open : ended),
  ];
}

function outcomeWords(row: Question): string {
  const words = row.outcome === 'changed' ? t('question.outcome.changed') : t('question.outcome.kept');
  return [words, row.answeredBody ?? row.answeredBy ?? ''].filter((part) => part !== '').join(' · ');
}

function Acts({ row, onAct }: { row: Question; onAct: (act: Act) => void }) {
  return (
    <ActionBar
      next={null}
      about={row.subject.number}
      actions={[
        pageAction(row.actions, {
          command: 'classification.answerQuestion',
          label: t('question.answer.give'),
          onDo: () => onAct({ kind: 'answer', question: row }),
        }),
        pageAction(row.actions, {
          command: 'classification.withdrawQuestion',
          label: t('question.withdraw'),
          onDo: () => onAct({ kind: 'withdraw', question: row }),
        }),
      ]}
    />
  );
}

function AnswerDialog({ question, onClose }: { question: Question; onClose: () => void }) {
  const dispute = question.kind === 'dispute';
  const outside: FieldSpec[] = dispute
    ? [
        { name: 'answeredBody', label: t('question.body'), kind: 'text', why: t('question.body.why') },
        { name: 'answerNo', label: t('determination.report.no'), kind: 'text' },
      ]
    : [];
  const mark: FieldSpec[] =
    question.subject.table === 'determination' ? [newMarkField(t('question.mark.why'))] : [];
  return (
    <FormDialog
      title={t('question.answer.give')}
      open
      onClose={onClose}
      contract={AnswerQuestion}
      command="classification.answerQuestion"
      fixed={{ questionId: question.id }}
      initial={{ outcome: 'kept' }}
      submitLabel={t('question.answer.give')}
      doneText={t('question.answer.done')}
      fields={[
        {
          name: 'outcome',
          label: t('question.outcome'),
          kind: 'radio',
          choices: [
            { value: 'kept', label: t('question.outcome.kept') },
            { value: 'changed', label: t('question.outcome.changed') },
          ],
        },
        ...mark,
        ...outside,
        { name: 'answer', label: t('question.answer'), kind: 'textarea', why: t('question.answer.why') },
      ]}
    >
      <p className="note">{t('question.asked', { reason: question.reason ?? '' })}</p>
    </FormDialog>
  );
}
