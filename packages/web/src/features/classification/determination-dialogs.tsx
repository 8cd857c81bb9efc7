import {
  type DeterminationPageView,
  EnterAnswer,
  RaiseDispute,
  RaiseDoubt,
  RecordReport,
} from '@fengni/server/modules/classification/contract';
import { useRouter } from '@tanstack/react-router';
import { todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { newMarkField } from './mark-field.tsx';
import { claimChoices, disputeChoices, levelChoicesOf } from './question-words.ts';

export type DeterminationAct = 'submit' | 'drop' | 'report' | 'answer' | 'doubt' | 'dispute';

interface DialogProps {
  readonly page: DeterminationPageView;
  readonly onClose: () => void;
}

/** The dialogs of a determination. */
export function DeterminationDialog({ act, ...props }: DialogProps & { readonly act: DeterminationAct }) {
  switch (act) {
    case 'submit':
      return <SubmitDialog {...props} />;
    case 'drop':
      return <DropDialog {...props} />;
    case 'report':
      return <ReportDialog {...props} />;
    case 'answer':
      return <AnswerDialog {...props} />;
    case 'doubt':
      return <DoubtDialog subject={{ table: 'determination', id: props.page.id }} onClose={props.onClose} />;
    case 'dispute':
      return (
        <DisputeDialog
          subject={{ table: 'determination', id: props.page.id }}
          scheme={props.page.scheme}
          onClose={props.onClose}
        />
      );
    default:
      return act satisfies never;
  }
}

function SubmitDialog({ page, onClose }: DialogProps) {
  const atOnce = page.kind === 'no-authority';
  const persons = [page.reviewer, page.decider].filter((name) => name !== null).join(t('determination.then'));
  return (
    <ConfirmShell
      title={t('determination.submit')}
      open
      onClose={onClose}
      happens={
        atOnce
          ? [t('determination.submit.protect', { mark: page.mark }), t('determination.submit.reportat')]
          : [
              t('determination.submit.goes', { persons }),
              t('determination.submit.knows'),
              t('determination.submit.number'),
            ]
      }
      command="determination.submit"
      input={() => ({ determinationId: page.id })}
      confirmLabel={t('determination.submit')}
      doneText={t('determination.submit.done')}
    />
  );
}

function DropDialog({ page, onClose }: DialogProps) {
  const router = useRouter();
  return (
    <ConfirmShell
      title={t('determination.drop')}
      open
      onClose={onClose}
      happens={[t('determination.drop.happens')]}
      command="determination.drop"
      input={() => ({ determinationId: page.id })}
      confirmLabel={t('determination.drop')}
      doneText={t('determination.drop.done')}
      onDone={() => router.history.push(paths.classification())}
    />
  );
}

function ReportDialog({ page, onClose }: DialogProps) {
  return (
    <FormDialog
      title={t('determination.report.record')}
      open
      onClose={onClose}
      contract={RecordReport}
      command="determination.recordReport"
      fixed={{ determinationId: page.id }}
      initial={{ reportedOn: todayHere(), reportTo: page.matter?.reportTo ?? '' }}
      submitLabel={t('determination.report.record')}
      doneText={t('determination.report.done')}
      fields={[
        { name: 'reportedOn', label: t('determination.report.day'), kind: 'day' },
        { name: 'reportTo', label: t('determination.reportto'), kind: 'text' },
        { name: 'reportNo', label: t('determination.report.no'), kind: 'text', optional: 'absent' },
      ]}
    />
  );
}

function AnswerDialog({ page, onClose }: DialogProps) {
  return (
    <FormDialog
      title={t('determination.answer.enter')}
      open
      onClose={onClose}
      contract={EnterAnswer}
      command="determination.enterAnswer"
      fixed={{ determinationId: page.id }}
      initial={{ answer: 'confirmed', answeredOn: todayHere(), answeredBy: page.matter?.reportTo ?? '' }}
      submitLabel={t('determination.answer.enter')}
      doneText={t('determination.answer.done')}
      fields={[
        {
          name: 'answer',
          label: t('determination.answer'),
          kind: 'radio',
          choices: [
            { value: 'confirmed', label: t('determination.answer.confirmed') },
            { value: 'changed', label: t('determination.answer.changed') },
            { value: 'not-secret', label: t('determination.answer.not-secret') },
          ],
        },
        newMarkField(t('determination.answer.mark.why')),
        { name: 'answeredOn', label: t('determination.answer.day'), kind: 'day' },
        { name: 'answeredBy', label: t('determination.answer.by'), kind: 'text' },
        { name: 'answerNo', label: t('determination.report.no'), kind: 'text', optional: 'absent' },
        { name: 'words', label: t('determination.answer.words'), kind: 'textarea', optional: 'absent' },
      ]}
    />
  );
}

export interface SubjectProps {
  readonly subject: { readonly table: 'determination' | 'carrier'; readonly id: string };
  readonly onClose: () => void;
}

/** Whoever knows a thing says what seems wrong about its classification. */
export function DoubtDialog({ subject, onClose }: SubjectProps) {
  return (
    <FormDialog
      title={t('question.doubt')}
      open
      onClose={onClose}
      contract={RaiseDoubt}
      command="classification.raiseDoubt"
      fixed={{ subject }}
      initial={{ claim: 'over' }}
      submitLabel={t('question.doubt')}
      doneText={t('question.raised')}
      fields={[
        { name: 'claim', label: t('question.claim'), kind: 'radio', choices: claimChoices() },
        { name: 'reason', label: t('question.reason'), kind: 'textarea', why: t('question.reason.why') },
      ]}
    >
      <p className="note">{t('question.doubt.happens')}</p>
    </FormDialog>
  );
}

/** A dispute between bodies: until it is decided the highest level claimed protects. */
export function DisputeDialog({ subject, scheme, onClose }: SubjectProps & { readonly scheme: string }) {
  return (
    <FormDialog
      title={t('question.dispute')}
      open
      onClose={onClose}
      contract={RaiseDispute}
      command="classification.raiseDispute"
      fixed={{ subject }}
      initial={{ claim: 'under' }}
      submitLabel={t('question.dispute')}
      doneText={t('question.raised')}
      fields={[
        { name: 'claim', label: t('question.claim'), kind: 'radio', choices: disputeChoices() },
        {
          name: 'level',
          label: t('question.level'),
          kind: 'select',
          optional: 'null',
          choices: levelChoicesOf(scheme),
          why: t('question.level.why'),
        },
        { name: 'reason', label: t('question.reason'), kind: 'textarea', why: t('question.dispute.why') },
      ]}
    >
      <p className="note">{t('question.dispute.happens')}</p>
    </FormDialog>
  );
}
