import { EndObligation, type ObligationLineView } from '@fengni/kernel/obligation/contract';
import { pick, t } from '../../lib/i18n.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';

/** Ends something owed by hand: it was done, or it is no longer owed. */
export function EndDialog({ line, onClose }: { line: ObligationLineView; onClose: () => void }) {
  return (
    <FormDialog
      title={t('obligation.end')}
      open
      onClose={onClose}
      contract={EndObligation}
      command="obligation.end"
      fixed={{ obligationId: line.id }}
      initial={{ outcome: 'done' }}
      submitLabel={t('obligation.end')}
      doneText={t('obligation.end.done')}
      fields={[
        {
          name: 'outcome',
          label: t('obligation.end.outcome'),
          kind: 'radio',
          choices: [
            { value: 'done', label: t('obligation.state.done') },
            { value: 'cancelled', label: t('obligation.state.cancelled') },
          ],
        },
        { name: 'reason', label: t('field.reason'), kind: 'textarea', why: t('obligation.end.why') },
      ]}
    >
      <p>
        {pick(line.title)} {line.subjectNumber}
      </p>
    </FormDialog>
  );
}
