import { type OutsideWay, TestAnswer, TestDirectory } from '@fengni/kernel/access/directory/contract';
import { useState } from 'react';
import type { z } from 'zod';
import { postAddress, RefusedError } from '../../lib/client.ts';
import { askForFactor } from '../../lib/factor-gate.ts';
import { formatInstant } from '../../lib/format.ts';
import { currentLanguage, t } from '../../lib/i18n.ts';
import { presentError } from '../../lib/present-error.ts';
import { newCommandId, noticeSignedOut } from '../../lib/run-command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FormShell } from '../../ui/form-shell.tsx';
import { FaultBox } from '../../ui/query-view.tsx';

type Answer = z.output<typeof TestAnswer>;

/** Asks for the test; where the second factor is wanted again, shows its dialog and asks once more. */
async function askTest(input: z.output<typeof TestDirectory>): Promise<Answer> {
  const body = { id: newCommandId(), input };
  for (;;) {
    try {
      return await postAddress('/api/outside/test', body, TestAnswer);
    } catch (fault) {
      if (!(fault instanceof RefusedError) || fault.code !== 'second.factor.required') {
        noticeSignedOut(fault);
        throw fault;
      }
      await askForFactor();
    }
  }
}

/** Tries the connection and shows step by step how far it came. */
export function TestDialog({
  way,
  enabled,
  onClose,
}: {
  way: OutsideWay;
  enabled: boolean;
  onClose: () => void;
}) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  async function run(input: z.output<typeof TestDirectory>) {
    setBusy(true);
    setFault(null);
    try {
      setAnswer(await askTest(input));
    } catch (caught) {
      setFault(presentError(caught));
    } finally {
      setBusy(false);
    }
  }
  return (
    <Dialog title={t('directory.test')} onClose={onClose}>
      <div className="form">
        <FormShell
          contract={TestDirectory}
          fixed={{ kind: way }}
          onInput={(input) => void run(input)}
          onCancel={onClose}
          submitLabel={t('directory.test.begin')}
          disabledReason={busy ? t('state.sending') : null}
          fields={
            way === 'ldap'
              ? [
                  {
                    name: 'login',
                    label: t('directory.test.login'),
                    kind: 'text',
                    why: t('directory.test.login.why'),
                    optional: 'absent',
                    autoFocus: true,
                  },
                ]
              : []
          }
        >
          <p className="why">{way === 'ldap' ? t('directory.test.ldap') : t('directory.test.oidc')}</p>
        </FormShell>
        {fault === null ? null : <FaultBox text={fault} />}
        {answer === null ? null : <Steps answer={answer} enabled={enabled} />}
      </div>
    </Dialog>
  );
}

function Steps({ answer: { steps, last }, enabled }: { answer: Answer; enabled: boolean }) {
  const language = currentLanguage();
  const passed = steps.every((step) => step.ok);
  return (
    <output className="block">
      <ol className="lines">
        {steps.map((step) => (
          <li key={step.title.en}>
            <span className="grow">{step.title[language]}</span>
            <span className={step.ok ? 'quiet' : 'late'}>
              {step.ok ? '✓' : '✗'} {step.detail[language]}
            </span>
          </li>
        ))}
      </ol>
      <p className="note">
        {passed ? t('directory.test.passed') : t('directory.test.failed')}{' '}
        {passed && !enabled ? t('directory.test.turn.on') : ''}
      </p>
      {last === null ? null : (
        <p className="why">
          {t('directory.test.last', { at: formatInstant(last.at), why: last.detail[language] })}
        </p>
      )}
    </output>
  );
}
