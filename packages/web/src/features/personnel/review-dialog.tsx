import {
  DecideReview,
  GiveOpinion,
  type ReviewView,
  WithdrawReview,
} from '@fengni/server/modules/personnel/contract';
import { formatDay } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { personGradeWords, resultChoices, sideWords, verdictChoices } from './personnel-words.ts';

export type ReviewAct = 'heads' | 'personnel' | 'office' | 'decide' | 'tell' | 'withdraw';

interface DialogProps {
  readonly review: ReviewView;
  readonly onClose: () => void;
}

/** The dialogs of a review. */
export function ReviewDialog({
  act,
  review,
  onClose,
}: DialogProps & { readonly act: Exclude<ReviewAct, 'heads'> }) {
  switch (act) {
    case 'personnel':
    case 'office':
      return (
        <FormDialog
          title={t('personnel.opinion.of', { side: sideWords(act) })}
          open
          onClose={onClose}
          contract={GiveOpinion}
          command="personnel.giveOpinion"
          fixed={{ reviewId: review.id, side: act }}
          initial={{ verdict: 'agree' }}
          submitLabel={t('personnel.opinion.give')}
          doneText={t('personnel.opinion.done')}
          fields={[
            { name: 'verdict', label: t('personnel.verdict'), kind: 'radio', choices: verdictChoices() },
            {
              name: 'opinion',
              label: t('personnel.opinion'),
              kind: 'textarea',
              why: t('personnel.opinion.why'),
            },
          ]}
        />
      );
    case 'decide':
      return <DecideDialog review={review} onClose={onClose} />;
    case 'withdraw':
      return (
        <FormDialog
          title={t('personnel.withdraw')}
          open
          onClose={onClose}
          contract={WithdrawReview}
          command="personnel.withdrawReview"
          fixed={{ reviewId: review.id }}
          submitLabel={t('personnel.withdraw')}
          doneText={t('personnel.withdraw.done')}
          fields={[{ name: 'reason', label: t('field.reason'), kind: 'textarea' }]}
        />
      );
    case 'tell':
      return (
        <ConfirmShell
          title={t('personnel.tell')}
          open
          onClose={onClose}
          happens={[t('personnel.tell.one', { person: review.person }), t('personnel.tell.two')]}
          command="personnel.tellReview"
          input={() => ({ reviewId: review.id })}
          confirmLabel={t('personnel.tell')}
          doneText={t('personnel.tell.done')}
        />
      );
    default:
      return act satisfies never;
  }
}

function DecideDialog({ review, onClose }: DialogProps) {
  return (
    <FormDialog
      title={t('personnel.decide')}
      open
      onClose={onClose}
      contract={DecideReview}
      command="personnel.decideReview"
      fixed={{ reviewId: review.id }}
      initial={{ result: 'pass', validUntil: review.validUntilMost }}
      submitLabel={t('personnel.decide.ask')}
      fields={[
        { name: 'result', label: t('personnel.result'), kind: 'radio', choices: resultChoices() },
        {
          name: 'conditions',
          label: t('personnel.conditions'),
          kind: 'textarea',
          optional: 'absent',
          why: t('personnel.conditions.why'),
        },
        {
          name: 'validUntil',
          label: t('personnel.valid'),
          kind: 'day',
          optional: 'null',
          why: t('personnel.valid.why', { day: formatDay(review.validUntilMost) }),
        },
        { name: 'reason', label: t('field.reason'), kind: 'textarea' },
      ]}
    >
      <p className="note">
        {review.grade === 'CORE' ? t('personnel.decide.core') : t('personnel.decide.leader')}{' '}
        {t('personnel.decide.then', { grade: personGradeWords(review.grade) })}
      </p>
    </FormDialog>
  );
}
