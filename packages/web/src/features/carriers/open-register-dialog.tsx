import { OpenRegister, registerKinds } from '@fengni/server/modules/carriers/contract';
import { t } from '../../lib/i18n.ts';
import { useActor } from '../../lib/session.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';

/** Opens a register for a unit: for carriers, cipher telegrams or bags of waste paper. */
export function OpenRegisterDialog({ onClose }: { readonly onClose: () => void }) {
  const actor = useActor();
  const kinds = {
    carrier: t('register.kind.carrier'),
    cipher: t('register.kind.cipher'),
    'paper-bag': t('register.kind.bag'),
  };
  return (
    <FormDialog
      title={t('carrier.register.open')}
      open
      onClose={onClose}
      contract={OpenRegister}
      command="register.open"
      submitLabel={t('carrier.register.open')}
      doneText={t('carrier.register.opened')}
      initial={{ unitId: actor.unitId, kind: 'carrier', name: t('register.name.default') }}
      fields={[
        { name: 'name', label: t('field.name'), kind: 'text', autoFocus: true },
        { name: 'unitId', label: t('field.unit'), kind: 'unit', why: t('register.unit.why') },
        {
          name: 'kind',
          label: t('register.kind'),
          kind: 'radio',
          choices: registerKinds.map((kind) => ({ value: kind, label: kinds[kind] })),
        },
        {
          name: 'numberPattern',
          label: t('register.pattern'),
          kind: 'text',
          optional: 'absent',
          why: t('register.pattern.why'),
        },
      ]}
    />
  );
}
