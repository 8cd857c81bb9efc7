import { SetUploadLimit, VaultState } from '@fengni/server/modules/vault/contract';
import { useState } from 'react';
import { t } from '../../lib/i18n.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Card } from '../../ui/page-frame.tsx';
import { formatBytes } from './format-bytes.ts';

const mebibyte = 1024 * 1024;

/** The largest file the house takes: shown and changed by the security administrator. */
export function UploadLimitCard() {
  const [open, setOpen] = useState(false);
  const state = useQueryData({ name: 'vault.state', input: {}, output: VaultState });
  const limit = state.data?.uploadBytesMax ?? null;
  if (limit === null) return null;
  return (
    <Card title={t('vault.limit')}>
      <div className="form">
        <p>{t('vault.limit.now', { max: formatBytes(limit) })}</p>
        <div className="form-actions">
          <ActionButton onClick={() => setOpen(true)}>{t('vault.limit.change')}</ActionButton>
        </div>
      </div>
      <FormDialog
        title={t('vault.limit.change')}
        open={open}
        onClose={() => setOpen(false)}
        contract={SetUploadLimit}
        command="vault.setUploadLimit"
        submitLabel={t('vault.limit.set')}
        doneText={t('vault.limit.done')}
        initial={{ mebibytes: Math.floor(limit / mebibyte) }}
        fields={[
          {
            name: 'mebibytes',
            label: t('vault.limit.megabytes'),
            kind: 'number',
            why: t('vault.limit.why'),
            autoFocus: true,
          },
        ]}
      />
    </Card>
  );
}
