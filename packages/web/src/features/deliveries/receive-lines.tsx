import { media } from '@fengni/server/modules/carriers/rules';
import { Checkbox } from 'antd';
import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { t } from '../../lib/i18n.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import type { CustomControl } from '../../ui/form-field.tsx';
import { mediumChoices } from '../carriers/carrier-words.ts';
import { MarkInput } from '../carriers/mark-input.tsx';
import { type ReceiveLine, faultOfLine, linesMax, linesOf, newLine } from './receive-form.ts';
import '../../ui/form.css';
import '../carriers/carriers.css';
import './deliveries.css';

/** The carriers of a batch, typed line by line: Enter goes to the next field and, from the last, to a new line. */
export function ReceiveLines(control: CustomControl) {
  const lines = linesOf(control.value);
  const box = useRef<HTMLDivElement>(null);
  const wanted = useRef<string | null>(null);

  useEffect(() => {
    if (wanted.current === null) return;
    box.current?.querySelector<HTMLElement>(`[data-line="${wanted.current}"] input`)?.focus();
    wanted.current = null;
  });
  function add() {
    if (lines.length >= linesMax) return;
    const line = newLine(lines.at(-1)?.medium);
    wanted.current = line.key;
    control.onChange([...lines, line]);
  }
  function onKey(event: KeyboardEvent) {
    const isField = event.target instanceof HTMLInputElement && event.target.type !== 'checkbox';
    if (event.key !== 'Enter' || !isField || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing)
      return;
    event.preventDefault();
    const fields = [...(box.current?.querySelectorAll<HTMLInputElement>('input:not([type=checkbox])') ?? [])];
    const next = fields[fields.findIndex((field) => field === event.target) + 1];
    if (next === undefined) add();
    else next.focus();
  }
  return (
    // Enter belongs to every field inside: it walks on instead of sending the form
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={box} className="receive-lines" onKeyDown={onKey}>
      {lines.map((line, i) => (
        <Line
          key={line.key}
          nth={i + 1}
          line={line}
          firstId={i === 0 ? control.id : null}
          onChange={(next) => control.onChange(lines.map((one) => (one.key === line.key ? next : one)))}
          onRemove={() => control.onChange(lines.filter((one) => one.key !== line.key))}
        />
      ))}
      <div>
        <ActionButton
          disabledReason={lines.length >= linesMax ? t('receive.lines.max', { n: linesMax }) : null}
          onClick={add}
        >
          {t('receive.add')}
        </ActionButton>
      </div>
    </div>
  );
}

interface LineProps {
  readonly nth: number;
  readonly line: ReceiveLine;
  readonly firstId: string | null;
  readonly onChange: (line: ReceiveLine) => void;
  readonly onRemove: () => void;
}

function Line({ nth, line, firstId, onChange, onRemove }: LineProps) {
  const id = useId();
  const markId = firstId ?? `${id}-mark`;
  const fault = line.title === '' && line.copyNos === '' ? null : faultOfLine(line);
  const text = (
    name: 'documentNo' | 'title' | 'copyNos' | 'pages',
    label: string,
    size: string,
    why?: string,
  ) => (
    <div className={`field ${size}`}>
      <label htmlFor={`${id}-${name}`}>{label}</label>
      <input
        id={`${id}-${name}`}
        className="native-field"
        autoComplete="off"
        value={line[name]}
        {...(name === 'pages' ? { inputMode: 'numeric' as const } : {})}
        {...(why === undefined ? {} : { 'aria-describedby': `${id}-${name}-why` })}
        onChange={(event) => onChange({ ...line, [name]: event.target.value })}
      />
      {why === undefined ? null : (
        <span id={`${id}-${name}-why`} className="why">
          {why}
        </span>
      )}
    </div>
  );
  return (
    <fieldset className="receive-line" data-line={line.key}>
      <legend>{t('receive.nth', { n: nth })}</legend>
      <div className="field full">
        <label htmlFor={markId}>{t('receive.mark')}</label>
        <MarkInput
          id={markId}
          value={line.mark}
          aria-invalid={false}
          onChange={(mark) => onChange({ ...line, mark: mark ?? null })}
        />
      </div>
      {text('documentNo', t('receive.document'), '')}
      {text('title', t('field.title'), 'wide')}
      {text('copyNos', t('receive.copies'), '', t('receive.copies.why'))}
      {text('pages', t('copy.pages'), 'small')}
      <div className="field medium">
        <label htmlFor={`${id}-medium`}>{t('receive.medium')}</label>
        <select
          id={`${id}-medium`}
          className="native-field"
          value={line.medium}
          onChange={(event) => onChange({ ...line, medium: readMedium(event.target.value, line.medium) })}
        >
          {mediumChoices().map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      </div>
      <div className="tail">
        <Checkbox
          checked={line.mustReturn}
          onChange={(event) => onChange({ ...line, mustReturn: event.target.checked })}
        >
          {t('receive.return')}
        </Checkbox>
        <ActionButton
          size="small"
          type="text"
          aria-label={t('receive.remove', { n: nth })}
          onClick={onRemove}
        >
          {t('chosen.remove.short')}
        </ActionButton>
      </div>
      {fault === null ? null : <output className="field-fault full">{fault}</output>}
    </fieldset>
  );
}

function readMedium(value: string, or: ReceiveLine['medium']): ReceiveLine['medium'] {
  return media.find((medium) => medium === value) ?? or;
}
