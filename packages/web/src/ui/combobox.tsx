/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a combobox has listbox and options as roles: <datalist> can show neither units nor levels */
import { type KeyboardEvent, useId, useState } from 'react';
import { t } from '../lib/i18n.ts';
import './form.css';

export interface ComboOption {
  readonly id: string;
  readonly label: string;
  readonly detail?: string;
}

export interface ComboboxProps {
  readonly id: string;
  readonly text: string;
  readonly options: readonly ComboOption[];
  readonly busy: boolean;
  readonly placeholder?: string;
  readonly onText: (text: string) => void;
  readonly onChoose: (option: ComboOption) => void;
  readonly 'aria-invalid'?: boolean;
  readonly 'aria-describedby'?: string;
}

/** A text field that offers what fits (WAI-ARIA authoring practices, editable combobox with list). */
export function Combobox(props: ComboboxProps) {
  const listId = useId();
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const active = open ? props.options[at] : undefined;

  function choose(option: ComboOption) {
    props.onChoose(option);
    setOpen(false);
  }
  function onKey(event: KeyboardEvent) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (open) setAt(Math.max(0, Math.min(props.options.length - 1, at + step)));
      setOpen(true);
    } else if (event.key === 'Enter' && active !== undefined && !event.ctrlKey) {
      event.preventDefault();
      choose(active);
    } else if (event.key === 'Escape' && open) {
      event.stopPropagation();
      setOpen(false);
    }
  }
  return (
    <div className="combobox">
      <input
        id={props.id}
        className="native-field"
        role="combobox"
        autoComplete="off"
        aria-expanded={open}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={active === undefined ? undefined : `${listId}-${active.id}`}
        aria-invalid={props['aria-invalid']}
        aria-describedby={props['aria-describedby']}
        placeholder={props.placeholder}
        value={props.text}
        onChange={(event) => {
          props.onText(event.target.value);
          setAt(0);
          setOpen(true);
        }}
        onClick={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKey}
      />
      {open ? (
        <div role="listbox" id={listId} aria-label={t('picker.found')}>
          {props.options.map((option, i) => (
            <div
              key={option.id}
              id={`${listId}-${option.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === at}
              // before the field loses the focus and the list closes
              onMouseDown={(event) => {
                event.preventDefault();
                choose(option);
              }}
            >
              {option.label}
              {option.detail === undefined ? null : <span className="why">{option.detail}</span>}
            </div>
          ))}
          {props.options.length > 0 ? null : (
            <div className="combobox-note">{props.busy ? t('state.loading') : t('picker.none')}</div>
          )}
        </div>
      ) : null}
    </div>
  );
}
