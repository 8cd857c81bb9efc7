import { type KeyboardEvent, type ReactNode, type SubmitEvent, useId, useRef, useState } from 'react';
import type { z } from 'zod';
import { t } from '../lib/i18n.ts';
import { forgetKept, keep, readKept } from '../lib/kept.ts';
import { useCommand } from '../lib/use-command.ts';
import { type FormValues, readPath, writePath } from '../lib/value-path.ts';
import { ActionButton } from './action-button.tsx';
import { type FieldSpec, FormField } from './form-field.tsx';
import { DraftValues, type FieldFaults, checkForm, draftOf } from './form-state.ts';
import { FaultBox } from './query-view.tsx';
import './form.css';

export interface FormShellProps<Schema extends z.ZodType> {
  /** Accessible name of the form; none inside a dialog, which has one. */
  readonly label?: string;
  readonly contract: Schema;
  readonly fields: readonly FieldSpec[];
  /** Runs this command; or give `onInput` and do something else with the checked input. */
  readonly command?: string;
  readonly onInput?: (input: z.output<Schema>) => void;
  readonly submitLabel: string;
  readonly doneText?: string;
  readonly onDone?: (result: Readonly<Record<string, unknown>>) => void;
  readonly onCancel?: () => void;
  /** Facts sent with the form and not asked. */
  readonly fixed?: FormValues;
  readonly initial?: FormValues;
  /** Name under which what was typed survives in this window until it is sent. */
  readonly draft?: string;
  readonly disabledReason?: string | null;
  /** What will happen, or other words above the fields. */
  readonly children?: ReactNode;
}

/** A form over a contract: faults beside their fields, the server's refusal above the button, Ctrl+Enter sends. */
export function FormShell<Schema extends z.ZodType>(props: FormShellProps<Schema>) {
  const { fields, fixed = {}, initial = {} } = props;
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const draftName = props.draft === undefined ? null : `draft.${props.draft}`;
  const [values, setValues] = useState<FormValues>(() => ({
    ...initial,
    ...(draftName === null ? {} : readKept('session', draftName, DraftValues)),
  }));
  const [faults, setFaults] = useState<FieldFaults>({});
  const [general, setGeneral] = useState<string | null>(null);
  const command = useCommand({
    name: props.command ?? '',
    faults: 'inline',
    ...(props.doneText === undefined ? {} : { doneText: props.doneText }),
    onDone: (result) => {
      if (draftName !== null) forgetKept('session', draftName);
      props.onDone?.(result);
    },
  });

  function change(field: FieldSpec, value: unknown) {
    const next = writePath(values, field.name, value);
    setValues(next);
    if (faults[field.name] !== undefined) setFaults({ ...faults, [field.name]: '' });
    if (draftName !== null) keep('session', draftName, draftOf(fields, next));
  }
  async function submit() {
    const checked = checkForm(props.contract, { fields, values, fixed });
    if (!checked.ok) {
      setFaults(checked.faults);
      setGeneral(checked.general);
      focusFirstFault(
        form.current,
        fields.findIndex((field) => checked.faults[field.name] !== undefined),
        id,
      );
      return;
    }
    setFaults({});
    setGeneral(null);
    props.onInput?.(checked.input);
    if (props.command !== undefined) await command.run(checked.input);
  }
  function onSubmit(event: SubmitEvent) {
    event.preventDefault();
    if (!command.busy && typeof props.disabledReason !== 'string') void submit();
  }
  function onKey(event: KeyboardEvent) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
  }
  const refusal = command.fault ?? general;
  return (
    // the key press belongs to every field inside: Ctrl+Enter sends the form from wherever the user is
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      ref={form}
      className="form"
      noValidate
      aria-label={props.label}
      onSubmit={onSubmit}
      onKeyDown={onKey}
    >
      {props.children}
      {fields.map((field, i) => (
        <div key={field.name} className="form-grid">
          {field.heading === undefined ? null : <h3 className="form-heading">{field.heading}</h3>}
          <FormField
            id={`${id}-${i}`}
            field={field}
            value={readPath(values, field.name)}
            fault={orNull(faults[field.name])}
            onChange={(value) => change(field, value)}
          />
        </div>
      ))}
      {refusal === null ? null : <FaultBox text={refusal} />}
      <div className="form-actions">
        <ActionButton
          type="primary"
          htmlType="submit"
          loading={command.busy}
          disabledReason={props.disabledReason}
        >
          {props.submitLabel}
        </ActionButton>
        {props.onCancel === undefined ? null : (
          <ActionButton onClick={props.onCancel}>{t('action.cancel')}</ActionButton>
        )}
      </div>
    </form>
  );
}

function orNull(fault: string | undefined): string | null {
  return fault === undefined || fault === '' ? null : fault;
}

function focusFirstFault(form: HTMLFormElement | null, index: number, id: string): void {
  const control =
    index < 0 ? null : (form?.querySelector<HTMLElement>(`#${CSS.escape(`${id}-${index}`)}`) ?? null);
  control?.focus();
}
