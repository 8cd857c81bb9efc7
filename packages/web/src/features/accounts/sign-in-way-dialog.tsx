import type { AccountList } from '@fengni/kernel/access/contract';
import { SetSignIn } from '@fengni/kernel/access/directory/contract';
import type { z } from 'zod';
import { t } from '../../lib/i18n.ts';
import { useSession } from '../../lib/session.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';

type Account = z.output<typeof AccountList>['rows'][number];

/** Sets how one account, or several, sign in. */
export function SignInWayDialog({
  accounts,
  onClose,
}: {
  accounts: readonly Account[];
  onClose: () => void;
}) {
  const { house } = useSession();
  const [only] = accounts.length === 1 ? accounts : [];
  const ways = signInWayTexts();
  return (
    <FormDialog
      title={t('account.way.set')}
      open
      onClose={onClose}
      contract={SetSignIn}
      command="account.setSignIn"
      fixed={{ accountIds: accounts.map((one) => one.id) }}
      initial={
        only === undefined ? { by: 'password' } : { by: only.signInBy, outsideName: only.outsideName ?? '' }
      }
      submitLabel={t('account.way.set')}
      doneText={t('account.way.done')}
      fields={[
        {
          name: 'by',
          label: t('account.way'),
          kind: 'radio',
          why: t('account.way.why'),
          choices: [
            { value: 'password', label: ways.password },
            ...(house.ways.ldap || only?.signInBy === 'ldap' ? [{ value: 'ldap', label: ways.ldap }] : []),
            ...(house.ways.oidc !== null || only?.signInBy === 'oidc'
              ? [{ value: 'oidc', label: ways.oidc }]
              : []),
          ],
        },
        ...(only === undefined
          ? []
          : [
              {
                name: 'outsideName',
                label: t('account.way.name'),
                kind: 'text' as const,
                why: t('account.way.name.why', { login: only.login }),
                optional: 'null' as const,
                autoComplete: 'off',
              },
            ]),
      ]}
    >
      <p className="note">
        {only === undefined
          ? t('account.way.happens.many', { n: accounts.length })
          : t('account.way.happens', { person: `${only.person}（${only.login}）` })}{' '}
        {house.ways.ldap || house.ways.oidc !== null ? '' : t('account.way.none')}
      </p>
    </FormDialog>
  );
}

export function signInWayTexts() {
  return { password: t('account.way.password'), ldap: t('account.way.ldap'), oidc: t('account.way.oidc') };
}
