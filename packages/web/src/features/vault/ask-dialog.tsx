import { CopyText, PrintCopy, SaveCopy } from '@fengni/server/modules/vault/contract';
import { t } from '../../lib/i18n.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import type { FieldSpec } from '../../ui/form-field.tsx';

export type Asked = { readonly what: 'print' | 'save' | 'text'; readonly copyId: string };

/** Asks for a copy out of the vault; each parks, for the leader in charge to consent. */
export function AskDialog({ asked, onClose }: { readonly asked: Asked; readonly onClose: () => void }) {
  const reason: FieldSpec = { name: 'reason', label: t('field.reason'), kind: 'textarea', autoFocus: true };
  const common = { open: true, onClose, fixed: { copyId: asked.copyId }, submitLabel: t('vault.ask.submit') };
  if (asked.what === 'print') {
    return (
      <FormDialog
        {...common}
        title={t('vault.ask.print')}
        contract={PrintCopy}
        command="vault.print"
        fields={[reason]}
      >
        <p className="note">{t('vault.ask.print.note')}</p>
      </FormDialog>
    );
  }
  if (asked.what === 'save') {
    const medium: FieldSpec = {
      name: 'mediumNo',
      label: t('vault.ask.medium'),
      kind: 'text',
      why: t('vault.ask.medium.why'),
    };
    return (
      <FormDialog
        {...common}
        title={t('vault.ask.save')}
        contract={SaveCopy}
        command="vault.save"
        fields={[medium, reason]}
      >
        <p className="note">{t('vault.ask.save.note')}</p>
      </FormDialog>
    );
  }
  const days: FieldSpec = { name: 'days', label: t('vault.ask.days'), kind: 'number' };
  return (
    <FormDialog
      {...common}
      title={t('vault.ask.text')}
      contract={CopyText}
      command="vault.copyText"
      fields={[days, reason]}
      initial={{ days: 1 }}
    >
      <p className="note">{t('vault.ask.text.note')}</p>
    </FormDialog>
  );
}
