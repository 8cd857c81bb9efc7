import { yuan } from '@fengni/server/modules/allowances/rules';
import { Input } from 'antd';
import { useState } from 'react';
import type { CustomControl, FieldSpec } from '../../ui/form-field.tsx';

const yuanForm = /^\d{1,7}(\.\d{1,2})?$/;

/** Yuan as they are typed, in fen; what is no amount stays text, which the contract refuses. */
export function fenOf(text: string): number | string {
  const typed = text.trim();
  if (!yuanForm.test(typed)) return typed;
  const [whole = '', decimals = ''] = typed.split('.');
  return Number(whole) * 100 + Number(decimals.padEnd(2, '0'));
}

/** A field for an amount in yuan. */
export function moneyField(field: Pick<FieldSpec, 'name' | 'label' | 'why' | 'heading'>): FieldSpec {
  return { ...field, kind: 'custom', control: (control) => <MoneyInput {...control} /> };
}

type MoneyProps = Pick<CustomControl, 'id' | 'value' | 'onChange'> & {
  readonly 'aria-invalid'?: boolean;
  readonly 'aria-describedby'?: string;
  readonly 'aria-label'?: string;
};

export function MoneyInput({ value, onChange, ...rest }: MoneyProps) {
  // what is typed is kept as it stands: 300 must not become 300.00 under one's hands
  const [text, setText] = useState(() => (typeof value === 'number' ? yuan(value) : ''));
  return (
    <Input
      {...rest}
      inputMode="decimal"
      className="money-input"
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        onChange(fenOf(event.target.value));
      }}
    />
  );
}
