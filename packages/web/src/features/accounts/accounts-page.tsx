import { AccountList, InviteAccount } from '@fengni/kernel/access/contract';
import { signInWays } from '@fengni/kernel/access/directory/contract';
import { useState } from 'react';
import type { z } from 'zod';
import { formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { openFile } from '../../lib/open-file.ts';
import { useActor } from '../../lib/session.ts';
import type { UrlFilters } from '../../lib/url-state.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { MenuButton } from '../../ui/menu-button.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { SignInWayDialog, signInWayTexts } from './sign-in-way-dialog.tsx';

type Account = z.output<typeof AccountList>['rows'][number];
type Asked = { readonly act: 'close' | 'reset' | 'way'; readonly account: Account };

function columns(onAsk: (asked: Asked) => void): readonly Column<Account>[] {
  const powers = { system: t('power.system'), security: t('power.security'), audit: t('power.audit') };
  const states = {
    invited: t('account.state.invited'),
    active: t('account.state.active'),
    closed: t('account.state.closed'),
  };
  return [
    { key: 'login', title: t('field.login'), fixed: true, render: (row) => row.login },
    { key: 'person', title: t('field.person'), render: (row) => row.person },
    { key: 'unit', title: t('field.unit'), render: (row) => row.unit },
    {
      key: 'power',
      title: t('account.power'),
      render: (row) => (row.power === null ? t('account.ordinary') : powers[row.power]),
    },
    {
      key: 'state',
      title: t('field.state'),
      render: (row) => (
        <>
          {states[row.state]} {row.frozen ? <span className="late">{t('person.frozen')}</span> : null}
        </>
      ),
    },
    {
      key: 'way',
      title: t('account.way'),
      render: (row) => (
        <>
          {signInWayTexts()[row.signInBy]}{' '}
          {row.outsideName === null ? null : <span className="why mono">{row.outsideName}</span>}
        </>
      ),
    },
    {
      key: 'created',
      title: t('account.created'),
      numeric: true,
      render: (row) => formatInstant(row.createdAt),
    },
    {
      key: 'acts',
      title: t('action.group'),
      fixed: true,
      render: (row) => <AccountActs account={row} onAsk={onAsk} />,
    },
  ];
}

function whyNotManage(actor: { power: string | null }): string | null {
  return actor.power === 'system' ? null : t('account.who.manage');
}

function whyNotWay(actor: { power: string | null }, chosen: readonly Account[]): string | null {
  if (actor.power !== 'security') return t('account.way.who');
  if (chosen.some((one) => one.power !== null)) return t('account.way.admin');
  return chosen.every((one) => one.state === 'closed') ? t('account.closed') : null;
}

function AccountActs({ account, onAsk }: { account: Account; onAsk: (asked: Asked) => void }) {
  const actor = useActor();
  const manage = whyNotManage(actor);
  const own = account.login === actor.login ? t('account.own') : null;
  const closed = account.state === 'closed' ? t('account.closed') : null;
  return (
    <MenuButton
      dots
      label={t('action.others.of', { number: account.login })}
      choices={[
        {
          key: 'sheet',
          label: t('account.sheet'),
          disabledReason: manage ?? (account.state === 'invited' ? null : t('account.sheet.only')),
          onChoose: () =>
            void openFile('account.activationSheet', { accountId: account.id }, { factor: true }),
        },
        {
          key: 'reset',
          label: t('account.reset'),
          disabledReason: manage ?? own ?? closed,
          onChoose: () => onAsk({ act: 'reset', account }),
        },
        {
          key: 'way',
          label: t('account.way.set'),
          disabledReason: whyNotWay(actor, [account]),
          onChoose: () => onAsk({ act: 'way', account }),
        },
        {
          key: 'close',
          label: t('account.close'),
          danger: true,
          disabledReason: manage ?? own ?? closed,
          onChoose: () => onAsk({ act: 'close', account }),
        },
      ]}
    />
  );
}

/** Accounts: who may sign in. */
export function AccountsPage() {
  const actor = useActor();
  const [inviting, setInviting] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [wayOf, setWayOf] = useState<readonly Account[]>([]);
  return (
    <PageFrame
      title={t('nav.accounts')}
      sub={t('account.sub')}
      wide
      actions={
        <ActionButton type="primary" disabledReason={whyNotManage(actor)} onClick={() => setInviting(true)}>
          {t('account.invite')}
        </ActionButton>
      }
    >
      <RegisterShell
        id="account.list"
        label={t('nav.accounts')}
        query="account.list"
        output={AccountList}
        input={(values: UrlFilters) => ({ search: values['search'] ?? '', by: values['by'] || null })}
        columns={columns((wanted) => (wanted.act === 'way' ? setWayOf([wanted.account]) : setAsked(wanted)))}
        filters={[
          { key: 'search', label: t('account.search'), kind: 'search' },
          {
            key: 'by',
            label: t('account.way'),
            kind: 'select',
            all: t('account.way.all'),
            choices: signInWays.map((value) => ({ value, label: signInWayTexts()[value] })),
          },
        ]}
        {...(actor.power === 'security'
          ? {
              batch: [
                {
                  key: 'way',
                  label: t('account.way.set'),
                  disabledReason: (rows: readonly Account[]) => whyNotWay(actor, rows),
                  onDo: (rows: readonly Account[]) => setWayOf(rows),
                },
              ],
            }
          : {})}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('account.empty')} />}
      />
      <FormDialog
        title={t('account.invite')}
        open={inviting}
        onClose={() => setInviting(false)}
        contract={InviteAccount}
        command="account.invite"
        submitLabel={t('account.invite')}
        doneText={t('account.invite.done')}
        fields={[
          { name: 'personId', label: t('field.person'), kind: 'person', why: t('account.invite.person') },
          {
            name: 'login',
            label: t('field.login'),
            kind: 'text',
            why: t('field.login.hint'),
            formatHint: t('field.login.hint'),
            autoComplete: 'off',
          },
        ]}
      />
      {wayOf.length === 0 ? null : <SignInWayDialog accounts={wayOf} onClose={() => setWayOf([])} />}
      {asked === null ? null : <AccountConfirm asked={asked} onClose={() => setAsked(null)} />}
    </PageFrame>
  );
}

function AccountConfirm({ asked: { act, account }, onClose }: { asked: Asked; onClose: () => void }) {
  const person = `${account.person}（${account.login}）`;
  const reset = act === 'reset';
  return (
    <ConfirmShell
      title={reset ? t('account.reset') : t('account.close')}
      open
      onClose={onClose}
      happens={
        reset
          ? [t('account.reset.one', { person }), t('account.reset.two')]
          : [t('account.close.one', { person }), t('account.close.two')]
      }
      command={reset ? 'account.reset' : 'account.close'}
      input={(reason) => ({ accountId: account.id, reason })}
      reasonLabel={t('field.reason')}
      confirmLabel={reset ? t('account.reset') : t('account.close')}
      doneText={reset ? t('account.reset.done') : t('account.close.done')}
    />
  );
}
