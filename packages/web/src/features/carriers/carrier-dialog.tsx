import type { CarrierPageView } from '@fengni/server/modules/carriers/contract';
import { t } from '../../lib/i18n.ts';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { type DialogState, carrierForm } from './carrier-forms.tsx';
import { carrierQuestion } from './carrier-questions.ts';
import { actionLabel } from './carrier-words.ts';
import { SlipDialog } from './slip-dialog.tsx';

/** The dialog of one command: a form over its contract, or a question where there is nothing to ask for. */
export function CarrierDialog({
  state,
  page,
  onClose,
}: {
  readonly state: DialogState;
  readonly page: CarrierPageView;
  readonly onClose: () => void;
}) {
  if (state.command === 'circulation.enterSlip') {
    return state.copy?.circulation == null ? null : (
      <SlipDialog copy={state.copy} circulation={state.copy.circulation} onClose={onClose} />
    );
  }
  const question = carrierQuestion(state);
  if (question !== null) {
    return (
      <ConfirmShell
        title={actionLabel(state.command)}
        open
        onClose={onClose}
        happens={question.happens}
        command={question.command}
        input={question.input}
        {...(question.reasonLabel === undefined
          ? {}
          : { reasonLabel: question.reasonLabel, reasonSeen: true })}
        confirmLabel={actionLabel(state.command)}
        doneText={t('carrier.done', { what: actionLabel(state.command) })}
      />
    );
  }
  const form = carrierForm(state, page);
  if (form === null) return null;
  const parks = [...page.actions, ...(state.copy?.actions ?? [])].some(
    (action) => action.command === form.command && action.parks,
  );
  return (
    <FormDialog
      title={actionLabel(state.command)}
      open
      onClose={onClose}
      contract={form.contract}
      command={form.command}
      fields={form.fields}
      fixed={form.fixed}
      {...(form.initial === undefined ? {} : { initial: form.initial })}
      submitLabel={parks ? t('carrier.submit.parks') : actionLabel(state.command)}
      // a parked command says so itself
      {...(parks ? {} : { doneText: t('carrier.done', { what: actionLabel(state.command) }) })}
    >
      {form.about === undefined ? null : <p className="quiet">{form.about}</p>}
      {parks ? <p className="note">{t('carrier.parks')}</p> : null}
    </FormDialog>
  );
}
