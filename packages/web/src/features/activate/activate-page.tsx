import { ActivateAccount } from '@fengni/kernel/access/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { z } from 'zod';
import { OutsideFrame } from '../../app/outside-frame.tsx';
import { fileUrl } from '../../lib/client.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { whyNoKey } from '../../lib/security-key.ts';
import { sessionQuery, useSession } from '../../lib/session.ts';
import { makeTotpSecret } from '../../lib/totp-secret.ts';
import { parseFilters } from '../../lib/url-state.ts';
import type { FormValues } from '../../lib/value-path.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { FormShell } from '../../ui/form-shell.tsx';
import { AppLink } from '../../ui/link.tsx';
import { StepList } from '../setup/step-list.tsx';
import { KeyForm } from './key-form.tsx';
import { SecretBox } from './secret-box.tsx';

const passwordCharsMin = 12;
const IdentityStep = ActivateAccount.pick({ login: true, activationCode: true, password: true });
const KindStep = z.object({ kind: z.enum(['webauthn', 'code-sheet', 'totp']) });
type Kind = z.infer<typeof KindStep>['kind'];

/** A person alone with his sheet: code, password, second factor. */
export function ActivatePage() {
  const [step, setStep] = useState(0);
  const [identity, setIdentity] = useState<z.infer<typeof IdentityStep> | null>(null);
  const [kind, setKind] = useState<Kind | null>(null);
  const [factorId, setFactorId] = useState<string | null>(null);
  function done(result: Readonly<Record<string, unknown>>) {
    setFactorId(typeof result['factorId'] === 'string' ? result['factorId'] : null);
    setStep(2);
  }
  return (
    <OutsideFrame
      title={t('activate.title')}
      wide
      foot={<AppLink to={paths.signIn()}>{t('signin.title')}</AppLink>}
    >
      <StepList
        current={step}
        steps={[t('activate.step.identity'), t('activate.step.factor'), t('activate.step.done')]}
      />
      {step === 0 ? (
        <IdentityForm
          initial={identity ?? {}}
          onInput={(input) => {
            setIdentity(input);
            setStep(1);
          }}
        />
      ) : null}
      {step === 1 && identity !== null && kind === null ? (
        <KindForm onKind={setKind} onBack={() => setStep(0)} />
      ) : null}
      {step === 1 && identity !== null && kind === 'webauthn' ? (
        <KeyForm
          label={t('activate.title')}
          begin={{
            name: 'account.beginActivationKey',
            input: { login: identity.login, activationCode: identity.activationCode },
          }}
          command="account.activate"
          input={(key) => ({ ...identity, factor: { kind: 'webauthn', ...key } })}
          submitLabel={t('activate.submit')}
          onDone={done}
          onCancel={() => setKind(null)}
        />
      ) : null}
      {step === 1 && identity !== null && kind === 'totp' ? (
        <GeneratorForm identity={identity} onDone={done} onBack={() => setKind(null)} />
      ) : null}
      {step === 1 && identity !== null && kind === 'code-sheet' ? (
        <SheetForm identity={identity} onDone={done} onBack={() => setKind(null)} />
      ) : null}
      {step === 2 && identity !== null ? (
        <ActivatedNote identity={identity} factorId={kind === 'code-sheet' ? factorId : null} />
      ) : null}
    </OutsideFrame>
  );
}

type Identity = z.infer<typeof IdentityStep>;

function IdentityForm({ initial, onInput }: { initial: FormValues; onInput: (input: Identity) => void }) {
  const { house } = useSession();
  // whose account signs in with the organisation's own needs no password here
  const outside = house.ways.ldap || house.ways.oidc !== null;
  const search = useRouterState({ select: (state) => state.location.searchStr });
  return (
    <FormShell
      label={t('activate.title')}
      contract={IdentityStep}
      onInput={onInput}
      initial={{ login: parseFilters(search)['login'] ?? '', ...initial }}
      submitLabel={t('action.next')}
      fields={[
        {
          name: 'login',
          label: t('field.login'),
          kind: 'text',
          autoComplete: 'username',
          formatHint: t('field.login.hint'),
        },
        {
          name: 'activationCode',
          label: t('activate.code'),
          kind: 'code',
          why: t('activate.code.why'),
          autoComplete: 'off',
        },
        {
          name: 'password',
          label: t('field.password.new'),
          kind: 'password',
          autoComplete: 'new-password',
          why: outside
            ? `${t('field.password.why')} ${t('activate.password.outside')}`
            : t('field.password.why'),
          ...(outside && { optional: 'absent' as const }),
          check: (value) => {
            const typed = typeof value === 'string' ? value : '';
            if (typed === '' && outside) return null;
            return typed.length < passwordCharsMin ? t('field.password.short') : null;
          },
        },
        {
          name: 'repeated',
          label: t('field.password.repeat'),
          kind: 'password',
          autoComplete: 'new-password',
          local: true,
          ...(outside && { optional: 'absent' as const }),
          check: (value, values) =>
            (value ?? '') === (values['password'] ?? '') ? null : t('field.password.differs'),
        },
      ]}
    />
  );
}

function KindForm({ onKind, onBack }: { onKind: (kind: Kind) => void; onBack: () => void }) {
  const why = whyNoKey();
  const byKey = { value: 'webauthn', label: t('factor.kind.key') };
  return (
    <FormShell
      label={t('activate.title')}
      contract={KindStep}
      initial={{ kind: why === null ? 'webauthn' : 'code-sheet' }}
      onInput={(input) => onKind(input.kind)}
      onCancel={onBack}
      submitLabel={t('action.next')}
      fields={[
        {
          name: 'kind',
          label: t('activate.kind'),
          kind: 'radio',
          why: t('activate.kind.why'),
          choices: [
            ...(why === null ? [byKey] : []),
            { value: 'code-sheet', label: t('factor.kind.sheet') },
            { value: 'totp', label: t('factor.kind.totp') },
          ],
        },
      ]}
    >
      {why === null ? null : <p className="note">{why}</p>}
    </FormShell>
  );
}

interface FactorFormProps {
  readonly identity: Identity;
  readonly onDone: (result: Readonly<Record<string, unknown>>) => void;
  readonly onBack: () => void;
}

function GeneratorForm({ identity, onDone, onBack }: FactorFormProps) {
  const { house } = useSession();
  const [secret] = useState(makeTotpSecret);
  return (
    <FormShell
      label={t('activate.title')}
      contract={ActivateAccount}
      command="account.activate"
      fixed={{ ...identity, factor: { kind: 'totp', secret } }}
      onDone={onDone}
      onCancel={onBack}
      submitLabel={t('activate.submit')}
      fields={[
        {
          name: 'factor.code',
          label: t('activate.first'),
          kind: 'code',
          why: t('activate.first.why'),
          formatHint: t('factor.hint'),
        },
      ]}
    >
      <SecretBox secret={secret} login={identity.login} house={house.name ?? ''} />
    </FormShell>
  );
}

function SheetForm({ identity, onDone, onBack }: FactorFormProps) {
  return (
    <FormShell
      label={t('activate.title')}
      contract={ActivateAccount}
      command="account.activate"
      fixed={{ ...identity, factor: { kind: 'code-sheet' } }}
      onDone={onDone}
      onCancel={onBack}
      submitLabel={t('activate.submit')}
      fields={[]}
    >
      <p>{t('activate.sheet.text')}</p>
    </FormShell>
  );
}

/** Done; a first code sheet can be printed now, with the activation code, for a quarter of an hour. */
function ActivatedNote({ identity, factorId }: { identity: Identity; factorId: string | null }) {
  const router = useRouter();
  const queryClient = useQueryClient();
  async function goOn() {
    await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
    router.history.push(paths.signIn());
  }
  return (
    <div className="form">
      <p>{t('activate.done')}</p>
      {factorId === null ? null : (
        <p>
          <a
            href={fileUrl('account.firstCodeSheet', {
              login: identity.login,
              activationCode: identity.activationCode,
              factorId,
            })}
            target="_blank"
            rel="noreferrer"
          >
            {t('activate.sheet.open')}
          </a>
          <span className="why"> {t('activate.sheet.why')}</span>
        </p>
      )}
      <ActionButton type="primary" onClick={() => void goOn()}>
        {t('activate.go')}
      </ActionButton>
    </div>
  );
}
