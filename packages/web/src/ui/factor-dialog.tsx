import { ProveFactor } from '@fengni/kernel/access/contract';
import type { FactorWait } from '../lib/factor-gate.ts';
import { t } from '../lib/i18n.ts';
import { FormShell } from './form-shell.tsx';
import { Dialog } from './dialog.tsx';

/** Asks for the second factor once more while a command waits for it; afterwards the command goes on by itself. */
export function FactorDialog({ wait }: { wait: FactorWait }) {
  return (
    <Dialog title={t('factor.title')} onClose={wait.cancelled} width={420}>
      <FormShell
        contract={ProveFactor.required({ factorCode: true })}
        command="session.proveFactor"
        submitLabel={t('factor.submit')}
        onDone={wait.proved}
        onCancel={wait.cancelled}
        fields={[
          {
            name: 'factorCode',
            label: t('factor.code'),
            kind: 'code',
            why: t('factor.why'),
            autoFocus: true,
            formatHint: t('factor.hint'),
          },
        ]}
      />
    </Dialog>
  );
}
