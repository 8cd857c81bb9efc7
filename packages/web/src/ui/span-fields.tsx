import { useId } from 'react';
import { t } from '../lib/i18n.ts';

/** From one day to another, `YYYY-MM-DD`; empty where none is given. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

/** The two days of a span, beside each other. */
export function SpanFields(props: {
  readonly span: Span;
  readonly max?: string;
  readonly onChange: (span: Span) => void;
}) {
  const { span, max, onChange } = props;
  const id = useId();
  return (['from', 'to'] as const).map((key) => (
    <span className="toolbar-field" key={key}>
      <label htmlFor={`${id}-${key}`}>{key === 'from' ? t('file.from') : t('file.to')}</label>
      <input
        id={`${id}-${key}`}
        type="date"
        className="native-field"
        value={span[key]}
        max={max}
        onChange={(event) => onChange({ ...span, [key]: event.target.value })}
      />
    </span>
  ));
}
