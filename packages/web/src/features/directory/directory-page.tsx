import {
  DirectoryState,
  KeepLdap,
  KeepOidc,
  type OutsideWay,
} from '@fengni/kernel/access/directory/contract';
import { type ReactNode, useState } from 'react';
import type { z } from 'zod';
import { formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useActor } from '../../lib/session.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, KeyValues, PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { ldapFields, oidcFields } from './settings-fields.ts';
import { TestDialog } from './test-dialog.tsx';

type State = z.output<typeof DirectoryState>;
const newLdap = {
  enabled: false,
  url: 'ldaps://',
  filter: '(&(objectClass=person)(uid={login}))',
  seconds: 5,
};
const newOidc = {
  enabled: false,
  label: '',
  issuer: 'https://',
  claim: 'preferred_username',
  scopes: 'openid profile',
  seconds: 5,
};

/** Sign-in against the organisation's directory: settings, their test, and how many sign in so. */
export function DirectoryPage() {
  const actor = useActor();
  const state = useQueryData({ name: 'directory.show', input: {}, output: DirectoryState });
  const [edited, setEdited] = useState<OutsideWay | null>(null);
  const [tested, setTested] = useState<OutsideWay | null>(null);
  const why = actor.power === 'security' ? null : t('org.who.security');
  return (
    <PageFrame title={t('nav.directory')} sub={t('directory.sub')}>
      <QueryView query={state}>
        {(data) => (
          <>
            <NextStep state={data} />
            <WayCard
              way="ldap"
              kept={data.ldap}
              why={why}
              onEdit={() => setEdited('ldap')}
              onTest={() => setTested('ldap')}
            >
              {data.ldap === null ? null : (
                <KeyValues
                  rows={[
                    [t('directory.url'), mono(data.ldap.url)],
                    [t('directory.bind'), mono(data.ldap.bindName)],
                    [t('directory.base'), mono(data.ldap.base)],
                    [t('directory.filter'), mono(data.ldap.filter)],
                    [t('directory.staffno'), data.ldap.staffNoAttribute ?? t('directory.staffno.none')],
                    [t('directory.accounts'), accountsLink('ldap', data.accounts.ldap)],
                  ]}
                />
              )}
            </WayCard>
            <WayCard
              way="oidc"
              kept={data.oidc}
              why={why}
              onEdit={() => setEdited('oidc')}
              onTest={() => setTested('oidc')}
            >
              {data.oidc === null ? null : (
                <KeyValues
                  rows={[
                    [t('directory.label'), data.oidc.label],
                    [t('directory.issuer'), mono(data.oidc.issuer)],
                    [t('directory.client'), mono(data.oidc.clientId)],
                    [t('directory.claim'), mono(data.oidc.claim)],
                    [t('directory.accounts'), accountsLink('oidc', data.accounts.oidc)],
                  ]}
                />
              )}
            </WayCard>
            <FormDialog
              title={t('directory.set.ldap')}
              open={edited === 'ldap'}
              onClose={() => setEdited(null)}
              contract={KeepLdap}
              command="directory.keepLdap"
              initial={data.ldap ?? newLdap}
              submitLabel={t('directory.save')}
              doneText={t('directory.saved')}
              fields={ldapFields(data.ldap !== null)}
            />
            <FormDialog
              title={t('directory.set.oidc')}
              open={edited === 'oidc'}
              onClose={() => setEdited(null)}
              contract={KeepOidc}
              command="directory.keepOidc"
              initial={data.oidc ?? newOidc}
              submitLabel={t('directory.save')}
              doneText={t('directory.saved')}
              fields={oidcFields(data.oidc !== null)}
            />
          </>
        )}
      </QueryView>
      {tested === null ? null : (
        <TestDialog
          way={tested}
          enabled={state.data?.[tested]?.enabled === true}
          onClose={() => setTested(null)}
        />
      )}
    </PageFrame>
  );
}

function NextStep({ state }: { state: State }) {
  const set = state.ldap !== null || state.oidc !== null;
  const on = state.ldap?.enabled === true || state.oidc?.enabled === true;
  const used = state.accounts.ldap + state.accounts.oidc > 0;
  if (used) return null;
  return (
    <Card title={t('directory.next')}>
      {on ? t('directory.next.accounts') : set ? t('directory.next.test') : t('directory.next.set')}{' '}
      {on ? <AppLink to={paths.accounts()}>{t('nav.accounts')}</AppLink> : null}
    </Card>
  );
}

function WayCard(the: {
  way: OutsideWay;
  kept: { readonly enabled: boolean; readonly changedAt: string } | null;
  why: string | null;
  onEdit: () => void;
  onTest: () => void;
  children: ReactNode;
}) {
  const { way, kept, why } = the;
  const title = way === 'ldap' ? t('directory.ldap') : t('directory.oidc');
  const state = kept === null ? t('directory.unset') : kept.enabled ? t('directory.on') : t('directory.off');
  return (
    <Card
      title={
        <>
          {title} <span className="why">{state}</span>
        </>
      }
      aside={
        <>
          <ActionButton
            size="small"
            disabledReason={why ?? (kept === null ? t('directory.test.unset') : null)}
            onClick={the.onTest}
          >
            {t('directory.test')}
          </ActionButton>
          <ActionButton size="small" disabledReason={why} onClick={the.onEdit}>
            {kept === null ? t('directory.set') : t('directory.change')}
          </ActionButton>
        </>
      }
    >
      <div className="form">
        <p className="why">{way === 'ldap' ? t('directory.ldap.what') : t('directory.oidc.what')}</p>
        {the.children}
        {kept === null ? null : (
          <p className="why">{t('directory.changed', { at: formatInstant(kept.changedAt) })}</p>
        )}
      </div>
    </Card>
  );
}

function mono(text: string): ReactNode {
  return <span className="mono">{text}</span>;
}

function accountsLink(way: OutsideWay, count: number): ReactNode {
  return <AppLink to={paths.accounts({ by: way })}>{t('directory.accounts.n', { n: count })}</AppLink>;
}
