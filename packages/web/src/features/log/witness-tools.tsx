import { AddWitness, CosignLog } from '@fengni/kernel/log/contract';
import { useState } from 'react';
import { t } from '../../lib/i18n.ts';
import { openFile } from '../../lib/open-file.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { MenuButton } from '../../ui/menu-button.tsx';

/** Witnessing by file: hand out the head of the log, take back the signed one, name who may sign. */
export function WitnessTools() {
  const [asked, setAsked] = useState<'cosign' | 'witness' | null>(null);
  const close = () => setAsked(null);
  return (
    <>
      <MenuButton
        label={t('log.witness')}
        choices={[
          {
            key: 'request',
            label: t('log.witness.request'),
            onChoose: () => void openFile('log.checkpoint', { form: 'request' }, { factor: false }),
          },
          { key: 'cosign', label: t('log.witness.cosign'), onChoose: () => setAsked('cosign') },
          { key: 'add', label: t('log.witness.add'), onChoose: () => setAsked('witness') },
        ]}
      />
      <FormDialog
        title={t('log.witness.cosign')}
        open={asked === 'cosign'}
        onClose={close}
        contract={CosignLog}
        command="log.cosign"
        submitLabel={t('log.witness.cosign')}
        doneText={t('log.witness.cosign.done')}
        fields={[
          {
            name: 'checkpoint',
            label: t('log.witness.text'),
            kind: 'textarea',
            why: t('log.witness.text.why'),
          },
        ]}
      />
      <FormDialog
        title={t('log.witness.add')}
        open={asked === 'witness'}
        onClose={close}
        contract={AddWitness}
        command="log.addWitness"
        submitLabel={t('log.witness.add')}
        doneText={t('log.witness.add.done')}
        fields={[
          { name: 'key', label: t('log.witness.key'), kind: 'textarea', why: t('log.witness.key.why') },
        ]}
      />
    </>
  );
}
