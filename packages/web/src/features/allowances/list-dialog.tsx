import { CloseAllowanceList } from '@fengni/server/modules/allowances/contract';
import { todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { type AllowanceListData, money } from './allowance-words.ts';

export type ListAct = 'compute' | 'approve' | 'close' | 'reopen';

/** The dialogs of a month's list. */
export function ListDialog({
  act,
  list,
  onClose,
}: {
  act: ListAct;
  list: AllowanceListData;
  onClose: () => void;
}) {
  const shared = { open: true, onClose };
  switch (act) {
    case 'compute':
      return (
        <ConfirmShell
          {...shared}
          title={t('allowance.compute')}
          happens={[
            t('allowance.compute.one'),
            list.edition === 0 ? t('allowance.compute.two') : t('allowance.compute.anew'),
          ]}
          command="allowance.compute"
          input={() => ({ listId: list.id })}
          confirmLabel={t('allowance.compute')}
          doneText={t('allowance.compute.done')}
        />
      );
    case 'approve':
      return (
        <ConfirmShell
          {...shared}
          title={t('allowance.approve')}
          happens={[
            t('allowance.approve.one', { n: list.people, amount: money(list.totalFen) }),
            t('allowance.approve.two'),
          ]}
          command="allowance.approve"
          input={() => ({ listId: list.id })}
          confirmLabel={t('allowance.approve')}
        />
      );
    case 'close':
      return (
        <FormDialog
          {...shared}
          title={t('allowance.close')}
          contract={CloseAllowanceList}
          command="allowance.close"
          fixed={{ listId: list.id }}
          initial={{ paidOn: todayHere() }}
          submitLabel={t('allowance.close')}
          doneText={t('allowance.close.done')}
          fields={[{ name: 'paidOn', label: t('allowance.paid'), kind: 'day' }]}
        >
          <p className="note">{t('allowance.close.happens')}</p>
        </FormDialog>
      );
    case 'reopen':
      return (
        <ConfirmShell
          {...shared}
          title={t('allowance.reopen')}
          happens={[t('allowance.reopen.one'), t('allowance.reopen.two')]}
          command="allowance.reopen"
          input={(reason) => ({ listId: list.id, reason })}
          reasonLabel={t('field.reason')}
          reasonSeen
          confirmLabel={t('allowance.reopen.ask')}
        />
      );
    default:
      return act satisfies never;
  }
}
