import { useState } from 'react';
import { t } from '../../lib/i18n.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';

/** Takes back one's own request while nobody has run it. */
export function WithdrawButton({ approvalId }: { approvalId: string }) {
  const [open, setOpen] = useState(false);
  return (
    <div>
      <ActionButton onClick={() => setOpen(true)}>{t('approval.withdraw')}</ActionButton>
      <ConfirmShell
        title={t('approval.withdraw')}
        open={open}
        onClose={() => setOpen(false)}
        happens={[t('approval.withdraw.happens')]}
        command="approval.withdraw"
        input={(reason) => ({ approvalId, reason })}
        reasonLabel={t('field.reason')}
        reasonOptional
        confirmLabel={t('approval.withdraw')}
        doneText={t('approval.withdraw.done')}
      />
    </div>
  );
}
