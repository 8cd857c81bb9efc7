import { SignIn } from '@fengni/kernel/access/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { OutsideFrame } from '../../app/outside-frame.tsx';
import { t } from '../../lib/i18n.ts';
import { paths, safeReturn } from '../../lib/paths.ts';
import { sessionQuery } from '../../lib/session.ts';
import { AppLink } from '../../ui/link.tsx';
import { FormShell } from '../../ui/form-shell.tsx';

/** Login, password and code in one form; leads back to the address that was asked for. */
export function SignInPage() {
  const router = useRouter();
  const queryClient = useQueryClient();
  const { to } = useSearch({ strict: false });
  async function enter() {
    await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
    router.history.push(safeReturn(to));
  }
  return (
    <OutsideFrame
      title={t('signin.title')}
      foot={<AppLink to={paths.activate()}>{t('signin.activate')}</AppLink>}
    >
      <FormShell
        label={t('signin.title')}
        contract={SignIn}
        command="session.signIn"
        submitLabel={t('signin.submit')}
        onDone={() => void enter()}
        fields={[
          {
            name: 'login',
            label: t('field.login'),
            kind: 'text',
            autoFocus: true,
            autoComplete: 'username',
            formatHint: t('field.login.hint'),
          },
          {
            name: 'password',
            label: t('field.password'),
            kind: 'password',
            autoComplete: 'current-password',
          },
          {
            name: 'factorCode',
            label: t('factor.code'),
            kind: 'code',
            why: t('factor.where'),
            formatHint: t('factor.hint'),
          },
        ]}
      />
    </OutsideFrame>
  );
}
