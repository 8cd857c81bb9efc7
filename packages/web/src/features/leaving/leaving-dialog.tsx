import { CloseShort, DecideCooling, RecordTalk } from '@fengni/server/modules/leaving/contract';
import { todayHere } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import type { Leaving } from './leaving-page.tsx';
import { managerChoices } from './leaving-words.ts';

export type LeavingAct = 'talk' | 'cooling' | 'freeze' | 'close' | 'short' | 'cancel';

interface DialogProps {
  readonly leaving: Leaving;
  readonly onClose: () => void;
}

/** The dialogs of a leaving procedure. */
export function LeavingDialog({ act, leaving, onClose }: DialogProps & { readonly act: LeavingAct }) {
  switch (act) {
    case 'talk':
      return (
        <FormDialog
          title={t('leaving.talk.record')}
          open
          onClose={onClose}
          contract={RecordTalk}
          command="leaving.recordTalk"
          fixed={{ leavingId: leaving.id }}
          initial={{ talkedOn: todayHere(), talk: leaving.talk }}
          submitLabel={t('leaving.talk.record')}
          doneText={t('leaving.talk.done')}
          fields={[
            { name: 'talkedOn', label: t('leaving.talk.day'), kind: 'day' },
            { name: 'talk', label: t('leaving.talk.words'), kind: 'textarea', why: t('leaving.talk.why') },
          ]}
        />
      );
    case 'cooling':
      return <CoolingDialog leaving={leaving} onClose={onClose} />;
    case 'short':
      return (
        <FormDialog
          title={t('leaving.short')}
          open
          onClose={onClose}
          contract={CloseShort}
          command="leaving.closeShort"
          fixed={{ leavingId: leaving.id }}
          submitLabel={t('leaving.short.ask')}
          fields={[{ name: 'reason', label: t('field.reason'), kind: 'textarea' }]}
        >
          <p className="note">{t('leaving.short.happens', { n: leaving.heldCount })}</p>
        </FormDialog>
      );
    case 'freeze':
      return (
        <ConfirmShell
          title={t('leaving.freeze')}
          open
          onClose={onClose}
          happens={[t('leaving.freeze.one', { person: leaving.person }), t('leaving.freeze.two')]}
          command="leaving.freeze"
          input={() => ({ leavingId: leaving.id })}
          confirmLabel={t('leaving.freeze')}
          doneText={t('leaving.freeze.done')}
        />
      );
    case 'close':
      return (
        <ConfirmShell
          title={t('leaving.close')}
          open
          onClose={onClose}
          happens={[t('leaving.close.one'), t('leaving.close.two')]}
          command="leaving.close"
          input={() => ({ leavingId: leaving.id })}
          confirmLabel={t('leaving.close')}
          doneText={t('leaving.close.done')}
        />
      );
    case 'cancel':
      return (
        <ConfirmShell
          title={t('leaving.cancel')}
          open
          onClose={onClose}
          happens={[t('leaving.cancel.happens')]}
          command="leaving.cancel"
          input={(reason) => ({ leavingId: leaving.id, reason })}
          reasonLabel={t('field.reason')}
          confirmLabel={t('leaving.cancel')}
          doneText={t('leaving.cancel.done')}
        />
      );
    default:
      return act satisfies never;
  }
}

function CoolingDialog({ leaving, onClose }: DialogProps) {
  const { proposal } = leaving;
  return (
    <FormDialog
      title={t('cooling.decide')}
      open
      onClose={onClose}
      contract={DecideCooling}
      command="cooling.decide"
      fixed={{ leavingId: leaving.id }}
      initial={{ months: proposal?.months ?? 12, managedBy: 'house', visitEveryMonths: 6 }}
      submitLabel={t('cooling.ask')}
      fields={[
        {
          name: 'months',
          label: t('cooling.months'),
          kind: 'number',
          why:
            proposal === null
              ? t('cooling.no.proposal')
              : t('cooling.span', { min: proposal.monthsMin, max: proposal.monthsMax }),
        },
        {
          name: 'managedBy',
          label: t('cooling.managed'),
          kind: 'radio',
          choices: managerChoices(),
          why: t('cooling.managed.why'),
        },
        { name: 'visitEveryMonths', label: t('cooling.visit.every'), kind: 'number' },
        { name: 'reason', label: t('field.reason'), kind: 'textarea' },
      ]}
    >
      {proposal === null ? null : (
        <ul className="confirm-list">
          {proposal.reasons.map((reason) => (
            <li key={reason.en}>{pick(reason)}</li>
          ))}
        </ul>
      )}
    </FormDialog>
  );
}
