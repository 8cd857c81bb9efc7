import type { FieldSpec } from '../../ui/form-field.tsx';

/** A field for a month, `2026-11`. */
export function monthField(field: Pick<FieldSpec, 'name' | 'label' | 'why'>): FieldSpec {
  return {
    ...field,
    kind: 'custom',
    control: ({ value, onChange, ...rest }) => (
      <input
        {...rest}
        className="native-field"
        type="month"
        placeholder="2026-01"
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onChange(event.target.value)}
      />
    ),
  };
}

/** The month that lies `by` months from this day's. */
export function monthFrom(day: string, by: number): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + by, 1)).toISOString().slice(0, 7);
}
