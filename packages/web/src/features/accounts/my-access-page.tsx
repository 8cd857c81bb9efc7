import { AddGenerator, MyAccess } from '@fengni/kernel/access/contract';
import { useState } from 'react';
import type { z } from 'zod';
import { formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { openFile } from '../../lib/open-file.ts';
import { whyNoKey } from '../../lib/security-key.ts';
import { useActor, useSession } from '../../lib/session.ts';
import { makeTotpSecret } from '../../lib/totp-secret.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { FormShell } from '../../ui/form-shell.tsx';
import { Card, KeyValues, PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { KeyForm } from '../activate/key-form.tsx';
import { SecretBox } from '../activate/secret-box.tsx';
import { SessionTable } from './session-table.tsx';
import { signInWayTexts } from './sign-in-way-dialog.tsx';
import '../../ui/register.css';
import { Dialog } from '../../ui/dialog.tsx';

type Access = z.output<typeof MyAccess>;

/** One's own factors and sessions. */
export function MyAccessPage() {
  const actor = useActor();
  const access = useQueryData({ name: 'account.mine', input: {}, output: MyAccess });
  return (
    <PageFrame title={t('account.menu.access')} sub={`${actor.name} · ${actor.login}`}>
      <QueryView query={access}>
        {(data) => (
          <>
            <FactorsCard access={data} />
            <Card title={t('nav.sessions')} flush>
              <SessionTable
                rows={data.sessions}
                disabledReason={(row) => (row.mine ? t('session.mine') : t('session.by.system'))}
              />
            </Card>
            <DutiesCard signInBy={data.signInBy} />
          </>
        )}
      </QueryView>
    </PageFrame>
  );
}

function FactorsCard({ access }: { access: Access }) {
  const [adding, setAdding] = useState<'key' | 'generator' | null>(null);
  const actor = useActor();
  const [sheetId, setSheetId] = useState<string | null>(null);
  const end = useCommand({ name: 'factor.end', faults: 'toast', doneText: t('factor.end.done') });
  const sheet = useCommand({
    name: 'account.makeCodeSheet',
    faults: 'toast',
    onDone: (result) => setSheetId(typeof result['factorId'] === 'string' ? result['factorId'] : null),
  });
  const kinds = {
    webauthn: t('factor.kind.key'),
    certificate: t('factor.kind.certificate'),
    'code-sheet': t('factor.kind.sheet'),
    totp: t('factor.kind.totp'),
  };
  const hasCodes = access.factors.some((one) => one.kind === 'code-sheet' || one.kind === 'totp');
  const last = access.factors.length === 1 ? t('factor.last') : null;
  return (
    <Card
      title={t('factor.mine')}
      flush
      aside={
        <>
          <ActionButton size="small" disabledReason={whyNoKey()} onClick={() => setAdding('key')}>
            {t('factor.key.add')}
          </ActionButton>
          <ActionButton size="small" loading={sheet.busy} onClick={() => void sheet.run({})}>
            {t('factor.sheet.make')}
          </ActionButton>
          <ActionButton size="small" onClick={() => setAdding('generator')}>
            {t('factor.totp.add')}
          </ActionButton>
        </>
      }
    >
      {sheetId === null ? null : (
        <output className="block note">
          {t('factor.sheet.ready')}{' '}
          <ActionButton
            size="small"
            onClick={() => void openFile('account.codeSheet', { factorId: sheetId }, { factor: true })}
          >
            {t('factor.sheet.open')}
          </ActionButton>
        </output>
      )}
      {actor.power !== null && !hasCodes ? <p className="note">{t('factor.restore')}</p> : null}
      <ul className="lines">
        {access.factors.map((factor) => (
          <li key={factor.id}>
            <span className="grow">
              {kinds[factor.kind]} <span className="why">{factor.name}</span>
            </span>
            <span className="num quiet">{formatInstant(factor.createdAt)}</span>
            <ActionButton
              size="small"
              disabledReason={last}
              aria-label={t('factor.end.label', { factor: `${kinds[factor.kind]} ${factor.name}` })}
              onClick={() => void end.run({ factorId: factor.id })}
            >
              {t('factor.end')}
            </ActionButton>
          </li>
        ))}
      </ul>
      {adding === 'generator' ? <GeneratorDialog onClose={() => setAdding(null)} /> : null}
      {adding === 'key' ? <KeyDialog onClose={() => setAdding(null)} /> : null}
    </Card>
  );
}

function KeyDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={t('factor.key.add')} onClose={onClose}>
      <KeyForm
        begin={{ name: 'account.beginSecurityKey', input: {} }}
        command="account.addSecurityKey"
        input={(key) => key}
        submitLabel={t('factor.key.add')}
        doneText={t('factor.key.done')}
        onDone={onClose}
        onCancel={onClose}
      />
    </Dialog>
  );
}

function GeneratorDialog({ onClose }: { onClose: () => void }) {
  const actor = useActor();
  const { house } = useSession();
  const [secret] = useState(makeTotpSecret);
  return (
    <Dialog title={t('factor.totp.add')} onClose={onClose}>
      <FormShell
        contract={AddGenerator}
        command="account.addGenerator"
        fixed={{ secret }}
        onDone={onClose}
        onCancel={onClose}
        submitLabel={t('factor.totp.add')}
        doneText={t('factor.totp.done')}
        fields={[
          { name: 'name', label: t('factor.name'), kind: 'text', why: t('factor.name.why') },
          {
            name: 'code',
            label: t('activate.first'),
            kind: 'code',
            why: t('activate.first.why'),
            formatHint: t('factor.hint'),
          },
        ]}
      >
        <SecretBox secret={secret} login={actor.login} house={house.name ?? ''} />
      </FormShell>
    </Dialog>
  );
}

function DutiesCard({ signInBy }: Pick<Access, 'signInBy'>) {
  const actor = useActor();
  const powers = { system: t('power.system'), security: t('power.security'), audit: t('power.audit') };
  return (
    <Card title={t('person.facts')}>
      <KeyValues
        rows={[
          [t('field.unit'), actor.unit],
          [t('account.power'), actor.power === null ? t('account.ordinary') : powers[actor.power]],
          [
            t('account.way'),
            <>
              {signInWayTexts()[signInBy]}{' '}
              {signInBy === 'password' ? null : <span className="why">{t('account.way.where')}</span>}
            </>,
          ],
        ]}
      />
    </Card>
  );
}
