import { OpenDestructionList, destructionMethods } from '@fengni/server/modules/carriers/contract';
import { t } from '../../lib/i18n.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { rememberRegister, useRegisters } from '../keeping/registers.ts';
import { methodWords } from './destruction-words.ts';

export interface BeginDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onBegun: (listId: string) => void;
  /** The register, where it is known already. */
  readonly registerId?: string;
}

/** Begins a destruction list: of which register, where, how, when. */
export function BeginDialog({ open, onClose, onBegun, registerId }: BeginDialogProps) {
  const registers = useRegisters(['carrier', 'paper-bag']);
  return (
    <FormDialog
      title={t('destruction.begin')}
      open={open}
      onClose={onClose}
      contract={OpenDestructionList}
      command="destruction.begin"
      initial={{ registerId: registerId ?? registers.initial, method: 'pulping' }}
      submitLabel={t('destruction.begin')}
      onInput={(input) => rememberRegister(input.registerId)}
      onDone={(result) => {
        const id = result['listId'];
        if (typeof id === 'string') onBegun(id);
      }}
      fields={[
        { name: 'registerId', label: t('keeping.register'), kind: 'select', choices: registers.choices },
        { name: 'point', label: t('destruction.point'), kind: 'text', why: t('destruction.point.why') },
        {
          name: 'method',
          label: t('destruction.method'),
          kind: 'select',
          choices: destructionMethods.map((value) => ({ value, label: methodWords(value) })),
        },
        { name: 'plannedOn', label: t('destruction.planned'), kind: 'day' },
      ]}
    />
  );
}
