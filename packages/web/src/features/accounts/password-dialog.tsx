import { ChangePassword } from '@fengni/kernel/access/contract';
import { t } from '../../lib/i18n.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';

/** Changes one's own password. */
export function PasswordDialog({ login, onClose }: { login: string; onClose: () => void }) {
  return (
    <FormDialog
      title={t('account.menu.password')}
      open
      onClose={onClose}
      contract={ChangePassword}
      command="account.changePassword"
      submitLabel={t('account.menu.password')}
      doneText={t('password.done')}
      fields={[
        {
          name: 'current',
          label: t('field.password.current'),
          kind: 'password',
          autoComplete: 'current-password',
          autoFocus: true,
        },
        {
          name: 'next',
          label: t('field.password.new'),
          kind: 'password',
          autoComplete: 'new-password',
          why: t('field.password.why'),
          check: (value) =>
            typeof value === 'string' && value.toLowerCase().includes(login)
              ? t('field.password.login')
              : null,
        },
        {
          name: 'repeated',
          label: t('field.password.repeat'),
          kind: 'password',
          autoComplete: 'new-password',
          local: true,
          check: (value, values) => (value === values['next'] ? null : t('field.password.differs')),
        },
      ]}
    />
  );
}
