import { ProveFactor } from '@fengni/kernel/access/contract';
import { Modal } from 'antd';
import type { FactorWait } from '../lib/factor-gate.ts';
import { t } from '../lib/i18n.ts';
import { FormShell } from './form-shell.tsx';

/** Asks for the second factor once more while a command waits for it; afterwards the command goes on by itself. */
export function FactorDialog({ wait }: { wait: FactorWait }) {
  return (
    <Modal
      title={t('factor.title')}
      open
      onCancel={wait.cancelled}
      footer={null}
      mask={{ closable: false }}
      width={420}
      zIndex={1050}
    >
      <FormShell
        label={t('factor.title')}
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
    </Modal>
  );
}
