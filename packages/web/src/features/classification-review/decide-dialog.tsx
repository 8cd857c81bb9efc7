import { DecideReview, type ReviewItemView } from '@fengni/server/modules/classification/review/contract';
import { t } from '../../lib/i18n.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { reasonChoices } from './review-words.ts';

/** Keeps the chosen things as they are, or proposes their change, with one reason of the list. */
export function DecideDialog(props: {
  readonly reviewId: string;
  readonly decision: 'keep' | 'change';
  readonly items: readonly ReviewItemView[];
  readonly onClose: () => void;
}) {
  const { reviewId, decision, items, onClose } = props;
  const keeps = decision === 'keep';
  return (
    <FormDialog
      title={keeps ? t('review.keep') : t('review.change')}
      open
      onClose={onClose}
      contract={DecideReview}
      command="review.decide"
      fixed={{ reviewId, itemIds: items.map((item) => item.id), decision }}
      submitLabel={t('review.decide.submit', { n: items.length })}
      doneText={t('review.decided')}
      fields={[
        {
          name: 'reason',
          label: keeps ? t('review.keep.reason') : t('review.change.which'),
          kind: 'radio',
          choices: reasonChoices(decision),
          why: keeps ? t('review.keep.why') : t('review.change.why'),
        },
      ]}
    >
      <p className="note">
        {t('review.decide.what', {
          n: items.length,
          numbers: items
            .map((item) => item.number)
            .slice(0, 8)
            .join(t('list.and')),
        })}
      </p>
    </FormDialog>
  );
}
