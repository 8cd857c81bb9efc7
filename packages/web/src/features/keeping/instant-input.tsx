import type { CustomControl, FieldSpec } from '../../ui/form-field.tsx';
import { readHouseInstant, writeHouseInstant } from './house-instant.ts';

/** A field for a moment. */
export function instantField(field: Pick<FieldSpec, 'name' | 'label' | 'why'>): FieldSpec {
  return { ...field, kind: 'custom', control: (control) => <InstantInput {...control} /> };
}

/** A moment to the minute in the house's time; the value is ISO 8601 in UTC. */
function InstantInput(control: CustomControl) {
  const at = typeof control.value === 'string' ? new Date(control.value) : null;
  return (
    <input
      id={control.id}
      type="datetime-local"
      className="native-field"
      aria-invalid={control['aria-invalid']}
      aria-describedby={control['aria-describedby']}
      value={at === null || Number.isNaN(at.getTime()) ? '' : writeHouseInstant(at)}
      onChange={(event) => control.onChange(readHouseInstant(event.target.value)?.toISOString() ?? '')}
    />
  );
}
