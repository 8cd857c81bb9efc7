import { fileUrl } from '../../lib/client.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { holdsDuty, useActor } from '../../lib/session.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card } from '../../ui/page-frame.tsx';

export interface MarksCardProps {
  readonly carrierId: string;
  readonly knows: boolean;
  /** Copies whose mark on paper is to be changed by hand; none where the mark was never changed. */
  readonly changedCopyIds: readonly string[];
}

/** On the page of a carrier: its file checked and marked, and the papers where no mark can be put on. */
export function MarksCard({ carrierId, knows, changedCopyIds }: MarksCardProps) {
  const actor = useActor();
  const prints = holdsDuty(actor, 'officer', 'document-clerk', 'cipher-clerk');
  const slips = prints && changedCopyIds.length > 0;
  if (!knows && !slips) return null;
  return (
    <Card title={t('marks.card')}>
      <div className="form">
        {knows ? (
          <AppLink to={paths.checkMarks({ carrier: carrierId })}>{t('marks.card.check')}</AppLink>
        ) : null}
        {knows && prints ? (
          <ActionButton href={fileUrl('marks.writtenNotice', { carrierId })} target="_blank">
            {t('marks.notice')}
          </ActionButton>
        ) : null}
        {slips ? (
          <ActionButton href={fileUrl('marks.reMarkingSlip', { copyIds: changedCopyIds })} target="_blank">
            {t('marks.slip')}
          </ActionButton>
        ) : null}
      </div>
    </Card>
  );
}
