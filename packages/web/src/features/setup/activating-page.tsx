import { BeginHouse } from '@fengni/kernel/access/contract';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { OutsideFrame } from '../../app/outside-frame.tsx';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { sessionQuery, useSession } from '../../lib/session.ts';
import { AppLink } from '../../ui/link.tsx';
import { FormShell } from '../../ui/form-shell.tsx';
import { SheetList } from './sheet-list.tsx';
import './setup.css';

const CodeOnly = BeginHouse.pick({ setupCode: true });
const lookMilliseconds = 5000;

/** Between set-up and service: who still has to activate. Nothing else is served before. */
export function ActivatingPage() {
  const router = useRouter();
  const { house } = useSession();
  const session = useQuery({ ...sessionQuery, refetchInterval: lookMilliseconds });
  const [setupCode, setSetupCode] = useState<string | null>(null);
  const ready = session.data?.house.state === 'ready';
  useEffect(() => {
    if (ready) router.history.push(paths.signIn());
  }, [ready, router]);
  const powers = { system: t('power.system'), security: t('power.security'), audit: t('power.audit') };
  return (
    <OutsideFrame title={t('activating.title')} wide>
      <p>{t('activating.text')}</p>
      <ul className="sheet-list">
        {house.waiting.map(({ power, login }) => (
          <li key={power}>
            <span className="grow">
              {powers[power]} <span className="quiet">{login}</span>
            </span>
            <AppLink to={paths.activate(login)}>{t('activating.activate', { login })}</AppLink>
          </li>
        ))}
      </ul>
      <details className="rule-note">
        <summary>{t('activating.reprint')}</summary>
        <div>
          {setupCode === null ? (
            <FormShell
              label={t('activating.title')}
              contract={CodeOnly}
              onInput={(input) => setSetupCode(input.setupCode)}
              submitLabel={t('action.next')}
              fields={[
                {
                  name: 'setupCode',
                  label: t('setup.code'),
                  kind: 'code',
                  why: t('setup.code.why'),
                  autoComplete: 'off',
                },
              ]}
            />
          ) : (
            <SheetList accounts={house.waiting} setupCode={setupCode} />
          )}
        </div>
      </details>
    </OutsideFrame>
  );
}
