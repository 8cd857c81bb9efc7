import {
  ChangeSupply,
  GiveSupply,
  HandOverSupply,
  RecordAgreement,
  RecordPermission,
  ReturnSupply,
} from '@fengni/server/modules/visits/contract';
import { todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { scanField } from '../scans/scan-field.tsx';
import { supplyFields } from './supply-form.tsx';
import type { Supply } from './visit-standing.ts';

export type SupplyAct =
  | 'permission'
  | 'agreement'
  | 'submit'
  | 'give'
  | 'return'
  | 'change'
  | 'hand-over'
  | 'cancel';

interface DialogProps {
  readonly act: SupplyAct;
  readonly supply: Supply;
  readonly onClose: () => void;
}

/** The dialogs of something given to an outsider. */
export function SupplyDialog({ act, supply, onClose }: DialogProps) {
  const call = { supplyId: supply.id };
  const common = { open: true, onClose, fixed: call } as const;
  switch (act) {
    case 'permission':
      return (
        <FormDialog
          {...common}
          title={t('supply.permission.record')}
          contract={RecordPermission}
          command="supply.recordPermission"
          initial={{ permittedOn: todayHere() }}
          submitLabel={t('supply.permission.record')}
          fields={[
            { name: 'permittedBy', label: t('supply.permission.by'), kind: 'text', autoFocus: true },
            { name: 'documentNo', label: t('supply.permission.no'), kind: 'text' },
            { name: 'permittedOn', label: t('supply.permission.on'), kind: 'day' },
            scanField(t('supply.permission.scan'), t('supply.scan.why')),
          ]}
        >
          <p className="note">{t('supply.permission.why')}</p>
        </FormDialog>
      );
    case 'agreement':
      return (
        <FormDialog
          {...common}
          title={t('supply.agreement.record')}
          contract={RecordAgreement}
          command="supply.recordAgreement"
          initial={{ agreedOn: todayHere() }}
          submitLabel={t('supply.agreement.record')}
          fields={[
            { name: 'agreementNo', label: t('supply.agreement.no'), kind: 'text', autoFocus: true },
            { name: 'agreedOn', label: t('supply.agreement.on'), kind: 'day' },
            scanField(t('supply.agreement.scan'), t('supply.scan.why')),
          ]}
        />
      );
    case 'give':
      return (
        <FormDialog
          {...common}
          title={t('supply.give')}
          contract={GiveSupply}
          command="supply.give"
          initial={{ givenOn: todayHere(), receivedBy: supply.contact }}
          submitLabel={t('supply.give')}
          doneText={t('supply.give.done')}
          fields={[
            { name: 'givenOn', label: t('supply.given.on'), kind: 'day' },
            { name: 'receivedBy', label: t('supply.received.by'), kind: 'text' },
            scanField(t('supply.receipt.signed'), t('supply.scan.why')),
          ]}
        />
      );
    case 'return':
      return (
        <FormDialog
          {...common}
          title={t('supply.return')}
          contract={ReturnSupply}
          command="supply.recordReturn"
          initial={{ returnedOn: todayHere() }}
          submitLabel={t('supply.return')}
          doneText={t('supply.return.done')}
          fields={[
            { name: 'returnedOn', label: t('supply.returned.on'), kind: 'day' },
            { name: 'note', label: t('supply.note'), kind: 'textarea', optional: 'absent' },
          ]}
        />
      );
    case 'change':
      return (
        <FormDialog
          {...common}
          title={t('supply.change')}
          contract={ChangeSupply}
          command="supply.change"
          fixed={{ ...call, visitId: supply.visit?.id ?? null }}
          initial={changeValues(supply)}
          submitLabel={t('visit.save')}
          fields={supplyFields()}
        >
          {supply.state === 'approved' ? <p className="note">{t('supply.change.again')}</p> : null}
        </FormDialog>
      );
    case 'hand-over':
      return (
        <FormDialog
          {...common}
          title={t('supply.hand.over')}
          contract={HandOverSupply}
          command="supply.handOver"
          submitLabel={t('supply.hand.over')}
          fields={[
            { name: 'giverId', label: t('supply.giver.next'), kind: 'person', autoFocus: true },
            { name: 'reason', label: t('field.reason'), kind: 'textarea' },
          ]}
        />
      );
    case 'submit':
      return (
        <ConfirmShell
          title={t('supply.submit')}
          open
          onClose={onClose}
          happens={[
            supply.secrecy === 'state'
              ? t('supply.submit.state')
              : supply.secrecy === 'none' && !supply.foreigner
                ? t('supply.submit.plain')
                : t('supply.submit.higher'),
          ]}
          command="supply.submit"
          input={() => call}
          confirmLabel={t('supply.submit')}
        />
      );
    case 'cancel':
      return (
        <ConfirmShell
          title={t('supply.cancel')}
          open
          onClose={onClose}
          happens={[t('supply.cancel.happens')]}
          command="supply.cancel"
          input={(reason) => ({ ...call, reason })}
          reasonLabel={t('field.reason')}
          confirmLabel={t('supply.cancel')}
        />
      );
    default:
      return act satisfies never;
  }
}

function changeValues(supply: Supply) {
  return {
    title: supply.title,
    content: supply.content,
    form: supply.form,
    sampleNo: supply.sampleNo,
    carrierNumber: supply.carrier?.number ?? '',
    mark: supply.carrier === null ? supply.mark : '',
    recipient: supply.recipient,
    country: supply.country,
    foreigner: supply.foreigner,
    contact: supply.contact,
    purpose: supply.purpose,
    returnBy: supply.returnBy ?? '',
  };
}
