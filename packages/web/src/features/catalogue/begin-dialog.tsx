import { BeginCatalogue } from '@fengni/server/modules/catalogue/contract';
import { t } from '../../lib/i18n.ts';
import { useActor } from '../../lib/session.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { catalogueDuties, schemeChoices } from './catalogue-words.ts';

export interface BeginDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onBegun: (catalogueId: string) => void;
  /** Unit and scheme, where they are known already. */
  readonly initial?: { readonly unitId: string; readonly scheme: string };
}

/** Begins a version of a unit's list: with the lines of the one in force, or empty. */
export function BeginDialog({ open, onClose, onBegun, initial }: BeginDialogProps) {
  const actor = useActor();
  const own = actor.duties.find((held) => catalogueDuties.some((duty) => duty === held.duty));
  return (
    <FormDialog
      title={t('catalogue.begin')}
      open={open}
      onClose={onClose}
      contract={BeginCatalogue}
      command="catalogue.begin"
      initial={{
        unitId: initial?.unitId ?? own?.unitId ?? '',
        scheme: initial?.scheme ?? 'cn-state-secret',
        from: 'in-force',
      }}
      submitLabel={t('catalogue.begin')}
      onDone={(result) => {
        const id = result['catalogueId'];
        if (typeof id === 'string') onBegun(id);
      }}
      fields={[
        { name: 'unitId', label: t('field.unit'), kind: 'unit' },
        { name: 'scheme', label: t('catalogue.scheme'), kind: 'select', choices: schemeChoices() },
        {
          name: 'from',
          label: t('catalogue.begin.from'),
          kind: 'radio',
          why: t('catalogue.begin.from.why'),
          choices: [
            { value: 'in-force', label: t('catalogue.begin.in-force') },
            { value: 'empty', label: t('catalogue.begin.empty') },
          ],
        },
      ]}
    />
  );
}
