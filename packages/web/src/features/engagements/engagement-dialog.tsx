import {
  AllowArea,
  ChangeSponsor,
  ProlongEngagement,
  RecordBriefing,
} from '@fengni/server/modules/engagements/contract';
import { todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import type { Engagement } from './engagement-page.tsx';

export type EngagementAct =
  | 'begin'
  | 'withdraw'
  | 'briefing'
  | 'letter'
  | 'prolong'
  | 'sponsor'
  | 'area'
  | 'end'
  | 'handBack';

/** The dialogs of one engagement. */
export function EngagementDialog({
  act,
  engagement,
  onClose,
}: {
  act: EngagementAct;
  engagement: Engagement;
  onClose: () => void;
}) {
  const fixed = { engagementId: engagement.id };
  const shared = { open: true, onClose } as const;
  switch (act) {
    case 'begin':
      return (
        <ConfirmShell
          {...shared}
          title={t('engagement.begin')}
          happens={[
            engagement.clearedTo === null ? t('engagement.begin.head') : t('engagement.begin.both'),
            t('engagement.begin.then'),
          ]}
          command="engagement.begin"
          input={() => fixed}
          confirmLabel={t('engagement.ask')}
        />
      );
    case 'withdraw':
      return (
        <ConfirmShell
          {...shared}
          title={t('engagement.withdraw')}
          happens={[t('engagement.withdraw.happens')]}
          command="engagement.withdraw"
          input={() => fixed}
          confirmLabel={t('engagement.withdraw')}
          doneText={t('engagement.withdraw.done')}
        />
      );
    case 'letter':
      return (
        <ConfirmShell
          {...shared}
          title={t('engagement.letter.issue')}
          happens={[t('engagement.letter.happens')]}
          command="engagement.issueLetter"
          input={() => fixed}
          confirmLabel={t('engagement.letter.issue')}
          doneText={t('engagement.letter.done')}
        />
      );
    case 'briefing':
      return (
        <FormDialog
          {...shared}
          title={t('engagement.briefing.record')}
          contract={RecordBriefing}
          command="engagement.recordBriefing"
          fixed={fixed}
          initial={{ briefedOn: todayHere(), note: engagement.briefing }}
          submitLabel={t('engagement.briefing.record')}
          doneText={t('engagement.briefing.done')}
          fields={[
            { name: 'briefedOn', label: t('engagement.briefing.day'), kind: 'day' },
            {
              name: 'note',
              label: t('engagement.briefing.note'),
              kind: 'textarea',
              optional: 'absent',
              why: t('engagement.briefing.why'),
            },
          ]}
        />
      );
    case 'prolong':
      return (
        <FormDialog
          {...shared}
          title={t('engagement.prolong')}
          contract={ProlongEngagement}
          command="engagement.prolong"
          fixed={fixed}
          submitLabel={t('engagement.ask')}
          fields={[
            { name: 'untilOn', label: t('engagement.prolong.until'), kind: 'day' },
            { name: 'reason', label: t('field.reason'), kind: 'textarea' },
          ]}
        />
      );
    case 'sponsor':
      return (
        <FormDialog
          {...shared}
          title={t('engagement.change.sponsor')}
          contract={ChangeSponsor}
          command="engagement.changeSponsor"
          fixed={fixed}
          submitLabel={t('engagement.ask')}
          fields={[
            {
              name: 'sponsorId',
              label: t('engagement.sponsor'),
              kind: 'person',
              why: t('engagement.change.sponsor.why'),
            },
            { name: 'reason', label: t('field.reason'), kind: 'textarea' },
          ]}
        />
      );
    case 'area':
      return <AreaDialog engagement={engagement} onClose={onClose} />;
    case 'end':
      return (
        <ConfirmShell
          {...shared}
          title={t('engagement.end')}
          happens={[t('engagement.end.now', { name: engagement.name }), t('engagement.end.then')]}
          command="engagement.end"
          input={(reason) => ({ ...fixed, reason })}
          reasonLabel={t('field.reason')}
          confirmLabel={t('engagement.end')}
          doneText={t('engagement.end.done')}
        />
      );
    case 'handBack':
      return (
        <ConfirmShell
          {...shared}
          title={t('engagement.hand.back')}
          happens={[t('engagement.hand.back.happens')]}
          command="engagement.handBack"
          input={() => fixed}
          confirmLabel={t('engagement.hand.back')}
          doneText={t('engagement.hand.back.done')}
        />
      );
    default:
      return act satisfies never;
  }
}

function AreaDialog({ engagement, onClose }: { engagement: Engagement; onClose: () => void }) {
  const onlyEscorted = engagement.keyPlaces === 'escorted';
  return (
    <FormDialog
      title={t('engagement.area.allow')}
      open
      onClose={onClose}
      contract={AllowArea}
      command="engagement.allowArea"
      fixed={{ engagementId: engagement.id, ...(onlyEscorted ? { escorted: true } : {}) }}
      initial={{ escorted: true }}
      submitLabel={t('engagement.ask')}
      fields={[
        {
          name: 'keyPlaceId',
          label: t('engagement.area'),
          kind: 'select',
          choices: engagement.places.map((place) => ({
            value: place.id,
            label: `${place.unit} ${place.name}`,
          })),
        },
        ...(onlyEscorted
          ? []
          : [{ name: 'escorted', label: t('engagement.area.escorted'), kind: 'toggle' } as const]),
      ]}
    >
      {onlyEscorted ? <p className="note">{t('engagement.area.only.escorted')}</p> : null}
    </FormDialog>
  );
}
