import { Input } from 'antd';
import type { ReactNode } from 'react';
import { t } from '../lib/i18n.ts';
import { PersonPicker } from './person-picker.tsx';
import { UnitPicker } from './unit-picker.tsx';
import './form.css';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What a control of a feature's own is given. */
export interface CustomControl {
  readonly id: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby'?: string;
}

/** One field of a form, declared; `name` is its path in the contract. */
export interface FieldSpec {
  readonly name: string;
  readonly label: string;
  readonly kind:
    | 'text'
    | 'password'
    | 'code'
    | 'textarea'
    | 'number'
    | 'day'
    | 'select'
    | 'radio'
    | 'checks'
    | 'toggle'
    | 'person'
    | 'unit'
    | 'custom';
  readonly choices?: readonly Choice[];
  /** Why it is asked, or how it is written. */
  readonly why?: string;
  /** Free words about a thing: who only handles it reads them too, which the field says. */
  readonly seen?: boolean;
  /** Left empty it becomes null, or is left out where the contract has no null. */
  readonly optional?: 'null' | 'absent';
  readonly autoFocus?: boolean;
  readonly autoComplete?: string;
  /** Said instead of the general words where the form of the value is wrong. */
  readonly formatHint?: string;
  /** What the contract alone cannot see, such as a repeated password; a text where it is wrong. */
  readonly check?: (value: unknown, values: Readonly<Record<string, unknown>>) => string | null;
  /** Not sent; only for `check`. */
  readonly local?: boolean;
  /** Draws a field of kind `custom`. */
  readonly control?: (control: CustomControl) => ReactNode;
  /** A custom field of several controls: its label becomes the legend of a group. */
  readonly grouped?: boolean;
  /** Heading before this field. */
  readonly heading?: string;
}

export interface FieldProps {
  readonly id: string;
  readonly field: FieldSpec;
  readonly value: unknown;
  readonly fault: string | null;
  readonly onChange: (value: unknown) => void;
}

/** Label, control, reason and fault of one field. */
export function FormField({ id, field, value, fault, onChange }: FieldProps) {
  const whys = [field.why ?? '', field.seen === true ? t('form.seen') : ''].filter((one) => one !== '');
  const describedBy = [whys.length === 0 ? '' : `${id}-why`, fault === null ? '' : `${id}-fault`]
    .filter((one) => one !== '')
    .join(' ');
  const grouped = field.kind === 'radio' || field.kind === 'checks' || field.grouped === true;
  const control = (
    <Control
      id={id}
      field={field}
      value={value}
      fault={fault}
      onChange={onChange}
      describedBy={describedBy}
    />
  );
  const notes = (
    <>
      {whys.length === 0 ? null : (
        <div id={`${id}-why`} className="why">
          {whys.map((one) => (
            <p key={one}>{one}</p>
          ))}
        </div>
      )}
      {fault === null ? null : (
        <p id={`${id}-fault`} className="field-fault">
          {fault}
        </p>
      )}
    </>
  );
  if (field.kind === 'toggle') {
    return (
      <div className="field">
        {control}
        {notes}
      </div>
    );
  }
  if (grouped) {
    return (
      <fieldset className="field">
        <legend>
          <FieldLabel field={field} />
        </legend>
        {control}
        {notes}
      </fieldset>
    );
  }
  return (
    <div className="field">
      <label htmlFor={id}>
        <FieldLabel field={field} />
      </label>
      {control}
      {notes}
    </div>
  );
}

function FieldLabel({ field }: { field: FieldSpec }): ReactNode {
  return (
    <>
      {field.label}
      {field.optional === undefined ? null : <span className="why"> {t('form.optional')}</span>}
    </>
  );
}

function Control({ id, field, value, fault, onChange, describedBy }: FieldProps & { describedBy: string }) {
  const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
  const common = {
    id,
    'aria-invalid': fault !== null,
    ...(describedBy === '' ? {} : { 'aria-describedby': describedBy }),
    ...(fault === null ? {} : { status: 'error' as const }),
    ...(field.autoFocus === true ? { autoFocus: true } : {}),
    ...(field.autoComplete === undefined ? {} : { autoComplete: field.autoComplete }),
  };
  const native = {
    id,
    'aria-invalid': fault !== null,
    ...(describedBy === '' ? {} : { 'aria-describedby': describedBy }),
  };
  switch (field.kind) {
    case 'password':
      return <Input.Password {...common} value={text} onChange={(event) => onChange(event.target.value)} />;
    case 'code':
      return (
        <Input
          {...common}
          className="code-input"
          autoComplete={field.autoComplete ?? 'one-time-code'}
          spellCheck={false}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'textarea':
      return (
        <Input.TextArea
          {...common}
          rows={2}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'number':
      return (
        <Input
          {...common}
          inputMode="numeric"
          value={text}
          onChange={(event) =>
            onChange(/^-?\d+$/.test(event.target.value) ? Number(event.target.value) : event.target.value)
          }
        />
      );
    case 'day':
      return (
        <input
          {...native}
          className="native-field"
          type="date"
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'select':
      return (
        <select
          {...native}
          className="native-field"
          value={text}
          onChange={(event) => onChange(event.target.value)}
        >
          <option value="">{field.optional === undefined ? t('form.choose') : t('form.none')}</option>
          {(field.choices ?? []).map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      );
    case 'radio':
      return (
        <span className="field-choices">
          {(field.choices ?? []).map((choice) => (
            <label key={choice.value} className="field-choice">
              <input
                type="radio"
                name={id}
                checked={text === choice.value}
                onChange={() => onChange(choice.value)}
              />
              {choice.label}
            </label>
          ))}
        </span>
      );
    case 'checks':
      return <CheckList field={field} value={value} onChange={onChange} />;
    case 'toggle':
      return (
        <label className="field-choice">
          <input
            id={id}
            type="checkbox"
            checked={value === true}
            onChange={(event) => onChange(event.target.checked)}
          />
          {field.label}
        </label>
      );
    case 'person':
      return <PersonPicker {...native} value={text === '' ? null : text} onChange={onChange} />;
    case 'unit':
      return <UnitPicker {...native} value={text === '' ? null : text} onChange={onChange} />;
    case 'custom':
      return <>{field.control?.({ ...native, value, onChange })}</>;
    case 'text':
      return <Input {...common} value={text} onChange={(event) => onChange(event.target.value)} />;
    default:
      return field.kind satisfies never;
  }
}

function CheckList({ field, value, onChange }: Pick<FieldProps, 'field' | 'value' | 'onChange'>) {
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [];
  return (
    <span className="field-choices">
      {(field.choices ?? []).map((choice) => (
        <label key={choice.value} className="field-choice">
          <input
            type="checkbox"
            checked={chosen.includes(choice.value)}
            onChange={(event) =>
              onChange(
                event.target.checked
                  ? [...chosen, choice.value]
                  : chosen.filter((one) => one !== choice.value),
              )
            }
          />
          {choice.label}
        </label>
      ))}
    </span>
  );
}
