import { BeginSignIn, FactorOffer, SignInByCode, idleMinutesMax } from '@fengni/kernel/access/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { z } from 'zod';
import { OutsideFrame } from '../../app/outside-frame.tsx';
import { t } from '../../lib/i18n.ts';
import { paths, safeReturn } from '../../lib/paths.ts';
import type { Offer } from '../../lib/security-key.ts';
import { sessionQuery, useSession } from '../../lib/session.ts';
import { useCommand } from '../../lib/use-command.ts';
import { AppLink } from '../../ui/link.tsx';
import { FactorPanel } from '../../ui/factor-panel.tsx';
import { FormShell } from '../../ui/form-shell.tsx';
import { FaultBox } from '../../ui/query-view.tsx';
import { OutsideButton } from './outside-button.tsx';

type Identity = z.output<typeof BeginSignIn>;

/** Login and password, then one of the factors the account has; leads back to the address that was asked for. */
export function SignInPage() {
  const router = useRouter();
  const queryClient = useQueryClient();
  const { to, idle } = useSearch({ strict: false });
  const { house } = useSession();
  const [identity, setIdentity] = useState<Identity | null>(null);
  const [offer, setOffer] = useState<Offer | null>(null);
  async function enter() {
    await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
    router.history.push(safeReturn(to));
  }
  return (
    <OutsideFrame
      title={t('signin.title')}
      foot={<AppLink to={paths.activate()}>{t('signin.activate')}</AppLink>}
    >
      {idle === undefined || identity !== null ? null : (
        <p className="why">{t('signin.idle', { n: idleMinutesMax })}</p>
      )}
      {identity === null || offer === null ? (
        <div className="form">
          <PasswordForm
            byDirectory={house.ways.ldap}
            onOffer={(typed, offered) => {
              setIdentity(typed);
              setOffer(offered);
            }}
          />
          {house.ways.oidc === null ? null : <OutsideButton label={house.ways.oidc} to={to} />}
        </div>
      ) : (
        <FactorPanel
          label={t('signin.title')}
          command="session.signIn"
          contract={SignInByCode}
          fixed={identity}
          begin={{ name: 'session.beginSignIn', input: identity }}
          kinds={offer.kinds}
          offer={offer}
          submitLabel={t('signin.submit')}
          codeWhy={t('factor.where')}
          onDone={() => void enter()}
          onCancel={() => {
            setIdentity(null);
            setOffer(null);
          }}
        />
      )}
    </OutsideFrame>
  );
}

function PasswordForm({
  byDirectory,
  onOffer,
}: {
  byDirectory: boolean;
  onOffer: (identity: Identity, offer: Offer) => void;
}) {
  const typed = useRef<Identity | null>(null);
  const begin = useCommand({
    name: 'session.beginSignIn',
    faults: 'inline',
    onDone: (result) => {
      if (typed.current !== null) onOffer(typed.current, FactorOffer.parse(result['offer']));
    },
  });
  return (
    <>
      <FormShell
        label={t('signin.title')}
        contract={BeginSignIn}
        submitLabel={t('action.next')}
        disabledReason={begin.busy ? t('state.sending') : null}
        onInput={(input) => {
          typed.current = input;
          void begin.run(input);
        }}
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
            ...(byDirectory && { why: t('signin.ldap') }),
          },
        ]}
      />
      {begin.fault === null ? null : <FaultBox text={begin.fault} />}
    </>
  );
}
